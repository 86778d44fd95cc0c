// A vendor's server, which answers requests out of a ledger in PostgreSQL: node ledger_worker.js FOLDER URL. It is told requests,
// as many at once as come, and tells each answer when it was given.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { init, PostgresLedger, SigningKey, TrustedKeys } from "countersign/issuer/postgres";
import { NOW } from "./moment.js";

const [folder, url] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), "utf8");
await init();
const key = SigningKey.fromPem(read("desk.pem"));
const pool = new pg.Pool({ connectionString: url, max: 4 });
pool.on("error", () => {});
const ledger = new PostgresLedger({ pool, keys: new TrustedKeys(read("desk.json")), wait: 60, timeout: 20 });

process.on("message", async ({ number, request }) => {
  const given = await ledger.change((held) => held.answer(request, { key, now: NOW })).catch(({ code }) => ({ code }));
  process.send({ number, code: given.code, jti: given.jti, n: given.n, armor: given.armor });
});
process.on("disconnect", () => process.exit());
