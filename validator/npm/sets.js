// The public face of sets of files, and of all that is told of them, beside licences verified alone.
import { bind, bytes, circumstances, guarded, inner, mustBe, refusal } from "./api.js";

/** The faces of a module's bindings that judge sets. */
export function bindSets(glue, own) {
  const base = bind(glue, own);
  const { verified, innerKeys, needModule } = base;

  class License extends base.faces.License {
    #judgement;

    decide(id, adding) { return this.#judged.decide(id, adding); }
    report() { return this.#judged.report(); }

    get #judged() {
      return (this.#judgement ??= new Judgement(inner.get(this).judgement()));
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

  function verify(...asked) {
    return new License(verified(...asked));
  }

  function contents(files) {
    const list = new glue.Files();
    for (const [name, content] of Object.entries(files)) list.add(name, bytes(content, name));
    return list;
  }

  return { ...base, faces: { ...base.faces, Judgement, License, LicenseSet, verify }, contents };
}

export function amount(number) {
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw refusal("usage_invalid", `A whole number is needed, not ${number}.`);
}
