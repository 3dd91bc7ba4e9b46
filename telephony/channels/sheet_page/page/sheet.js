// On top of a page that works without it: an item is ticked in its place, and the sheet is read aloud.

const main = document.querySelector("main");

main.addEventListener("submit", async (event) => {
  const form = event.target;
  const item = form.closest("li");
  if (!item || !globalThis.fetch) return;
  event.preventDefault();
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(item.id);
    if (!answer.ok || !fresh) throw new Error(answer.status);
    item.replaceWith(fresh);
    document.getElementById("count").textContent = page.getElementById("count").textContent;
    fresh.querySelector("button").focus();
  } catch {
    form.submit();  // the page says what is wrong
  }
});

const aloud = document.getElementById("aloud");
const voice = globalThis.speechSynthesis;

function said() {
  return [...document.querySelectorAll("h1, .part h2, .part li:not(.done) .what")].map((one) => one.innerText.replace(/\s+/g, "，"));
}

if (aloud && voice) {
  const name = aloud.textContent;
  aloud.hidden = false;
  aloud.addEventListener("click", () => {
    const runs = voice.speaking;
    voice.cancel();
    aloud.textContent = name;
    if (runs) return;
    const texts = said().map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: "zh-CN", rate: 0.8 }));
    texts.at(-1).onend = () => { aloud.textContent = name; };
    for (const one of texts) voice.speak(one);
    aloud.textContent = aloud.dataset.stop;
  });
}
