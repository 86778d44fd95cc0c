// What is asked of stores: of any within a time, and of PostgreSQL through the client `pg` of whoever imports it.
import { refuse } from "./arguments.js";

/** The longest that a timer waits, in milliseconds: of anything longer it makes one. */
const LONGEST = 2 ** 31 - 1;
/** What PostgreSQL says of a table that is not there, and of one that two make at once. */
export const MISSING = "42P01";
const MADE = ["23505", "42P07"];

export function pause(milliseconds) {
  return new Promise((passed) => { setTimeout(passed, milliseconds); });
}

/** What was asked, unless it takes too long. */
export function within(end, asked) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(Error("it did not answer")), Math.min(Math.max(end - performance.now(), 1), LONGEST));
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** Makes a table unless it is there. */
export function makeTable(connection, table) {
  return connection.query(table).catch((error) => { if (!MADE.includes(error.code)) throw error; });
}

/** The kind of a `Pool` of the package `pg`. */
export function connections(value, at) {
  const isPool = ["query", "connect"].every((name) => typeof value?.[name] === "function");
  return isPool ? value : refuse(at, "something else", "a Pool of the package pg");
}
