// A two-tone signal made by the browser itself. Browsers stay silent until somebody has clicked or pressed a key.
const { Turn } = await import(`./siren_turn.js${new URL(import.meta.url).search}`);
const CHOICE = "desk-alarm-sound";

export class Siren {
  constructor(button) {
    this.button = button;
    this.wanted = localStorage.getItem(CHOICE) === "on";
    this.audio = new AudioContext();
    this.timer = 0;
    this.turn = new Turn();
    button.hidden = false;
    button.addEventListener("click", () => this.choose(!this.isOn));
    for (const gesture of ["pointerdown", "keydown"]) {
      addEventListener(gesture, (event) => {
        if (this.wanted && event.target !== button) this.audio.resume();
      });
    }
    this.audio.addEventListener("statechange", () => this.show());
    this.show();
  }

  get isOn() {
    return this.wanted && this.audio.state === "running";
  }

  async choose(on) {
    this.wanted = on;
    localStorage.setItem(CHOICE, on ? "on" : "off");
    if (on) {
      await this.audio.resume();
      this.play();
    }
    this.show();
  }

  ring(on) {
    if (on === Boolean(this.timer)) return;
    clearInterval(this.timer);
    this.timer = on ? setInterval(() => this.sound(), 1500) : 0;
    if (on) this.sound();
  }

  sound() {
    if (this.isOn && this.turn.isOurs) this.play();
  }

  play() {
    [880, 660, 880].forEach((pitch, n) => this.tone(pitch, this.audio.currentTime + n * 0.3));
  }

  tone(pitch, at) {
    const tone = this.audio.createOscillator(), loudness = this.audio.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.5, at + 0.02);
    loudness.gain.linearRampToValueAtTime(0, at + 0.26);
    tone.connect(loudness).connect(this.audio.destination);
    tone.start(at);
    tone.stop(at + 0.28);
  }

  show() {
    this.turn.want(this.isOn);
    this.button.setAttribute("aria-pressed", String(this.isOn));
    this.button.textContent = this.isOn ? this.button.dataset.on : this.button.dataset.off;
  }
}
