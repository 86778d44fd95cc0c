// Adds people to a state's file, one after another, and prints each name when that has been stored:
// node state_worker.mjs FILE NAME…
import { readFileSync } from "node:fs";
import { init, StateFile, TrustedKeys } from "countersign/state/file";

await init();
const [path, ...names] = process.argv.slice(2);
const keys = new TrustedKeys(readFileSync(new URL("orange-keys.json", import.meta.url)));
const file = await StateFile.open(path, keys, { wait: 120 });
for (const name of names) {
  await file.change(({ people }) => people.add({ name }, { now: 1_400_000_000 }));
  console.log(name);
}
