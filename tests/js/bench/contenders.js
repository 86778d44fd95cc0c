// Ways to learn from a signed text what one limit is. Each verifies the signature and reads the payload; what a licence
// is worth on a day, under which conditions, and whether the payload is a licence at all, the package alone looks at.
//
// Each is made of the vendor's keys, in a Promise, and is a function of a licence's text and of the limit that is wanted.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The package: text in, a verdict and one limit out. */
export async function countersign({ keys }) {
  const { init, TrustedKeys, verify } = await import("countersign");
  await init();
  const trusted = new TrustedKeys(keys);
  return (text, id) => verify(text, trusted).limit(id).granted;
}

/** The platform's own Ed25519, asynchronous. */
export async function webcrypto({ keys }) {
  const key = await crypto.subtle.importKey("jwk", keys.keys[0], "Ed25519", false, ["verify"]);
  return async (text, id) => {
    const { message, payload, signature } = split(text);
    if (!await crypto.subtle.verify("Ed25519", key, signature, message)) throw Error("signature");
    return granted(decoder.decode(payload), id);
  };
}

export async function jose({ keys }) {
  const { compactVerify, importJWK } = await import("jose");
  const key = await importJWK(keys.keys[0], "EdDSA");
  return async (text, id) => granted(decoder.decode((await compactVerify(text, key)).payload), id);
}

export async function libsodium({ keys }) {
  const { default: sodium } = await import("libsodium-wrappers");
  await sodium.ready;
  const key = bytes(keys.keys[0].x);
  return (text, id) => {
    const { message, payload, signature } = split(text);
    if (!sodium.crypto_sign_verify_detached(signature, message, key)) throw Error("signature");
    return granted(decoder.decode(payload), id);
  };
}

export async function noble({ keys }) {
  const { verifyAsync } = await import("@noble/ed25519");
  const key = bytes(keys.keys[0].x);
  return async (text, id) => {
    const { message, payload, signature } = split(text);
    if (!await verifyAsync(signature, message, key)) throw Error("signature");
    return granted(decoder.decode(payload), id);
  };
}

function split(text) {
  const end = text.lastIndexOf(".");
  const payload = bytes(text.slice(text.indexOf(".") + 1, end));
  return { message: encoder.encode(text.slice(0, end)), payload, signature: bytes(text.slice(end + 1)) };
}

/** The quickest way that the platform has. */
export const bytes = globalThis.Buffer
  ? (text) => Buffer.from(text, "base64url")
  : Uint8Array.fromBase64
    ? (text) => Uint8Array.fromBase64(text, { alphabet: "base64url" })
    : (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

export function granted(payload, id) {
  return JSON.parse(payload).lic.entitlements.find((entitlement) => entitlement.id === id).quantity;
}
