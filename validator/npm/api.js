// The public face of what all modules of this package have: licences, each verified alone. Each module has its
// own, made here of the generated `countersign.js` beside its WebAssembly file.
import { countersignError, refusal } from "./errors.js";
import { loader } from "./load.js";

export { refusal };

// What importers hold are faces; the objects of the bindings stay in here.
export const inner = new WeakMap();

/** The faces of a module's bindings. `own()` is where the module is: a URL, or its bytes. */
export function bind(glue, own) {
  const { init, initSync, isReady } = loader(glue, own);

  class TrustedKeys {
    constructor(...sources) {
      needModule();
      const [first = { keys: [] }, ...more] = sources;
      const keys = guarded(() => new glue.TrustedKeys(keyBytes(first)));
      for (const source of more) guarded(() => keys.add(keyBytes(source)));
      inner.set(this, keys);
    }

    get thumbprints() {
      return JSON.parse(inner.get(this).thumbprintsJson());
    }
  }

  class License {
    #facts;

    constructor(license) {
      mustBe(license, glue.License, "A License comes from verify(…) only.");
      inner.set(this, license);
      this.#facts = JSON.parse(license.factsJson());
    }

    get status() { return this.#facts.status; }
    get reasons() { return [...this.#facts.reasons]; }
    get counts() { return this.#facts.counts; }
    get id() { return this.#facts.id; }
    get serial() { return this.#facts.serial; }
    get issuer() { return this.#facts.issuer; }
    get product() { return this.#facts.product; }
    get account() { return this.#facts.account; }
    get name() { return this.#facts.name; }
    get edition() { return this.#facts.edition; }
    get kind() { return this.#facts.kind; }
    get holder() { return this.#facts.holder; }
    get issued() { return date(this.#facts.issued); }
    get notBefore() { return date(this.#facts.notBefore); }
    get expires() { return date(this.#facts.expires); }
    get supportUntil() { return this.#facts.supportUntil; }
    get signers() { return [...this.#facts.signers]; }
    get payload() { return inner.get(this).payload; }

    has(id) {
      return inner.get(this).has(String(id));
    }

    limit(id) {
      return JSON.parse(inner.get(this).limitJson(String(id))) ?? undefined;
    }

    claims() {
      return JSON.parse(new TextDecoder().decode(this.payload));
    }
  }

  /** What a licence gives that is verified with these options, as its bindings have it. */
  function verified(document, keys, options = {}) {
    needModule();
    return guarded(() => glue.verify(bytes(document, "document"), innerKeys(keys), circumstances(options)));
  }

  function verify(...asked) {
    return new License(verified(...asked));
  }

  function innerKeys(keys) {
    mustBe(keys, TrustedKeys, "The keys must be made with new TrustedKeys(…) of the same entry of the package.");
    return inner.get(keys);
  }

  function needModule() {
    if (!isReady()) {
      throw refusal("not_initialized", "Countersign is not loaded yet. Call and await init() once before anything else.");
    }
  }

  return { faces: { init, initSync, License, TrustedKeys, verify }, verified, innerKeys, needModule };
}

// The bindings throw what they refuse as JSON text; whatever else is thrown is no refusal.
export function guarded(call) {
  try {
    return call();
  } catch (thrown) {
    throw typeof thrown === "string" ? countersignError(JSON.parse(thrown)) : thrown;
  }
}

// Options cross as one JSON text; instants in it are Unix seconds.
export function circumstances(options) {
  const { now = Date.now() / 1000, floor, ...rest } = options;
  return JSON.stringify({ now: seconds(now), floor: seconds(floor), ...rest });
}

export function seconds(instant) {
  return instant instanceof Date ? Math.floor(instant.getTime() / 1000) : instant && Math.floor(instant);
}

export function date(seconds) {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

export function keyBytes(source) {
  const isBinary = ArrayBuffer.isView(source) || source instanceof ArrayBuffer;
  return bytes(typeof source === "object" && !isBinary ? JSON.stringify(source) : source, "keys");
}

// Text crosses into WebAssembly character by character, bytes at once.
export function bytes(source, what) {
  if (typeof source === "string") return new TextEncoder().encode(source);
  if (source instanceof Uint8Array) return source;
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  throw refusal("usage_invalid", `The ${what} must be a string, a Uint8Array or an ArrayBuffer.`);
}

export function mustBe(object, type, message) {
  if (!(object instanceof type)) throw refusal("usage_invalid", message);
}
