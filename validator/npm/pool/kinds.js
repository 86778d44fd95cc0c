// The kinds of parameters that pools take beside those of the other entries.
import { instant, kindOf, members, present, refuse, text, whole } from "../arguments.js";
import { choices, list, shape } from "../shapes.js";

/** So many that nothing but what has no limit has room for them. */
const MOST = Number.MAX_SAFE_INTEGER;
/** The most reservations, and clients of one. */
const MOST_RESERVATIONS = 1 << 16;
const MOST_CLIENTS = 1 << 20;

/**
 * Limits, as JSON text: what a judgement, or a licence, of any entry of the package decides, or numbers by id. Of an
 * entry that decides nothing there is none.
 */
export function limits(value, at) {
  if (typeof value?.decide === "function" && typeof value.report === "function") return JSON.stringify(judged(value, at));
  const fixed = members(value, at, "a judgement of countersign or countersign/state, or numbers by id");
  const numbers = fixed.map(([id, most]) => [id, most === "unlimited" ? most : whole(most, `${at}.${id}`)]);
  return JSON.stringify({ fixed: Object.fromEntries(numbers), judged: {} });
}

/** What is judged now: asked once, and not whenever a session is. */
function judged(judgement, at) {
  const rows = judgement.report().limits.map((row) => {
    const decision = judgement.decide(row.id, MOST);
    const all = decision.decision !== "deny" && row.granted === true ? "unlimited" : 0;
    const { granted, emergency, allowed } = typeof row.granted === "boolean" ? { granted: all, emergency: 0, allowed: all } : row;
    const lent = granted === "unlimited" || emergency === "unlimited" ? "unlimited" : granted + emergency;
    const known = [granted, lent, allowed].every((one) => one === "unlimited" || Number.isSafeInteger(one));
    if (!known) refuse(at, kindOf(judgement), "a judgement of countersign or countersign/state");
    return [text(row.id, at), { granted, lent, allowed, code: decision.code, remedies: decision.remedies }];
  });
  const { code, remedies } = judgement.decide("", 1);
  return { judged: Object.fromEntries(rows), otherwise: { code, remedies } };
}

/**
 * The same as `choices`, in half the time where a plain object is given: sessions are asked for hundreds of thousands of
 * times a second.
 */
export function quick(kinds) {
  const careful = choices(kinds);
  return (value, at) => {
    const copy = {};
    if (value === undefined) return copy;
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return careful(value, at);
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(kinds, name)) return careful(value, at);
      const item = value[name];
      if (item !== undefined) copy[name] = kinds[name](item, name);
    }
    return copy;
  };
}

const timed = quick({ now: instant });

/** When something is done. */
export function moment(value, at) {
  return timed(value, at).now ?? present();
}

const client = list(text, MOST_CLIENTS);
const reservation = shape({ id: text, sessions: whole, clients: client }, { required: ["id", "sessions", "clients"] });
const all = list(reservation, MOST_RESERVATIONS);

/** Reservations, as JSON text. */
export function reservations(value, at) {
  return JSON.stringify({ reservations: all(value, at) });
}

