// A ledger in memory whose text is kept elsewhere. Whoever changes it is lent it; it is as its text is, or forgotten.
import { refuse } from "../arguments.js";
import { bound } from "./own.js";

const { faces: { Ledger }, lend, takeBack, drop } = bound;

export class Held {
  #keys;
  #key;
  #ledger;

  constructor(keys, key) { [this.#keys, this.#key] = [keys, key]; }

  get isThere() { return this.#ledger !== undefined; }
  get entries() { return this.#ledger.entries; }

  /** The ledger of a text, for somebody else. */
  read(text) {
    return Ledger.read(text, this.#keys, { key: this.#key });
  }

  /** A ledger of which there is no text yet, and its first line. */
  create(options) {
    const { ledger, lines } = Ledger.create({ ...options, keys: this.#keys, key: this.#key });
    ledger.free();
    return lines;
  }

  /** Reads all of the text, or on in it. */
  bring(text) {
    if (!this.isThere) {
      this.#ledger = this.read(text);
      return;
    }
    try {
      if (text.length > 0) this.#ledger.readOn(text);
    } catch (error) {
      this.forget(); // It has the entries before the one that is refused.
      throw error;
    }
  }

  /** What somebody makes of the ledger, and the lines that are to be stored for it. */
  async lend(work) {
    const lent = lend(this.#ledger);
    try {
      const made = await work(lent);
      const { isFreed, lines } = takeBack(lent);
      if (isFreed) this.forget(true);
      return { made, lines };
    } catch (error) {
      const { isFreed, lines } = takeBack(lent);
      if (isFreed || lines) this.forget(isFreed); // What was appended is not stored.
      throw error;
    }
  }

  /** Forgets the ledger, which is not as its text is. */
  forget(isFreed = false) {
    if (this.isThere) drop(this.#ledger, isFreed);
    this.#ledger = undefined;
  }
}

/** An object that is looked at now, and again whenever it is used. */
export function kept(kind) {
  return (value, at) => {
    kind(value, at);
    return value;
  };
}

export function callable(value, at) {
  return typeof value === "function" ? value : refuse(at, "something else", "a function that is given the ledger");
}
