// What the browser keeps for us, a talk no longer than a day; where it keeps nothing, the page works and a reload forgets.

export const CONVERSATION = "nuanqiao.conversation";
export const OUTBOX = "nuanqiao.outbox";
const SPOKE = "nuanqiao.spoke";
const KEPT = 24 * 60 * 60 * 1000;
let lastWord = 0;  // where nothing may be kept

export function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* forbidden, or full */ }
}

export function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

export function recallList(key) {
  try { return [].concat(JSON.parse(recall(key)) ?? []); } catch { return []; }
}

// A word of the talk was said at this time, in milliseconds; the latest counts.
export function spoke(at = Date.now()) {
  lastWord = Math.max(lastWord, Math.min(at, Date.now()));
  if (lastWord > Number(recall(SPOKE))) remember(SPOKE, String(lastWord));
}

export function isOver() {
  const last = Math.max(lastWord, Number(recall(SPOKE)) || 0);
  return last > 0 && Date.now() - last >= KEPT;
}

export function forgetTalk() {
  lastWord = 0;
  for (const key of [CONVERSATION, OUTBOX, SPOKE]) {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  }
}
