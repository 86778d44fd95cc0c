// The README's examples run as they stand there, also a second time on what the first time stored.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { init } from "countersign/issuer";
import { Desk, studio } from "./desk.js";
import { find, run } from "./readme.js";

const file = (name) => readFileSync(new URL(name, import.meta.url));

before(() => init());

test("the first example verifies a licence, and tells why it refuses a file", async () => {
  const said = [];
  const console = { log: (...values) => said.push(values), error: (...values) => said.push(values) };
  const block = find("license.limit(");
  await run(block, { file: file("testlizenz.lic"), console });
  await run(block, { file: "nothing", console });
  assert.equal(said[0].length, 3);
  assert.equal(said[1][0], "armor_missing");
});

test("the example of a set imports what it uses", async () => {
  const [base, addon] = [file("orange-uce-base.lic"), file("orange-uce-addon.lic")];
  const vendorKeys = file("orange-keys.json");
  assert.ok(["allow", "deny"].includes(await run(find("new LicenseSet("), { base, addon, vendorKeys }, "decision")));
});

test("the example of a pool hands out a session", async () => {
  const said = [];
  const given = {
    base: file("orange-uce-connections.lic"), vendorKeys: file("orange-keys.json"), load: async () => undefined,
    store: async (text) => said.push(text), console: { log: (...values) => said.push(values) },
  };
  const session = await run(find("new SessionPool("), given, "session");
  assert.deepEqual([session.decision, session.client], ["allow", "anna@laptop"]);
  assert.match(said[0], /^\{"countersign":"pool"/);
});

test("the example of a ledger issues", async () => {
  const desk = new Desk();
  desk.sign("studio", studio(1, 1));
  desk.licenses.push("studio.lic");
  desk.host("a");
  const request = desk.request("a", "STUDIO-1", { seats: 1 });
  desk.write("example.ledger", desk.text);
  const given = {
    pem: desk.key.toPem("correct horse"), passphrase: "correct horse", vendorKeys: desk.read("desk.json"), request,
    path: desk.path("example.ledger"), licenseFile: desk.read("studio.lic"),
  };
  assert.deepEqual(await run(find("new LedgerFile("), given, "grants"), { seats: 1 });
  assert.equal(desk.read("example.ledger").trimEnd().split("\n").length, 3);
});

test("the example of a state's file stores what it observes", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "readme-")), "state.jsonl");
  const vendorKeys = file("orange-keys.json");
  const { StateFile, TrustedKeys } = await import("countersign/state/file");
  const judgement = await run(find("StateFile.open("), { path, vendorKeys }, "judgement");
  assert.equal(judgement.report().product, "ucware");
  const { state } = await StateFile.open(path, new TrustedKeys(vendorKeys));
  assert.ok((state.clock.mark ?? state.clock.pending) instanceof Date);
});

test("the example of a state survives restarts, and a file of another product", async () => {
  const vendorKeys = file("orange-keys.json");
  let stored;
  const given = {
    load: async () => stored, store: async (text) => { stored = text; }, vendorKeys, console: { log() {} },
  };
  for (const bytes of [file("testlizenz.lic"), file("testlizenz.lic"), file("orange-uce-base.lic"), file("testlizenz.lic")]) {
    assert.equal(await run(find("new State("), { ...given, bytes }, "state.people.count"), 1);
  }
  const { State, TrustedKeys } = await import("countersign/state");
  const state = new State(stored, new TrustedKeys(vendorKeys));
  for (const call of [() => state.observe(), () => state.assign({ name: "sandra.singer", id: "users" }), () => state.over("users")]) {
    assert.throws(call, { code: "product_ambiguous" });
  }
});

test("the example of a settings page shows rows and waits for what comes next", async () => {
  const [said, timers, stored] = [[], [], []];
  const given = {
    load: async () => undefined, store: async (text) => { stored.push(text); }, vendorKeys: file("orange-keys.json"), base: file("ucware-testlizenz.lic"),
    console: { log: (...values) => said.push(values) }, setTimeout: (act, wait) => timers.push({ act, wait }),
  };
  await run(find("state.rows("), given);
  assert.deepEqual(said[0].slice(0, 2), ["base.lic", "active"]);
  assert.equal(said[1][2], "Benutzer");
  assert.ok(timers[0].wait > 0 && timers[0].wait < 2 ** 31);
  await new Promise((passed) => { setImmediate(passed); });
  const before = stored.length;
  timers[0].act();
  await new Promise((passed) => { setImmediate(passed); });
  assert.equal(stored.length, before + 1);
  assert.match(stored.at(-1), /^\{"countersign":"state"/);
});
