// A pool that several processes share. Its state is one text in a store, which is read, changed by the module's rules and
// put back, unless another was quicker: then all of it is done again. What comes while one is at that goes together. The
// time is the store's, so that nobody's clock matters.
import { encoded, guard, guarded, refuse, text, whole } from "../arguments.js";
import { countersignError, isCountersignError, refusal } from "../errors.js";
import { choices, shape } from "../shapes.js";
import { pause, within } from "../stores.js";
import { borrow, checkOut, giveBack, heartbeat, usage } from "./answers.js";
import { rules, TTL } from "./api.js";
import { limits, reservations } from "./kinds.js";
import { Signals } from "./signals.js";
import { comesOf, following, random } from "./versions.js";
import { LONGEST } from "./waiting.js";

/** How long one waits for a store, in seconds, unless it is told. */
const TIMEOUT = 5;
/** The longest that lies between reading the time and a change at that time, in seconds; the store refuses what is later. */
export const LATEST = 5;
/** The most changes that go together. */
const MOST = 4_096;
/** How many others one leaves time for, at most, before one tries again where another was quicker. */
const CROWD = 8;
/** How long one waits at most, in milliseconds, before one tries again where the store is gone. */
const GONE = 100;
const PAGE = 100;
const DAY = 86_400;
const NEW = '{"countersign":"pool","version":2,"at":0,"leases":0}\n';

/** What the options of every shared pool have. */
export const common = { ...rules, limits, reservations, timeout: whole, whenGone };

/** What `whenGone` may be: running sessions end with the store, or go on for so many seconds. */
function whenGone(value, at) {
  if (value === "deny") return 0;
  return typeof value === "object" ? shape({ goOn: whole }, { required: ["goOn"] })(value, at).goOn : refuse(at, text(value, at), "deny, or { goOn: seconds }");
}

/** The faces of pools in stores, by the bindings of the module. `connect` makes a store of its options. */
export function bindShared({ init, inside }, connect) {
  const states = new WeakMap();

  class SharedSessionPool {
    constructor(options) {
      const { store, timeout = TIMEOUT, whenGone = 0, ...settings } = connect(options);
      states.set(this, new Shared(store, { timeout, goOn: whenGone, settings }, { init, inside }));
    }

    setLimits(limits) { return states.get(this).configure({ limits }); }
    setReservations(reservations) { return states.get(this).configure({ reservations }); }

    checkOut(id, client, { ttl = TTL, wait = 0 }) {
      return states.get(this).checkOut(id, client, ttl, wait);
    }

    borrow(id, client, { seconds = Number.MAX_SAFE_INTEGER }) {
      const lend = (inner, now) => borrow(inner, id, client, now, seconds);
      return states.get(this).own(id, client, lend);
    }

    heartbeat(id, client) {
      return states.get(this).heartbeat(id, client);
    }

    return(id, client) {
      return states.get(this).giveBack(id, client);
    }

    usage() {
      return states.get(this).look((inner) => usage(inner));
    }

    async amounts() {
      return Object.fromEntries((await this.usage()).map(({ id, used }) => [id, used]));
    }

    holders(id, { from = 0, to = from + PAGE }) {
      return states.get(this).look((inner) => JSON.parse(inner.holdersJson(id, from, to)));
    }

    snapshot() {
      return states.get(this).look((inner) => inner.snapshot());
    }

    adopt() {
      return states.get(this).adopt();
    }

    close() {
      return states.get(this).close();
    }
  }

  guard(SharedSessionPool, states, {
    setLimits: { limits },
    setReservations: { reservations },
    checkOut: { id: text, client: text, options: choices({ ttl: whole, wait: whole }) },
    borrow: { id: text, client: text, options: choices({ seconds: whole }) },
    heartbeat: { id: text, client: text },
    return: { id: text, client: text },
    holders: { id: text, range: choices({ from: whole, to: whole }) },
  });
  return SharedSessionPool;
}

class Shared {
  #store;
  #options;
  #bound;
  #inner;
  /** Changes that wait for their turn. */
  #queue = [];
  #isAtWork = false;
  /** The version that the inner pool is at, and the latest that was seen. */
  #at;
  #seen;
  /** Who makes changes, as versions tell of it: another one whenever it is not known whether a change was made. */
  #writer = random();
  /** The leases that were given here, by id and client: what goes on where the store is gone. */
  #leases = new Map();
  /** How many of them are so many that one looks for what can be forgotten. */
  #many = 1_000;
  /** When the store was reached last, in milliseconds of no clock in particular. */
  #reached = performance.now();
  #signals;
  #isClosed = false;

  constructor(store, options, bound) {
    [this.#store, this.#options, this.#bound] = [store, options, bound];
    this.#signals = new Signals((wake) => store.listen(wake), Math.min(options.timeout * 1_000, LONGEST));
  }

  async configure(settings) {
    Object.assign(this.#options.settings, settings);
    if (!this.#inner) return;
    guarded(() => {
      if (settings.limits) this.#inner.setLimits(settings.limits);
      if (settings.reservations) this.#inner.setReservations(settings.reservations);
    });
    this.#signals.wakeAll();
  }

  async checkOut(id, client, ttl, wait) {
    const ask = () => this.own(id, client, (inner, now) => {
      const given = checkOut(inner, id, client, now, ttl);
      if (given.decision === "deny") given.now = now;
      return given;
    });
    const end = performance.now() + wait * 1_000;
    if (wait > 0) await this.#signals.listen(); // What is freed from now on is heard of.
    for (;;) {
      const heard = this.#signals.heard(id);
      const { now, ...given } = await ask();
      const left = end - performance.now();
      if (given.decision !== "deny" || left <= 0) return given;
      const next = given.next_end === undefined ? Infinity : (given.next_end - now) * 1_000;
      await this.#signals.wait(id, heard, Math.min(left, Math.max(next, 1)));
    }
  }

  /** Asks for a session that is this process's to keep. */
  async own(id, client, ask) {
    const key = JSON.stringify([id, client]);
    try {
      const given = await this.#change((inner, now) => {
        const given = ask(inner, now);
        return { given, isChanged: given.decision !== "deny" };
      });
      if (given.decision !== "deny") this.#keep(key, given);
      return given;
    } catch (error) {
      return this.#goOn(key, error);
    }
  }

  async heartbeat(id, client) {
    const key = JSON.stringify([id, client]);
    try {
      const given = await this.#change((inner, now) => {
        const given = heartbeat(inner, id, client, now);
        return { given, isChanged: given !== undefined };
      });
      if (given) this.#keep(key, given);
      else this.#leases.delete(key);
      return given;
    } catch (error) {
      return this.#goOn(key, error);
    }
  }

  async giveBack(id, client) {
    this.#leases.delete(JSON.stringify([id, client]));
    // By a change of which it may not be known whether it took place, and before that.
    let [wasReturned, before] = [false, false];
    return this.#change((inner, now) => {
      const isReturned = giveBack(inner, id, client, now);
      [before, wasReturned] = [wasReturned, wasReturned || isReturned];
      return { given: wasReturned, isChanged: isReturned, freed: isReturned ? id : undefined };
    }, () => { wasReturned = before; });
  }

  /** Looks at what there is. */
  look(see) {
    return this.#change((inner, now) => {
      inner.sweep(now);
      return { given: see(inner), isChanged: false };
    });
  }

  /** Takes the state that is in the store for the pool's, whatever was seen before. */
  async adopt() {
    [this.#seen, this.#at, this.#writer] = [undefined, undefined, random()];
  }

  async close() {
    this.#isClosed = true;
    this.#signals.close();
    await this.#store.close();
  }

  /** What a running session gets while the store is gone: itself, where it may go on. */
  #goOn(key, error) {
    const given = this.#leases.get(key);
    const isGone = error?.code === "pool_unavailable" && performance.now() - this.#reached <= this.#options.goOn * 1_000;
    if (isGone && given) return { ...given, unconfirmed: true };
    throw error;
  }

  /** Keeps in mind what was given here, where it is to go on; not for ever of those who never return it. */
  #keep(key, given) {
    if (this.#options.goOn === 0) return;
    this.#leases.set(key, given);
    if (this.#leases.size < this.#many) return;
    const longAgo = given.since - DAY;
    for (const [other, { until }] of this.#leases) if (until < longAgo) this.#leases.delete(other);
    this.#many = 2 * this.#leases.size + 1_000;
  }

  /** Changes what there is, together with what others of this process want meanwhile. */
  #change(work, undone = () => {}) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ work, undone, resolve, reject, end: performance.now() + this.#options.timeout * 1_000 });
      this.#work();
    });
  }

  async #work() {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    try {
      while (this.#queue.length > 0) await this.#together();
    } finally {
      this.#isAtWork = false;
    }
  }

  /** Does what is wanted by now, and by when it is done; each as long as there is time for it. */
  async #together() {
    let batch = [];
    for (let turn = 1, cause; ; turn += 1) {
      batch.push(...this.#queue.splice(0, MOST - batch.length));
      batch = batch.filter((one) => this.#isInTime(one, cause));
      if (batch.length === 0) return;
      const start = performance.now();
      try {
        await this.#bound.init();
        const results = await this.#attempt(batch, Math.min(...batch.map(({ end }) => end)));
        if (results) return batch.forEach(({ resolve, reject }, index) => settle(results[index], resolve, reject));
        // The more there are who want to, the longer one waits for one's turn.
        await pause(Math.random() * (performance.now() - start) * Math.min(turn, CROWD));
      } catch (error) {
        if (isCountersignError(error)) return batch.forEach(({ reject }) => reject(error));
        cause = error;
        [this.#at, this.#writer] = [undefined, random()]; // Whether that took place is not known.
        await pause(Math.random() * GONE);
      }
    }
  }

  /** Whether there is time left for it; else it is refused. */
  #isInTime({ end, reject }, cause) {
    if (this.#isClosed) reject(refusal("usage_invalid", "The pool was closed. Close it when nothing is asked of it any more."));
    else if (performance.now() >= end) {
      reject(refusal("pool_unavailable", `The store of the pool could not be reached in time${cause ? `: ${cause.message}` : ""}. No session is given meanwhile; try again when it is there.`, cause));
    } else return true;
    return false;
  }

  /** The results, unless another was quicker. */
  async #attempt(batch, end) {
    this.#inner ??= guarded(() => this.#bound.inside(this.#options.settings));
    const { version, text, now } = await within(end, this.#store.read(this.#at ?? ""));
    this.#check(version);
    if (version !== this.#at || this.#at === undefined) guarded(() => this.#inner.restore(encoded(version === "" ? NEW : text)));
    this.#at = version;
    this.#reached = performance.now();
    const results = batch.map(({ work }) => attempt(() => work(this.#inner, now)));
    if (!results.some(({ isChanged }) => isChanged)) {
      this.#seen = version || this.#seen;
      return results;
    }
    const next = following(version, this.#writer);
    const freed = [...new Set(results.map(({ freed }) => freed).filter((id) => id !== undefined))];
    this.#at = undefined;
    const isStored = await within(end, this.#store.swap(version, next, this.#inner.snapshot(), now + LATEST, freed));
    if (!isStored) {
      for (const { undone } of batch) undone();
      return undefined;
    }
    [this.#at, this.#seen] = [next, next];
    for (const id of freed) this.#signals.wake(id);
    return results;
  }

  /** Whoever has seen sessions that the store no longer knows would give them a second time. */
  #check(version) {
    if (this.#seen === undefined || comesOf(version, this.#seen)) return;
    throw refusal("pool_lost", "The store lacks what was stored in it: an older copy was put there, or it forgot. Put back the newest; or, once no session of before is in use, call adopt() to begin with what is there.");
  }
}

/** Does what throws texts of the bindings, and refusals. */
function attempt(work) {
  try {
    return work();
  } catch (thrown) {
    return { thrown };
  }
}

function settle({ thrown, given }, resolve, reject) {
  if (thrown === undefined) return resolve(given);
  return reject(typeof thrown === "string" ? countersignError(JSON.parse(thrown)) : thrown);
}

