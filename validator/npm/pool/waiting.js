// Who waits for a session, of each entitlement in the order in which they came. They are woken by what makes room: a
// session that is returned, one that runs out, limits. Nobody asks again and again.
import { present } from "../arguments.js";
import { checkOut } from "./answers.js";

/** The longest that a timer waits, in milliseconds: of anything longer it makes one. */
export const LONGEST = 2 ** 31 - 1;

export class Waiting {
  #inner;
  /** Lists of those who wait, by entitlement id. */
  #lists = new Map();
  #timers = new Map();

  constructor(inner) { this.#inner = inner; }

  /** A session, or why there was none for so many seconds. */
  checkOut(id, client, ttl, wait) {
    this.wake(id); // What ran out just now is for those who came before.
    const first = this.#ask({ id, client, ttl }, present());
    if (first.decision !== "deny" || wait === 0) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
      const one = { id, client, ttl, resolve, reject };
      one.timer = setTimeout(() => this.#leave(one), Math.min(wait * 1_000, LONGEST));
      this.#keep(id, [...this.#lists.get(id) ?? [], one]);
    });
  }

  wakeAll(now) {
    for (const id of [...this.#lists.keys()]) this.wake(id, now);
  }

  /** Something changed: gives what there is to those who came first. */
  wake(id, now = present()) {
    const list = this.#lists.get(id);
    if (!list) return;
    let reserved = 0;
    this.#keep(id, list.filter((one) => {
      // Where sessions are kept for some, one who came later may be among them.
      if (reserved === undefined) return true;
      const given = this.#ask(one, now);
      if (given.decision === "deny") {
        reserved = given.reserved;
        return true;
      }
      clearTimeout(one.timer);
      one.resolve(given);
      return false;
    }));
  }

  /** Nobody waits any more. */
  end(error) {
    for (const [id, list] of this.#lists) {
      for (const one of list) {
        clearTimeout(one.timer);
        one.reject(error);
      }
      this.#keep(id, []);
    }
  }

  #ask({ id, client, ttl }, now) {
    return checkOut(this.#inner, id, client, now, ttl);
  }

  /** Time is up. */
  #leave(one) {
    const now = present();
    this.wake(one.id, now); // What ran out just now is for those who came before.
    const list = this.#lists.get(one.id);
    if (!list?.includes(one)) return;
    one.resolve(this.#ask(one, now));
    this.#keep(one.id, list.filter((other) => other !== one));
  }

  #keep(id, list) {
    if (list.length > 0) this.#lists.set(id, list);
    else this.#lists.delete(id);
    this.#arm(id);
  }

  /** Wakes those who wait when the next session ends by itself. */
  #arm(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const end = this.#lists.has(id) ? this.#inner.nextEnd(id) : undefined;
    if (end === undefined) return;
    const pause = Math.min(Math.max(end * 1_000 - Date.now(), 1), LONGEST);
    this.#timers.set(id, setTimeout(() => this.wake(id), pause));
  }
}
