// Verifies every vector in one instance of the module, and an honest licence after each. `files` are those
// below tests/vectors, in base64, by their paths.
import { parseVector } from "./parse.js";

const HONEST = "key-source/trusted-key.vec";

export async function run({ init, TrustedKeys, verify, LicenseSet }, files) {
  await init();
  const read = (path) => Uint8Array.from(atob(files[path]), (character) => character.charCodeAt(0));

  const outcome = (path) => {
    const { keys, at, beside, body } = parseVector(read(path));
    try {
      if (beside) {
        const others = beside.map((name) => [`beside/${name}.txt`, read(`beside/${name}.txt`)]);
        const set = new LicenseSet(Object.fromEntries([["vector", body], ...others]), new TrustedKeys(read(`keys/${keys}.json`)));
        const row = set.judge({ now: 0 }).report().documents[0];
        return row.error?.code ?? (row.status === "activation_missing" ? row.status : "ok");
      }
      const license = verify(body, new TrustedKeys(read(`keys/${keys}.json`)), at === undefined ? {} : { now: at });
      return at === undefined ? "ok" : license.status;
    } catch (error) {
      return error.code ?? String(error);
    }
  };

  // What judges one licence alone has no use for a document of another type.
  const isFor = (path) => path.endsWith(".vec") && (LicenseSet || !parseVector(read(path)).beside);
  const vectors = Object.keys(files).filter(isFor);
  return Object.fromEntries(vectors.map((path) => [path, { found: outcome(path), honest: outcome(HONEST) }]));
}
