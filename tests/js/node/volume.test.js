// Volume activation: scenarios K1 to K4, and that nothing handed in does harm.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import * as countersign from "countersign";
import * as volume from "countersign/volume";
import { values } from "./hostile.js";
import { find, run } from "./readme.js";

const { KmsHost, MakCount, parseKms, parseProductKey, plan, promotionalRequest } = volume;

const GENERIC = "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R";
const MAK = "BCDFG-HJKMP-QRTVW-XY234-6789B";
const DAY = 86_400;
const START = 1_740_992_400;
const at = (seconds) => ({ now: START + seconds });
const date = (seconds) => new Date((START + seconds) * 1000);
const rooms = (count) => Array.from({ length: count }, (_, index) => `room ${index + 1}`);

const RUSSIAN = "Сервер:  dc1.example.com\r\nAddress:  10.0.0.1\r\n\r\n_vlmcs._tcp.example.com\tРасположение службы SRV:\r\n" +
  "\t  приоритет\t= 0\r\n\t  вес\t= 100\r\n\t  порт\t= 1688\r\n\t  имя узла svr\t= KMS.example.com\r\n";
const NONE = "*** dc1.example.com can't find _vlmcs._tcp: Non-existent domain\r\n";

const file = (name) => readFileSync(new URL(name, import.meta.url));

before(async () => {
  assert.throws(() => parseKms(NONE), { code: "not_initialized" });
  assert.throws(() => new KmsHost(), { code: "not_initialized" });
  await Promise.all([countersign.init(), volume.init()]);
});

test("K1: what was looked up is found, none, or not understood with its line", () => {
  const found = { result: "found", hosts: [{ host: "kms.example.com", port: 1688, priority: 0, weight: 100 }] };
  const utf16 = Buffer.from(`\u{feff}${RUSSIAN}`, "utf16le");
  for (const printed of [RUSSIAN, new TextEncoder().encode(RUSSIAN), utf16]) assert.deepEqual(parseKms(printed), found);
  assert.deepEqual(parseKms("0 0 1688 b.example.\n0 1 1688 a.example.\n").hosts.map(({ host }) => host), ["a.example", "b.example"]);
  assert.deepEqual(parseKms(NONE), { result: "none", hosts: [] });
  assert.deepEqual(parseKms(";; connection timed out; no servers could be reached"), { result: "no_answer", hosts: [] });
  assert.deepEqual(parseKms("\nDear Sir\n"), { result: "not_understood", hosts: [], line: 2 });
  assert.throws(() => parseKms("\n".repeat((1 << 20) + 1)), { code: "size_too_large" });
});

test("K2: a key and a lookup have their plan, and a mistake its place", () => {
  assert.deepEqual(parseProductKey("2mg3g 3bntt 3mfw9 kdqw3 tck7r"), { key: GENERIC, kind: "generic", name: "Office 2013 for Lync" });
  assert.deepEqual(parseProductKey(MAK), { key: MAK, kind: "other" });
  assert.throws(() => parseProductKey("2MG3G-3BNTT-3MFW0-KDQW3-TCK7R"), { code: "product_key_invalid", at: "group 3, character 5", found: "0" });
  const [kms, none] = [parseKms(RUSSIAN), parseKms(NONE)];
  for (const [given, expected] of [
    [{ kms, key: GENERIC }, "automatic"],
    [{ kms, key: parseProductKey(GENERIC) }, "automatic"],
    [{ kms: none, key: GENERIC }, "kms_missing"],
    [{ key: MAK }, "mak"],
    [{ kms }, "no_license"],
    [undefined, "no_license"],
    [{ key: GENERIC }, "unknown"],
    [{ kms: parseKms(""), key: GENERIC }, "unknown"],
    [{ kms, key: GENERIC, report: {} }, "no_license"],
    [{ kms, key: GENERIC, report: { volume: { method: "kms", client_kind: "client" } } }, "automatic"],
    [{ kms: { result: "found", hosts: [] }, key: GENERIC }, "kms_missing"],
    [{ kms, key: MAK, report: { volume: { method: "mak", quantity: 0 } } }, "no_license"],
  ]) {
    const { plan: came, next } = plan(given);
    assert.equal(came, expected, JSON.stringify(given));
    assert.ok(next.length > 20);
  }
  assert.throws(() => plan({ key: "2MG3G" }), { code: "product_key_invalid" });
});

test("K3: a form is written as text and as JSON, and none with a field missing", () => {
  const form = {
    company: "Musterkonferenz AG", contactName: "Zoë Luczak", contactEmail: "zoe@example.com", contactPhone: "+49 69 1234",
    systems: 12, deploymentDate: "2026-12-01",
  };
  const { text, json } = promotionalRequest(form);
  assert.match(text, /^Company: +Musterkonferenz AG$/m);
  assert.deepEqual(JSON.parse(json), {
    company: form.company, contact: { name: form.contactName, email: form.contactEmail, phone: form.contactPhone },
    systems: 12, deployment_date: "2026-12-01",
  });
  for (const [name, at] of [["company", "company"], ["contactName", "contact.name"], ["contactEmail", "contact.email"],
    ["contactPhone", "contact.phone"], ["systems", "systems"], ["deploymentDate", "deployment_date"]]) {
    assert.throws(() => promotionalRequest({ ...form, [name]: undefined }), { code: "usage_invalid", at }, name);
  }
  assert.match(promotionalRequest({ ...form, technicalAccountManager: "Ada" }).text, /Ada/);
  assert.throws(() => promotionalRequest({ ...form, deploymentDate: "2026-02-30" }), { code: "usage_invalid" });
});

test("K4: of a MAK for 20 the 21st system is denied", () => {
  const keys = new countersign.TrustedKeys(file("orange-keys.json"));
  const report = countersign.verify(file("skype-room-mak.lic"), keys, { now: START }).report();
  assert.deepEqual(report.volume, { method: "mak", quantity: 20 });
  assert.equal(plan({ key: MAK, report }).plan, "mak");
  const count = new MakCount(report.volume.quantity);
  for (const room of rooms(20)) assert.deepEqual(count.activate(room), { activated: true });
  assert.deepEqual(count.activate("room 21"), { activated: false, code: "limit_exhausted", limit: 20, used: 20, requested: 1 });
  assert.deepEqual(count.activate("room 7"), { activated: true });
  assert.deepEqual([count.quantity, count.used, count.left, count.systems.length], [20, 20, 0, 20]);
  assert.equal(`${MakCount.restore(`${count}`)}`, `${count}`);
});

test("K4: of 24 clients none is active, of 25 all are; without renewal none on day 181", () => {
  const host = new KmsHost();
  for (const room of rooms(24)) {
    assert.deepEqual(host.ask(room, at(0)), { state: "waiting", retries: date(2 * 3_600) });
  }
  assert.deepEqual([host.threshold, host.count(at(0)), host.active(at(0))], [25, 24, 0]);
  const active = { state: "active", until: date(180 * DAY), renews: date(7 * DAY) };
  assert.deepEqual(host.ask("room 25", at(0)), active);
  assert.deepEqual([host.count(at(0)), host.active(at(0))], [25, 25]);
  assert.deepEqual(host.clients(at(DAY)).find(({ id }) => id === "room 1"), { id: "room 1", ...active });
  assert.deepEqual([host.active(at(180 * DAY - 1)), host.active(at(180 * DAY))], [25, 0]);
  assert.equal(host.client("room 1", at(180 * DAY)).state, "expired");
  assert.equal(host.client("nobody", at(0)), undefined);
  const renewed = KmsHost.restore(String(host));
  for (const room of rooms(25)) renewed.ask(room, at(7 * DAY));
  assert.deepEqual(renewed.client("room 25", at(8 * DAY)), { state: "active", until: date(187 * DAY), renews: date(14 * DAY) });
  assert.deepEqual([host.count(at(30 * DAY - 1)), host.count(at(30 * DAY))], [25, 0]);
  assert.equal(new KmsHost("server").threshold, 5);
  assert.throws(() => KmsHost.restore("{}"), { code: /^claims_/ });
  assert.throws(() => new KmsHost("laptop"), { code: "usage_invalid", at: "kind" });
  host.free();
  host.free();
  assert.throws(() => host.count(), { code: "usage_invalid" });
});

test("the README's example plans and counts", async () => {
  const given = { printed: RUSSIAN, typed: GENERIC, report: { volume: { method: "kms", client_kind: "client" } }, console: { log() {} } };
  assert.equal(await run(find("parseKms("), given, "next.length > 0"), true);
});

test("nothing that is handed to volume activation does harm", () => {
  const host = new KmsHost();
  host.ask("room", at(0));
  const count = new MakCount(3);
  const [stored, counted] = [String(host), String(count)];
  const form = { company: "a", contactName: "b", contactEmail: "c@d", contactPhone: "1", systems: 1, deploymentDate: "2026-12-01" };
  /** With a value at every place where one stands. */
  const places = {
    parseKms, parseProductKey, plan, promotionalRequest,
    ...Object.fromEntries(["kms", "key", "report", "none"].map((name) => [`plan, ${name}`, (value) => plan({ key: GENERIC, [name]: value })])),
    "plan, kms.result": (value) => plan({ key: GENERIC, kms: { result: value } }),
    "plan, key.key": (value) => plan({ key: { key: value } }),
    "plan, report.volume": (value) => plan({ key: GENERIC, report: { volume: value } }),
    ...Object.fromEntries(["method", "client_kind", "quantity", "none"].map((name) =>
      [`plan, report.volume.${name}`, (value) => plan({ key: GENERIC, report: { volume: { method: "mak", [name]: value } } })])),
    ...Object.fromEntries([...Object.keys(form), "technicalAccountManager", "none"].map((name) =>
      [`form, ${name}`, (value) => promotionalRequest({ ...form, [name]: value })])),
    "new KmsHost": (value) => new KmsHost(value),
    "new MakCount": (value) => new MakCount(value),
    "KmsHost.restore": (value) => KmsHost.restore(value),
    "MakCount.restore": (value) => MakCount.restore(value),
    ask: (value) => KmsHost.restore(stored).ask(value, at(0)),
    ...Object.fromEntries(["ask", "client"].map((name) => [`${name}, at`, (value) => KmsHost.restore(stored)[name]("room", value)])),
    ...Object.fromEntries(["clients", "count", "active", "client"].map((name) => [name, (value) => host[name](value)])),
    activate: (value) => MakCount.restore(counted).activate(value),
  };
  const outcome = (call, what) => {
    try {
      call();
      return "value";
    } catch (error) {
      assert.ok(volume.isCountersignError(error), `${what}: ${error?.stack ?? String(error)}`);
      assert.match(error.code, /^[a-z]+(_[a-z0-9]+)+$/, what);
      return error.code;
    }
  };
  for (const [kind, value] of Object.entries(values)) {
    for (const [name, call] of Object.entries(places)) outcome(() => call(value()), `${name} with ${kind}`);
    for (const Face of [KmsHost, MakCount]) {
      for (const [name, { get, value: body }] of Object.entries(Object.getOwnPropertyDescriptors(Face.prototype))) {
        if (name === "constructor") continue;
        assert.equal(outcome(() => (get ?? body).call(value(), "room", at(0)), `${name} of ${kind}`), "usage_invalid", `${name} of ${kind}`);
      }
    }
  }
  assert.deepEqual([String(host), String(count)], [stored, counted]);
});
