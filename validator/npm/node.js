// The entry for Node, whose fetch does not read files.
import { readFile } from "node:fs/promises";
import { load } from "./api.js";

export { initSync, Judgement, License, LicenseSet, TrustedKeys, verify } from "./api.js";

/** Loads the WebAssembly module; once is enough, and more calls wait for the first. */
export function init(module = readFile(new URL("./countersign_bg.wasm", import.meta.url))) {
  return load(module);
}
