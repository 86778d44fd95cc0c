// Eight processes on one pool of a hundred, some of them killed, and the store, too, in between. Who has a session is
// counted from outside, by what the processes said when: `node cluster.js redis|postgres CHECK-OUTS HOLD`, each session being used
// for at most HOLD milliseconds. How long a check-out takes is said of those that don't wait for a session, and of a pool in
// the memory of this process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { init, SessionPool } from "countersign/pool";
import { stores } from "./servers.js";

const [name, total = "100000", hold = "500"] = process.argv.slice(2);
const [PROCESSES, LANES, MOST] = [8, 25, 100];
const store = stores[name];
const server = await store.make(store.found);
const options = JSON.stringify({ limits: { sessions: MOST }, timeout: 60 });

/**
 * From when to when each client had a session at least, by the clock of all processes: from when it knew to when it asked to
 * return it, or its lease ended. What processes say arrives in any order.
 */
const held = new Map();
let [given, denied, errors, killed, restarted] = [0, 0, 0, 0, 0];
const latencies = [];
const start = performance.now();

function hear(line) {
  const [word, client, ...rest] = line.split(" ");
  if (word === "has") {
    const [took, from, to] = rest;
    heard(took);
    given += 1;
    held.set(client, { from: Number(from), to: Number(to) });
  } else if (word === "returns") {
    const own = held.get(client);
    own.to = Math.min(own.to, Number(rest[0]));
  } else if (word === "denied") {
    heard(client);
    denied += 1;
  } else if (word === "error") {
    errors += 1;
    console.error(line);
  }
}

function heard(took) {
  if (took !== "waited") latencies.push(Number(took));
}

/** How many had a session at once. */
function highest() {
  const [from, to] = ["from", "to"].map((side) => Float64Array.from([...held.values()].filter((one) => one.from < one.to), (one) => one[side]).sort());
  let most = 0;
  for (let began = 0, ended = 0; began < from.length; began += 1) {
    while (to[ended] <= from[began]) ended += 1;
    most = Math.max(most, began + 1 - ended);
  }
  return most;
}

let number = 0;
/** A process, and another in its place where it was killed, until enough was given. */
async function worker() {
  while (given < Number(total)) {
    const left = Math.ceil((Number(total) - given) / PROCESSES / LANES) + 1;
    const child = spawn(process.execPath, ["worker.js", name, server.url, options, `p${number += 1}`, left, hold], { stdio: ["ignore", "pipe", "inherit"] });
    createInterface(child.stdout).on("line", hear);
    children.add(child);
    await once(child, "close");
    children.delete(child);
  }
}

const children = new Set();
const workers = Array.from({ length: PROCESSES }, worker);
/** After each tenth of the sessions a process is killed, and in the middle the store is. */
async function trouble() {
  for (let tenth = 1; tenth < 10; tenth += 1) {
    while (given < Number(total) * tenth / 10) await new Promise((passed) => { setTimeout(passed, 5); });
    const victim = [...children][Math.floor(Math.random() * children.size)];
    if (victim) {
      victim.kill("SIGKILL");
      killed += 1;
    }
    if (tenth === 3 || tenth === 7) {
      await server.kill();
      await server.start();
      restarted += 1;
    }
  }
}
await Promise.all([...workers, trouble()]);
const seconds = (performance.now() - start) / 1_000;

// None is left when the leases have run out.
const { pool, end } = await store.connect(server.url, JSON.parse(options));
const { items: [last] } = await pool.holders("sessions");
let { sessions: left } = await pool.amounts();
for (const give = Date.now() + 10_000; left > 0 && Date.now() < give;) {
  await pool.checkOut("sessions", "watcher", { wait: 1, ttl: 1 });
  await pool.return("sessions", "watcher");
  ({ sessions: left } = await pool.amounts());
  await new Promise((passed) => { setTimeout(passed, 50); });
}
await end();
await server.kill();

/** A thousandth of a second and its parts, of microseconds. */
function parts(microseconds) {
  const sorted = [...microseconds].sort((a, b) => a - b);
  const part = (share) => Number((sorted[Math.floor((sorted.length - 1) * share)] / 1_000).toPrecision(3));
  return { half: part(0.5), of100_95: part(0.95), of100_99: part(0.99), most: part(1) };
}

/** The same number of check-outs in memory, of which half are denied. */
async function inMemory() {
  await init();
  const memory = new SessionPool({ limits: { sessions: MOST } });
  const took = new Float64Array(Number(total));
  const begin = performance.now();
  for (let client = 0; client < took.length; client += 1) {
    const before = performance.now();
    memory.checkOut("sessions", `client-${client % (2 * MOST)}`, { ttl: 3_600 });
    took[client] = (performance.now() - before) * 1_000;
    if (client % 2) memory.return("sessions", `client-${(client * 7) % (2 * MOST)}`);
  }
  return { perSecond: Math.round(took.length / (performance.now() - begin) * 1_000), milliseconds: parts(took) };
}

console.log(JSON.stringify({
  store: name, asked: given + denied, given, denied, errors, highest: highest(), left, killed, restarted, lastUntil: last?.until,
  perSecond: Math.round((given + denied) / seconds), milliseconds: parts(latencies), inMemory: await inMemory(),
}));
