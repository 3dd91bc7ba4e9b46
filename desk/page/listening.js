// Asks twice a second what rings. As a shared worker it asks once for all open pages of a browser, and goes on
// at full speed behind a hidden page; where there are no shared workers each page asks for itself.
const EVERY = 500, SIGNED_OUT_EVERY = 5000, LOST_AFTER = 6;

export function listen(tell) {
  let mark = "", failed = 0, timer = 0, asking = false;
  async function ask() {
    asking = true;
    let wait = EVERY;
    try {
      const answer = await fetch(`/desk/alarms/live?mark=${mark}`, { cache: "no-store", signal: AbortSignal.timeout(4000) });
      if (answer.status !== 200 && answer.status !== 204) throw new Error(answer.statusText);
      if (answer.status === 200) {
        const told = await answer.json();
        mark = told.mark ?? "";
        if (!told.watching) wait = SIGNED_OUT_EVERY;
        tell(told);
      }
      failed = 0;
    } catch {
      failed += 1;
      mark = "";
      if (failed === LOST_AFTER) tell({ lost: true });
      if (failed >= LOST_AFTER) wait = 2 * EVERY;
    }
    asking = false;
    timer = setTimeout(ask, wait);
  }
  ask();
  return () => {
    if (asking) return;
    clearTimeout(timer);
    ask();
  };
}

if (typeof SharedWorkerGlobalScope !== "undefined") {
  const pages = new Set();
  let last = null;
  const now = listen((told) => {
    last = told;
    for (const page of pages) page.postMessage(told);
  });
  self.onconnect = ({ ports: [page] }) => {
    pages.add(page);
    page.onmessage = () => pages.delete(page);
    if (last) page.postMessage(last);
    now();
  };
}
