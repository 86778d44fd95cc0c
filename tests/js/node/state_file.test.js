// A state in a file, which several processes change at once, some of which are killed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  appendFileSync, chmodSync, chownSync, copyFileSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync,
  symlinkSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { before, test } from "node:test";
import * as state from "countersign/state";
import * as entry from "countersign/state/file";
import { init, StateFile, TrustedKeys } from "countersign/state/file";
import { values } from "./hostile.js";

const now = 1_400_000_000;
const file = (name) => readFileSync(new URL(name, import.meta.url));
let keys;

before(async () => {
  await init();
  keys = new TrustedKeys(file("orange-keys.json"));
});

const folder = () => mkdtempSync(join(tmpdir(), "state-"));
const path = () => join(folder(), "state.jsonl");
const names = ({ people }) => people.page({ to: 1_000 }).items.map(({ name }) => name);
const numbered = (count, letter) => Array.from({ length: count }, (_, index) => `${letter}${String(index).padStart(2, "0")}`);
const lines = (at) => readFileSync(at, "utf8").trimEnd().split("\n");

/** Has another process add people, and gives each name that it says was stored. */
function worker(at, people) {
  const process = spawn(globalThis.process.execPath, ["state_worker.mjs", at, ...people], { stdio: ["ignore", "pipe", "inherit"] });
  return { process, said: createInterface({ input: process.stdout }) };
}

async function collected(said) {
  const all = [];
  for await (const name of said) all.push(name);
  return all;
}

test("the entry has all of countersign/state, and the file", () => {
  assert.deepEqual(Object.keys(entry).sort(), [...Object.keys(state), "StateFile"].sort());
});

test("what is changed is there for whoever opens the file next, and for its owner alone", async () => {
  const at = path();
  const first = await StateFile.open(at, keys);
  const [added] = await first.change((state) => state.add({ "base.lic": file("orange-uce-base.lic") }, { now }));
  await first.change(({ people }) => people.add({ name: "gerd" }, { now }));
  if (process.platform !== "win32") assert.equal(statSync(at).mode & 0o777, 0o600);
  const second = await StateFile.open(at, keys);
  assert.equal(second.state.judge({ now }).limit("users").used, 0);
  assert.deepEqual(second.state.content(added.digest), Uint8Array.from(file("orange-uce-base.lic")));
  assert.equal(second.state.toString(), first.state.toString());
  const size = statSync(at).size;
  await second.change((state) => state.add({ "base.lic": file("orange-uce-base.lic") }, { now }));
  assert.equal(statSync(at).size, size, "nothing new is nothing written");
  await first.change(({ people }) => {
    people.remove("gerd", { now });
    people.add({ name: "GERD" }, { now });
  });
  await second.refresh();
  assert.deepEqual(names(second.state), ["GERD"], "somebody who is written otherwise since");
});

test("what a change throws is thrown, and nothing of that change is stored", async () => {
  const at = path();
  const own = await StateFile.open(at, keys);
  await own.change(({ people }) => people.add({ name: "gerd" }, { now }));
  const text = readFileSync(at, "utf8");
  const failed = own.change(async ({ people }) => {
    people.add({ name: "mia" }, { now });
    throw new RangeError("no");
  });
  await assert.rejects(failed, RangeError);
  assert.equal(readFileSync(at, "utf8"), text);
  assert.deepEqual([names(own.state), own.damaged], [["gerd"], []], "what is stored is still known");
  await own.change(({ people }) => people.add({ name: "ida" }, { now }));
  assert.deepEqual(names(own.state), ["gerd", "ida"]);
  await assert.rejects(own.change(() => own.change(() => {})), { code: "usage_invalid", at: "this" });
});

test("what a change began may change the file once that change has ended", async () => {
  const own = await StateFile.open(path(), keys);
  let ended;
  const end = new Promise((done) => { ended = done; });
  let later;
  await own.change(() => { later = end.then(() => own.change(({ people }) => people.add({ name: "ida" }, { now }))); });
  ended();
  await later;
  assert.deepEqual(names(own.state), ["ida"]);
});

test("a change of a file that is replaced or removed meanwhile is refused, and can be made again", async () => {
  const replace = (at) => {
    copyFileSync(at, `${at}.new`);
    renameSync(`${at}.new`, at);
  };
  for (const act of [replace, rmSync]) {
    const at = path();
    const own = await StateFile.open(at, keys);
    await own.change(({ people }) => people.add({ name: "gerd" }, { now }));
    const text = readFileSync(at, "utf8");
    const failed = own.change(({ people }) => {
      people.add({ name: "mia" }, { now });
      act(at);
    });
    await assert.rejects(failed, { name: "CountersignError", code: "file_unwritable" }, act.name);
    assert.deepEqual(names(own.state), ["gerd"]);
    if (act === rmSync) writeFileSync(at, text);
    await own.change(({ people }) => people.add({ name: "mia" }, { now }));
    assert.deepEqual(names((await StateFile.open(at, keys)).state), ["gerd", "mia"]);
  }
});

const posix = { skip: process.platform === "win32" && "of POSIX systems" };

test("what a link leads to is changed and compacted, and not the link", posix, async () => {
  const [at, link] = [path(), path()];
  await StateFile.open(at, keys);
  symlinkSync(at, link);
  const own = await StateFile.open(link, keys);
  await own.change(({ people }) => people.add({ name: "gerd" }, { now }));
  await own.compact();
  await own.change(({ people }) => people.add({ name: "mia" }, { now }));
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.deepEqual(names((await StateFile.open(at, keys)).state), ["gerd", "mia"]);
  rmSync(at);
  await assert.rejects(StateFile.open(link, keys), { code: "file_unwritable", message: /link/u });
});

test("compacted, a file is its owner's, for whom it was before", posix, async () => {
  const at = path();
  const own = await StateFile.open(at, keys);
  chmodSync(at, 0o666);
  const isRoot = process.getuid() === 0;
  if (isRoot) chownSync(at, 12_345, 23_456);
  const rights = ({ uid, gid, mode }) => [uid, gid, mode & 0o777];
  const before = rights(statSync(at));
  await own.compact();
  assert.deepEqual(rights(statSync(at)), before);
});

test("what is no text is named and kept as it is", async () => {
  const at = path();
  const own = await StateFile.open(at, keys);
  await own.change(({ people }) => people.add({ name: "gerd" }, { now }));
  const latin = Buffer.from('{"person":{"name":"zo\u00eb","first":"","last":"","at":1}}', "latin1");
  appendFileSync(at, Buffer.concat([latin, Buffer.from("\n")]));
  await own.change(({ people }) => people.add({ name: "mia" }, { now }));
  await own.compact();
  for (const file of [own, await StateFile.open(at, keys)]) {
    assert.deepEqual([names(file.state), file.damaged.map(({ error }) => error.code)], [["gerd", "mia"], ["json_utf8"]]);
  }
  assert.ok(readFileSync(at).includes(latin));
});

test("processes that change a file at once lose nothing of each other", async () => {
  const at = path();
  await StateFile.open(at, keys);
  const people = ["a", "b", "c"].map((letter) => numbered(20, letter));
  const said = await Promise.all(people.map((part) => collected(worker(at, part).said)));
  assert.deepEqual(said, people);
  const { state, damaged } = await StateFile.open(at, keys);
  assert.deepEqual([names(state), damaged], [people.flat(), []]);
});

test("what was said to be stored is in the file, whenever a process is killed", async () => {
  const at = path();
  await StateFile.open(at, keys);
  const told = [];
  for (let round = 0; round < 12; round += 1) {
    const { process, said } = worker(at, numbered(20, String.fromCharCode(97 + round)));
    let count = 0;
    for await (const name of said) {
      told.push(name);
      if ((count += 1) > round / 2) process.kill("SIGKILL");
    }
  }
  assert.ok(told.length > 12, `${told}`);
  const own = await StateFile.open(at, keys);
  const stored = new Set(names(own.state));
  assert.deepEqual(told.filter((name) => !stored.has(name)), []);
  await own.change(({ people }) => people.add({ name: "zoe" }, { now }));
  assert.ok(names((await StateFile.open(at, keys)).state).includes("zoe"));
});

test("a line that can't be read stays until it is dropped, and one that was cut off costs nothing else", async () => {
  const at = path();
  const own = await StateFile.open(at, keys);
  await own.change(({ people }) => people.add({ name: "gerd" }, { now }));
  appendFileSync(at, '{"person": 5}\n{"person": {"na');
  await own.change(({ people }) => people.add({ name: "mia" }, { now }));
  assert.deepEqual(own.damaged.map(({ error }) => error.code), ["state_entry", "json_syntax"]);
  const other = await StateFile.open(at, keys);
  assert.deepEqual(names(other.state), ["gerd", "mia"]);
  await other.compact();
  assert.equal(lines(at).filter((line) => line.startsWith('{"person": ')).length, 2);
  const damaged = (await StateFile.open(at, keys)).damaged;
  assert.deepEqual(other.damaged.map(({ line }) => line), damaged.map(({ line }) => line));
  await own.change(({ people }) => people.add({ name: "ida" }, { now }));
  await own.compact({ dropDamaged: true });
  assert.deepEqual(own.damaged, []);
  assert.deepEqual(names((await StateFile.open(at, keys)).state), ["gerd", "ida", "mia"]);
});

test("compacted, a file has one line about each thing, and others go on with it", async () => {
  const at = path();
  const [own, other] = [await StateFile.open(at, keys), await StateFile.open(at, keys)];
  for (let used = 1; used <= 50; used += 1) await own.change((state) => state.setUsage("users", used, { now: now + used }));
  assert.equal(lines(at).length, 51);
  await own.compact();
  assert.equal(lines(at).length, 2);
  await other.change((state) => state.setUsage("devices", 1, { now }));
  assert.deepEqual((await StateFile.open(at, keys)).state.usage, { devices: 1, users: 50 });
});

test("a newer state, an empty file and one that is none are told, and not written to", async () => {
  for (const [text, code] of [
    ['{"countersign":"state","version":2}\n{"person":{}}\n', "state_version"], ["", "state_format"], ["hello\n", "state_format"],
  ]) {
    const at = path();
    writeFileSync(at, text);
    const message = code === "state_version" ? /Update this program/ : /Name another file/;
    await assert.rejects(StateFile.open(at, keys), { name: "CountersignError", code, message }, text);
    assert.equal(readFileSync(at, "utf8"), text);
  }
  const at = path();
  const own = await StateFile.open(at, keys);
  writeFileSync(at, "");
  await assert.rejects(own.change(() => assert.fail("not called")), { code: "state_format" });
  assert.equal(readFileSync(at, "utf8"), "");
  await assert.rejects(StateFile.open(folder(), keys), { code: "file_unreadable" });
  await assert.rejects(StateFile.open(join(at, "below"), keys), ({ code }) => code.startsWith("file_un"));
});

test("one who waits too long is told that another has the file", async () => {
  const at = path();
  const [own, other] = [await StateFile.open(at, keys), await StateFile.open(at, keys, { wait: 0 })];
  await own.change(() => assert.rejects(other.refresh(), { code: "state_locked" }));
  await other.refresh();
});

test("what is handed in is taken for what it is, or refused", async () => {
  const own = await StateFile.open(path(), keys);
  for (const [what, make] of Object.entries(values)) {
    const refused = (call) => assert.rejects(call, { name: "CountersignError" }, what);
    if (typeof make() !== "string") await refused(StateFile.open(make(), keys));
    await refused(StateFile.open(path(), make()));
    if (typeof make() !== "function") await refused(own.change(make()));
  }
  assert.throws(() => new StateFile(), { code: "usage_invalid" });
  assert.throws(() => Object.create(StateFile.prototype).state, { code: "usage_invalid" });
});

test("where files can't be locked, that is told, and not that another has the file", { skip: process.platform !== "linux" && "the system locks" }, async () => {
  const [at, { PATH }] = [path(), process.env];
  process.env.PATH = folder();
  try {
    await assert.rejects(StateFile.open(at, keys), { name: "CountersignError", code: "lock_missing", message: /flock/ });
  } finally {
    process.env.PATH = PATH;
  }
  assert.ok(await StateFile.open(at, keys));
});
