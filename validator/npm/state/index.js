// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bindState } from "./api.js";

const { faces, load } = bindState(glue);
export const {
  CountersignError, initSync, isCountersignError, Judgement, License, LicenseSet, State, TrustedKeys, verify,
} = faces;

/** Loads the WebAssembly module; once is enough, and more calls wait for the first. */
export function init(module = new URL("./countersign_bg.wasm", import.meta.url)) {
  return load(module);
}
