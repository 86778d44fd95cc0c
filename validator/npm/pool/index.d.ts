import type { Content, Decision, Instant, Limit, Named, Quantity, Whole } from "../index.js";

/**
 * Simultaneous sessions: who has one, since when, and for how long. This entry verifies no licence; how many sessions
 * there may be, a judgement of `countersign` or `countersign/state` says.
 */
export { CountersignError, init, initSync, isCountersignError } from "../index.js";
export type {
  Bytes, Content, Decision, Denial, ErrorCode, Instant, ModuleSource, Named, Quantity, Remedy, Verdict, Whole,
} from "../index.js";

/**
 * How many sessions there may be at once of each entitlement: what a judgement, or a licence, of `countersign` or
 * `countersign/state` decides at the moment, or numbers by id. Judge and set them anew when a file comes or goes, and
 * every hour or so.
 */
export type PoolLimits =
  | { report(): { limits: Limit[] }; decide(id: string, adding?: number): Decision }
  | Named<Whole | "unlimited">;

/** Periods are in seconds. */
export interface PoolRules {
  /**
   * The longest that a lease runs without a heartbeat, up to a day. What asks for longer gets that: a session that was
   * lost comes back after that time at the latest. Default: 3600.
   */
  longestTtl?: Whole;
  /** How long a session that was returned stays its client's, and counts, up to a day. Default: 0. */
  linger?: Whole;
  /** The longest that a session is borrowed, up to 7 days, which is the default; with 0, none is. */
  longestBorrowing?: Whole;
}

/**
 * Sessions that are kept for some clients. As long as fewer of these have a session than are kept, others can't take the
 * rest; beyond that, these share what is free with all.
 */
export interface Reservation {
  id: string;
  sessions: Whole;
  /** No client stands in two reservations of one entitlement. */
  clients: readonly string[];
}

export interface PoolOptions extends PoolRules {
  /** Default: none, so that nothing is given. */
  limits?: PoolLimits;
  reservations?: readonly Reservation[];
  /** Who has which session: what {@link SessionPool.snapshot} gave; `null` and `undefined` for nobody. */
  snapshot?: Content | null | undefined;
}

export interface CheckOutOptions {
  /** For how many seconds the session is the client's without a heartbeat, at most `longestTtl`. Default: 300. */
  ttl?: Whole;
  /** Default: the clock. Not together with `wait`. */
  now?: Instant;
}

export interface BorrowOptions {
  /** For how long, at most `longestBorrowing`. Default: for that long. */
  seconds?: Whole;
  now?: Instant;
}

/** A session that a client has. Instants are Unix seconds. */
export interface Lease {
  /** `allow_overage`: there are more sessions by now than are granted, as the licence permits. */
  decision: "allow" | "allow_overage";
  id: string;
  client: string;
  /** Since when the client has it. */
  since: number;
  /** The first instant at which it no longer does, unless a heartbeat comes before. */
  until: number;
  /** Present where it is borrowed: it then needs no heartbeat, and ends at `until`. */
  borrowed?: true;
  /** Present where it is an emergency licence that allows it. */
  emergency?: true;
  /** Present where there are more sessions by now than the licences permit, since less is granted than before: it goes on. */
  over_limit?: true;
}

/** Why there is no session, and what would help. */
export interface PoolDenial extends Decision {
  decision: "deny";
  /** How many are free and kept for others; absent where none is. */
  reserved?: number;
  /** When the next session ends by itself, in Unix seconds, if none is returned or goes on before. */
  next_end?: number;
}

export interface PoolUsage {
  id: string;
  /** How many there may be at once, overage included. */
  limit: Quantity;
  /** How many are in use, those that linger or are borrowed among them. */
  used: number;
  /** How many were returned and are still their clients'. */
  lingering: number;
  borrowed: number;
  /** How many of those that are free are kept for clients that do not use them. */
  reserved: number;
  /** How many a client gets for whom none is kept. */
  available: Quantity;
}

/** Who has a session. Instants are Unix seconds. */
export interface PoolHolder {
  client: string;
  /** `lingering`: returned, and still its client's. `borrowed`: taken along by a client that may be offline. */
  state: "running" | "lingering" | "borrowed";
  since: number;
  until: number;
}

export interface HolderRange {
  now?: Instant;
  /** Default: the first. */
  from?: Whole;
  /** The first that is left out. Default: 100 after `from`. */
  to?: Whole;
}

/**
 * Sessions that are handed out, in the memory of this process. Those that several processes share are in
 * `countersign/pool/redis` and `countersign/pool/postgres`.
 *
 * Each client has at most one session of an entitlement; whoever wants several gives each a name of its own. That less
 * is granted than before ends no session: no new one is given until there is room.
 */
export class SessionPool {
  /** @throws {CountersignError} where the snapshot is none (`pool_format`, `pool_version`, `pool_entry`). */
  constructor(options?: PoolOptions);
  /** Holds these limits from now on. */
  setLimits(limits: PoolLimits): void;
  /** Keeps sessions for these clients from now on, and for no others. */
  setReservations(reservations: readonly Reservation[]): void;
  /**
   * Gives a client a session. One that has a session has its own once more, which runs on.
   *
   * @throws {CountersignError} as `usage_invalid` of a name that is empty, longer than 4,096 characters, or could
   * deceive a reader; and of a client with spaces around it, or characters that show nothing.
   */
  checkOut(id: string, client: string, options?: CheckOutOptions & { wait?: undefined }): Lease | PoolDenial;
  /**
   * The same, and where there is none, once there is, for `wait` seconds at most; in the order in which they came.
   */
  checkOut(id: string, client: string, options: { ttl?: Whole; wait: Whole }): Promise<Lease | PoolDenial>;
  /**
   * Lets a client take a session along that may be offline: it needs no heartbeat, counts all the time, and ends early
   * only where it is returned. A client that has a session borrows that one.
   *
   * @throws {CountersignError} as of `checkOut`, and where `longestBorrowing` is 0.
   */
  borrow(id: string, client: string, options?: BorrowOptions): Lease | PoolDenial;
  /** Lets a lease run on; `undefined` where it ran out: then ask for a session. What is borrowed stays as it is. */
  heartbeat(id: string, client: string, at?: { now?: Instant }): Lease | undefined;
  /** Takes a session back. Tells whether the client had one. */
  return(id: string, client: string, at?: { now?: Instant }): boolean;
  /** Ends what has run out, and tells how many that were. All that follows does so, too. */
  sweep(at?: { now?: Instant }): number;
  /** How many sessions are in use, of each entitlement. */
  usage(at?: { now?: Instant }): PoolUsage[];
  /** The same as `usage` of a judgement takes it. */
  amounts(at?: { now?: Instant }): { [id: string]: number };
  /** Who has a session of an entitlement, in the order of their names, and how many there are. */
  holders(id: string, range?: HolderRange): { count: number; items: PoolHolder[] };
  /** Who has which session, as text. Limits, rules and reservations are no part of it. */
  snapshot(): string;
  /** The same as {@link snapshot}. */
  toString(): string;
  /**
   * Takes the sessions of a snapshot in place of those that there are.
   *
   * @throws {CountersignError} as `pool_format`, `pool_version` or `pool_entry`, and then nothing is changed.
   */
  restore(snapshot: Content): void;
  /** Gives its memory back at once. Who waits is refused. It can't be used then. */
  free(): void;
}

/** What `countersign/pool/redis` and `countersign/pool/postgres` have in common. */
export interface SharedOptions extends PoolRules {
  limits?: PoolLimits;
  reservations?: readonly Reservation[];
  /** How many seconds one waits for the store before `pool_unavailable`. Default: 5. */
  timeout?: Whole;
  /**
   * What becomes of running sessions while the store is gone. `"deny"`, the default: each question throws
   * `pool_unavailable`. `{ goOn: seconds }`: for so long after it was reached last, what asks for a session that this
   * process was given before gets the same again, `unconfirmed`. New sessions are never given meanwhile. One that goes
   * on for longer than its lease may be given to another as soon as the store is back.
   */
  whenGone?: "deny" | { goOn: Whole };
}

/** A session of a shared pool. */
export interface SharedLease extends Lease {
  /** Present where the store is gone and the session goes on all the same. */
  unconfirmed?: true;
}

/**
 * Sessions that several processes share. The clock is the store's, and so there is no `now`. Every method throws a
 * {@link CountersignError} as `pool_unavailable` where the store can't be reached in time: then no session was given
 * that anybody has; and as `pool_lost` where the store lacks what was stored in it.
 */
export interface SharedSessionPool {
  /** Holds these limits from now on, in this process: each judges its licences. */
  setLimits(limits: PoolLimits): Promise<void>;
  setReservations(reservations: readonly Reservation[]): Promise<void>;
  /** Gives a client a session; where there is none, once there is, for `wait` seconds at most. */
  checkOut(id: string, client: string, options?: { ttl?: Whole; wait?: Whole }): Promise<SharedLease | PoolDenial>;
  borrow(id: string, client: string, options?: { seconds?: Whole }): Promise<SharedLease | PoolDenial>;
  heartbeat(id: string, client: string): Promise<SharedLease | undefined>;
  return(id: string, client: string): Promise<boolean>;
  usage(): Promise<PoolUsage[]>;
  amounts(): Promise<{ [id: string]: number }>;
  holders(id: string, range?: { from?: Whole; to?: Whole }): Promise<{ count: number; items: PoolHolder[] }>;
  snapshot(): Promise<string>;
  /** After `pool_lost`: takes what is in the store for the pool's. What was given before may be given once more. */
  adopt(): Promise<void>;
  /** Listens no more. Connections that were handed in stay open. */
  close(): Promise<void>;
}
