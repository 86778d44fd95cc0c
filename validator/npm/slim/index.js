// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bind } from "../api.js";

const { faces } = bind(glue, () => new URL("./countersign_bg.wasm", import.meta.url));
export const { CountersignError, init, initSync, isCountersignError, License, TrustedKeys, verify } = faces;
