// On every page: how many wait for a nurse, with a soft chime for a new one. Asking says that somebody is at the desk.
const EVERY = 2000;
const badge = document.getElementById("talks-waiting");
let mark = "", waiting = null, mine = 0, audio = null;

function chime() {
  if (localStorage.getItem("desk-alarm-sound") !== "on") return;
  audio ??= new AudioContext();
  audio.resume();
  [523, 659].forEach((pitch, n) => {
    const tone = audio.createOscillator(), loudness = audio.createGain(), at = audio.currentTime + n * 0.22;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.3, at + 0.03);
    loudness.gain.linearRampToValueAtTime(0, at + 0.2);
    tone.connect(loudness).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.22);
  });
}

function show(told) {
  if (waiting !== null && told.waiting > waiting) chime();
  waiting = told.waiting;
  mine = told.mine;
  badge.textContent = waiting ? `${waiting}人在等` : mine ? `对话中 ${mine}` : "";
  badge.classList.toggle("calls", waiting > 0);
  const board = document.getElementById("talks");
  if (!board) return;
  const focused = board.contains(document.activeElement) ? document.activeElement.id : "";
  board.innerHTML = told.board;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

async function ask() {
  try {
    const answer = await fetch(`/desk/talks/live?mark=${mark}`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.status === 200) {
      const told = await answer.json();
      if (told.watching) show(told);
      mark = told.mark ?? "";
    }
  } catch { /* the alarms' strip says that the line is lost */ }
  setTimeout(ask, EVERY);
}

if (badge) ask();
