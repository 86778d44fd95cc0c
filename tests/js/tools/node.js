import { readFileSync } from "node:fs";
import { inline, ordinary, verdicts } from "./entries.js";

async function show() {
  const files = ["license.lic", "keys.json"].map((name) => readFileSync(`public/${name}`));
  console.log(await verdicts(ordinary, ...files));
  console.log(await verdicts(inline, ...files));
}

show();
