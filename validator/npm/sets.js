// The public face of sets of files, and of all that is told of them, beside licences verified alone.
import { bind, free, of } from "./api.js";
import { circumstances, guard, guarded, taken, text, whole } from "./arguments.js";
import { Renewed } from "./renewed.js";
import { choices, files, optional, shape } from "./shapes.js";

/** How many trusted keys must have signed. */
export const strictness = choices({ threshold: whole });

/** The faces of a module's bindings that judge sets. */
export function bindSets(glue, own) {
  const base = bind(glue, own);
  const { verified, needModule, keys, licenses } = base;
  const [judgements, sets] = [new Renewed(), new WeakMap()];
  const change = shape({ add: files, remove: text });

  class License extends base.faces.License {
    #judgement;
    #bytes;

    constructor(license, renewal) {
      super(license, renewal);
      this.#bytes = renewal.bytes;
    }

    decide(id, adding) { return this.#judged.decide(id, adding); }
    report() { return this.#judged.report(); }

    free() {
      this.#judgement?.free();
      super.free();
    }

    get #judged() {
      const make = () => licenses.get(this).judgement();
      return (this.#judgement ??= new Judgement(make(), { make, bytes: this.#bytes }));
    }
  }

  class Judgement {
    constructor(judgement, renewal) {
      const [inner] = taken({ judgement: of(glue.Judgement, "judge(…)") }, [judgement]);
      judgements.set(this, inner, renewal);
    }

    has(id) {
      return judgements.get(this).has(id);
    }

    limit(id) {
      return JSON.parse(judgements.get(this).limitJson(id)) ?? undefined;
    }

    decide(id, adding) {
      return judgements.get(this).decide(id, adding);
    }

    decideDevice(family, adding) {
      return judgements.get(this).decideDevice(family, adding);
    }

    emergencyDenial(id) {
      return judgements.get(this).emergencyDenial(id);
    }

    report() {
      return JSON.parse(judgements.get(this).reportJson());
    }

    toJSON() { return this.report(); }

    free() { free(judgements, this); }
  }

  class LicenseSet {
    #bytes;

    constructor(...asked) {
      needModule();
      const [given, inner, { threshold = 1 }] = taken({ files, keys, options: strictness }, asked);
      guarded(() => sets.set(this, new glue.LicenseSet(contents(given), inner, threshold)));
      this.#bytes = given.reduce((sum, [, , length]) => sum + length, 0);
    }

    judge(options) {
      const set = sets.get(this);
      const make = () => set.judge(options);
      return new Judgement(make(), { of: set, make, bytes: this.#bytes });
    }

    preview({ remove, add = [] }, options) {
      return JSON.parse(sets.get(this).previewJson(remove, contents(add), options));
    }

    free() { free(sets, this); }
  }

  const adding = optional(whole, 1);
  guard(License, licenses, { decide: { id: text, adding } });
  guard(Judgement, judgements, {
    has: { id: text },
    limit: { id: text },
    decide: { id: text, adding },
    decideDevice: { family: text, adding },
    emergencyDenial: { id: text },
  });
  guard(LicenseSet, sets, { judge: { options: circumstances }, preview: { change, options: circumstances } });

  function verify(...asked) {
    return new License(...verified(...asked));
  }

  /** Files as the bindings take them. */
  function contents(files) {
    const list = new glue.Files();
    for (const [name, bytes, length] of files) list.add(name, bytes, length);
    return list;
  }

  return { ...base, faces: { ...base.faces, Judgement, License, LicenseSet, verify }, change, contents };
}
