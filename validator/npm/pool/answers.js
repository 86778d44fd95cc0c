// What a pool of the bindings is asked, and answers, as objects of JavaScript.

/** What the bindings say where there is no session, and where what was asked is refused; else what a lease is, in bits. */
const [NONE, REFUSED] = [8, 9];

export function checkOut(inner, id, client, now, ttl) {
  return answer(inner, chosen(inner, id).checkOut(client, now, ttl), id, client);
}

export function borrow(inner, id, client, now, seconds) {
  return answer(inner, chosen(inner, id).borrow(client, now, seconds), id, client);
}

/** The lease, which runs on; nothing where the client has none. */
export function heartbeat(inner, id, client, now) {
  const said = chosen(inner, id).heartbeat(client, now);
  return said === NONE ? undefined : lease(inner, said, id, client);
}

/** Whether the client had a session. */
export function giveBack(inner, id, client, now) {
  const said = chosen(inner, id).giveBack(client, now);
  if (said === REFUSED) inner.refuse();
  return said !== NONE;
}

export function usage(inner) {
  return JSON.parse(inner.usageJson());
}

/** The pool, of which an entitlement is asked about. Texts take long to cross, and that is mostly the same again. */
function chosen(inner, id) {
  if (inner.chosen !== id) {
    inner.choose(id);
    inner.chosen = id;
  }
  return inner;
}

/** What became of asking for a session. */
function answer(inner, said, id, client) {
  return said === NONE ? JSON.parse(inner.denialJson()) : lease(inner, said, id, client);
}

function lease(inner, bits, id, client) {
  if (bits === REFUSED) inner.refuse();
  const given = { decision: "allow", id, client, since: inner.since(), until: inner.until() };
  if (bits !== 0) {
    if (bits & 1) given.borrowed = true;
    const over = bits & 6;
    if (over === 2) given.emergency = true;
    if (over === 4) given.decision = "allow_overage";
    if (over === 6) given.over_limit = true;
  }
  return given;
}
