// What a version of a shared pool's state says: `POOL:NUMBER.WRITER,NUMBER.WRITER,…`, which pool it is of, and who changed
// it, each writer with the number of the last change, the latest first.
//
// A writer who has made a change knows that, and makes no other where it is missing. So whoever has seen a change of a
// writer sees in any version whether that comes after it: an older copy that was put back says of that writer an earlier
// change, or none, however often others have changed it since.

/** The most writers that are told of, and the characters of what is random: a version stays below two kilobytes. */
const MOST = 64;
const LENGTH = 16;

/** A name that nobody else has. */
export function random() {
  return globalThis.crypto.randomUUID().replaceAll("-", "").slice(0, LENGTH);
}

/** The version that a change by this writer makes of another; the empty one is that of a pool that is not there yet. */
export function following(version, writer) {
  const { pool, changes } = parts(version);
  const [number, others] = [(changes[0]?.number ?? 0) + 1, changes.filter((one) => one.writer !== writer)];
  const told = [{ number, writer }, ...others].slice(0, MOST).map((one) => `${one.number}.${one.writer}`);
  return `${pool || random()}:${told.join(",")}`;
}

/** Whether a version is this one that was seen, or came of it. Of what so many have changed since, nobody can tell. */
export function comesOf(version, seen) {
  if (version === seen) return true;
  const [{ pool, changes }, { pool: before, changes: [last] }] = [parts(version), parts(seen)];
  if (pool !== before || last === undefined) return false;
  const found = changes.find(({ writer }) => writer === last.writer);
  return found ? found.number >= last.number : changes.length >= MOST && changes.at(-1).number > last.number;
}

function parts(version) {
  const [pool, list = ""] = version.split(":");
  const changes = list.split(",").filter((one) => one !== "").map((one) => {
    const [number, writer = ""] = one.split(".");
    return { number: Number(number), writer };
  });
  return { pool, changes };
}
