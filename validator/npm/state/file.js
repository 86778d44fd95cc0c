// All that `countersign/state` has, and for Node the state in a file.
//
// What changes is appended, line by line, under the lock that the command line takes, too: of two lines about one thing
// the later revision holds. So nothing of the file is written again, and what can't be read of it stays.
import { made, refuse, taken, text, whole } from "../arguments.js";
import { isCountersignError, refusal } from "../errors.js";
import { builtin, openLocked, plainFile, syncFolder } from "../lock.js";
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
/** Of each file where it is, its state, and its text as it was read or written last. */
const files = new WeakMap();
const file = made(files, "await StateFile.open(…)");
const MAKER = {};
/** The file that is being changed, for whatever that change calls; made when it is first needed. */
let changing;

export class StateFile {
  static async open(...asked) {
    const [path, , { threshold = 1, wait = WAIT }] = taken({ path: text, keys, options }, asked);
    const own = { path: builtin("path").resolve(path), keys: asked[1], threshold, wait, queue: Promise.resolve() };
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
    return next(own, (open) => store(own, open, work));
  }

  async refresh() {
    const [own] = taken({ this: file }, [this]);
    return next(own, () => {});
  }

  async compact(...asked) {
    const [own, { dropDamaged = false }] = taken({ this: file, options: compacting }, [this, ...asked]);
    return next(own, () => rewrite(own, dropDamaged));
  }
}

const options = choices({ threshold: whole, wait: whole });
const compacting = choices({ dropDamaged: flag });

/** Whoever is next has nothing to do with what became of this. */
function next(own, act) {
  changing ??= new (builtin("async_hooks").AsyncLocalStorage)();
  if (changing.getStore() === own) refuse("this", "a file whose state is being changed", "the state that the change was given");
  const turn = own.queue.then(() => changing.run(own, () => locked(own, act)));
  own.queue = turn.catch(() => {});
  return turn;
}

/** What is not stored is forgotten, and the file read anew. */
function forget(own) {
  own.state = new State(null, own.keys, { threshold: own.threshold });
  own.text = undefined;
  own.damaged = [];
}

/** Begins a file where there is none: all of it, or nothing. */
async function begin(own) {
  const { link, rm, stat } = builtin("fs").promises;
  if (await stat(own.path).then(() => true, ({ code }) => code !== "ENOENT")) return;
  await attempt(own, "unwritable", async () => {
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
  const mode = await stat(own.path).then(({ mode }) => mode & 0o777, () => 0o600);
  const made = await open(path, "wx", mode);
  try {
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

/** Takes over what the file has, and acts while nobody else writes to it. */
async function locked(own, act) {
  const open = await attempt(own, "unreadable", () => opened(own));
  try {
    bring(own, await attempt(own, "unreadable", () => open.readFile({ encoding: "utf8" })));
    return await act(open);
  } finally {
    await open.close();
  }
}

/** The file, locked. Another may have been put in its place while one waited for the lock. */
async function opened(own) {
  const { stat } = builtin("fs").promises;
  for (;;) {
    const open = await openLocked(own.path, own.wait, IN_USE);
    const [locked, present] = await Promise.all([open.stat(), stat(own.path)]).catch(async (error) => {
      await open.close();
      throw error;
    });
    if (plainFile(locked) && locked.ino === present.ino && locked.dev === present.dev) return open;
    await open.close();
  }
}

/** Brings the state to the text of the file. */
function bring(own, text) {
  if (text === own.text) return;
  // A state that is newer, or none, must not be mixed with this one.
  const found = new State(text, own.keys, { threshold: own.threshold });
  const damaged = found.dropped;
  found.free();
  const foreign = damaged.find(({ line, error }) => line === 1 || FOREIGN.has(error.code));
  const code = foreign?.error.code === "state_version" ? "state_version" : "state_format";
  if (foreign) throw refusal(code, `The file ${JSON.stringify(own.path)} is not written to, nor was it changed: ${foreign.error.message} If there is nothing in it that you need, remove it: it is begun anew.`, foreign.error);
  own.state.merge(text);
  take(own, text, damaged);
}

function take(own, text, damaged) {
  const lines = text.split("\n");
  own.text = text;
  own.damaged = damaged.map((dropped) => ({ ...dropped, text: lines[dropped.line - 1] }));
}

/** What somebody makes of the state, once its changes are on the disk. */
async function store(own, open, work) {
  try {
    const made = await work(own.state);
    const present = new Set(own.text.split("\n"));
    const added = own.state.toString().split("\n").filter((line) => !present.has(line));
    if (added.length > 0) {
      const begun = own.text === "" || own.text.endsWith("\n") ? "" : "\n";
      const lines = `${begun}${added.join("\n")}\n`;
      await attempt(own, "unwritable", () => append(open, Buffer.from(lines)));
      own.text += lines;
    }
    return made;
  } catch (error) {
    forget(own);
    throw error;
  }
}

/** Appends to a file; where that fails, there is nothing more in it than before. */
async function append(open, added) {
  const { size } = await open.stat();
  try {
    for (let done = 0; done < added.length;) {
      done += (await open.write(added, done, added.length - done, size + done)).bytesWritten;
    }
    await open.sync();
  } catch (error) {
    await open.truncate(size).then(() => open.sync()).catch(() => {});
    throw error;
  }
}

/** Writes the file anew: one line about each thing, and those that can't be read. */
async function rewrite(own, dropDamaged) {
  if (!dropDamaged && own.damaged.length >= MOST_NAMED) refuse("dropDamaged", "false", "true, for a file with so many damaged lines");
  const kept = dropDamaged ? [] : own.damaged.map(({ text }) => `${text}\n`);
  const state = own.state.toString();
  const text = state + kept.join("");
  const first = state.split("\n").length;
  await attempt(own, "unwritable", async () => {
    const { rename, rm } = builtin("fs").promises;
    const beside = await written(own, text);
    await rename(beside, own.path).catch(async (error) => {
      await rm(beside);
      throw error;
    });
    await syncFolder(own.path);
  });
  take(own, text, dropDamaged ? [] : own.damaged.map(({ error }, index) => ({ line: first + index, error })));
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

function callable(value, at) {
  return typeof value === "function" ? value : refuse(at, "something else", "a function that is given the state");
}
