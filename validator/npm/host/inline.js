// The entry that needs no file beside it, for Node and wherever else a WebAssembly file is hard to come by.
import * as glue from "./countersign.js";
import module from "./countersign_bg.wasm.js";
import { bindHost } from "./api.js";

const { faces } = bindHost(glue, module);
export const { CountersignError, hostIdentity, init, initSync, isCountersignError } = faces;
