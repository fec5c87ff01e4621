/** Pushes of an app: shown by its service worker, which reads this by importScripts. */

/**
 * @param {{home: string, links: string[], shell: {name: string, icon: string, badge: string}, free: (at: URL) => boolean}} app
 *   where a notice may lead, and which window of the app may be led there because nobody is writing in it
 */
globalThis.pushed = ({ home, links, shell, free }) => {
  addEventListener("push", (event) => {
    let said = {};
    try {
      said = event.data?.json() ?? {};
    } catch { /* not ours: shown by the app's name alone */ }
    const { title = shell.name, body = "", tag, url } = said;
    event.waitUntil(registration.showNotification(title, { body, tag, data: { url }, icon: shell.icon, badge: shell.badge }));
  });

  addEventListener("notificationclick", (event) => {
    event.notification.close();
    const wanted = new URL(event.notification.data?.url ?? home, location.origin);
    const ours = wanted.origin === location.origin && links.some((path) => wanted.pathname.startsWith(path));
    event.waitUntil(open(ours ? wanted : new URL(home, location.origin)));
  });

  /** In the window that shows it already, or in one of the app; a window of another face is left alone. */
  async function open({ href, pathname }) {
    const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = windows.find((one) => one.url === href);
    if (there) return there.focus();
    const known = pathname.startsWith(home) && windows.find((one) => free(new URL(one.url)));
    if (!known) return clients.openWindow(href);
    await known.focus();
    return known.navigate(href).catch(() => clients.openWindow(href)); // it is not ours to move yet
  }
};
