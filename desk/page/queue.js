// Keeps the queue fresh without losing the place in it: asks for the list alone, and puts it in only where it changed.
const live = document.getElementById("live"), fresh = document.getElementById("fresh");
const said = fresh.querySelector("span"), every = said.textContent;
let mark = null;

const isSelecting = () => !getSelection().isCollapsed && live.contains(getSelection().anchorNode);

function top() {
  return [...live.querySelectorAll("[data-ticket]")].find((row) => row.getBoundingClientRect().bottom > 0);
}

function put(html) {
  const focused = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const first = scrollY > 0 ? top() : null, at = first?.getBoundingClientRect().top;
  live.innerHTML = html;
  if (focused) live.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  const row = first && live.querySelector(`[data-ticket="${CSS.escape(first.dataset.ticket)}"]`);
  if (row) scrollBy(0, row.getBoundingClientRect().top - at);
}

// A clock that stands still says so: an old list must not look like a new one.
function note(readAt) {
  fresh.classList.toggle("lost", !readAt);
  said.textContent = readAt ? every : fresh.dataset.lost;
  if (readAt) fresh.querySelector("time").textContent = readAt;
}

async function ask() {
  if (document.hidden || isSelecting()) return;
  const headers = mark ? { "If-None-Match": mark } : {};
  const answer = await fetch(live.dataset.live, { headers, cache: "no-store" }).catch(() => null);
  if (answer?.redirected) return dispatchEvent(new Event("renew-page"));
  note(answer?.headers.get("X-Read-At"));
  if (!answer?.ok) return;
  const html = await answer.text();
  if (isSelecting()) return;
  mark = answer.headers.get("ETag");
  put(html);
}

setInterval(ask, 1000 * Number(live.dataset.every));
document.addEventListener("visibilitychange", ask);
