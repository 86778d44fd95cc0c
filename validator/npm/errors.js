// What this package throws.
const MARK = Symbol.for("countersign.error");
const MAKER = {};
const SIDES = ["code", "message", "at", "found", "needed"];

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

  /** The error of which `toJSON` gave this, somewhere else. */
  static from(told) {
    const parts = {};
    for (const side of SIDES) {
      const text = read(told, side);
      if (typeof text === "string") parts[side] = text;
    }
    if (parts.code && parts.message) return countersignError(parts);
    throw refusal("usage_invalid", "This is none of Countersign's errors. Give what error.toJSON() gave.");
  }

  get name() { return "CountersignError"; }
  get [MARK]() { return true; }

  /** What a worker or a log may have of it: all but the cause and the stack. */
  toJSON() {
    const { name, message } = this;
    return { name, ...this, message };
  }
}

export function countersignError(parts) {
  return new CountersignError(MAKER, parts);
}

export function refusal(code, message, cause) {
  return countersignError({ code, message, cause });
}

function read(value, name) {
  try {
    return value[name];
  } catch {
    return undefined;
  }
}

/** Whether it is one, of whichever copy of the package. */
export function isCountersignError(value) {
  return read(value, MARK) === true;
}
