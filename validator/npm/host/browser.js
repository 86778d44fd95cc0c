// The key of a host that is a browser, kept where pages of one origin keep things. Where the browser has Ed25519, it is
// one that no program can read, this one included.
import { isCountersignError, refusal } from "../errors.js";

const DATABASE = "countersign-host";
const STORE = "keys";

/** The key of a name, made where there is none: its public half, and what signs by it. */
export async function storedKey(name, glue) {
  try {
    const database = await opened();
    try {
      const known = await asked(database, "readonly", (store) => store.get(name));
      return signerOf(known ?? (await added(database, name, glue)), glue);
    } finally {
      database.close();
    }
  } catch (cause) {
    if (isCountersignError(cause)) throw cause;
    throw unavailable(cause);
  }
}

function unavailable(cause) {
  return refusal("storage_unavailable", "The host's key can't be kept in this browser, or the one that was can't be read. Allow this site to store data (IndexedDB), outside of private windows", cause);
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = globalThis.indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** What came of a request, once the transaction is complete. */
function asked(database, mode, ask) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

/** Keeps a new key. Of two pages that do so at once, both get the one that came first. */
async function added(database, name, glue) {
  for (const make of [platformKey, () => seedKey(glue)]) {
    const made = await make();
    if (!made) continue;
    try {
      await asked(database, "readwrite", (store) => store.add(made, name));
    } catch (error) {
      // There is a key by now; or the browser keeps none that can't be read, and the next kind is tried.
      if (error?.name !== "ConstraintError" && make === platformKey) continue;
      if (error?.name !== "ConstraintError") throw error;
    }
    return asked(database, "readonly", (store) => store.get(name));
  }
}

/** A key that can't be exported; none where the browser has no such keys. */
async function platformKey() {
  try {
    const { privateKey, publicKey } = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return { key: privateKey, x: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)) };
  } catch {
    return undefined;
  }
}

function seedKey(glue) {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  return { seed, x: glue.keyOfSeed(seed) };
}

function signerOf({ key, seed, x }, glue) {
  if (seed) return { x, sign: async (message) => glue.signBySeed(seed, message) };
  const sign = async (message) => {
    try {
      return new Uint8Array(await crypto.subtle.sign("Ed25519", key, message));
    } catch (cause) {
      throw unavailable(cause);
    }
  };
  return { x, sign };
}
