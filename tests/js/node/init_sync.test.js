import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { initSync, TrustedKeys, verify } from "countersign";
import { keySet, license } from "./files.js";

test("initSync takes a compiled module, whose file the package exports", () => {
  const bytes = readFileSync(new URL(import.meta.resolve("countersign/countersign_bg.wasm")));
  initSync(new WebAssembly.Module(bytes));
  assert.equal(verify(license, new TrustedKeys(keySet)).id, "UCW-2025-0001");
});
