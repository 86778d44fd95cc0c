import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { types } from "node:util";
import { runInNewContext } from "node:vm";
import { keySet, license } from "./files.js";
import { values } from "./hostile.js";

const require = createRequire(import.meta.url);
const address = new URL("countersign_bg.wasm", import.meta.resolve("countersign/package.json"));
const path = fileURLToPath(address);
const bytes = readFileSync(address);
const { buffer } = new Uint8Array(bytes);
const elsewhere = (script) => runInNewContext(`(bytes) => ${script}`)(bytes);

/** The package as if nothing of it were loaded yet: `require` forgets, `import` does not. */
function fresh() {
  delete require.cache[require.resolve("countersign")];
  return require("countersign");
}

function works({ TrustedKeys, verify }) {
  return verify(license, new TrustedKeys(keySet)).id === "UCW-2025-0001";
}

/** An answer of a library of its own, which only looks like one. */
const answer = { ok: true, url: "", headers: new Headers(), arrayBuffer: async () => buffer };
const typed = { headers: { "Content-Type": "application/wasm" } };

let server;
before(async () => {
  server = createServer(({ url }, response) => {
    const [status, type, body] = {
      "/module": [200, "application/wasm", bytes],
      "/untyped": [200, "application/octet-stream", bytes],
      "/page": [200, "text/html", "<!doctype html>"],
      "/page.wasm": [200, "application/wasm", "<!doctype html>"],
      "/half": [200, "application/wasm", bytes.subarray(0, bytes.length / 2)],
    }[url] ?? [404, "text/html", "<!doctype html>"];
    response.writeHead(status, { "Content-Type": type }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
});
after(() => server.close());
const served = (path) => `http://127.0.0.1:${server.address().port}/${path}`;

test("init takes a module in every form, also of another realm", async () => {
  const forms = {
    "a file's URL": address,
    "a file's URL as text": address.href,
    "a URL of a bundler's own": { href: address.href },
    "a path": path,
    "a buffer": bytes,
    "an ArrayBuffer": buffer,
    "a view": new Int8Array(buffer),
    "an ArrayBuffer of another realm": elsewhere("Uint8Array.from(bytes).buffer"),
    "an array of another realm": elsewhere("Uint8Array.from(bytes)"),
    "a module": new WebAssembly.Module(bytes),
    "a module of another realm": elsewhere("new WebAssembly.Module(bytes)"),
    "a promise of another realm": elsewhere("(async () => bytes)()"),
    "a response": new Response(bytes, typed),
    "a response without a type": new Response(bytes),
    "another library's response": answer,
    "the same with a type": { ...answer, headers: new Headers(typed.headers) },
    "a blob": new Blob([bytes]),
    "what is served": served("module"),
    "what is served, as a URL": new URL(served("module")),
    "what is served, as a request": new Request(served("module")),
    "what is served with another type": fetch(served("untyped")),
    "nothing": undefined,
  };
  for (const [form, source] of Object.entries(forms)) {
    const countersign = fresh();
    await assert.doesNotReject(countersign.init(source), form);
    assert.ok(works(countersign), form);
  }
});

test("initSync takes what needs no waiting, also of another realm", () => {
  const forms = [undefined, bytes, buffer, new WebAssembly.Module(bytes), elsewhere("new WebAssembly.Module(bytes)")];
  for (const form of forms) {
    const countersign = fresh();
    countersign.initSync(form);
    assert.ok(works(countersign));
  }
});

test("whatever loading fails by is told by a code, a cause and a remedy; and the next call may succeed", async () => {
  const missing = { code: "module_missing", message: /Import "countersign\/inline"/ };
  const invalid = { code: "module_invalid", message: /countersign_bg\.wasm of this entry and version/ };
  const usage = { code: "usage_invalid", message: /init\(\) takes an address, a Response, bytes or a compiled module/ };
  const other = readFileSync(new URL("slim/countersign_bg.wasm", address));
  const failures = [
    [new URL("nowhere.wasm", address), missing, /ENOENT/],
    ["nowhere.wasm", missing, /ENOENT/],
    [fileURLToPath(new URL(".", address)), missing, /EISDIR/],
    ["package.json", missing, /magic word/],
    ["http://[", missing, /URL/],
    ["data:text/plain,nothing", missing, /magic word/],
    [served("nowhere"), missing, /404/],
    [served("page"), missing, /magic word/],
    [served("page.wasm"), missing, /magic word/],
    ["http://127.0.0.1:1/", missing, /fetch failed/],
    [{ rejected: true, reason: new Error("no network") }, missing, /no network/],
    [{ rejected: true }, missing, /undefined/],
    [await fetch(served("page")), missing, /magic word/],
    [new Uint8Array(), invalid, /CompileError|compile/],
    [bytes.subarray(0, 1000), invalid, /compile/],
    [new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), invalid, /another build/],
    [other, invalid, /another build/],
    ...[null, 5, 5n, true, {}, [], Symbol("module"), () => bytes].map((source) => [source, usage, /./]),
  ];
  const countersign = fresh();
  for (const [source, refusal, cause] of failures) {
    const error = await countersign.init(source?.rejected ? Promise.reject(source.reason) : source).then(() => assert.fail(String(source)), (error) => error);
    assert.ok(error instanceof Error);
    assert.equal(error.name, "CountersignError", error);
    assert.equal(error.code, refusal.code, error);
    assert.match(error.message, refusal.message);
    assert.match(error.message, cause);
    assert.throws(() => new countersign.TrustedKeys(keySet), { code: "not_initialized" });
  }
  for (const [source, code] of [[path, "usage_invalid"], [null, "usage_invalid"], [bytes.subarray(9), "module_invalid"], [other, "module_invalid"]]) {
    assert.throws(() => countersign.initSync(source), { name: "CountersignError", code });
  }
  await countersign.init();
  assert.ok(works(countersign));
});

test("whatever a loader is given, it refuses with a code", async () => {
  const all = (act) => new Proxy({}, { get: act, has: act, getPrototypeOf: act });
  const mean = { get message() { throw 1; }, get name() { throw 1; }, toString() { throw 1; } };
  const sources = {
    ...values,
    "a proxy that throws null": () => all(() => { throw null; }),
    "a proxy that throws what throws": () => all(() => { throw mean; }),
    "an address that is a symbol": () => ({ href: Symbol("a") }),
    "an answer from a symbol": () => ({ url: Symbol("a"), arrayBuffer: async () => 5 }),
    "a request that is none": () => ({ method: Symbol("a"), url: Symbol("a") }),
    "an answer that throws what throws": () => ({ arrayBuffer: async () => { throw mean; } }),
    "an answer whose address deceives": () => ({ url: "\u202e\0".repeat(5_000), arrayBuffer: async () => { throw mean; } }),
    "a promise of what throws": () => Promise.reject(mean),
    "bytes that throw": () => Object.defineProperty(new Uint8Array(9), "buffer", { get() { throw mean; } }),
    "what says that it is a module": () => ({ [Symbol.toStringTag]: "WebAssembly.Module" }),
    "what throws when it says what it is": () => ({ get [Symbol.toStringTag]() { throw mean; } }),
  };
  const countersign = fresh();
  const isCoded = (what) => (error) => {
    assert.ok(error instanceof countersign.CountersignError, `${what}: ${typeof error}`);
    assert.ok(error.message.length < 5_000, what); // Of 10,000 characters of an address, there is an excerpt.
    assert.match(error.code, /^(module_(missing|invalid)|usage_invalid)$/, what);
    assert.doesNotMatch(error.message, /[\p{Cc}\u202e]/u, what);
    return true;
  };
  for (const [what, source] of Object.entries(sources)) {
    if (what === "undefined") continue; // Is the module that comes with the package.
    const made = () => {
      const value = source();
      if (types.isPromise(value)) value.catch(() => {}); // initSync() refuses a promise, and waits for none.
      return value;
    };
    await assert.rejects(async () => countersign.init(made()), isCoded(what), what);
    assert.throws(() => countersign.initSync(made()), isCoded(what), what);
  }
  await countersign.init();
  assert.ok(works(countersign));
});

test("to require and to import an entry is the same, and needs no file but that of JavaScript", async () => {
  for (const name of ["countersign", "countersign/slim", "countersign/state", "countersign/host", "countersign/issuer", "countersign/pool", "countersign/volume"]) {
    for (const entry of [name, `${name}/inline`]) {
      const [required, imported] = [require(entry), await import(entry)];
      assert.deepEqual(Object.keys(required).sort(), Object.keys(imported).sort());
    }
    assert.equal(require(name), require(`${name}/inline`));
    assert.equal((await import(name)).init, (await import(`${name}/inline`)).init);
  }
});
