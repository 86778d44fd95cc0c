// The entry that needs no file beside it, for Node and wherever else a WebAssembly file is hard to come by.
import * as glue from "./countersign.js";
import module from "./countersign_bg.wasm.js";
import { bindVolume } from "./api.js";

const { faces } = bindVolume(glue, module);
export const {
  CountersignError, init, initSync, isCountersignError, KmsHost, MakCount, parseKms, parseProductKey, plan, promotionalRequest,
} = faces;
