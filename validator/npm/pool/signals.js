// What makes those try again who wait for a session that several processes share.
import { LONGEST } from "./waiting.js";

export class Signals {
  #subscribe;
  #listening;
  /** How often something was heard, of all and of each entitlement. */
  #all = 0;
  #counts = new Map();
  /** Those who wait, by entitlement. */
  #waiting = new Map();

  #timeout;

  /** `timeout`, in milliseconds, is how long one waits for the store before one waits without it. */
  constructor(subscribe, timeout) { [this.#subscribe, this.#timeout] = [subscribe, timeout]; }

  /** Begins to listen to the store, or does so again where the connection was lost. */
  async listen() {
    this.#listening ??= this.#subscribe({
      freed: (ids) => (ids ? ids.forEach((id) => this.wake(id)) : this.wakeAll()),
      lost: () => {
        this.#listening = undefined;
        this.wakeAll(); // Nobody knows what was missed; those who still wait listen anew.
      },
    });
    const listening = this.#listening;
    let timer;
    const late = new Promise((passed) => { timer = setTimeout(passed, this.#timeout); });
    try {
      await Promise.race([listening, late]);
    } catch {
      if (this.#listening === listening) this.#listening = undefined; // One waits all the same: for what ends by itself.
    } finally {
      clearTimeout(timer);
    }
  }

  heard(id) {
    return [this.#all, this.#counts.get(id) ?? 0];
  }

  /** Waits until something is heard that was not before, or for so long. */
  async wait(id, [all, count], milliseconds) {
    await this.listen();
    if (all !== this.#all || count !== (this.#counts.get(id) ?? 0)) return undefined;
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiting.delete(done);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(done, Math.min(milliseconds, LONGEST));
      waiting.add(done);
    });
  }

  wake(id) {
    const waiting = this.#waiting.get(id);
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    waiting?.forEach((done) => done());
  }

  wakeAll() {
    this.#all += 1;
    for (const waiting of [...this.#waiting.values()]) waiting.forEach((done) => done());
  }

  close() {
    this.wakeAll();
    this.#listening?.then((end) => end(), () => {});
    this.#listening = undefined;
  }
}
