// All that `countersign/issuer` has, and for Node the ledger in a file.
import { made, refuse, taken, text, whole } from "../arguments.js";
import { refusal } from "../errors.js";
import { choices } from "../shapes.js";
import { builtin, openLocked } from "./lock.js";
import { bound } from "./own.js";

export * from "./inline.js";

/** How long one waits for another who writes to the same ledger, in seconds, as the command line does. */
const WAIT = 10;
const LINE_FEED = 10;

const { faces: { Ledger }, lend, takeBack, drop, keys, key } = bound;
/** Of each file where it is and what it is read by; and of the ledger what was read last, with its text. */
const files = new WeakMap();
const file = made(files, "a LedgerFile of this entry of the package");

export class LedgerFile {
  static async create(...asked) {
    const [path] = taken({ path: text }, asked);
    const { ledger, lines } = Ledger.create(asked[1]);
    ledger.free();
    await attempt(path, "unwritable", () => begin(path, lines));
  }

  constructor(...asked) {
    const options = choices({ key: kept(key), wait: whole });
    const [path, held, { key: own, wait = WAIT }] = taken({ path: text, keys: kept(keys), options }, asked);
    files.set(this, { path, keys: held, key: own, wait, queue: Promise.resolve() });
  }

  async read() {
    const [{ path, keys, key }] = taken({ this: file }, [this]);
    const content = await attempt(path, "unreadable", () => builtin("fs").promises.readFile(path));
    return Ledger.read(content, keys, { key });
  }

  async change(...asked) {
    const [own, work] = taken({ this: file, work: callable }, [this, ...asked]);
    const turn = own.queue.then(() => change(own, work));
    own.queue = turn.catch(() => {}); // Whoever is next has nothing to do with what became of this.
    return turn;
  }
}

async function change(own, work) {
  const open = await attempt(own.path, "unreadable", () => openLocked(own.path, own.wait));
  try {
    const content = await attempt(own.path, "unreadable", () => open.readFile());
    const whole = content.lastIndexOf(LINE_FEED) + 1;
    bring(own, content.subarray(0, whole));
    const { made, lines } = await during(own, work);
    if (lines) {
      const added = Buffer.from(lines);
      await attempt(own.path, "unwritable", () => append(open, added, whole, content.length)).catch(forget(own));
      own.text = Buffer.concat([own.text, added]);
    }
    return made;
  } finally {
    await open.close();
  }
}

/** Brings the ledger of a file to its text, of which it reads only what is new. */
function bring(own, text) {
  if (own.ledger && text.subarray(0, own.text.length).equals(own.text)) {
    const more = text.subarray(own.text.length);
    try {
      if (more.length > 0) own.ledger.readOn(more);
    } catch (error) {
      forget(own)(error);
    }
  } else {
    if (own.ledger) drop(own.ledger, false);
    own.ledger = undefined;
    own.ledger = Ledger.read(text, own.keys, { key: own.key });
  }
  own.text = text;
}

/** What somebody makes of the ledger, and the lines for it. */
async function during(own, work) {
  const lent = lend(own.ledger);
  try {
    const made = await work(lent);
    const { isFreed, lines } = takeBack(lent);
    if (isFreed) forget(own, true)();
    return { made, lines };
  } catch (error) {
    forget(own, takeBack(lent).isFreed)(error); // What was appended is not stored.
  }
}

/** Forgets the ledger, which is not as its file is, and throws why, if anything. */
function forget(own, isFreed = false) {
  return (...thrown) => {
    drop(own.ledger, isFreed);
    own.ledger = undefined;
    if (thrown.length > 0) throw thrown[0];
  };
}

/** Appends to the whole lines of a file. What follows them was never handed out. */
async function append(open, added, whole, length) {
  try {
    if (whole < length) await open.truncate(whole);
    for (let done = 0; done < added.length;) {
      done += (await open.write(added, done, added.length - done, whole + done)).bytesWritten;
    }
    await open.sync();
  } catch (error) {
    await open.truncate(whole).then(() => open.sync()).catch(() => {});
    throw error;
  }
}

/** Makes a file that must not be there yet, and brings it and its name to the disk. */
async function begin(path, lines) {
  const { open } = builtin("fs").promises;
  const made = await open(path, "wx");
  try {
    await made.writeFile(lines);
    await made.sync();
  } finally {
    await made.close();
  }
  const folder = await open(builtin("path").dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => {}); // Not every system can.
  await folder?.close();
}

/** What the system refuses, as this package throws it. */
async function attempt(path, what, act) {
  try {
    return await act();
  } catch (cause) {
    if (cause?.syscall === undefined) throw cause;
    const remedy = cause.code === "EEXIST" ? "A ledger is never overwritten" : "Check the name, and that you may";
    throw refusal(`file_${what}`, `The ledger ${JSON.stringify(path)} is ${what}: ${cause.message}. ${remedy}`, cause);
  }
}

/** An object that is looked at now, and again whenever it is used. */
function kept(kind) {
  return (value, at) => {
    kind(value, at);
    return value;
  };
}

function callable(value, at) {
  return typeof value === "function" ? value : refuse(at, "something else", "a function that is given the ledger");
}
