// A part of a page that takes a while is fetched when the page stands. Without this script a link leads to it.
for (const section of document.querySelectorAll("section[data-part]")) {
  const part = section.querySelector(".part");
  part.setAttribute("aria-busy", "true");
  const answer = await fetch(section.dataset.part, { cache: "no-store" }).catch(() => null);
  const fresh = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html").querySelector(".part");
  if (fresh) part.innerHTML = fresh.innerHTML;
  else part.textContent = section.dataset.away;
  part.removeAttribute("aria-busy");
  // Who hears the page is told that it has come, and not the whole of it.
  section.querySelector("[role=status]").textContent = fresh ? section.dataset.here : section.dataset.away;
}
