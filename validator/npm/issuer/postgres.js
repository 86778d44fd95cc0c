// All that `countersign/issuer` has, and the ledger in a table of PostgreSQL, by the client `pg` of whoever imports it.
import { instant, made, taken, text, whole } from "../arguments.js";
import { countersignError, refusal } from "../errors.js";
import { Turns } from "../lock.js";
import { choices, shape } from "../shapes.js";
import { connections, storeName } from "../stores.js";
import { ledgerText } from "./api.js";
import { callable, Held, kept } from "./held.js";
import { bound } from "./own.js";
import { isSame, Table } from "./table.js";

export * from "./inline.js";

/** How long one waits for another who appends to the same ledger, and for each answer of the store, in seconds. */
const [WAIT, TIMEOUT] = [10, 10];
const LINE_FEED = Buffer.from("\n");

const kinds = { pool: connections, name: storeName, keys: kept(bound.keys), key: kept(bound.key), wait: whole, timeout: whole };
const settings = shape(kinds, { required: ["pool", "keys"], within: "" });
const beginning = choices({ issuer: text, delegate: text, now: instant });
/** Of each its table; the ledger that it holds; and the last row that it has seen there. */
const ledgers = new WeakMap();
const turns = new Turns("one whose ledger is being changed", "the ledger that the change was given");
const ledger = made(ledgers, "a PostgresLedger of this entry of the package");

export class PostgresLedger {
  constructor(...asked) {
    const [{ pool, name = "ledger", keys, key, wait = WAIT, timeout = TIMEOUT }] = taken({ options: settings }, asked);
    ledgers.set(this, { table: new Table({ pool, name, wait, timeout }), held: new Held(keys, key), seen: undefined });
  }

  async create(...asked) {
    const [own, options] = taken({ this: ledger, options: beginning }, [this, ...asked]);
    return begin(own, Buffer.from(own.held.create(options)));
  }

  async import(...asked) {
    const [own, content] = taken({ this: ledger, text: ledgerText }, [this, ...asked]);
    own.held.read(content).free();
    return begin(own, Buffer.from(content));
  }

  async export() {
    return textOf(await all(...taken({ this: ledger }, [this])));
  }

  async read() {
    const [own] = taken({ this: ledger }, [this]);
    const rows = await all(own);
    return bound.toLook(counted(own, rows, own.held.read(textOf(rows))));
  }

  async change(...asked) {
    const [own, work] = taken({ this: ledger, work: callable }, [this, ...asked]);
    return turns.next(own, () => change(own, work));
  }
}

/** Stores the lines of a ledger that must not be there yet. */
async function begin({ table }, content) {
  const { connection, rows } = await table.open(0, true);
  if (rows.length > 0) {
    await connection.leave();
    throw refusal("ledger_exists", `${table.title} is there already, and is never overwritten. Choose another name.`);
  }
  await table.append(connection, rowsOf(content, 0));
}

async function change(own, work) {
  const { table, held } = own;
  const { connection, rows } = await table.open(held.isThere ? own.seen.n : 0);
  let given;
  try {
    bring(own, rows);
    given = await held.lend(work);
  } catch (error) {
    await connection.leave();
    throw error;
  }
  if (!given.lines) {
    await connection.leave();
    return given.made;
  }
  const added = rowsOf(Buffer.from(given.lines), own.seen.n + 1);
  try {
    await table.append(connection, added);
  } catch (error) {
    held.forget();
    throw error;
  }
  own.seen = added.at(-1);
  return given.made;
}

/** Brings the ledger to its rows, of which it reads only what is new. */
function bring(own, rows) {
  const { held, seen, table } = own;
  if (seen) {
    const at = rows[seen.n - (rows[0]?.n ?? 0)];
    if (!isSame(seen, at)) throw rolledBack(table);
  } else if (rows.length === 0) throw missing(table);
  held.bring(textOf(held.isThere ? rows.slice(1) : rows));
  try {
    counted(own, rows, held);
  } catch (error) {
    held.forget();
    throw error;
  }
  own.seen = rows.at(-1);
}

async function all({ table }) {
  const rows = await table.read();
  if (rows.length === 0) throw missing(table);
  return rows;
}

/** What was read of rows, where these have the numbers of their lines. */
function counted({ table }, rows, read) {
  const [found, needed] = [rows.at(-1).n, read.entries];
  if (found === needed) return read;
  throw countersignError({ code: "ledger_broken", message: `${table.title} is not as it was written (its last row is ${found}, and its lines end at ${needed}). Put back the last good copy, and add what was given since.`, n: needed, found: `row ${found}`, needed: `row ${needed}` });
}

function missing(table) {
  return refusal("ledger_missing", `${table.title} is not there. Check its name; create() begins a ledger, and import() takes in that of a file.`);
}

/** What was stored is gone, and so is what keeps it from being given twice: somebody has to know that and say so. */
function rolledBack(table) {
  return refusal("ledger_rolled_back", `${table.title} lacks what was stored in it: another or an older one was put there. Put back the newest copy; or, if this is the one, make a new PostgresLedger and add the activations that are missing.`);
}

/** The whole lines of a text, as rows from a number on. What follows them was never handed out. */
function rowsOf(content, first) {
  const rows = [];
  for (let from = 0, end; (end = content.indexOf(LINE_FEED, from)) >= 0; from = end + 1) {
    rows.push({ n: first + rows.length, line: content.subarray(from, end) });
  }
  return rows;
}

/** The text of rows, byte for byte as it stands in a file. */
function textOf(rows) {
  return Buffer.concat(rows.flatMap(({ line }) => [line, LINE_FEED]));
}
