// The public face of a pool of sessions: who has one, since when, and for how long. The rules are the module's; here is
// what waits, for a session that comes back.
import { content, guard, guarded, instant, made, present, refuse, taken, text, whole } from "../arguments.js";
import { CountersignError, isCountersignError, refusal } from "../errors.js";
import { loader } from "../load.js";
import { choices } from "../shapes.js";
import { borrow, checkOut, giveBack, heartbeat, usage } from "./answers.js";
import { limits, moment, quick, reservations } from "./kinds.js";
import { Waiting } from "./waiting.js";

/** How long a lease runs where nothing is said, and the rules, in seconds. */
export const TTL = 300;
const RULES = { longestTtl: 3_600, linger: 0, longestBorrowing: 7 * 86_400 };
/** The most bytes of a snapshot: some million sessions. */
export const LARGEST_SNAPSHOT = 1 << 28;
/** How many a page has, unless it is told. */
const PAGE = 100;

/** The faces of a module's bindings that hand out sessions. */
export function bindPool(glue, own) {
  const { init, initSync, needModule } = loader(glue, own);
  const pools = new WeakMap();
  /** Of each pool, who waits. */
  const waiting = new WeakMap();

  class SessionPool {
    constructor(...asked) {
      needModule();
      const [{ limits, reservations, snapshot, ...rules }] = taken({ options: settings }, asked);
      guarded(() => {
        const inner = inside({ limits, reservations, ...rules });
        if (snapshot) inner.restore(snapshot);
        pools.set(this, inner);
        waiting.set(this, new Waiting(inner));
        if (reservations) waiting.get(this).reserve(reservations);
      });
    }

    setLimits(limits) {
      pools.get(this).setLimits(limits);
      waiting.get(this).wakeAll();
    }

    setReservations(reservations) {
      pools.get(this).setReservations(reservations);
      waiting.get(this).reserve(reservations);
      waiting.get(this).wakeAll();
    }

    checkOut(id, client, { now, ttl = TTL, wait }) {
      if (wait === undefined) return inTurn(this, id, now, (inner, at) => checkOut(inner, id, client, at, ttl));
      return waiting.get(this).checkOut(id, client, ttl, wait);
    }

    borrow(id, client, { now, seconds = Number.MAX_SAFE_INTEGER }) {
      return inTurn(this, id, now, (inner, at) => borrow(inner, id, client, at, seconds));
    }

    heartbeat(id, client, now) {
      return inTurn(this, id, now, (inner, at) => heartbeat(inner, id, client, at));
    }

    return(id, client, now) {
      const isReturned = inTurn(this, id, now, (inner, at) => giveBack(inner, id, client, at));
      if (isReturned) waiting.get(this).wake(id, now);
      return isReturned;
    }

    sweep(now) {
      const ended = pools.get(this).sweep(now);
      if (ended > 0) waiting.get(this).wakeAll(now);
      return ended;
    }

    usage(now) {
      return usage(swept(this, now));
    }

    amounts(now) {
      return Object.fromEntries(usage(swept(this, now)).map(({ id, used }) => [id, used]));
    }

    holders(id, { now = present(), from = 0, to = from + PAGE }) {
      return JSON.parse(swept(this, now).holdersJson(id, from, to));
    }

    snapshot() {
      return pools.get(this).snapshot();
    }

    restore(snapshot) {
      pools.get(this).restore(snapshot);
      waiting.get(this).wakeAll();
    }

    toString() {
      return pools.get(this).snapshot();
    }

    free() {
      waiting.get(this).end(refusal("usage_invalid", "The pool was freed while somebody waited for a session of it. Wait for that first."));
      pools.get(this).free();
      pools.set(this, null);
    }
  }

  const at = moment;
  guard(SessionPool, pools, {
    setLimits: { limits },
    setReservations: { reservations },
    checkOut: { id: text, client: text, options: asking },
    borrow: { id: text, client: text, options: borrowing },
    heartbeat: { id: text, client: text, at },
    return: { id: text, client: text, at },
    sweep: { at },
    usage: { at },
    amounts: { at },
    holders: { id: text, range: choices({ now: instant, from: whole, to: whole }) },
    restore: { snapshot: stored },
  });

  /** Asks the pool, after those who wait were given what has ended by then. */
  function inTurn(face, id, now, ask) {
    const at = now ?? present();
    waiting.get(face).ended(id, at);
    return ask(pools.get(face), at);
  }

  function swept(face, now) {
    const inner = pools.get(face);
    if (inner.sweep(now) > 0) waiting.get(face).wakeAll(now);
    return inner;
  }

  /** A pool of the bindings. */
  function inside({ limits, reservations, ...rules }) {
    const { longestTtl, linger, longestBorrowing } = { ...RULES, ...rules };
    const inner = new glue.SessionPool(longestTtl, linger, longestBorrowing);
    if (limits) inner.setLimits(limits);
    if (reservations) inner.setReservations(reservations);
    return inner;
  }

  const pool = made(pools, "a SessionPool of this entry of the package, not freed");
  return { faces: { CountersignError, init, initSync, isCountersignError, SessionPool }, init, inside, pool };
}

function stored(value, at) {
  return content(value, at, LARGEST_SNAPSHOT);
}

export const rules = { longestTtl: whole, linger: whole, longestBorrowing: whole };
const settings = choices({ ...rules, limits, reservations, snapshot: (value, at) => (value === null ? undefined : stored(value, at)) });
const asking = exclusive(quick({ now: instant, ttl: whole, wait: whole }));
const borrowing = choices({ now: instant, seconds: whole });

/** Whoever waits, waits for what the clock shows. */
function exclusive(kind) {
  return (value, at) => {
    const given = kind(value, at);
    return given.now !== undefined && given.wait !== undefined ? refuse("now", "an instant", "none where one waits") : given;
  };
}
