// A ledger in a file, to which several processes write at once, and some are killed.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { appendFileSync, copyFileSync, renameSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { before, test } from "node:test";
import { promisify } from "node:util";
import * as issuer from "countersign/issuer";
import * as entry from "countersign/issuer/file";
import * as postgres from "countersign/issuer/postgres";
import { init, isCountersignError, Ledger, LedgerFile, TrustedKeys } from "countersign/issuer/file";
import { Desk, NOW, pool, refused, studio, VENDOR } from "./desk.js";
import { values } from "./hostile.js";

before(() => init());

/** A desk whose ledger is in the file desk.ledger, with hosts that ask for a seat. */
function kept(seats, hosts) {
  const desk = new Desk();
  desk.license("studio", studio(1, seats));
  for (const host of hosts) {
    desk.host(host);
    desk.request(host, "STUDIO-1", { seats: 1 });
  }
  desk.write("desk.ledger", desk.text);
  return Object.assign(desk, { file: new LedgerFile(desk.path("desk.ledger"), desk.keys) });
}

const numbered = (count, letter) => Array.from({ length: count }, (_, index) => `${letter}${index}`);

/** Has another process answer hosts, and gives what it prints as soon as it does. */
function worker(desk, hosts) {
  const process = spawn(globalThis.process.execPath, ["issuer_worker.mjs", desk.folder, ...hosts], { stdio: ["ignore", "pipe", "inherit"] });
  return { process, lines: createInterface({ input: process.stdout }) };
}

async function answered(desk, hosts) {
  const said = [];
  for await (const line of worker(desk, hosts).lines) said.push(JSON.parse(line));
  return said;
}

async function commanded(desk, hosts) {
  const said = [];
  for (const host of hosts) {
    const words = ["activate", `${host}.req`, "--ledger", "desk.ledger", "--key", "desk.pem", "--keys", "desk.json",
      "--at", `${NOW}`, "--out", `${host}-activation.lic`, "--format", "json"];
    const run = promisify(execFile)(process.env.COUNTERSIGN_BIN, words, { cwd: desk.folder });
    const { stdout } = await run.catch((error) => error);
    const { jti, n, error } = JSON.parse(stdout);
    said.push({ host, jti, n, code: error?.code });
  }
  return said;
}

test("the command line and Node processes at once give each seat once", async () => {
  const [a, b, c] = [numbered(50, "a"), numbered(25, "b"), numbered(25, "c")];
  const desk = kept(50, [...a, ...b, ...c]);
  const said = (await Promise.all([commanded(desk, a), answered(desk, b), answered(desk, c)])).flat();
  const given = said.filter(({ code }) => code === undefined);
  assert.equal(given.length, 50, JSON.stringify(said));
  assert.equal(said.filter(({ code }) => code === "seats_exhausted").length, 50);
  assert.equal(new Set(given.map(({ jti }) => jti)).size, 50);
  assert.deepEqual(given.map(({ n }) => n).sort((one, other) => one - other), Array.from({ length: 50 }, (_, index) => index + 2));
  const ledger = await desk.file.read();
  assert.deepEqual(pool(ledger.status({ now: NOW }), "STUDIO-1", "seats"), [50, 0]);
  assert.equal(ledger.entries, 51);
  const told = desk.told("ledger", "status", "--ledger", "desk.ledger", "--keys", "desk.json", "--at", `${NOW}`);
  assert.deepEqual(ledger.status({ now: NOW }), told);
});

test("what was handed out is in the ledger, whenever a process is killed", async () => {
  const hosts = numbered(40, "a");
  const desk = kept(40, hosts);
  const told = [];
  for (let round = 1, left = hosts; left.length > 0; round += 1) {
    const { process, lines } = worker(desk, left);
    let count = 0;
    for await (const line of lines) {
      told.push(JSON.parse(line));
      if ((count += 1) === round % 5) process.kill("SIGKILL");
    }
    const ledger = await desk.file.read();
    for (const { jti, n } of told) assert.equal(ledger.export(jti)?.n, n);
    left = hosts.slice(new Set(told.map(({ host }) => host)).size);
  }
  assert.deepEqual(pool((await desk.file.read()).status({ now: NOW }), "STUDIO-1", "seats"), [40, 0]);
});

test("changes are stored before they are given, those of others are seen, and what was interrupted is cut off", async () => {
  const desk = kept(3, ["a", "b", "c"]);
  const answer = (host) => desk.file.change((ledger) => ledger.answer(desk.read(`${host}.req`), { key: desk.key, now: NOW }));
  const a = await answer("a");
  assert.equal(desk.read("desk.ledger"), desk.text + a.lines);
  const [b] = await commanded(desk, ["b"]);
  appendFileSync(desk.path("desk.ledger"), '{"n":4,"prev":');
  const c = await answer("c");
  assert.deepEqual([a.n, b.n, c.n], [2, 3, 4]);
  assert.ok(!desk.read("desk.ledger").includes('"n":4,"prev":{'));
  assert.equal((await answer("a")).lines, "");
  assert.equal(Ledger.read(desk.read("desk.ledger"), desk.keys).entries, 4);
  // An older copy that was put back would give what was given once more: only a new object takes it.
  desk.write("desk.ledger", desk.text);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await assert.rejects(answer("a"), { name: "CountersignError", code: "ledger_rolled_back" });
  }
  assert.equal(desk.read("desk.ledger"), desk.text);
  assert.equal(await new LedgerFile(desk.path("desk.ledger"), desk.keys).change((ledger) => ledger.entries), 1);
});

test("where what is to be done fails, nothing is stored", async () => {
  const desk = kept(3, ["a"]);
  const own = new Error("the mail could not be sent");
  const answer = (ledger) => ledger.answer(desk.read("a.req"), { key: desk.key, now: NOW });
  await assert.rejects(desk.file.change((ledger) => { answer(ledger); throw own; }), (error) => error === own);
  await assert.rejects(desk.file.change(async (ledger) => { answer(ledger); throw own; }), (error) => error === own);
  await assert.rejects(desk.file.change((ledger) => { answer(ledger); ledger.free(); throw own; }), (error) => error === own);
  assert.equal(desk.read("desk.ledger"), desk.text);
  let lent;
  await desk.file.change((ledger) => { lent = ledger; });
  refused(() => answer(lent), "usage_invalid", { found: "what was freed" });
  const { lines } = await desk.file.change((ledger) => { const given = answer(ledger); ledger.free(); return given; });
  assert.equal(desk.read("desk.ledger"), desk.text + lines);
  assert.equal(await desk.file.change((ledger) => ledger.entries), 2);
});

test("nothing is given out of a ledger that was replaced meanwhile", async () => {
  const desk = kept(3, ["a"]);
  const path = desk.path("desk.ledger");
  const answer = (ledger) => ledger.answer(desk.read("a.req"), { key: desk.key, now: NOW });
  const failed = desk.file.change((ledger) => {
    copyFileSync(path, `${path}.new`);
    renameSync(`${path}.new`, path);
    return answer(ledger);
  });
  await assert.rejects(failed, { name: "CountersignError", code: "file_unwritable" });
  assert.equal(desk.read("desk.ledger"), desk.text);
  const { n } = await desk.file.change(answer);
  assert.equal(n, 2);
  // What fails makes nobody forget what was stored.
  await assert.rejects(desk.file.change(() => { throw Error("no"); }));
  desk.write("desk.ledger", desk.text);
  await assert.rejects(desk.file.change(answer), { code: "ledger_rolled_back" });
});

test("what a change began may change the ledger once that change has ended", async () => {
  const desk = kept(3, ["a"]);
  let ended;
  const end = new Promise((done) => { ended = done; });
  let later;
  await desk.file.change(() => { later = end.then(() => desk.file.change((ledger) => ledger.entries)); });
  ended();
  assert.equal(await later, 1);
});

test("what is refused changes nothing, and nothing is read again for that", async () => {
  const desk = kept(1, ["a", "b"]);
  const keys = new TrustedKeys(desk.read("desk.json"));
  const file = new LedgerFile(desk.path("desk.ledger"), keys, { key: desk.key });
  const answer = (host) => file.change((ledger) => ledger.answer(desk.read(`${host}.req`), { key: desk.key, now: NOW }));
  const { lines } = await answer("a");
  keys.free(); // Whoever reads all of it needs them.
  for (let time = 0; time < 2; time += 1) await assert.rejects(answer("b"), { code: "seats_exhausted" });
  assert.equal((await answer("a")).lines, "");
  assert.equal(desk.read("desk.ledger"), desk.text + lines);
});

test("changes of one process wait for each other, and those of others not for ever", async () => {
  const desk = kept(3, ["a", "b", "c"]);
  const other = new LedgerFile(desk.path("desk.ledger"), desk.keys, { wait: 0 });
  const answer = (file, host) => file.change((ledger) => ledger.answer(desk.read(`${host}.req`), { key: desk.key, now: NOW }));
  const numbers = await Promise.all(["a", "b"].map((host) => answer(desk.file, host).then(({ n }) => n)));
  assert.deepEqual(numbers, [2, 3]);
  await desk.file.change(() => assert.rejects(answer(other, "c"), { name: "CountersignError", code: "ledger_locked" }));
  assert.equal((await answer(other, "c")).n, 4);
});

test("nothing comes into a file beside what a change appends to it", async () => {
  const desk = kept(3, ["a", "b"]);
  const answer = (ledger, host) => ledger.answer(desk.read(`${host}.req`), { key: desk.key, now: NOW });
  const copy = Ledger.read(desk.text, desk.keys);
  const { lines } = answer(copy, "a");
  await desk.file.change((ledger) => refused(() => ledger.readOn(lines), "usage_invalid"));
  assert.equal(desk.read("desk.ledger"), desk.text);
  await desk.file.change(() => assert.rejects(desk.file.change(() => 1), { code: "usage_invalid", at: "this" }));
  assert.equal((await desk.file.change((ledger) => answer(ledger, "b"))).n, 2);
  refused(() => copy.answer(desk.read("b.req"), { key: desk.key, grants: {}, now: NOW }), "usage_invalid", { at: "grants" });
});

test("where a ledger is does not change, and what is no file is none", async () => {
  const desk = kept(3, ["a"]);
  const folder = process.cwd();
  process.chdir(desk.folder);
  const file = new LedgerFile("desk.ledger", desk.keys, { wait: 2 ** 53 - 1 });
  process.chdir(folder);
  assert.equal(await file.change((ledger) => ledger.entries), 1);
  for (const path of [desk.folder, "a\0b"]) {
    const other = new LedgerFile(path, desk.keys);
    for (const call of [() => other.read(), () => other.change(() => 1)]) {
      await assert.rejects(call, { name: "CountersignError", code: "file_unreadable" });
    }
  }
  await assert.rejects(LedgerFile.create("a\0b", { issuer: VENDOR, keys: desk.keys }), { code: "file_unwritable" });
});

test("a ledger is begun once, and what can't be read or written is told", async () => {
  const desk = new Desk();
  const path = desk.path("new.ledger");
  const options = { issuer: VENDOR, keys: desk.keys, now: NOW };
  await LedgerFile.create(path, options);
  const begun = desk.read("new.ledger");
  assert.equal(begun, Ledger.create(options).lines);
  desk.done("ledger", "verify", "--ledger", "new.ledger", "--keys", "desk.json");
  await assert.rejects(LedgerFile.create(path, options), { name: "CountersignError", code: "file_unwritable" });
  assert.equal(desk.read("new.ledger"), begun);
  const missing = new LedgerFile(desk.path("none.ledger"), desk.keys);
  for (const call of [() => missing.read(), () => missing.change(() => {})]) {
    await assert.rejects(call, { name: "CountersignError", code: "file_unreadable" });
  }
  desk.write("new.ledger", begun.replace("1,", "2,"));
  await assert.rejects(new LedgerFile(path, desk.keys).change(() => {}), { code: "ledger_broken", n: 0 });
});

test("whatever is handed to it, it refuses with a code", async () => {
  const desk = kept(1, []);
  const path = desk.path("desk.ledger");
  const isCoded = (what) => (error) => {
    assert.ok(isCountersignError(error) && error.message.length < 1_000, `${what}: ${error?.stack}`);
    return true;
  };
  for (const [what, value] of Object.entries(values)) {
    const calls = [
      () => new LedgerFile(value(), desk.keys), () => new LedgerFile(path, value()), () => new LedgerFile(path, desk.keys, value()),
      () => LedgerFile.create(path, value()), () => LedgerFile.prototype.change.call(value(), () => {}),
      () => LedgerFile.prototype.read.call(value()),
    ];
    if (!/function|class/.test(what)) calls.push(() => desk.file.change(value()));
    for (const call of calls) {
      const attempt = async () => call();
      await attempt().catch(isCoded(what));
    }
  }
  const { keys } = new Desk();
  const file = new LedgerFile(path, keys);
  keys.free();
  await assert.rejects(file.change(() => {}), { code: "usage_invalid", found: "what was freed" });
  assert.equal(desk.read("desk.ledger"), desk.text);
});

test("it is all that the other entry is, and goes with it; so it does for CommonJS", () => {
  const { LedgerFile: own, ...others } = entry;
  assert.deepEqual({ ...others }, { ...issuer });
  const { PostgresLedger, ...same } = postgres;
  assert.deepEqual({ ...same }, { ...issuer });
  const require = createRequire(import.meta.url);
  for (const [name, Kept] of [["file", own], ["postgres", PostgresLedger]]) {
    const { [Kept.name]: required, ...rest } = require(`countersign/issuer/${name}`);
    assert.deepEqual(rest, require("countersign/issuer"));
    assert.equal(required.name, Kept.name);
  }
  const browser = Object.keys(issuer);
  assert.ok(!browser.includes("LedgerFile") && !browser.includes("PostgresLedger"));
});

test("a ledger that was read to be asked can't be changed", async () => {
  const desk = kept(3, ["a"]);
  const ledger = await desk.file.read();
  const request = desk.request("a", "STUDIO-1", { seats: 1 });
  for (const change of [() => ledger.answer(request, { key: desk.key }), () => ledger.add(desk.read("studio.lic")), () => ledger.release({ jti: "A", reason: "lost" })]) {
    assert.throws(change, { name: "CountersignError", code: "usage_invalid", at: "this" });
  }
  assert.equal(ledger.entries, (await desk.file.read()).entries);
  assert.ok((await desk.file.change((own) => own.answer(request, { key: desk.key }))).armor);
});

test("the name of a ledger in a store is one that the store can keep", async () => {
  const { PostgresLedger } = postgres;
  const pool = { query() {}, connect() {} };
  const { keys } = kept(1, []);
  for (const name of ["a\0b", "n".repeat(513), 7]) assert.throws(() => new PostgresLedger({ pool, name, keys }), { code: "usage_invalid", at: "name" });
  assert.ok(new PostgresLedger({ pool, name: "n".repeat(512), keys }));
});
