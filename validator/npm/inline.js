// The entry that needs no file beside it, for Node and wherever else a WebAssembly file is hard to come by.
import * as glue from "./countersign.js";
import module from "./countersign_bg.wasm.js";
import { bindSets } from "./sets.js";

const { faces } = bindSets(glue, module);
export const {
  CountersignError, init, initSync, isCountersignError, Judgement, License, LicenseSet, TrustedKeys, verify,
} = faces;
