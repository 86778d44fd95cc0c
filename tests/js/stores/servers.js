// Real servers on free ports, in folders of their own, which can be killed and started again where they were.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";
import pg from "pg";

/** PostgreSQL refuses to run as root. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((closed) => { server.close(closed); });
  return port;
}

/** Asks until there is an answer, or never will be. */
async function until(ask, isOver) {
  for (const end = Date.now() + 60_000; ;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end || isOver()) throw error;
    }
    await new Promise((passed) => { setTimeout(passed, 20); });
  }
}

function folder() {
  const made = mkdtempSync(join(tmpdir(), "store-"));
  if (NOBODY.uid) {
    chmodSync(made, 0o700);
    chownSync(made, NOBODY.uid, NOBODY.gid);
  }
  return made;
}

class Server {
  #start;
  #child;

  constructor(url, start) { [this.url, this.#start] = [url, start]; }

  async start() {
    for (const end = Date.now() + 60_000; ;) {
      let [said, failure, isOver] = ["", undefined, false];
      this.#child = spawn(...this.#start);
      for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on("data", (data) => { said = (said + data).slice(-2_000); });
      this.#child.on("error", (error) => { failure = error; });
      this.#child.on("exit", () => { isOver = true; });
      try {
        await until(() => this.ask(), () => isOver || failure);
        return this;
      } catch (error) {
        // Where processes of the one that was killed are still ending, PostgreSQL does not start: then it is tried again.
        if (failure || !isOver || Date.now() > end) throw Error(`${failure ?? error.message}: ${said}`);
      }
    }
  }

  /** Ends it at once, as a power cut does. */
  async kill() {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}

export class RedisServer extends Server {
  static async make(program) {
    const port = await freePort();
    const options = ["--port", port, "--bind", "127.0.0.1", "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--dir", folder()];
    const started = [program, options.map(String), { ...NOBODY, stdio: ["ignore", "pipe", "pipe"] }];
    return new RedisServer(`redis://127.0.0.1:${port}`, started).start();
  }

  async client() {
    const client = createClient({ url: this.url, socket: { reconnectStrategy: 20 } });
    client.on("error", () => {});
    return client.connect();
  }

  async ask() {
    const client = createClient({ url: this.url, socket: { reconnectStrategy: false } });
    client.on("error", () => {});
    await client.connect();
    await client.ping();
    client.destroy();
  }
}

export class PostgresServer extends Server {
  static async make(programs) {
    const [port, data] = [await freePort(), join(folder(), "data")];
    const init = spawn(join(programs, "initdb"), ["-D", data, "-U", "pool", "--auth=trust", "-E", "UTF8", "--locale=C"], { ...NOBODY, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    init.stderr.on("data", (text) => { said += text; });
    const [code] = await once(init, "exit");
    if (code !== 0) throw Error(`initdb: ${said}`);
    const options = ["-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=100"];
    const started = [join(programs, "postgres"), options.map(String), { ...NOBODY, stdio: ["ignore", "pipe", "pipe"] }];
    return new PostgresServer(`postgresql://pool@127.0.0.1:${port}/postgres`, started).start();
  }

  async ask() {
    const client = new pg.Client({ connectionString: this.url });
    client.on("error", () => {});
    await client.connect();
    await client.query("SELECT 1");
    await client.end();
  }
}

/** Both stores, each with how its pool is made; or why there is no server of it. */
export const stores = {
  redis: {
    found: process.env.COUNTERSIGN_REDIS,
    make: (program) => RedisServer.make(program),
    async connect(url, options) {
      const { RedisSessionPool } = await import("countersign/pool/redis");
      const client = createClient({ url, socket: { reconnectStrategy: 20 } });
      client.on("error", () => {});
      const pool = new RedisSessionPool({ client, ...options });
      await client.connect();
      return { pool, raw: client, end: async () => { await pool.close(); client.destroy(); } };
    },
  },
  postgres: {
    found: process.env.COUNTERSIGN_POSTGRES,
    make: (programs) => PostgresServer.make(programs),
    async connect(url, options) {
      const { PostgresSessionPool } = await import("countersign/pool/postgres");
      const connections = new pg.Pool({ connectionString: url, max: 4 });
      connections.on("error", () => {});
      const pool = new PostgresSessionPool({ pool: connections, ...options });
      return { pool, raw: connections, end: async () => { await pool.close(); await connections.end(); } };
    },
  },
};

/** Why a store can't be had here. */
export function missing({ found = "missing: nobody said where it is" }) {
  return found.startsWith("missing: ") ? found.slice(9) : undefined;
}
