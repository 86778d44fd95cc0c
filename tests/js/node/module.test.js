import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const file = (name) => readFileSync(new URL(name, import.meta.resolve("countersign/package.json")));
const modules = ["", "slim/", "state/"].map((folder) => new WebAssembly.Module(file(`${folder}countersign_bg.wasm`)));
const issuing = new WebAssembly.Module(file("issuer/countersign_bg.wasm"));
const words = (names) => names.flatMap(({ name }) => name.toLowerCase().split(/[^a-z0-9]+/));

test("the modules that verify offer nothing that signs", () => {
  for (const module of modules) {
    const exported = words(WebAssembly.Module.exports(module));
    assert.ok(exported.includes("verify"));
    for (const word of ["sign", "signing", "signature", "generate", "issue", "private", "secret", "pkcs8", "pem", "seed", "ledger", "answer"]) {
      assert.ok(!exported.includes(word), word);
    }
  }
});

test("the module that issues does, and asks its host for random numbers, and no clock, network or storage", () => {
  const exported = words(WebAssembly.Module.exports(issuing)).join(" ");
  for (const word of ["signingkey", "ledger", "answer"]) assert.ok(exported.includes(word), word);
  assert.doesNotMatch(exported, /seed|secret/);
  const imported = words(WebAssembly.Module.imports(issuing)).join(" ");
  assert.match(imported, /random/);
  assert.doesNotMatch(imported, /now|date|performance|fetch|storage/);
});

test("the modules that verify ask their host for no clock, network, storage or random numbers", () => {
  for (const module of modules) {
    const imported = words(WebAssembly.Module.imports(module)).join(" ");
    assert.match(imported, /\bwbindgen\b|\bwbg\b/);
    assert.doesNotMatch(imported, /now|date|performance|fetch|storage|crypto|random/);
  }
});
