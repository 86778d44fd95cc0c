// The public face of the bindings. Each module of this package has its own, made here of the generated
// `countersign.js` beside its WebAssembly file.

// What importers hold are faces; the objects of the bindings stay in here.
export const inner = new WeakMap();

/** The faces of a module's bindings. */
export function bind(glue) {
  let ready = false;
  let loading;

  async function load(module) {
    loading ??= Promise.resolve(module).then((module) => glue.default({ module_or_path: module }));
    try {
      await loading;
      ready = true;
    } catch (error) {
      loading = undefined; // A later call may find the network or the file again.
      throw error;
    }
  }

  function initSync(module) {
    if (!ready) glue.initSync({ module });
    ready = true;
  }

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
    #judgement;

    constructor(license) {
      mustBe(license, glue.License, "A License comes from verify(…) only.");
      inner.set(this, license);
      this.#facts = JSON.parse(license.factsJson());
      this.#judgement = new Judgement(license.judgement());
    }

    get status() { return this.#facts.status; }
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

    has(id) { return this.#judgement.has(id); }
    limit(id) { return this.#judgement.limit(id); }
    decide(id, adding) { return this.#judgement.decide(id, adding); }
    report() { return this.#judgement.report(); }

    claims() {
      return JSON.parse(new TextDecoder().decode(this.payload));
    }
  }

  class Judgement {
    constructor(judgement) {
      mustBe(judgement, glue.Judgement, "A Judgement comes from judge(…) only.");
      inner.set(this, judgement);
    }

    has(id) {
      return inner.get(this).has(String(id));
    }

    limit(id) {
      return JSON.parse(inner.get(this).limitJson(String(id))) ?? undefined;
    }

    decide(id, adding = 1) {
      return JSON.parse(inner.get(this).decideJson(String(id), amount(adding)));
    }

    decideDevice(family, adding = 1) {
      return JSON.parse(inner.get(this).decideDeviceJson(String(family), amount(adding)));
    }

    emergencyDenial(id) {
      return inner.get(this).emergencyDenial(String(id));
    }

    report() {
      return JSON.parse(inner.get(this).reportJson());
    }
  }

  class LicenseSet {
    constructor(files, keys, { threshold = 1 } = {}) {
      needModule();
      inner.set(this, new glue.LicenseSet(contents(files), innerKeys(keys), amount(threshold)));
    }

    judge(options = {}) {
      return new Judgement(guarded(() => inner.get(this).judge(circumstances(options))));
    }

    preview({ remove = "", add = {} }, options = {}) {
      const [[name, content] = ["", new Uint8Array()], ...more] = Object.entries(add);
      if (more.length > 0) throw refusal("usage_invalid", "Add one file at a time.");
      const text = guarded(() =>
        inner.get(this).previewJson(remove, name, bytes(content, name), circumstances(options)),
      );
      return JSON.parse(text);
    }
  }

  function verify(document, keys, options = {}) {
    needModule();
    return new License(
      guarded(() => glue.verify(bytes(document, "document"), innerKeys(keys), circumstances(options))),
    );
  }

  function contents(files) {
    const list = new glue.Files();
    for (const [name, content] of Object.entries(files)) list.add(name, bytes(content, name));
    return list;
  }

  function innerKeys(keys) {
    mustBe(keys, TrustedKeys, "The keys must be made with new TrustedKeys(…) of the same entry of the package.");
    return inner.get(keys);
  }

  function needModule() {
    if (!ready) {
      throw refusal("not_initialized", "Countersign is not loaded yet. Call and await init() once before anything else.");
    }
  }

  return {
    faces: { initSync, Judgement, License, LicenseSet, TrustedKeys, verify },
    load,
    contents,
    innerKeys,
    needModule,
  };
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

function mustBe(object, type, message) {
  if (!(object instanceof type)) throw refusal("usage_invalid", message);
}

export function amount(number) {
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw refusal("usage_invalid", `A whole number is needed, not ${number}.`);
}

export function refusal(code, message) {
  return countersignError({ code, message });
}

function countersignError({ message, ...sides }) {
  return Object.assign(new Error(message), { name: "CountersignError", ...sides });
}
