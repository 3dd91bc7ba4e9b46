// The bell counts what is new, and this browser may be told even while no page of the desk is open.
const bell = document.getElementById("bell"), unread = document.getElementById("unread");

async function count() {
  const answer = await fetch("/desk/notices/count", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const told = await answer.json();
  unread.textContent = told.unread;
  unread.hidden = !told.unread;
}

if (bell) {
  if (unread.hidden) count();
  setInterval(count, 1000 * Number(bell.dataset.every));
}

const WORKER = "/desk/page/push.js";

// The page puts its middle anew now and then: the button is looked for each time, and heard on the document.
const button = () => document.getElementById("push");
const say = (text) => { document.getElementById("push-said").textContent = text; };

async function subscription() {
  return (await navigator.serviceWorker.getRegistration(WORKER))?.pushManager.getSubscription();
}

function keyBytes(text) {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

async function tell(one, token) {
  const { endpoint, keys } = one.toJSON();
  const body = new URLSearchParams({ form_token: token, endpoint, p256dh: keys.p256dh, auth: keys.auth });
  const answer = await fetch("/desk/notices/subscribe", { method: "POST", body });
  if (!answer.ok) throw new Error(answer.statusText);
}

async function turnOn({ key, token, refused, failed, shown }) {
  if ((await Notification.requestPermission()) !== "granted") return say(refused);
  try {
    const worker = await navigator.serviceWorker.register(WORKER);
    await worker.pushManager.getSubscription().then((old) => old?.unsubscribe());
    const one = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) });
    await tell(one, token);
    say(shown);
  } catch {
    say(failed);
  }
}

async function offer() {
  if (!button() || !self.isSecureContext || !("serviceWorker" in navigator) || !("PushManager" in self)) return;
  button().hidden = false;
  const one = Notification.permission === "granted" ? await subscription() : null;
  say(one ? button().dataset.on : "");
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("#push");
  if (pressed) turnOn(pressed.dataset);
});
new MutationObserver(() => { if (button()?.hidden) offer(); }).observe(document.getElementById("main"), { childList: true });
offer();
