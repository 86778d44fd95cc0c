// Run by Jest with Node's own ES modules, in a realm that has little of what a page has.
import { readFileSync } from "node:fs";
import * as main from "countersign";
import * as slim from "countersign/slim";
import * as site from "countersign/state";

const [license, keys] = ["license.lic", "keys.json"].map((name) => readFileSync(`public/${name}`));

test.each(Object.entries({ main, slim, site }))("%s verifies", async (_, { init, TrustedKeys, verify }) => {
  await init();
  for (const form of [(file) => file, String, (file) => new Uint8Array(file).buffer]) {
    const verified = verify(form(license), new TrustedKeys(form(keys)));
    expect([verified.name, verified.claims().lic.name]).toEqual(["Testlizenz", "Testlizenz"]);
  }
});
