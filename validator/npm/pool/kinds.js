// The kinds of parameters that pools take beside those of the other entries.
import { kindOf, members, refuse, text, whole } from "../arguments.js";
import { list, shape } from "../shapes.js";

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

const client = list(text, MOST_CLIENTS);
const reservation = shape({ id: text, sessions: whole, clients: client }, { required: ["id", "sessions", "clients"] });
const all = list(reservation, MOST_RESERVATIONS);

/** Reservations, as JSON text. */
export function reservations(value, at) {
  return JSON.stringify({ reservations: all(value, at) });
}

