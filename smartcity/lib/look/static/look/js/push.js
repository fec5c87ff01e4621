/** Pushes on this device: asked for only after a press, and always said in words how it stands. */
const root = document.querySelector("#push"), words = root.dataset;
const state = root.querySelector("[data-state]"), button = root.querySelector("[data-subscribe]");
const supported = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const PATIENCE = 10_000; // ms a service worker may take to be there

const show = (word, offers = false) => {
  state.textContent = words[word] ?? word;
  button.hidden = !offers;
  const here = document.querySelector("#push-here"); // beside the switch, which is of all devices
  if (here) here.textContent = words[`${word}Here`] ?? "";
};

const known = (subscription) => [...root.querySelectorAll("[data-endpoint]")].find((form) => form.dataset.endpoint === subscription?.endpoint);

/** The worker of this app; rejects when there is none. */
const worker = () => Promise.race([
  navigator.serviceWorker.ready,
  new Promise((_, reject) => { setTimeout(reject, PATIENCE, new Error("no service worker")); }),
]);

async function look() {
  if (!supported) return show("unsupported");
  if (Notification.permission === "denied") return show("blocked");
  if (!(await navigator.serviceWorker.getRegistration())) await worker();
  const registration = await worker(), subscription = await registration.pushManager.getSubscription();
  const form = known(subscription);
  show(form ? "on" : "off", !form);
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    await subscription.unsubscribe().catch(() => false); // the city forgets it all the same
    form.submit();
  });
}

async function subscribe() {
  if (await Notification.requestPermission() === "denied") return show("blocked");
  if (Notification.permission !== "granted") return show("off", true);
  const { pushManager } = await worker();
  const key = bytes(words.key);
  const old = await pushManager.getSubscription();
  if (old && !same(old.options.applicationServerKey, key)) await old.unsubscribe(); // made for another key of the city
  const made = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })).toJSON();
  const body = new URLSearchParams({ endpoint: made.endpoint, ...made.keys });
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(words.add, { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" } });
  if (answer.status === 201) return location.reload();
  const said = await answer.json().catch(() => ({}));
  show(said.detail ?? "failed", true);
}

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const same = (buffer, key) => buffer && new Uint8Array(buffer).every((byte, n) => byte === key[n]);

button.addEventListener("click", async () => {
  button.disabled = true;
  await subscribe().catch(() => show("failed", true));
  button.disabled = false;
});
look().catch(() => show("unsupported"));
