// All that `countersign/state` has, and for Node the state in a file.
//
// What changes is appended, line by line, under the lock that the command line takes, too: of two lines about one thing
// the later revision holds. So nothing of the file is written again, and what can't be read of it stays.
import { callable, made, refuse, taken, text, whole } from "../arguments.js";
import { isCountersignError, refusal } from "../errors.js";
import { appended, builtin, openedLocked, Turns, syncFolder, whereItIs } from "../lock.js";
import { choices, flag } from "../shapes.js";
import { bound } from "./own.js";

export * from "./inline.js";

/** How long one waits for another who writes to the same file, in seconds. */
const WAIT = 10;
const IN_USE = ["state_locked", "The state is in use by another process. Try again when that has ended."];
/** What says that a file is no state, or a newer one: nothing may be added to either. */
const FOREIGN = new Set(["state_format", "state_version"]);
/** So many damaged lines are named, as in the core, and no more are known. */
const MOST_NAMED = 10_000;

const { faces: { State }, keys } = bound;
/** Of each file where it is, its state, and its bytes as they were read or written last. */
const files = new WeakMap();
const file = made(files, "await StateFile.open(…)");
const MAKER = {};
const LINE_FEED = 10;
const turns = new Turns("a file whose state is being changed", "the state that the change was given");

export class StateFile {
  static async open(...asked) {
    const [path, , { wait = WAIT, ...rules }] = taken({ path: text, keys, options }, asked);
    const own = { path: builtin("path").resolve(path), keys: asked[1], rules, wait };
    forget(own);
    await begin(own);
    await locked(own, () => {});
    return new StateFile(MAKER, own);
  }

  constructor(maker, own) {
    if (maker !== MAKER) refuse("this", "something else", "await StateFile.open(…)");
    files.set(this, own);
  }

  get state() {
    return taken({ this: file }, [this])[0].state;
  }

  get damaged() {
    return taken({ this: file }, [this])[0].damaged.map(({ line, error }) => ({ line, error }));
  }

  async change(...asked) {
    const [own, work] = taken({ this: file, work: callable }, [this, ...asked]);
    return turns.next(own, () => locked(own, (open) => store(own, open, work)));
  }

  async refresh() {
    const [own] = taken({ this: file }, [this]);
    return turns.next(own, () => locked(own, () => {}));
  }

  async compact(...asked) {
    const [own, { dropDamaged = false }] = taken({ this: file, options: compacting }, [this, ...asked]);
    return turns.next(own, () => locked(own, () => rewrite(own, dropDamaged)));
  }
}

const options = choices({ threshold: whole, clock: callable, wait: whole });
const compacting = choices({ dropDamaged: flag });

/** What is not stored is forgotten: the state is as the file was last. */
function forget(own) {
  own.state = new State(null, own.keys, own.rules);
  if (own.bytes) own.state.merge(own.bytes);
  else own.damaged = [];
}

/** Begins a file where there is none: all of it, or nothing. */
async function begin(own) {
  const { link, rm } = builtin("fs").promises;
  await attempt(own, "unwritable", async () => {
    const found = await whereItIs(own.path);
    if (found) {
      // Of a file that a link leads to, another would be put in the link's place.
      own.path = found;
      return;
    }
    const beside = await written(own, own.state.toString());
    try {
      await link(beside, own.path);
    } catch (error) {
      if (error.code !== "EEXIST") throw error; // Else another was quicker.
    } finally {
      await rm(beside);
    }
    await syncFolder(own.path);
  });
}

/** A new file beside the one, with a text. */
async function written(own, text) {
  const path = `${own.path}.${builtin("crypto").randomUUID()}`;
  const { open, rm, stat } = builtin("fs").promises;
  const before = await stat(own.path).catch(() => undefined);
  const made = await open(path, "wx", 0o600);
  try {
    if (before) await handOver(made, before);
    await made.writeFile(text);
    await made.sync();
  } catch (error) {
    await rm(path);
    throw error;
  } finally {
    await made.close();
  }
  return path;
}

/** Whoever could read and write the file can do so with the one that takes its place. */
async function handOver(made, { uid, gid, mode }) {
  const own = await made.stat();
  if (own.uid !== uid || own.gid !== gid) await made.chown(uid, gid);
  await made.chmod(mode & 0o777);
}

/** Takes over what the file has, and acts while nobody else writes to it. */
async function locked(own, act) {
  const open = await attempt(own, "unreadable", () => openedLocked(own.path, own.wait, IN_USE));
  try {
    bring(own, await attempt(own, "unreadable", () => open.readFile()));
    return await act(open);
  } finally {
    await open.close();
  }
}

/** Brings the state to what is in the file. */
function bring(own, bytes) {
  if (own.bytes?.equals(bytes)) return;
  // A state that is newer, or none, must not be mixed with this one.
  const found = new State(bytes, own.keys, own.rules);
  const damaged = found.dropped;
  found.free();
  const foreign = damaged.find(({ line, error }) => line === 1 || FOREIGN.has(error.code));
  const code = foreign?.error.code === "state_version" ? "state_version" : "state_format";
  if (foreign) throw refusal(code, `The file ${JSON.stringify(own.path)} is not written to, nor was it changed: ${foreign.error.message} ${code === "state_version" ? "Update this program" : "Name another file; or, if there is nothing in this one that you need, remove it, and it is begun anew"}.`, foreign.error);
  own.state.merge(bytes);
  take(own, bytes, damaged);
}

function take(own, bytes, damaged) {
  const lines = damaged.length > 0 ? linesOf(bytes) : [];
  own.bytes = bytes;
  own.damaged = damaged.map((dropped) => ({ ...dropped, bytes: lines[dropped.line - 1] }));
}

/** The lines, byte for byte: what can't be read may be no text. */
function linesOf(bytes) {
  const lines = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, start);
    lines.push(bytes.subarray(start, end < 0 ? bytes.length : end));
    start = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

/** What somebody makes of the state, once its changes are on the disk. */
async function store(own, open, work) {
  try {
    const made = await work(own.state);
    const present = new Set(own.bytes.toString().split("\n"));
    const added = own.state.toString().split("\n").filter((line) => !present.has(line));
    if (added.length > 0) {
      const begun = own.bytes.length === 0 || own.bytes.at(-1) === LINE_FEED ? "" : "\n";
      const lines = Buffer.from(`${begun}${added.join("\n")}\n`);
      await attempt(own, "unwritable", async () => appended(open, own.path, lines, (await open.stat()).size));
      own.bytes = Buffer.concat([own.bytes, lines]);
    }
    return made;
  } catch (error) {
    forget(own);
    throw error;
  }
}

/** Writes the file anew: one line about each thing, and those that can't be read. */
async function rewrite(own, dropDamaged) {
  if (!dropDamaged && own.damaged.length >= MOST_NAMED) refuse("dropDamaged", "false", "true, for a file with so many damaged lines");
  const kept = dropDamaged ? [] : own.damaged.flatMap(({ bytes }) => [bytes, Buffer.from([LINE_FEED])]);
  const state = own.state.toString();
  const bytes = Buffer.concat([Buffer.from(state), ...kept]);
  const first = state.split("\n").length;
  await attempt(own, "unwritable", async () => {
    const { rename, rm } = builtin("fs").promises;
    const beside = await written(own, bytes);
    await rename(beside, own.path).catch(async (error) => {
      await rm(beside);
      throw error;
    });
    await syncFolder(own.path);
  });
  take(own, bytes, dropDamaged ? [] : own.damaged.map(({ error }, index) => ({ line: first + index, error })));
}

/** What the system refuses, as this package throws it. */
async function attempt(own, what, act) {
  try {
    return await act();
  } catch (cause) {
    if (isCountersignError(cause)) throw cause;
    const allowed = what === "unreadable" ? "read" : "write";
    throw refusal(`file_${what}`, `The state ${JSON.stringify(own.path)} is ${what}: ${cause.message}. Check the name, and that you may ${allowed} it.`, cause);
  }
}
