// Who waits for a session, of each entitlement in the order in which they came. They are woken by what makes room: a
// session that is returned, one that runs out, limits. Nobody asks again and again.
import { present } from "../arguments.js";
import { checkOut } from "./answers.js";

/** The longest that a timer waits, in milliseconds: of anything longer it makes one. */
export const LONGEST = 2 ** 31 - 1;

export class Waiting {
  #inner;
  /** Those who wait, by entitlement id. */
  #lists = new Map();
  #timers = new Map();
  /** By entitlement id, for which clients sessions are kept: of each the number of the reservation. */
  #kept = new Map();

  constructor(inner) { this.#inner = inner; }

  /** Keeps in mind for whom sessions are kept, by the text that the pool is told. */
  reserve(text) {
    this.#kept.clear();
    JSON.parse(text).reservations.forEach(({ id, clients }, group) => {
      const kept = this.#kept.get(id) ?? new Map();
      for (const client of clients) kept.set(client, group);
      this.#kept.set(id, kept);
    });
  }

  /** A session, or why there was none for so many seconds. */
  checkOut(id, client, ttl, wait) {
    const now = present();
    this.ended(id, now); // What ran out just now is for those who came before.
    const first = this.#ask({ id, client, ttl }, now);
    if (first.decision !== "deny" || wait === 0) return Promise.resolve(first);
    return new Promise((resolve, reject) => {
      const one = { id, client, ttl, resolve, reject };
      one.timer = setTimeout(() => this.#leave(one), Math.min(wait * 1_000, LONGEST));
      if (!this.#lists.has(id)) this.#lists.set(id, new Set());
      this.#lists.get(id).add(one);
      this.#arm(id);
    });
  }

  wakeAll(now) {
    for (const id of [...this.#lists.keys()]) this.wake(id, now);
  }

  /** Wakes those who wait if a session has run out since; where none has, there is nothing for them. */
  ended(id, now) {
    if (this.#lists.has(id) && this.#inner.nextEnd(id) <= now) this.wake(id, now);
  }

  /** Something changed: gives what there is to those who came first. */
  wake(id, now = present()) {
    const list = this.#lists.get(id);
    if (!list) return;
    const kept = this.#kept.get(id);
    // Where sessions are kept for some, one who came later may be among them. For all of one reservation, and all
    // others, the answer is the same.
    const denied = new Set();
    for (const one of list) {
      const group = kept?.get(one.client);
      if (denied.has(group)) continue;
      const given = this.#ask(one, now);
      if (given.decision !== "deny") {
        clearTimeout(one.timer);
        list.delete(one);
        one.resolve(given);
      } else if (given.reserved) denied.add(group);
      else break;
    }
    this.#arm(id);
  }

  /** Nobody waits any more. */
  end(error) {
    for (const [id, list] of this.#lists) {
      for (const one of list) {
        clearTimeout(one.timer);
        one.reject(error);
      }
      list.clear();
      this.#arm(id);
    }
  }

  #ask({ id, client, ttl }, now) {
    return checkOut(this.#inner, id, client, now, ttl);
  }

  /** Time is up. */
  #leave(one) {
    const { id } = one;
    const now = present();
    this.ended(id, now); // What ran out just now is for those who came before.
    if (!this.#lists.get(id)?.delete(one)) return;
    one.resolve(this.#ask(one, now));
    this.#arm(id);
  }

  /** Wakes those who wait when the next session ends by itself. */
  #arm(id) {
    if (this.#lists.get(id)?.size === 0) this.#lists.delete(id);
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const end = this.#lists.has(id) ? this.#inner.nextEnd(id) : undefined;
    if (end === undefined) return;
    const pause = Math.min(Math.max(end * 1_000 - Date.now(), 1), LONGEST);
    this.#timers.set(id, setTimeout(() => this.wake(id), pause));
  }
}
