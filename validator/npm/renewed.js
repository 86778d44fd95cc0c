// Objects of the bindings that can be made again. What nobody needs any more, a garbage collector tells between two turns
// of the loop: a turn that verifies a million licences would keep them all. So no more than these are kept of each
// class, the last ones, and any other is made again when it is asked for something.
const MOST = 256;
/** Nor more bytes of documents, the last one's apart: in memory, a document takes several times its length. */
const MOST_BYTES = 16 << 20;

/** What others are made from, as long as they may have to be made again. */
const relied = new WeakSet();
const freed = new WeakSet();

/** Gives the memory of an object back, at once where nothing relies on it. */
export function release(inner) {
  if (relied.has(inner)) return; // Once all that relies on it is gone, so is it.
  freed.add(inner);
  inner.free();
}

/** As a WeakMap from faces to objects of the bindings, which `null` marks as freed. */
export class Renewed {
  #entries = new WeakMap();
  /** Of the objects that there are, the oldest first; some may be freed. */
  #live = [];
  #bytes = 0;

  get(face) {
    const entry = this.#entries.get(face);
    if (!entry) return entry;
    if (entry.inner === undefined) this.#keep(entry, entry.renewal.make());
    return entry.inner;
  }

  /**
   * `renewal.make()` makes it again of `renewal.bytes`, where it needs one from `renewal.of`, which may be freed. Without
   * a renewal it stays: a state changes, and what it was judged to be is nowhere else.
   */
  set(face, inner, renewal) {
    const entry = inner && { inner, renewal };
    const before = this.#entries.get(face);
    if (before) before.inner = null;
    this.#entries.set(face, entry);
    if (renewal) this.#keep(entry, inner);
  }

  #keep(entry, inner) {
    entry.inner = inner;
    this.#live.push(entry);
    this.#bytes += entry.renewal.bytes;
    while (this.#live.length > MOST || (this.#bytes > MOST_BYTES && this.#live.length > 1)) {
      this.#drop(this.#live.shift());
    }
  }

  #drop(oldest) {
    const { of, bytes } = oldest.renewal;
    this.#bytes -= bytes;
    // What was made from something that is gone can't be made again, and stays.
    if (!oldest.inner || freed.has(of)) return;
    if (of) relied.add(of);
    release(oldest.inner);
    oldest.inner = undefined;
  }
}
