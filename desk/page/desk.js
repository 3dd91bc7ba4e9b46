// A second click while the first is on its way would write the note twice. Without this script all works as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A page that renews itself in place keeps the signal sounding, which a reload would silence.
const main = document.getElementById("main");

function isTouched() {
  return main.querySelector("details[open]") || [...main.querySelectorAll("textarea")].some((one) => one.value);
}

async function renew() {
  if (isTouched() || main.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer) return;
  if (!answer.ok || answer.redirected) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (isTouched() || main.contains(document.activeElement)) return;
  main.innerHTML = fresh.getElementById("main").innerHTML;
}

const { renews, renewsOnAlarm } = document.body.dataset;
if (renews) setInterval(renew, 1000 * Number(renews));
if (renewsOnAlarm) addEventListener("alarms-changed", renew);
