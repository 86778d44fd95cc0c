// A pool of sessions that several processes share by PostgreSQL, through the client `pg` of whoever imports it.
import { taken } from "../arguments.js";
import { refusal } from "../errors.js";
import { shape } from "../shapes.js";
import { connections, makeTable, MISSING, storeName } from "../stores.js";
import { bound } from "./own.js";
import { bindShared, common } from "./shared.js";

export * from "./inline.js";

const TABLE = `CREATE TABLE IF NOT EXISTS countersign_pools
  (name text PRIMARY KEY, version text NOT NULL, state text NOT NULL)`;

const READ = `SELECT version, CASE WHEN version <> $2 THEN state END AS text,
  floor(extract(epoch FROM clock_timestamp())) AS now
  FROM (SELECT) AS one LEFT JOIN countersign_pools ON name = $1`;

const TOLD = `SELECT count(*) AS stored, count(CASE WHEN $5 <> '' THEN pg_notify('countersign_pool', $5) END) FROM stored`;
const SWAP = `WITH stored AS (UPDATE countersign_pools SET version = $3, state = $4
  WHERE name = $1 AND version = $2 AND extract(epoch FROM clock_timestamp()) < $6 RETURNING name) ${TOLD}`;
/** The same of a pool that is not there yet. */
const BEGIN = `WITH stored AS (INSERT INTO countersign_pools (name, version, state)
  SELECT $1, $3, $4 WHERE $2 = '' AND extract(epoch FROM clock_timestamp()) < $6
  ON CONFLICT (name) DO NOTHING RETURNING name) ${TOLD}`;
/** What PostgreSQL says of a table of this name that has other columns, or of what is no table. */
const OTHER = ["42703", "42804", "42809", "42883"];
/** The most units of a notification, less than PostgreSQL takes bytes. */
const LONGEST = 1_900;

class PostgresStore {
  #pool;
  #name;

  constructor(pool, name) { [this.#pool, this.#name] = [pool, name]; }

  async read(known) {
    const { rows: [row] } = await this.#query(READ, [this.#name, known]);
    return { version: row.version ?? "", text: row.text ?? "", now: Number(row.now) };
  }

  async swap(version, next, text, latest, freed) {
    const full = JSON.stringify([this.#name, freed]);
    const told = full.length > LONGEST ? JSON.stringify([this.#name]) : full;
    const given = [this.#name, version, next, text, freed.length > 0 ? told : "", latest + 1];
    const { rows: [row] } = await this.#query(version === "" ? BEGIN : SWAP, given);
    return Number(row.stored) === 1;
  }

  async #query(statement, values) {
    try {
      return await this.#pool.query(statement, values);
    } catch (error) {
      if (OTHER.includes(error.code)) throw refusal("usage_invalid", `The table countersign_pools of the database is none of pools of sessions: ${error.message}. Use another database or schema, or rename that table.`, error);
      if (error.code !== MISSING) throw error;
    }
    await makeTable(this.#pool, TABLE);
    return this.#pool.query(statement, values);
  }

  /** Tells what other processes free, by a connection of the pool that is kept for that. */
  async listen({ freed, lost }) {
    const own = await this.#pool.connect();
    let isOpen = true;
    const end = (error = true) => {
      if (!isOpen) return;
      isOpen = false;
      own.removeAllListeners("notification");
      own.release(error);
    };
    own.on("error", () => { end(); lost(); });
    own.on("end", () => { end(); lost(); });
    own.on("notification", ({ payload }) => {
      const [name, ids] = JSON.parse(payload);
      if (name === this.#name) freed(ids);
    });
    try {
      await own.query("LISTEN countersign_pool");
    } catch (error) {
      end();
      throw error;
    }
    return () => end();
  }

  async close() {} // The pool of connections is whose it was.
}

const settings = shape({ ...common, pool: connections, name: storeName }, { required: ["pool"], within: "" });

function connect(options) {
  const [{ pool, name = "pool", ...rest }] = taken({ options: settings }, [options]);
  return { store: new PostgresStore(pool, name), ...rest };
}

export const PostgresSessionPool = bindShared(bound, connect);
