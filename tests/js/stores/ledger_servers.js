// Two servers, which are killed now and then, and PostgreSQL, too, are asked by a thousand hosts at once for the hundred seats
// that there are: node ledger_servers.js [KILLS]. What was given is looked at in the ledger, by the command line.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { desk as deskOf, ledgerOf, requests, SEATS } from "./ledgers.js";
import { PostgresServer, stores } from "./servers.js";

const [kills = "0"] = process.argv.slice(2);
const [HOSTS, MOST, SERVERS] = [1_000, 100, 2];
/** After how many answers a server is killed, mostly while there are seats; the store is, too, at every second of them. */
const POINTS = Array.from({ length: Number(kills) }, (_, kill) => Math.ceil(HOSTS * ((kill + 1) / (Number(kills) + 1)) ** 3));
/** What may be asked again. */
const PASSING = ["ledger_unavailable", "ledger_unconfirmed", "ledger_locked"];

const desk = deskOf(MOST);
const asked = await requests(desk, HOSTS);
const server = await PostgresServer.make(stores.postgres.found);
const pool = new pg.Pool({ connectionString: server.url });
pool.on("error", () => {});
const ledger = ledgerOf(desk, pool);
await ledger.import(desk.text);

/** What each host was told last, and all that any was given. */
const [told, given] = [new Map(), []];
const counts = { killed: 0, restarted: 0 };
let isAtWork = true;
const children = [];
let next = Promise.resolve();

/** A server with its share of the hosts, and another in its place where it was killed. */
async function serve(share) {
  for (let left = share; left.length > 0 && isAtWork; left = left.filter((number) => !told.has(number))) {
    const child = fork("ledger_worker.js", [desk.folder, server.url]);
    children.push(child);
    child.on("message", ({ number, ...answer }) => {
      counts[answer.code ?? "given"] = (counts[answer.code ?? "given"] ?? 0) + 1;
      if (PASSING.includes(answer.code)) return child.connected && child.send({ number, request: asked[number] }, () => {});
      if (!answer.code) given.push({ number, ...answer });
      told.set(number, answer);
      if (told.size === HOSTS) for (const one of children) if (one.connected) one.disconnect();
      if (told.size >= POINTS[counts.killed]) next = next.then(() => trouble(counts.killed += 1));
      return undefined;
    });
    for (const number of left) child.send({ number, request: asked[number] }, () => {});
    await once(child, "exit");
  }
}

async function trouble(turn) {
  const alive = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  alive[Math.floor(Math.random() * alive.length)]?.kill("SIGKILL");
  if (turn % 2 === 1) return;
  await server.kill();
  await server.start();
  counts.restarted += 1;
}

const start = performance.now();
const numbers = Array.from({ length: HOSTS }, (_, number) => number);
await Promise.all(Array.from({ length: SERVERS }, (_, own) => serve(numbers.filter((number) => number % SERVERS === own))));
const seconds = (performance.now() - start) / 1_000;
await next;
isAtWork = false;

// Whatever was given, be it to one who then was killed, is there once; and who asks again is given the same.
const held = await ledger.read();
for (const { jti, n, armor } of given) {
  assert.equal(held.export(jti).n, n);
  assert.equal(held.export(jti).armor, armor);
}
for (const { number, armor } of given.slice(0, 10)) {
  const again = await ledger.change((own) => own.answer(asked[number], { key: desk.key }));
  assert.deepEqual([again.armor, again.lines], [armor, ""]);
}
desk.write("exported.ledger", await ledger.export());
desk.done("ledger", "verify", "--ledger", "exported.ledger", "--keys", "desk.json");
const { licenses: [{ entitlements, activations }] } = desk.told("ledger", "status", "--ledger", "exported.ledger", "--keys", "desk.json");
const { claimed, free } = entitlements.find(({ id }) => id === SEATS);
const exhausted = [...told.values()].filter(({ code }) => code === "seats_exhausted").length;
await pool.end();
await server.kill();
console.log(JSON.stringify({
  ...counts, hosts: told.size, exhausted, told: new Set(given.map(({ jti }) => jti)).size, entries: held.entries, claimed, free,
  activations: activations.length, perSecond: Math.round(HOSTS / seconds),
}));
