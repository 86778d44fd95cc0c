// A vendor's desk for ledgers in PostgreSQL: a licence of seats, and hosts that ask for one each.
import pg from "pg";
import { hostIdentity } from "countersign/host";
import { init, PostgresLedger } from "countersign/issuer/postgres";
import { Desk, NOW, studio } from "./desk.js";

export const SEATS = "seats";

await init();

/** A desk with so many seats, whose ledger of a header and a licence is its `text`. */
export function desk(seats) {
  const made = new Desk();
  made.license("studio", studio(1, seats));
  return made;
}

/** What so many hosts ask for, a seat each. */
export async function requests(desk, count, name = "host") {
  const [licenses, keys] = [{ studio: desk.read("studio.lic") }, desk.read("desk.json")];
  const asked = [];
  for (let number = 0; number < count; number += 1) {
    const host = await hostIdentity({ key: desk.path(`${name}-${number}.pem`), description: `${name}-${number}` });
    asked.push(await host.request({ licenses, keys, want: { [SEATS]: 1 }, now: NOW }));
  }
  return asked;
}

/** Connections that note what is asked; `instead` may do something else in place of a question. */
export function watched(url, { instead, ...options } = {}) {
  const pool = new pg.Pool({ connectionString: url, max: 4, ...options });
  pool.on("error", () => {});
  const watch = { asked: [], rows: 0, instead };
  const face = {
    query: (...asked) => pool.query(...asked),
    async connect() {
      const client = await pool.connect();
      const query = async (statement, values) => {
        watch.asked.push(statement);
        const ask = () => client.query(statement, values);
        const answer = await (watch.instead?.(statement, ask, client) ?? ask());
        if (/^SELECT n/.test(statement)) watch.rows += answer.rows.length;
        return answer;
      };
      return { query, release: (error) => client.release(error), on: (...own) => client.on(...own), removeListener: (...own) => client.removeListener(...own) };
    },
  };
  return { pool: face, watch, end: () => pool.end() };
}

/** A ledger of the desk in the store. */
export function ledgerOf(desk, pool, name, options) {
  return new PostgresLedger({ pool, name, keys: desk.keys, key: desk.key, ...options });
}
