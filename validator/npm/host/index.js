// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bindHost } from "./api.js";

const { faces } = bindHost(glue, () => new URL("./countersign_bg.wasm", import.meta.url));
export const { CountersignError, hostIdentity, init, initSync, isCountersignError } = faces;
