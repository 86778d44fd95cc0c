// The entry for browsers and bundlers: the WebAssembly file lies beside this one.
import * as glue from "./countersign.js";
import { bind } from "../api.js";

const { faces } = bind(glue, () => new URL("./countersign_bg.wasm", import.meta.url));
export const { init, initSync, License, TrustedKeys, verify } = faces;
