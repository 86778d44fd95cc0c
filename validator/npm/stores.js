// What is asked of stores: of any within a time, and of PostgreSQL through the client `pg` of whoever imports it.
import { excerpt, refuse, text } from "./arguments.js";

/** The longest that a timer waits, in milliseconds: of anything longer it makes one. */
const LONGEST = 2 ** 31 - 1;
/** The most units of a name: an index of PostgreSQL, and a notification, take no longer ones. */
const LONGEST_NAME = 512;
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

/** A name in a store of PostgreSQL, which keeps no text with a NUL. */
export function storeName(value, at) {
  const given = text(value, at);
  const isName = given.length <= LONGEST_NAME && !given.includes("\0");
  return isName ? given : refuse(at, excerpt(given, 80), `a name of at most ${LONGEST_NAME} characters, without U+0000`);
}
