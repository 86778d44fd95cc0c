// Reads licences and keys from files, named as `node open.js keys.json a.lic b.lic -- a.pem b.pem`.
import { readFileSync } from "node:fs";
import { init, TrustedKeys, verify } from "countersign";
import * as slim from "countersign/slim";

await Promise.all([init(), slim.init()]);
const [keys, ...files] = process.argv.slice(2);
const licenses = files.slice(0, files.indexOf("--"));
const ids = ({ TrustedKeys, verify }) => {
  const trusted = new TrustedKeys(readFileSync(keys));
  return licenses.map((name) => verify(readFileSync(name), trusted).id);
};
const thumbprints = files.slice(licenses.length + 1).map((name) => new TrustedKeys(readFileSync(name)).thumbprints);
console.log(JSON.stringify({ main: ids({ TrustedKeys, verify }), slim: ids(slim), thumbprints }));
