import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const SLIM = ["CountersignError", "License", "TrustedKeys", "init", "initSync", "isCountersignError", "verify"];
const HOST = ["CountersignError", "hostIdentity", "init", "initSync", "isCountersignError"];
const ISSUER = ["CountersignError", "Ledger", "SigningKey", "TrustedKeys", "init", "initSync", "isCountersignError", "sign"];
const VOLUME = ["CountersignError", "KmsHost", "MakCount", "init", "initSync", "isCountersignError", "parseKms", "parseProductKey", "plan", "promotionalRequest"];
const MAIN = [...SLIM, "Judgement", "LicenseSet"];

test("importing leaves no trace", async () => {
  const entries = [["countersign", MAIN], ["countersign/state", [...MAIN, "State"]], ["countersign/slim", SLIM], ["countersign/host", HOST], ["countersign/issuer", ISSUER], ["countersign/volume", VOLUME]];
  const inline = entries.map(([entry, names]) => [`${entry}/inline`, names]);
  for (const [entry, names] of [...entries, ...inline, ["countersign/issuer/file", [...ISSUER, "LedgerFile"]]]) {
    const before = traces();
    const exported = await import(entry);
    assert.deepEqual(traces(), before);
    assert.deepEqual(Object.keys(exported).sort(), names.sort());
  }
});

test("what the types declare as values is exported, and nothing else", async () => {
  const declared = (path, seen = new Set()) => {
    const types = readFileSync(new URL(path, import.meta.resolve("countersign/package.json")), "utf8");
    for (const [, name] of types.matchAll(/^export (?:declare )?(?:class|function|const|let|var|enum) (\w+)/gm)) seen.add(name);
    for (const [, names] of types.matchAll(/^export \{([^}]*)\} from/gm)) names.split(",").forEach((name) => seen.add(name.trim()));
    const [, more] = types.match(/^export \* from "(\.{1,2}\/index\.js)"/m) ?? [];
    return more ? declared(more === "./index.js" ? "issuer/index.d.ts" : "index.d.ts", seen) : seen;
  };
  for (const [entry, path] of [["countersign", "index.d.ts"], ["countersign/slim", "slim/index.d.ts"], ["countersign/state", "state/index.d.ts"],
    ["countersign/host", "host/index.d.ts"], ["countersign/issuer", "issuer/index.d.ts"], ["countersign/issuer/file", "issuer/file.d.ts"],
    ["countersign/volume", "volume/index.d.ts"]]) {
    assert.deepEqual([...declared(path)].sort(), Object.keys(await import(entry)).sort(), entry);
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
