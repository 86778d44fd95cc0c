import { readFile } from "node:fs/promises";
import { init, LicenseSet, TrustedKeys } from "countersign";

await init();
const files = { base: await readFile("orange-uce-base.lic"), addon: await readFile("orange-uce-addon.lic") };
const licenses = new LicenseSet(files, new TrustedKeys(await readFile("orange-keys.json")));
const users = Number(process.argv[2]);
const { decision, code, limit } = licenses.judge({ usage: { users } }).decide("users");
console.log(decision, code ?? "", limit);
