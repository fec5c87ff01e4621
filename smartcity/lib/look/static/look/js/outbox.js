/**
 * What waits on this phone: drafts with their photos in IndexedDB, each sent exactly once. Every app has its own.
 * Pages read it as a module, a service worker by importScripts; so it neither imports nor exports.
 *
 * A draft: {id (its client UUID), account, name, fields [[name, value]], state, at, number, url, errors, hold, after}.
 * `after` names a draft that goes first: while that waits this one does too.
 * state: draft | waiting | sending | sent | wrong; hold: "out" (signed out) | "other" (another account) | "".
 * A photo: {id, draft, blob, name, at, stashed (its name on the server, once it is there)}.
 */
/** @param {{app: string, scope: string, who: string, send: string, photo: string}} where  addresses of the app */
globalThis.outboxOf = ({ app, scope, who: WHO, send: SEND, photo: PHOTO }) => {
  const SYNC = `${app}-outbox`, CHANNEL = `${app}-drafts`;
  const KEPT = 3 * 86_400_000; // ms a sent draft is still listed
  const news = new BroadcastChannel(CHANNEL);
  let opened;

  function database() {
    opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(app, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("drafts", { keyPath: "id" });
        asked.result.createObjectStore("photos", { keyPath: "id" }).createIndex("draft", "draft");
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => { opened = undefined; reject(asked.error); };
    });
    return opened;
  }

  /** `work(drafts, photos)` in one transaction: what its last request found, once all is written. Rejects with what the
   * browser says, a QuotaExceededError where the phone is full; nothing is written then. */
  async function inOne(mode, work, durability = "strict") {
    const transaction = (await database()).transaction(["drafts", "photos"], mode, { durability });
    const asked = work(transaction.objectStore("drafts"), transaction.objectStore("photos"));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return asked?.result;
  }

  const load = (id) => inOne("readonly", (drafts) => drafts.get(id));
  const all = async () => (await inOne("readonly", (drafts) => drafts.getAll())).sort((a, b) => b.at - a.at);
  const photosOf = async (id) => (await inOne("readonly", (_, photos) => photos.index("draft").getAll(id))).sort((a, b) => a.at - b.at);

  /** Writes `more` into the draft, which is made if `fresh` is given and it was not there. */
  async function change(id, more, { fresh, durability } = {}) {
    await inOne("readwrite", (drafts) => {
      const asked = drafts.get(id);
      asked.onsuccess = () => { if (asked.result ?? fresh) drafts.put({ ...(asked.result ?? { id, ...fresh }), ...more }); };
    }, durability);
    news.postMessage(id);
  }

  /** What is typed; cheap, for it happens at every pause. */
  const save = (id, account, fields) =>
    change(id, { account, fields }, { fresh: { state: "draft", at: Date.now() }, durability: "relaxed" });

  async function addPhoto(photo) {
    await inOne("readwrite", (_, photos) => photos.put(photo));
    news.postMessage(photo.draft);
  }

  const changePhoto = (id, more) => inOne("readwrite", (_, photos) => {
    const asked = photos.get(id);
    asked.onsuccess = () => { if (asked.result) photos.put({ ...asked.result, ...more }); };
  });
  const dropPhoto = (id) => inOne("readwrite", (_, photos) => void photos.delete(id));

  /** The draft and its photos go; with `but` that one photo stays, as its picture in the list. */
  async function dropPhotos(id, but) {
    await inOne("readwrite", (_, photos) => {
      const asked = photos.index("draft").getAllKeys(id);
      asked.onsuccess = () => asked.result.filter((key) => key !== but).forEach((key) => photos.delete(key));
    });
  }
  async function remove(id) {
    await dropPhotos(id);
    await inOne("readwrite", (drafts) => void drafts.delete(id));
    news.postMessage(id);
  }

  /** The same draft under an id of its own, because another account has used the first. @returns the id */
  async function renew(id, fresh) {
    await inOne("readwrite", (drafts, photos) => {
      const asked = drafts.get(id), pictures = photos.index("draft").getAll(id);
      asked.onsuccess = () => drafts.put({ ...asked.result, id: fresh, state: "draft", errors: [] });
      pictures.onsuccess = () => pictures.result.forEach((photo) => photos.put({ ...photo, draft: fresh, stashed: "" }));
      drafts.delete(id);
    });
    news.postMessage(fresh);
    return fresh;
  }

  /** Who is signed in here, by the server's word: {account ("" for nobody), name, csrf}. Throws without signal. */
  async function who() {
    const answer = await fetch(WHO, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(20_000) });
    if (!answer.ok) throw new TypeError(String(answer.status));
    return answer.json();
  }

  /** The draft is to be sent, now or when the signal is back. */
  const queue = (id, account) => change(id, { account, state: "waiting", hold: "", errors: [] });

  /** Asks the browser to wake the service worker when there is signal; not every browser can. */
  async function soon() {
    const worker = globalThis.registration ?? await globalThis.navigator.serviceWorker?.getRegistration(scope);
    await worker?.sync?.register(SYNC).catch(() => {});
  }

  /** One at a time, over all windows and the worker. Without locks the server's client UUID alone keeps it one report. */
  const alone = (name, ifAvailable, work) => navigator.locks
    ? navigator.locks.request(`${app}-${name}`, { ifAvailable }, (lock) => (lock ? work() : undefined))
    : work();

  const waits = (draft) => Boolean(draft) && ["waiting", "sending"].includes(draft.state);

  /** Sends one draft that waits; if it is under way already, as it was before its writer changed it, once that is over
   * (`busy: "skip"` leaves it to them). `ready()` is waited for, `upload(photo, csrf)` may show progress.
   * @returns the draft as it is afterwards */
  async function send(id, { busy = "wait", ...options } = {}) {
    await alone(id, busy === "skip", async () => {
      const draft = await load(id);
      if (!waits(draft) || waits(draft.after && await load(draft.after))) return;
      await change(id, { state: "sending" });
      await options.ready?.();
      const photos = await photosOf(id);
      const after = await deliver(draft, photos, { kept: changePhoto, ...options });
      await change(id, after);
      if (after.state === "sent") await dropPhotos(id, photos[0]?.id);
    });
    return load(id);
  }

  /** Brings a draft and its photos to the server. @returns what has become of it: {state, ...}; "waiting" where it may be tried again */
  async function deliver(draft, photos, { upload = post, kept = async () => {} } = {}) {
    try {
      const here = await who();
      if (here.account !== draft.account || !here.account) return { state: "waiting", hold: here.account ? "other" : "out" };
      for (let turn = 0; ; turn += 1) {
        for (const photo of photos.filter((one) => !one.stashed)) {
          photo.stashed = (await upload(photo, here.csrf)).name;
          await kept(photo.id, { stashed: photo.stashed });
        }
        const after = await submit(draft, photos, here.csrf);
        if (!after.gone || turn) return after;
        for (const photo of photos.filter((one) => after.gone.includes(one.stashed))) photo.stashed = ""; // swept meanwhile
      }
    } catch (wrong) {
      if (wrong.refused) return { state: "wrong", hold: "", errors: [{ field: "photo", message: wrong.message }] };
      return { state: "waiting", hold: "" }; // no signal, or it was lost on the way
    }
  }

  async function submit(draft, photos, csrf) {
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    body.set("client_id", draft.id);
    body.set("account_key", draft.account);
    for (const photo of photos) body.append("stashed", photo.stashed);
    const answer = await fetch(SEND, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": csrf }, signal: AbortSignal.timeout(60_000) });
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
    if (answer.ok && said.number) return { state: "sent", hold: "", errors: [], number: said.number, shown: said.shown, url: said.url, sent: Date.now() };
    if (said.code === "photo_gone") return { state: "waiting", hold: "", gone: said.names };
    if (said.code === "signed_out") return { state: "waiting", hold: "out" };
    if (said.code === "other_account") return { state: "waiting", hold: "other" };
    if (said.errors && answer.status < 500 && answer.status !== 429) return { state: "wrong", hold: "", errors: said.errors };
    return { state: "waiting", hold: "", errors: said.errors ?? [] }; // too many at once, or the server is not well: later
  }

  async function post(photo, csrf) {
    const body = new FormData();
    body.append("photo", photo.blob, photo.name);
    const answer = await fetch(PHOTO, { method: "POST", body, headers: { "X-CSRFToken": csrf }, signal: AbortSignal.timeout(120_000) });
    const said = await answer.json().catch(() => ({}));
    if (answer.status !== 201) throw Object.assign(new Error(said.detail ?? String(answer.status)), { refused: answer.status === 400 });
    return said;
  }

  /** Sends all that waits and may be sent by whoever is signed in. @returns how many still wait for signal */
  async function flush(options) {
    const waiting = (await all()).filter((draft) => ["waiting", "sending"].includes(draft.state)).reverse();
    let left = 0;
    for (const draft of waiting) {
      const after = await send(draft.id, { busy: "skip", ...options });
      if (after && !after.hold && ["waiting", "sending"].includes(after.state)) left += 1;
    }
    await tidy();
    return left;
  }

  /** Sent drafts are forgotten after three days. */
  async function tidy() {
    for (const draft of await all()) if (draft.state === "sent" && !(Math.abs(Date.now() - draft.sent) < KEPT)) await remove(draft.id);
  }

  /** Calls `f` whenever a draft changes, in whatever window or worker. */
  function listen(f) {
    new BroadcastChannel(CHANNEL).onmessage = ({ data }) => f(data);
  }

  return { load, all, photosOf, save, change, addPhoto, changePhoto, dropPhoto, remove, renew, who, queue, soon, send, deliver, post, flush, listen, SYNC };
};
