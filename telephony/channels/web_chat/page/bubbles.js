// The bubbles of the conversation: what was said, by whom, and what belongs to it.

import { leaveTheFrame } from "/chat/page/embedded.js";
import { readAloud, whenItCanSpeak } from "/chat/page/speech.js";

const log = document.getElementById("log");
const template = document.getElementById("bubble");
const SOURCE_LINE = /\n(?=来源：)/;
let canSpeak = false;

whenItCanSpeak(() => {
  canSpeak = true;
  log.querySelectorAll(".aloud").forEach((button) => { button.hidden = false; });
});

const BOT = "智能语音助手";

export const hasCaller = () => log.querySelector(".caller") !== null;
export const clear = () => log.replaceChildren();
export const labelOf = (who, by) => by || (who === "hotline" ? BOT : "");

export function show(who, text, { kind = "text", id = "", by = "", ring = false } = {}) {
  const bubble = template.content.cloneNode(true).firstElementChild;
  const part = (name) => bubble.querySelector(name);
  const [answer, source = ""] = text.split(SOURCE_LINE);
  bubble.classList.add(who, kind);
  bubble.dataset.id = id;
  part(".by").textContent = labelOf(who, by);
  part(".words").textContent = answer;
  part(".source").textContent = source;
  if (ring) part(".ring").hidden = false;
  else part(".ring").remove();
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
  // Kept by the hotline and not answered yet: the history shows it already.
  (find(id) ?? show("caller", text, { id })).classList.add("waiting");
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

export function linkSheet(bubble, code) {
  const link = document.getElementById("sheet").content.cloneNode(true).firstElementChild;
  link.href = `/sheet/${encodeURIComponent(code)}`;
  leaveTheFrame(link);
  bubble.querySelector(".source").after(link);
}

export function linkProgress(bubble, code) {
  const link = document.getElementById("progress").content.cloneNode(true).firstElementChild;
  link.href = `/progress?code=${encodeURIComponent(code)}`;
  leaveTheFrame(link);
  bubble.querySelector(".source").after(link);
}
