// Licences of three lengths, and the key that verifies them, as any program could have made them.
import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** What a file is called by its length, and how many entitlements make it about so long. */
const LENGTHS = [["1 KiB", 6], ["8 KiB", 76], ["1 MiB", 9_999]];

const encoded = (value) => Buffer.from(value).toString("base64url");

/** A licence; half of what it grants ends one day. */
function claims(entitlements) {
  const entitlement = (_, index) => ({
    id: id(index),
    metric: "user",
    quantity: 10 + index % 90,
    ...(index % 2 === 1 && { exp: 2_000_000_000 + index }),
  });
  return {
    ver: 1, iss: "https://vendor.example", aud: "ucware", sub: "site-1", jti: "L-1", iat: 1_700_000_000,
    lic: {
      serial: 1, name: "Enterprise", kind: "standard", perpetual: true, holder: { name: "Musterhandel GmbH" },
      entitlements: Array.from({ length: entitlements }, entitlement),
    },
  };
}

function id(index) {
  return `call_center_module_${String(index).padStart(5, "0")}`;
}

/** `{ keys, licences: [{ name, text, id }] }`, all of it JSON. */
export function licences() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const jwk = publicKey.export({ format: "jwk" });
  // RFC 7638.
  const thumbprint = JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x });
  const kid = createHash("sha256").update(thumbprint).digest("base64url");
  const header = encoded(JSON.stringify({ alg: "EdDSA", typ: "license+jwt", kid }));
  const made = LENGTHS.map(([name, entitlements]) => {
    const message = `${header}.${encoded(JSON.stringify(claims(entitlements)))}`;
    const text = `${message}.${sign(null, Buffer.from(message), privateKey).toString("base64url")}`;
    return { name, text, id: id(entitlements - 1) };
  });
  return { keys: { keys: [{ ...jwk, issuer: "https://vendor.example" }] }, licences: made };
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(licences()));
