// One conversation over a line that may break: what was not answered is sent again, under the same number.

import { CONVERSATION, OUTBOX, forgetTalk, isOver, recall, recallList, remember, spoke } from "/chat/page/storage.js";

const FIRST_REST = 500;
const LONGEST_REST = 15000;
const UNHEARD = 8000;  // a phone that changes its network keeps a dead line open for minutes
const BEATS = 20000;  // while a nurse may write at any moment, a dead line is looked for
const LOOKED_AT_EVERY = 60000;

const isMessage = (one) => typeof one?.id === "string" && typeof one.text === "string";
const kept = () => recallList(OUTBOX).filter(isMessage);

export function connect(handlers) {
  if (isOver()) forgetTalk();
  let conversation = recall(CONVERSATION);
  let outbox = kept();
  let socket = null;
  let rest = FIRST_REST;
  let reopening = 0;
  let unheard = 0;
  let beat = 0;
  let isTalking = false;  // to a nurse, or waiting for one
  let welcomed = false;  // before the welcome nothing is said: the first frame of a line names the conversation
  let heard = null;  // the number of the last line of a nurse that is shown

  // Another window of the same caller keeps its own messages in the same place.
  function change(edit) {
    outbox = edit(outbox);
    remember(OUTBOX, JSON.stringify(edit(kept())));
  }

  function open() {
    clearTimeout(reopening);
    expectAnswer();
    welcomed = false;
    const address = new URL("/chat/ws", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.onopen = () => send({ type: "hello", conversation, after: heard });
    socket.onmessage = (event) => receive(JSON.parse(event.data));
    socket.onclose = () => {
      stopWaiting();
      welcomed = false;
      handlers.lost();
      reopening = setTimeout(open, rest);
      rest = Math.min(rest * 2, LONGEST_REST);
    };
  }

  function send(frame) {
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify(frame));
    expectAnswer();
  }

  function expectAnswer() {
    stopWaiting();
    unheard = setTimeout(() => { handlers.lost(); reopen(); }, UNHEARD);
  }

  function stopWaiting() {
    clearTimeout(unheard);
    clearTimeout(beat);
  }

  // What was heard says nothing of what is still owed: as long as something is, silence is a fault.
  function waitOn() {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (outbox.length) expectAnswer();
    else if (isTalking) beat = setTimeout(() => send({ type: "here" }), BEATS);
  }

  function reopen() {
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
    open();
  }

  const hears = { welcome, line, busy, reply: settle, refused: settle, talk, settled: (frame) => handlers.settled(frame) };

  function receive(frame) {
    stopWaiting();
    hears[frame.type]?.(frame);
    waitOn();
  }

  function talk(frame) {
    isTalking = Boolean(frame.talk);
    handlers.talk(frame);
  }

  function busy(frame) {
    rest = LONGEST_REST;
    handlers.busy(frame);
  }

  function welcome(frame) {
    rest = FIRST_REST;
    if (conversation && conversation !== frame.conversation) {  // over since yesterday
      heard = null;
      handlers.ended();
    }
    conversation = frame.conversation;
    remember(CONVERSATION, conversation);
    welcomed = true;
    isTalking = Boolean(frame.talk);
    heard ??= Math.max(frame.seq, ...frame.history.map(({ seq }) => seq ?? 0));
    frame.history.forEach(({ at }) => spoke(Date.parse(at)));
    // Answered while the page was away: it is shown, and not asked again.
    const answered = frame.history.filter(({ who, id }) => who === "hotline" && outbox.some((one) => one.id === id));
    drop(answered.map(({ id }) => id));
    handlers.welcome(frame, answered);
    outbox.forEach(send);
  }

  function line(frame) {
    if (frame.seq <= heard) return;  // sent before the line broke, and shown
    heard = frame.seq;
    spoke();
    handlers.line(frame);
  }

  function settle(frame) {
    const message = outbox.find((one) => one.id === frame.id);
    if (!message) return;  // the copy of an answer that is shown already
    drop([message.id]);
    spoke();
    handlers[frame.type](frame, message);
  }

  function drop(ids) {
    if (ids.length) change((list) => list.filter((one) => !ids.includes(one.id)));
  }

  // The name is forgotten here; a new talk begins.
  function end() {
    forgetTalk();
    beginAnew();
  }

  function beginAnew() {
    conversation = recall(CONVERSATION);
    outbox = kept();
    heard = null;
    rest = FIRST_REST;
    handlers.ended();
    reopen();
  }

  function nowOrNever() {
    if (isOver()) end();
    if (socket.readyState === WebSocket.OPEN || document.hidden) return;
    rest = FIRST_REST;
    reopen();
  }

  addEventListener("online", nowOrNever);
  document.addEventListener("visibilitychange", nowOrNever);
  setInterval(() => { if (isOver()) end(); }, LOOKED_AT_EVERY);
  addEventListener("storage", ({ key, newValue }) => {  // another window of this browser was told to end it
    if (conversation && (key === CONVERSATION || key === null) && newValue === null) beginAnew();
  });
  open();

  return {
    end,
    unanswered: () => [...outbox],
    say(text, notice) {
      if (isOver()) end();
      const message = { type: "say", id: newId(), text, notice };
      change((list) => [...list, message]);
      spoke();
      if (welcomed) send(message);
      return message;
    },
  };
}

function newId() {
  // randomUUID exists only on https and localhost; a hospital's inner network may have neither.
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
