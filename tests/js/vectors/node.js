import { readFileSync } from "node:fs";
import * as countersign from "countersign";
import { run } from "./run.js";

const files = JSON.parse(readFileSync(new URL("files.json", import.meta.url), "utf8"));
console.log(JSON.stringify(await run(countersign, files)));
