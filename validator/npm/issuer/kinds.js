// The kinds of parameters that only the issuer's side has.
import { kindOf, Late, refuse, settled, text, whole } from "../arguments.js";

export function flag(value, at) {
  return typeof value === "boolean" ? value : refuse(at, kindOf(value), "true or false");
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

/** How many parts of a host must be there: a number, or a word that the bindings know. */
export function ofMatch(value, at) {
  return (typeof value === "string" ? text : whole)(value, at);
}
