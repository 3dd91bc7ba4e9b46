// What a screen reader says by itself: each thing once, a danger at once. The log itself is read only when asked for.

const LONG_ENOUGH = 10000;
const MOST = 6;

function say(place, text) {
  const line = document.createElement("p");
  line.textContent = text;
  place.append(line);
  while (place.childElementCount > MOST) place.firstElementChild.remove();
  // Later it would be met a second time by whoever reads the page from top to bottom.
  setTimeout(() => line.remove(), LONG_ENOUGH);
}

export function silence() {
  for (const place of document.querySelectorAll("#told, #alarm")) place.replaceChildren();
}

export const announce = (text) => say(document.getElementById("told"), text);
export const alarm = (text) => say(document.getElementById("alarm"), text);
