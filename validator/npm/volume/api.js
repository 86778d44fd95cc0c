// The public face of volume activation: what a lookup and a key come to, and how a KMS and a MAK count.
import { content, guard, guarded, kindOf, members, refuse, taken, text, whole } from "../arguments.js";
import { CountersignError, isCountersignError } from "../errors.js";
import { loader } from "../load.js";
import { choices, moment, shape } from "../shapes.js";

/** The most bytes of what a tool prints, as in the core, and of a stored count. */
const LARGEST_LOOKUP = 1 << 20;
const LARGEST_STORED = 1 << 25;

/** The faces of a module's bindings of volume activation. */
export function bindVolume(glue, own) {
  const { init, initSync, needModule } = loader(glue, own);
  const [hosts, counts] = [new WeakMap(), new WeakMap()];
  /** What a stored value was read to, on its way to its face. */
  const stored = new WeakSet();

  function made(held, face, given, make) {
    needModule();
    held.set(face, stored.has(given) ? given : make());
    stored.delete(given);
  }

  function restored(Inner, Face, asked) {
    needModule();
    const [text] = taken({ text: storedText }, asked);
    const inner = guarded(() => Inner.restore(text));
    stored.add(inner);
    return new Face(inner);
  }

  class KmsHost {
    static restore(...asked) {
      return restored(glue.KmsHost, KmsHost, asked);
    }

    constructor(kind = "client") {
      made(hosts, this, kind, () => {
        const [given] = taken({ kind: text }, [kind]);
        return guarded(() => new glue.KmsHost(given));
      });
    }

    get threshold() { return hosts.get(this).threshold(); }

    ask(id, at) {
      return dated(JSON.parse(hosts.get(this).askJson(id, at)));
    }

    client(id, at) {
      const state = JSON.parse(hosts.get(this).clientJson(id, at));
      return state === null ? undefined : dated(state);
    }

    clients(at) {
      return JSON.parse(hosts.get(this).clientsJson(at)).map(dated);
    }

    count(at) {
      return hosts.get(this).count(at);
    }

    active(at) {
      return hosts.get(this).active(at);
    }

    toString() {
      return hosts.get(this).snapshot();
    }

    free() { free(hosts, this); }
  }

  class MakCount {
    static restore(...asked) {
      return restored(glue.MakCount, MakCount, asked);
    }

    constructor(quantity) {
      made(counts, this, quantity, () => new glue.MakCount(...taken({ quantity: whole }, [quantity])));
    }

    get quantity() { return counts.get(this).quantity(); }
    get used() { return counts.get(this).used(); }
    get left() { return Math.max(0, this.quantity - this.used); }
    get systems() { return JSON.parse(counts.get(this).systemsJson()); }

    activate(id) {
      return JSON.parse(counts.get(this).activateJson(id));
    }

    toString() {
      return counts.get(this).snapshot();
    }

    free() { free(counts, this); }
  }

  guard(KmsHost, hosts, {
    ask: { id: text, at: moment }, client: { id: text, at: moment }, clients: { at: moment }, count: { at: moment }, active: { at: moment },
  });
  guard(MakCount, counts, { activate: { id: text } });

  function parseKms(...asked) {
    needModule();
    const [printed] = taken({ printed: (value, at) => content(value, at, LARGEST_LOOKUP) }, asked);
    return JSON.parse(guarded(() => glue.kmsJson(printed)));
  }

  function parseProductKey(...asked) {
    needModule();
    return JSON.parse(guarded(() => glue.productKeyJson(...taken({ text }, asked))));
  }

  function plan(...asked) {
    needModule();
    const [{ kms, key, report }] = taken({ given: planned }, asked);
    const given = { kms, key, judged: report !== undefined, volume: report?.volume };
    return JSON.parse(guarded(() => glue.planJson(JSON.stringify(given))));
  }

  function promotionalRequest(...asked) {
    needModule();
    const [fields] = taken({ fields: form }, asked);
    return JSON.parse(guarded(() => glue.promotionJson(JSON.stringify(fields))));
  }

  const faces = {
    CountersignError, init, initSync, isCountersignError, KmsHost, MakCount, parseKms, parseProductKey, plan, promotionalRequest,
  };
  return { faces };
}

function free(held, face) {
  held.get(face).free();
  held.set(face, null);
}

/** Instants as dates. */
function dated({ until, renews, retries, since, ...rest }) {
  const dates = Object.entries({ until, renews, retries, since }).filter(([, seconds]) => seconds !== undefined);
  return { ...rest, ...Object.fromEntries(dates.map(([name, seconds]) => [name, new Date(seconds * 1000)])) };
}

function storedText(value, at) {
  const isText = typeof value === "string" && value.length <= LARGEST_STORED;
  return isText ? value : refuse(at, kindOf(value), "the text that toString() gave");
}

/** One member of an object that has others. */
function memberOf(name, kind) {
  return (value, at) => {
    const found = members(value, at).find(([other]) => other === name)?.[1];
    return found === undefined ? undefined : kind(found, `${at}.${name}`);
  };
}

/** What a lookup came to, and whether there is any host. */
function lookup(value, at) {
  const result = memberOf("result", text)(value, at);
  const count = memberOf("hosts", howMany)(value, at) ?? 0;
  return result === undefined ? undefined : { result, hosts: count > 0 };
}

function howMany(value, at) {
  return Array.isArray(value) ? value.length : refuse(at, kindOf(value), "an array");
}

const terms = shape({ method: text, client_kind: text, quantity: whole }, { required: ["method"] });
const planned = choices({
  kms: lookup,
  key: (value, at) => (typeof value === "string" ? text : memberOf("key", text))(value, at),
  report: (value, at) => ({ volume: memberOf("volume", terms)(value, at) }),
});
const form = choices({
  company: text, contactName: text, contactEmail: text, contactPhone: text, systems: whole, deploymentDate: text,
  technicalAccountManager: text,
});
