// Verifies every vector in one instance of the module, and an honest licence after each. `files` are those
// below tests/vectors, in base64, by their paths.
import { parseVector } from "./parse.js";

const HONEST = "key-source/trusted-key.vec";

export async function run({ init, TrustedKeys, verify }, files) {
  await init();
  const read = (path) => Uint8Array.from(atob(files[path]), (character) => character.charCodeAt(0));

  const outcome = (path) => {
    const { keys, at, body } = parseVector(read(path));
    try {
      const license = verify(body, new TrustedKeys(read(`keys/${keys}.json`)), at === undefined ? {} : { now: at });
      return at === undefined ? "ok" : license.status;
    } catch (error) {
      return error.code ?? String(error);
    }
  };

  const vectors = Object.keys(files).filter((path) => path.endsWith(".vec"));
  return Object.fromEntries(vectors.map((path) => [path, { found: outcome(path), honest: outcome(HONEST) }]));
}
