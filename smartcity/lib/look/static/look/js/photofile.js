/** A photo on its way from a phone to the server: made smaller, then sent with its progress. */

const SIDE = 1600; // px, what the server would keep of it
const SMALL = 500_000; // bytes of a file that is sent as it is
const SAID = 0xe1, SCAN = 0xda; // of a JPEG: where it speaks of itself, where the picture begins
const MANIFESTS = [0xeb, 0xed], DEPTHS = "http://ns.adobe.com/xmp/ext"; // C2PA and IPTC, which go along; pictures within, which do not
const TURNED = 0x0112; // of its words: how it is turned
const HEAD = 4_000_000; // bytes in which all that stands; a file with more is sent as it is

/**
 * At most 1600 px, JPEG; the file itself where the browser cannot read it (HEIC): then the server does.
 * @param {File} file
 * @param {{words?: boolean}} [keep]  `words`: what the photo says of itself, when and where it was taken, goes along, for an
 *   answer is judged by it; a file whose words cannot be carried over is sent as it is
 */
export async function smaller(file, { words = false } = {}) {
  try {
    if (words && file.type !== "image/jpeg") return file;
    const said = words ? await spoken(file) : [];
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    if (scale === 1 && file.size < SMALL) return file;
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    return blob ? new Blob([blob.slice(0, 2), ...said, blob.slice(2)], { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

/** The parts of a JPEG in which it speaks of itself: when, where, by which machine; told to be upright as the smaller one is. */
async function spoken(file) {
  const view = new DataView(await file.slice(0, HEAD).arrayBuffer()), said = [];
  let at = 2;
  while (view.getUint8(at) === 0xff && view.getUint8(at + 1) !== SCAN) {
    const next = at + 2 + view.getUint16(at + 2), kind = view.getUint8(at + 1);
    const name = String.fromCharCode(...new Uint8Array(view.buffer, at + 4, 28));
    if (kind === SAID && name.startsWith("Exif")) upright(new DataView(view.buffer, at + 10, next - at - 10));
    if (MANIFESTS.includes(kind) || (kind === SAID && !name.startsWith(DEPTHS))) said.push(view.buffer.slice(at, next));
    at = next;
  }
  return said;
}

function upright(words) {
  const little = words.getUint16(0) === 0x4949, root = words.getUint32(4, little);
  for (let n = 0; n < words.getUint16(root, little); n += 1) {
    const entry = root + 2 + 12 * n;
    if (words.getUint16(entry, little) === TURNED) words.setUint16(entry + 8, 1, little);
  }
}

/**
 * By XMLHttpRequest, which alone tells how far an upload is.
 * @param {string} address  @param {{blob: Blob, name: string}} photo  @param {string} csrf
 * @param {HTMLProgressElement} bar  of which 1 is all  @param {(stop: () => void) => void} [stopBy]
 * @returns {Promise<{name: string, url?: string}>} what the server says of it. Throws {refused: true} with the server's words
 *   for what is no photo, an AbortError when stopped, else that it was lost on the way
 */
export function upload(address, photo, csrf, bar, stopBy = () => {}) {
  const body = new FormData();
  body.append("photo", photo.blob, photo.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", csrf);
    request.responseType = "json";
    request.timeout = 120_000;
    request.upload.onprogress = ({ loaded, total }) => { bar.value = total ? loaded / total : 0; };
    request.onload = () => {
      if (request.status === 201) return resolve(request.response);
      reject(Object.assign(new Error(request.response?.detail ?? String(request.status)), { refused: request.status === 400 }));
    };
    request.onerror = request.ontimeout = () => reject(new Error("offline"));
    request.onabort = () => reject(new DOMException("", "AbortError"));
    stopBy(() => request.abort());
    request.send(body);
  });
}
