// One conversation over a line that may break: what was not answered is sent again, under the same number.

import { recall, recallList, remember } from "/chat/page/storage.js";

const CONVERSATION = "nuanqiao.conversation";
const OUTBOX = "nuanqiao.outbox";
const FIRST_REST = 500;
const LONGEST_REST = 15000;
const UNHEARD = 8000;  // a phone that changes its network keeps a dead line open for minutes

export function connect(handlers) {
  let conversation = recall(CONVERSATION);
  let outbox = recallList(OUTBOX).filter((one) => typeof one?.id === "string" && typeof one.text === "string");
  let socket = null;
  let rest = FIRST_REST;
  let reopening = 0;
  let unheard = 0;
  let heard = null;  // the number of the last line of a nurse that is shown

  const isOpen = () => socket?.readyState === WebSocket.OPEN;
  const keepOutbox = () => remember(OUTBOX, JSON.stringify(outbox));

  function open() {
    clearTimeout(reopening);
    expectAnswer();
    const address = new URL("/chat/ws", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.onopen = () => send({ type: "hello", conversation, after: heard });
    socket.onmessage = (event) => receive(JSON.parse(event.data));
    socket.onclose = () => {
      clearTimeout(unheard);
      handlers.lost();
      reopening = setTimeout(open, rest);
      rest = Math.min(rest * 2, LONGEST_REST);
    };
  }

  function send(frame) {
    if (!isOpen()) return;
    socket.send(JSON.stringify(frame));
    expectAnswer();
  }

  function expectAnswer() {
    clearTimeout(unheard);
    unheard = setTimeout(reopen, UNHEARD);
  }

  function reopen() {
    socket.onclose = socket.onmessage = null;
    socket.close();
    handlers.lost();
    open();
  }

  function receive(frame) {
    clearTimeout(unheard);
    if (frame.type === "welcome") welcome(frame);
    else if (frame.type === "reply" || frame.type === "refused") settle(frame);
    else if (frame.type === "line") line(frame);
    else if (frame.type === "talk") handlers.talk(frame);
  }

  function welcome(frame) {
    rest = FIRST_REST;
    conversation = frame.conversation;
    remember(CONVERSATION, conversation);
    heard ??= Math.max(frame.seq, ...frame.history.map(({ seq }) => seq ?? 0));
    handlers.welcome(frame);
    outbox.forEach(send);
  }

  function line(frame) {
    if (frame.seq <= heard) return;  // sent before the line broke, and shown
    heard = frame.seq;
    handlers.line(frame);
  }

  function settle(frame) {
    const message = outbox.find((one) => one.id === frame.id);
    if (!message) return;  // the copy of an answer that is shown already
    outbox = outbox.filter((one) => one !== message);
    keepOutbox();
    handlers[frame.type](frame, message);
  }

  function nowOrNever() {
    rest = FIRST_REST;
    if (!isOpen() && !document.hidden) reopen();
  }

  addEventListener("online", nowOrNever);
  document.addEventListener("visibilitychange", nowOrNever);
  open();

  return {
    unanswered: () => [...outbox],
    forget(ids) {
      outbox = outbox.filter((one) => !ids.includes(one.id));
      keepOutbox();
    },
    say(text) {
      const message = { type: "say", id: newId(), text };
      outbox.push(message);
      keepOutbox();
      send(message);
      return message;
    },
  };
}

function newId() {
  // randomUUID exists only on https and localhost; a hospital's inner network may have neither.
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
