// Puts the number asked for into the page, so that nothing typed beside it is lost. Without this script it has its own page.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-unveil]") || event.defaultPrevented) return;
  event.preventDefault();
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  const fresh = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html");
  const shown = fresh && fresh.getElementById("phone");
  if (!shown) return form.submit();
  document.getElementById("phone").replaceWith(shown);
  shown.querySelector("a")?.focus();
});
