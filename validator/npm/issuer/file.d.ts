import type { Ledger, NewLedger, SigningKey, TrustedKeys, Whole } from "./index.js";

/** All that `countersign/issuer` exports. */
export * from "./index.js";

/**
 * A ledger in a file, for Node 20.16 and later, on Linux, macOS and Windows.
 *
 * Whatever changes it holds the lock that the command line takes, too: several processes may answer out of one ledger.
 * On Linux that needs the command `flock`, which util-linux and BusyBox bring. Network folders keep the lock as far as
 * they keep flock(2). What was interrupted was never handed out, and the next change cuts it off.
 */
export class LedgerFile {
  /** Begins a ledger in a file that is not there yet. */
  static create(path: string, options: NewLedger): Promise<void>;
  /**
   * `key` is the one that you will answer by, which need not be among the keys. `wait` is how many seconds one waits
   * for others who write to it; default: 10.
   */
  constructor(path: string, keys: TrustedKeys, options?: { key?: SigningKey; wait?: Whole });
  /**
   * Locks the file, reads what is new, and lets `work` use the ledger until that has ended. What `work` appended is on
   * the disk before this gives back what `work` gives; where `work` throws, nothing is stored. Changes of one object
   * wait for each other without an end: `work` has to come to one, and changes nothing by this object meanwhile.
   *
   * @throws {CountersignError} as `ledger_locked` where another has it for too long; as `ledger_rolled_back`, ever
   * since, where the file lacks what was stored in it; `file_unreadable` and `file_unwritable`; as {@link Ledger.read}.
   */
  change<T>(work: (ledger: Ledger) => T | PromiseLike<T>): Promise<T>;
  /**
   * Reads the ledger without waiting for those who write to it: to ask. It can't be changed, which nobody would store.
   */
  read(): Promise<Ledger>;
}
