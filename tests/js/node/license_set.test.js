import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { init, Judgement, LicenseSet, TrustedKeys } from "countersign";

const NOW = Date.UTC(2014, 4, 20) / 1000;
const file = (name) => readFileSync(new URL(name, import.meta.url));
const base = file("orange-uce-base.lic");
const addon = file("orange-uce-addon.lic");
const emergency = file("orange-uce-emergency.lic");
let keys;

before(async () => {
  await init();
  keys = new TrustedKeys(file("orange-keys.json"));
});

const judge = (files, users) => new LicenseSet(files, keys).judge({ now: NOW, usage: { users } });
const refusal = (call) => {
  try {
    call();
  } catch (error) {
    return error.code;
  }
};

test("licences add up, and one given twice is one", () => {
  const judgement = judge({ base, addon, again: addon }, 19);
  assert.equal(judgement.limit("users").granted, 25);
  assert.equal(judgement.has("users"), true);
  assert.equal(judgement.has("rooms"), false);
  assert.equal(judgement.limit("rooms"), undefined);
  assert.deepEqual(judgement.report().documents.map(({ status }) => status), ["active", "active", "active"]);
});

test("one more user", () => {
  assert.equal(judge({ base }, 19).decide("users").decision, "allow");
  assert.deepEqual(judge({ base }, 20).decide("users"), {
    id: "users",
    decision: "deny",
    code: "limit_exhausted",
    limit: 20,
    used: 20,
    requested: 1,
    remedies: ["free", "add_license", "request_emergency"],
  });
  assert.deepEqual(judge({ base, emergency }, 20).decide("users").emergency, true);
  assert.equal(judge({ base }, 19).decide("users", 2).decision, "deny");
  assert.equal(judge({ base }, 0).decideDevice("yealink").decision, "allow");
  assert.equal(judge({}, 0).decide("users").code, "no_license");
});

test("an emergency is asked for once", () => {
  assert.equal(judge({ base }, 20).emergencyDenial("users"), undefined);
  assert.equal(judge({ base, emergency }, 20).emergencyDenial("users"), "emergency_running");
});

test("a preview changes nothing", () => {
  const licenses = new LicenseSet({ base }, keys);
  const options = { now: NOW, usage: { users: 22 } };
  const granted = (quantity) => ({ granted: quantity, emergency: 0 });
  assert.deepEqual(licenses.preview({ add: { addon } }, options).differences, [
    { id: "users", before: granted(20), after: granted(25), over_by: 0 },
  ]);
  const taken = licenses.preview({ remove: "base" }, options);
  assert.deepEqual(taken.differences.find(({ id }) => id === "users").over_by, 22);
  assert.equal(licenses.preview({ remove: "base", add: { addon } }, options).after.limits[0].granted, 5);
  assert.equal(licenses.judge(options).limit("users").granted, 20);
  assert.equal(refusal(() => licenses.preview({ remove: "other" }, options)), "usage_invalid");
  assert.equal(refusal(() => licenses.preview({ add: { bad: "no licence" } }, options)), "armor_missing");
});

test("a preview of a trust update verifies the other files again", () => {
  const root = generateKeyPairSync("ed25519");
  const { x } = root.publicKey.export({ format: "jwk" });
  const kid = createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");
  const issuer = "https://vendor.example";
  const [vendor] = JSON.parse(file("orange-keys.json")).keys;
  const retired = [{ kid: vendor.kid, at: NOW }];
  const claims = { ver: 1, iss: issuer, jti: "T-1", iat: NOW, tru: { serial: 1, keys: [], retired } };
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const message = `${part({ alg: "EdDSA", typ: "trust+jwt", kid })}.${part(claims)}`;
  const update = `${message}.${sign(null, Buffer.from(message), root.privateKey).toString("base64url")}`;
  const trusted = { kty: "OKP", crv: "Ed25519", x, kid, issuer, uses: ["trust+jwt"] };
  const set = (files) => new LicenseSet(files, new TrustedKeys(JSON.stringify({ keys: [vendor, trusted] })));
  const added = set({ base }).preview({ add: { update } }, { now: NOW });
  assert.equal(added.after.documents[0].error.code, "key_retired");
  assert.equal(added.differences.find(({ id }) => id === "users").before.granted, 20);
  const removed = set({ base, update }).preview({ remove: "update" }, { now: NOW });
  assert.equal(removed.before.documents[0].error.code, "key_retired");
  assert.equal(removed.after.documents[0].status, "active");
});

test("a file that is refused is named, and the others are judged", () => {
  const bad = Buffer.from(base);
  bad[200] ^= 1;
  const report = judge({ base, bad }, 0).report();
  assert.equal(report.documents[1].file, "bad");
  assert.match(report.documents[1].error.code, /^(signature|encoding|armor)_/);
  assert.equal(report.limits.find(({ id }) => id === "users").granted, 20);
});

test("a threshold asks for as many keys", () => {
  const report = new LicenseSet({ base }, keys, { threshold: 2 }).judge({ now: NOW }).report();
  assert.equal(report.documents[0].error.code, "signature_threshold");
});

test("misuse is told", () => {
  assert.equal(refusal(() => new LicenseSet({ base }, {})), "usage_invalid");
  assert.equal(refusal(() => new LicenseSet({ base: 7 }, keys)), "usage_invalid");
  assert.equal(refusal(() => judge({ base }, 0).decide("users", -1)), "usage_invalid");
  assert.equal(refusal(() => judge({ base }, 0).decide("users", 1.5)), "usage_invalid");
  assert.equal(refusal(() => new Judgement({})), "usage_invalid");
});
