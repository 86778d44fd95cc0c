// The entry for Node, whose fetch does not read files.
import { readFile } from "node:fs/promises";
import * as glue from "./countersign.js";
import { bindSets } from "./sets.js";

const { faces, load } = bindSets(glue);
export const {
  CountersignError, initSync, isCountersignError, Judgement, License, LicenseSet, TrustedKeys, verify,
} = faces;

/** Loads the WebAssembly module; once is enough, and more calls wait for the first. */
export function init(module = readFile(new URL("./countersign_bg.wasm", import.meta.url))) {
  return load(module);
}
