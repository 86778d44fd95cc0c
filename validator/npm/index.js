// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import { load } from "./api.js";

export { initSync, Judgement, License, LicenseSet, TrustedKeys, verify } from "./api.js";

/** Loads the WebAssembly module; once is enough, and more calls wait for the first. */
export function init(module = new URL("./countersign_bg.wasm", import.meta.url)) {
  return load(module);
}
