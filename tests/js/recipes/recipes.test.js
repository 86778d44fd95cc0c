// The programs of the guide `recipes.md`, each as it stands there. The test that starts this has written them beside it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import * as main from "countersign";
import * as site from "countersign/state";
import { StateFile, TrustedKeys } from "countersign/state/file";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const vendorKeys = JSON.parse(file("keys.json"));
const [base, addon, trial] = ["base.lic", "addon.lic", "trial.lic"].map(file);
const product = "orange-uce";
const folder = () => mkdtempSync(join(tmpdir(), "recipes-"));

test("a server takes licences, gives seats and decides", async () => {
  const { serve } = await import("./server.mjs");
  const path = join(folder(), "state.jsonl");
  const server = (await serve({ path, vendorKeys, product })).listen(0, "127.0.0.1");
  await once(server, "listening");
  const ask = async (method, where, body) => {
    const response = await fetch(`http://127.0.0.1:${server.address().port}${where}`, { method, body });
    return [response.status, await response.json()];
  };
  try {
    const [status, added] = await ask("POST", "/licences?file=base.lic", base);
    assert.deepEqual([status, added.outcome, added.file], [200, "new", "base.lic"]);
    assert.equal((await ask("POST", "/licences?file=base.lic", base))[1].outcome, "known");
    assert.equal((await ask("POST", "/licences?file=letter.txt", "Dear Sir"))[1].error.code, "armor_missing");
    const [, rows] = await ask("GET", "/licences");
    assert.deepEqual(rows.map(({ file, status }) => [file, status]), [["base.lic", "active"]]);
    assert.equal((await ask("GET", "/may?id=users"))[1].decision, "allow");
    assert.equal((await ask("GET", "/may?id=users&adding=1000"))[1].code, "limit_exhausted");
    assert.deepEqual(await ask("PUT", "/seats?name=gerd&id=users"), [200, { code: "not_assignable", entitlement: "users" }]);
    const [refused, error] = await ask("GET", "/may?id=users&adding=-1");
    assert.deepEqual([refused, error.code, error.at], [422, "usage_invalid", "adding"]);
    assert.equal((await ask("GET", "/nothing"))[0], 404);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  assert.equal((await StateFile.open(path, new TrustedKeys(vendorKeys))).state.documents.length, 1);
});

test("a component shows what changes, and its value stays while nothing does", async () => {
  const { createElement } = await import("react");
  const { renderToStaticMarkup } = await import("react-dom/server");
  const [{ storeOf }, { Settings }] = await Promise.all([import("./store.mjs"), import("./Settings.mjs")]);
  await site.init();
  const state = new site.State(null, new site.TrustedKeys(vendorKeys));
  state.add({ base });
  const store = storeOf(state, product);
  assert.equal(store.snapshot(), store.snapshot());
  const name = (id) => state.nameOf({ id, language: "de" }, { product });
  const page = () => renderToStaticMarkup(createElement(Settings, { store, name }));
  assert.match(page(), /active, for good/);
  assert.match(page(), new RegExp(`<dt>${name("users")}</dt><dd>20</dd>`));
  let told = 0;
  const stop = store.subscribe(() => { told += 1; });
  const before = store.snapshot();
  state.add({ addon });
  await Promise.resolve();
  assert.notEqual(store.snapshot(), before);
  assert.match(page(), /<dd>25<\/dd>/);
  assert.equal(told, 1);
  stop();
});

test("a worker verifies many files, and its licences and errors arrive", async () => {
  await main.init();
  const { verifyAll } = await import("./verify-all.mjs");
  // A worker of Node, with what one of a browser has.
  const script = `import { parentPort } from "node:worker_threads";
    globalThis.addEventListener = (_, listener) => parentPort.on("message", (data) => listener({ data }));
    globalThis.postMessage = (data) => parentPort.postMessage(data);
    await import(${JSON.stringify(new URL("worker.mjs", import.meta.url).href)});`;
  const inner = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`));
  const worker = { postMessage: (data) => inner.postMessage(data) };
  inner.on("message", (data) => worker.onmessage({ data })).on("error", (error) => worker.onerror(error));
  const files = Object.fromEntries(Array.from({ length: 250 }, (_, number) => [`${number}.lic`, base]));
  const progress = [];
  const found = await verifyAll(worker, { files: { ...files, broken: "nothing" }, vendorKeys, progress: (done) => progress.push(done) });
  await inner.terminate();
  assert.deepEqual(progress, [100, 200, 251]);
  assert.deepEqual([found["7.lic"].status, found["7.lic"].issued instanceof Date], ["active", true]);
  assert.ok(found.broken instanceof main.CountersignError);
  assert.equal(found.broken.code, "armor_missing");
});

test("a service worker answers from what it keeps", async () => {
  const listeners = {};
  const kept = new Map();
  const wasm = file("node_modules/countersign/slim/countersign_bg.wasm");
  const served = { "/countersign_bg.wasm": wasm, "/license.lic": base };
  const headers = { "content-type": "application/wasm" };
  globalThis.self = { addEventListener: (name, listener) => { listeners[name] = listener; } };
  globalThis.caches = {
    open: async () => ({ addAll: async (names) => names.forEach((name) => kept.set(name, served[name])) }),
    match: async (name) => new Response(kept.get(name), { headers }),
  };
  await import("./service-worker.mjs");
  let waiting;
  const waitUntil = (promise) => { waiting = promise; };
  listeners.install({ waitUntil });
  await waiting;
  const said = [];
  listeners.message({ waitUntil, source: { postMessage: (value) => said.push(structuredClone(value)) } });
  await waiting;
  assert.deepEqual([said.length, said[0].status, said[0].product], [1, "active", product]);
});

test("an edge function verifies with the module that it was deployed with", async () => {
  const imported = 'import module from "countersign/slim/countersign_bg.wasm";';
  const code = readFileSync(new URL("edge.mjs", import.meta.url), "utf8");
  assert.ok(code.includes(imported));
  globalThis.deployed = new WebAssembly.Module(file("node_modules/countersign/slim/countersign_bg.wasm"));
  writeFileSync(new URL("edge-node.mjs", import.meta.url), code.replace(imported, "const module = globalThis.deployed;"));
  const { default: edge } = await import("./edge-node.mjs");
  const ask = async (body) => {
    const response = await edge.fetch(new Request("https://edge.example/", { method: "POST", body }));
    return [response.status, await response.json()];
  };
  const [status, license] = await ask(base);
  assert.deepEqual([status, license.status], [200, "active"]);
  assert.deepEqual((await ask(trial))[0], 402);
  const [refused, error] = await ask("nothing");
  assert.deepEqual([refused, error.code], [422, "armor_missing"]);
});

test("two tabs lose nothing of each other", async () => {
  await site.init();
  let last = Promise.resolve();
  const request = (_, work) => (last = last.then(work));
  Object.defineProperty(globalThis, "navigator", { value: { locks: { request } }, configurable: true });
  const { SharedState } = await import("./tabs.mjs");
  let stored;
  const store = { load: async () => stored, save: async (text) => { stored = text; } };
  const keys = new site.TrustedKeys(vendorKeys);
  const tabs = [new SharedState(keys, store), new SharedState(keys, store)];
  const names = ["anna", "bert", "carl", "dora"];
  await Promise.all(names.map((name, index) => tabs[index % 2].change(({ people }) => people.add({ name }))));
  for (const tab of tabs) await tab.refresh();
  for (const { state } of tabs) assert.deepEqual(state.people.page().items.map(({ name }) => name), names);
  tabs.forEach((tab) => tab.close());
});

test("a folder is read again in silence, and its changes are told", async () => {
  const { readFolder } = await import("./folder.mjs");
  const [licences, keys] = [folder(), new TrustedKeys(vendorKeys)];
  const path = join(folder(), "state.jsonl");
  const kept = [await StateFile.open(path, keys), await StateFile.open(path, keys)];
  const [one, two] = ["base.lic", "addon.lic"].map((name) => join(licences, name));
  copyFileSync(new URL("base.lic", import.meta.url), one);
  assert.deepEqual(await readFolder(kept[0], licences), ["base.lic: new"]);
  assert.deepEqual(await readFolder(kept[1], licences), []);
  const before = readFileSync(path, "utf8");
  assert.deepEqual(await readFolder(kept[0], licences), []);
  assert.equal(readFileSync(path, "utf8"), before);
  copyFileSync(new URL("addon.lic", import.meta.url), two);
  assert.deepEqual(await readFolder(kept[1], licences), ["addon.lic: new"]);
  rmSync(one);
  assert.equal((await readFolder(kept[0], licences)).length, 1);
  await kept[1].refresh();
  assert.equal(kept[1].state.judge({ product }).limit("users").granted, 5);
});

test("what a loop makes is freed in it", async () => {
  await main.init();
  const { countRoom } = await import("./memory.mjs");
  const customers = Array.from({ length: 300 }, (_, number) => (number % 3 ? { base } : { trial }));
  assert.equal(countRoom(customers, new main.TrustedKeys(vendorKeys)), 200);
});
