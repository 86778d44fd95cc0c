// Prints what each contender takes in Node, by the length of the licence: `node node.js ROUNDS`.
import { licences } from "./licences.js";
import { contenders } from "./node_contenders.js";
import { measured } from "./rounds.js";

console.log(JSON.stringify(await measured(contenders, licences(), Number(process.argv[2]))));
