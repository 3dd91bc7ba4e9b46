// Under an answer: the way to the whole of the entry it came from.

const template = document.getElementById("entry");

// The bubbles with a source line, in the order of the entries they were made from.
export function linkEntries(shown, entries) {
  const sources = shown.map((bubble) => bubble.querySelector(".source")).filter((line) => line.textContent);
  if (sources.length !== entries.length) return;
  sources.forEach((line, place) => {
    const link = template.content.cloneNode(true).firstElementChild;
    link.href = `/entry/${encodeURIComponent(entries[place].id)}`;
    // The conversation stays open, and a page of the hospital's that shows us stays where it is.
    link.target = "_blank";
    link.rel = "noopener";
    line.after(link);
  });
}
