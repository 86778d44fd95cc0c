import * as countersign from "./node_modules/countersign/index.js";
import { run } from "./run.js";

export const runInPage = async () => run(countersign, await (await fetch("files.json")).json());
