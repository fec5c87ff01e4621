/** What the service workers of the apps have in common, which read this by importScripts: the files of an app, what waits. */

/**
 * @param {{prefix: string, shell: {version: string, files: string[]}, fetchPages: () => Promise<void>}} app
 *   `prefix` begins the names of its caches of files, each of one version
 * @returns {(request: Request) => Promise<Response>} a file, as it was kept or from the network
 */
globalThis.keepsFiles = ({ prefix, shell, fetchPages }) => {
  const FILES = prefix + shell.version;

  addEventListener("install", (event) => event.waitUntil(install()));
  async function install() {
    await (await caches.open(FILES)).addAll(shell.files);
    await fetchPages();
    await skipWaiting();
  }

  addEventListener("activate", (event) => event.waitUntil(activate()));
  async function activate() {
    const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== FILES);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  }

  return async (request) => (await (await caches.open(FILES)).match(request)) ?? fetch(request);
};

/** There is signal: what waits goes out. What fails now is tried again by the browser. */
globalThis.sendsWhatWaits = (outbox) => {
  addEventListener("sync", (event) => {
    if (event.tag === outbox.SYNC) event.waitUntil(sendAll());
  });
  async function sendAll() {
    if (await outbox.flush()) throw new Error("some still wait");
  }
};
