import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { init, License, TrustedKeys, verify } from "countersign";
import { compact, keySet, license } from "./files.js";

const THUMBPRINT = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
const NOW = 1_740_500_000;
const ucware = { now: NOW, product: "ucware", productVersion: "6.2", usage: { users: 30 } };
let keys;

before(async () => {
  await init();
  keys = new TrustedKeys(keySet);
});

test("a good file", () => {
  const verified = verify(license, keys, ucware);
  assert.equal(verified.status, "active");
  assert.equal(verified.counts, true);
  assert.equal(verified.id, "UCW-2025-0001");
  assert.equal(verified.serial, 1);
  assert.equal(verified.issuer, "https://vendor.example");
  assert.equal(verified.product, "ucware");
  assert.equal(verified.account, "musterfirma");
  assert.equal(verified.name, "Testlizenz");
  assert.equal(verified.edition, "Enterprise");
  assert.equal(verified.kind, "trial");
  assert.equal(verified.holder, "Musterfirma");
  assert.deepEqual(verified.issued, new Date("2025-02-11T08:47:35Z"));
  assert.equal(verified.notBefore, undefined);
  assert.deepEqual(verified.expires, new Date("2026-01-01T00:00:00Z"));
  assert.equal(verified.supportUntil, "2025-12-31");
  assert.deepEqual(verified.signers, [THUMBPRINT]);
  assert.equal(verified.claims().lic.holder.city, "Braunschweig");
  assert.deepEqual(JSON.parse(new TextDecoder().decode(verified.payload)), verified.claims());
});

test("what it grants", () => {
  const verified = verify(license, keys, ucware);
  assert.equal(verified.has("users"), true);
  assert.equal(verified.has("rooms"), false);
  const { granted, used, available, state } = verified.limit("users");
  assert.deepEqual({ granted, used, available, state }, { granted: 501, used: 30, available: 471, state: "ok" });
  assert.equal(verified.limit("rooms"), undefined);
  const report = verified.report();
  assert.equal(report.now, NOW);
  assert.equal(report.documents[0].status, "active");
  assert.deepEqual(report.limits.find(({ id }) => id === "users"), verified.limit("users"));
  assert.deepEqual(report.warnings, []);
});

test("text, bytes and buffers are the same document", () => {
  const bytes = new TextEncoder().encode(license);
  const shifted = new Uint8Array([0, ...bytes]).subarray(1);
  for (const document of [license, bytes, bytes.buffer, shifted, new DataView(bytes.buffer)]) {
    assert.equal(verify(document, keys, ucware).id, "UCW-2025-0001");
  }
});

test("instants are dates or Unix seconds", () => {
  const expired = { status: "expired", counts: false };
  for (const now of [1_767_830_400, new Date("2026-01-08T00:00:00Z"), new Date("2026-01-08T00:00:00.9Z")]) {
    const { status, counts } = verify(license, keys, { ...ucware, now });
    assert.deepEqual({ status, counts }, expired);
  }
  assert.equal(verify(license, keys, { ...ucware, floor: new Date("2026-01-08") }).status, "expired");
  assert.equal(verify(license, keys).report().now, Math.floor(Date.now() / 1000));
});

test("a tampered file is refused, and the next good one is not", () => {
  const [header, payload, signature] = compact.split(".");
  const claims = Buffer.from(payload, "base64url").toString().replace("501", "901");
  const tampered = [header, Buffer.from(claims).toString("base64url"), signature].join(".");
  for (let round = 0; round < 3; round++) {
    assert.throws(() => verify(tampered, keys, ucware), isError("signature_invalid"));
    assert.equal(verify(license, keys, ucware).status, "active");
  }
});

test("an error says what is wrong, where, and both sides", () => {
  const error = thrown(() => verify("Dear customer,", keys));
  assert.match(error.message, /^This can't be read as a licence file/);
  const unknown = thrown(() => verify(license, new TrustedKeys()));
  assert.equal(unknown.code, "key_unknown");
  assert.equal(unknown.found, THUMBPRINT);
  assert.match(unknown.stack, /verify/);
});

test("a misspelt option is refused", () => {
  const error = thrown(() => verify(license, keys, { prodcut: "ucware" }));
  assert.ok(isError("usage_invalid")(error));
  assert.equal(error.found, "prodcut");
  assert.match(error.needed, /\bproduct\b/);
});

test("the options that are known are those of the types", () => {
  const { needed } = thrown(() => verify(license, keys, { prodcut: "ucware" }));
  const types = readFileSync(new URL("index.d.ts", import.meta.resolve("countersign/package.json")), "utf8");
  const [, options] = types.match(/interface VerifyOptions \{(.*?)\n\}/s);
  const names = [...options.matchAll(/^  (\w+)\?:/gm)].map(([, name]) => name);
  assert.deepEqual(needed.split(", ").sort(), names.sort());
});

test("options of the wrong kind are refused", () => {
  const wrong = [{ now: "yesterday" }, { usage: { users: -1 } }, { usage: 30 }, { product: "" }, { now: NaN }];
  for (const options of [...wrong, { installation: "x" }]) {
    assert.throws(() => verify(license, keys, options), isError("usage_invalid"), JSON.stringify(options));
  }
  assert.throws(() => verify(license, keys, { productVersion: "six" }), isError("version_invalid"));
  assert.throws(() => verify(license, keys, { host: "CS1-00000" }), isError("lock_code_invalid"));
});

test("documents and keys of the wrong kind are refused", () => {
  for (const document of [undefined, null, 7, {}, [license]]) {
    assert.throws(() => verify(document, keys), isError("usage_invalid"));
  }
  for (const other of [undefined, null, keySet, {}]) {
    assert.throws(() => verify(license, other), isError("usage_invalid"));
  }
});

test("keys come as objects, text and bytes, and add up", () => {
  const [jwk] = keySet.keys;
  const text = JSON.stringify(keySet);
  for (const source of [keySet, jwk, text, new TextEncoder().encode(text), jwk.x]) {
    assert.deepEqual(new TrustedKeys(source).thumbprints, [THUMBPRINT]);
  }
  assert.deepEqual(new TrustedKeys(keySet, jwk).thumbprints, [THUMBPRINT]);
  assert.deepEqual(new TrustedKeys().thumbprints, []);
  assert.throws(() => new TrustedKeys({ ...jwk, d: jwk.x }), isError("key_private"));
  assert.throws(() => new TrustedKeys("no key"), isError("key_format"));
});

test("only verification makes a licence", () => {
  assert.throws(() => new License(), isError("usage_invalid"));
  const verified = verify(license, keys, ucware);
  assert.ok(verified instanceof License);
  assert.throws(() => Object.create(License.prototype).status);
  assert.throws(() => { verified.status = "active"; }, TypeError);
  assert.deepEqual(Object.keys(verified), []);
  verified.payload.fill(0);
  assert.equal(verified.claims().jti, "UCW-2025-0001");
});

function thrown(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
}

function isError(code) {
  return (error) => {
    assert.ok(error instanceof Error);
    assert.equal(error.name, "CountersignError");
    assert.equal(error.code, code, error.message);
    assert.ok(error.message.length > 0);
    return true;
  };
}
