// One talk, live: the story renews itself beside the box, and a line is sent until it is kept, once.
const place = document.getElementById("live-talk");
const EVERY = 1500;

if (place) {
  const story = document.getElementById("story"), left = document.getElementById("left"), form = document.getElementById("say-form");
  const address = `/desk/talks/${place.dataset.talk}`;
  let mark = "", timer = 0, sending = false;

  const toTheEnd = () => { story.scrollTop = story.scrollHeight; };

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(`${address}/live?mark=${mark}`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (answer.status === 200) show(await answer.json());
    } catch { /* asked again */ }
    timer = setTimeout(ask, EVERY);
  }

  function show(told) {
    if (!told.watching) return;
    mark = told.mark;
    const atEnd = story.scrollHeight - story.scrollTop - story.clientHeight < 80;
    story.innerHTML = told.story;
    // Said again only where it changed: a screen reader reads it out.
    if (left.innerHTML.trim() !== told.left.trim()) left.innerHTML = told.left;
    if (atEnd) toTheEnd();
    // Taken by a colleague, given up or put back: what may be done is another thing now.
    if (told.state !== place.dataset.state && !form?.text.value) location.reload();
  }

  const note = document.getElementById("unsent");
  function say(sentence) {
    note.textContent = sentence;
    note.hidden = !sentence;
  }

  async function send() {
    if (sending) return;
    sending = true;
    const body = new URLSearchParams(new FormData(form));
    let answer = null;
    try {
      answer = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(10000) });
    } catch { /* the line is lost: sent again under its number */ }
    sending = false;
    if (!answer || answer.status >= 500) {
      say(note.dataset.lost);
      setTimeout(send, 2000);
      return;
    }
    if (answer.type !== "opaqueredirect" && answer.status !== 202) return form.submit();  // refused: its page says why
    say(answer.status === 202 ? note.dataset.journalled : "");
    if (form.text.value === body.get("text")) form.text.value = "";
    form.message_id.value = newId();
    ask();
  }

  function newId() {
    const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
    return [8, 4, 4, 4, 12].map((n, i, all) => hex.slice(all.slice(0, i).reduce((a, b) => a + b, 0)).slice(0, n)).join("-");
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.text.value.trim()) send();
  });
  form?.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.addEventListener("click", (event) => {
    const fill = event.target.closest("[data-fill]")?.dataset.fill;
    if (!fill || !form) return;
    form.text.value += fill;
    form.text.focus();
  });
  toTheEnd();
  ask();
}
