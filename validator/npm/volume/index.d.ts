import type { Content, Instant, VolumeTerms, Whole } from "../index.js";

/**
 * Volume activation: whether a network has a key management service (KMS), what a product key is, what comes of the two,
 * and how a KMS and a multiple activation key (MAK) count. It verifies no licence: {@link plan} takes the report of
 * `countersign` or `countersign/state`.
 */
export { CountersignError, init, initSync, isCountersignError } from "../index.js";
export type { Bytes, Content, ErrorCode, Instant, ModuleSource, Report, VolumeTerms, Whole } from "../index.js";

/** What a lookup of the KMS came to. */
export type KmsLookup =
  /** In the order in which clients try them (RFC 2782). */
  | { result: "found"; hosts: KmsRecord[] }
  /** The name does not exist or has no such record; or nobody answered, so that nothing is known. */
  | { result: "none" | "no_answer"; hosts: [] }
  /** With the line that failed, from 1. */
  | { result: "not_understood"; hosts: []; line: number };

/** A host of a KMS, as its SRV record names it. */
export interface KmsRecord {
  /** In lower case, without a last dot. */
  host: string;
  port: number;
  priority: number;
  weight: number;
}

/**
 * Reads what was printed by nslookup (of Windows in any language, in UTF-8, UTF-16 or a console's code page; of Unix),
 * `dig`, `host` or `Resolve-DnsName`, when it was asked for the SRV records of `_vlmcs._tcp`.
 *
 * @throws {CountersignError} as `size_too_large` above 1 MiB.
 */
export function parseKms(printed: Content): KmsLookup;

/** A product key in five groups. */
export interface ProductKey {
  key: string;
  /** Whether it is a published generic volume key, with which a system looks for a KMS. */
  kind: "generic" | "other";
  /** Of a generic key, the product that it is for. */
  name?: string;
}

/**
 * Reads a product key as people type it: in lower case, with spaces or without hyphens.
 *
 * @throws {CountersignError} as `product_key_invalid`, whose `at` names the group, and the character where one is wrong.
 */
export function parseProductKey(text: string): ProductKey;

/** What {@link plan} is told. */
export interface PlanInput {
  /** What {@link parseKms} gave; absent: it was not looked up. */
  kms?: KmsLookup;
  /** The product key; absent: there is none. */
  key?: string | ProductKey;
  /** The report on the licences; absent: what they permit is not judged. */
  report?: { volume?: VolumeTerms };
}

/** What comes of a KMS and a key. */
export interface Plan {
  plan: "automatic" | "kms_missing" | "mak" | "no_license" | "unknown";
  /** What to do next, in English. */
  next: string;
}

/**
 * Says what comes of the KMS of a network, a key, and what licences permit.
 *
 * @throws {CountersignError} as `product_key_invalid` where the key has a mistake in it.
 */
export function plan(given?: PlanInput): Plan;

/** The form by which a site without access to volume licences asks for a promotional key. */
export interface PromotionalForm {
  company?: string;
  contactName?: string;
  contactEmail?: string;
  contactPhone?: string;
  /** How many systems are deployed. */
  systems?: Whole;
  /** When they are deployed: `YYYY-MM-DD`. */
  deploymentDate?: string;
  /** Where there is one. */
  technicalAccountManager?: string;
}

/**
 * The request as text for a message, and as JSON text.
 *
 * @throws {CountersignError} as `usage_invalid` where a field is missing, whose `at` names it, e.g. `contact.email`.
 */
export function promotionalRequest(form: PromotionalForm): { text: string; json: string };

/** How a client of a KMS stands at an instant. */
export type ClientState =
  /** Activated. It asks for a renewal after 7 days, and where that is refused, every 2 hours. */
  | { state: "active"; until: Date; renews: Date }
  | { state: "waiting"; retries: Date }
  | { state: "expired"; since: Date; retries: Date };

/** When something is done: a date, or whole Unix seconds. Default: now. */
export interface At {
  now?: Instant;
}

/**
 * Counts as the host of a KMS does, and opens no port: nobody is activated before 25 clients or 5 servers have asked, an
 * activation lasts 180 days and is renewed after 7, and who has not asked for 30 days is no longer counted.
 *
 * At most 10,000 clients are known at once. Where more come, those are forgotten first that have not asked for longest, if
 * that is 30 days ago. Where the clock was set back, by more than a minute, each keeps the time that was left.
 */
export class KmsHost {
  /** One that nobody has asked yet. Default: for clients. */
  constructor(kind?: "client" | "server");
  /** One that was stored by {@link KmsHost.toString}. */
  static restore(text: string): KmsHost;
  /** How many must have asked. */
  readonly threshold: number;
  /**
   * A client asks for an activation or its renewal; how it stands then.
   *
   * @throws {CountersignError} as `usage_invalid` of an id that is not 1 to 128 characters that can be read, or of a new
   * one where 10,000 others have all asked within 30 days.
   */
  ask(id: string, at?: At): ClientState;
  client(id: string, at?: At): ClientState | undefined;
  clients(at?: At): (ClientState & { id: string })[];
  /** How many have asked within the last 30 days. */
  count(at?: At): number;
  /** How many are activated. */
  active(at?: At): number;
  /** All of it, to be stored. */
  toString(): string;
  /** Gives its memory back. */
  free(): void;
}

/** The count of a multiple activation key: so many systems may be activated, each once and for good. */
export class MakCount {
  /** One of which nothing is used: with the `quantity` of a report's `volume`. */
  constructor(quantity: Whole);
  /** One that was stored by {@link MakCount.toString}. */
  static restore(text: string): MakCount;
  readonly quantity: number;
  readonly used: number;
  readonly left: number;
  /** The systems that are activated, by their ids. */
  readonly systems: string[];
  /** Activates a system, unless all are used; one that is activated already stays so. */
  activate(id: string): MakActivation;
  /** All of it, to be stored. */
  toString(): string;
  /** Gives its memory back. */
  free(): void;
}

/** What became of a system. */
export type MakActivation =
  | { activated: true }
  | { activated: false; code: "limit_exhausted"; limit: number; used: number; requested: number };
