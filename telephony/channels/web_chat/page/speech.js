// Reads a bubble aloud where the browser has a Chinese voice; elsewhere the button stays hidden.

const synthesis = window.speechSynthesis;
const chinese = () => synthesis?.getVoices().find((voice) => /^(zh|cmn)/i.test(voice.lang));

export function whenItCanSpeak(act) {
  if (!synthesis) return;
  if (chinese()) { act(); return; }
  synthesis.addEventListener?.("voiceschanged", () => { if (chinese()) act(); }, { once: true });
}

export function readAloud(text) {
  if (synthesis.speaking) { synthesis.cancel(); return; }
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = chinese();
  utterance.lang = "zh-CN";
  utterance.rate = 0.85;
  synthesis.speak(utterance);
}
