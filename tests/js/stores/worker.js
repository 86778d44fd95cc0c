// One of several processes that share a pool: checks sessions out and returns them, and says so before and after, until it
// is told how many there were enough, or killed. A session is used for at most `hold` milliseconds.
import { stores } from "./servers.js";

const [name, url, options, own, rounds, hold] = process.argv.slice(2);
const { pool, end } = await stores[name].connect(url, JSON.parse(options));
const say = (...words) => process.stdout.write(`${words.join(" ")}\n`);
/** The time in microseconds, the same in each process of the machine. */
const time = () => Number(process.hrtime.bigint() / 1_000n);
const LANES = 25;

/** Client after client has a session, and returns it. Some are slow; some never return it, and their lease runs out. */
async function lane(number) {
  for (let round = 0; round < rounds; round += 1) {
    const client = `${own}-${number}-${round}`;
    try {
      const start = performance.now();
      // Half of them wait until there is one.
      const given = await pool.checkOut("sessions", client, { ttl: 3, wait: number % 2 * 5 });
      const took = number % 2 ? "waited" : Math.round((performance.now() - start) * 1_000);
      if (given.decision !== "allow") {
        say("denied", took);
        continue;
      }
      const at = time();
      // The lease is the store's, whose clock is this machine's.
      say("has", client, took, at, at + (given.until * 1_000 - Date.now()) * 1_000);
      if (Math.random() < 0.001) continue;
      await new Promise((passed) => { setTimeout(passed, Math.random() * hold); });
      say("returns", client, time());
      await pool.return("sessions", client);
    } catch (error) {
      say("error", error.code);
    }
  }
}

await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
say("done");
await end();
