// The page: what the caller says and what the hotline answers, in the order it was said.

import { Connection } from "/chat/page/connection.js";
import { readAloud, whenItCanSpeak } from "/chat/page/speech.js";

const $ = (id) => document.getElementById(id);
const log = $("log");
const box = $("say");
const SIZES = ["", "larger", "largest"];
const SOURCE_LINE = /\n(?=来源：)/;
let canSpeak = false;

whenItCanSpeak(() => {
  canSpeak = true;
  document.querySelectorAll("li.hotline .aloud").forEach((button) => { button.hidden = false; });
});

function show(who, text, { kind = "text", id = null } = {}) {
  const bubble = $("bubble").content.cloneNode(true).firstElementChild;
  bubble.classList.add(who, kind);
  if (id) bubble.dataset.id = id;
  const [answer, source] = text.split(SOURCE_LINE);
  bubble.querySelector("p").textContent = answer;
  bubble.querySelector(".source").textContent = source ?? "";
  const aloud = bubble.querySelector(".aloud");
  if (who === "hotline") {
    aloud.hidden = !canSpeak;
    aloud.onclick = () => readAloud(answer);
  } else {
    aloud.remove();
  }
  log.append(bubble);
  log.parentElement.scrollTop = log.scrollHeight;
  return bubble;
}

function offer(choices) {
  $("choices").replaceChildren(...choices.map(({ title, says }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.onclick = () => say(says);
    return button;
  }));
}

function waiting() {
  $("typing").hidden = connection.unanswered.length === 0;
  const open = new Set(connection.unanswered.map((message) => message.id));
  log.querySelectorAll("li.waiting").forEach((bubble) => bubble.classList.toggle("waiting", open.has(bubble.dataset.id)));
}

function say(text) {
  const message = connection.say(text);
  show("caller", text, { id: message.id }).classList.add("waiting");
  offer([]);
  waiting();
}

function greet({ hospital, greeting, choices, history }) {
  $("line").hidden = true;
  $("hospital").textContent = `${hospital.name}健康咨询热线 ${hospital.hotline}`;
  const ring = $("emergency-line");
  ring.hidden = !hospital.emergency_line;
  ring.href = `tel:${hospital.emergency_line}`;
  ring.querySelector("span").textContent = hospital.emergency_line;
  if (log.childElementCount > 0) return;
  show("hotline", greeting);
  history.forEach(({ who, text }) => show(who, text));
  connection.unanswered.forEach((message) => show("caller", message.text, { id: message.id }).classList.add("waiting"));
  if (history.length === 0) offer(choices);
  waiting();
}

const connection = new Connection({
  welcome: greet,
  lost() { $("line").hidden = false; },
  reply({ bubbles, choices }) {
    const shown = bubbles.map(({ kind, text }) => show("hotline", text, { kind }));
    offer(choices);
    waiting();
    // A long answer is read from its beginning, not from its end.
    shown[0].previousElementSibling?.scrollIntoView({ block: "start" });
  },
  refused({ text }) {
    show("hotline", text);
    waiting();
  },
});

$("form").onsubmit = (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text) { box.focus(); return; }
  say(text);
  box.value = "";
  box.style.height = "";
};
box.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("form").requestSubmit();
  }
};
box.oninput = () => {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 4}px`;
};

$("larger").onclick = () => {
  const root = document.documentElement;
  const next = SIZES[(SIZES.indexOf(root.className) + 1) % SIZES.length];
  root.className = next;
  try { localStorage.setItem("nuanqiao.size", next); } catch { /* private mode */ }
};
try { document.documentElement.className = localStorage.getItem("nuanqiao.size") ?? ""; } catch { /* private mode */ }
