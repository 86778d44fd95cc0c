// What this package throws.
const MARK = Symbol.for("countersign.error");
const MAKER = {};

/** A file, a key, an argument or a module that is refused. */
export class CountersignError extends Error {
  constructor(maker, parts) {
    const isMade = maker === MAKER;
    const refused = { code: "usage_invalid", message: "Only Countersign makes these." };
    const { message, cause, ...sides } = isMade ? parts : refused;
    super(message, cause && { cause });
    Object.assign(this, sides);
    if (!isMade) throw this;
  }

  get name() { return "CountersignError"; }
  get [MARK]() { return true; }
}

export function countersignError(parts) {
  return new CountersignError(MAKER, parts);
}

export function refusal(code, message, cause) {
  return countersignError({ code, message, cause });
}

/** Whether it is one, of whichever copy of the package. */
export function isCountersignError(value) {
  try {
    return value[MARK] === true;
  } catch {
    return false;
  }
}
