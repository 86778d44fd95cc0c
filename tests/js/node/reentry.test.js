// Reading an argument may run code of the importer's, which frees or changes what was handed in beside it. Whatever
// that does, the call gives a value or throws a CountersignError, and what is judged is what was copied at the end.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import * as main from "countersign";
import { hostIdentity, isCountersignError } from "countersign/host";
import * as slim from "countersign/slim";
import * as site from "countersign/state";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const base = file("orange-uce-base.lic");
const activation = file("orange.activation");
const keySet = JSON.parse(file("orange-keys.json"));
const NOW = 1_400_000_000;
const entries = { main, slim, site };

before(() => Promise.all(Object.values(entries).map(({ init }) => init())));

/** A file in a buffer that can shrink. */
function shrinkable(file) {
  const bytes = new Uint8Array(new ArrayBuffer(file.length, { maxByteLength: 2 * file.length }));
  bytes.set(file);
  return bytes;
}

/** Of an entry, everything that calls get, made anew: objects, and a file in a buffer that can shrink. */
function things({ LicenseSet, State, TrustedKeys, verify }) {
  const bytes = shrinkable(base);
  const keys = new TrustedKeys(keySet);
  const made = { bytes, keys, license: verify(base, keys, { now: NOW }) };
  if (LicenseSet) made.set = new LicenseSet({ base }, keys);
  if (State) {
    made.state = new State(null, keys);
    made.state.add({ base }, { now: NOW });
    made.state.people.add({ name: "gerd" }, { now: NOW });
  }
  return made;
}

/** What code that runs between can do to them. */
const harms = {
  free: ({ bytes, ...made }) => Object.values(made).forEach((object) => object.free()),
  detach: ({ bytes }) => structuredClone(bytes.buffer, { transfer: [bytes.buffer] }),
  shrink: ({ bytes }) => bytes.buffer.resize(3),
  overwrite: ({ bytes }) => bytes.fill(65),
};

/** Options with a getter, or a Map or a proxy that runs code all the same. */
const traps = {
  getter: (name, value, harm) => ({ get [name]() { harm(); return value; } }),
  proxy: (name, value, harm) => new Proxy({ [name]: value }, { ownKeys: (target) => (harm(), Reflect.ownKeys(target)) }),
  map: (name, value, harm) => Object.assign(new Map([[name, value]]), {
    forEach(each) { harm(); each(value, name); },
  }),
  prototype: (name, value, harm) => new Proxy({ [name]: value }, { getPrototypeOf: () => (harm(), Object.prototype) }),
};

/** Calls, each with something that is trapped; `needs` is what it cannot do without once that was read. */
const calls = {
  verify: { needs: ["bytes", "keys"], call: ({ verify }, { bytes, keys }, trap) => verify(bytes, keys, trap("now", NOW)) },
  "verify, a buffer": { needs: ["bytes", "keys"], call: ({ verify }, { bytes, keys }, trap) => verify(bytes.buffer, keys, trap("now", NOW)) },
  "verify, a DataView": { needs: ["bytes", "keys"], call: ({ verify }, { bytes, keys }, trap) => verify(new DataView(bytes.buffer), keys, trap("now", NOW)) },
  "verify, usage": { needs: ["bytes", "keys"], call: ({ verify }, { bytes, keys }, trap) => verify(bytes, keys, { now: NOW, usage: trap("users", 5) }) },
  TrustedKeys: { needs: ["bytes"], call: ({ TrustedKeys }, { bytes }, trap) => new TrustedKeys(bytes, trap("keys", [])), refused: true },
  LicenseSet: { needs: ["keys"], of: "set", call: ({ LicenseSet }, { bytes, keys }, trap) => new LicenseSet({ bytes }, keys, trap("threshold", 1)).judge({ now: NOW }).report().documents[0].error },
  "LicenseSet, files": { needs: ["keys"], of: "set", call: ({ LicenseSet }, { bytes, keys }, trap) => new LicenseSet(trap("bytes", bytes), keys).judge({ now: NOW }).report().documents[0].error },
  "LicenseSet.judge": { needs: ["set"], of: "set", call: (_, { set }, trap) => set.judge(trap("now", NOW)) },
  "LicenseSet.preview": { needs: ["set", "bytes"], of: "set", call: (_, { set, bytes }, trap) => set.preview({ add: { bytes } }, trap("now", NOW)) },
  "LicenseSet.preview, change": { needs: ["set"], of: "set", call: (_, { set }, trap) => set.preview(trap("remove", "base"), { now: NOW }) },
  State: { needs: ["keys"], of: "state", call: ({ State }, { bytes, keys }, trap) => new State(bytes, keys, trap("threshold", 1)) },
  "State.deactivate": { needs: ["state", "bytes"], of: "state", call: (_, { state, bytes }, trap) => state.deactivate(bytes, trap("now", NOW)), refused: true },
  "State.add": { needs: ["state"], of: "state", call: (_, { state, bytes }, trap) => state.add({ bytes }, trap("now", NOW)) },
  "State.sync": { needs: ["state"], of: "state", call: (_, { state, bytes }, trap) => state.sync({ bytes }, trap("now", NOW)) },
  "State.rows": { needs: ["state"], of: "state", call: (_, { state }, trap) => state.rows(trap("now", NOW)) },
  "State.observe": { needs: ["state"], of: "state", call: (_, { state }, trap) => state.observe(trap("now", NOW)) },
  "State.assign": { needs: ["state"], of: "state", call: (_, { state }, trap) => state.assign({ name: "gerd", id: "users" }, trap("now", NOW)) },
  "State.addKeys": { needs: ["state"], of: "state", call: (_, { state }, trap) => state.addKeys(trap("keys", keySet.keys)) },
  "State.seats": { needs: ["state"], of: "state", call: (_, { state }, trap) => state.seats("users", trap("from", 0)) },
  "People.add": { needs: ["state"], of: "state", call: (_, { state }, trap) => state.people.add(trap("name", "sandra")) },
  "People.page": { needs: ["state"], of: "state", call: (_, { state }, trap) => state.people.page(trap("from", 0)) },
};

for (const [entryName, entry] of Object.entries(entries)) {
  test(`what runs while ${entryName} reads can't reach what was read before`, () => {
    for (const [name, { needs, of = "keys", call, refused }] of Object.entries(calls)) {
      if (!(of in things(entry))) continue;
      for (const [trapName, trapped] of Object.entries(traps)) {
        const outcome = (harm) => {
          const made = things(entry);
          try {
            return call(entry, made, (member, value) => trapped(member, value, () => harm(made))) ?? "value";
          } catch (error) {
            assert.ok(entry.isCountersignError(error), `${name}, ${trapName}: ${error?.stack}`);
            return error;
          }
        };
        const harmless = outcome(() => {});
        assert.equal(entry.isCountersignError(harmless), refused === true, `${name}, ${trapName}: ${harmless}`);
        for (const [harmName, harm] of Object.entries(harms)) {
          const what = `${name}, ${trapName}, ${harmName}`;
          const came = outcome(harm);
          const isHarmed = harmName === "free" ? needs.some((need) => need !== "bytes") : needs.includes("bytes");
          if (isHarmed) assert.ok(entry.isCountersignError(came), what);
          if (isHarmed && harmName === "free") assert.equal(came.found, "what was freed", what);
        }
      }
    }
    const { bytes, keys } = things(entry);
    assert.equal(entry.verify(bytes, keys, { now: NOW }).status, "active");
  });
}

test("what runs while a host reads can't reach what was read before", async () => {
  const identity = await hostIdentity({ key: join(mkdtempSync(join(tmpdir(), "reentry-")), "host.pem"), parts: { machine_id: "m" } });
  const signing = {
    request: {
      file: base,
      harmless: undefined,
      call: ({ bytes }, trap) => identity.request({ licenses: { bytes }, keys: keySet, want: trap("users", 1) }),
    },
    deactivate: {
      file: activation,
      harmless: "key_issuer", // It is another host's: so much is read of it.
      call: ({ bytes }, trap) => identity.deactivate(bytes, trap("keys", keySet)),
    },
  };
  const { free, ...bytesHarmed } = harms;
  for (const [name, { file, harmless: expected, call }] of Object.entries(signing)) {
    for (const [trapName, trapped] of Object.entries(traps)) {
      const outcome = (harm) => {
        const made = { bytes: shrinkable(file) };
        return call(made, (member, value) => trapped(member, value, () => harm(made))).catch((error) => error);
      };
      const harmless = await outcome(() => {});
      assert.equal(harmless.code, expected, `${name}, ${trapName}: ${harmless}`);
      for (const [harmName, harm] of Object.entries(bytesHarmed)) {
        const came = await outcome(harm);
        assert.ok(isCountersignError(came) && came.code !== "key_issuer", `${name}, ${trapName}, ${harmName}: ${came}`);
      }
    }
  }
});

test("a view's own members don't say where its bytes are", () => {
  const liar = Object.defineProperties(new Uint8Array(base), {
    buffer: { get() { throw new Error("asked"); } },
    byteLength: { value: 3 },
    [Symbol.toStringTag]: { get() { throw new Error("asked"); } },
  });
  for (const entry of Object.values(entries)) {
    assert.equal(entry.verify(liar, new entry.TrustedKeys(keySet), { now: NOW }).status, "active");
  }
});

test("of files, one's value is read before the bytes of another are taken", () => {
  for (const { LicenseSet, State, TrustedKeys } of [main, site]) {
    const keys = new TrustedKeys(keySet);
    const state = State && new State(null, keys);
    for (const take of [(files) => new LicenseSet(files, keys), state && ((files) => state.add(files))]) {
      const bytes = new Uint8Array(base);
      const files = { bytes, get more() { harms.detach({ bytes }); return base; } };
      if (take) assert.throws(() => take(files), { code: "usage_invalid", at: "files.bytes", found: "Uint8Array" });
    }
  }
});
