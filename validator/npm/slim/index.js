// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bind } from "../api.js";

const { faces, load } = bind(glue);
export const { CountersignError, initSync, isCountersignError, License, TrustedKeys, verify } = faces;

/** Loads the WebAssembly module; once is enough, and more calls wait for the first. */
export function init(module = new URL("./countersign_bg.wasm", import.meta.url)) {
  return load(module);
}
