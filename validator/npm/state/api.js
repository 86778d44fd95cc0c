// The public face of the state of an installation, beside those of the main module.
import { bytes, circumstances, date, guarded, inner, keyBytes, seconds } from "../api.js";
import { amount, bindSets } from "../sets.js";

/** The faces of a module's bindings that keep a state. */
export function bindState(glue, own) {
  const { faces, contents, innerKeys, needModule } = bindSets(glue, own);

  class State {
    #dropped = [];
    #people = new People();

    constructor(stored, keys, { threshold = 1 } = {}) {
      needModule();
      const state = new glue.State(innerKeys(keys), amount(threshold));
      inner.set(this, state);
      inner.set(this.#people, state);
      if (stored !== undefined && stored !== null) this.#dropped = this.merge(stored);
    }

    get dropped() { return [...this.#dropped]; }
    get people() { return this.#people; }
    get keys() { return JSON.parse(inner.get(this).keysJson()); }
    get usage() { return Object.fromEntries(JSON.parse(inner.get(this).usageJson())); }

    get clock() {
      const { mark, pending, resets } = JSON.parse(inner.get(this).clockJson());
      return { mark: date(mark), pending: date(pending), resets };
    }

    get documents() {
      const documents = JSON.parse(inner.get(this).documentsJson());
      return documents.map(({ added, removed, ...rest }) => ({ ...rest, added: date(added), removed: date(removed) }));
    }

    toString() {
      return inner.get(this).toLines();
    }

    merge(stored) {
      return JSON.parse(inner.get(this).mergeJson(bytes(stored, "state")));
    }

    addKeys(source, options) {
      guarded(() => inner.get(this).addKeys(keyBytes(source), instant(options)));
    }

    removeKey(thumbprint, options) {
      return guarded(() => inner.get(this).removeKey(String(thumbprint), instant(options)));
    }

    content(digest) {
      return inner.get(this).content(String(digest));
    }

    add(files, options) {
      return JSON.parse(guarded(() => inner.get(this).addJson(contents(files), instant(options))));
    }

    remove(digest, options) {
      return guarded(() => inner.get(this).remove(String(digest), instant(options)));
    }

    restore(digest, options) {
      return guarded(() => inner.get(this).restore(String(digest), instant(options)));
    }

    setUsage(id, used, options) {
      guarded(() => inner.get(this).setUsage(String(id), amount(used), instant(options)));
    }

    clearUsage(id, options) {
      return guarded(() => inner.get(this).clearUsage(String(id), instant(options)));
    }

    judge(options = {}) {
      return new faces.Judgement(guarded(() => inner.get(this).judge(circumstances(options))));
    }

    observe(options = {}) {
      return new faces.Judgement(guarded(() => inner.get(this).observe(circumstances(options))));
    }

    preview({ remove = "", add = {} }, options = {}) {
      const preview = () => inner.get(this).previewJson(remove, contents(add), circumstances(options));
      return JSON.parse(guarded(preview));
    }

    startEmergency(id, options = {}) {
      return guarded(() => inner.get(this).startEmergency(String(id), circumstances(options)));
    }

    decidePerson(id, name, options = {}) {
      const decide = () => inner.get(this).decidePersonJson(String(id), String(name), circumstances(options));
      return JSON.parse(guarded(decide));
    }

    assign(name, id, options = {}) {
      const assign = () => inner.get(this).assignJson(String(name), String(id), circumstances(options));
      return denial(guarded(assign));
    }

    redistribute(from, to, id, options = {}) {
      const names = [from, to, id].map(String);
      return denial(guarded(() => inner.get(this).redistributeJson(...names, circumstances(options))));
    }

    release(name, id, options) {
      return guarded(() => inner.get(this).release(String(name), String(id), instant(options)));
    }

    seatCount(id) {
      return inner.get(this).seatCount(String(id));
    }

    seats(id, { from = 0, to = from + PAGE } = {}) {
      const { count, items } = JSON.parse(inner.get(this).seatsJson(String(id), amount(from), amount(to)));
      return { count, items: items.map(seat) };
    }

    over(id, options = {}) {
      return JSON.parse(guarded(() => inner.get(this).overJson(String(id), circumstances(options)))).map(seat);
    }
  }

  return { faces: { ...faces, State } };
}

/** How many a page has, unless it is told. */
const PAGE = 100;

class People {
  get count() {
    return inner.get(this).peopleCount();
  }

  get(name) {
    return JSON.parse(inner.get(this).personJson(String(name))) ?? undefined;
  }

  page({ from = 0, to = from + PAGE, filter = "" } = {}) {
    return JSON.parse(inner.get(this).peopleJson(amount(from), amount(to), String(filter)));
  }

  add({ name, first = "", last = "" }, options) {
    guarded(() => inner.get(this).addPerson(String(name), String(first), String(last), instant(options)));
  }

  remove(name, options) {
    return guarded(() => inner.get(this).removePerson(String(name), instant(options)));
  }
}

function instant({ now = Date.now() / 1000 } = {}) {
  return amount(seconds(now));
}

function seat({ at, ...person }) {
  return { ...person, at: date(at) };
}

function denial(text) {
  return text === undefined ? undefined : JSON.parse(text);
}
