// A host in Node: its key, its lock code, its proof, and what it notes before it signs a receipt.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { hostIdentity } from "countersign/host";
import { init, TrustedKeys, verify } from "countersign";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const folder = () => mkdtempSync(join(tmpdir(), "host-"));

test("a host keeps its key, and proves it to whoever judges", async () => {
  const key = join(folder(), "host.pem");
  const made = await Promise.all([hostIdentity({ key }), hostIdentity({ key })]);
  assert.equal(made[0].lockCode, made[1].lockCode);
  assert.equal(statSync(key).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(key, "..")), ["host.pem"]);
  const host = await made[0].prove();
  assert.deepEqual(host, { lockCode: made[0].lockCode, parts: made[0].parts, key: made[0].key });
  await init();
  const keys = new TrustedKeys(JSON.parse(file("orange-keys.json")));
  const judged = (options) => verify(file("orange-uce-base.lic"), keys, { now: 1_400_000_000, ...options }).status;
  assert.equal(judged({ host, alive: [host.lockCode] }), "active");
  for (const wrong of [{ ...host, os: "linux" }, { parts: host.parts }, { ...host, parts: [{ ...host.parts[0], value: "" }] }]) {
    assert.throws(() => judged({ host: wrong }), { code: "usage_invalid" });
  }
  assert.throws(() => judged({ host: { lockCode: "CS1-1" } }), { code: "lock_code_invalid" });
});

test("what is no secret, no key, or shared by machines, is refused", async () => {
  const key = join(folder(), "host.pem");
  await hostIdentity({ key });
  for (const value of ["", "uninitialized", "00000000000000000000000000000000"]) {
    await assert.rejects(hostIdentity({ key, parts: { machine_id: value } }), { code: "usage_invalid", at: "parts.machine_id" });
  }
  chmodSync(key, 0o640);
  await assert.rejects(hostIdentity({ key }), { code: "key_exposed" });
  await assert.rejects(hostIdentity({ key: join(folder(), "none", "host.pem") }), { code: "file_unwritable" });
  await assert.rejects(hostIdentity({ key: folder() }), { code: "file_unreadable" });
  await assert.rejects(hostIdentity({}), { code: "usage_invalid", at: "key" });
  await assert.rejects(hostIdentity({ key, parts: ["key"] }), { code: "usage_invalid" });
});
