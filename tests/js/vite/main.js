import { init, TrustedKeys, verify } from "countersign";

await init();
const files = await Promise.all(["keys.json", "license.lic"].map(async (name) => (await fetch(name)).text()));
const [keys, license] = files;
const { name, status, holder } = verify(license, new TrustedKeys(keys));
document.querySelector("section").textContent = `${name} for ${holder}: ${status}`;
