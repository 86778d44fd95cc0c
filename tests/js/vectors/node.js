import { readFileSync } from "node:fs";
import * as main from "countersign";
import * as slim from "countersign/slim";
import { run } from "./run.js";

const files = JSON.parse(readFileSync(new URL("files.json", import.meta.url), "utf8"));
console.log(JSON.stringify([await run(main, files), await run(slim, files)]));
