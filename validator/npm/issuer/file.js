// All that `countersign/issuer` has, and for Node the ledger in a file.
import { made, taken, text, whole } from "../arguments.js";
import { isCountersignError, refusal } from "../errors.js";
import { appended, builtin, openedLocked, plainFile, syncFolder, Turns } from "../lock.js";
import { choices } from "../shapes.js";
import { callable, Held, kept } from "./held.js";
import { bound } from "./own.js";

export * from "./inline.js";

/** How long one waits for another who writes to the same ledger, in seconds, as the command line does. */
const WAIT = 10;
const IN_USE = ["ledger_locked", "The ledger is in use by another process. Try again when that has ended."];
const LINE_FEED = 10;

/** Of each file where it is, the ledger that it holds, and the text that was read last. */
const files = new WeakMap();
const turns = new Turns("a file whose ledger is being changed", "the ledger that the change was given");
const file = made(files, "a LedgerFile of this entry of the package");

export class LedgerFile {
  static async create(...asked) {
    const [path] = taken({ path: text }, asked);
    const { ledger, lines } = bound.faces.Ledger.create(asked[1]);
    ledger.free();
    await attempt(path, "unwritable", () => begin(path, lines));
  }

  constructor(...asked) {
    const options = choices({ key: kept(bound.key), wait: whole });
    const [path, keys, { key, wait = WAIT }] = taken({ path: text, keys: kept(bound.keys), options }, asked);
    // Where it is does not change with the folder that the process works in.
    files.set(this, { path: builtin("path").resolve(path), held: new Held(keys, key), wait });
  }

  async read() {
    const [{ path, held }] = taken({ this: file }, [this]);
    const content = await attempt(path, "unreadable", async () => {
      const { readFile, stat } = builtin("fs").promises;
      return plainFile(await stat(path)) && readFile(path);
    });
    return bound.toLook(held.read(content));
  }

  async change(...asked) {
    const [own, work] = taken({ this: file, work: callable }, [this, ...asked]);
    return turns.next(own, () => change(own, work));
  }
}

async function change(own, work) {
  const open = await attempt(own.path, "unreadable", () => openedLocked(own.path, own.wait, IN_USE));
  try {
    const content = await attempt(own.path, "unreadable", () => open.readFile());
    const whole = content.lastIndexOf(LINE_FEED) + 1;
    bring(own, content.subarray(0, whole));
    const { made, lines } = await own.held.lend(work);
    if (lines) {
      const added = Buffer.from(lines);
      try {
        await attempt(own.path, "unwritable", () => appended(open, own.path, added, whole, content.length));
      } catch (error) {
        own.held.forget();
        throw error;
      }
      own.text = Buffer.concat([own.text, added]);
    }
    return made;
  } finally {
    await open.close();
  }
}

/** Brings the ledger of a file to its text, of which it reads only what is new. What was once in it is. */
function bring(own, text) {
  if (own.text && !text.subarray(0, own.text.length).equals(own.text)) throw rolledBack(own.path);
  own.held.bring(own.held.isThere ? text.subarray(own.text.length) : text);
  own.text = text;
}

/** What was stored is gone, and so is what keeps it from being given twice: somebody has to know that and say so. */
function rolledBack(path) {
  return refusal("ledger_rolled_back", `The ledger ${JSON.stringify(path)} lacks what was stored in it: another or an older one was put there. Put back the newest copy; or, if this is the one, make a new LedgerFile and add the activations that are missing.`);
}

/** Makes a file that must not be there yet, and brings it and its name to the disk. */
async function begin(path, lines) {
  const { open } = builtin("fs").promises;
  const made = await open(path, "wx");
  try {
    await made.writeFile(lines);
    await made.sync();
  } catch (error) {
    await builtin("fs").promises.rm(path); // What was not begun can be begun again.
    throw error;
  } finally {
    await made.close();
  }
  await syncFolder(path);
}

/** What the system refuses, as this package throws it. */
async function attempt(path, what, act) {
  try {
    return await act();
  } catch (cause) {
    if (isCountersignError(cause)) throw cause;
    const remedies = { EEXIST: "A ledger is never overwritten: name another file.", ENOENT: "Check the name; LedgerFile.create begins a ledger." };
    const remedy = remedies[cause.code] ?? `Check the name, and that you may ${what === "unreadable" ? "read" : "write"} it.`;
    throw refusal(`file_${what}`, `The ledger ${JSON.stringify(path)} is ${what}: ${cause.message}. ${remedy}`, cause);
  }
}
