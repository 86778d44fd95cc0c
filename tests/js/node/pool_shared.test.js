// Whether pools that share a store notice that an older copy was put there, by a model of what each of them has seen. The
// store is one in memory that is told what the client of Redis is told; real ones are asked by tests of their own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { RedisSessionPool } from "countersign/pool/redis";

const SEATS = "seats";

/** Numbers that seem random, and are the same each time. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** A store whose states know of which other they were made. */
function memory() {
  const empty = { version: "", text: "" };
  const store = { empty, states: [empty], now: empty, fails: [] };
  store.client = {
    async eval(script, { arguments: given }) {
      const { now } = store;
      if (given.length === 1) return [now.version, now.version === given[0] ? "" : now.text, 1_764_000_000];
      const [version, next, text] = given;
      const fails = store.fails.shift();
      if (fails === "before") throw Error("gone");
      if (version !== now.version) return 0;
      store.now = { version: next, text, madeOf: now };
      store.states.push(store.now);
      if (fails === "after") throw Error("gone");
      return 1;
    },
    duplicate() {},
  };
  return store;
}

function comesOf(state, other) {
  for (let one = state; one; one = one.madeOf) if (one === other) return true;
  return false;
}

/** Lets pools change a store into which older copies are put, and compares what they notice with what they could. */
async function noticed(seed, { pools, steps, copies }) {
  const next = numbers(seed);
  const store = memory();
  const begin = () => ({ pool: new RedisSessionPool({ client: store.client, limits: { [SEATS]: "unlimited" } }) });
  const all = Array.from({ length: pools }, begin);
  let lost = 0;
  for (let step = 0; step < steps; step += 1) {
    if (next(copies) === 0) store.now = store.states[next(store.states.length)];
    // The answer to a change is lost, or the change: whoever made it can't know which.
    if (next(40) === 0) store.fails = [["before", "after"][next(2)]];
    const at = next(all.length);
    const one = all[at];
    const knowsBetter = one.seen !== undefined && one.seen !== store.empty && !comesOf(store.now, one.seen);
    const said = await one.pool.checkOut(SEATS, `client-${next(9)}`).then(({ decision }) => decision, ({ code }) => code);
    assert.equal(said, knowsBetter ? "pool_lost" : "allow", `seed ${seed}, step ${step}`);
    if (!knowsBetter) one.seen = store.now;
    else if (next(2) === 0) all[at] = begin();
    else {
      await one.pool.adopt();
      one.seen = undefined;
    }
    lost += Number(knowsBetter);
  }
  return { lost, longest: Math.max(...store.states.map(({ version }) => version.length)) };
}

test("each pool that knows better notices an older copy, whatever others have written on it since", async () => {
  for (const seed of [1, 7, 1_764]) {
    const { lost } = await noticed(seed, { pools: 4, steps: 400, copies: 9 });
    assert.ok(lost > 20, "there was something to notice");
  }
});

test("a version does not grow with how many have written", async () => {
  const store = memory();
  for (let writer = 0; writer < 300; writer += 1) {
    const pool = new RedisSessionPool({ client: store.client, limits: { [SEATS]: 1_000 } });
    assert.equal((await pool.checkOut(SEATS, `client-${writer}`)).decision, "allow");
  }
  assert.ok(store.now.version.length < 2_048, store.now.version);
  // Who saw something before all of those goes on: nothing says that it was lost.
  const [early, late] = [1, 2].map(() => new RedisSessionPool({ client: store.client, limits: { [SEATS]: 1_000 } }));
  await early.checkOut(SEATS, "early");
  for (let writer = 0; writer < 100; writer += 1) {
    const pool = new RedisSessionPool({ client: store.client, limits: { [SEATS]: 1_000 } });
    await pool.checkOut(SEATS, `later-${writer}`);
  }
  assert.equal((await early.heartbeat(SEATS, "early")).client, "early");
  assert.equal((await late.usage())[0].used, 401);
});
