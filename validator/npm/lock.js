// Opening a file for one at a time, by the lock of the system that the command line takes, too: flock(2), or on Windows
// to open it for oneself alone. The system gives it back when a process ends, however that ends.
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

/** Whether it is a file that can be read to an end: of a pipe one would wait for ever. */
export function plainFile(stat) {
  if (!stat.isFile()) throw Error("it is no file");
  return true;
}

/**
 * The open file, locked; closing it gives the lock back. `wait` is in seconds; `inUse` is how it is refused where another
 * process has it for longer.
 */
export async function openLocked(path, wait, inUse) {
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
    program.on("error", (cause) => refused(refusal(inUse[0], "The file can't be locked: the command flock (of util-linux or BusyBox) can't be run. Install it, or store the text yourself under a lock of your own.", cause)));
    program.on("exit", (code) => (code === 0 ? locked(file) : refused(refusal(...inUse))));
  });
}

/** Brings the name of a file to the disk. */
export async function syncFolder(path) {
  const folder = await builtin("fs").promises.open(builtin("path").dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => {}); // Not every system can.
  await folder?.close();
}
