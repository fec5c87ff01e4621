/** The photos of a new report: made smaller here, sent at once, each with its progress; kept by the server until the report is. */

const SIDE = 1600; // px, what the server would keep of it

/** @param {HTMLFormElement} form  @returns {{settled: () => Promise<boolean>, changed: (f: () => void) => void, add: (kept: {name: string, url: string}) => void, names: () => string[]}} */
export function photos(form) {
  const list = form.querySelector("#photos"), says = form.querySelector("#photo-says"), words = list.dataset;
  const going = new Set();
  let tell = () => {};
  const kept = () => [...list.querySelectorAll("li:not(.add)")];

  function number() {
    kept().forEach((item, n) => {
      item.querySelector(".tag")?.remove();
      if (n === 0) item.append(made("span", "tag", words.main));
      item.querySelector(".photo-remove")?.setAttribute("aria-label", `${words.remove} ${n + 1}`);
    });
    for (const add of list.querySelectorAll(".add")) add.hidden = kept().length >= Number(form.dataset.most);
    tell();
  }

  function item(image) {
    const li = document.createElement("li");
    const remove = made("button", "photo-remove");
    remove.type = "button";
    remove.innerHTML = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>';
    li.append(image, remove);
    list.insertBefore(li, list.querySelector(".add"));
    return li;
  }

  const picture = (src) => Object.assign(made("img", "photo"), { src, alt: words.photoWord });
  const holding = (name) => Object.assign(document.createElement("input"), { type: "hidden", name: "stashed", value: name });

  async function take(file) {
    const li = item(picture(URL.createObjectURL(file)));
    number();
    const task = send(li, await smaller(file), file.name);
    going.add(task);
    await task;
    going.delete(task);
    number();
  }

  async function send(li, blob, name) {
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", words.photoWord);
    li.append(bar);
    try {
      const answer = await upload(form, blob, name, (part) => { bar.value = part; });
      li.append(holding(answer.name));
      says.textContent = "";
    } catch (wrong) {
      if (wrong.refused) {
        li.remove();
        says.textContent = wrong.message;
      } else {
        const again = made("button", "again", words.retry);
        again.type = "button";
        again.addEventListener("click", () => { again.remove(); const task = send(li, blob, name); going.add(task); task.then(() => { going.delete(task); number(); }); });
        li.append(again);
      }
    }
    bar.remove();
  }

  for (const input of form.querySelectorAll("#camera, #gallery")) {
    input.addEventListener("change", () => {
      const room = Number(form.dataset.most) - kept().length;
      const files = [...input.files];
      says.textContent = files.length > room ? words.full : "";
      files.slice(0, room).forEach(take);
      input.value = "";
    });
  }
  list.addEventListener("click", (event) => {
    const remove = event.target.closest(".photo-remove");
    if (!remove) return;
    event.preventDefault();
    remove.closest("li").remove();
    number();
    list.querySelector(".add:not([hidden]) input")?.focus();
  });
  number();
  return {
    /** Waits for what is on its way; false when a photo has not arrived. */
    settled: async () => { await Promise.all(going); return !list.querySelector(".again"); },
    changed: (f) => { tell = f; },
    names: () => kept().map((li) => li.querySelector("[name=stashed]")?.value).filter(Boolean),
    add: ({ name, url }) => {
      const image = picture(url);
      const li = item(image);
      image.onerror = () => { li.remove(); number(); }; // swept meanwhile
      li.append(holding(name));
      number();
    },
  };
}

function made(tag, css, text = "") {
  return Object.assign(document.createElement(tag), { className: css, textContent: text });
}

/** At most 1600 px, JPEG; the file itself where the browser cannot read it (HEIC): then the server does. */
async function smaller(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    if (scale === 1 && file.size < 500_000) return file;
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.85));
  } catch {
    return file;
  }
}

function upload(form, blob, name, onPart) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("photo", blob, name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.photo);
    request.responseType = "json";
    request.timeout = 120_000;
    request.upload.onprogress = ({ loaded, total }) => onPart(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 201) return resolve(request.response);
      reject(Object.assign(new Error(request.response?.detail ?? String(request.status)), { refused: request.status === 400 }));
    };
    request.onerror = request.ontimeout = () => reject(new Error("offline"));
    request.send(body);
  });
}
