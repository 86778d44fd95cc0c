// Whatever is handed to a pool, it gives a value or throws a CountersignError; and afterwards the pool gives and denies
// as before.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as entry from "countersign/pool";
import { values } from "./hostile.js";

const { SessionPool } = entry;
const NOW = 1_764_000_000;

before(() => entry.init());

/** What came of a call: nothing but a value or a refusal. */
function outcome(call, what) {
  try {
    const made = call();
    made?.catch?.(() => {});
    return "value";
  } catch (error) {
    assert.ok(error instanceof entry.CountersignError && entry.isCountersignError(error), `${what}: ${error?.stack ?? String(error)}`);
    assert.match(error.code, /^(usage_invalid|instant_invalid|size_too_large|pool_(format|entry|version))$/, what);
    assert.ok(error.message.length > 0 && error.message.length < 1_000, `${what}: ${error.message}`);
    return error.code;
  }
}

test("nothing that is handed to a pool does harm", () => {
  const pool = new SessionPool({ limits: { lines: 1, seats: 1 } });
  pool.checkOut("lines", "a", { now: NOW });
  const snapshot = pool.snapshot();
  const freed = new SessionPool();
  freed.free();
  const all = [...Object.entries(values), ["a freed pool", () => freed], ["a pool", () => new SessionPool()]];
  const methods = Object.getOwnPropertyNames(SessionPool.prototype).filter((name) => name !== "constructor" && name !== "free");
  assert.ok(methods.includes("checkOut") && methods.includes("setReservations"), String(methods));
  for (const [kind, value] of all) {
    outcome(() => new SessionPool(value()), `new SessionPool with ${kind}`);
    for (const option of ["limits", "reservations", "snapshot", "linger", "longestTtl"]) {
      outcome(() => new SessionPool({ [option]: value() }), `new SessionPool with ${option}: ${kind}`);
    }
    for (const name of methods) {
      const other = new SessionPool({ limits: { seats: 1 } });
      for (const before of [[], ["seats"], ["seats", "b"]]) {
        outcome(() => other[name](...before, value()), `${name} with ${kind} after ${before.length}`);
      }
      for (const option of ["ttl", "now", "wait", "seconds", "from", "to"]) {
        if (option === "wait" && typeof value() !== "string") continue; // Whoever waits long, waits long.
        outcome(() => other[name]("seats", "b", { [option]: value() }), `${name} with ${option}: ${kind}`);
      }
      other.free();
      const code = outcome(() => SessionPool.prototype[name].call(value(), "seats", "b"), `${name} of ${kind}`);
      assert.ok(code === "usage_invalid" || kind === "a pool", `${name} of ${kind}: ${code}`);
    }
  }
  assert.equal(pool.snapshot(), snapshot);
  assert.equal(pool.checkOut("lines", "b", { now: NOW }).decision, "deny");
  assert.equal(pool.checkOut("seats", "b", { now: NOW }).decision, "allow");
});
