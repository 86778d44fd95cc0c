// Prints how many milliseconds it takes from the first import to the first limit: `node cold.js CONTENDER`.
import { readFileSync } from "node:fs";
import { contenders } from "./node_contenders.js";

const given = JSON.parse(readFileSync("given.json", "utf8"));
const [{ text, id }] = given.licences;
const start = performance.now();
const verify = await contenders[process.argv[2]](given);
if (!(await verify(text, id) >= 10)) throw Error("no limit");
console.log(performance.now() - start);
