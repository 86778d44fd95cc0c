// What administrators do with activations, with the numbers of the systems that they come from.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { init, Ledger, sign, SigningKey, TrustedKeys } from "countersign/issuer";
import { Desk, license, NOW, pool, refused, studio, VENDOR } from "./desk.js";

before(() => init());

const services = (serial, quantity) =>
  license("SERVICES-1", "call-services", serial, [{ id: "sessions", metric: "session", quantity }]);

test("C1: three seats, each on its own host, and no fourth", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 3));
  for (const host of ["a", "b", "c", "d"]) desk.host(host);
  for (const [index, host] of ["a", "b", "c"].entries()) {
    const { serial, n, grants, slots, jti } = desk.give(host, "STUDIO-1", { seats: 1, fax: 1 });
    assert.deepEqual({ serial, n, grants, slots }, { serial: 1, n: index + 2, grants: { fax: 1, seats: 1 }, slots: {} });
    assert.equal(desk.ledger.export(jti).armor, desk.read(`${host}-activation.lic`));
  }
  const files = ["studio.lic", "a-activation.lic"];
  assert.deepEqual(desk.verify(files, "a", "seats"), { statuses: ["active", "active"], granted: 1, warnings: [] });
  const { statuses, granted } = desk.verify(files, "b", "seats");
  assert.deepEqual({ statuses, granted }, { statuses: ["activation_required", "wrong_host"], granted: 0 });
  refused(() => desk.give("d", "STUDIO-1", { seats: 1 }), "seats_exhausted", { at: "seats", limit: 3, used: 3, requested: 1, left: 0 });
  assert.deepEqual(desk.pool("STUDIO-1", "seats"), [3, 0]);
});

test("C2, C3: sessions are claimed once, and cost the difference", () => {
  const desk = new Desk();
  desk.license("services", services(1, 100));
  for (const host of ["a", "b", "c"]) desk.host(host);
  desk.give("a", "SERVICES-1", { sessions: 10 });
  desk.give("b", "SERVICES-1", { sessions: 90 });
  refused(() => desk.give("c", "SERVICES-1", { sessions: 1 }), "sessions_exhausted", { limit: 100, used: 100, requested: 1, left: 0 });
  desk.license("more", services(2, 150));
  assert.equal(desk.give("a", "SERVICES-1", { sessions: 10 }).serial, 2);
  assert.deepEqual(desk.pool("SERVICES-1", "sessions"), [100, 50]);
  assert.equal(desk.give("a", "SERVICES-1", { sessions: 25 }).serial, 3);
  assert.deepEqual(desk.pool("SERVICES-1", "sessions"), [115, 35]);
  refused(() => desk.give("a", "SERVICES-1", { sessions: 10 }), "sessions_not_returnable");
  assert.equal(desk.verify(["more.lic", "a-activation.lic"], "a", "sessions").granted, 25);
});

test("C4: a seat moves once, by the old host's receipt", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 1));
  desk.host("old");
  desk.host("new");
  const { jti } = desk.give("old", "STUDIO-1", { seats: 1 });
  refused(() => desk.give("new", "STUDIO-1", { seats: 1 }), "seats_exhausted");
  desk.done("deactivate", "old-activation.lic", "--keys", "desk.json", "--host-key", "old.pem", "--out", "old.rcp", "--at", `${NOW}`);
  const receipt = desk.read("old.rcp");
  const { n } = desk.stored((ledger) => ledger.add(receipt, { now: NOW }));
  assert.deepEqual(desk.pool("STUDIO-1", "seats"), [0, 1]);
  refused(() => desk.ledger.add(receipt, { now: NOW }), "receipt_used");
  assert.deepEqual(desk.ledger.find(receipt), { n, forks: [] });
  desk.answer("new");
  assert.equal(desk.verify(["studio.lic", "new-activation.lic"], "new", "seats").granted, 1);
  refused(() => desk.ledger.release({ jti, reason: "broken" }, { now: NOW }), "receipt_used");
});

test("C5: a version that is not covered is not answered", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 3, { versions: "5" }));
  for (const [host, version] of [["a", "5.0"], ["b", "5.1"], ["c", "6.0"]]) {
    desk.host(host);
    desk.request(host, "STUDIO-1", { seats: 1 }, "--product-version", version);
  }
  desk.answer("a");
  desk.answer("b");
  refused(() => desk.answer("c"), "wrong_version", { found: "6.0.0", needed: "5" });
});

test("S3: codes are made for lock codes that are typed in", () => {
  const desk = new Desk();
  for (const id of ["single", "copy"]) {
    const users = { id, metric: "user", quantity: 3, model: `authorized_${id}` };
    desk.license(id, license(`${id.toUpperCase()}-1`, "spss-statistics", 1, [users]));
  }
  const codes = ["a", "b", "c"].map((host) => desk.host(host));
  const typeIn = (lockCodes, grants, file) => {
    const typed = { lockCodes, license: "copy" in grants ? "COPY-1" : "SINGLE-1", grants, description: "lab" };
    return desk.stored((ledger) => ledger.answerTyped(typed, { key: desk.key, comment: "by telephone", now: NOW }), file);
  };
  for (const [index, code] of codes.entries()) typeIn([code.toLowerCase()], { single: 1 }, `single-${index}.lic`);
  refused(() => typeIn([codes[0]], { single: 2 }), "seats_exhausted", { limit: 3, used: 3, requested: 1, left: 0 });
  refused(() => typeIn(codes, { single: 3 }), "usage_invalid");
  typeIn(codes, { copy: 3 }, "copy-all.lic");
  for (const [index, host] of ["a", "b", "c"].entries()) {
    assert.equal(desk.verify(["single.lic", `single-${index}.lic`], host, "single").granted, 1);
    assert.equal(desk.verify(["single.lic", `single-${(index + 1) % 3}.lic`], host, "single").granted, 0);
    assert.equal(desk.verify(["copy.lic", "copy-all.lic"], host, "copy").granted, 1);
  }
  refused(() => typeIn(["CS1-00000-00000-00000-00000-00001"], { single: 1 }), "lock_code_invalid");
  assert.equal(desk.ledger.status({ now: NOW }).licenses[1].activations[0].description, "lab");
});

test("S4: a customer issues within the slots that were bought", () => {
  const desk = new Desk();
  const customer = SigningKey.generate();
  const { kid, x } = customer.publicKey;
  const seats = { id: "seats", metric: "host", quantity: 3, delegable: true };
  desk.license("studio", license("STUDIO-1", "call-studio", 1, [seats], { delegates: [{ kid, x }] }));
  const begin = () => {
    const begun = Ledger.create({ delegate: customer.thumbprint, keys: desk.keys, key: customer, now: 1_764_000_000 });
    const { lines } = begun.ledger.add(desk.read("studio.lic"), { now: NOW });
    return { ledger: begun.ledger, text: begun.lines + lines };
  };
  const give = (host, { ledger }) => {
    const given = ledger.answer(desk.read(`${host}.req`), { key: customer, now: NOW });
    desk.write(`${host}-activation.lic`, given.armor);
    return given;
  };
  const own = begin();
  for (const host of ["a", "b", "c", "d"]) {
    desk.host(host);
    desk.request(host, "STUDIO-1", { seats: 1 });
  }
  // The vendor does not give what the customer gives, nor another key what this one does.
  refused(() => desk.answer("a"), "usage_invalid");
  refused(() => own.ledger.answer(desk.read("a.req"), { key: desk.key, now: NOW }), "usage_invalid", { at: "key" });
  for (const [index, host] of ["a", "b", "c"].entries()) {
    const { slots, lines } = give(host, own);
    own.text += lines;
    assert.deepEqual(slots, { seats: [index + 1, index + 1] });
    assert.equal(desk.verify(["studio.lic", `${host}-activation.lic`], host, "seats").granted, 1);
  }
  refused(() => give("d", own), "seats_exhausted");
  assert.deepEqual(pool(Ledger.read(own.text, desk.keys, { key: customer }).status({ now: NOW }), "STUDIO-1", "seats"), [3, 0]);
  refused(() => Ledger.read(own.text, new TrustedKeys()), "ledger_broken", { n: 1 });
  // Beside the ledger the slot is given twice, and whoever sees both sees that.
  assert.deepEqual(give("d", begin()).slots, { seats: [1, 1] });
  const { granted, warnings } = desk.verify(["studio.lic", "a-activation.lic", "d-activation.lic"], "d", "seats");
  assert.equal(granted, 1);
  assert.deepEqual([warnings[0].code, warnings[0].slot], ["duplicate_slot", 1]);
  // Slot 4 of 3, signed by hand, gives nothing.
  const act = {
    license: "STUDIO-1", license_serial: 1, serial: 1, grants: { seats: 1 }, slots: { seats: [4, 4] },
    host: { lock_codes: [desk.host("e")] },
  };
  const fourth = { iss: kid, aud: "call-studio", sub: "musterkontakt", act };
  const signed = sign(fourth, { keys: customer, type: "activation+jwt", now: NOW, allowUnknown: true });
  desk.write("fourth.lic", signed.armor);
  assert.equal(desk.verify(["studio.lic", "fourth.lic"], "e", "seats").granted, 0);
});

test("S5: a temporary activation ends, and its seat is free again", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 1));
  desk.host("a");
  desk.host("b");
  desk.request("a", "STUDIO-1", { seats: 1 });
  const end = NOW + 30 * 86_400;
  desk.answer("a", { until: new Date(end * 1_000) });
  const files = ["studio.lic", "a-activation.lic"];
  assert.equal(desk.verify(files, "a", "seats", { at: end - 1 }).granted, 1);
  assert.deepEqual(desk.verify(files, "a", "seats", { at: end }).statuses, ["activation_required", "expired"]);
  refused(() => desk.give("b", "STUDIO-1", { seats: 1 }), "seats_exhausted");
  refused(() => desk.answer("b", { until: NOW }), "usage_invalid", { at: "until" });
  const status = desk.ledger.status({ now: new Date(end * 1_000) });
  assert.deepEqual(pool(status, "STUDIO-1", "seats"), [0, 1]);
  const [{ state, exp }] = status.licenses[0].activations;
  assert.deepEqual({ state, exp }, { state: "ended", exp: end });
});

test("S7: of three redundant servers any two give all", () => {
  const desk = new Desk();
  desk.license("services", services(1, 100));
  const codes = ["a", "b", "c", "d"].map((host) => desk.host(host));
  desk.request("a", "SERVICES-1", { sessions: 100 }, "--redundant", codes[1], codes[2]);
  desk.answer("a");
  const files = ["services.lic", "a-activation.lic"];
  const on = (host, ...alive) => desk.verify(files, host, "sessions", { alive: alive.map((index) => codes[index]) });
  for (const host of ["a", "b", "c"]) {
    for (const alive of [[0, 1], [0, 2], [1, 2], [0, 1, 2]]) assert.equal(on(host, ...alive).granted, 100);
    for (const alive of [[0], [1], [2, 3]]) assert.equal(on(host, ...alive).statuses[1], "quorum_missing");
  }
  assert.equal(on("d", 0, 1, 2).statuses[1], "wrong_host");
  const typed = { lockCodes: codes.slice(0, 3), license: "SERVICES-1", grants: { sessions: 100 }, quorum: true };
  assert.equal(desk.ledger.answerTyped(typed, { key: desk.key, now: NOW }).serial, 2);
});

test("a request is given one answer, and the parts of its host only where that is asked for", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 3));
  desk.host("a");
  const request = desk.request("a", "STUDIO-1", { seats: 1 });
  const given = desk.answer("a", { match: 2, grants: new Map([["seats", 1n], ["fax", 1]]) });
  assert.deepEqual(given.grants, { fax: 1, seats: 1 });
  const { host } = JSON.parse(Buffer.from(given.compact.split(".")[1], "base64url")).act;
  assert.deepEqual([host.match, host.parts.length], [2, 2]);
  const again = desk.ledger.answer(request, { key: desk.key, now: NOW + 5 });
  assert.deepEqual(again, { ...given, lines: "" });
  assert.deepEqual(desk.ledger.find(request), { n: 2, forks: [] });
  assert.equal(desk.ledger.find(given.compact).n, 2);
  const { lines, n } = desk.ledger.add(given.json, { now: NOW });
  assert.deepEqual({ lines, n }, { lines: "", n: 2 });
  for (const match of ["some", 0, 9]) refused(() => desk.ledger.answer(desk.request("a", "STUDIO-1", { seats: 1 }), { key: desk.key, match, now: NOW }), match === 9 ? "claims_range" : "usage_invalid");
});

test("what was put back is noticed, mended, and told of", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 3));
  for (const host of ["a", "b"]) desk.host(host);
  const before = desk.text;
  const a = desk.give("a", "STUDIO-1", { seats: 1 });
  desk.done("deactivate", "a-activation.lic", "--keys", "desk.json", "--host-key", "a.pem", "--out", "a.rcp", "--at", `${NOW}`);
  const older = Ledger.read(before, desk.keys);
  refused(() => older.add(desk.read("a.rcp"), { now: NOW }), "ledger_rolled_back");
  assert.deepEqual(older.find(a.compact), { forks: [] });
  assert.equal(older.export(a.jti), undefined);
  const b = older.answer(desk.request("b", "STUDIO-1", { seats: 1 }), { key: desk.key, now: NOW });
  assert.deepEqual(older.find(a.compact).forks, [{ n: 2, activations: [b.jti, a.jti] }]);
  assert.equal(older.add(a.armor, { now: NOW }).n, 3);
  assert.deepEqual(older.forks, [{ n: 2, activations: [b.jti, a.jti] }]);
  assert.deepEqual(pool(older.status({ now: NOW }), "STUDIO-1", "seats"), [2, 1]);
  assert.equal(older.add(desk.read("a.rcp"), { now: NOW }).n, 4);
  assert.deepEqual(pool(older.status({ now: NOW }), "STUDIO-1", "seats"), [1, 2]);
});

test("an operator's word frees a seat, and tells what to revoke", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 1));
  desk.host("a");
  const { jti } = desk.give("a", "STUDIO-1", { seats: 1 });
  refused(() => desk.ledger.release({ jti, reason: " " }, { now: NOW }), "usage_invalid", { at: "reason" });
  const { n, revocation } = desk.stored((ledger) => ledger.release({ jti, reason: "stolen" }, { now: NOW }));
  assert.deepEqual({ n, revocation }, { n: 3, revocation: { iss: VENDOR, aud: "call-studio", jti, typ: "activation+jwt" } });
  const rev = { serial: 1, next_update: NOW + 86_400, revoked: [{ jti, typ: "activation+jwt" }] };
  const list = sign({ iss: VENDOR, aud: "call-studio", rev }, { keys: desk.key, type: "revocation-list+jwt", now: NOW });
  assert.equal(desk.stored((ledger) => ledger.add(list.compact, { now: NOW })).n, 4);
  desk.write("list.lic", list.armor);
  assert.deepEqual(desk.verify(["studio.lic", "a-activation.lic", "list.lic"], "a", "seats").statuses.slice(0, 2), ["activation_required", "revoked"]);
});

test("a ledger that is half the command line's and half the package's is read by both, with the same accounts", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 5));
  for (const host of ["a", "b", "c", "d"]) desk.host(host);
  desk.give("a", "STUDIO-1", { seats: 1 });
  const common = ["--ledger", "desk.ledger", "--keys", "desk.json", "--at", `${NOW}`];
  desk.write("desk.ledger", `${desk.text}{"never handed ou`);
  desk.request("b", "STUDIO-1", { seats: 1 });
  desk.done("activate", "b.req", "--key", "desk.pem", "--out", "b-activation.lic", ...common);
  const ours = desk.text;
  desk.text = desk.read("desk.ledger");
  assert.ok(desk.text.startsWith(ours) && !desk.text.includes("never"));
  desk.ledger.readOn(desk.text.slice(ours.length));
  desk.give("c", "STUDIO-1", { seats: 1, fax: 1 });
  desk.write("desk.ledger", desk.text);
  const told = desk.told("ledger", "status", ...common);
  assert.deepEqual(desk.ledger.status({ now: NOW }), told);
  assert.deepEqual(Ledger.read(desk.text, desk.keys).status({ now: NOW }), told);
  const { iss, entries, hash, created } = desk.told("ledger", "verify", "c-activation.lic", ...common);
  const { ledger } = desk;
  assert.deepEqual({ iss, entries, hash, created }, {
    iss: ledger.issuer, entries: ledger.entries, hash: ledger.hash, created: ledger.created.getTime() / 1_000,
  });
  // What the same words at the same instant give, the other would have written byte for byte: all but what is random.
  const renewal = sign(studio(2, 9), { keys: desk.key, now: NOW, allowPast: true });
  desk.write("renewal.lic", renewal.armor);
  const { lines } = desk.ledger.add(renewal.compact, { now: NOW });
  desk.done("ledger", "add", "renewal.lic", ...common);
  assert.equal(desk.read("desk.ledger"), desk.text + lines);
});

test("an edited, dropped or swapped line is named", () => {
  const desk = new Desk();
  desk.license("studio", studio(1, 5));
  desk.host("a");
  desk.give("a", "STUDIO-1", { seats: 1 });
  desk.stored((ledger) => ledger.release({ jti: ledger.status({ now: NOW }).licenses[0].activations[0].jti, reason: "gone" }, { now: NOW }));
  const [first, ...entries] = desk.text.trimEnd().split("\n");
  const broken = (lines, n) => refused(() => Ledger.read(lines.map((line) => `${line}\n`).join(""), desk.keys), "ledger_broken", { n });
  broken([first.replace("1,", "2,"), ...entries], 0);
  broken([first, entries[0].replace(`"at":${NOW}`, `"at":${NOW + 1}`), ...entries.slice(1)], 2);
  broken([first, ...entries.slice(1)], 1);
  broken([first, entries[1], entries[0], entries[2]], 1);
  broken([first, entries[0], entries[1], entries[2].replace("gone", "")], 3);
  const cut = desk.text.slice(0, -2);
  assert.equal(Ledger.read(cut, desk.keys).entries, 2);
  const older = Ledger.read(`${[first, entries[0]].join("\n")}\n`, desk.keys);
  refused(() => older.readOn(`${entries[2]}\n`), "ledger_broken", { n: 2 });
  older.readOn(`${entries[1]}\n`);
  assert.equal(older.hash, Ledger.read(cut, desk.keys).hash);
});

test("a key is kept in PEM, which others read, and nothing else of it is shown", () => {
  const key = SigningKey.generate();
  const seed = Buffer.from(key.toPem().split("\n")[1], "base64").subarray(16);
  const shown = JSON.stringify([key, key.publicKey, Object.getOwnPropertyDescriptors(key), String(key)]);
  assert.ok(!shown.includes(seed.toString("base64url")));
  const { kid, kty, crv } = key.publicKey;
  assert.deepEqual({ kid, kty, crv }, { kid: key.thumbprint, kty: "OKP", crv: "Ed25519" });
  assert.deepEqual(new TrustedKeys(key.publicKey).thumbprints, [key.thumbprint]);
  const pem = key.toPem("correct horse");
  assert.match(pem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  assert.equal(SigningKey.fromPem(pem, "correct horse").thumbprint, key.thumbprint);
  for (const passphrase of [undefined, "wrong"]) refused(() => SigningKey.fromPem(pem, passphrase), "key_secret");
  refused(() => key.toPem(""), "key_secret");
  refused(() => SigningKey.fromPem("a key"), "key_format");
  refused(() => new SigningKey(), "usage_invalid");
  refused(() => new TrustedKeys(key.toPem()), "key_private");
});

test("documents are signed as the command line signs them, and slips are not", () => {
  const desk = new Desk();
  const claims = studio(1, 3);
  desk.write("studio.claims", JSON.stringify(claims));
  desk.done("sign", "studio.claims", "--key", "desk.pem", "--allow-past", "--compact", "--out", "studio.jwt");
  const signed = sign(claims, { keys: desk.key, now: NOW });
  assert.equal(`${signed.compact}\n`, desk.read("studio.jwt"));
  assert.equal(sign(JSON.stringify(claims), { keys: [desk.key], now: NOW }).json, signed.json);
  const { jti, iat, ...rest } = claims;
  const filled = sign(rest, { keys: desk.key, now: NOW });
  assert.equal(filled.iat, NOW);
  assert.match(filled.jti, /^[0-9a-f]{24}$/);
  const two = sign(claims, { keys: [desk.key, SigningKey.generate()], now: NOW });
  assert.equal(two.compact, undefined);
  const ended = { ...claims, exp: NOW - 1, lic: { ...claims.lic, perpetual: undefined, versions: undefined } };
  refused(() => sign({ ...claims, lic: { ...claims.lic, gracedays: 3 } }, { keys: desk.key }), "claims_unknown", { at: "lic.gracedays", needed: "lic.grace_days" });
  refused(() => sign(ended, { keys: desk.key, now: NOW }), "claims_past", { at: "exp" });
  refused(() => sign({ ...claims, iat: NOW + 301 }, { keys: desk.key, now: NOW }), "claims_future", { at: "iat" });
  assert.ok(sign({ ...claims, iat: NOW + 301 }, { keys: desk.key, now: NOW, allowFuture: true }).armor);
  refused(() => sign(claims, { keys: desk.key, type: "licence+jwt" }), "usage_invalid", { at: "type" });
  refused(() => sign(claims, { keys: [] }), "signature_count");
  refused(() => sign({}, { keys: desk.key }), "claims_missing");
});

test("a ledger is somebody's", () => {
  const keys = new TrustedKeys();
  for (const whose of [{}, { issuer: "" }, { issuer: VENDOR, delegate: "x" }]) {
    refused(() => Ledger.create({ ...whose, keys }), "usage_invalid", { at: "issuer" });
  }
  assert.throws(() => Ledger.create({ delegate: "x", keys }), { name: "CountersignError" });
  refused(() => Ledger.create({ issuer: VENDOR }), "usage_invalid", { at: "keys" });
});
