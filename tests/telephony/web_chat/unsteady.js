// Before the page's own scripts: a line and a clock in our hands, and behind the line a hotline of few words.
(() => {
  let seed = 1;
  const chance = () => {  // mulberry32: the same seed, the same story
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(chance() * n);

  let now = 0;
  let timers = new Map();
  let lastTimer = 0;
  window.setTimeout = (run, rest = 0) => { timers.set(++lastTimer, { at: now + rest, run }); return lastTimer; };
  window.clearTimeout = (timer) => timers.delete(timer);
  window.setInterval = () => 0;

  let lines = [];
  let hotline = null;
  class Line {
    static OPEN = 1;
    constructor() { Object.assign(this, { readyState: 0, up: [], down: [], isDeaf: false, after: null }); lines.push(this); }
    send(text) { if (this.readyState === 1) this.up.push(JSON.parse(text)); }
    close() { this.readyState = 3; }
  }
  window.WebSocket = Line;

  // Like the real one: a message is taken once by its number, its answer is kept and given to every copy.
  const newHotline = () => ({ taken: [], answers: new Map(), waiting: new Map(), said: [], kept: [] });

  function hear(line, frame) {
    if (frame.type === "hello") {
      const seq = hotline.said.length;
      line.after = Number.isInteger(frame.after) && frame.after <= seq ? frame.after : seq;
      const history = hotline.kept.map((one) => ({ ...one }));
      line.down.push({
        type: "welcome", conversation: frame.conversation ?? "conversation-of-a-test", seq, history, talk: { nurse: "护士", text: "" }, settled: null,
        choices: [], greeting: "您好", attachments: "", notice: { text: "", version: "1" }, hospital: { name: "", hotline: "", emergency_line: "" },
      });
      return;
    }
    if (frame.type === "here") return void line.down.push({ type: "here" });
    line.down.push({ type: "heard", id: frame.id });
    if (hotline.answers.has(frame.id)) return void line.down.push(hotline.answers.get(frame.id));
    if (!hotline.waiting.has(frame.id)) {
      hotline.taken.push(frame.text);
      hotline.waiting.set(frame.id, { text: frame.text, lines: [] });
    }
    hotline.waiting.get(frame.id).lines.push(line);
  }

  const at = () => new Date().toISOString();

  function answerOne() {
    const [id, { text, lines: asking }] = [...hotline.waiting][0];
    hotline.waiting.delete(id);
    const reply = { type: "reply", id, bubbles: [{ kind: "text", text: `答${text}` }], choices: [], grade: "routine", progress: null };
    hotline.answers.set(id, reply);
    hotline.kept.push({ id, who: "caller", text, kind: "text", at: at(), by: "", seq: null });
    hotline.kept.push({ id, who: "hotline", text: `答${text}`, kind: "text", at: at(), by: "", seq: null });
    asking.forEach((line) => line.down.push(reply));
  }

  function nurseSays() {
    const seq = hotline.said.length + 1;
    const line = { seq, id: `nurse-${seq}`, who: "nurse", by: "护士", text: `护士${seq}`, at: at() };
    hotline.said.push(line);
    hotline.kept.push({ ...line, kind: "text" });
  }

  function push(line) {
    if (line.after === null || line.after >= hotline.said.length) return;
    line.down.push({ type: "line", ...hotline.said[line.after++] });
  }

  const carryUp = (line) => { if (line.up.length) hear(line, line.up.shift()); };
  const carryDown = (line) => { if (line.down.length && line.readyState === 1) line.onmessage?.({ data: JSON.stringify(line.down.shift()) }); };

  function cut(line) {
    for (let some = below(line.up.length + 1); some > 0; some--) carryUp(line);  // the rest is lost on its way
    line.up = [];
    line.readyState = 3;
    line.onclose?.();
  }

  function elapse() {
    const [timer, next] = [...timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
    if (!next) return;
    timers.delete(timer);
    now = Math.max(now, next.at);
    next.run();
  }

  async function load(edition) {
    lines.forEach((line) => { line.onopen = line.onclose = line.onmessage = null; if (line.readyState !== 3) cut(line); });
    timers = new Map();
    document.getElementById("log").replaceChildren();
    await import(`/chat/page/chat.js?${edition}`);
  }

  async function step(story) {
    const line = lines.at(-1);
    const dice = below(100);
    if (dice < 14) story.say();
    else if (dice < 20 && line.readyState === 0) { line.readyState = 1; line.onopen?.(); }
    else if (dice < 40) { if (!line.isDeaf) { if (line.readyState === 0) { line.readyState = 1; line.onopen?.(); } carryUp(line); } }
    else if (dice < 60) { if (!line.isDeaf) carryDown(line); }
    else if (dice < 66) carryUp(lines[below(lines.length)]);  // what was under way arrives late
    else if (dice < 74) { if (hotline.waiting.size) answerOne(); }
    else if (dice < 78) nurseSays();
    else if (dice < 84) push(line);
    else if (dice < 88) { if (line.readyState < 2) cut(line); }
    else if (dice < 90) line.isDeaf = true;
    else if (dice < 98) elapse();
    else await story.reload();
  }

  function settle() {
    for (let round = 0; round < 400; round++) {
      const line = lines.at(-1);
      if (line.readyState === 3 || line.isDeaf) { elapse(); continue; }
      if (line.readyState === 0) { line.readyState = 1; line.onopen?.(); }
      if (line.up.length) carryUp(line);
      else if (line.down.length) carryDown(line);
      else if (hotline.waiting.size) answerOne();
      else if (line.after !== null && line.after < hotline.said.length) push(line);
      else return;
    }
  }

  const texts = (who) => [...document.querySelectorAll(`#log li.${who} .words`)].map((one) => one.textContent);

  window.tellStory = async (number, steps) => {
    seed = number;
    hotline = newHotline();
    lines = [];
    localStorage.clear();
    const said = [];
    let editions = 0;
    const story = {
      say() {
        const text = `第${said.length}句`;
        said.push(text);
        document.getElementById("say").value = text;
        document.getElementById("form").onsubmit({ preventDefault() {} });
      },
      reload: () => load(`${number}-${++editions}`),
    };
    await story.reload();
    for (let count = 0; count < steps; count++) await step(story);
    settle();
    return {
      said,
      taken: hotline.taken,
      callers: texts("caller"),
      answers: texts("hotline").slice(1),
      waiting: document.querySelectorAll("#log li.waiting").length,
      nurse: hotline.said.map(({ text }) => text),
      nurseShown: texts("nurse"),
      outbox: JSON.parse(localStorage.getItem("nuanqiao.outbox") ?? "[]").length,
      reloads: editions,
      lines: lines.length,
    };
  };
})();
