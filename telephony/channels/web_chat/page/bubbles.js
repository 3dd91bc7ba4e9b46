// The bubbles of the conversation: what was said, by whom, and what belongs to it.

import { readAloud, whenItCanSpeak } from "/chat/page/speech.js";

const log = document.getElementById("log");
const template = document.getElementById("bubble");
const SOURCE_LINE = /\n(?=来源：)/;
let canSpeak = false;

whenItCanSpeak(() => {
  canSpeak = true;
  log.querySelectorAll(".aloud").forEach((button) => { button.hidden = false; });
});

export const isEmpty = () => log.childElementCount === 0;

const BOT = "智能语音助手";

export function show(who, text, { kind = "text", id = "", by = "", ring = false, loud = false } = {}) {
  const bubble = template.content.cloneNode(true).firstElementChild;
  const part = (name) => bubble.querySelector(name);
  const [answer, source = ""] = text.split(SOURCE_LINE);
  bubble.classList.add(who, kind);
  bubble.dataset.id = id;
  part(".by").textContent = by || (who === "hotline" ? BOT : "");
  part(".words").textContent = answer;
  part(".source").textContent = source;
  if (ring) part(".ring").hidden = false;
  else part(".ring").remove();
  if (loud) part(".words").setAttribute("role", "alert");
  const aloud = part(".aloud");
  if (who === "hotline" || who === "nurse") {
    aloud.hidden = !canSpeak;
    aloud.onclick = () => readAloud(answer, aloud);
  } else {
    aloud.remove();
  }
  log.append(bubble);
  return bubble;
}

export function showWaiting({ id, text }) {
  show("caller", text, { id }).classList.add("waiting");
}

export function settle(id) {
  find(id)?.classList.remove("waiting");
}

export function takeBack(id) {
  find(id)?.remove();
}

export function find(id) {
  return [...log.children].find((bubble) => bubble.dataset.id === id);
}

export function linkProgress(bubble, code) {
  const link = document.getElementById("progress").content.cloneNode(true).firstElementChild;
  link.href = `/progress?code=${encodeURIComponent(code)}`;
  bubble.querySelector(".source").after(link);
}
