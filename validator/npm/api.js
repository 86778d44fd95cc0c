// The public face of the bindings. `countersign.js` beside it is generated, and nothing but input here.
import initGlue, {
  initSync as initGlueSync,
  TrustedKeys as GlueKeys,
  verify as glueVerify,
} from "./countersign.js";

let ready = false;
let loading;

export async function load(module) {
  loading ??= Promise.resolve(module).then((module) => initGlue({ module_or_path: module }));
  try {
    await loading;
    ready = true;
  } catch (error) {
    loading = undefined; // A later call may find the network or the file again.
    throw error;
  }
}

export function initSync(module) {
  if (!ready) initGlueSync({ module });
  ready = true;
}

// What importers hold are faces; the objects of the bindings stay in here.
const inner = new WeakMap();

export class TrustedKeys {
  constructor(...sources) {
    needModule();
    const [first = { keys: [] }, ...more] = sources;
    const keys = new GlueKeys(keyBytes(first));
    for (const source of more) keys.add(keyBytes(source));
    inner.set(this, keys);
  }

  get thumbprints() {
    return inner.get(this).thumbprints;
  }
}

export class License {
  constructor() {
    throw refusal("usage_invalid", "A License comes from verify(…) only.");
  }

  get status() { return inner.get(this).status; }
  get counts() { return inner.get(this).counts; }
  get id() { return inner.get(this).id; }
  get serial() { return inner.get(this).serial; }
  get issuer() { return inner.get(this).issuer; }
  get product() { return inner.get(this).product; }
  get account() { return inner.get(this).account; }
  get name() { return inner.get(this).name; }
  get edition() { return inner.get(this).edition; }
  get kind() { return inner.get(this).kind; }
  get holder() { return inner.get(this).holder; }
  get issued() { return date(inner.get(this).issued); }
  get notBefore() { return date(inner.get(this).notBefore); }
  get expires() { return date(inner.get(this).expires); }
  get supportUntil() { return inner.get(this).supportUntil; }
  get signers() { return inner.get(this).signers; }
  get payload() { return inner.get(this).payload; }

  has(id) {
    return inner.get(this).has(String(id));
  }

  limit(id) {
    const row = inner.get(this).limitJson(String(id));
    return row === undefined ? undefined : JSON.parse(row);
  }

  claims() {
    return JSON.parse(new TextDecoder().decode(inner.get(this).payload));
  }

  report() {
    return JSON.parse(inner.get(this).reportJson());
  }
}

export function verify(document, keys, options = {}) {
  needModule();
  if (!inner.has(keys)) {
    throw refusal("usage_invalid", "The keys must be made with new TrustedKeys(…).");
  }
  const license = Object.create(License.prototype);
  inner.set(license, glueVerify(bytes(document, "document"), inner.get(keys), circumstances(options)));
  return license;
}

// Options cross as one JSON text; instants in it are Unix seconds.
function circumstances(options) {
  const { now = Date.now() / 1000, floor, ...rest } = options;
  return JSON.stringify({ now: seconds(now), floor: seconds(floor), ...rest });
}

function seconds(instant) {
  return instant instanceof Date ? Math.floor(instant.getTime() / 1000) : instant && Math.floor(instant);
}

function date(seconds) {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

function keyBytes(source) {
  const isBinary = ArrayBuffer.isView(source) || source instanceof ArrayBuffer;
  return bytes(typeof source === "object" && !isBinary ? JSON.stringify(source) : source, "keys");
}

// Text crosses into WebAssembly character by character, bytes at once.
function bytes(source, what) {
  if (typeof source === "string") return new TextEncoder().encode(source);
  if (source instanceof Uint8Array) return source;
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  throw refusal("usage_invalid", `The ${what} must be a string, a Uint8Array or an ArrayBuffer.`);
}

function needModule() {
  if (!ready) {
    throw refusal("not_initialized", "Countersign is not loaded yet. Call and await init() once before anything else.");
  }
}

function refusal(code, message) {
  return Object.assign(new Error(message), { name: "CountersignError", code });
}
