// The public face of what all modules of this package have: licences, each verified alone. Each module has its
// own, made here of the generated `countersign.js` beside its WebAssembly file.
import { circumstances, content, guard, guarded, keySource, made, refuse, taken, text } from "./arguments.js";
import { CountersignError, isCountersignError } from "./errors.js";
import { loader } from "./load.js";
import { Renewed, release } from "./renewed.js";

/** The faces of a module's bindings. `own()` is where the module is: a URL, or its bytes. */
export function bind(glue, own) {
  const { init, initSync, needModule } = loader(glue, own);
  // What importers hold are faces; the objects of the bindings stay in here, `null` where they were freed.
  const [keySets, licenses] = [new WeakMap(), new Renewed()];
  const keys = made(keySets, "new TrustedKeys(…) of this entry of the package, not freed");

  class TrustedKeys {
    constructor(...sources) {
      needModule();
      const given = sources.length > 0 ? sources : [{ keys: [] }];
      const parameters = Object.fromEntries(given.map((_, index) => [`sources[${index}]`, keySource]));
      const [first, ...more] = taken(parameters, given);
      guarded(() => {
        const inner = new glue.TrustedKeys(first);
        for (const source of more) inner.add(source);
        keySets.set(this, inner);
      });
    }

    get thumbprints() {
      return JSON.parse(keySets.get(this).thumbprintsJson());
    }

    free() { free(keySets, this); }
  }

  class License {
    #told;

    constructor(license, renewal) {
      const [inner] = taken({ license: of(glue.License, "verify(…)") }, [license]);
      licenses.set(this, inner, renewal);
    }

    /** Who asks for a limit alone waits for none of them. */
    get #facts() {
      return this.#told ??= JSON.parse(licenses.get(this).factsJson());
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
    get payload() { return licenses.get(this).payload; }

    has(id) {
      return licenses.get(this).has(id);
    }

    limit(id) {
      return JSON.parse(licenses.get(this).limitJson(id)) ?? undefined;
    }

    claims() {
      return JSON.parse(new TextDecoder().decode(this.payload));
    }

    toJSON() {
      const { issued, notBefore, expires, reasons, signers } = this;
      return { ...this.#facts, issued, ...(notBefore && { notBefore }), ...(expires && { expires }), reasons, signers };
    }

    free() { free(licenses, this); }
  }

  guard(TrustedKeys, keySets, {});
  guard(License, licenses, { has: { id: text }, limit: { id: text } });

  /** What a licence gives that is verified with these options, as its bindings have it, and how it is made again. */
  function verified(...asked) {
    needModule();
    const [document, inner, options] = taken({ document: content, keys, options: circumstances }, asked);
    const license = guarded(() => glue.verify(document, inner, options));
    // The importer may write over bytes of its own.
    const kept = typeof asked[0] === "string" ? document : document.slice();
    return [license, { of: inner, bytes: kept.length, make: () => glue.verify(kept, inner, options) }];
  }

  function verify(...asked) {
    return new License(...verified(...asked));
  }

  const faces = { CountersignError, init, initSync, isCountersignError, License, TrustedKeys, verify };
  return { faces, verified, needModule, keys, licenses };
}

/** A class of the bindings, whose objects no importer has. */
export function of(Type, needed) {
  return (value, at) => (value instanceof Type ? value : refuse(at, "something else", needed));
}

/** Gives back the memory of a face's bindings. */
export function free(held, face) {
  release(held.get(face));
  held.set(face, null);
}

export function date(seconds) {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}
