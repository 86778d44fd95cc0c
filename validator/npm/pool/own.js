// The faces of the module that lies inside JavaScript, and what `redis.js` and `postgres.js` need beside them.
import * as glue from "./countersign.js";
import module from "./countersign_bg.wasm.js";
import { bindPool } from "./api.js";

export const bound = bindPool(glue, module);
