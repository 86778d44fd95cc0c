import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import * as main from "countersign";
import * as slim from "countersign/slim";
import { compact, keySet, license } from "./files.js";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const fixtures = readdirSync(new URL(".", import.meta.url)).filter((name) => /\.(lic|jw[st])$/.test(name));
const keySets = ["keys.json", "orange-keys.json"].map(file);

let memory;

before(async () => {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...linked) {
    const instance = new Instance(...linked);
    memory = instance.exports.memory;
    return instance;
  };
  await slim.init();
  WebAssembly.Instance = Instance;
  await main.init();
});

/** What an entry of the package says of a file. */
function verdict({ TrustedKeys, verify }, name, options) {
  try {
    const verified = verify(file(name), new TrustedKeys(...keySets), options);
    const getters = Object.getOwnPropertyDescriptors(slim.License.prototype);
    const facts = Object.entries(getters).filter(([, { get }]) => get).map(([getter]) => [getter, verified[getter]]);
    const ids = verified.claims().lic.entitlements.map(({ id }) => id);
    const limits = [...ids, "none"].map((id) => [id, verified.has(id), verified.limit(id)]);
    return { facts: Object.fromEntries(facts), claims: verified.claims(), limits };
  } catch ({ name, code, message, at, found, needed }) {
    return { name, code, message, at, found, needed };
  }
}

test("what both entries know is the same", () => {
  assert.ok(fixtures.length > 10, `there are ${fixtures.length} fixtures`);
  const statuses = new Set();
  for (const name of fixtures) {
    for (const year of [2010, 2014, 2015, 2025, 2026, 2040]) {
      const now = new Date(Date.UTC(year, 4, 20));
      for (const options of [
        { now, host: "any", usage: { users: 21 } },
        { now, host: "any", product: "orange-uce", entry: { users: 3 } },
        { now, productVersion: "5.1", account: "another", issuer: "https://vendor.example" },
      ]) {
        const found = verdict(slim, name, options);
        assert.deepEqual(found, verdict(main, name, options), `${name} ${JSON.stringify(options)}`);
        statuses.add(found.facts.status);
      }
    }
  }
  for (const status of ["active", "expired", "wrong_product", "wrong_account"]) {
    assert.ok(statuses.has(status), `${status} is none of ${[...statuses]}`);
  }
});

test("every reason is told by its code", () => {
  const options = { now: new Date("2027-01-01"), product: "orange-uce", account: "another" };
  const verified = slim.verify(license, new slim.TrustedKeys(keySet), options);
  assert.deepEqual(verified.reasons, ["wrong_product", "wrong_account", "expired"]);
  const { reasons } = main.verify(license, new main.TrustedKeys(keySet), options).report().documents[0];
  assert.deepEqual(reasons.map(({ code }) => code), verified.reasons);
});

test("a tampered file is refused, and the next good one is not", () => {
  const keys = new slim.TrustedKeys(keySet);
  const [header, payload, signature] = compact.split(".");
  const claims = Buffer.from(payload, "base64url").toString().replace("501", "901");
  const tampered = [header, Buffer.from(claims).toString("base64url"), signature].join(".");
  for (let round = 0; round < 3; round += 1) {
    assert.throws(() => slim.verify(tampered, keys), { name: "CountersignError", code: "signature_invalid" });
    assert.equal(slim.verify(license, keys, { now: 1_740_500_000 }).status, "active");
  }
});

test("what is refused leaves nothing behind in memory", () => {
  const keys = new slim.TrustedKeys(keySet);
  const refused = [
    ["armor_end_missing", `${" ".repeat(1 << 20)}\n${license.slice(0, -10)}`],
    ["json_depth", '{"a":'.repeat(1 << 18)],
    ["signature_invalid", compact.replace(/.{8}$/, "AAAAAAAA")],
  ];
  const rounds = (count) => {
    for (let round = 0; round < count; round += 1) {
      for (const [code, document] of refused) assert.throws(() => slim.verify(document, keys), { code });
    }
  };
  rounds(5);
  const size = memory.buffer.byteLength;
  rounds(50);
  assert.equal(memory.buffer.byteLength, size);
});

test("keys are key sets, and of no other tool", () => {
  const [jwk] = keySet.keys;
  for (const source of [keySet, jwk, JSON.stringify(keySet)]) {
    assert.deepEqual(new slim.TrustedKeys(source).thumbprints, new main.TrustedKeys(source).thumbprints);
  }
  for (const source of [jwk.x, "ssh-ed25519 AAAA", "", "{}", { ...jwk, d: jwk.x }, { ...jwk, kid: "another" }]) {
    assert.throws(() => new slim.TrustedKeys(source), { name: "CountersignError", code: /^(key|size)_/ });
  }
  assert.throws(() => new slim.TrustedKeys(jwk.x), { code: "key_format", needed: "a JWK set" });
});

test("a policy on revocation lists, of which there are none, is no option", () => {
  const keys = new slim.TrustedKeys(keySet);
  for (const option of ["revocations", "prodcut"]) {
    assert.throws(() => slim.verify(license, keys, { [option]: "required" }), { code: "usage_invalid", found: option });
  }
});

test("one entry's keys are not the other's", () => {
  assert.throws(() => slim.verify(license, new main.TrustedKeys(keySet)), { code: "usage_invalid" });
  assert.throws(() => main.verify(license, new slim.TrustedKeys(keySet)), { code: "usage_invalid" });
});
