import type { SharedOptions, SharedSessionPool } from "./index.js";

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
export class RedisSessionPool {
  constructor(options: RedisOptions);
}

export interface RedisSessionPool extends SharedSessionPool {}
