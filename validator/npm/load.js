// How a module is loaded, and what to do where that fails. What is given is told by its members: `instanceof` fails
// what is of another realm, and a bundler's kind of URL.
import { excerpt } from "./arguments.js";
import { refusal } from "./errors.js";

/** `init` and `initSync` of a module, of which `own()` is the URL or the bytes. */
export function loader(glue, own) {
  let ready = false;
  let loading;

  function start(module) {
    if (ready) return;
    try {
      glue.instantiate(module);
    } catch (cause) {
      throw failure(cause, module);
    }
    ready = true;
  }

  async function init(source) {
    if (ready) return;
    loading ??= compiled(source, own).then(start);
    try {
      await loading;
    } catch (error) {
      loading = undefined; // A later call may find the network or the file again.
      throw error;
    }
  }

  function initSync(source) {
    if (!ready) start(compiledSync(source, own));
  }

  function needModule() {
    if (!ready) {
      throw refusal("not_initialized", "Countersign is not loaded yet. Call and await init() once before anything else.");
    }
  }

  return { init, initSync, needModule };
}

async function compiled(source, own) {
  let given, address;
  try {
    given = await (source === undefined ? own() : source);
    if (isModule(given)) return given;
    if (typeof given === "string" || given.href || given.method) {
      address = given.href ?? given.url ?? given;
      given = await (readFile(address) ?? fetch(given));
    }
    if (given.arrayBuffer) {
      address ??= given.url;
      if (given.ok === false) throw Error(`HTTP status ${given.status}`);
      if (given.headers?.get("Content-Type") === "application/wasm") {
        try {
          return await WebAssembly.compileStreaming(given);
        } catch (cause) {
          if (given.bodyUsed) throw cause; // Else it is an answer that can only be read.
        }
      }
      given = await given.arrayBuffer();
    }
    return await WebAssembly.compile(given);
  } catch (cause) {
    throw failure(cause, given, address);
  }
}

function compiledSync(source, own) {
  let given;
  try {
    given = source === undefined ? own() : source;
    return isModule(given) ? given : new WebAssembly.Module(given);
  } catch (cause) {
    throw failure(cause, given);
  }
}

/** The bytes of a file, where files can be read: Node's `fetch` does not. */
function readFile(address) {
  const isUrl = /^file:/i.test(address);
  if (!isUrl && (globalThis.location || /^[a-z][-+.\w]+:/i.test(address))) return;
  return globalThis.process?.getBuiltinModule?.("fs").promises.readFile(isUrl ? new URL(address) : address);
}

function isModule(given) {
  return Object.prototype.toString.call(given) === "[object WebAssembly.Module]";
}

function isWasm(given) {
  return String(new Uint8Array(given.buffer ?? given, given.byteOffset).slice(0, 4)) === "0,97,115,109";
}

/** What can be learnt of something that was given or thrown, which may throw when it is looked at. */
function learnt(look, otherwise) {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

/** Whether even an empty module is refused: engines word that in their own ways, and some compile it. */
function isForbidden() {
  try {
    return !new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return true;
  }
}

function failure(cause, given, address) {
  const said = excerpt(learnt(() => String(cause?.message ?? cause), "what can't be told"), 300);
  const refused = (code, message) => refusal(code, `${message}: ${said}`, cause);
  const place = typeof address === "string" ? address : undefined;
  if (isForbidden()) {
    return refused("module_blocked", `WebAssembly is forbidden here. A Content-Security-Policy needs script-src 'wasm-unsafe-eval'; a worker at the edge needs the module that it was deployed with, given to init()`);
  }
  const isBroken = learnt(() => cause?.name === "CompileError" && (place === undefined || isWasm(given)), false);
  if (isBroken || learnt(() => isModule(given), false)) {
    return refused("module_invalid", "The WebAssembly module does not fit. It must be the whole countersign_bg.wasm of this entry and version, in an engine no older than of 2023");
  }
  if (given !== undefined && place === undefined) {
    return refused("usage_invalid", `init() takes an address, a Response, bytes or a compiled module, and initSync() the last two. Those of "countersign/inline" need none`);
  }
  const from = place ? ` from ${excerpt(place, 200)}` : "";
  const vite = /\.vite\b/.test(place) ? `, set optimizeDeps.exclude to ["countersign"] in Vite` : "";
  return refused("module_missing", `No WebAssembly module could be loaded${from}. Import "countersign/inline", which has it inside${vite}, or serve countersign_bg.wasm (allowed by connect-src) and give its address to init()`);
}
