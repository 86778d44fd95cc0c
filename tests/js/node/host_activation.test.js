// A machine is activated and given back from JavaScript, with the command line as its vendor, who has one seat to give.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, test } from "node:test";
import { hostIdentity } from "countersign/host";
import { init, LicenseSet, State, TrustedKeys } from "countersign/state";
import { find, run } from "./readme.js";

const folder = mkdtempSync(join(tmpdir(), "activation-"));
const path = (name) => join(folder, name);
const read = (name) => readFileSync(path(name));

/** Runs the command in the folder. What is refused tells its code; else the printed text is told. */
function countersign(...given) {
  const { status, stdout, stderr } = spawnSync(process.env.COUNTERSIGN_BIN, given, { cwd: folder, encoding: "utf8" });
  if (status === 0) return stdout;
  const said = [stdout, stderr].find((text) => text.startsWith("{"));
  return said ? `${status} ${JSON.parse(said).error.code}` : assert.fail(`${given.join(" ")}: ${stdout}${stderr}`);
}

const claims = {
  iss: "https://vendor.example", aud: "call-studio", sub: "musterkontakt", jti: "STUDIO-1",
  lic: {
    serial: 1, name: "Call Studio", kind: "standard", perpetual: true, activation: "required",
    holder: { name: "Musterkontakt GmbH" },
    entitlements: [{ id: "seats", metric: "host", quantity: 1 }, { id: "sessions", metric: "session", quantity: 100 }],
  },
};
const ledger = ["--ledger", "vendor.ledger", "--keys", "keys.json", "--format", "json"];
const answered = (request, out) => countersign("activate", request, ...ledger, "--key", "vendor.pem", "--out", out);
const taken = (receipt) => countersign("ledger", "add", receipt, ...ledger);

before(async () => {
  await init();
  writeFileSync(path("claims.json"), JSON.stringify(claims));
  countersign("keygen", "--out", "vendor.pem", "--public", "keys.json", "--issuer", claims.iss);
  countersign("sign", "claims.json", "--key", "vendor.pem", "--out", "studio.lic");
  countersign("ledger", "new", "--issuer", claims.iss, "--ledger", "vendor.ledger");
  countersign("ledger", "add", "studio.lic", ...ledger);
});

/** What a state says of a licence and of an activation, and whether there is a seat. */
function judged(state, host) {
  const judgement = state.judge({ product: "call-studio", host });
  const status = (typ) => judgement.report().documents.find((row) => row.typ === typ)?.status;
  return [status("license+jwt"), status("activation+jwt"), judgement.has("seats")];
}

test("a machine is the same one to the command line and to JavaScript, whichever made its key", async () => {
  const machines = {
    "as the system has it": [{}, []],
    "a machine id that was given": [{ parts: { machine_id: "m-1" } }, ["machine_id=m-1"]],
    "every part": [
      { parts: { machine_id: "m-1", hostname: "Studio-7", mac: "00:1B:44:11:3A:B7", disk: "S1", board: "B1" } },
      ["machine_id=m-1", "hostname=Studio-7", "mac=00:1B:44:11:3A:B7", "disk=S1", "board=B1"],
    ],
    "a description": [{ parts: { machine_id: "Größe" }, description: "Zweiter Stock\n“links”" }, ["machine_id=Größe"]],
  };
  for (const [index, [what, [options, parts]]] of Object.entries(machines).entries()) {
    for (const first of ["command", "script"]) {
      const [key, out] = [`${first}${index}.pem`, `${first}${index}.json`];
      const description = options.description ? ["--description", options.description] : [];
      const command = () => countersign("host", "--key", key, "--out", out, ...parts.flatMap((part) => ["--part", part]), ...description);
      if (first === "command") command();
      const host = await hostIdentity({ key: path(key), ...options });
      if (first === "script") command();
      assert.equal(host.toHostFile(), String(read(out)), `${what}, ${first}`);
      assert.ok(countersign("host", "--key", key, ...parts.flatMap((part) => ["--part", part])).includes(host.lockCode), what);
    }
  }
});

test("a seat moves from one machine to another, and never back", async () => {
  const keys = read("keys.json");
  const trusted = new TrustedKeys(keys);
  const licenses = { "studio.lic": read("studio.lic") };
  const [old, next] = await Promise.all(["old", "new"].map((name) =>
    hostIdentity({ key: path(`${name}.pem`), parts: { machine_id: name }, description: name })));

  // Activated, and on this machine alone.
  writeFileSync(path("old.req"), await old.request({ licenses, keys, want: { seats: 1, sessions: 10 } }));
  answered("old.req", "old.act");
  const activation = read("old.act");
  const state = new State(null, trusted);
  state.add({ ...licenses, "old.act": activation });
  const proof = await old.prove();
  assert.deepEqual(judged(state, proof), ["active", "active", true]);
  assert.deepEqual(judged(state, undefined).slice(1), ["wrong_host", false]);
  assert.deepEqual(judged(state, await next.prove()).slice(1), ["wrong_host", false]);
  assert.deepEqual(judged(state, { ...proof, key: next.key }).slice(1), ["wrong_host", false]);
  const backup = state.toString();

  // The one seat is taken.
  writeFileSync(path("new.req"), await next.request({ licenses, keys, want: { seats: 1 } }));
  assert.equal(answered("new.req", "new.act"), "1 seats_exhausted");

  // Another machine's is not given back; nor is there a receipt where the state could not be stored.
  const lost = () => Promise.reject(new Error("disk full"));
  await assert.rejects(next.deactivate(activation, { keys, state }), { code: "key_issuer" });
  const untold = new State(backup, trusted);
  await assert.rejects(old.deactivate(activation, { keys, state: untold, store: lost }), { code: "usage_invalid" });
  assert.deepEqual(state.deactivations, []);

  // Given back: noted and stored before there is a receipt.
  let stored;
  const receipt = await old.deactivate(activation, { keys, state, store: async (text) => { stored = text; }, reason: "replaced" });
  assert.equal(stored, state.toString());
  assert.deepEqual(judged(state, proof), ["deactivated", "deactivated", false]);
  const [{ at, activation: jti, ...noted }, ...more] = state.deactivations;
  assert.deepEqual([noted, more], [{ product: "call-studio", account: "musterkontakt", license: "STUDIO-1", serial: 1 }, []]);
  assert.ok(at instanceof Date && jti.length > 0);

  // The vendor takes the receipt once, and gives the seat to the next.
  writeFileSync(path("old.rcp"), receipt);
  assert.match(taken("old.rcp"), /^\{/);
  assert.equal(taken("old.rcp"), "1 receipt_used");
  assert.equal(JSON.parse(answered("new.req", "new.act")).grants.seats, 1);
  const moved = new State(null, trusted);
  moved.add({ ...licenses, "new.act": read("new.act") });
  assert.deepEqual(judged(moved, await next.prove()), ["active", "active", true]);

  // The old machine stays off: restarted; with an older state beside; with that state, and the receipt loaded.
  const restarted = new State(stored, trusted);
  const [merged, restored, loaded] = [stored, backup, backup].map((text) => new State(text, trusted));
  merged.merge(backup);
  restored.merge(stored);
  loaded.add({ "old.rcp": receipt });
  for (const [what, again] of Object.entries({ restarted, merged, restored, loaded })) {
    again.add({ "copy.act": activation });
    assert.deepEqual(judged(again, proof), ["deactivated", "deactivated", false], what);
  }
  // What offline nothing can know: the older state alone, with no trace of the receipt.
  assert.deepEqual(judged(new State(backup, trusted), proof), ["active", "active", true]);
});

test("files are judged for another machine by its host file, which proves no key", async () => {
  const machine = await hostIdentity({ key: path("far.pem"), parts: { machine_id: "far" } });
  writeFileSync(path("far.json"), machine.toHostFile());
  const out = ["--out", "far.act", "--key", "vendor.pem"];
  countersign("activate", "--lock-code", machine.lockCode, "--license", "STUDIO-1", "--grant", "sessions=3", ...ledger, ...out);
  const keys = new TrustedKeys(read("keys.json"));
  const set = new LicenseSet({ "studio.lic": read("studio.lic"), "far.act": read("far.act") }, keys);
  const sessions = (host) => set.judge({ host }).limit("sessions").granted;
  const told = JSON.parse(countersign("verify", "studio.lic", "far.act", "--keys", "keys.json", "--host", "far.json", "--format", "json"));
  assert.deepEqual([sessions(machine.toHostFile()), told.limits.find(({ id }) => id === "sessions").granted], [3, 3]);
  const other = machine.toHostFile().replace(/"digest":"./, '"digest":"_');
  assert.throws(() => sessions(other), { code: "usage_invalid" });
  assert.throws(() => sessions('{"host": 2}'), { code: "usage_invalid" });
});

test("what a machine signs in JavaScript, the command line reads in every form", async () => {
  const host = await hostIdentity({ key: path("forms.pem"), parts: { machine_id: "forms" } });
  const licenses = { "studio.lic": read("studio.lic") };
  for (const form of ["armor", "json", "compact"]) {
    const request = await host.request({ licenses, keys: read("keys.json"), want: { sessions: 1 }, form });
    writeFileSync(path("forms.req"), request);
    const { documents } = JSON.parse(countersign("verify", "forms.req", "studio.lic", "--host", "any", "--keys", "keys.json", "--format", "json"));
    const row = documents.find(({ typ }) => typ === "activation-request+jwt");
    assert.deepEqual([row.status, row.self_signed], ["active", true], form);
  }
});

test("the example of the README activates this machine, and gives that back", async () => {
  process.chdir(folder); // It keeps its key beside itself.
  const [vendorKeys, base, sent] = [read("keys.json"), read("studio.lic"), []];
  const [send, store] = [async (text) => { sent.push(text); }, async () => {}];
  const own = ["--ledger", "of-example.ledger", "--keys", "keys.json", "--format", "json"];
  countersign("ledger", "new", "--issuer", claims.iss, "--ledger", "of-example.ledger");
  countersign("ledger", "add", "studio.lic", ...own);
  const receive = async () => {
    writeFileSync("example.req", sent[0]);
    countersign("activate", "example.req", ...own, "--key", "vendor.pem", "--out", "example.act");
    return read("example.act");
  };
  const given = { load: async () => undefined, store, send, receive, base, vendorKeys };
  assert.equal(await run(find("hostIdentity("), given, "isActivated"), true);
  writeFileSync("example.rcp", sent[1]);
  countersign("ledger", "add", "example.rcp", ...own);
  const [{ activations: [{ state }] }] = JSON.parse(countersign("ledger", "status", ...own)).licenses;
  assert.equal(state, "freed");
});
