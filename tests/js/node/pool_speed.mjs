// How many sessions a second one process checks out, returns and keeps alive, beside the same loop over a plain Map that
// checks nothing: `node pool_speed.mjs`. The second figure holds on any machine.
import { init, SessionPool } from "countersign/pool";

const [CLIENTS, ROUNDS, RUNS] = [1_000, 60, 5];
const names = Array.from({ length: CLIENTS }, (_, number) => `client-${number}@workstation-${number % 97}`);
const now = 1_764_000_000;

/** The loop: each client in turn has a session, half of them at a time. */
function loop({ checkOut, giveBack }) {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let client = 0; client < CLIENTS; client += 1) {
      checkOut(names[client]);
      giveBack(names[(client + CLIENTS / 2) % CLIENTS]);
    }
  }
}

function plain() {
  const held = new Map();
  return {
    checkOut(client) {
      const lease = { decision: "allow", id: "sessions", client, since: now, until: now + 300 };
      if (!held.has(client) && held.size >= CLIENTS) return undefined;
      held.set(client, lease);
      return lease;
    },
    giveBack: (client) => held.delete(client),
  };
}

function pool() {
  const pool = new SessionPool({ limits: { sessions: CLIENTS } });
  return {
    checkOut(client) {
      const lease = pool.checkOut("sessions", client, { now });
      if (lease.decision !== "allow") throw Error(lease.code);
      return lease;
    },
    giveBack: (client) => pool.return("sessions", client, { now }),
  };
}

/** How many a second, of the best of several runs that take turns: a busy machine then is so for all of them. */
function speeds(subjects) {
  const best = subjects.map(() => 0);
  for (let run = 0; run < RUNS; run += 1) {
    subjects.forEach(({ make, work }, index) => {
      const subject = make();
      const start = performance.now();
      work(subject);
      best[index] = Math.max(best[index], CLIENTS * ROUNDS / (performance.now() - start) * 1_000);
    });
  }
  return best;
}

/** Each client in turn keeps its session alive. */
function beat({ heartbeat }) {
  for (let round = 0; round < ROUNDS; round += 1) for (const name of names) heartbeat(name);
}

function held() {
  const made = new SessionPool({ limits: { sessions: CLIENTS } });
  for (const name of names) made.checkOut("sessions", name, { now });
  return {
    heartbeat(client) {
      if (!made.heartbeat("sessions", client, { now })) throw Error(client);
    },
  };
}

await init();
const [own, map, heartbeats] = speeds([{ make: pool, work: loop }, { make: plain, work: loop }, { make: held, work: beat }]);
console.log(JSON.stringify({
  checkOutsPerSecond: Math.round(own), map: Math.round(map), timesAsLongAsAMap: Math.round(map / own), heartbeatsPerSecond: Math.round(heartbeats),
}));
