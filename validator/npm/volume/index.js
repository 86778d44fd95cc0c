// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bindVolume } from "./api.js";

const { faces } = bindVolume(glue, () => new URL("./countersign_bg.wasm", import.meta.url));
export const {
  CountersignError, init, initSync, isCountersignError, KmsHost, MakCount, parseKms, parseProductKey, plan, promotionalRequest,
} = faces;
