// The kinds of parameters that only the issuer's side has.
import { text, whole } from "../arguments.js";

/** How many parts of a host must be there: a number, or a word that the bindings know. */
export function ofMatch(value, at) {
  return (typeof value === "string" ? text : whole)(value, at);
}
