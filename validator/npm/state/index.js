// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bindState } from "./api.js";

const { faces } = bindState(glue, () => new URL("./countersign_bg.wasm", import.meta.url));
export const {
  CountersignError, init, initSync, isCountersignError, Judgement, License, LicenseSet, State, TrustedKeys, verify,
} = faces;
