// A second click while the first is on its way would write the note twice. Without this script all works as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Heard on the document, for the button may be put in place anew.
document.documentElement.classList.add("scripted");
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// A page that renews itself in place keeps the signal sounding, which a reload would silence.
const main = document.getElementById("main");

function isTouched() {
  return main.querySelector("details[open], form :focus") || [...main.querySelectorAll("textarea")].some((one) => one.value);
}

async function renew() {
  if (isTouched()) return;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer) return;
  const fresh = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
  // The sign-in page of a desk left alone listens on: put in place, it does not silence the signal as a reload would.
  if (!answer.ok || (answer.redirected && !fresh.querySelector("[data-rests]"))) return location.reload();
  if (isTouched()) return;
  const focused = main.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  main.innerHTML = fresh.getElementById("main").innerHTML;
  if (focused) main.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

const { renews, renewsOnAlarm } = document.body.dataset;
if (renews) setInterval(renew, 1000 * Number(renews));
if (renewsOnAlarm) addEventListener("alarms-changed", renew);
