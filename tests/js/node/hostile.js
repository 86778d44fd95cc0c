// Values of every kind that JavaScript has, some of them made to do harm. Each is made anew for each call: what
// one call detaches or uses up would be another value in the next.
import vm from "node:vm";

const realm = vm.createContext();
const foreign = (code) => vm.runInContext(`(${code})`, realm);

function detached() {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

function detachedView(View) {
  const view = new View(new ArrayBuffer(8));
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
}

function circle() {
  const object = { keys: [] };
  object.usage = object;
  object.keys.push(object);
  return object;
}

function nested(depth) {
  let value = {};
  for (let level = 0; level < depth; level += 1) value = { keys: [value], usage: value };
  return value;
}

const throws = (thrown) => () => { throw thrown; };
const traps = (target, trap) => new Proxy(target, Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, trap])));
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

class Liar extends Uint8Array {
  get length() { return 2 ** 32; }
  get byteLength() { return 2 ** 33; }
  get byteOffset() { return -1; }
  get buffer() { return undefined; }
}

class Someday extends Date {
  getTime() { return {}; }
  valueOf() { throw new RangeError("no time"); }
}

class LyingMap extends Map {
  forEach(take) { take(1, Symbol("no name")); }
  get size() { return -1; }
}

/** Values by what they are. `own` are such as the package itself makes. */
export const values = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  zero: () => 0,
  "minus zero": () => -0,
  one: () => 1,
  five: () => 5,
  negative: () => -1,
  fraction: () => 1.5,
  "2^31": () => 2 ** 31,
  "2^32": () => 2 ** 32,
  "2^53": () => 2 ** 53,
  1e300: () => 1e300,
  NaN: () => NaN,
  Infinity: () => Infinity,
  "-Infinity": () => -Infinity,
  BigInt: () => 5n,
  "negative BigInt": () => -5n,
  "huge BigInt": () => 10n ** 4_000n,
  symbol: () => Symbol("users"),
  "well-known symbol": () => Symbol.iterator,
  "empty text": () => "",
  text: () => "users",
  digits: () => "30",
  "half a surrogate pair": () => "users\ud800",
  "text with NUL and bidi": () => "\0a\u202eb",
  "long text": () => "x".repeat(1 << 21),
  "longer text": () => "x".repeat(40 << 20),
  __proto__text: () => "__proto__",
  "String object": () => new String("users"),
  "Number object": () => new Number(5),
  "BigInt object": () => Object(5n),
  "Symbol object": () => Object(Symbol.iterator),
  function: () => () => "users",
  class: () => class {},
  "async function": () => async () => {},
  generator: () => (function* () { yield ["a", "b"]; })(),
  object: () => ({}),
  "object without a prototype": () => Object.create(null),
  "frozen object": () => Object.freeze({ add: {}, now: 1 }),
  "inheriting object": () => Object.create({ now: 1, name: "a" }),
  "object with __proto__": () => JSON.parse('{"__proto__": {"now": 5}, "constructor": 1}'),
  "class instance": () => new (class Options { now = 1; })(),
  "object of undefined": () => ({ now: undefined, add: undefined, remove: undefined, name: undefined }),
  "object of null": () => ({ now: null, add: null, remove: null, usage: null, name: null, from: null }),
  "object of numbers": () => ({ now: 5, add: 5, remove: 5, name: 5, from: 5, threshold: 5 }),
  "object of objects": () => ({ now: {}, usage: { users: {} }, add: { a: {} }, keys: [{}], name: {} }),
  "object of symbols": () => ({ now: Symbol("a"), usage: Symbol("a"), keys: Symbol("a"), add: Symbol("a") }),
  "object of functions": () => ({ toJSON: () => "users", now: () => 1, keys: () => [] }),
  "object of BigInts": () => ({ now: 5n, usage: { users: 5n }, threshold: 1n, from: 1n }),
  "object with symbols for names": () => ({ [Symbol("now")]: 5 }),
  "object with an empty name": () => ({ "": "content" }),
  array: () => [],
  "array of all": () => [undefined, null, 5, "users", {}],
  "sparse array": () => Object.assign([], { length: 2 ** 32 - 1 }),
  arguments: () => (function () { return arguments; })("a"),
  circle,
  "circle of Maps": () => { const map = new Map(); return map.set("usage", map).set("a", map); },
  "deep object": () => nested(40),
  "very deep object": () => { let value = {}; for (let i = 0; i < 5_000; i += 1) value = { usage: value }; return value; },
  "wide object": () => Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`n${index}`, index])),
  Map: () => new Map([["now", 5], ["usage", new Map([["users", 5]])]]),
  "Map of files": () => new Map([["a", "content"], ["b", new Uint8Array(4)]]),
  "Map without names": () => new Map([[{}, 5], [Symbol("a"), 5], [5, 5]]),
  "lying Map": () => new LyingMap([["a", 1]]),
  "false Map": () => ({ [Symbol.toStringTag]: "Map" }),
  "Proxy of a Map": () => new Proxy(new Map([["a", "b"]]), {}),
  Set: () => new Set(["a"]),
  WeakMap: () => new WeakMap(),
  WeakRef: () => new WeakRef({}),
  RegExp: () => /users/g,
  Error: () => new Error("users"),
  Promise: () => Promise.resolve("users"),
  URL: () => new URL("file:///a"),
  Blob: () => new Blob(["users"]),
  Date: () => new Date(1_400_000_000_000),
  "invalid Date": () => new Date(NaN),
  "Date far off": () => new Date(8.64e15),
  "Date before 1970": () => new Date(-1),
  "lying Date": () => new Someday(),
  "false Date": () => ({ __proto__: Date.prototype }),
  ArrayBuffer: () => new ArrayBuffer(8),
  "detached ArrayBuffer": detached,
  "resizable ArrayBuffer": () => new ArrayBuffer(8, { maxByteLength: 1 << 20 }),
  SharedArrayBuffer: () => new SharedArrayBuffer(8),
  "false ArrayBuffer": () => ({ [Symbol.toStringTag]: "ArrayBuffer", byteLength: 2 ** 40, length: 2 ** 40 }),
  Uint8Array: () => new Uint8Array(8),
  "frozen Uint8Array": () => Object.preventExtensions(new Uint8Array(8)),
  "detached Uint8Array": () => detachedView(Uint8Array),
  "detached DataView": () => detachedView(DataView),
  "lying Uint8Array": () => new Liar(8),
  "false Uint8Array": () => ({ __proto__: Uint8Array.prototype, length: 2 ** 40 }),
  "Proxy of a Uint8Array": () => new Proxy(new Uint8Array(8), {}),
  Float64Array: () => new Float64Array([1, NaN]),
  DataView: () => new DataView(new ArrayBuffer(8), 2, 3),
  Buffer: () => Buffer.from("users"),
  "large bytes": () => new Uint8Array((32 << 20) + 1),
  "throwing getters": () => ({ get now() { throw new TypeError("no"); }, get add() { throw "text"; }, get name() { throw null; } }),
  "throwing refusals": () => ({ get now() { throw '{"code":"active"}'; } }),
  "throwing toString": () => ({ toString: throws(5), valueOf: throws(5), [Symbol.toPrimitive]: throws(5) }),
  "throwing tag": () => ({ get [Symbol.toStringTag]() { throw new SyntaxError("no"); } }),
  "long tag": () => ({ __proto__: RegExp.prototype, [Symbol.toStringTag]: "x".repeat(1 << 20) }),
  "Proxy that throws": () => traps({}, throws(new RangeError("no"))),
  "Proxy that throws nothing": () => traps(() => {}, throws(undefined)),
  "Proxy that gives itself": () => { const proxy = new Proxy({}, { get: () => proxy, ownKeys: () => ["now", "usage", "keys"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) }); return proxy; },
  "endless array": () => new Proxy([], { get: (target, name) => (name === "length" ? Infinity : name === Symbol.toStringTag ? undefined : 1) }),
  "revoked Proxy": () => revoked({}),
  "revoked Proxy of an array": () => revoked([]),
  "foreign object": () => foreign("{ now: 1 }"),
  "foreign Map": () => foreign("new Map([['now', 1]])"),
  "foreign Date": () => foreign("new Date(1400000000000)"),
  "foreign ArrayBuffer": () => foreign("new ArrayBuffer(8)"),
  "foreign Uint8Array": () => foreign("new Uint8Array(8)"),
  "foreign Error": () => foreign("new Error('a')"),
  globalThis: () => globalThis,
  WebAssembly: () => new WebAssembly.Memory({ initial: 1 }),
};
