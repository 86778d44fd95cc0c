// The entry for Node, whose fetch does not read files.
import { readFile } from "node:fs/promises";
import * as glue from "./countersign.js";
import { bindState } from "./api.js";

const { faces, load } = bindState(glue);
export const {
  CountersignError, initSync, isCountersignError, Judgement, License, LicenseSet, State, TrustedKeys, verify,
} = faces;

/** Loads the WebAssembly module; once is enough, and more calls wait for the first. */
export function init(module = readFile(new URL("./countersign_bg.wasm", import.meta.url))) {
  return load(module);
}
