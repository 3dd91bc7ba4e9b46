// Of several open pages of a browser one sounds: the one looked at last. Where a browser has no locks (a page that is
// not served over https has none) every page sounds: too loud is better than silent.
const LOCK = "desk-siren";

export class Turn {
  constructor() {
    this.held = false;
    this.asked = null;
    this.release = () => {};
    const look = () => this.asked && !document.hidden && this.take({ steal: true });
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
  }

  get isOurs() {
    return this.held || !navigator.locks;
  }

  // Asked by a page that can sound; one that cannot must never keep the others silent.
  want(can) {
    if (!navigator.locks) return;
    if (can && !this.asked) this.take(document.hidden ? {} : { steal: true });
    if (!can && this.asked) {
      this.asked.abort();
      this.asked = null;
      this.release();
    }
  }

  take(how) {
    if (this.held) return;
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    const hold = () => new Promise((release) => {
      this.held = asked === this.asked;
      if (!this.held) return release();
      this.release = () => {
        this.held = false;
        release();
      };
    });
    // A lock cannot be both stolen and given up while waiting for it.
    const options = how.steal ? { steal: true } : { signal: asked.signal };
    navigator.locks.request(LOCK, options, hold).catch(() => {
      if (asked !== this.asked) return;
      this.held = false;
      this.take({});
    });
  }
}
