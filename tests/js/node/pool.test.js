// Sessions that are handed out in one process: the numbers of the systems that this replaces, who waits, and what is
// refused. What a pool decides is the core's, which its own tests hold to a model.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import * as main from "countersign";
import { init, SessionPool } from "countersign/pool";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const NOW = 1_400_000_000;
const SEATS = "statistics";
const at = { now: NOW };

before(() => Promise.all([init(), main.init()]));

function full() {
  const pool = new SessionPool({ limits: { [SEATS]: 100 } });
  for (let client = 0; client < 100; client += 1) {
    assert.equal(pool.checkOut(SEATS, `client-${client}`, { ...at, ttl: 300 }).decision, "allow");
  }
  return pool;
}

test("S6: of a hundred concurrent users the 101st is denied", () => {
  const pool = full();
  const { decision, code, limit, used, requested, remedies, next_end } = pool.checkOut(SEATS, "client-100", at);
  assert.deepEqual([decision, code, limit, used, requested, remedies, next_end], ["deny", "limit_exhausted", 100, 100, 1, ["free"], NOW + 300]);
  const own = { decision: "allow", id: SEATS, client: "client-7", since: NOW, until: NOW + 310 };
  assert.deepEqual(pool.checkOut(SEATS, "client-7", { now: NOW + 10, ttl: 300 }), own);
  assert.equal(pool.return(SEATS, "client-7", { now: NOW + 10 }), true);
  assert.equal(pool.return(SEATS, "client-7", { now: NOW + 10 }), false);
  assert.equal(pool.checkOut(SEATS, "client-100", { now: NOW + 10 }).decision, "allow");
});

test("S6: a crashed client's session comes back when its lease runs out", () => {
  const pool = full();
  for (let client = 1; client < 100; client += 1) pool.heartbeat(SEATS, `client-${client}`, { now: NOW + 200 });
  assert.equal(pool.checkOut(SEATS, "client-100", { now: NOW + 299 }).decision, "deny");
  assert.equal(pool.checkOut(SEATS, "client-100", { now: NOW + 300 }).decision, "allow");
  assert.equal(pool.heartbeat(SEATS, "client-0", { now: NOW + 301 }), undefined);
});

test("S6: the state survives a restart of the process that hosts the pool", () => {
  const snapshot = full().snapshot();
  const pool = new SessionPool({ limits: { [SEATS]: 100 }, snapshot });
  assert.equal(pool.snapshot(), snapshot);
  for (const nobody of [null, undefined]) assert.equal(new SessionPool({ snapshot: nobody }).usage().length, 0);
  assert.equal(pool.checkOut(SEATS, "client-100", { now: NOW + 1 }).decision, "deny");
  assert.equal(pool.heartbeat(SEATS, "client-99", { now: NOW + 200 }).until, NOW + 500);
  assert.equal(pool.sweep({ now: NOW + 300 }), 99);
  for (const [text, code] of [["", "pool_format"], [snapshot.slice(0, -1), "pool_format"], [snapshot.replace(":2,", ":3,"), "pool_version"], [snapshot.replace("since", "sinse"), "pool_entry"]]) {
    assert.throws(() => pool.restore(text), { code });
    assert.throws(() => new SessionPool({ snapshot: text }), { code });
  }
  assert.deepEqual(pool.holders(SEATS, { now: NOW + 300 }), { count: 1, items: [{ client: "client-99", state: "running", since: NOW, until: NOW + 500 }] });
});

test("O5: the third simultaneous session is denied, and the next is allowed when one ends", () => {
  const files = { base: file("orange-uce-base.lic"), connections: file("orange-uce-connections.lic") };
  const licenses = new main.LicenseSet(files, new main.TrustedKeys(JSON.parse(file("orange-keys.json"))));
  const id = "external_connections";
  const pool = new SessionPool({ limits: licenses.judge(at) });
  assert.deepEqual(["first", "second"].map((client) => pool.checkOut(id, client, at).decision), ["allow", "allow"]);
  const denied = pool.checkOut(id, "third", at);
  assert.equal(denied.code, "limit_exhausted");
  // The report says the same of what the pool counts.
  const { next_end, ...decision } = denied;
  assert.deepEqual(decision, licenses.judge({ ...at, usage: pool.amounts(at) }).decide(id));
  assert.equal(pool.return(id, "first", at), true);
  assert.equal(pool.checkOut(id, "third", at).decision, "allow");
  assert.deepEqual(pool.usage(at).find((row) => row.id === id), { id, limit: 2, used: 2, lingering: 0, borrowed: 0, reserved: 0, available: 0 });
  // What no licence names is denied as the report denies it; what is judged later takes no session away.
  assert.deepEqual(pool.checkOut("fax", "a", at), licenses.judge(at).decide("fax"));
  pool.setLimits(licenses.judge({ ...at, product: "ucware" }));
  const { decision: goesOn, over_limit: isOver } = pool.heartbeat(id, "third", at);
  assert.deepEqual([goesOn, isOver], ["allow", true], "no overage is permitted");
  assert.equal(pool.return(id, "second", at) && pool.checkOut(id, "second", at).decision, "deny");
});

test("sessions are kept, linger and are borrowed", () => {
  const reservations = [{ id: SEATS, sessions: 1, clients: ["chief"] }];
  const pool = new SessionPool({ limits: new Map([[SEATS, 2]]), reservations, linger: 60, longestBorrowing: 86_400 });
  assert.equal(pool.checkOut(SEATS, "a", at).decision, "allow");
  assert.equal(pool.checkOut(SEATS, "b", at).reserved, 1);
  assert.deepEqual(pool.borrow(SEATS, "chief", { ...at, seconds: 1e9 }), { decision: "allow", id: SEATS, client: "chief", since: NOW, until: NOW + 86_400, borrowed: true });
  pool.return(SEATS, "a", at);
  const states = pool.holders(SEATS, at).items.map(({ client, state }) => [client, state]);
  assert.deepEqual(states, [["a", "lingering"], ["chief", "borrowed"]]);
  assert.equal(pool.checkOut(SEATS, "b", at).decision, "deny");
  assert.equal(pool.checkOut(SEATS, "b", { now: NOW + 60 }).decision, "allow");
  pool.setReservations([]);
  assert.equal(pool.usage(at)[0].reserved, 0);
  assert.throws(() => pool.setReservations([{ id: SEATS, sessions: 1, clients: ["a", "a"] }]), { code: "usage_invalid" });
  assert.throws(() => new SessionPool({ longestBorrowing: 0 }).borrow(SEATS, "a"), { code: "usage_invalid" });
});

test("who waits is given a session in turn, as soon as there is one", async () => {
  const pool = new SessionPool({ limits: { [SEATS]: 1 } });
  assert.equal(pool.checkOut(SEATS, "a").decision, "allow");
  const order = [];
  const wait = (client) => pool.checkOut(SEATS, client, { wait: 600 }).then((given) => {
    order.push([client, given.decision]);
    return pool.return(SEATS, client);
  });
  const all = ["b", "c", "d"].map(wait);
  assert.equal(pool.checkOut(SEATS, "e").decision, "deny");
  pool.return(SEATS, "a");
  await Promise.all(all);
  assert.deepEqual(order, [["b", "allow"], ["c", "allow"], ["d", "allow"]]);
  // By limits that are raised, too, and by a lease that runs out.
  pool.checkOut(SEATS, "a", { ttl: 600 });
  const more = pool.checkOut(SEATS, "b", { wait: 600 });
  pool.setLimits({ [SEATS]: 2 });
  assert.equal((await more).decision, "allow");
  pool.setLimits({ [SEATS]: 1 });
  pool.return(SEATS, "a");
  pool.return(SEATS, "b");
  pool.checkOut(SEATS, "crashed", { ttl: 1 });
  assert.equal((await pool.checkOut(SEATS, "b", { wait: 600 })).decision, "allow");
  // Time that is up, and a pool that is freed.
  const late = await pool.checkOut(SEATS, "c", { wait: 1 });
  assert.deepEqual([late.decision, late.code], ["deny", "limit_exhausted"]);
  assert.equal((await pool.checkOut(SEATS, "c", { wait: 0 })).decision, "deny");
  const never = pool.checkOut(SEATS, "c", { wait: 600 });
  pool.free();
  await assert.rejects(never, { code: "usage_invalid" });
  assert.throws(() => pool.checkOut(SEATS, "c"), { code: "usage_invalid" });
});

test("whatever ends a session, those who wait have it before others, in their order", async () => {
  const later = { now: Math.floor(Date.now() / 1_000) + 9_000 };
  const asks = {
    checkOut: (pool) => assert.equal(pool.checkOut(SEATS, "later", later).decision, "deny"),
    borrow: (pool) => assert.equal(pool.borrow(SEATS, "later", later).decision, "deny"),
    heartbeat: (pool) => assert.equal(pool.heartbeat(SEATS, "gone", later), undefined),
    return: (pool) => assert.equal(pool.return(SEATS, "gone", later), false),
    sweep: (pool) => pool.sweep(later),
    usage: (pool) => pool.usage(later),
    amounts: (pool) => pool.amounts(later),
    holders: (pool) => pool.holders(SEATS, later),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const pool = new SessionPool({ limits: { [SEATS]: 1 } });
    pool.checkOut(SEATS, "gone", { ttl: 600 });
    const first = pool.checkOut(SEATS, "first", { wait: 600 });
    const second = pool.checkOut(SEATS, "second", { wait: 600 });
    ask(pool);
    assert.equal((await first).decision, "allow", name);
    pool.return(SEATS, "first", later);
    assert.equal((await second).decision, "allow", name);
  }
  // One whose time is up as a session ends comes after who came before.
  const pool = new SessionPool({ limits: { [SEATS]: 1 } });
  pool.checkOut(SEATS, "gone", { ttl: 1 });
  const both = [600, 1].map((wait) => pool.checkOut(SEATS, `for ${wait}`, { ttl: 600, wait }));
  assert.deepEqual((await Promise.all(both)).map(({ decision }) => decision), ["allow", "deny"]);
});

test("the more wait, the more is asked: each once, and once for each kind when one comes back", async () => {
  const reservations = [{ id: SEATS, sessions: 1, clients: ["chief", "deputy"] }, { id: SEATS, sessions: 1, clients: ["guest"] }];
  for (const kept of [[], reservations]) {
    const pool = new SessionPool({ limits: { [SEATS]: 3 }, reservations: kept });
    for (const client of ["a", "b", "c"]) pool.checkOut(SEATS, client, { ttl: 3_600 });
    const { parse } = JSON;
    let asked = 0;
    JSON.parse = (...given) => { asked += 1; return parse(...given); }; // Each denial is parsed.
    try {
      const all = Array.from({ length: 2_000 }, (_, client) => pool.checkOut(SEATS, `waits-${client}`, { wait: 3_600 }).catch(() => {}));
      for (let again = 0; again < 2_000; again += 1) pool.heartbeat(SEATS, "b");
      pool.return(SEATS, "a");
      assert.ok(asked <= 2_010, `${asked} for ${kept.length} reservations`);
      pool.free();
      await Promise.all(all);
    } finally {
      JSON.parse = parse;
    }
  }
});

test("of those who wait, each has what is kept for them, and the others what is not", async () => {
  const reservations = [{ id: SEATS, sessions: 1, clients: ["chief", "deputy"] }];
  const pool = new SessionPool({ limits: { [SEATS]: 2 }, reservations });
  pool.setReservations([]);
  for (const client of ["a", "b"]) pool.checkOut(SEATS, client, { ttl: 3_600 });
  pool.setReservations(reservations);
  const order = [];
  const wait = (client) => pool.checkOut(SEATS, client, { wait: 600 }).then(() => order.push(client));
  const all = ["stranger", "other", "chief", "deputy"].map(wait);
  pool.return(SEATS, "a");
  await all[2];
  assert.deepEqual(order, ["chief"]);
  pool.return(SEATS, "b");
  pool.return(SEATS, "chief");
  await Promise.all([all[0], all[3]]);
  assert.deepEqual(order, ["chief", "stranger", "deputy"]);
  pool.return(SEATS, "stranger");
  await all[1];
});

test("one who waits and for whom sessions are kept is not behind others", async () => {
  const reservations = [{ id: SEATS, sessions: 1, clients: ["chief"] }];
  const pool = new SessionPool({ limits: { [SEATS]: 1 }, reservations });
  const other = pool.checkOut(SEATS, "a", { wait: 600 });
  assert.equal(pool.checkOut(SEATS, "chief").decision, "allow");
  const chief = pool.checkOut(SEATS, "chief", { wait: 600 });
  assert.equal((await chief).decision, "allow", "its own");
  pool.return(SEATS, "chief");
  pool.setReservations([]);
  assert.equal((await other).decision, "allow");
});

test("what is no name, time or limit is refused", () => {
  const pool = new SessionPool({ limits: { [SEATS]: 9 } });
  for (const client of ["", "a\nb", "\u202e", "x".repeat(4_097), 5, undefined, null, {}, "\ud800"]) {
    assert.throws(() => pool.checkOut(SEATS, client), { code: "usage_invalid" });
  }
  for (const options of [{ ttl: -1 }, { ttl: "5" }, { now: -1 }, { now: 1e15 }, { now: NaN }, { tll: 5 }, { now: NOW, wait: 1 }, 5]) {
    assert.throws(() => pool.checkOut(SEATS, "a", options), (error) => ["usage_invalid", "instant_invalid"].includes(error.code));
  }
  for (const limits of [{ a: -1 }, { a: "many" }, 5, null, { report() {}, decide() {} }, { report: () => ({ limits: [{ id: "a" }] }), decide: () => ({}) }]) {
    assert.throws(() => pool.setLimits(limits), { code: "usage_invalid" });
  }
  assert.equal(pool.usage()[0].limit, 9, "nothing was changed");
  assert.throws(() => SessionPool.prototype.usage.call({}), { code: "usage_invalid" });
  assert.throws(() => SessionPool(), TypeError);
  const unlimited = new SessionPool({ limits: { a: "unlimited" } });
  assert.equal(unlimited.checkOut("a", "b", { now: new Date(NOW * 1_000) }).since, NOW);
  assert.equal(unlimited.usage({ now: NOW })[0].available, "unlimited");
});
