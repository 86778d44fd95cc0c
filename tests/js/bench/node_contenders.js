// The contenders that there are in Node.
import { createPublicKey, verify } from "node:crypto";
import { countersign, granted, jose, libsodium, noble, webcrypto } from "./contenders.js";

/** OpenSSL's Ed25519, synchronous. */
async function nodeCrypto({ keys }) {
  const key = createPublicKey({ key: keys.keys[0], format: "jwk" });
  return (text, id) => {
    const end = text.lastIndexOf(".");
    const signature = Buffer.from(text.slice(end + 1), "base64url");
    if (!verify(null, Buffer.from(text.slice(0, end)), key, signature)) throw Error("signature");
    return granted(Buffer.from(text.slice(text.indexOf(".") + 1, end), "base64url").toString(), id);
  };
}

export const contenders = {
  countersign, "node:crypto": nodeCrypto, WebCrypto: webcrypto, jose, "libsodium.js": libsodium, noble,
};
