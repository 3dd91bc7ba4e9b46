// What the browser keeps for us; where it keeps nothing, the page works and a reload forgets.

export function remember(key, value) {
  try { localStorage.setItem(key, value); } catch { /* forbidden, or full */ }
}

export function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

export function recallList(key) {
  try { return [].concat(JSON.parse(recall(key)) ?? []); } catch { return []; }
}
