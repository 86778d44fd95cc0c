// Whatever is handed to the issuer's side, it gives a value or throws a CountersignError; and afterwards the same
// ledger tells the same of the same pools.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as issuer from "countersign/issuer";
import { values } from "./hostile.js";
import { Desk, NOW, studio } from "./desk.js";

before(() => issuer.init());

const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));

/** A desk with a licence and an answered request. */
function desk() {
  const made = new Desk();
  made.license("studio", studio(1, 3));
  made.host("host");
  made.request("host", "STUDIO-1", { seats: 1 });
  return made;
}

/** All that can be called: functions, constructors, what classes have by themselves, and what their objects have. */
function* callables(objects) {
  for (const [name, value] of Object.entries(issuer)) {
    if (!isClass(value)) {
      yield { name, call: value };
      continue;
    }
    yield { name: `new ${name}`, call: (...given) => new value(...given) };
    for (const own of Object.getOwnPropertyNames(value)) {
      if (typeof value[own] === "function") yield { name: `${name}.${own}`, call: (...given) => value[own](...given) };
    }
  }
  for (const [of, object] of Object.entries(objects)) {
    const { prototype } = object.constructor;
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === "constructor" || name === "free") continue;
      const body = property.get ?? property.value;
      const on = (self, ...given) => body.apply(self, given);
      yield { name: `${of}#${name}`, call: (...given) => on(object, ...given), on };
    }
  }
}

/** What came of a call: nothing but a value or a refusal. */
async function outcome(call, what) {
  try {
    await call();
    return "value";
  } catch (error) {
    assert.ok(error instanceof issuer.CountersignError, `${what}: ${error?.stack ?? String(error)}`);
    assert.ok(issuer.isCountersignError(error), what);
    assert.match(error.code, /^[a-z]+(_[a-z0-9]+)+$/, what);
    assert.ok(error.message.length > 0 && error.message.length < 1_000, `${what}: ${error.message}`);
    return error.code;
  }
}

test("nothing that is handed to the issuer's side does harm", async () => {
  const { key, keys, ledger } = desk();
  const status = () => JSON.stringify(ledger.status({ now: NOW }));
  const told = status();
  const freed = issuer.SigningKey.generate();
  freed.free();
  const all = [...Object.entries(values), ["a freed key", () => freed], ["a key", () => key], ["the keys", () => keys], ["the ledger", () => ledger]];
  const names = [];
  for (const { name, call, on } of callables({ SigningKey: key, TrustedKeys: keys, Ledger: ledger })) {
    names.push(name);
    for (const [kind, value] of all) {
      // To stretch a passphrase takes half a second: few of those are enough.
      if (name === "SigningKey#toPem" && all.findIndex(([other]) => other === kind) % 10 !== 0) continue;
      const befores = name === "SigningKey#toPem" ? [["a passphrase"]] : [[], ["STUDIO-1"], [key], ["{}", { keys: [key] }]];
      for (const before of befores) {
        await outcome(() => call(...before, value()), `${name} with ${kind} after ${before.length}`);
      }
      if (on) {
        const refused = await outcome(() => on(value()), `${name} of ${kind}`);
        assert.ok(refused === "usage_invalid" || ["a freed key", "a key", "the keys", "the ledger"].includes(kind), `${name} of ${kind}: ${refused}`);
      }
    }
  }
  for (const name of ["sign", "SigningKey.fromPem", "Ledger.create", "Ledger#answer", "Ledger#status", "SigningKey#toPem"]) {
    assert.ok(names.includes(name), `${name} is among ${names}`);
  }
  assert.equal(status(), told);
});
