// The public face of the issuer's side: keys that sign, documents, and the ledger of what was activated.
import { bind, date, free, of } from "../api.js";
import {
  amounts, content, guard, guarded, instant, keySource, made, present, refuse, taken, text,
} from "../arguments.js";
import { choices, flag, list, moment, optional, shape } from "../shapes.js";
import { ofMatch } from "./kinds.js";

/** The most bytes of a ledger: some 100,000 entries. */
const LARGEST_LEDGER = 1 << 28;
/** The most signatures that a document has, and lock codes that somebody types in, as in the core. */
const MOST_KEYS = 16;
const MOST_CODES = 1_000;

/** The faces of a module's bindings that issue. */
export function bindIssuer(glue, own) {
  const { faces: base, needModule, keys } = bind(glue, own);
  const [signingKeys, ledgers] = [new WeakMap(), new WeakMap()];
  /** What was appended to a ledger that is lent, by its face. */
  const appended = new WeakMap();
  /** Those that were read to be asked, of which nothing is stored. */
  const looked = new WeakSet();
  const key = made(signingKeys, "a SigningKey of this entry of the package, not freed");

  class SigningKey {
    static generate() {
      needModule();
      return new SigningKey(guarded(() => glue.SigningKey.generate()));
    }

    static fromPem(...asked) {
      needModule();
      const given = taken({ pem: content, passphrase }, asked);
      return new SigningKey(guarded(() => glue.SigningKey.fromPem(...given)));
    }

    constructor(key) {
      const [inner] = taken({ key: of(glue.SigningKey, "SigningKey.generate() or .fromPem(…)") }, [key]);
      signingKeys.set(this, inner);
    }

    get thumbprint() { return signingKeys.get(this).thumbprint; }
    get publicKey() { return JSON.parse(signingKeys.get(this).publicJson()).keys[0]; }

    toPem(passphrase) {
      return signingKeys.get(this).toPem(passphrase);
    }

    free() { free(signingKeys, this); }
  }

  class Ledger {
    static create(...asked) {
      needModule();
      const [{ issuer, delegate, keys, key, now = present() }] = taken({ options: whose }, asked);
      const inner = guarded(() => glue.Ledger.create(issuer, delegate, keys, signers(key), now));
      return { lines: inner.takeLines(), ledger: new Ledger(inner) };
    }

    static read(...asked) {
      needModule();
      const [lines, inner, { key }] = taken({ text: ledgerText, keys, options: reading }, asked);
      return new Ledger(guarded(() => glue.Ledger.read(lines, inner, signers(key))));
    }

    constructor(ledger) {
      const [inner] = taken({ ledger: of(glue.Ledger, "Ledger.create(…) or .read(…)") }, [ledger]);
      ledgers.set(this, inner);
    }

    get issuer() { return facts(this).issuer; }
    get created() { return date(facts(this).created); }
    get entries() { return facts(this).entries; }
    get hash() { return facts(this).hash; }
    get forks() { return JSON.parse(ledgers.get(this).forksJson()); }

    readOn(text) {
      // What is not in its file would be missing there between what was and what comes.
      if (appended.has(this)) refuse("this", "a ledger that is read from a file", "one that you read yourself");
      ledgers.get(this).readOn(text);
    }

    add(document, at) {
      return changed(this, (ledger) => ledger.addJson(document, at));
    }

    release({ jti, reason }, at) {
      return changed(this, (ledger) => ledger.releaseJson(jti, reason, at));
    }

    answer(request, { key, now = present(), ...options }) {
      return changed(this, (ledger) => ledger.answerJson(request, JSON.stringify(options), key, now));
    }

    answerTyped({ grants, ...typed }, { key, now = present(), ...options }) {
      const ask = JSON.stringify({ ...options, grants });
      return changed(this, (ledger) => ledger.answerTypedJson(JSON.stringify(typed), ask, key, now));
    }

    status(at) {
      return JSON.parse(ledgers.get(this).statusJson(at));
    }

    export(jti) {
      return JSON.parse(ledgers.get(this).exportJson(jti)) ?? undefined;
    }

    find(document) {
      return JSON.parse(ledgers.get(this).findJson(document));
    }

    free() { free(ledgers, this); }
  }

  const passphrase = optional(text);
  const reading = choices({ key });
  const whose = shape({ issuer: text, delegate: text, keys, key, now: instant }, { required: ["keys"], within: "" });
  const answered = { key, until: instant, comment: text, now: instant };
  const needed = { required: ["key"], within: "" };
  const typedIn = {
    lockCodes: list(text, MOST_CODES), license: text, grants: amounts, quorum: flag, replaces: text, description: text,
  };
  guard(SigningKey, signingKeys, { toPem: { passphrase } });
  guard(Ledger, ledgers, {
    readOn: { text: ledgerText },
    add: { document: content, at: moment },
    release: { of: shape({ jti: text, reason: text }, { required: ["jti", "reason"], within: "" }), at: moment },
    answer: { request: content, options: shape({ ...answered, grants: amounts, match: ofMatch }, needed) },
    answerTyped: {
      typed: shape(typedIn, { required: ["lockCodes", "license", "grants"] }), options: shape(answered, needed),
    },
    status: { at: moment },
    export: { jti: optional(text) },
    find: { document: content },
  });

  const several = list(key, MOST_KEYS);
  const signing = shape({
    keys: (value, at) => (Array.isArray(value) ? several : key)(value, at),
    type: text,
    now: instant,
    allowUnknown: flag,
    allowPast: flag,
    allowFuture: flag,
  }, { required: ["keys"], within: "" });

  function sign(...asked) {
    needModule();
    const [claims, options] = taken({ claims: keySource, options: signing }, asked);
    const { keys, type = "license+jwt", now = present(), ...allowed } = options;
    return JSON.parse(guarded(() => glue.sign(claims, type, signers(keys), JSON.stringify(allowed), now)));
  }

  /** Keys that sign, as the bindings take them. */
  function signers(keys = []) {
    const list = new glue.Signers();
    for (const key of [keys].flat()) list.add(key);
    return list;
  }

  function facts(ledger) {
    return JSON.parse(ledgers.get(ledger).factsJson());
  }

  /** What a change gives, after the text that has to be stored before. */
  function changed(face, change) {
    if (looked.has(face)) refuse("this", "a ledger that was read to be asked, of which nothing is stored", "the one that change(…) gives");
    const ledger = ledgers.get(face);
    const given = JSON.parse(change(ledger));
    const lines = ledger.takeLines();
    if (appended.has(face)) appended.set(face, appended.get(face) + lines);
    return { lines, ...given };
  }

  /** The same ledger for somebody who gives it back. */
  function lend(face) {
    const lent = new Ledger(ledgers.get(face));
    appended.set(lent, "");
    return lent;
  }

  /** What was appended to a ledger that was lent. It can't be used any more. */
  function takeBack(face) {
    const isFreed = ledgers.get(face) === null;
    ledgers.set(face, null);
    return { isFreed, lines: appended.get(face) };
  }

  /** The ledger, which can be asked alone from now on. */
  function toLook(face) {
    looked.add(face);
    return face;
  }

  /** Forgets a ledger, and gives its memory back unless that was done. */
  function drop(face, isFreed) {
    if (!isFreed) ledgers.get(face).free();
    ledgers.set(face, null);
  }

  const { CountersignError, init, initSync, isCountersignError, TrustedKeys } = base;
  const faces = { CountersignError, init, initSync, isCountersignError, Ledger, sign, SigningKey, TrustedKeys };
  return { faces, lend, takeBack, toLook, drop, keys, key };
}

export function ledgerText(value, at) {
  return content(value, at, LARGEST_LEDGER);
}
