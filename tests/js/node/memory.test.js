// A turn of the loop that verifies or judges any number of times keeps no more than some of it: what a garbage collector
// learns between two turns is too late.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import * as main from "countersign";
import * as slim from "countersign/slim";
import * as site from "countersign/state";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const base = file("orange-uce-base.lic");
const keySet = file("orange-keys.json");
const now = 1_400_000_000;
const entries = { main, slim, site };
/** More than are kept. */
const MANY = 1_000;

before(() => Promise.all(Object.values(entries).map(({ init }) => init())));

/** What WebAssembly has, in megabytes: what is not JavaScript's own and no buffer of it. */
function held() {
  const { arrayBuffers, external } = process.memoryUsage();
  return (external - arrayBuffers) / 1e6;
}

/** By how much more memory is held after `count` times than after a tenth of that, in one turn. */
function growth(count, act) {
  let early = 0;
  for (let index = 0; index < count; index += 1) {
    act(index);
    if (index === count / 10) early = held();
  }
  return held() - early;
}

for (const [name, { TrustedKeys, verify }] of Object.entries(entries)) {
  test(`${name}: verifying in a loop that never yields levels`, () => {
    const keys = new TrustedKeys(keySet);
    const grown = growth(5_000, () => assert.equal(verify(base, keys, { now }).status, "active"));
    assert.ok(grown < 4, `${grown} MB`);
  });

  test(`${name}: each of many licences tells what it told, whatever became of what it was made from`, () => {
    const keys = new TrustedKeys(keySet);
    const bytes = Uint8Array.from(base);
    const licenses = Array.from({ length: MANY }, (_, used) => verify(bytes, keys, { now, usage: { users: used } }));
    bytes.fill(0);
    keys.free();
    assert.throws(() => verify(base, keys), { code: "usage_invalid", found: "what was freed" });
    licenses.forEach((license, used) => assert.equal(license.limit("users").used, used));
    assert.deepEqual(licenses[0].payload, licenses.at(-1).payload);
    licenses.forEach((license) => license.free());
    assert.throws(() => licenses[0].limit("users"), { code: "usage_invalid", found: "what was freed" });
  });
}

test("of large licences, fewer are kept", () => {
  const { TrustedKeys, verify } = main;
  const [jwk, license] = large();
  const keys = new TrustedKeys({ keys: [jwk] });
  const id = "entitlement_9999";
  const grown = growth(200, () => assert.equal(verify(license, keys, { now }).limit(id).granted, 7));
  assert.ok(grown < 20, `${grown} MB`);
});

/** A key, and a licence by it that grants as much as one can. */
function large() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x })).digest("base64url");
  const entitlement = (_, index) => ({ id: `entitlement_${index}`, metric: "user", quantity: 7 });
  const claims = {
    ver: 1, iss: "https://vendor.example", aud: "ucware", sub: "site-1", jti: "L-1", iat: 1_300_000_000,
    lic: {
      serial: 1, name: "Large", kind: "standard", perpetual: true, holder: { name: "Musterhandel GmbH" },
      entitlements: Array.from({ length: 10_000 }, entitlement),
    },
  };
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const message = `${encoded({ alg: "EdDSA", typ: "license+jwt", kid })}.${encoded(claims)}`;
  return [jwk, `${message}.${sign(null, Buffer.from(message), privateKey).toString("base64url")}`];
}

test("judging in a loop that never yields levels, of sets and of licences", () => {
  const { LicenseSet, TrustedKeys, verify } = main;
  const keys = new TrustedKeys(keySet);
  const set = new LicenseSet({ base }, keys);
  const grown = growth(4_000, (index) => {
    const used = index % 20;
    assert.equal(set.judge({ now, usage: { users: used } }).decide("users", 20 - used).decision, "allow");
    assert.equal(verify(base, keys, { now }).decide("users", 1).decision, "allow");
  });
  assert.ok(grown < 4, `${grown} MB`);
});

test("what a state was judged to be stays, whatever becomes of the state", () => {
  const { State, TrustedKeys } = site;
  const state = new State(null, new TrustedKeys(keySet));
  state.add({ base }, { now });
  const judgements = Array.from({ length: MANY }, (_, used) => {
    state.setUsage("users", used, { now });
    return state.judge({ now });
  });
  state.free();
  judgements.forEach((judgement, used) => assert.equal(judgement.limit("users").used, used));
});

test("a judgement outlives its set", () => {
  const { LicenseSet, TrustedKeys } = main;
  const keys = new TrustedKeys(keySet);
  const [early, late] = [0, 1].map(() => new LicenseSet({ base }, keys));
  const judged = (set) => Array.from({ length: MANY }, (_, users) => set.judge({ now, usage: { users } }));
  const before = judged(early);
  early.free();
  // Not one of these can be made again.
  const alone = new LicenseSet({ base }, keys);
  const kept = alone.judge({ now, usage: { users: 7 } });
  alone.free();
  const after = judged(late);
  assert.throws(() => early.judge(), { code: "usage_invalid", found: "what was freed" });
  for (const judgements of [before, after]) {
    judgements.forEach((judgement, used) => assert.equal(judgement.limit("users").used, used));
  }
  assert.equal(kept.report().limits.find(({ id }) => id === "users").used, 7);
});
