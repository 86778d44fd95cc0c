// What a browser is as a host: by a key of its own, and by one of this package where it has no Ed25519.
import { hostIdentity } from "./node_modules/countersign/host/index.js";

/** What is kept by a name. */
function kept(name) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("countersign-host");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const asking = opening.result.transaction("keys").objectStore("keys").get(name);
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(asking.error);
    };
  });
}

/** The lock code of the host that several parts of a page ask for at once, and that each of them proves to be. */
async function lockCode(options) {
  const hosts = await Promise.all([hostIdentity(options), hostIdentity(options)]);
  const codes = new Set([...hosts, ...(await Promise.all(hosts.map((host) => host.prove())))].map(({ lockCode }) => lockCode));
  return [...codes].join(" and ");
}

async function hosts() {
  const { subtle } = crypto;
  const has = await subtle.generateKey("Ed25519", true, ["sign", "verify"]).then(() => true, () => false);
  const platform = await lockCode();
  const { key } = await kept("host");
  const isSealed = key instanceof CryptoKey && !key.extractable
    && (await Promise.all(["pkcs8", "jwk", "raw"].map((form) => subtle.exportKey(form, key).then(() => false, () => true)))).every(Boolean);
  subtle.generateKey = async () => { throw new DOMException("no such algorithm", "NotSupportedError"); };
  const seed = await lockCode({ key: "seed" });
  const refused = await hostIdentity({ parts: ["hostname"] }).then(() => "taken", ({ code }) => code);
  return [platform, seed, has, isSealed, refused].join(", ");
}

hosts().catch(String).then((text) => {
  document.querySelector("pre").textContent = text;
});
