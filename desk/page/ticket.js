// On a ticket's page: ready words at one click, and word of what others did meanwhile. Nothing typed is touched by it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fills]");
  if (!button) return;
  const field = document.getElementById(button.dataset.fills), text = button.dataset.text;
  const written = field.value.trim();
  const isReady = [...document.querySelectorAll("[data-fills]")].some((one) => one.dataset.text === written);
  field.value = (written && !isReady ? `${written}\n${text}` : text).slice(0, field.maxLength);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

const changed = document.getElementById("changed");

async function ask() {
  if (document.hidden || !changed.hidden) return;
  const headers = { "If-None-Match": `"${changed.dataset.mark}"` };
  const answer = await fetch(changed.dataset.ask, { headers, cache: "no-store" }).catch(() => null);
  if (answer?.ok && !answer.redirected) changed.hidden = answer.headers.get("ETag") === `"${changed.dataset.mark}"`;
}

setInterval(ask, 1000 * Number(changed.dataset.every));
document.addEventListener("visibilitychange", ask);
