// Reads a bubble aloud where the browser has a Chinese voice; elsewhere the button stays hidden.

const synthesis = window.speechSynthesis;
const SENTENCE = /[^。！？；\n]+[。！？；\n]*/g;
let reading = null;

const chinese = () => synthesis?.getVoices().find((voice) => /^(zh|cmn)/i.test(voice.lang));

export function whenItCanSpeak(act) {
  if (!synthesis) return;
  if (chinese()) act();
  synthesis.addEventListener?.("voiceschanged", () => { if (chinese()) act(); });
}

function done(button) {
  button.setAttribute("aria-pressed", "false");
  if (reading === button) reading = null;
}

export function readAloud(text, button) {
  synthesis.cancel();
  const again = reading === button;
  if (reading) done(reading);
  if (again) return;
  reading = button;
  button.setAttribute("aria-pressed", "true");
  // Sentence by sentence: some voices fall silent after a quarter of a minute.
  const utterances = (text.match(SENTENCE) ?? [text]).map(utter);
  utterances[utterances.length - 1].onend = () => done(button);
  utterances.forEach((utterance) => synthesis.speak(utterance));
}

function utter(sentence) {
  const utterance = new SpeechSynthesisUtterance(sentence.trim());
  utterance.voice = chinese();
  utterance.lang = "zh-CN";
  utterance.rate = 0.85;
  return utterance;
}
