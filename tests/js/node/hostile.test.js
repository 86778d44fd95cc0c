// Whatever is handed to whatever the package offers, it gives a value or throws a CountersignError; and afterwards
// the same module verifies a good file with the same keys.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import * as main from "countersign";
import * as host from "countersign/host";
import * as slim from "countersign/slim";
import * as site from "countersign/state";
import { values } from "./hostile.js";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const base = file("orange-uce-base.lic");
const activation = file("orange.activation");
const keySet = JSON.parse(file("orange-keys.json"));
const types = readFileSync(new URL("index.d.ts", import.meta.resolve("countersign/package.json")), "utf8");
const [, union] = types.match(/export type ErrorCode =(.*?);/s);
const codes = new Set([...union.matchAll(/"(\w+)"/g)].map(([, code]) => code));

const NOW = 1_400_000_000;
const entries = { main, slim, site };

before(() => Promise.all(Object.values(entries).map(({ init }) => init())));

/** What makes sense to some method: with the right ones of these at its places, each method has something to do. */
const sensible = [
  () => "users",
  () => ({}),
  () => base,
  () => activation,
  () => keySet,
  () => ({ base }),
  () => ({ name: `person ${random(1e9)}` }),
  () => ({ remove: "base" }),
  () => ({ name: "users", id: "users" }),
  () => ({ from: "users", to: "users", id: "users" }),
  () => ({ id: "users", language: "de" }),
  () => () => {},
  () => 1,
  () => undefined,
];

let seed = 1;
/** A number below another; the same ones in each run. */
function random(below) {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));

/** Of each class of an entry an object, by which other objects of it are found. */
function objects({ TrustedKeys, verify, LicenseSet, State }) {
  const keys = new TrustedKeys(keySet);
  const made = { keys, license: verify(base, keys, { now: NOW }) };
  if (LicenseSet) {
    made.set = new LicenseSet({ base }, keys);
    made.judgement = made.set.judge({ now: NOW });
  }
  if (State) {
    made.state = new State(null, keys);
    made.state.add({ base }, { now: NOW });
    made.state.people.add({ name: "users" }, { now: NOW });
    made.people = made.state.people;
  }
  return made;
}

/**
 * All that can be called, with a name: functions, constructors, and what the classes' prototypes have, found there
 * and listed nowhere. `on` calls a member of an object.
 */
function* callables(entry) {
  for (const [name, value] of Object.entries(entry)) {
    yield { name, call: isClass(value) ? (...given) => new value(...given) : value };
  }
  for (const [of, { constructor }] of Object.entries(objects(entry))) {
    for (let { prototype } = constructor; prototype !== Object.prototype; prototype = Object.getPrototypeOf(prototype)) {
      for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
        if (name === "constructor") continue;
        const body = property.get ?? property.value;
        yield { name: `${constructor.name}.${name}`, of, on: (object, ...given) => body.apply(object, given) };
      }
    }
  }
}

/** What came of a call: nothing but a value or a refusal. */
async function outcome(entry, call, what) {
  try {
    await call();
    return "value";
  } catch (error) {
    assert.ok(error instanceof entry.CountersignError, `${what}: ${error?.stack ?? String(error)}`);
    assert.ok(entry.isCountersignError(error) && error instanceof Error, what);
    assert.equal(error.name, "CountersignError", what);
    assert.ok(codes.has(error.code), `${what}: ${error.code}`);
    assert.ok(error.message.length > 0 && error.message.length < 1_000, `${what}: ${error.message}`);
    return error.code;
  }
}

test("there is an object to try of each class", () => {
  for (const entry of Object.values(entries)) {
    const made = new Set(Object.values(objects(entry)).map(({ constructor }) => constructor));
    for (const [name, value] of Object.entries(entry)) {
      assert.ok(!isClass(value) || made.has(value) || value === entry.CountersignError, name);
    }
  }
});

for (const [entryName, entry] of Object.entries(entries)) {
  test(`nothing that is handed to ${entryName} does harm`, async () => {
    let own = objects(entry);
    const { keys } = own;
    const others = Object.entries(entries).filter(([name]) => name !== entryName);
    const strange = others.flatMap(([name, other]) =>
      Object.entries(objects(other)).map(([of, object]) => [`${of} of ${name}`, () => object]));
    const freed = objects(entry).keys;
    freed.free();
    const ours = Object.keys(own).map((of) => [`own ${of}`, () => own[of]]);
    const all = [...Object.entries(values), ...strange, ...ours, ["freed keys", () => freed]];

    for (const { name, of, on, call = (...given) => on(own[of], ...given) } of callables(entry)) {
      own = objects(entry);
      const attempt = async (what, attempted) => {
        const came = await outcome(entry, attempted, `${entryName}.${name} with ${what}`);
        if (name.endsWith(".free")) own = objects(entry);
        return came;
      };
      const pool = [...sensible, () => keys, () => keys.thumbprints[0]];
      const some = () => pool[random(pool.length)]();
      const makesSense = () => call(...Array.from({ length: random(4) }, some));
      let came;
      for (let round = 0; round < 5_000 && came !== "value"; round += 1) came = await attempt("sense", makesSense);
      // Some are refused whatever they are given.
      const none = ["CountersignError", "License", "Judgement"].includes(name);
      assert.ok(none !== (came === "value"), `${entryName}.${name} makes nothing of what makes sense: ${came}`);

      const places = name.endsWith(".free") ? 0 : 4; // It takes nothing, and would be tried on a new object each time.
      for (const [kind, value] of all) {
        for (let place = 0; place < places; place += 1) {
          await attempt(`${kind} at ${place}`, () => {
            const given = Array.from({ length: 4 }, some);
            given[place] = value();
            return call(...given);
          });
          await attempt(`${kind} alone at ${place}`, () => call(...Array.from({ length: place }), value()));
        }
        if (on) {
          const refused = await attempt(`${kind} for this`, () => on(value()));
          const isOurs = kind.startsWith("own ") || kind.startsWith("freed ");
          assert.ok(isOurs || refused === "usage_invalid", `${entryName}.${name} of ${kind}: ${refused}`);
        }
      }
      assert.equal(entry.verify(base, keys, { now: NOW }).status, "active", `after ${entryName}.${name}`);
    }
  });
}

test("nothing that is handed to a host, or as one, does harm", async () => {
  process.chdir(mkdtempSync(join(tmpdir(), "hostile-"))); // Names of keys' files are among the values.
  const { hostIdentity } = host;
  const identity = await hostIdentity({ key: "host.pem", parts: { machine_id: "m" } });
  const { prototype } = identity.constructor;
  const members = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([name]) => name !== "constructor");
  const licenses = { base };
  const requested = { licenses, keys: keySet, want: { users: 1 } };
  const noted = { keys: keySet, state: new site.State(null, new site.TrustedKeys(keySet)), now: NOW };
  const proof = await identity.prove();
  const set = new main.LicenseSet({ base }, new main.TrustedKeys(keySet));
  const judged = (options) => set.judge({ now: NOW, ...options });
  /** With a value at every place where one stands. */
  const places = {
    hostIdentity: (value) => hostIdentity(value),
    ...Object.fromEntries(["key", "parts", "description"].map((name) =>
      [`hostIdentity, ${name}`, (value) => hostIdentity({ key: "host.pem", [name]: value })])),
    ...Object.fromEntries(["machine_id", "hostname", "mac"].map((name) =>
      [`hostIdentity, parts.${name}`, (value) => hostIdentity({ key: "host.pem", parts: { [name]: value } })])),
    "hostIdentity, parts[]": (value) => hostIdentity({ key: "host.pem", parts: [value] }),
    request: (value) => identity.request(value),
    ...Object.fromEntries(["licenses", "keys", "want", "license", "productVersion", "replaces", "redundant", "now", "form", "none"].map((name) =>
      [`request, ${name}`, (value) => identity.request({ ...requested, [name]: value })])),
    "request, licenses.base": (value) => identity.request({ ...requested, licenses: { base, more: value } }),
    "request, want.users": (value) => identity.request({ ...requested, want: { users: value } }),
    deactivate: (value) => identity.deactivate(value, noted),
    "deactivate, options": (value) => identity.deactivate(activation, value),
    ...Object.fromEntries(["licenses", "keys", "state", "store", "reason", "now", "form", "none"].map((name) =>
      [`deactivate, ${name}`, (value) => identity.deactivate(activation, { ...noted, [name]: value })])),
    "judge, host": (value) => judged({ host: value }),
    ...Object.fromEntries(["lockCode", "parts", "key", "none"].map((name) =>
      [`judge, host.${name}`, (value) => judged({ host: { ...proof, [name]: value } })])),
    "judge, host.parts[]": (value) => judged({ host: { ...proof, parts: [value] } }),
    "judge, alive": (value) => judged({ alive: value }),
    "judge, alive[]": (value) => judged({ alive: [value] }),
  };
  for (const [kind, value] of Object.entries(values)) {
    for (const [name, call] of Object.entries(places)) {
      const entry = name.startsWith("judge") ? main : host;
      await outcome(entry, () => call(value()), `${name} with ${kind}`);
    }
    for (const [name, { get, value: body }] of members) {
      const came = await outcome(host, () => (get ?? body).call(value(), requested, requested), `${name} of ${kind}`);
      assert.equal(came, "usage_invalid", `${name} of ${kind}`);
    }
  }
  assert.deepEqual(await identity.prove(), proof);
  assert.ok((await identity.request(requested)).length > 0);
  assert.throws(() => new identity.constructor().lockCode, { code: "usage_invalid" });
});
