// Opening a file for one at a time, by the lock of the system that the command line takes, too: flock(2), or on Windows
// to open it for oneself alone. The system gives it back when a process ends, however that ends.
import { refuse } from "./arguments.js";
import { refusal } from "./errors.js";

/** How long is waited, in milliseconds, before one tries again where the system does not wait by itself. */
const PAUSE = 10;
/** The longest that a timer of Node's waits, in milliseconds: of anything longer it makes one. */
const LONGEST = 2 ** 31 - 1;
/** Flags of open() that Node passes on and has no names for: O_EXLOCK of macOS and the BSDs, libuv's UV_FS_O_EXLOCK. */
const EXCLUSIVE = { darwin: 0x20, freebsd: 0x20, openbsd: 0x20, netbsd: 0x20, win32: 0x1000_0000 };
const BUSY = new Set(["EAGAIN", "EWOULDBLOCK", "EBUSY"]);

/** A module of Node's. */
export function builtin(name) {
  const found = globalThis.process?.getBuiltinModule?.(name);
  if (found) return found;
  throw refusal("usage_invalid", "Files need Node 20.16 or later. Elsewhere, store the text yourself.");
}

/** Changes of files, one after the other; what a change calls must not wait for another of the same file. */
export class Turns {
  #last = new WeakMap();
  #misuse;
  /** The change in which something runs; made when it is first needed. */
  #changing;

  constructor(found, needed) {
    this.#misuse = [found, needed];
  }

  /** Acts when those before have done so. Whoever is next has nothing to do with what became of this. */
  next(own, act) {
    this.#changing ??= new (builtin("async_hooks").AsyncLocalStorage)();
    const around = this.#changing.getStore();
    // A timer or a connection that was begun in a change runs in it for good, though that has ended.
    if (around?.own === own && !around.ended) refuse("this", ...this.#misuse);
    const change = { own, ended: false };
    const acts = () => this.#changing.run(change, act).finally(() => { change.ended = true; });
    const turn = (this.#last.get(own) ?? Promise.resolve()).then(acts);
    this.#last.set(own, turn.catch(() => {}));
    return turn;
  }
}

/** Where a file is, by its own name; nothing where there is none. */
export async function whereItIs(path) {
  const { lstat, realpath } = builtin("fs").promises;
  try {
    return await realpath(path);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    if (await lstat(path).then((found) => found.isSymbolicLink(), () => false)) throw Error("it is a link to where there is no file");
    return undefined;
  }
}

/** The file, locked. Another may have been put in its place while one waited for the lock. */
export async function openedLocked(path, wait, inUse) {
  for (;;) {
    const open = await openLocked(path, wait, inUse);
    const isThere = await isAt(open, path).catch(async (error) => {
      await open.close();
      throw error;
    });
    if (isThere) return open;
    await open.close();
  }
}

/** Whether an open file is the one at a path. */
async function isAt(open, path) {
  const [own, there] = await Promise.all([open.stat(), builtin("fs").promises.stat(path)]);
  return plainFile(own) && own.ino === there.ino && own.dev === there.dev;
}

/**
 * Appends to the first so many bytes of a file of this length that is open at a path, and brings that to the disk; where
 * it fails, there is nothing more in the file than those.
 */
export async function appended(open, path, added, whole, length = whole) {
  try {
    if (whole < length) await open.truncate(whole);
    for (let done = 0; done < added.length;) {
      done += (await open.write(added, done, added.length - done, whole + done)).bytesWritten;
    }
    await open.sync();
    // Who puts a file in the place of another takes no lock.
    const isThere = await isAt(open, path).catch(() => false);
    if (!isThere) throw Error("another file was put in its place, or it was removed, while it was changed; do it again");
  } catch (error) {
    await open.truncate(whole).then(() => open.sync()).catch(() => {});
    throw error;
  }
}

/** Whether it is a file that can be read to an end: of a pipe one would wait for ever. */
export function plainFile(stat) {
  if (!stat.isFile()) throw Error("it is no file");
  return true;
}

/**
 * The open file, locked; closing it gives the lock back. `wait` is in seconds; `inUse` is how it is refused where another
 * process has it for longer.
 */
async function openLocked(path, wait, inUse) {
  const { O_RDWR, O_NONBLOCK = 0 } = builtin("fs").constants;
  const { open, stat } = builtin("fs").promises;
  plainFile(await stat(path));
  const exclusive = EXCLUSIVE[process.platform];
  if (exclusive === undefined) {
    const file = await open(path, "r+");
    return flock(file, wait, inUse).catch((error) => file.close().then(() => { throw error; }));
  }
  const flags = O_RDWR | exclusive | (process.platform === "win32" ? 0 : O_NONBLOCK);
  const end = performance.now() + wait * 1_000;
  for (;;) {
    try {
      return await open(path, flags);
    } catch (error) {
      if (!BUSY.has(error.code)) throw error;
      if (performance.now() >= end) throw refusal(...inUse);
    }
    await new Promise((passed) => { setTimeout(passed, PAUSE); });
  }
}

/**
 * Node has no flock(2). But the lock is of the open file, which a program that Node starts is given: it takes the lock
 * and ends, and the file stays locked until it is closed here.
 */
function flock(file, wait, inUse) {
  return new Promise((locked, refused) => {
    const how = wait > 0 ? ["-x", "3"] : ["-x", "-n", "3"];
    const options = { stdio: ["ignore", "ignore", "ignore", file.fd], timeout: Math.min(wait * 1_000, LONGEST), killSignal: "SIGKILL" };
    const program = builtin("child_process").spawn("flock", how, options);
    program.on("error", (cause) => refused(refusal("lock_missing", "The file can't be locked: the command flock (of util-linux or BusyBox) can't be run. Install it, or store the text yourself under a lock of your own.", cause)));
    program.on("exit", (code) => (code === 0 ? locked(file) : refused(refusal(...inUse))));
  });
}

/** Brings the name of a file to the disk. */
export async function syncFolder(path) {
  const folder = await builtin("fs").promises.open(builtin("path").dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => {}); // Not every system can.
  await folder?.close();
}
