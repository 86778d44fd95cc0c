import type { Whole } from "../index.js";
import type {
  PoolDenial, PoolHolder, PoolLimits, PoolUsage, Reservation, SharedLease, SharedOptions, SharedSessionPool,
} from "./index.js";

/** All that `countersign/pool` exports. */
export * from "./index.js";

/** What is used of a client that `createClient` of the package `redis`, version 5 or later, made. */
export interface RedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  duplicate(): unknown;
}

export interface RedisOptions extends SharedOptions {
  /** A client that is connected. Waiting for sessions takes a further connection, which is made by its `duplicate()`. */
  client: RedisClient;
  /** Where the pool is kept: its key, and the channel of its messages. Default: `"countersign:pool"`. */
  key?: string;
}

/**
 * Sessions that several processes share by Redis 7 or later, or Valkey. The store must keep what it was told
 * (`appendonly yes`, `appendfsync always`, `maxmemory-policy noeviction`): what it forgets would be given once more.
 */
export class RedisSessionPool implements SharedSessionPool {
  constructor(options: RedisOptions);
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
