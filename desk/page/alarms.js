// Puts what rings onto the open page: the red strip, the board, the signal and the title. The pages work without it.
const edition = new URL(import.meta.url).search;
const { listen } = await import(`./listening.js${edition}`);
const { Siren } = await import(`./siren.js${edition}`);

const page = document.body.dataset, title = document.title;
const strip = document.getElementById("strip"), lost = document.getElementById("lost");
const siren = new Siren(document.getElementById("sound"));
let ahead = Date.parse(page.now) - Date.now(), unanswered = Number(page.unanswered), mark = null;

function put(place, html) {
  if (!place || place.dataset.shown === html) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  place.innerHTML = place.dataset.shown = html;
  if (focused) document.getElementById(focused)?.focus();
}

// One key answers: the oldest unanswered alarm holds the focus where nobody put it elsewhere.
function offer() {
  if (document.activeElement === document.body) document.querySelector("#board .answer")?.focus({ preventScroll: true });
}

function count() {
  for (const since of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() + ahead - Date.parse(since.dataset.since)) / 1000));
    const two = (n) => String(n).padStart(2, "0"), hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    since.textContent = hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  }
}

function hear(told) {
  lost.hidden = !told.lost;
  if (!told.watching) return;
  ahead = Date.parse(told.now) - Date.now();
  unanswered = told.unanswered;
  put(strip, told.strip);
  put(document.getElementById("board"), told.board);
  siren.ring(unanswered > 0);
  if (mark !== null && mark !== told.mark) dispatchEvent(new Event("alarms-changed"));
  mark = told.mark;
  count();
  offer();
}

function start() {
  const alone = () => listen(hear);
  if (!self.SharedWorker) return alone();
  const worker = new SharedWorker(`/desk/page/listening.js${edition}`, { type: "module" });
  worker.onerror = alone;
  worker.port.onmessage = ({ data }) => hear(data);
  addEventListener("pagehide", () => worker.port.postMessage("closed"));
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

setInterval(count, 1000);
setInterval(() => {
  document.title = unanswered && document.title === title ? page.alarmTitle : title;
}, 1000);
siren.ring(unanswered > 0);
offer();
start();
