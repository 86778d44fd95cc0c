import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import * as main from "countersign";
import { init, Judgement, LicenseSet, State, TrustedKeys, verify } from "countersign/state";

// 2014-05-13T10:00:00Z, when the emergency licence begins, a calendar month later, and the purchase after it.
const START = 1_399_975_200;
const END = 1_402_653_600;
const BOUGHT = 1_402_909_200;
const HOUR = 3_600;
const DAY = 24 * HOUR;

const file = (name) => readFileSync(new URL(name, import.meta.url));
const base = file("seats-base.lic");
const addon = file("seats-addon.lic");
const emergency = file("seats-emergency.lic");
const keySet = JSON.parse(file("orange-keys.json"));
let keys;

before(async () => {
  await init();
  keys = new TrustedKeys(keySet);
});

/** An installation with the base licence, and the last reading of the clock a while ago. */
function site() {
  const state = new State(undefined, keys);
  assert.deepEqual(add(state, { base }, START - DAY), [undefined]);
  state.observe({ now: START - DAY });
  state.observe({ now: START - HOUR });
  return state;
}

function add(state, files, now) {
  return state.add(files, { now }).map(({ error }) => error?.code);
}

function register(state, name, now) {
  state.people.add({ name }, { now });
  const denial = state.assign({ name, id: "users" }, { now });
  state.observe({ now });
  return denial;
}

/** So many people with a seat, each given a second after the one before. */
function staff(state, count, now) {
  for (let number = 1; number <= count; number += 1) {
    const name = `user${String(number).padStart(2, "0")}`;
    assert.equal(register(state, name, now + number), undefined, name);
  }
}

function refusal(call) {
  try {
    call();
  } catch (error) {
    assert.equal(error.name, "CountersignError", error);
    return error.code;
  }
}

const digest = (state, name) => state.documents.find((document) => document.name === name).digest;
const names = (seats) => seats.map(({ name }) => name);

test("what is written is read again", () => {
  const state = site();
  state.addKeys(keySet, { now: START });
  staff(state, 2, START - HOUR);
  state.people.add({ name: "sandra.singer", first: "Sandra", last: "Singer" }, { now: START });
  state.setUsage("external_connections", 2, { now: START });
  state.remove(digest(state, "base"), { now: START });
  const text = state.toString();
  assert.deepEqual(JSON.parse(text.split("\n")[0]), { countersign: "state", version: 1 });

  for (const stored of [text, new TextEncoder().encode(text)]) {
    const read = new State(stored, keys);
    assert.deepEqual(read.dropped, []);
    assert.equal(`${read}`, text);
    assert.deepEqual(read.documents, state.documents);
    assert.deepEqual(read.documents.map(({ name, added, removed }) => [name, added, removed]), [
      ["base", new Date((START - DAY) * 1000), new Date(START * 1000)],
    ]);
    assert.deepEqual(Buffer.from(read.content(digest(read, "base"))), base);
    assert.deepEqual(read.keys.keys.map(({ x }) => x), keySet.keys.map(({ x }) => x));
    assert.deepEqual(read.usage, { external_connections: 2 });
    assert.deepEqual(read.people.get("SANDRA.Singer"), {
      name: "sandra.singer", first: "Sandra", last: "Singer", seats: [],
    });
    assert.equal(read.seatCount("users"), 2);
    assert.deepEqual(read.clock, state.clock);
    assert.ok(read.clock.mark instanceof Date);
  }
  assert.equal(new State(null, keys).toString(), new State(undefined, keys).toString());
});

test("a damaged line is named, and costs itself alone", () => {
  const state = site();
  state.people.add({ name: "gerd.gudlat" }, { now: START });
  const lines = state.toString().trimEnd().split("\n");
  const damaged = lines.findIndex((line) => line.includes("gerd.gudlat"));
  lines[damaged] = lines[damaged].slice(0, -5);
  const read = new State(lines.join("\n"), keys);
  assert.deepEqual(read.dropped.map(({ line, error }) => [line, error.code]), [[damaged + 1, "json_syntax"]]);
  assert.ok(read.dropped[0].error.message.length > 0);
  assert.equal(read.people.count, 0);
  assert.equal(read.judge({ now: START }).limit("users").granted, 20);
  assert.deepEqual(new State("", keys).dropped.map(({ error }) => error.code), ["state_format"]);
});

test("an older export undoes nothing", () => {
  const state = site();
  const older = state.toString();
  state.remove(digest(state, "base"), { now: START });
  state.people.add({ name: "gerd.gudlat" }, { now: START });
  const newer = state.toString();
  assert.deepEqual(state.merge(older), []);
  assert.equal(state.toString(), newer);
  const other = new State(older, keys);
  other.merge(newer);
  assert.equal(other.toString(), newer);
  assert.equal(other.judge({ now: START }).decide("users").code, "no_license");
});

test("only what is authentic is kept", () => {
  const state = site();
  const forged = Buffer.from(addon);
  forged[300] ^= 1;
  const [good, bad, none] = state.add({ addon, forged, none: "no licence" }, { now: START });
  assert.deepEqual([good.file, good.typ, good.error], ["addon", "license+jwt", undefined]);
  assert.match(bad.error.code, /^(signature|encoding|armor|json)_/);
  assert.equal(none.error.code, "armor_missing");
  assert.deepEqual(state.documents.map(({ name }) => name), ["base", "addon"]);
  assert.equal(good.digest, digest(state, "addon"));
  assert.equal(state.judge({ now: START }).limit("users").granted, 25);
  assert.equal(new State(undefined, keys, { threshold: 2 }).add({ base }, { now: START })[0].error.code, "signature_threshold");
});

test("a file is taken out and put back", () => {
  const state = site();
  assert.equal(state.remove(digest(state, "base"), { now: START }), true);
  assert.equal(state.remove(digest(state, "base"), { now: START }), false);
  assert.equal(state.judge({ now: START }).has("users"), false);
  assert.equal(state.restore(digest(state, "base"), { now: START }), true);
  assert.equal(state.judge({ now: START }).limit("users").granted, 20);
  assert.equal(state.remove("no digest"), false);
  assert.equal(state.content("no digest"), undefined);
});

test("imported keys are trusted beside the application's own", () => {
  const state = new State(undefined, new TrustedKeys());
  assert.deepEqual(add(state, { base }, START), ["key_unknown"]);
  state.addKeys(keySet, { now: START });
  assert.deepEqual(add(state, { base }, START), [undefined]);
  assert.equal(state.judge({ now: START }).limit("users").granted, 20);
  const [thumbprint] = keys.thumbprints;
  assert.equal(state.removeKey(thumbprint, { now: START }), true);
  assert.equal(state.removeKey(thumbprint, { now: START }), false);
  assert.equal(state.judge({ now: START }).has("users"), false);
  assert.equal(refusal(() => state.addKeys("no key")), "key_format");
  assert.equal(refusal(() => state.removeKey("no thumbprint")), "header_kid");
});

test("seats end at the limit", () => {
  const state = site();
  staff(state, 20, START - HOUR);
  assert.deepEqual(register(state, "sandra.singer", START), {
    code: "limit_exhausted", entitlement: "users", limit: 20, used: 20, free: 1, obtain: 1,
  });
  assert.deepEqual(state.assign({ name: "nobody", id: "users" }, { now: START }), { code: "person_unknown", name: "nobody" });
  assert.equal(state.decidePerson({ name: "sandra.singer", id: "users" }, { now: START }).code, "assignment_missing");
  assert.equal(state.decidePerson({ name: "user20", id: "users" }, { now: START }).decision, "allow");
  assert.equal(state.assign({ name: "USER20", id: "users" }, { now: START }), undefined);

  assert.equal(state.redistribute({ from: "user01", to: "sandra.singer", id: "users" }, { now: START }), undefined);
  assert.deepEqual(state.people.get("user01").seats, []);
  assert.deepEqual(state.people.get("sandra.singer").seats, ["users"]);
  assert.equal(state.release({ name: "sandra.singer", id: "users" }, { now: START }), true);
  assert.equal(state.release({ name: "sandra.singer", id: "users" }, { now: START }), false);
  assert.equal(state.seatCount("users"), 19);
  assert.equal(state.judge({ now: START }).decide("users", 2).decision, "deny");
  assert.equal(state.judge({ now: START }).decide("users").decision, "allow");
});

test("what is not given to people one by one is told by its own code", () => {
  const name = "gerd.gudlat";
  const state = site();
  state.people.add({ name }, { now: START });
  const denial = (id, options) => state.assign({ name, id }, { now: START, product: "orange-uce", ...options });
  assert.deepEqual(denial("user"), { code: "entitlement_unknown", entitlement: "user" });
  assert.deepEqual(denial("users", { product: "ucware" }), { code: "wrong_product", entitlement: "users", products: ["orange-uce"] });
  assert.deepEqual(state.judge({ now: START, product: "ucware" }).decide("users").other_products, ["orange-uce"]);
  add(state, { plain: file("orange-uce-connections.lic"), other: file("testlizenz.lic") }, START);
  assert.deepEqual(denial("external_connections"), { code: "not_assignable", entitlement: "external_connections" });
  assert.deepEqual(state.redistribute({ from: name, to: name, id: "user" }, { now: START, product: "orange-uce" }).code, "entitlement_unknown");
  assert.deepEqual(state.people.get(name).seats, []);
  assert.equal(denial("users"), undefined);
});

test("a downgrade takes no seat, and gives none", () => {
  const state = site();
  add(state, { addon }, BOUGHT);
  staff(state, 22, BOUGHT);
  const now = BOUGHT + HOUR;
  assert.deepEqual(state.over("users", { now }), []);
  const change = { remove: digest(state, "addon") };
  const [difference] = state.preview(change, { now }).differences;
  assert.deepEqual([difference.id, difference.over_by, difference.over_users], ["users", 2, ["user22", "user21"]]);
  assert.equal(state.judge({ now }).limit("users").granted, 25);

  state.remove(change.remove, { now });
  assert.deepEqual(names(state.over("users", { now })), ["user22", "user21"]);
  assert.deepEqual(state.over("users", { now })[0].at, new Date((BOUGHT + 22) * 1000));
  assert.equal(state.seatCount("users"), 22);
  assert.equal(state.decidePerson({ name: "user22", id: "users" }, { now }).decision, "allow");
  assert.equal(register(state, "sandra.singer", now).free, 3);
  assert.deepEqual(state.preview({ add: { addon } }, { now }).differences.map(({ id }) => id), ["users"]);
  assert.equal(refusal(() => state.preview({ add: { bad: "no licence" } }, { now })), "armor_missing");
  assert.equal(refusal(() => state.preview({ remove: "other" }, { now })), "usage_invalid");
});

test("after an emergency that nothing was bought for, who came last is blocked by name", () => {
  const state = site();
  staff(state, 20, START - HOUR);
  assert.equal(state.judge({ now: START - 1 }).emergencyDenial("users"), undefined);
  assert.equal(state.startEmergency("users", { now: START - 1 }), "clause_missing");
  add(state, { emergency }, START);
  assert.equal(register(state, "sandra.singer", START + 60), undefined);

  const row = (now) => state.observe({ now }).report().emergency[0];
  const person = (name, now) => state.decidePerson({ name, id: "users" }, { now }).code;
  for (let now = START + DAY; now < END; now += DAY) state.observe({ now });
  assert.equal(row(END - 1).state, "running");
  assert.equal(person("sandra.singer", END - 1), undefined);
  for (const now of [END, BOUGHT - 1]) {
    const { state: stands, blocked, blocked_users } = row(now);
    assert.deepEqual([stands, blocked, blocked_users], ["locked", 1, ["sandra.singer"]]);
    assert.equal(person("sandra.singer", now), "emergency_locked");
    assert.equal(person("user20", now), undefined);
    assert.equal(state.judge({ now }).emergencyDenial("users"), "emergency_locked");
    assert.equal(state.startEmergency("users", { now }), "emergency_locked");
  }
  // That it is so survives, and no other copy helps.
  assert.equal(new State(state.toString(), keys).judge({ now: END }).report().emergency[0].state, "locked");

  add(state, { addon }, BOUGHT);
  assert.equal(row(BOUGHT).state, "armed");
  const { used, granted } = state.judge({ now: BOUGHT }).limit("users");
  assert.deepEqual([used, granted], [21, 25]);
  assert.equal(person("sandra.singer", BOUGHT), undefined);
  assert.equal(state.judge({ now: BOUGHT }).emergencyDenial("users"), undefined);
});

test("a clock that is set back revives nothing", () => {
  const state = site();
  assert.deepEqual(state.clock, { mark: new Date((START - HOUR) * 1000), pending: undefined, resets: 0 });
  state.observe({ now: START + 9 * DAY });
  assert.deepEqual(state.clock.pending, new Date((START + 9 * DAY) * 1000));
  state.observe({ now: START + 9 * DAY + HOUR });
  const report = state.judge({ now: START }).report();
  assert.equal(report.judged_at, START + 9 * DAY + HOUR);
  assert.deepEqual(report.warnings.map(({ code }) => code), ["clock_rollback"]);
});

test("people are asked for page by page", () => {
  const state = new State(undefined, keys);
  const now = START;
  for (let number = 0; number < 250; number += 1) {
    state.people.add({ name: `p${String(number).padStart(3, "0")}`, last: number % 2 ? "Ödd" : "Even" }, { now });
  }
  const { people } = state;
  assert.equal(people.count, 250);
  assert.equal(people.page().items.length, 100);
  assert.deepEqual(names(people.page({ from: 248, to: 500 }).items), ["p248", "p249"]);
  const odd = people.page({ from: 10, to: 12, filter: "öDD" });
  assert.equal(odd.count, 125);
  assert.deepEqual(names(odd.items), ["p021", "p023"]);
  for (const nothing of ["nobody", "p001\nödd"]) assert.equal(people.page({ filter: nothing }).count, 0);
  // What nobody sees narrows nothing down.
  for (const all of ["", " ", "\n", "\u200b"]) assert.equal(people.page({ filter: all }).count, 250);
  assert.equal(people.remove("P249", { now }), true);
  assert.equal(people.remove("P249", { now }), false);
  assert.equal(people.get("p249"), undefined);
  state.assign({ name: "p001", id: "users" }, { now, entry: { users: 5 } });
  state.assign({ name: "p000", id: "users" }, { now, entry: { users: 5 } });
  const seats = state.seats("users", { from: 1 });
  assert.deepEqual([seats.count, names(seats.items)], [2, ["p001"]]);
  assert.deepEqual(seats.items[0].at, new Date(now * 1000));
});

test("spellings of one user name are one person", () => {
  const spellings = [
    ["Jürgen", "JÜRGEN", "ju\u0308rgen", "Ｊürgen"],
    // A capital with a caron is two characters, the small one is one.
    ["J\u030c", "j\u030c", "\u01f0"],
  ];
  for (const [name, ...others] of spellings) {
    const state = new State(undefined, keys);
    state.people.add({ name });
    for (const other of others) {
      assert.equal(state.people.get(other)?.name, name);
      assert.equal(refusal(() => state.people.add({ name: other })), "person_duplicate", other);
    }
    state.assign({ name: others[0], id: "users" }, { entry: { users: 1 } });
    assert.equal(new State(state.toString(), keys).seatCount("users"), 1);
  }
  assert.equal(refusal(() => new State(undefined, keys).people.add({ name: "a\u202eb" })), "person_name");
});

test("usage that was typed in counts where no seats are taken", () => {
  const state = site();
  state.setUsage("users", 20, { now: START });
  assert.equal(state.judge({ now: START }).decide("users").code, "limit_exhausted");
  assert.equal(state.judge({ now: START, usage: { users: 3 } }).limit("users").used, 3);
  assert.equal(state.clearUsage("users", { now: START }), true);
  assert.equal(state.clearUsage("users", { now: START }), false);
  assert.deepEqual(state.usage, {});
  assert.equal(state.judge({ now: START }).limit("users").used, 0);
});

test("it does all that the main module does, by itself", async () => {
  const judgement = new LicenseSet({ base, addon }, keys).judge({ now: START });
  assert.ok(judgement instanceof Judgement);
  assert.equal(judgement.limit("users").granted, 25);
  assert.equal(verify(base, keys, { now: START }).status, "active");
  assert.deepEqual(Object.keys(await import("countersign/state")).sort(), [...Object.keys(main), "State"].sort());
  // Each of the two is loaded by its own init, and its keys stay with it.
  assert.equal(refusal(() => new main.TrustedKeys(keySet)), "not_initialized");
  await main.init();
  assert.equal(refusal(() => new State(undefined, new main.TrustedKeys(keySet))), "usage_invalid");
});

test("misuse is told", () => {
  const state = site();
  assert.equal(refusal(() => new State(7, keys)), "usage_invalid");
  assert.equal(refusal(() => new State(undefined, {})), "usage_invalid");
  assert.equal(refusal(() => state.add({ base }, { now: "yesterday" })), "usage_invalid");
  assert.equal(refusal(() => state.add({ base }, { now: 1e15 })), "instant_invalid");
  assert.equal(refusal(() => state.add({ base: 7 })), "usage_invalid");
  assert.equal(refusal(() => state.setUsage("users", -1)), "usage_invalid");
  assert.equal(refusal(() => state.seats("users", { from: -1 })), "usage_invalid");
  assert.equal(refusal(() => state.judge({ prodcut: "orange-uce" })), "usage_invalid");
  assert.throws(() => { state.people = undefined; }, TypeError);
});
