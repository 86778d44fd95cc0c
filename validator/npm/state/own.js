// The faces of the module that lies inside JavaScript, and what `file.js` needs beside them.
import * as glue from "./countersign.js";
import module from "./countersign_bg.wasm.js";
import { bindState } from "./api.js";

export const bound = bindState(glue, module);
