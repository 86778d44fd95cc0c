// The lines of ledgers in a table of PostgreSQL, of which one at a time may append to a ledger's. A transaction has the lock:
// it is given back when that ends, however it ends, and after what was committed can be seen.
import { refusal } from "../errors.js";
import { makeTable, MISSING, pause, within } from "../stores.js";

const TABLE = `CREATE TABLE IF NOT EXISTS countersign_ledgers
  (name text NOT NULL, n bigint NOT NULL, line bytea NOT NULL, PRIMARY KEY (name, n))`;
/** Nothing but this lock keeps others away, so that servers need to be allowed no more than to read and to insert. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended($1, 7232)),
  CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END`;
const READ = "SELECT n, line FROM countersign_ledgers WHERE name = $1 AND n >= $2 ORDER BY n";
const APPEND = "INSERT INTO countersign_ledgers (name, n, line) SELECT $1, * FROM unnest($2::bigint[], $3::bytea[])";
/** The most lines that go at once. */
const MOST = 1_000;
/** The longest time that PostgreSQL takes, in milliseconds. */
const LONGEST = 2 ** 31 - 1;
/** How long one waits at most, in milliseconds, before one tries again where the store is gone. */
const GONE = 100;
/** What PostgreSQL says of a lock that another has for too long. */
const LOCKED = "55P03";
/** What will be otherwise later: connections, resources, what an administrator does, and what came in the way. */
const PASSING = /^(08|53|57|40)/;

export class Table {
  #pool;
  #name;
  #wait;
  #timeout;

  /** Times are in seconds. */
  constructor({ pool, name, wait, timeout }) {
    [this.#pool, this.#name, this.#wait, this.#timeout] = [pool, name, wait, timeout];
  }

  /** How errors name the ledger. */
  get title() { return `The ledger ${JSON.stringify(this.#name)}`; }

  /** The lines from a number on. */
  async read(from = 0) {
    const { rows, connection } = await this.#reached((connection) => connection.lines(this.#name, from));
    connection.end();
    return rows;
  }

  /** The same, with a transaction that nobody else has with this ledger. */
  open(from, isNew = false) {
    const limits = `SET LOCAL lock_timeout = ${span(this.#wait)}; SET LOCAL idle_in_transaction_session_timeout = ${span(this.#timeout)}`;
    return this.#reached(async (connection) => {
      await connection.ask(`BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; ${limits}`);
      await connection.ask(LOCK, [this.#name], this.#wait);
      // By a statement of its own, which sees all that was committed before the lock was given.
      return connection.lines(this.#name, from);
    }, isNew);
  }

  /** What comes of asking the store, by a connection that was made for that: again where it is gone, as long as there is time. */
  async #reached(ask, isNew = false) {
    const end = performance.now() + this.#timeout * 1_000;
    for (;;) {
      let connection;
      try {
        connection = await this.#connect(end);
        return { connection, rows: await ask(connection) };
      } catch (error) {
        connection?.end(error);
        if (error.code === LOCKED) throw refusal("ledger_locked", `${this.title} is in use by another server. Try again when that has ended.`, error);
        if (error.code !== MISSING) this.#refuseUnless(isPassing(error) && performance.now() < end, error);
        else if (!isNew) return { rows: [], connection: NONE };
        else await this.#makeTable(end);
      }
      await pause(Math.random() * GONE);
    }
  }

  async #makeTable(end) {
    try {
      await within(end, makeTable(this.#pool, TABLE));
    } catch (error) {
      this.#refuseUnless(isPassing(error) && performance.now() < end, error);
    }
  }

  #refuseUnless(holds, cause) {
    if (!holds) throw this.unavailable(cause);
  }

  unavailable(cause) {
    return refusal("ledger_unavailable", `${this.title} can't be used in its store: ${cause.message}. Nothing was stored or given; ask again when the store is there.`, cause);
  }

  async #connect(end) {
    const connecting = this.#pool.connect();
    try {
      return new Connection(await within(end, connecting), this.#timeout);
    } catch (error) {
      connecting.then((late) => late.release(), () => {});
      throw error;
    }
  }

  /**
   * Appends lines and ends the transaction, and the connection's use; tells whether they are stored.
   *
   * Where the store is lost while it commits, that is found out: whoever has the lock sees what became of it.
   */
  async append(connection, rows) {
    try {
      for (let from = 0; from < rows.length; from += MOST) await connection.append(this.#name, rows.slice(from, from + MOST));
    } catch (error) {
      connection.end(error); // What was not committed is undone.
      throw this.unavailable(error);
    }
    let cause;
    try {
      const { command } = await connection.ask("COMMIT");
      connection.end();
      if (command === "COMMIT") return;
      cause = Error("it was rolled back");
    } catch (error) {
      connection.end(error);
      cause = error;
      if (await this.#isStored(rows, error)) return;
    }
    throw this.unavailable(cause);
  }

  async #isStored(rows, cause) {
    try {
      const { connection, rows: found } = await this.open(rows[0].n);
      await connection.leave();
      return rows.every((row, index) => isSame(row, found[index]));
    } catch {
      throw refusal("ledger_unconfirmed", `${this.title} was being stored when its store was lost: ${cause.message}. Whether that took place is not known. Ask again when the store is there: what was given is given again, and counted once.`, cause);
    }
  }
}

/** Whether two rows are the same. */
export function isSame(one, other) {
  return other !== undefined && one.n === other.n && one.line.equals(other.line);
}

/** A connection of the pool, which whoever uses it gives back. */
class Connection {
  #client;
  #timeout;

  constructor(client, timeout) {
    [this.#client, this.#timeout] = [client, timeout];
    client.on("error", ignored); // Whoever asks next is told.
  }

  /** Asks, and waits for the answer, and so many seconds more. */
  ask(statement, values, more = 0) {
    return within(performance.now() + (this.#timeout + more) * 1_000, this.#client.query(statement, values));
  }

  async lines(name, from) {
    const { rows } = await this.ask(READ, [name, from]);
    return rows.map(({ n, line }) => ({ n: Number(n), line }));
  }

  append(name, rows) {
    return this.ask(APPEND, [name, rows.map(({ n }) => n), rows.map(({ line }) => line)]);
  }

  /** Ends a transaction in which nothing was changed. */
  async leave() {
    try {
      await this.ask("ROLLBACK");
      this.end();
    } catch (error) {
      this.end(error);
    }
  }

  /** Gives the connection back, or closes it, which ends what it was at. */
  end(error) {
    this.#client.release(error);
    this.#client.removeListener("error", ignored);
  }
}

/** What stands for a connection that was given back. */
const NONE = { end() {}, async leave() {} };

function ignored() {}

/** Seconds as PostgreSQL takes times, of which 0 were none. */
function span(seconds) {
  return Math.min(Math.max(seconds * 1_000, 1), LONGEST);
}

/** Whether it may be otherwise when one asks again. What PostgreSQL itself says has a severity. */
function isPassing(error) {
  return error.severity === undefined || PASSING.test(error.code);
}
