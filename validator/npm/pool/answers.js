// What a pool of the bindings answers, as objects of JavaScript.

export function checkedOut(inner, id, client, now, ttl) {
  return answer(inner, inner.checkOut(id, client, now, ttl), id, client);
}

/** What became of asking for a session. */
export function answer(inner, isGiven, id, client) {
  return isGiven ? lease(inner, id, client) : JSON.parse(inner.denialJson());
}

export function lease(inner, id, client) {
  const given = { decision: "allow", id, client, since: inner.since(), until: inner.until() };
  const bits = inner.bits();
  if (bits !== 0) {
    if (bits & 1) given.borrowed = true;
    if (bits & 2) given.emergency = true;
    if (bits & 4) given.decision = "allow_overage";
  }
  return given;
}

export function usage(inner) {
  return JSON.parse(inner.usageJson());
}
