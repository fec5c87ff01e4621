/** Links with data-share="title" open the phone's own sharing; elsewhere they stay links to the page itself. */
export function share(event) {
  const link = event.target.closest?.("a[data-share]");
  if (!link || !navigator.share) return;
  event.preventDefault();
  navigator.share({ title: link.dataset.share, url: link.dataset.shareUrl ?? link.href }).catch(() => {}); // the person changed their mind
}
