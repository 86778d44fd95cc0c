// The entry that needs no file beside it, for Node and wherever else a WebAssembly file is hard to come by.
import * as glue from "./countersign.js";
import module from "./countersign_bg.wasm.js";
import { bindState } from "./api.js";

const { faces } = bindState(glue, module);
export const {
  CountersignError, init, initSync, isCountersignError, Judgement, License, LicenseSet, State, TrustedKeys, verify,
} = faces;
