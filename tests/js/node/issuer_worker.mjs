// Answers requests out of a ledger's file, one after another, and prints each answer when it has been stored:
// node issuer_worker.mjs FOLDER HOST…
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { init, LedgerFile, SigningKey, TrustedKeys } from "countersign/issuer/file";
import { NOW } from "./moment.js";

await init();
const [folder, ...hosts] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), "utf8");
const key = SigningKey.fromPem(read("desk.pem"));
const file = new LedgerFile(join(folder, "desk.ledger"), new TrustedKeys(read("desk.json")), { wait: 120 });
for (const host of hosts) {
  const given = await file.change((ledger) => ledger.answer(read(`${host}.req`), { key, now: NOW })).catch(({ code }) => ({ code }));
  console.log(JSON.stringify({ host, code: given.code, jti: given.jti, n: given.n }));
}
