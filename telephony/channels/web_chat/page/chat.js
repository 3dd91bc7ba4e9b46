// The page: what the caller says and what the hotline answers, in the order it was said.

import * as bubbles from "/chat/page/bubbles.js";
import { connect } from "/chat/page/connection.js";
import { recall, remember } from "/chat/page/storage.js";
import { linkEntries } from "/chat/page/whole.js";

const $ = (id) => document.getElementById(id);
const box = $("say");
const main = document.querySelector("main");
const SIZES = ["", "larger", "largest"];

const toTheEnd = () => { main.scrollTop = main.scrollHeight; };

function fitBox() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function offer(choices) {
  $("choices").replaceChildren(...choices.map(({ title, says }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.onclick = () => { say(says); main.focus({ preventScroll: true }); };
    return button;
  }));
}

function showState({ online }) {
  $("line").hidden = online;
  $("typing").hidden = !online || connection.unanswered().length === 0;
}

function say(text) {
  bubbles.showWaiting(connection.say(text, $("notice").dataset.version));
  offer([]);
  showState({ online: $("line").hidden });
  toTheEnd();
}

function link(place, number) {
  place.hidden = !number;
  const ring = place.matches("a") ? place : place.querySelector("a");
  ring.href = `tel:${number}`;
  (ring.querySelector("span") ?? ring).textContent = number;
}

// The nurse who holds the talk, or the place in the line; nothing while the assistant answers alone.
function showTalk(talk) {
  $("talk").textContent = talk?.text ?? "";
  $("person").hidden = Boolean(talk);
}

function hear({ who, text, by, id }) {
  bubbles.show(who, text, { by, id, loud: true });
  showState({ online: true });
  toTheEnd();
}

function welcome({ hospital, greeting, choices, history, settled, talk, notice }) {
  showState({ online: true });
  $("notice").textContent = notice.text;
  $("notice").dataset.version = notice.version;
  $("hospital").textContent = hospital.name;
  link($("emergency-line"), hospital.emergency_line);
  link($("hotline"), hospital.hotline);
  showTalk(talk);
  if (!bubbles.isEmpty()) return;
  bubbles.show("hotline", greeting);
  history.forEach(({ who, text, kind, by }) => bubbles.show(who, text, { kind, by, ring: kind === "instruction" }));
  if (settled) bubbles.linkProgress(bubbles.show("hotline", settled.text), settled.code);
  // Answered while the page was away: the history shows it, so it is not asked again.
  connection.forget(history.filter(({ who }) => who === "hotline").map(({ id }) => id));
  connection.unanswered().forEach(bubbles.showWaiting);
  if (history.length === 0) offer(choices);
  else toTheEnd();
}

function reply({ id, bubbles: said, choices, grade, progress, entries = [] }) {
  bubbles.settle(id);
  const emergency = grade === "emergency";
  const shown = said.map(({ kind, text }, place) => {
    const loud = kind === "instruction";
    return bubbles.show("hotline", text, { kind, loud, ring: emergency && place === 0 });
  });
  if (progress && shown.length) bubbles.linkProgress(shown.at(-1), progress);
  linkEntries(shown, entries);
  offer(choices);
  showState({ online: true });
  // A long answer is read from its beginning, not from its end; what to do now comes before all else.
  toTheEnd();
  if (shown.length === 0) return;  // a nurse holds the conversation, and answers by herself
  (emergency ? shown[0] : bubbles.find(id) ?? shown[0]).scrollIntoView({ block: "start", behavior: emergency ? "instant" : "auto" });
}

function refused({ id, text }, message) {
  bubbles.takeBack(id);
  bubbles.show("hotline", text, { loud: true });
  // To be shortened, or sent once more in a moment.
  if (!box.value) box.value = message.text;
  fitBox();
  showState({ online: true });
  toTheEnd();
}

const connection = connect({ welcome, reply, refused, line: hear, talk: ({ talk }) => showTalk(talk), lost: () => showState({ online: false }) });

function send(event) {
  event.preventDefault();
  const text = box.value.trim();
  if (!text) { box.focus(); return; }
  say(text);
  box.value = "";
  fitBox();
  // On a phone the keyboard goes away, so that the answer can be read.
  if (matchMedia("(pointer: coarse)").matches) box.blur();
}

$("form").onsubmit = send;
$("person").onclick = () => say("转人工");
box.oninput = fitBox;
box.onkeydown = (event) => {
  // 229: the key belongs to an input method that is still choosing characters.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) send(event);
};

function size(name) {
  document.documentElement.className = name;
  remember("nuanqiao.size", name);
  fitBox();
}

$("larger").onclick = () => size(SIZES[(SIZES.indexOf(document.documentElement.className) + 1) % SIZES.length]);
size(SIZES.includes(recall("nuanqiao.size")) ? recall("nuanqiao.size") : "");
