// What is taken of what is handed in, and what is refused, with its place: the same in all three entries.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import vm from "node:vm";
import * as main from "countersign";
import * as slim from "countersign/slim";
import * as site from "countersign/state";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const base = file("orange-uce-base.lic");
const addon = file("orange-uce-addon.lic");
const keySet = JSON.parse(file("orange-keys.json"));
const NOW = 1_400_000_000;
const entries = { main, slim, site };
const sets = { main, site };
const keys = {};

const realm = vm.createContext({});
const foreign = (code) => vm.runInContext(`(${code})`, realm);
const copied = (buffer, bytes) => {
  new Uint8Array(buffer).set(bytes);
  return buffer;
};

const memories = {};

before(async () => {
  const { Instance } = WebAssembly;
  for (const [name, entry] of Object.entries(entries)) {
    WebAssembly.Instance = function (...linked) {
      const instance = new Instance(...linked);
      memories[name] = instance.exports.memory;
      return instance;
    };
    await entry.init();
    WebAssembly.Instance = Instance;
    keys[name] = new entry.TrustedKeys(keySet);
  }
});

/** Refused, with what stands in `sides`, by each entry of `those`. */
function refused(those, sides, call) {
  for (const [name, entry] of Object.entries(those)) {
    assert.throws(() => call(entry, keys[name]), (error) => {
      assert.ok(entry.isCountersignError(error) && error instanceof entry.CountersignError, String(error));
      const { code, at, found } = error;
      assert.deepEqual({ code, at, found }, { code: "usage_invalid", ...sides }, `${name}: ${error.message}`);
      assert.ok(error.needed.length > 0);
      return true;
    }, name);
  }
}

const used = (entry, own, usage, more = {}) => entry.verify(base, own, { now: NOW, usage, ...more }).limit("users").used;

test("bytes are bytes, of whatever kind and realm", () => {
  const { length } = base;
  const plain = new Uint8Array(base).buffer;
  const documents = [
    base.toString(), base, new Uint8Array(base), plain, new DataView(plain), new Uint8ClampedArray(plain),
    copied(new SharedArrayBuffer(length), base), new Uint8Array(copied(new SharedArrayBuffer(length), base)),
    new DataView(copied(new ArrayBuffer(length + 3), [0, 0, 0, ...base]), 3),
    copied(foreign(`new ArrayBuffer(${length})`), base), copied(foreign(`new Uint8Array(${length})`).buffer, base),
    new (foreign("Uint8Array"))(base), new (foreign("DataView"))(copied(foreign(`new ArrayBuffer(${length})`), base)),
  ];
  for (const [name, entry] of Object.entries(entries)) {
    for (const document of documents) {
      assert.equal(entry.verify(document, keys[name], { now: NOW }).status, "active");
      const { State } = entry;
      if (State) assert.equal(new State(null, keys[name]).add({ document }, { now: NOW })[0].error, undefined);
    }
  }
  const detached = new Uint8Array(base);
  structuredClone(detached.buffer, { transfer: [detached.buffer] });
  refused(entries, { at: "document", found: "Uint8Array" }, ({ verify }, own) => verify(detached, own));
  refused(entries, { at: "document", found: "ArrayBuffer" }, ({ verify }, own) => verify(detached.buffer, own));
  refused(entries, { at: "document", found: "Promise" }, ({ verify }, own) => verify(Promise.resolve(base), own));
  refused(entries, { at: "document", found: "Blob" }, ({ verify }, own) => verify(new Blob([base]), own));
  refused(entries, { at: "document", found: "array" }, ({ verify }, own) => verify([...base], own));
});

test("Maps and objects are the same, of whatever realm", () => {
  for (const [name, entry] of Object.entries(entries)) {
    const own = keys[name];
    for (const usage of [
      { users: 7 }, { users: 7n }, new Map([["users", 7]]), Object.assign(Object.create(null), { users: 7 }),
      foreign("{ users: 7 }"), foreign("new Map([['users', 7n]])"), new Proxy({ users: 7 }, {}),
    ]) {
      assert.equal(used(entry, own, usage), 7);
      const options = new Map(Object.entries({ now: NOW, usage }));
      assert.equal(entry.verify(base, own, options).limit("users").used, 7);
    }
    const foreignKeys = foreign(`JSON.parse(${JSON.stringify(JSON.stringify(keySet))})`);
    const mapped = new Map([["keys", keySet.keys.map((key) => new Map(Object.entries(key)))]]);
    const lacking = { keys: keySet.keys.map((key) => ({ ...key, kid: undefined })) };
    for (const source of [foreignKeys, mapped, lacking, Object.freeze({ ...keySet })]) {
      assert.deepEqual(new entry.TrustedKeys(source).thumbprints, own.thumbprints);
    }
  }
  for (const [name, { LicenseSet }] of Object.entries(sets)) {
    for (const files of [{ base, addon }, new Map([["base", base], ["addon", addon]])]) {
      assert.equal(new LicenseSet(files, keys[name]).judge({ now: NOW }).report().documents.length, 2);
    }
  }
  const circle = { keys: [] };
  circle.keys.push(circle);
  assert.throws(() => new main.TrustedKeys(circle), { code: "usage_invalid" });
  refused(entries, { at: "usage", found: "Set" }, (entry, own) => used(entry, own, new Set(["users"])));
  refused(entries, { at: "usage", found: "array" }, (entry, own) => entry.verify(base, own, { usage: [7] }) && used(entry, own, 7));
});

test("what is no amount is refused, and never none in use", () => {
  for (const [found, amount] of [
    ["undefined", undefined], ["string", "30"], ["-1", -1], ["1.5", 1.5], ["NaN", NaN], ["bigint", 2n ** 60n],
    ["9007199254740992", 2 ** 53], ["symbol", Symbol("30")], ["function", () => 30], ["Number", new Number(30)],
  ]) {
    const isRead = found !== "string";
    for (const usage of [{ users: amount }, new Map([["users", amount]])]) {
      refused(entries, { at: "usage.users", found: isRead ? found : "string" }, (entry, own) => used(entry, own, usage));
    }
    if (found === "undefined") continue;
    refused(sets, { at: "adding", found }, (entry, own) => entry.verify(base, own).decide("users", amount));
  }
  for (const threshold of [0, 17, 2 ** 32, 2 ** 32 + 1]) {
    refused(sets, { at: "threshold", found: String(threshold) }, ({ LicenseSet }, own) => new LicenseSet({}, own, { threshold }));
    refused({ site }, { at: "threshold", found: String(threshold) }, ({ State }, own) => new State(null, own, { threshold }));
  }
});

test("instants are dates, numbers and BigInts", () => {
  for (const [name, entry] of Object.entries(entries)) {
    for (const now of [NOW, BigInt(NOW), new Date(NOW * 1000 + 900), new Date(NOW * 1000), foreign(`new Date(${NOW * 1000})`)]) {
      assert.equal(entry.verify(base, keys[name], { now }).status, "active");
    }
    const trial = (options) => entry.verify(file("testlizenz.lic"), new entry.TrustedKeys(file("keys.json")), options);
    for (const floor of [1_767_830_400, 1_767_830_400n, foreign("new Date('2026-01-08')")]) {
      assert.equal(trial({ now: 1_740_500_000, floor }).status, "expired");
    }
    for (const now of [1e15, 1e300, -1, new Date(-1), Date.now()]) {
      assert.throws(() => entry.verify(base, keys[name], { now }), { code: "instant_invalid", at: "now" });
    }
  }
  for (const [found, now] of [
    ["array", []], ["true", true], ["string", "2014"], ["NaN", NaN], ["Infinity", Infinity], ["1.5", 1.5], [String(NOW + 0.9), NOW + 0.9], ["Date", new Date(NaN)], ["null", null],
  ]) {
    refused(entries, { at: "now", found }, (entry, own) => entry.verify(base, own, { now }));
    refused(entries, { at: "floor", found }, (entry, own) => entry.verify(base, own, { floor: now }));
    refused({ site }, { at: "now", found }, ({ State }, own) => new State(null, own).people.add({ name: "a" }, { now }));
  }
});

test("a refusal says what is needed there", () => {
  const needed = (options) => {
    const needs = Object.entries(entries).map(([name, entry]) => {
      try {
        return entry.verify(base, keys[name], options) && "nothing";
      } catch (error) {
        return error.needed;
      }
    });
    assert.equal(new Set(needs).size, 1, String(needs));
    return needs[0];
  };
  for (const value of [6.2, -1, NaN, 6, 6n, 2n ** 64n, true, null, Symbol("6.2"), () => "6.2", {}, []]) {
    for (const name of ["productVersion", "product", "account", "issuer", "host", "installation"]) {
      const isProof = name === "host" && Object.prototype.toString.call(value) === "[object Object]";
      const expected = name === "host" && Array.isArray(value) ? /host\.prove\(\)/ : /string/;
      if (!isProof) assert.match(needed({ [name]: value }), expected, `${name}: ${String(value)}`);
    }
    if (typeof value === "object" && value !== null && !Array.isArray(value)) continue;
    for (const name of ["usage", "entry"]) assert.match(needed({ [name]: value }), /plain object/, `${name}: ${String(value)}`);
  }
  // What is not awaited, or not asked to prove anything.
  for (const host of [Promise.resolve({}), new (class Host {})()]) assert.match(needed({ host }), /await host\.prove\(\)/);
  for (const amount of [undefined, null, "30", 1.5, true, {}, [], () => 30]) {
    for (const name of ["usage", "entry"]) assert.match(needed({ [name]: { users: amount } }), /whole number/, String(amount));
  }
});

test("a proof is whole, or refused at its place", () => {
  const lockCode = "CS1-962RM-B85YV-1EGBW-B1FJ3-QJ538";
  const part = { name: "machine_id", digest: "A".repeat(43) };
  const proof = { lockCode, parts: [part], key: "A".repeat(43) };
  for (const host of [proof, { lockCode }, new Map(Object.entries(proof)), { lockCode, parts: undefined, key: undefined, prove: undefined }]) {
    for (const [name, entry] of Object.entries(entries)) entry.verify(base, keys[name], { now: NOW, host, alive: [lockCode] });
  }
  const wrong = (those, at, options) => {
    for (const [name, entry] of Object.entries(those)) {
      assert.throws(() => entry.verify(base, keys[name], { now: NOW, ...options }), (error) => {
        assert.ok(entry.isCountersignError(error));
        assert.equal(error.at, at, `${name}: ${error.message}`);
        return true;
      });
    }
  };
  wrong(entries, "host", { host: { ...proof, os: "linux" } });
  wrong(entries, "host.lockCode", { host: {} });
  for (const code of [5, "CS1-1", "any"]) wrong(entries, "host.lockCode", { host: { ...proof, lockCode: code } });
  for (const [place, change] of [
    ["parts", { parts: {} }], ["parts", { parts: [] }], ["parts[0]", { parts: ["m"] }], ["parts[0].digest", { parts: [{ ...part, digest: "A" }] }],
    ["parts[0].name", { parts: [{ ...part, name: "os" }] }], ["parts", { parts: [{ ...part, value: "m" }] }], ["key", { key: "A" }],
  ]) wrong(sets, `host.${place}`, { host: { ...proof, ...change } });
  for (const [place, alive] of [["alive", lockCode], ["alive", {}], ["alive[0]", [5]], ["alive[0]", ["CS1-1"]]]) wrong(sets, place, { alive });
});

test("texts are strings", () => {
  for (const [found, id] of [["undefined", undefined], ["5", 5], ["null", null], ["symbol", Symbol("users")], ["string", "users\ud800"], ["String", new String("users")]]) {
    refused(entries, { at: "id", found }, (entry, own) => entry.verify(base, own).has(id));
    refused({ site }, { at: "name", found }, ({ State }, own) => new State(null, own).assign({ name: id, id: "users" }));
  }
  refused({ site }, { at: "person", found: "5" }, ({ State }, own) => new State(null, own).people.add(5));
  refused({ site }, { at: "person.name", found: "undefined" }, ({ State }, own) => new State(null, own).people.add({ first: "Gerd" }));
});

test("a name that is not known is refused wherever names are given", () => {
  refused(entries, { at: "options", found: "nwo" }, (entry, own) => entry.verify(base, own, { nwo: 5 }));
  refused(sets, { at: "options", found: "treshold" }, ({ LicenseSet }, own) => new LicenseSet({}, own, { treshold: 2 }));
  refused(sets, { at: "change", found: "ad" }, ({ LicenseSet }, own) => new LicenseSet({ base }, own).preview({ remove: "base", ad: {} }));
  refused({ site }, { at: "at", found: "nwo" }, ({ State }, own) => new State(null, own).add({}, { nwo: 5 }));
  refused({ site }, { at: "range", found: "form" }, ({ State }, own) => new State(null, own).people.page({ form: 5 }));
  refused({ site }, { at: "person", found: "seats" }, ({ State }, own) => new State(null, own).people.add({ name: "a", seats: [] }));
  for (const options of [null, 5, "now", [], new Date(), new (class { now = 5; })(), Object.create({ now: 5 })]) {
    assert.throws(() => main.verify(base, keys.main, options), { code: "usage_invalid", at: "options" });
  }
});

test("a change takes something out, or adds a file", () => {
  refused(sets, { at: "change.remove", found: "5" }, ({ LicenseSet }, own) => new LicenseSet({ base }, own).preview({ remove: 5 }));
  refused(sets, { at: "change.remove", found: "b" }, ({ LicenseSet }, own) => new LicenseSet({ base }, own).preview({ remove: "b" }));
  refused(sets, { at: "change", found: "nothing" }, ({ LicenseSet }, own) => new LicenseSet({ base }, own).preview({}));
  refused(sets, { at: "change", found: "undefined" }, ({ LicenseSet }, own) => new LicenseSet({ base }, own).preview());
  refused(sets, { at: "change.add", found: "2" }, ({ LicenseSet }, own) => new LicenseSet({}, own).preview({ add: { base, addon } }));
  for (const [name, { LicenseSet }] of Object.entries(sets)) {
    const set = new LicenseSet({ "": base }, keys[name]);
    assert.equal(set.preview({ remove: "" }, { now: NOW }).after.limits.length, 0, "an empty name is one");
  }
});

test("what is given for keys is never no keys", () => {
  refused(entries, { at: "sources[0]", found: "undefined" }, ({ TrustedKeys }) => new TrustedKeys(undefined));
  refused(entries, { at: "sources[1]", found: "null" }, ({ TrustedKeys }) => new TrustedKeys(keySet, null));
  refused(entries, { at: "keys[0].x", found: "function" }, ({ TrustedKeys }) => new TrustedKeys({ keys: [{ x: () => 5 }] }));
  for (const entry of Object.values(entries)) assert.deepEqual(new entry.TrustedKeys().thumbprints, []);
});

test("an object is its entry's, and of its class", () => {
  const stranger = (entry) => Object.entries(keys).find(([name]) => entries[name] !== entry)[1];
  refused(entries, { at: "keys", found: "object" }, (entry) => entry.verify(base, stranger(entry)));
  refused(entries, { at: "keys", found: "object" }, (entry, own) => entry.verify(base, entry.verify(base, own)));
  for (const [name, entry] of Object.entries(entries)) {
    const license = entry.verify(base, keys[name]);
    const others = Object.values(entries).filter((other) => other !== entry);
    for (const { License } of others) {
      assert.throws(() => License.prototype.has.call(license, "users"), { code: "usage_invalid", at: "this" });
      assert.throws(() => Reflect.get(License.prototype, "status", license), { code: "usage_invalid", at: "this" });
    }
    assert.throws(() => entry.License.prototype.has.call(keys[name], "users"), { code: "usage_invalid", at: "this" });
  }
});

test("what was freed is refused, and freeing it again does nothing", () => {
  for (const entry of Object.values(entries)) {
    const { LicenseSet, State, TrustedKeys, verify } = entry;
    const own = new TrustedKeys(keySet);
    const made = [verify(base, own, { now: NOW })];
    if (LicenseSet) made.push(new LicenseSet({ base }, own), new LicenseSet({ base }, own).judge({ now: NOW }));
    const state = State && new State(null, own);
    if (State) made.push(state);
    made[0].decide?.("users");
    for (const object of [...made, own]) {
      object.free();
      object.free();
    }
    refused({ entry }, { at: "this", found: "what was freed" }, () => made[0].status);
    refused({ entry }, { at: "keys", found: "what was freed" }, () => verify(base, own));
    refused({ entry }, { at: "this", found: "what was freed" }, () => own.thumbprints);
    if (LicenseSet) {
      refused({ entry }, { at: "this", found: "what was freed" }, () => made[1].judge());
      refused({ entry }, { at: "this", found: "what was freed" }, () => made[2].has("users"));
    }
    if (State) refused({ entry }, { at: "this", found: "what was freed" }, () => made[3].people.count);
  }
});

test("a file of 2 GB is named, and not copied", () => {
  const huge = new Uint8Array(2 ** 31);
  const sizes = { code: "size_too_large", found: "2147483648 bytes", needed: "at most 33554432 bytes" };
  for (const [name, entry] of Object.entries(entries)) {
    const memory = memories[name];
    const size = memory.buffer.byteLength;
    assert.throws(() => entry.verify(huge, keys[name]), { ...sizes, at: "document" });
    assert.throws(() => new entry.TrustedKeys(huge), { code: "size_too_large", at: "sources[0]", needed: "at most 1048576 bytes" });
    if (entry.LicenseSet) {
      const { documents } = new entry.LicenseSet({ huge, base }, keys[name]).judge({ now: NOW }).report();
      const { code, found, needed } = documents[0].error;
      assert.deepEqual({ code, found, needed }, sizes);
      assert.equal(documents[1].status, "active");
      assert.throws(() => new entry.LicenseSet({ base }, keys[name]).preview({ add: { huge } }), sizes);
      const same = new Uint8Array(32 << 20);
      const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [index, same]));
      assert.throws(() => new entry.LicenseSet(many, keys[name]), { code: "size_too_large", at: "files" });
    }
    if (entry.State) {
      const state = new entry.State(null, keys[name]);
      const [{ error }] = state.add({ huge }, { now: NOW });
      assert.deepEqual([error.code, error.found], [sizes.code, sizes.found]);
      assert.throws(() => state.preview({ add: { huge } }, { now: NOW }), sizes);
      assert.throws(() => state.merge(huge), { code: "size_too_large", at: "stored" });
    }
    assert.ok(memory.buffer.byteLength - size < 8 << 20, "memory has grown");
  }
});

test("the door and the core refuse in the same words", () => {
  const message = (call) => {
    try {
      call();
    } catch (error) {
      return error.message.replace(/\(.*\)/, "()");
    }
  };
  const large = (bytes) => message(() => main.verify(new Uint8Array(bytes), keys.main));
  assert.equal(large((32 << 20) + 1), large(5 << 20));
  assert.match(large(5 << 20), /larger/);
  const misuse = (options) => message(() => main.verify(base, keys.main, options));
  assert.equal(misuse({ now: [] }), misuse({ host: 5 }));
  assert.match(misuse({ now: [] }), /request/);
});

test("what an importer names can't steer who reads the refusal", () => {
  for (const name of ["\u001b[2J", "\u202eevil", "\u0000", "\u2066", "\u0085", "x".repeat(1_000)]) {
    for (const options of [{ usage: { [name]: "5" } }, { usage: { [name]: -1 } }, { [name]: 5 }]) {
      assert.throws(() => main.verify(base, keys.main, options), ({ code, at, message }) => {
        assert.equal(code, "usage_invalid");
        assert.doesNotMatch(`${at}${message}`, /[\p{Cc}\u202e\u2066]/u);
        assert.ok(message.length < 700);
        return true;
      });
    }
  }
});

test("what throws when it is read is refused, and says what it threw", () => {
  for (const thrown of [new RangeError("mine"), "text", '{"code":"active"}', undefined, Object.assign(new Error(), { name: "CountersignError", code: "active" })]) {
    for (const options of [{ get usage() { throw thrown; } }, { usage: { get users() { throw thrown; } } }]) {
      refused(entries, { at: "options", found: "what throws when it is read" }, (entry, own) => entry.verify(base, own, options));
      assert.throws(() => main.verify(base, keys.main, options), ({ cause }) => cause === thrown);
    }
  }
});

test("an error of the package is one in every entry, and nothing else is", () => {
  const errors = Object.entries(entries).map(([name, entry]) => {
    try {
      return entry.verify("", keys[name]);
    } catch (error) {
      return error;
    }
  });
  for (const { CountersignError, isCountersignError } of Object.values(entries)) {
    for (const error of errors) {
      assert.ok(isCountersignError(error));
      assert.ok(error instanceof CountersignError && error instanceof Error);
      assert.equal(String(error), `CountersignError: ${error.message}`);
      assert.deepEqual(Object.keys(error), ["code"]);
    }
    for (const other of [undefined, null, 5, {}, new Error("size_empty"), { name: "CountersignError", code: "size_empty" }]) {
      assert.equal(isCountersignError(other), false);
    }
    assert.throws(() => new CountersignError({ code: "stale", message: "made up" }), { code: "usage_invalid" });
  }
});
