import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";

const SLIM = ["CountersignError", "License", "TrustedKeys", "init", "initSync", "isCountersignError", "verify"];
const MAIN = [...SLIM, "Judgement", "LicenseSet"];

test("importing leaves no trace", async () => {
  const entries = [["countersign", MAIN], ["countersign/state", [...MAIN, "State"]], ["countersign/slim", SLIM]];
  const inline = entries.map(([entry, names]) => [`${entry}/inline`, names]);
  for (const [entry, names] of [...entries, ...inline]) {
    const before = traces();
    const exported = await import(entry);
    assert.deepEqual(traces(), before);
    assert.deepEqual(Object.keys(exported).sort(), names.sort());
  }
});

function traces() {
  const builtIn = [Object, Function, Array, String, Error, Promise, Uint8Array, WebAssembly];
  return {
    globals: Reflect.ownKeys(globalThis),
    builtIn: builtIn.map((object) => [Reflect.ownKeys(object), Reflect.ownKeys(object.prototype ?? {})]),
    listeners: process.eventNames(),
  };
}

test("importing prints nothing, and a process that only imports ends", () => {
  const script = ["--input-type=module", "--eval", 'import "countersign";'];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { encoding: "utf8", timeout: 30_000 });
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
});
