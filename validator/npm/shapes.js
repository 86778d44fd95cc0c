// The kinds of parameters, beside those of `arguments.js`, that have members, or may be left out.
import {
  encoded, instant, kindOf, LARGEST_FILE, Late, member, members, present, refuse, settled, source, text,
} from "./arguments.js";

/** The most bytes of all files that come together, and what each counts for that by itself. */
const MOST_BYTES = 1 << 28;
const FILE_BYTES = 256;

/** The same kind, or something else where nothing is given. */
export function optional(kind, otherwise) {
  return (value, at) => (value === undefined ? otherwise : kind(value, at));
}

/**
 * Members that have kinds, those that are `required` among them. What stands in no list of them may be misspelt.
 * `within` is what stands before their names, unless that is the parameter's.
 */
export function shape(kinds, { required = [], within } = {}) {
  return (value, at) => {
    const copy = {};
    const take = (name, item) => { copy[name] = kinds[name](item, member(within ?? at, name)); };
    for (const [name, item] of members(value, at)) {
      if (!Object.hasOwn(kinds, name)) refuse(at, name, Object.keys(kinds).join(", "));
      if (item !== undefined) take(name, item);
    }
    for (const name of required) if (!Object.hasOwn(copy, name)) take(name);
    const entries = Object.entries(copy);
    if (!entries.some(([, item]) => item instanceof Late)) return copy;
    return new Late(() => Object.fromEntries(entries.map(([name, item]) => [name, settled(item)])));
  };
}

/** Options, whose names stand for themselves. */
export function choices(kinds) {
  return optional(shape(kinds, { within: "" }), {});
}

/** An array of at most so many, each of a kind. */
export function list(kind, most) {
  return (value, at) => {
    const count = Array.isArray(value) ? value.length : NaN;
    if (!(count <= most)) refuse(at, kindOf(value), `an array of at most ${most}`);
    const items = [];
    for (let index = 0; index < count; index += 1) items.push(kind(value[index], `${at}[${index}]`));
    return items.some((item) => item instanceof Late) ? new Late(() => items.map(settled)) : items;
  };
}

export function flag(value, at) {
  return typeof value === "boolean" ? value : refuse(at, kindOf(value), "true or false");
}

const timed = choices({ now: instant });

/** When something is done. */
export function moment(value, at) {
  return timed(value, at).now ?? present();
}

/** Files by name: of each its bytes, and how many. Of one that is larger than any may be, the number alone. */
export function files(value, at) {
  const given = members(value, at).map(([name, item]) => [text(name, at), item]);
  for (const [name, item] of given) source(item, member(at, name));
  return new Late(() => {
    let left = MOST_BYTES;
    return given.map(([name, item]) => {
      const content = source(item, member(at, name));
      if (content.length > LARGEST_FILE) return [name, new Uint8Array(), content.length];
      const bytes = encoded(content);
      left -= bytes.length + FILE_BYTES;
      if (left < 0) refuse(at, "more", `at most ${MOST_BYTES} bytes in all`, "size_too_large");
      return [name, bytes, bytes.length];
    });
  });
}
