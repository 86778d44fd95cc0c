// The public face of the state of an installation, beside those of the main module.
import { date, free } from "../api.js";
import { callable, circumstances, content, guard, guarded, keySource, refuse, taken, text, whole } from "../arguments.js";
import { bindSets } from "../sets.js";
import { choices, files, moment, shape } from "../shapes.js";

/** The most bytes of a stored state: some million people. */
const LARGEST_STATE = 1 << 28;

/** What of a licence is an instant. */
const INSTANTS = ["issued", "notBefore", "warnsFrom", "expires", "ends"];

/** The longest that a timer waits, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** How many a page has, unless it is told. */
const PAGE = 100;

/** The faces of a module's bindings that keep a state. */
export function bindState(glue, own) {
  const { faces, needModule, keys, change, contents } = bindSets(glue, own);
  const [states, owners, clocks] = [new WeakMap(), new WeakMap(), new WeakMap()];

  class State {
    #dropped = [];
    #people;
    #version = 0;
    #listeners = new Set();
    #isTold = true;

    constructor(...asked) {
      needModule();
      const [text, inner, { threshold = 1, clock }] = taken({ stored, keys, options: settings }, asked);
      guarded(() => states.set(this, new glue.State(inner, threshold)));
      clocks.set(this, clock);
      this.#people = new People(owners, this);
      if (text !== undefined) this.#dropped = this.merge(text);
    }

    get dropped() { return [...this.#dropped]; }
    get people() { return this.#people; }
    get keys() { return JSON.parse(states.get(this).keysJson()); }
    get version() { return this.#version; }
    get usage() { return Object.fromEntries(JSON.parse(states.get(this).usageJson())); }

    get clock() {
      const { mark, pending, resets } = JSON.parse(states.get(this).clockJson());
      return { mark: date(mark), pending: date(pending), resets };
    }

    get documents() {
      const documents = JSON.parse(states.get(this).documentsJson());
      return documents.map(({ added, removed, ...rest }) => ({ ...rest, added: date(added), removed: date(removed) }));
    }

    toString() {
      return states.get(this).toLines();
    }

    merge(stored) {
      return JSON.parse(states.get(this).mergeJson(stored));
    }

    addKeys(source, at) {
      states.get(this).addKeys(source, at);
    }

    removeKey(thumbprint, at) {
      return states.get(this).removeKey(thumbprint, at);
    }

    get deactivations() {
      return JSON.parse(states.get(this).deactivationsJson()).map(dated);
    }

    deactivate(activation, at) {
      return dated(JSON.parse(states.get(this).deactivateJson(activation, at)));
    }

    content(digest) {
      return states.get(this).content(digest);
    }

    license(digest) {
      const { details, claims } = JSON.parse(states.get(this).licenseJson(digest) ?? "{}");
      return details && { ...dates(details), claims };
    }

    rows(options) {
      const rows = JSON.parse(states.get(this).rowsJson(options));
      return rows.map(({ digest, added, removed, license, row, ...file }) => ({
        digest, ...row ?? { ...file, counts: false, reasons: [] }, added: date(added), removed: date(removed),
        license: license && dates(license),
      }));
    }

    add(files, at) {
      return JSON.parse(states.get(this).addJson(contents(files), at)).files;
    }

    sync(files, at) {
      const synced = JSON.parse(states.get(this).syncJson(contents(files), at));
      return { ...synced, changed: synced.removed.length > 0 || synced.files.some(isNew) };
    }

    subscribe(listener) {
      const own = () => listener();
      this.#listeners.add(own);
      return () => { this.#listeners.delete(own); };
    }

    /** Tells the listeners, of several changes of one turn together. */
    static changed(state) {
      state.#version += 1;
      if (!state.#isTold) return;
      state.#isTold = false;
      Promise.resolve().then(() => {
        state.#isTold = true;
        for (const listener of [...state.#listeners]) listener();
      });
    }

    remove(digest, at) {
      return states.get(this).remove(digest, at);
    }

    restore(digest, at) {
      return states.get(this).restore(digest, at);
    }

    setUsage(id, used, at) {
      states.get(this).setUsage(id, used, at);
    }

    clearUsage(id, at) {
      return states.get(this).clearUsage(id, at);
    }

    judge(options) {
      return new faces.Judgement(states.get(this).judge(options));
    }

    observe(options) {
      return new faces.Judgement(states.get(this).observe(options));
    }

    nameOf({ id, language }, options) {
      return states.get(this).nameOf(id, language, options);
    }

    nextChange(options) {
      return date(states.get(this).nextChange(options));
    }

    nextWake(options) {
      const wait = states.get(this).nextChange(options) - JSON.parse(options).now;
      return wait * 1000 < LONGEST_WAIT ? Math.max(wait, 0) * 1000 : LONGEST_WAIT;
    }

    preview({ remove, add = [] }, options) {
      return JSON.parse(states.get(this).previewJson(remove, contents(add), options));
    }

    startEmergency(id, options) {
      return states.get(this).startEmergency(id, options);
    }

    decidePerson({ name, id }, options) {
      return states.get(this).decidePerson(id, name, options);
    }

    assign({ name, id }, options) {
      return denial(states.get(this).assignJson(name, id, options));
    }

    redistribute({ from, to, id }, options) {
      return denial(states.get(this).redistributeJson(from, to, id, options));
    }

    release({ name, id }, at) {
      return states.get(this).release(name, id, at);
    }

    seatCount(id) {
      return states.get(this).seatCount(id);
    }

    seats(id, { from = 0, to = from + PAGE }) {
      const { count, items } = JSON.parse(states.get(this).seatsJson(id, from, to));
      return { count, items: items.map(dated) };
    }

    over(id, options) {
      return JSON.parse(states.get(this).overJson(id, options)).map(dated);
    }

    free() { free(states, this); }
  }

  // The bindings of people are those of the state whose they are, which alone makes them.
  const only = (value, at) => (value === owners ? value : refuse(at, "something else", "State.people"));
  const peopled = { get: (people) => states.get(owners.get(people)) };

  class People {
    constructor(maker, state) {
      taken({ maker: only }, [maker]);
      owners.set(this, state);
    }

    get count() {
      return peopled.get(this).peopleCount();
    }

    get(name) {
      return JSON.parse(peopled.get(this).personJson(name)) ?? undefined;
    }

    page({ from = 0, to = from + PAGE, filter = "" }) {
      return JSON.parse(peopled.get(this).peopleJson(from, to, filter));
    }

    add({ name, first = "", last = "" }, at) {
      peopled.get(this).addPerson(name, first, last, at);
    }

    remove(name, at) {
      return peopled.get(this).removePerson(name, at);
    }
  }

  const changed = State.changed;
  delete State.changed;
  telling(State, changed, {
    merge: always, addKeys: always, removeKey: isTrue, deactivate: always, add: (files) => files.some(isNew),
    sync: (synced) => synced.changed, remove: isTrue, restore: isTrue, setUsage: always, clearUsage: isTrue,
    observe: always, startEmergency: isAbsent, assign: isAbsent, redistribute: isAbsent, release: isTrue,
  });
  telling(People, (people) => changed(owners.get(people)), { add: always, remove: isTrue });

  const person = shape({ name: text, first: text, last: text }, { required: ["name"] });
  const seat = shape({ name: text, id: text }, { required: ["name", "id"], within: "" });
  const move = shape({ from: text, to: text, id: text }, { required: ["from", "to", "id"], within: "" });
  const options = circumstances;
  const [from, to, at] = [whole, whole, moment];
  guard(State, states, {
    merge: { stored: lines },
    addKeys: { source: keySource, at },
    removeKey: { thumbprint: text, at },
    deactivate: { activation: content, at },
    content: { digest: text },
    license: { digest: text },
    rows: { options },
    add: { files, at },
    sync: { files, at },
    subscribe: { listener: callable },
    remove: { digest: text, at },
    restore: { digest: text, at },
    setUsage: { id: text, used: whole, at },
    clearUsage: { id: text, at },
    judge: { options },
    observe: { options },
    nameOf: { name: shape({ id: text, language: text }, { required: ["id", "language"], within: "" }), options },
    nextChange: { options },
    nextWake: { options },
    preview: { change, options },
    startEmergency: { id: text, options },
    decidePerson: { seat, options },
    assign: { seat, options },
    redistribute: { move, options },
    release: { seat, at },
    seatCount: { id: text },
    seats: { id: text, range: choices({ from, to }) },
    over: { id: text, options },
  }, (state) => clocks.get(state));
  guard(People, peopled, {
    get: { name: text },
    page: { range: choices({ from, to, filter: text }) },
    add: { person, at },
    remove: { name: text, at },
  }, (people) => clocks.get(owners.get(people)));

  return { faces: { ...faces, State }, keys };
}

const settings = choices({ threshold: whole, clock: callable });

/** Has methods tell that a state has changed, where what they give says so. */
function telling(Face, changed, methods) {
  for (const [name, isChanged] of Object.entries(methods)) {
    const body = Face.prototype[name];
    Face.prototype[name] = function (...values) {
      const given = body.apply(this, values);
      if (isChanged(given)) changed(this);
      return given;
    };
  }
}

const always = () => true;
const isTrue = (given) => given === true;
const isAbsent = (given) => given === undefined;
const isNew = ({ outcome }) => outcome === "new" || outcome === "superseded";

function lines(value, at) {
  return content(value, at, LARGEST_STATE);
}

/** Those of a state that was stored, or nothing. */
function stored(value, at) {
  return value === undefined || value === null ? undefined : lines(value, at);
}

/** What a licence says of itself, its instants as dates. */
function dates(license) {
  const found = INSTANTS.filter((name) => license[name] !== undefined);
  return { ...license, ...Object.fromEntries(found.map((name) => [name, date(license[name])])) };
}

function dated({ at, ...rest }) {
  return { ...rest, at: date(at) };
}

function denial(text) {
  return text === undefined ? undefined : JSON.parse(text);
}
