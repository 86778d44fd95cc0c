import type { DroppedLine, Instant, State, TrustedKeys, Whole } from "./index.js";

/** All that `countersign/state` exports. */
export * from "./index.js";

/**
 * A state in a file, for Node 20.16 and later, on Linux, macOS and Windows; several processes may share one.
 *
 * Whatever changes it holds the lock that the command line takes, too. On Linux that needs the command `flock`, which
 * util-linux and BusyBox bring. Network folders keep the lock as far as they keep flock(2). Changes are appended and
 * synced; a line that an interrupted one left is named in {@link StateFile.damaged}, and costs nothing else.
 */
export class StateFile {
  private constructor();
  /**
   * Opens the state in a file; where there is none, begins one that only its owner may read. `keys`, `threshold` and `clock` are
   * those of {@link State}. `wait` is how many seconds one waits for others who write to it; default: 10.
   *
   * @throws {CountersignError} as `state_version` where a newer version wrote it, and `state_format` where it is empty or
   * no state: neither is ever written to. As `state_locked`, `file_unreadable`, `file_unwritable`.
   */
  static open(path: string, keys: TrustedKeys, options?: { threshold?: Whole; clock?: () => Instant; wait?: Whole }): Promise<StateFile>;
  /** As it was last read or stored: to ask. Where a change fails it is another object, made of what is stored. */
  readonly state: State;
  /** The lines of the file that can't be read. They stay in it until you drop them. */
  readonly damaged: DroppedLine[];
  /**
   * Locks the file, takes over what others stored, lets `work` change the state until that has ended, and stores that
   * before this gives back what `work` gives; where `work` throws, nothing is stored. Changes of one object wait for each
   * other without an end: `work` has to come to one, and changes nothing by this object meanwhile.
   *
   * @throws {CountersignError} as {@link StateFile.open}.
   */
  change<T>(work: (state: State) => T | PromiseLike<T>): Promise<T>;
  /** Takes over what others stored since. */
  refresh(): Promise<void>;
  /** Writes the file anew with one line about each thing: appended changes make it longer. */
  compact(options?: { dropDamaged?: boolean }): Promise<void>;
}
