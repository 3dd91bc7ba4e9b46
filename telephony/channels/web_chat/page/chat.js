// The page: what the caller says and what the hotline answers, in the order it was said.

import { alarm, announce, silence } from "/chat/page/announcing.js";
import { refuseAttachments } from "/chat/page/attachments.js";
import * as bubbles from "/chat/page/bubbles.js";
import { connect } from "/chat/page/connection.js";
import { settleIn } from "/chat/page/embedded.js";
import { offerEnding } from "/chat/page/ending.js";
import { recall, remember } from "/chat/page/storage.js";
import { linkEntries } from "/chat/page/whole.js";

const $ = (id) => document.getElementById(id);
const box = $("say");
const main = document.querySelector("main");
const SIZES = ["", "larger", "largest"];
const LOST = $("line").textContent;
let noAttachments = "";
let settledCode = null;
let isShown = false;  // the greeting, and what was said before

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

function showState({ online, why = LOST }) {
  if (!online && $("line").textContent !== why) $("line").textContent = why;
  $("line").hidden = online;
  $("typing").hidden = !online || connection.unanswered().length === 0;
  $("end").hidden = $("kept").hidden = !bubbles.hasCaller();
}

// Shown, and said once by a screen reader.
function tell(who, text, { by = "", ...more } = {}) {
  const label = bubbles.labelOf(who, by);
  (more.kind === "instruction" ? alarm : announce)(label ? `${label}：${text}` : text);
  return bubbles.show(who, text, { by, ...more });
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
  tell(who, text, { by, id });
  showState({ online: true });
  toTheEnd();
}

// A matter was settled while we were away, or just now: is it solved?
function askWhetherSolved({ text, code, choices }) {
  if (settledCode === code) return;
  settledCode = code;
  bubbles.linkProgress(tell("hotline", text), code);
  offer(choices);
  toTheEnd();
}

const again = ({ who, text, kind, by, id }) => bubbles.show(who, text, { kind, by, id: who === "caller" ? id : "", ring: kind === "instruction" });

function answeredMeanwhile(line) {
  bubbles.settle(line.id);
  tell(line.who, line.text, { kind: line.kind, by: line.by, ring: line.kind === "instruction" });
  toTheEnd();
}

function ended() {
  bubbles.clear();
  silence();
  offer([]);
  showTalk(null);
  settledCode = null;
  isShown = false;
}

function welcome({ hospital, greeting, choices, history, settled, talk, notice, attachments }, answered) {
  noAttachments = attachments;
  $("notice").textContent = notice.text;
  $("notice").dataset.version = notice.version;
  $("hospital").textContent = hospital.name;
  link($("emergency-line"), hospital.emergency_line);
  link($("hotline"), hospital.hotline);
  showTalk(talk);
  if (!isShown) {
    isShown = true;
    bubbles.clear();  // what was written before the line stood comes after the history
    bubbles.show("hotline", greeting);
    history.forEach(again);
    connection.unanswered().forEach(bubbles.showWaiting);
    if (history.length === 0) offer(choices);
    else toTheEnd();
  } else {
    answered.forEach(answeredMeanwhile);
  }
  if (settled) askWhetherSolved(settled);
  showState({ online: true });
}

function reply({ id, bubbles: said, choices, grade, progress, sheet, entries = [] }) {
  bubbles.settle(id);
  const emergency = grade === "emergency";
  const shown = said.map(({ kind, text }, place) => {
    return tell("hotline", text, { kind, ring: emergency && place === 0 });
  });
  if (choices.length) announce(`下面有${choices.length}个可选的回答`);
  if (progress && shown.length) bubbles.linkProgress(shown.at(-1), progress);
  if (sheet && shown.length) bubbles.linkSheet(shown.at(-1), sheet);
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
  tell("hotline", text);
  // To be shortened, or sent once more in a moment; what is being written stays.
  box.value = [message.text, box.value].filter(Boolean).join("\n");
  fitBox();
  showState({ online: true });
  toTheEnd();
}

const connection = connect({
  welcome, reply, refused, ended,
  line: hear,
  settled: askWhetherSolved,
  talk: ({ talk }) => showTalk(talk),
  busy: ({ text }) => showState({ online: false, why: text }),
  lost: () => { if ($("line").hidden) showState({ online: false }); },
});

function tellOfAttachments() {
  tell("hotline", noAttachments);
  toTheEnd();
  box.focus();
}

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
$("file").onclick = tellOfAttachments;
refuseAttachments(tellOfAttachments);
offerEnding($("end"), connection.end);
settleIn();
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
