// One key for what nurses do all day. No key acts while somebody types in a field.
const dialog = document.getElementById("keys"), button = document.getElementById("keys-button");
const FIELDS = "input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select, [contenteditable]";

const isShown = (one) => one.getClientRects().length > 0;
const shown = (wanted) => [...document.querySelectorAll(wanted)].find(isShown);

function toggle() {
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

// The rows are looked for anew each time: the queue renews itself.
function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isShown);
  const at = rows.indexOf(document.activeElement);
  const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
  return Boolean(row);
}

function search() {
  const field = shown("[data-search]");
  if (!field) return press("/");
  field.focus();
  field.select();
  return true;
}

function press(key) {
  const one = shown(`[data-key="${CSS.escape(key)}"]`);
  one?.click();
  return Boolean(one);
}

function copy(key) {
  const one = document.querySelector(`[data-copy="${key}"]`);
  one?.click();
  return Boolean(one);
}

function act(key) {
  if (key === "?" || key === "？") return toggle() ?? true;
  if (dialog.open) return false;
  if (key === "/") return search();
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  return /^[1-9]$/.test(key) ? copy(key) : /^[a-z]$/.test(key) && press(key);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
  if (event.target.closest?.(FIELDS)) return;
  if (act(event.key)) event.preventDefault();
});
button.hidden = false;
button.addEventListener("click", toggle);
