import type { Whole } from "../index.js";
import type {
  PoolDenial, PoolHolder, PoolLimits, PoolUsage, Reservation, SharedLease, SharedOptions, SharedSessionPool,
} from "./index.js";

/** All that `countersign/pool` exports. */
export * from "./index.js";

/** What is used of a `Pool` of the package `pg`, version 8 or later. */
export interface PostgresPool {
  query(statement: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  connect(): Promise<unknown>;
}

export interface PostgresOptions extends SharedOptions {
  /** Connections. Waiting for sessions keeps one of them. */
  pool: PostgresPool;
  /** Which pool it is: a row of the table `countersign_pools`, which is made where it is not there. Default: `"pool"`. */
  name?: string;
}

/** Sessions that several processes share by PostgreSQL 12 or later. */
export class PostgresSessionPool implements SharedSessionPool {
  constructor(options: PostgresOptions);
  setLimits(limits: PoolLimits): Promise<void>;
  setReservations(reservations: readonly Reservation[]): Promise<void>;
  checkOut(id: string, client: string, options?: { ttl?: Whole; wait?: Whole }): Promise<SharedLease | PoolDenial>;
  borrow(id: string, client: string, options?: { seconds?: Whole }): Promise<SharedLease | PoolDenial>;
  heartbeat(id: string, client: string): Promise<SharedLease | undefined>;
  return(id: string, client: string): Promise<boolean>;
  usage(): Promise<PoolUsage[]>;
  amounts(): Promise<{ [id: string]: number }>;
  holders(id: string, range?: { from?: Whole; to?: Whole }): Promise<{ count: number; items: PoolHolder[] }>;
  snapshot(): Promise<string>;
  adopt(): Promise<void>;
  close(): Promise<void>;
}
