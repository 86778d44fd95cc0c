import type { PostgresPool } from "../pool/postgres.js";
import type { At, Content, Ledger, SigningKey, TrustedKeys, Whole } from "./index.js";

/** All that `countersign/issuer` exports. */
export * from "./index.js";
export type { PostgresPool } from "../pool/postgres.js";

export interface PostgresLedgerOptions {
  /** Connections. A change keeps one of them until it has ended. */
  pool: PostgresPool;
  /** Which ledger it is, of those in the table `countersign_ledgers`. Default: `"ledger"`. */
  name?: string;
  /** The public keys by which its documents are verified. */
  keys: TrustedKeys;
  /** The one that you will answer by, which need not be among them. */
  key?: SigningKey;
  /** How many seconds one waits for other servers that append to it before `ledger_locked`. Default: 10. */
  wait?: Whole;
  /**
   * How many seconds one waits for each answer of the store before `ledger_unavailable`; and the longest that the work of
   * a change may take, after which the store gives the lock to others. Default: 10.
   */
  timeout?: Whole;
}

/**
 * A ledger in a table of PostgreSQL 11 or later, so that several servers may answer out of it: the same lines as in a
 * file, a row each. It needs the rights to read and to insert, and none to change or delete.
 *
 * Every method throws a {@link CountersignError} as `ledger_unavailable` where the store can't be used: then nothing was
 * stored or given; as `ledger_missing` where it has no such ledger; as {@link Ledger.read} where its rows are not as they
 * were written.
 */
export class PostgresLedger {
  constructor(options: PostgresLedgerOptions);
  /**
   * Begins a ledger, and the table unless it is there: of an issuer, or of a customer by the thumbprint of its key.
   *
   * @throws {CountersignError} as `ledger_exists`.
   */
  create(options: At & ({ issuer: string; delegate?: undefined } | { delegate: string; issuer?: undefined })): Promise<void>;
  /**
   * Takes in the ledger of a file, which is verified before; it must not be there yet. What follows the last line feed
   * was never handed out, and is passed over.
   *
   * @throws {CountersignError} as `ledger_exists`.
   */
  import(text: Content): Promise<void>;
  /** The whole text, byte for byte as it stands in a file of the command line. It is not verified. */
  export(): Promise<Uint8Array>;
  /**
   * Locks the ledger, reads what others appended, and lets `work` use it until that has ended. What `work` appended is
   * committed before this gives back what `work` gives; where `work` throws, nothing is stored. Changes of one object wait
   * for each other without an end: `work` changes nothing by this object meanwhile.
   *
   * @throws {CountersignError} as `ledger_locked` where another has it for too long; as `ledger_rolled_back`, ever since,
   * where the table lacks what was stored in it; as `ledger_unconfirmed` where the store was lost while it committed, and
   * did not come back in time: ask again, and the same request is given the same answer.
   */
  change<T>(work: (ledger: Ledger) => T | PromiseLike<T>): Promise<T>;
  /**
   * Reads the ledger without waiting for those who append to it: to ask. It can't be changed, which nobody would store.
   */
  read(): Promise<Ledger>;
}
