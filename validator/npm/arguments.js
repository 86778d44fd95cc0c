// What importers hand in, looked at before anything is done with it.
//
// Each parameter has a kind: a function of a value and of where it stands, which gives a copy that nothing of the
// importer's runs in any more, or refuses. WebAssembly gets copies alone: a getter that throws while it runs would
// leave it in disorder. Kinds ask what a value is and not which realm made it: a date, a Map or a buffer of a
// frame, a worker or a test runner is one, too.
//
// Any getter can free an object or detach a buffer that was looked at before. Objects and bytes are therefore taken
// when everything has been read, of all parameters: their kinds give a `Late`, and what that runs is of this package.
import { countersignError } from "./errors.js";

/** The most bytes of a file, and of one with keys, as in the core: a larger one is refused before it is copied. */
export const LARGEST_FILE = 32 << 20;
const LARGEST_KEY_FILE = 1 << 20;
/** The most UTF-16 units of a text that is no file, and how deep options and keys may be nested, as in the core. */
const LONGEST = 4_096;
const DEEPEST = 16;
/** The most values, and units of text, of options or keys: what a file of keys could hold. */
const MOST_VALUES = LARGEST_KEY_FILE;

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Whether a text has no half of a character; engines of before 2023 have to look for one. */
const isWhole = "".isWellFormed ? (value) => value.isWellFormed() : (value) => !LONE_SURROGATE.test(value);
/** What could make a text look like another one, or steer a terminal. */
const FORBIDDEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** What the core says of the codes that kinds refuse with. */
const TEXTS = {
  usage_invalid: ["The request can't be understood", "See the documentation of the command or function."],
  size_too_large: ["The file is larger than is accepted", "Check that it is the right file, or raise the limit."],
};

/** The refusals of kinds, which tells them from what the importer's own code throws. */
const misuses = new WeakSet();

export function refuse(...sides) {
  throw misuse(...sides);
}

function misuse(at, found, needed, code = "usage_invalid", cause = undefined) {
  const sides = { at: excerpt(at, 200), found: excerpt(found, 80), needed };
  const [meaning, remedy] = TEXTS[code];
  const told = Object.entries(sides).map(([side, value]) => `${side}: ${value}`).join(", ");
  const error = countersignError({ code, message: `${meaning} (${told}). ${remedy}`, cause, ...sides });
  misuses.add(error);
  return error;
}

/** The beginning of a text, in which nothing can deceive a reader. */
export function excerpt(text, longest) {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return short.replace(FORBIDDEN, (character) => `\\u{${character.codePointAt().toString(16)}}`);
}

/** What was handed in for `parameters`, kinds by name, as the kinds have it. */
export function taken(parameters, values) {
  return each(Object.entries(parameters), values);
}

function each(parameters, values) {
  const read = [];
  let index = 0;
  try {
    let isLate = false;
    for (; index < parameters.length; index += 1) {
      const [name, kind] = parameters[index];
      read[index] = kind(values[index], name);
      isLate ||= read[index] instanceof Late;
    }
    if (isLate) for (index = 0; index < read.length; index += 1) read[index] = settled(read[index]);
    return read;
  } catch (thrown) {
    if (misuses.has(thrown)) throw thrown;
    throw misuse(parameters[index][0], "what throws when it is read", "plain values", undefined, thrown);
  }
}

/** What is taken when all parameters have been read. */
export class Late {
  constructor(take) { this.take = take; }
}

export function settled(value) {
  return value instanceof Late ? value.take() : value;
}

/** The bindings throw what they refuse as JSON text; whatever else is thrown is no refusal. */
export function guarded(call) {
  try {
    return call();
  } catch (thrown) {
    throw told(thrown);
  }
}

function told(thrown) {
  return typeof thrown === "string" ? countersignError(JSON.parse(thrown)) : thrown;
}

/**
 * Puts kinds before all that a class has, whose objects' bindings are in `held`. `methods` names the parameters of
 * each method; one that is not named takes none. `clockOf` gives the clock of an object that has its own.
 */
export function guard(Face, held, methods, clockOf = () => undefined) {
  const receiver = { this: made(held, "an object that this entry of the package made, not freed") };
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(Face.prototype))) {
    if (name === "constructor") continue;
    const role = property.get ? "get" : "value";
    const body = property[role];
    const parameters = Object.entries(methods[name] ?? {});
    property[role] = function (...values) {
      if (name === "free" && held.get(this) === null) return undefined;
      if (!held.get(this)) taken(receiver, [this]);
      const given = timedBy(clockOf(this), () => each(parameters, values));
      if (!held.get(this)) taken(receiver, [this]); // What was read may have freed it.
      try {
        return body.apply(this, given);
      } catch (thrown) {
        throw told(thrown);
      }
    };
    Object.defineProperty(Face.prototype, name, property);
  }
}

/** An object that a face stands for, as its bindings have it. */
export function made(held, needed) {
  return (value, at) => {
    const take = () => {
      const inner = held.get(value);
      return inner ?? refuse(at, inner === null ? "what was freed" : kindOf(value), needed);
    };
    take(); // What is refused, is so in the order of the parameters.
    return new Late(take);
  };
}

/** What a value is, for who reads a refusal. */
export function kindOf(value) {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  const tag = tagOf(value);
  return tag === "Object" || tag === "Array" ? tag.toLowerCase() : tag;
}

function tagOf(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}

export function member(at, name) {
  return at ? `${at}.${name}` : name;
}

export function callable(value, at) {
  return typeof value === "function" ? value : refuse(at, kindOf(value), "a function");
}

export function text(value, at) {
  if (typeof value === "string" && value.length <= LONGEST && isWhole(value)) return value;
  return refuse(at, kindOf(value), `a string of at most ${LONGEST} whole characters`);
}

/** A whole number from 0; a BigInt is one, and a string of digits is none. */
export function whole(value, at) {
  const number = typeof value === "bigint" && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  if (Number.isSafeInteger(number) && number >= 0) return number;
  return refuse(at, kindOf(number), `a whole number, at most ${Number.MAX_SAFE_INTEGER}`);
}

/** A date or whole Unix seconds, as Unix seconds. */
export function instant(value, at) {
  if (typeof value === "bigint") return whole(value, at);
  const seconds = typeof value === "object" ? Math.floor(timeOf(value) / 1000) : value;
  if (!Number.isInteger(seconds)) refuse(at, kindOf(value), "a valid Date or whole Unix seconds");
  // What is further off, the core refuses anyway.
  return Math.min(Math.max(seconds, -1), Number.MAX_SAFE_INTEGER);
}

function timeOf(value) {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return NaN;
  }
}

/** What tells the present instant: a state may have a clock of its own. */
let clock;

export function present() {
  return instant(clock ? clock() : new Date(), "clock");
}

/** Acts while a clock tells the time, or the one that did. */
function timedBy(own, act) {
  const before = clock;
  clock = own ?? before;
  try {
    return act();
  } finally {
    clock = before;
  }
}

/** The members of a plain object or a Map, with their names. Inherited ones would be overlooked in silence. */
export function members(value, at, needed = "a plain object or a Map") {
  if (typeof value !== "object" || value === null) refuse(at, kindOf(value), needed);
  if (tagOf(value) === "Map") {
    const pairs = [];
    value.forEach((item, name) => pairs.push([text(name, at), item]));
    return pairs;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || Object.hasOwn(prototype, "isPrototypeOf")) return Object.entries(value);
  return refuse(at, kindOf(value), needed);
}

/** The circumstances in which a licence is judged, as JSON text: the bindings know the names and what each is. */
export function circumstances(value, at) {
  if (value === undefined) return `{"now":${present()}}`;
  const copy = Object.assign(Object.create(null), { now: present() });
  const room = { left: MOST_VALUES };
  const kinds = { __proto__: null, now: instant, floor: instant, usage: amounts, entry: amounts, host: machine };
  for (const [name, item] of members(value, at)) {
    if (item !== undefined) copy[name] = (kinds[name] ?? word)(item, name, room);
  }
  return JSON.stringify(copy);
}

/** A lock code, or what a host has proved: one that has yet to do that is told how. */
function machine(value, at, room) {
  if (typeof value === "object" && value !== null) members(value, at, "await host.prove(), a lock code, or any");
  return word(value, at, room);
}

/** A text, or what the bindings refuse to take for one. Of the values that JSON has not, they would not learn. */
function word(value, at, room) {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  const hasJson = isNumber ? Number.isSafeInteger(value) && value >= 0 : !["symbol", "function"].includes(typeof value);
  return hasJson ? plain(value, at, room, true) : refuse(at, kindOf(value), "a string");
}

/** Amounts by id. */
export function amounts(value, at, room = { left: MOST_VALUES }) {
  const copy = Object.create(null);
  for (const [id, amount] of members(value, at)) {
    spend(room, id.length + 1, at);
    copy[id] = whole(amount, member(at, id));
  }
  return copy;
}

function spend(room, units, at, depth = 1) {
  room.left -= units;
  if (room.left < 0 || depth > DEEPEST) refuse(at, "more, or a circle", `at most ${MOST_VALUES} values, ${DEEPEST} deep`);
}

/** A copy of what JSON has. Members that are `undefined` are left out where they may be. */
function plain(value, at, room, mayLack = false, depth = 1) {
  spend(room, typeof value === "string" ? value.length + 1 : 1, at, depth);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number" || typeof value === "bigint") return whole(value, at);
  if (Array.isArray(value)) {
    const copy = [];
    for (let index = 0; index < value.length; index += 1) {
      copy.push(plain(value[index], `${at}[${index}]`, room, mayLack, depth + 1));
    }
    return copy;
  }
  const copy = Object.create(null);
  for (const [name, item] of members(value, at)) {
    room.left -= name.length;
    if (item !== undefined || !mayLack) copy[name] = plain(item, member(at, name), room, mayLack, depth + 1);
  }
  return copy;
}

const TypedArray = Object.getPrototypeOf(Uint8Array);
const getter = (Of, name) => Object.getOwnPropertyDescriptor(Of.prototype, name).get;
const typeName = getter(TypedArray, Symbol.toStringTag);
/** Where a view lies, as the language has it: the view may have members of its own by these names. */
const PLACES = [TypedArray, DataView].map((Of) => ["buffer", "byteOffset", "byteLength"].map((name) => getter(Of, name)));

/**
 * The bytes of a buffer or of a view of one; else nothing. A DataView takes buffers alone, none that is detached.
 * Nothing of the importer's runs.
 */
function bytesOf(value) {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    if (!ArrayBuffer.isView(value)) return new Uint8Array(new DataView(value).buffer);
    const place = PLACES[Reflect.apply(typeName, value, []) === undefined ? 1 : 0];
    const { buffer, byteOffset, byteLength } = new DataView(...place.map((get) => Reflect.apply(get, value, [])));
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch {
    return undefined;
  }
}

/** What a file holds: a text or bytes, neither encoded nor copied yet. Nothing of the importer's runs. */
export function source(value, at) {
  const found = typeof value === "string" ? value : bytesOf(value);
  return found ?? refuse(at, kindOf(value), "a string, a Uint8Array or an ArrayBuffer, not detached");
}

// Text crosses into WebAssembly character by character, bytes at once.
export function encoded(content) {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

/** The bytes of a file, at most so many. */
export function content(value, at, most = LARGEST_FILE) {
  const sized = () => {
    const content = source(value, at);
    if (content.length > most) refuse(at, `${content.length} bytes`, `at most ${most} bytes`, "size_too_large");
    return content;
  };
  sized();
  return new Late(() => encoded(sized()));
}

/** Keys, as bytes: a key set may be an object. */
export function keySource(value, at) {
  const isObject = typeof value === "object" && value !== null && !bytesOf(value);
  if (isObject) members(value, at); // Members of it are named without its own name.
  const keys = isObject ? JSON.stringify(plain(value, "", { left: MOST_VALUES }, true)) : value;
  return content(keys, at, LARGEST_KEY_FILE);
}
