// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bindIssuer } from "./api.js";

const { faces } = bindIssuer(glue, () => new URL("./countersign_bg.wasm", import.meta.url));
export const {
  CountersignError, init, initSync, isCountersignError, Ledger, sign, SigningKey, TrustedKeys,
} = faces;
