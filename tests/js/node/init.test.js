import assert from "node:assert/strict";
import { test } from "node:test";
import { init, initSync, TrustedKeys, verify } from "countersign";
import { keySet, license } from "./files.js";

// In this order: a process has one module, and nothing unloads it.

test("use before init names the remedy", () => {
  const refusal = { name: "CountersignError", code: "not_initialized", message: /await init\(\)/ };
  assert.throws(() => new TrustedKeys(keySet), refusal);
  assert.throws(() => verify(license, {}), refusal);
});

test("a failed init is told, and the next one may succeed", async () => {
  await assert.rejects(init(new Uint8Array([0, 1, 2, 3])), { name: "CountersignError", code: "module_invalid" });
  assert.throws(() => new TrustedKeys(keySet), { code: "not_initialized" });
});

test("init may be called again, and at once", async () => {
  await Promise.all([init(), init(), init()]);
  const keys = new TrustedKeys(keySet);
  await init();
  initSync(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
  assert.equal(verify(license, keys).id, "UCW-2025-0001");
});

test("the module that is loaded first stays, whichever of two calls ends first", async () => {
  const { init, initSync, TrustedKeys, verify } = await import("countersign/slim");
  const waiting = init();
  initSync();
  const keys = new TrustedKeys(keySet);
  await waiting;
  assert.equal(verify(license, keys).id, "UCW-2025-0001");
});
