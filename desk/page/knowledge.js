// Follows the typing with answers: by letters at each keystroke, by meaning when it pauses.
const PAUSE = 350;

class Panel {
  constructor(form) {
    this.form = form;
    this.field = form.elements.q;
    this.results = form.parentElement.querySelector(".results");
    this.turn = this.shownTurn = this.timer = 0;
    this.field.addEventListener("input", (event) => event.isComposing || this.type());
    this.field.addEventListener("compositionend", () => this.type());
    form.addEventListener("submit", (event) => this.take(event), true);
    document.addEventListener("look-up", ({ detail }) => this.field.value.trim() || this.ask(detail, "paused"));
  }

  type() {
    clearTimeout(this.timer);
    this.ask(this.field.value, "typing");
    this.timer = setTimeout(() => this.ask(this.field.value, "paused"), PAUSE);
  }

  // Enter takes the first answer; where there is none yet, it asks at once.
  take(event) {
    event.preventDefault();
    event.stopPropagation();
    const first = this.results.querySelector("[data-copy]");
    if (first && this.asked === this.field.value.trim()) return first.click();
    clearTimeout(this.timer);
    this.ask(this.field.value, "paused");
  }

  async ask(words, how) {
    const turn = ++this.turn;
    const body = new URLSearchParams({ form_token: this.form.elements.form_token.value, q: words, how });
    const answer = await fetch(this.form.action, { method: "POST", body }).catch(() => null);
    // An answer that a later one overtook is thrown away.
    if (!answer?.ok || turn < this.shownTurn) return;
    const html = await answer.text();
    if (turn < this.shownTurn) return;
    this.shownTurn = turn;
    this.asked = words.trim();
    this.results.innerHTML = html;
  }
}

// Old browsers, and pages without TLS, have no clipboard to write to.
async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.body.appendChild(document.createElement("textarea"));
  field.value = text;
  field.select();
  document.execCommand("copy");
  field.remove();
}

function insert(reply, text) {
  for (let around = reply.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  reply.value = (reply.value.trim() ? `${reply.value.trimEnd()}\n` : "") + text;
  reply.focus();
  reply.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.closest("li").querySelector("[data-answer]").textContent.trim();
  const reply = document.querySelector("textarea[data-reply]");
  if (reply) insert(reply, text);
  else await write(text).catch(() => null);
  button.classList.add("copied");
  setTimeout(() => button.classList.remove("copied"), 2000);
});

for (const form of document.querySelectorAll("form[data-knowledge]")) new Panel(form);
