// One conversation over a line that may break: what was not answered is sent again, under the same number.

const CONVERSATION = "nuanqiao.conversation";
const OUTBOX = "nuanqiao.outbox";
const LONGEST_REST = 15000;

const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: the page works, a reload forgets */ } };
const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

export class Connection {
  #socket = null;
  #rest = 500;
  #handlers;
  #outbox = JSON.parse(recall(OUTBOX) ?? "[]");

  constructor(handlers) {
    this.#handlers = handlers;
    addEventListener("online", () => this.#reconnectNow());
    this.#open();
  }

  get unanswered() { return [...this.#outbox]; }

  say(text) {
    const message = { type: "say", id: newId(), text };
    this.#outbox.push(message);
    this.#keepOutbox();
    this.#send(message);
    return message;
  }

  #open() {
    const address = new URL("/chat/ws", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => this.#send({ type: "hello", conversation: recall(CONVERSATION) });
    this.#socket.onmessage = (event) => this.#receive(JSON.parse(event.data));
    this.#socket.onclose = () => {
      this.#handlers.lost();
      setTimeout(() => this.#open(), this.#rest);
      this.#rest = Math.min(this.#rest * 2, LONGEST_REST);
    };
  }

  #reconnectNow() {
    this.#rest = 500;
    if (this.#socket.readyState === WebSocket.OPEN) return;
    this.#socket.close();
  }

  #receive(frame) {
    if (frame.type === "welcome") {
      this.#rest = 500;
      remember(CONVERSATION, frame.conversation);
      this.#handlers.welcome(frame);
      this.#outbox.forEach((message) => this.#send(message));
      return;
    }
    if (frame.type === "reply" || frame.type === "refused") {
      const known = this.#outbox.some((message) => message.id === frame.id);
      this.#outbox = this.#outbox.filter((message) => message.id !== frame.id);
      this.#keepOutbox();
      if (!known) return;
    }
    this.#handlers[frame.type]?.(frame);
  }

  #send(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #keepOutbox() { remember(OUTBOX, JSON.stringify(this.#outbox)); }
}

function newId() {
  // randomUUID exists only on https and localhost; a hospital's inner network may have neither.
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}
