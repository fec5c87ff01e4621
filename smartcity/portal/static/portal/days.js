/** The days at the foot of the map: two handles choose a stretch of them, a button plays it day by day. */

const SOON = 250; // ms after the last step of a handle
const PACE = 1500; // ms that a day is shown
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * @param {HTMLElement} panel  holds #days, now or later another one of the same
 * @param {(url: string, history?: string) => Promise<void>} go  shows another address, as one more step back ("push") or in place of this ("replace")
 * @returns {{ dress: () => void, busy: () => boolean }}  dress() after #days has been written anew; whether somebody holds it
 */
export function days(panel, go) {
  let waiting = null, held = null, playing = null; // a timer; where the handles are until it is up; what is played
  const find = (selector) => panel.querySelector(`#days ${selector}`);
  const bars = () => [...panel.querySelectorAll("#days .days-bars a")];
  const handles = () => ["#days-from", "#days-to"].map((id) => Number(find(id).value));

  /** The address of the days from the one place to the other. */
  function address(from, to) {
    const all = bars(), wanted = new URLSearchParams(location.search);
    wanted.delete("before");
    wanted.set("since", all[from].dataset.day);
    wanted.set("until", all[to].dataset.day);
    return `?${wanted}`;
  }

  function draw(from, to) {
    const all = bars();
    all.forEach((bar, n) => bar.parentElement.classList.toggle("chosen", n >= from && n <= to));
    const name = (n) => all[n].title.split(":")[0];
    find(".days-said span").textContent = from === to ? name(from) : `${name(from)} – ${name(to)}`;
    find("#days-from").setAttribute("aria-valuetext", name(from));
    find("#days-to").setAttribute("aria-valuetext", name(to));
  }

  function dress() {
    const all = bars();
    panel.querySelector("#days").style.setProperty("--days", all.length);
    for (const bar of all) bar.tabIndex = -1; // the handles reach every one of them
    for (const input of panel.querySelectorAll("#days input")) {
      input.hidden = false;
      input.setAttribute("aria-valuetext", all[input.value].title.split(":")[0]);
    }
    if (held) {
      [find("#days-from").value, find("#days-to").value] = held;
      draw(...held);
    }
    const button = find("#days-play");
    button.hidden = false;
    if (calm()) button.setAttribute("aria-label", button.dataset.next);
    if (!playing) return;
    button.dataset.on = "";
    button.setAttribute("aria-label", button.dataset.stop);
  }

  panel.addEventListener("input", ({ target }) => {
    if (!target.matches("#days input")) return;
    stop();
    let [from, to] = handles();
    if (from > to) find(target.id === "days-from" ? "#days-to" : "#days-from").value = from = to = Number(target.value);
    held = [from, to];
    draw(from, to);
    clearTimeout(waiting);
  });
  panel.addEventListener("change", ({ target }) => {
    if (!target.matches("#days input")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const [from, to] = held ?? handles();
      held = null;
      go(address(from, to), "push");
    }, SOON);
  });
  panel.addEventListener("click", ({ target }) => {
    if (target.closest("#days-play")) return playing ? stop() : play();
    if (target.closest("a, [type=submit]")) stop();
  });
  addEventListener("popstate", () => stop());

  /** Day by day through the stretch, or, from one day alone, on to the last; then the stretch again. */
  function play() {
    const [from, to] = handles();
    const chosen = new URLSearchParams(location.search).has("since");
    const whole = chosen && from < to ? [from, to] : null;
    const last = whole ? to : bars().length - 1;
    const first = whole ? from : chosen ? (from < last ? from + 1 : 0) : Math.max(last - 13, 0);
    if (calm()) return void go(address(first, first), "push");
    playing = { at: first, last, whole, history: "push" };
    step();
  }

  async function step() {
    const mine = playing;
    if (!mine) return;
    if (mine.at > mine.last) {
      stop();
      return void (mine.whole && go(address(...mine.whole), "replace"));
    }
    const to = address(mine.at, mine.at);
    mine.at += 1;
    await go(to, mine.history);
    mine.history = "replace";
    if (playing === mine) mine.timer = setTimeout(step, PACE);
  }

  function stop() {
    if (!playing) return;
    clearTimeout(playing.timer);
    playing = null;
    const button = find("#days-play");
    delete button.dataset.on;
    button.setAttribute("aria-label", calm() ? button.dataset.next : button.dataset.play);
  }

  dress();
  return { dress, busy: () => held !== null || playing !== null || panel.querySelector("#days").contains(document.activeElement) };
}
