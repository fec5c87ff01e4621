/** The city's events as they happen, from /live/events. The browser reconnects by itself and resumes after the last one. */

/**
 * @param {Record<string, string>} params  e.g. {area: "31.71.01.1001", kind: "reports"}
 * @param {(event: {id: number, at: string, verb: string, subject: string, area?: string}) => void} onEvent
 * @param {(state: "connecting" | "live" | "lost") => void} [onState]
 * @returns {() => void} stop
 * Every .live element shows the state: data-state, and the words of its data-connecting, data-live, data-lost.
 */
export function live(params, onEvent, onState) {
  let source, retry, last = 0, pause = 1000;
  const tell = (state) => {
    for (const sign of document.querySelectorAll(".live")) {
      sign.dataset.state = state;
      if (sign.dataset[state]) sign.textContent = sign.dataset[state];
    }
    onState?.(state);
  };
  const open = () => {
    const query = new URLSearchParams(params);
    if (last) query.set("after", String(last)); // only when the browser itself has given up and we begin anew
    source = new EventSource(`/live/events?${query}`);
    source.onopen = () => { pause = 1000; tell("live"); };
    source.onmessage = (message) => {
      if (message.lastEventId) last = Number(message.lastEventId);
      onEvent(JSON.parse(message.data));
    };
    source.onerror = () => {
      tell(source.readyState === EventSource.CLOSED ? "lost" : "connecting");
      if (source.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, pause);
      pause = Math.min(pause * 2, 30_000);
    };
  };
  const stop = () => { clearTimeout(retry); source?.close(); };
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && open());
  tell("connecting");
  open();
  return stop;
}
