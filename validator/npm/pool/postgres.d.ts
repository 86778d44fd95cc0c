import type { SharedOptions, SharedSessionPool } from "./index.js";

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
  /**
   * Which pool it is: a row of the table `countersign_pools`, which is made where it is not there. At
   * most 512 characters, without U+0000. Default: `"pool"`.
   */
  name?: string;
}

/** Sessions that several processes share by PostgreSQL 12 or later. */
export class PostgresSessionPool {
  constructor(options: PostgresOptions);
}

export interface PostgresSessionPool extends SharedSessionPool {}
