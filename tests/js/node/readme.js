// The examples of the package's README.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("README.md", import.meta.resolve("countersign/package.json")), "utf8");
const blocks = [...readme.matchAll(/^```js\n(.*?)^```/gms)].map(([, block]) => block);
export const find = (part) => blocks.find((block) => block.includes(part)) ?? assert.fail(part);

const AsyncFunction = (async () => {}).constructor;
/** Runs a block: what it imports, imported, and the names that it leaves to its reader, given. */
export async function run(block, given, result = "undefined") {
  const code = block.replace(/^import (\{.*?\}) from (".*?");$/gm, (_, names, from) =>
    `const ${names.replaceAll(" as ", ": ")} = await load_module(${from});`);
  assert.doesNotMatch(code, /^import /m);
  const names = { ...given, load_module: (name) => import(name) };
  return new AsyncFunction(...Object.keys(names), `${code}\nreturn ${result};`)(...Object.values(names));
}
