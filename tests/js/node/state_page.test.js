// What a settings page and a server ask of a state, and what goes between them and a worker.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { Worker } from "node:worker_threads";
import * as main from "countersign";
import * as slim from "countersign/slim";
import { CountersignError, init, isCountersignError, State, TrustedKeys, verify } from "countersign/state";

const DAY = 86_400;
/** 2026-01-01T00:00:00Z */
const NOW = 1_767_225_600;
const file = (name) => readFileSync(new URL(name, import.meta.url));
const [base, addon, expired] = ["orange-uce-base", "orange-uce-addon", "orange-uce-emergency"].map((name) => file(`${name}.lic`));
const trial = file("testlizenz.lic");
const keySet = JSON.parse(file("orange-keys.json"));
const product = "orange-uce";
const turn = () => new Promise((passed) => { setImmediate(passed); });
let keys;

before(async () => {
  await Promise.all([init(), main.init(), slim.init()]);
  keys = new TrustedKeys(keySet);
});

const outcomes = (files) => files.map(({ outcome }) => outcome);

test("a row tells of each file what it is worth and what its licence says", () => {
  const state = new State(null, keys, { clock: () => NOW });
  state.add({ base, addon, expired });
  const [gone] = state.documents.filter(({ name }) => name === "addon");
  state.remove(gone.digest);
  const rows = Object.fromEntries(state.rows({ product }).map((row) => [row.file, row]));
  assert.deepEqual(Object.keys(rows).sort(), ["addon", "base", "expired"]);
  assert.deepEqual([rows.base.status, rows.base.counts, rows.base.removed, rows.base.typ], ["active", true, undefined, "license+jwt"]);
  assert.deepEqual([rows.addon.status, rows.addon.counts, rows.addon.removed], [undefined, false, new Date(NOW * 1000)]);
  assert.equal(rows.expired.status, "expired");
  const { license, reasons } = rows.expired;
  const alone = verify(expired, keys, { now: NOW });
  for (const name of ["id", "serial", "issuer", "product", "account", "name", "edition", "kind", "holder", "issued", "notBefore", "expires", "supportUntil", "signers"]) {
    assert.deepEqual(license[name], alone[name], name);
  }
  assert.deepEqual(license.ends, license.expires, "an emergency has no grace");
  assert.deepEqual(license.warnsFrom, new Date(license.expires.getTime() - 15 * DAY * 1000));
  assert.deepEqual(reasons, [{ code: "expired", found: NOW, needed: license.ends.getTime() / 1000 }]);
  for (const { digest, license } of Object.values(rows)) {
    const { claims, ...details } = state.license(digest);
    assert.deepEqual(details, license);
    assert.deepEqual([claims.jti, claims.lic.serial], [license.id, license.serial]);
  }
  assert.equal(state.license("no digest"), undefined);
  assert.throws(() => { state.add({ trial }); state.rows(); }, { code: "product_ambiguous" });
});

test("a list that was replaced and a file that is refused have rows, too", () => {
  const state = new State(null, keys, { clock: () => NOW });
  state.add({ base });
  const stored = state.toString();
  const other = new State(stored, new TrustedKeys(), { clock: () => NOW });
  const [row] = other.rows();
  assert.deepEqual([row.file, row.error.code, row.license, other.license(row.digest)], ["base", "key_unknown", undefined, undefined]);
});

test("each file that is added has become something", async () => {
  const state = new State(null, keys, { clock: () => NOW });
  assert.deepEqual(outcomes(state.add({ base, copy: base, forged: "no licence" })), ["new", "known", "refused"]);
  const { version } = state;
  assert.deepEqual(outcomes(state.add({ base })), ["known"]);
  assert.equal(state.version, version);
  const [gone] = state.documents;
  state.remove(gone.digest);
  assert.deepEqual(outcomes(state.add({ base })), ["new"]);
});

test("a state holds what a folder holds, and an unchanged one changes nothing", async () => {
  const state = new State(null, keys, { clock: () => NOW });
  let told = 0;
  const stop = state.subscribe(() => { told += 1; });
  const folder = { base, addon, "read me.txt": "This is no licence." };
  assert.deepEqual({ ...state.sync(folder), files: 3 }, { files: 3, removed: [], changed: true });
  await turn();
  assert.equal(told, 1);
  const [text, { version }] = [state.toString(), state];
  for (const again of [state, new State(text, keys, { clock: () => NOW + DAY })]) {
    const before = again.version;
    const { files, removed, changed } = again.sync(folder);
    assert.deepEqual([outcomes(files), removed, changed], [["known", "known", "refused"], [], false]);
    assert.deepEqual([again.toString(), again.version], [text, before]);
  }
  await turn();
  assert.deepEqual([told, state.version], [1, version]);
  const digest = state.documents.find(({ name }) => name === "addon").digest;
  assert.deepEqual(state.sync({ base }).removed, [digest]);
  assert.equal(state.judge({ product }).limit("users").granted, 20);
  await turn();
  stop();
  state.setUsage("users", 1);
  await turn();
  assert.equal(told, 2);
});

test("whatever changes a state is told once a turn, and what changes nothing is not", async () => {
  const state = new State(null, keys, { clock: () => NOW });
  let told = 0;
  state.subscribe(() => { told += 1; });
  state.subscribe(() => { told += 10; });
  const changes = {
    add: () => state.add({ base }),
    "people.add": () => state.people.add({ name: "gerd" }),
    setUsage: () => state.setUsage("users", 3),
    clearUsage: () => state.clearUsage("users"),
    addKeys: () => state.addKeys(keySet),
    removeKey: () => state.removeKey(keys.thumbprints[0]),
    remove: () => state.remove(state.documents[0].digest),
    restore: () => state.restore(state.documents[0].digest),
    observe: () => state.observe({ product }),
    merge: () => state.merge(state.toString()),
    "people.remove": () => state.people.remove("gerd"),
  };
  for (const [name, change] of Object.entries(changes)) {
    told = 0;
    const { version } = state;
    change();
    assert.equal(state.version, version + 1, name);
    await turn();
    assert.equal(told, 11, name);
  }
  told = 0;
  const { version } = state;
  for (const nothing of [
    () => state.clearUsage("users"), () => state.remove("none"), () => state.people.remove("gerd"),
    () => state.release({ name: "gerd", id: "users" }), () => state.assign({ name: "gerd", id: "users" }, { product }),
    () => state.startEmergency("users", { product }), () => state.add({ base }), () => state.judge({ product }),
  ]) nothing();
  assert.throws(() => state.setUsage("users", -1));
  await turn();
  assert.deepEqual([told, state.version], [0, version]);
  state.setUsage("users", 1);
  state.setUsage("users", 2);
  await turn();
  assert.equal(told, 11);
});

test("the clock of a state tells all that is done by it", () => {
  let now = new Date(NOW * 1000);
  const state = new State(null, keys, { clock: () => now });
  state.add({ base });
  state.people.add({ name: "gerd" });
  assert.deepEqual(state.documents[0].added, now);
  const judged = (judgement) => judgement.report().now;
  assert.deepEqual([judged(state.judge()), judged(state.observe()), judged(state.judge({ now: 5 }))], [NOW, NOW, 5]);
  now = NOW + 7;
  assert.deepEqual([judged(state.judge()), judged(state.observe())], [NOW + 7, NOW + 7]);
  // Nobody else has it.
  assert.ok(judged(new State(state.toString(), keys).judge()) > NOW + 7);
  for (const wrong of ["2026-01-01", NOW + 0.5, new Date(NaN), undefined]) {
    const broken = new State(null, keys, { clock: () => wrong });
    assert.throws(() => broken.judge(), { name: "CountersignError", code: "usage_invalid", at: "clock" }, String(wrong));
  }
  assert.throws(() => new State(null, keys, { clock: () => { throw Error("mine"); } }).judge(), { name: "CountersignError" });
  assert.throws(() => new State(null, keys, { clock: NOW }), { code: "usage_invalid", at: "clock" });
});

test("who waits is woken when something changes, and no timer is longer than timers are", () => {
  const state = new State(null, keys, { clock: () => NOW });
  state.add({ base });
  assert.deepEqual([state.nextChange({ product }), state.nextWake({ product })], [undefined, 2 ** 31 - 1]);
  const { expires } = verify(expired, keys);
  const end = expires.getTime() / 1000;
  state.add({ expired });
  // In a million years, and where the clock is behind what is certainly past.
  assert.equal(state.nextWake({ product, now: end - 60 * DAY }), 2 ** 31 - 1);
  for (const [now, next] of [[end - 16 * DAY, end - 15 * DAY], [end - 5, end]]) {
    assert.equal(state.nextChange({ product, now }).getTime(), next * 1000);
    assert.equal(state.nextWake({ product, now }), (next - now) * 1000);
  }
});

test("entitlements have names in the language of the reader", () => {
  const state = new State(null, keys, { clock: () => NOW });
  state.add({ trial });
  const { lic } = verify(trial, keys).claims();
  for (const { id, name } of lic.entitlements) {
    if (typeof name !== "object") continue;
    for (const language of Object.keys(name)) assert.equal(state.nameOf({ id, language }), name[language]);
    assert.equal(state.nameOf({ id, language: "xx" }), name.en);
  }
  assert.equal(state.nameOf({ id: "no_such_id", language: "de" }), "no_such_id");
});

test("every key is told, with whose word it is", () => {
  const state = new State(null, new TrustedKeys());
  state.addKeys(keySet);
  assert.deepEqual(state.keys.keys.map(({ kid, origin }) => [kid, origin]), keys.thumbprints.map((kid) => [kid, "imported"]));
  assert.deepEqual(new TrustedKeys(state.keys).thumbprints, keys.thumbprints);
  const own = new State(null, keys);
  assert.deepEqual(own.keys.keys.map(({ origin }) => origin), keys.thumbprints.map(() => "application"));
});

test("licences, decisions and errors cross to a worker as plain values", async () => {
  for (const entry of [main, slim, await import("countersign/state")]) {
    const license = entry.verify(trial, new entry.TrustedKeys(keySet), { now: NOW });
    const plain = structuredClone(license.toJSON());
    for (const name of Object.keys(plain)) assert.deepEqual(plain[name], license[name], name);
    for (const name of ["id", "holder", "issued", "expires", "status", "reasons"]) assert.ok(name in plain, name);
    assert.equal(JSON.parse(JSON.stringify(license)).expires, license.expires.toISOString());
    if (!license.decide) continue;
    assert.deepEqual(structuredClone(license.decide("users")), license.decide("users"));
    assert.deepEqual(JSON.parse(JSON.stringify(new entry.LicenseSet({ trial }, new entry.TrustedKeys(keySet)).judge())).product, "ucware");
  }
  const script = `import { parentPort } from "node:worker_threads";
    const { init, TrustedKeys, verify } = await import("countersign");
    await init();
    try {
      verify("nothing", new TrustedKeys());
    } catch (error) {
      parentPort.postMessage(error.toJSON());
    }`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(script.replace('"countersign"', JSON.stringify(import.meta.resolve("countersign"))))}`);
  const told = await new Promise((came, failed) => new Worker(url).once("message", came).once("error", failed));
  assert.equal(Object.getPrototypeOf(told), Object.prototype);
  const error = CountersignError.from(told);
  assert.ok(error instanceof CountersignError && isCountersignError(error));
  assert.deepEqual([error.code, error.name, { ...error.toJSON() }], ["armor_missing", "CountersignError", told]);
  for (const wrong of [undefined, null, 7, {}, { code: 5, message: "a" }, { code: "active" }, new Proxy({}, { get() { throw Error("mine"); } })]) {
    assert.throws(() => CountersignError.from(wrong), { name: "CountersignError", code: "usage_invalid" });
  }
});
