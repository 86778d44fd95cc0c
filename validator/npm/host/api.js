// The public face of a host: who it is, what proves it, and what it signs. The key signs where it is kept, in Node
// or in the browser; the module says what is to be signed, and checks what was.
import { amounts, content, guarded, instant, keySource, Late, made, present, refuse, taken, text } from "../arguments.js";
import { CountersignError, isCountersignError, refusal } from "../errors.js";
import { loader } from "../load.js";
import { choices, files, list, shape } from "../shapes.js";
import { storedKey } from "./browser.js";
import { builtIn, fileKey, foundParts } from "./node.js";

/** The parts that are told where they are asked for; `key` is always there, and `machine_id` where the system has one. */
const PARTS = ["machine_id", "hostname", "mac", "disk", "board"];
const FORMS = ["armor", "json", "compact"];

/** What is signed to prove who has a key begins so, as no document does. */
const CHALLENGE = "countersign host proof\0";

/** The faces of a module's bindings that say who a host is. */
export function bindHost(glue, own) {
  const { init, initSync } = loader(glue, own);
  /** Of each host what it is, and its key. */
  const hosts = new WeakMap();
  const receiver = { this: made(hosts, "a host that hostIdentity(…) of this entry of the package made") };
  const described = (host) => taken(receiver, [host])[0].identity;

  class Host {
    get lockCode() { return described(this).lockCode; }
    get key() { return described(this).key; }
    get parts() { return described(this).parts.map((part) => ({ ...part })); }
    get description() { return described(this).description; }

    toHostFile() {
      return described(this).file;
    }

    async prove() {
      const [{ identity: { lockCode, parts, key, file }, signer }] = taken(receiver, [this]);
      const challenge = new Uint8Array([...new TextEncoder().encode(CHALLENGE), ...random(32)]);
      const signature = await signer.sign(challenge);
      guarded(() => glue.prove(file, challenge, signature));
      return { lockCode, parts: parts.map((part) => ({ ...part })), key };
    }

    async request(...asked) {
      const [{ identity, signer }, given] = taken({ ...receiver, options: requested }, [this, asked[0]]);
      const { licenses, keys, form = "armor", now = present(), ...ask } = given;
      const message = guarded(() => glue.requestMessage(identity.file, contents(licenses), keys, asking(ask, now)));
      if (message === undefined) {
        throw refusal("license_missing", "The licence to activate is not among the files. Give its file, or name another one.");
      }
      return signed(identity, signer, message, form);
    }

    async deactivate(...asked) {
      const parameters = { ...receiver, activation: copied, options: returned };
      const [{ identity, signer }, activation, given] = taken(parameters, [this, asked[0], asked[1]]);
      const { licenses = [], keys, form = "armor", now = present(), state, store, ...ask } = given;
      const message = guarded(() =>
        glue.receiptMessage(identity.file, activation, contents(licenses), keys, asking(ask, now)));
      const receipt = await signed(identity, signer, message, form);
      // Whoever has the receipt could free the seat: it is noted here before there is one.
      if (state) await noted(state, store, activation, now);
      return receipt;
    }
  }

  async function signed({ file }, { sign }, message, form) {
    const signature = await sign(new TextEncoder().encode(message));
    return guarded(() => glue.signedText(file, message, signature, form));
  }

  async function hostIdentity(...asked) {
    const [{ key: name, parts: wanted = new Map(), description }] = taken({ options: properties }, asked);
    await init();
    const node = builtIn();
    if (!node && wanted.size > 0) refuse("parts", [...wanted.keys()].join(", "), "none: a page can't learn them");
    if (node && name === undefined) refuse("key", "nothing", "the path of the file that keeps the host's key");
    const signer = node ? await fileKey(node, name) : await storedKey(name ?? "host", glue);
    const values = node ? await foundParts(node, wanted) : {};
    const identity = JSON.parse(guarded(() => glue.hostJson(signer.x, JSON.stringify(values), description)));
    for (const [part, value] of wanted) {
      if (!identity.parts.some(({ name }) => name === part)) {
        refuse(`parts.${part}`, value, "a value that no other machine has");
      }
    }
    const host = new Host();
    hosts.set(host, { identity: { ...identity, description }, signer });
    return host;
  }

  /** Files as the bindings take them. */
  function contents(files) {
    const list = new glue.Files();
    for (const [name, bytes, length] of files) list.add(name, bytes, length);
    return list;
  }

  return { faces: { CountersignError, hostIdentity, init, initSync, isCountersignError } };
}

/** Notes that an activation is given back in a state, and has the state stored. */
async function noted(state, store, activation, now) {
  try {
    await state.deactivate(activation, { now }); // One that is kept elsewhere takes its time.
    await store?.(String(state));
  } catch (cause) {
    if (isCountersignError(cause)) throw cause;
    throw refusal("usage_invalid", "The state could not note or store that the activation is given back. There is no receipt; see the cause, and try again.", cause);
  }
}

/** What is asked for, with a new id, as JSON text. */
function asking(ask, now) {
  const id = Array.from(random(12), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify({ ...ask, id, now });
}

function random(count) {
  return globalThis.crypto.getRandomValues(new Uint8Array(count));
}

/** Names of parts to be found out, or values of parts by their names, as a Map. */
function parts(value, at) {
  const known = (name) => (PARTS.includes(name) ? name : refuse(at, name, PARTS.join(", ")));
  if (!Array.isArray(value)) return new Map(Object.entries(shape(Object.fromEntries(PARTS.map((name) => [name, text])))(value, at)));
  return new Map(list(text, PARTS.length)(value, at).map((name) => [known(name), undefined]));
}

function form(value, at) {
  return FORMS.includes(value) ? value : refuse(at, text(value, at), FORMS.join(", "));
}

/** A `State` of any entry: no module of this one keeps any. */
function state(value, at) {
  return typeof value?.deactivate === "function" ? value : refuse(at, "something else", "a State of countersign/state");
}

function callback(value, at) {
  return typeof value === "function" ? value : refuse(at, "something else", "a function that takes the state's text");
}

/** A file's bytes that are used again after something was awaited. */
function copied(value, at) {
  const given = content(value, at);
  return new Late(() => new Uint8Array(given.take()));
}

const properties = choices({ key: text, parts, description: text });
const common = { licenses: files, keys: keySource, now: instant, form };
const requested = shape({
  ...common, want: (value, at) => amounts(value, at), license: text, productVersion: text, replaces: text,
  redundant: list(text, 2),
}, { required: ["licenses", "keys", "want"], within: "" });
const returned = shape({ ...common, state, store: callback, reason: text }, { required: ["keys"], within: "" });
