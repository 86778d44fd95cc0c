import type {
  Content, CountersignError, Decision, Denial, DocumentRow, DocumentType, Instant, JsonWebKey, Judgement, KeySource,
  License, LicenseKind, LicenseSet as Files, Named, Preview, Quantity, VerifyOptions, Whole,
} from "../index.js";

/**
 * All that `countersign` exports, in a module of its own that also keeps a {@link State}. Import everything
 * from one of the two: this one is loaded by its own `init()`, and takes keys that were made with its own
 * `TrustedKeys` only.
 */
export * from "../index.js";

/** As those of `countersign`, made with this entry. */
export class TrustedKeys {
  /** @throws {CountersignError} where a key is weak, malformed, private, or contradicts another. */
  constructor(...sources: KeySource[]);
  /** The RFC 7638 thumbprints of the keys. */
  readonly thumbprints: string[];
  /** Gives its memory back at once; else that is done some time after nothing refers to it. It can't be used then. */
  free(): void;
  /** Keys of one entry of the package are none of another's. */
  private readonly entry: "countersign/state";
}

/** As that of `countersign`. */
export function verify(document: Content, keys: TrustedKeys, options?: VerifyOptions): License;

/** As that of `countersign`. */
export type LicenseSet = Files;
export const LicenseSet: {
  new (files: Named<Content>, keys: TrustedKeys, options?: { threshold?: Whole }): LicenseSet;
  readonly prototype: LicenseSet;
};

/** When something is done: a date, or whole Unix seconds. Default: now. */
export interface At {
  now?: Instant;
}

/**
 * Everything that must survive between two runs of an installation, as one value: files, imported keys,
 * people and their seats, emergencies, the clock's mark. Keep {@link State.toString} wherever you like.
 *
 * It holds facts and no verdict: documents are verified again whenever they are read, so that to edit the
 * text gains no licence and no seat. One state is for one account.
 *
 * Nothing is stored by itself: store the text after each change, and after {@link State.observe}.
 */
export class State {
  /**
   * Reads what {@link State.toString} wrote, or begins anew where that is `undefined` or `null`. What can't
   * be read costs nothing else, and is in {@link State.dropped}.
   *
   * `keys` are your application's own; those that an administrator imports come beside them. `clock` tells the present
   * instant wherever `now` is left out, for tests; default: the system's.
   */
  constructor(stored: Content | null | undefined, keys: TrustedKeys, options?: { threshold?: Whole; clock?: () => Instant });

  /** The lines of the stored text that could not be read. */
  readonly dropped: DroppedLine[];

  /** All of it, as JSON Lines. */
  toString(): string;

  /**
   * Imports another state: an export of this one, or of another installation. Of each entry the later
   * revision holds, so that an older export undoes nothing. It brings its trusted keys along.
   */
  merge(stored: Content): DroppedLine[];

  /**
   * Every key that is trusted, as the trust updates among the files leave it: your application's, those that an
   * administrator imported, which {@link State.removeKey} takes, and those that an update brought.
   */
  readonly keys: { keys: (JsonWebKey & { kid: string; origin: "application" | "imported" | "update" })[] };

  /** Trusts keys from now on, on an administrator's deliberate word. All of them or none. */
  addKeys(source: KeySource, at?: At): void;

  /** Ceases to trust an imported key. Tells whether it was there. */
  removeKey(thumbprint: string, at?: At): boolean;

  /**
   * The files by the second in which they were added, those of one second by their digests; the removed ones among them.
   */
  readonly documents: StoredDocument[];

  /** The activations that were given back, remembered for good: no older export undoes one. */
  readonly deactivations: PastDeactivation[];

  /**
   * Notes for good that an activation is no longer used here: its serial and lower ones. A receipt that is added is
   * noted, too. Store the text before you hand a receipt out; `deactivate` of `countersign/host` does both.
   *
   * @throws {CountersignError} where the file is malformed, not authentic, or no activation.
   */
  deactivate(activation: Content, at?: At): PastDeactivation;

  /**
   * The files as a page shows them, in the order of {@link State.documents}: what each is worth in these circumstances, and
   * of licences what they say of themselves. One that was removed has no status.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  rows(options?: VerifyOptions): StateRow[];

  /**
   * The name of an entitlement that is shown, in a language, e.g. `"de"`; else in English, else in any, else its id. That
   * of the newest licence that counts, else of the newest that there is.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  nameOf(name: { id: string; language: string }, options?: VerifyOptions): string;

  /**
   * When a status or a limit is another one next, by dates alone; `undefined` where nothing changes any more.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  nextChange(options?: VerifyOptions): Date | undefined;

  /**
   * How many milliseconds to wait for {@link State.nextChange}, for `setTimeout`: 0 to 2³¹ − 1, which is the longest that
   * a timer waits. Ask again then, also where it is not there yet.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  nextWake(options?: VerifyOptions): number;

  /** All that a licence says, by the digest of its file; `undefined` where that is no authentic licence. */
  license(digest: string): (LicenseDetails & { claims: Record<string, unknown> }) | undefined;

  /** A file's bytes, as they came. */
  content(digest: string): Uint8Array | undefined;

  /** Adds files, given by their names, and tells what became of each. Only what is authentic is kept. */
  add(files: Named<Content>, at?: At): AddedFile[];

  /**
   * Has the state hold what a folder holds: adds the files, and removes those in use that are not among them. Of a folder
   * that is unchanged, nothing is changed.
   */
  sync(files: Named<Content>, at?: At): Synced;

  /** How often it has changed since it was made: another number is another state. */
  readonly version: number;

  /**
   * Has a function called after changes, those of one turn of the loop together: to store the text, or to draw a page
   * anew. It gives what ends that. {@link State.observe} remembers something, and so is a change: don't call it there.
   */
  subscribe(listener: () => void): () => void;

  /** Removes a file. What it superseded, revoked or retired stays so. Tells whether it was in use. */
  remove(digest: string, at?: At): boolean;

  /** Takes a removal back. Tells whether the file was removed. */
  restore(digest: string, at?: At): boolean;

  /** How much is in use, by entitlement id, as it was typed in. */
  readonly usage: Record<string, number>;

  /** Notes how much of an entitlement is in use. Seats that are taken come before it. */
  setUsage(id: string, used: Whole, at?: At): void;

  /** Notes that no longer. Tells whether it was noted. */
  clearUsage(id: string, at?: At): boolean;

  /** What is known of the clock. */
  readonly clock: Clock;

  /**
   * What the files are worth. Of an entitlement, what is in use is what `options.usage` says; else how many
   * seats are taken; else what was typed in.
   *
   * @throws {CountersignError} as `product_ambiguous` or `account_ambiguous` where the files are for several products or
   * accounts and none is named.
   */
  judge(options?: VerifyOptions): Judgement;

  /**
   * As {@link State.judge}, of the present instant as the clock has it, and remembers what must be
   * remembered: the clock's reading, emergencies that started, their highest usage. Call it at the start,
   * every hour or so, and after every change; then store the text.
   *
   * @throws {CountersignError} as {@link State.judge}: name your product, lest a file for another one makes it ambiguous.
   */
  observe(options?: VerifyOptions): Judgement;

  /**
   * What would change, and who would be over, if files were added and one, named by its digest, were taken
   * out. Nothing changes.
   *
   * @throws {CountersignError} where an added file is refused, also as `stale`; and as {@link State.judge}.
   */
  preview(change: { add?: Named<Content>; remove?: string }, options?: VerifyOptions): Preview;

  /**
   * Starts the emergency that a licence's own clause permits. `undefined` where it did; else why not.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  startEmergency(id: string, options?: VerifyOptions): Denial | undefined;

  /**
   * Whether a person may use an entitlement that is given to named people. Who has a seat keeps it when less
   * is granted; seats beyond all that the files ever granted together, because copies were merged or lines
   * written by hand, are denied as `limit_exhausted`, the newest first.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  decidePerson(seat: SeatName, options?: VerifyOptions): Decision;

  /** The people whom seats can be given to. */
  readonly people: People;

  /**
   * Gives a person a seat of an entitlement that counts people, one with `assignable: true` in its licence; or, where no
   * licence names it, one with an entry limit. `undefined` where they have it now; else why not.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  assign(seat: SeatName, options?: VerifyOptions): SeatDenial | undefined;

  /**
   * Takes a seat from one person and gives it to another, both or neither.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  redistribute(move: { from: string; to: string; id: string }, options?: VerifyOptions): SeatDenial | undefined;

  /** Takes a seat back. Tells whether there was one. */
  release(seat: SeatName, at?: At): boolean;

  /** How many seats of an entitlement are taken. */
  seatCount(id: string): number;

  /** The seats of an entitlement that are taken, in the order of the user names. */
  seats(id: string, range?: Range): Page<Seat>;

  /**
   * The seats beyond what is granted, the newest first. Nobody loses one because a limit fell.
   *
   * @throws {CountersignError} as {@link State.judge}.
   */
  over(id: string, options?: VerifyOptions): Seat[];

  /** Gives its memory back at once, and that of its people; as {@link TrustedKeys.free}. */
  free(): void;
}

/** The people of a {@link State}. User names that differ by case or compatible characters only are one. */
export interface People {
  readonly count: number;
  /** The person with a user name, however it is written. */
  get(name: string): ListedPerson | undefined;
  /** Those of whom some name holds `filter`, in the order of the user names. */
  page(range?: Range & { filter?: string }): Page<ListedPerson>;
  /** @throws {CountersignError} as `person_duplicate`, or as `person_name` where a name is missing or could deceive a reader. */
  add(person: Person, at?: At): void;
  /** Takes somebody off the list, which frees their seats. Tells whether they were there. */
  remove(name: string, at?: At): boolean;
}

/** A person's seat of an entitlement. */
export interface SeatName {
  /** The user name, however it is written. */
  name: string;
  /** The entitlement. */
  id: string;
}

/** From one index up to another. Default: the first 100. */
export interface Range {
  from?: Whole;
  to?: Whole;
}

export interface Page<T> {
  /** How many there are in all. */
  count: number;
  items: T[];
}

export interface Person {
  /** The user name, which is unique. */
  name: string;
  first?: string;
  last?: string;
}

export interface ListedPerson extends Required<Person> {
  /** The ids of the entitlements that they have seats of. */
  seats: string[];
}

export interface Seat extends Required<Person> {
  /** When it was given. */
  at: Date;
}

/** Why a seat was not given. */
export type SeatDenial =
  | { code: "person_unknown"; name: string }
  /** All are taken: it is enough to free so many, or to obtain so many more. */
  | { code: "limit_exhausted"; entitlement: string; limit: Quantity; used: number; free: number; obtain: number }
  /** No licence at hand names it. */
  | { code: "entitlement_unknown"; entitlement: string }
  /** None of the judged product's licences names it; those of these products do. */
  | { code: "wrong_product"; entitlement: string; products: string[] }
  /** It is a feature, which everybody has or nobody: ask `has`. */
  | { code: "entitlement_feature"; entitlement: string }
  /** It is counted, and no licence has it given to people one by one: count who uses it, by {@link State.setUsage}. */
  | { code: "not_assignable"; entitlement: string };

/** A line of a stored state that could not be read; the first is 1. */
export interface DroppedLine {
  line: number;
  error: Refused;
}

export interface StoredDocument {
  /** SHA-256 of the file in base64url, by which it is named. */
  digest: string;
  /** The file's name. */
  name: string;
  added: Date;
  /** `undefined` while it is in use. */
  removed: Date | undefined;
}

/** An activation that was given back. */
export interface PastDeactivation {
  product: string;
  account: string;
  /** The licence that it activated, by its `jti`. */
  license: string;
  /** Its own `jti`. */
  activation: string;
  /** This serial and lower ones are no longer used. */
  serial: number;
  /** When that was noted first; of {@link State.deactivate} when it is noted now. */
  at: Date;
}

/**
 * What became of a file that was to be added. `known`: it was in use already, or the same document was. `superseded`: it is
 * kept, and another has its place. `stale`: a later one was taken before. `refused`: it is no authentic document.
 */
export type AddedFile =
  | { file: string; digest: string; outcome: "new" | "known" | "superseded"; typ: DocumentType; error?: undefined }
  | { file: string; digest: string; outcome: "stale" | "refused"; typ?: undefined; error: Refused };

export interface Synced {
  /** What became of each file. */
  files: AddedFile[];
  /** The digests of the files that were removed. */
  removed: string[];
  /** Whether anything is another than before. */
  changed: boolean;
}

/** A file of a {@link State}, with what a report says of it. */
export type StateRow = (DocumentRow | RemovedRow) & {
  digest: string;
  added: Date;
  removed: Date | undefined;
  /** Of an authentic licence, whatever it is worth. */
  license: LicenseDetails | undefined;
};

/** A file that was removed: nothing is said of what it would be worth. */
export interface RemovedRow {
  file: string;
  error?: undefined;
  typ?: DocumentType;
  status?: undefined;
  counts: false;
  reasons: [];
}

/** What a licence says of itself. */
export interface LicenseDetails {
  id: string;
  serial: number;
  issuer: string;
  product: string;
  account: string;
  /** The name that is shown, e.g. "Testlizenz". */
  name: string;
  edition?: string;
  kind: LicenseKind;
  /** The name of its holder. */
  holder: string;
  issued: Date;
  notBefore?: Date;
  /** When `expiring` begins. */
  warnsFrom?: Date;
  /** When it expires, and its grace begins; absent where it is perpetual. */
  expires?: Date;
  /** When its grace ends, and it no longer counts. */
  ends?: Date;
  /** The last day of technical support, `YYYY-MM-DD`, in UTC. Its end limits nothing. */
  supportUntil?: string;
  /** The thumbprints of the trusted keys whose signatures hold. */
  signers: string[];
}

/** Why something was refused: what a {@link CountersignError} would say of it. */
export type Refused = Pick<CountersignError, "code" | "message" | "at" | "found" | "needed">;

/** The clock's high-water mark by its readings; a report's `floor` is the one that holds for its account. */
export interface Clock {
  /** The latest instant that is certainly past; none before the first reading was confirmed. */
  mark: Date | undefined;
  /** A reading that waits to be confirmed by one an hour later. */
  pending: Date | undefined;
  /** How often a signed licence has set the mark of its own account. */
  resets: number;
}
