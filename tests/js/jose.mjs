// Answers requests with npm's `jose`, of the folder node_modules that the argument names: a JSON array of
// them on standard input, one of answers on standard output. `tests/src/jose_library.rs` describes both.
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const tools = createRequire(`${process.argv[2]}/`);
const jose = await import(pathToFileURL(tools.resolve("jose")));

const verifiers = {
  compact: jose.compactVerify,
  flattened: jose.flattenedVerify,
  general: jose.generalVerify,
};

const answers = {
  async verify({ form, document, keys }) {
    const jws = form === "compact" ? document : JSON.parse(document);
    const { payload } = await verifiers[form](jws, jose.createLocalJWKSet(keys));
    return { payload: new TextDecoder().decode(payload) };
  },

  async sign({ alg, typ, payload }) {
    const { publicKey, privateKey } = await jose.generateKeyPair(alg, { crv: "Ed25519" });
    const key = await jose.exportJWK(publicKey);
    const kid = await jose.calculateJwkThumbprint(key);
    const header = { alg, typ, kid };
    const bytes = new TextEncoder().encode(payload);
    const compact = await new jose.CompactSign(bytes).setProtectedHeader(header).sign(privateKey);
    const flattened = await new jose.FlattenedSign(bytes).setProtectedHeader(header).sign(privateKey);
    const general = await new jose.GeneralSign(bytes)
      .addSignature(privateKey)
      .setProtectedHeader(header)
      .sign();
    const documents = [compact, JSON.stringify(flattened), JSON.stringify(general)];
    return { key: { ...key, kid }, documents };
  },
};

const requests = JSON.parse(await text(process.stdin));
const answer = async ({ request, ...details }) => {
  try {
    return await answers[request](details);
  } catch (error) {
    return { refused: error.message };
  }
};
console.log(JSON.stringify(await Promise.all(requests.map(answer))));
