import { init, TrustedKeys, verify } from "countersign/slim";

await init();
const files = await Promise.all(["keys.json", "license.lic"].map(async (name) => (await fetch(name)).text()));
const [keys, license] = files;
const verified = verify(license, new TrustedKeys(keys));
const { name, status, holder } = verified;
document.querySelector("section").textContent = `${name} for ${holder}: ${status}, ${verified.limit("users").granted} users`;
