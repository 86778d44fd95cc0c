// Pools that are shared by real stores: what one process does, the others see; and what becomes of it without the store.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { missing, stores } from "./servers.js";

const SEATS = "seats";
const limits = { [SEATS]: 2 };

for (const [name, store] of Object.entries(stores)) {
  const reason = missing(store);
  if (reason) console.log(`skipped: ${name}: ${reason}`);
  describe(name, { skip: reason }, () => {
    let server;
    const ends = [];
    const connect = async (options) => {
      const made = await store.connect(server.url, { limits, ...options });
      ends.push(made.end);
      return made;
    };
    /** Two processes, as far as the store can tell, with a pool of their own. */
    let count = 0;
    const two = async (options) => {
      const place = { [name === "redis" ? "key" : "name"]: `pool-${count += 1}`, ...options };
      return [await connect(place), await connect(place), place];
    };

    /** Keeps a copy of a pool's state, which is put back when one asks. */
    const copy = async (raw, place) => {
      if (name === "redis") {
        const old = await raw.hGetAll(place.key);
        return async () => { await raw.del(place.key); await raw.hSet(place.key, old); };
      }
      const { rows: [old] } = await raw.query("SELECT version, state FROM countersign_pools WHERE name = $1", [place.name]);
      return () => raw.query("UPDATE countersign_pools SET version = $2, state = $3 WHERE name = $1", [place.name, old.version, old.state]);
    };

    before(async () => { server = await store.make(store.found); });
    after(async () => {
      for (const end of ends) await end();
      await server?.kill();
    });

    test("what one process gives, no other gives again", async () => {
      const [{ pool: one }, { pool: other }] = await two();
      const lease = await one.checkOut(SEATS, "a", { ttl: 60 });
      assert.equal(lease.decision, "allow");
      assert.ok(Math.abs(lease.since - Date.now() / 1_000) < 5);
      assert.equal((await other.checkOut(SEATS, "b")).decision, "allow");
      const denied = await other.checkOut(SEATS, "c");
      assert.deepEqual([denied.decision, denied.code, denied.used, denied.limit, "now" in denied], ["deny", "limit_exhausted", 2, 2, false]);
      assert.equal((await other.checkOut(SEATS, "a")).since, lease.since, "its own");
      assert.equal((await other.heartbeat(SEATS, "a")).client, "a");
      assert.deepEqual(await other.amounts(), { [SEATS]: 2 });
      assert.deepEqual((await one.holders(SEATS)).items.map(({ client }) => client), ["a", "b"]);
      assert.equal(await other.return(SEATS, "a"), true);
      assert.equal(await one.return(SEATS, "a"), false);
      assert.equal(await one.heartbeat(SEATS, "a"), undefined);
      assert.equal((await one.borrow(SEATS, "c", { seconds: 9 })).borrowed, true);
      assert.match(await one.snapshot(), /"borrowed"/);
    });

    test("many at once are given as many as there are, from both together", async () => {
      const [{ pool: one }, { pool: other }] = await two({ limits: { [SEATS]: 100 } });
      const asked = Array.from({ length: 1_000 }, (_, client) => (client % 2 ? one : other).checkOut(SEATS, `client-${client}`));
      const given = (await Promise.all(asked)).filter(({ decision }) => decision === "allow");
      assert.equal(given.length, 100);
      assert.equal((await one.usage())[0].used, 100);
    });

    test("who waits is woken by what another process returns, by a lease that runs out, and by limits", async () => {
      const [{ pool: one }, { pool: other }] = await two();
      await one.checkOut(SEATS, "a", { ttl: 600 });
      await one.checkOut(SEATS, "b", { ttl: 600 });
      const waiting = other.checkOut(SEATS, "c", { wait: 600 });
      await other.usage(); // Those who came before have been denied by now.
      await one.return(SEATS, "a");
      assert.equal((await waiting).decision, "allow");
      await one.return(SEATS, "c");
      await one.checkOut(SEATS, "crashed", { ttl: 1 });
      assert.equal((await other.checkOut(SEATS, "d", { wait: 600 })).decision, "allow");
      const more = other.checkOut(SEATS, "e", { wait: 600 });
      await other.setLimits({ [SEATS]: 3 });
      assert.equal((await more).decision, "allow");
      assert.equal((await other.checkOut(SEATS, "f", { wait: 1 })).decision, "deny");
    });

    test("what is wrong is refused, and harms nobody who asks at the same time", async () => {
      const [{ pool, raw }, , place] = await two();
      const [wrong, right] = await Promise.allSettled([pool.checkOut(SEATS, "a\nb"), pool.checkOut(SEATS, "a")]);
      assert.equal(wrong.reason.code, "usage_invalid");
      assert.equal(right.value.decision, "allow");
      assert.throws(() => pool.checkOut(SEATS, 5), { code: "usage_invalid" });
      assert.throws(() => pool.checkOut(SEATS, "a", { now: 5 }), { code: "usage_invalid" });
      await assert.rejects(connect({ limits: 5 }), { code: "usage_invalid" });
      await assert.rejects(connect({ whenGone: "panic" }), { code: "usage_invalid" });
      if (name === "postgres") {
        for (const wrong of ["a\0", "x".repeat(513)]) await assert.rejects(connect({ name: wrong }), { code: "usage_invalid", at: "name" });
      }
      // What somebody wrote over the state is refused, and stays.
      if (name === "redis") await raw.hSet(place.key, { version: `${"0".repeat(32)}.9.x`, text: "{}" });
      else await raw.query("UPDATE countersign_pools SET state = '{}', version = $2 WHERE name = $1", [place.name, `${"0".repeat(32)}.9.x`]);
      await assert.rejects(pool.checkOut(SEATS, "b"), { code: "pool_lost" });
      await pool.adopt();
      await assert.rejects(pool.checkOut(SEATS, "b"), { code: "pool_format" });
    });

    test("a store that forgot gives no session again that was given before", async () => {
      const [{ pool: one, raw }, { pool: other }, place] = await two();
      await one.checkOut(SEATS, "a");
      await other.checkOut(SEATS, "b");
      if (name === "redis") await raw.del(place.key);
      else await raw.query("DELETE FROM countersign_pools WHERE name = $1", [place.name]);
      await assert.rejects(one.checkOut(SEATS, "c"), { code: "pool_lost" });
      await assert.rejects(other.heartbeat(SEATS, "b"), { code: "pool_lost" });
      await one.adopt();
      assert.equal((await one.checkOut(SEATS, "c")).decision, "allow");
      await assert.rejects(other.checkOut(SEATS, "d"), { code: "pool_lost" });
    });

    test("an older copy that was put back is told of, however much was written since", async () => {
      const [{ pool: one, raw }, { pool: other }, place] = await two({ limits: { [SEATS]: 5 } });
      await one.checkOut(SEATS, "a0");
      const put = await copy(raw, place);
      for (let client = 1; client < 5; client += 1) await one.checkOut(SEATS, `a${client}`);
      await put();
      for (let beat = 0; beat < 9; beat += 1) await other.checkOut(SEATS, "b");
      await assert.rejects(one.heartbeat(SEATS, "a4"), { code: "pool_lost" });
      assert.equal((await other.usage())[0].used, 2, "who knew less can't know");
    });

    test("what holds something else than a pool is named as such, at once", async () => {
      const [{ pool, raw }, , place] = await two({ timeout: 3_600 });
      const other = { code: "usage_invalid", message: /something else than a pool|none of pools/ };
      if (name === "redis") {
        await raw.set(place.key, "text");
        return assert.rejects(pool.checkOut(SEATS, "a"), other);
      }
      await pool.checkOut(SEATS, "a");
      await raw.query("ALTER TABLE countersign_pools RENAME TO put_aside");
      try {
        for (const made of ["TABLE countersign_pools (name text, text text)", "SEQUENCE countersign_pools"]) {
          await raw.query(`CREATE ${made}`);
          await assert.rejects(pool.checkOut(SEATS, "a"), other);
          await raw.query(`DROP ${made.split(" (")[0]}`);
        }
      } finally {
        await raw.query("ALTER TABLE put_aside RENAME TO countersign_pools");
      }
      assert.equal((await pool.heartbeat(SEATS, "a")).client, "a");
    });

    test("without the store nobody is given a session, and what runs goes on where that was chosen", async () => {
      const [{ pool: strict }, { pool: lenient }, place] = await two({ timeout: 1 });
      const { pool: going } = await connect({ ...place, timeout: 1, whenGone: { goOn: 600 } });
      await strict.checkOut(SEATS, "a", { ttl: 3_600 });
      await going.checkOut(SEATS, "b", { ttl: 3_600 });
      await server.kill();
      const gone = { code: "pool_unavailable" };
      await Promise.all([
        assert.rejects(strict.heartbeat(SEATS, "a"), gone),
        assert.rejects(strict.checkOut(SEATS, "a"), gone),
        assert.rejects(lenient.checkOut(SEATS, "a", { wait: 9 }), gone),
        assert.rejects(going.checkOut(SEATS, "c"), gone),
        assert.rejects(going.usage(), gone),
        going.heartbeat(SEATS, "b").then((lease) => assert.deepEqual([lease.client, lease.unconfirmed], ["b", true])),
      ]);
      assert.equal((await going.checkOut(SEATS, "b")).unconfirmed, true);
      await server.start();
      assert.equal((await strict.heartbeat(SEATS, "a")).client, "a");
      assert.equal((await going.heartbeat(SEATS, "b")).unconfirmed, undefined);
      assert.equal((await lenient.checkOut(SEATS, "c")).decision, "deny");
    });

    test("who waits over a restart of the store is given a session all the same", async () => {
      const [{ pool: one }, { pool: other }] = await two({ limits: { [SEATS]: 1 }, timeout: 60 });
      await one.checkOut(SEATS, "a", { ttl: 3_600 });
      const waiting = other.checkOut(SEATS, "b", { wait: 600 });
      await other.usage(); // It has been denied by now.
      await server.kill();
      const returned = one.return(SEATS, "a");
      await server.start();
      assert.equal(await returned, true);
      assert.equal((await waiting).decision, "allow");
    });
  });
}
