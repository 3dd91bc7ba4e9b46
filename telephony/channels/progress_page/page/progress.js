// On top of a page that works without it: the size of letters chosen in the chat, and the chat's own proof.

function recall(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

const size = recall("nuanqiao.size");
if (["larger", "largest"].includes(size)) document.documentElement.className = size;

const form = document.querySelector("form[data-conversation]");
// The chat keeps its name for a day after the last word (chat/page/storage.js).
const isOver = Date.now() - Number(recall("nuanqiao.spoke") ?? Date.now()) >= 24 * 60 * 60 * 1000;
const conversation = isOver ? null : recall("nuanqiao.conversation");

function hide(name, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  form.append(field);
}

if (form && conversation) {
  hide("conversation", conversation);
  // Opened by the link in the chat: nothing is left to type.
  if ("byItself" in form.dataset) {
    hide("by_itself", "1");
    form.submit();
  }
}
