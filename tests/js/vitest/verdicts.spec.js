// Run by Vitest.
import { readFileSync } from "node:fs";
import { inline, ordinary, verdicts } from "./entries.js";

const files = ["license.lic", "keys.json"].map((name) => readFileSync(`public/${name}`));

test.each(Object.entries({ ordinary, inline }))("the %s entries verify", async (_, entries) => {
  expect(await verdicts(entries, ...files)).toBe("main: Testlizenz, slim: Testlizenz, state: Testlizenz, host: loaded, issuer: Testvendor, pool: loaded, volume: generic");
});
