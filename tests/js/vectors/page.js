import * as main from "./node_modules/countersign/index.js";
import * as slim from "./node_modules/countersign/slim/index.js";
import { run } from "./run.js";

const modules = { main, slim };

export const runInPage = async (module) => run(modules[module], await (await fetch("files.json")).json());
