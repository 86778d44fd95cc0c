import type {
  Content, DocumentType, ErrorCode, Instant, KeySource, Named, Quantity, Status, Whole,
} from "../index.js";

export { init, initSync } from "../index.js";
export type {
  Content, DocumentType, Instant, JsonWebKey, JsonWebKeySet, KeySource, Named, Quantity, Status, Whole,
} from "../index.js";

/** As those of `countersign`, made with this entry. */
export class TrustedKeys {
  /** @throws {CountersignError} where a key is weak, malformed, private, or contradicts another. */
  constructor(...sources: KeySource[]);
  /** The RFC 7638 thumbprints of the keys. */
  readonly thumbprints: string[];
  /** Gives its memory back at once; else that is done some time after nothing refers to it. It can't be used then. */
  free(): void;
  /** Keys of one entry of the package are none of another's. */
  private readonly entry: "countersign/issuer";
}

/**
 * A private Ed25519 key, which signs.
 *
 * It leaves by {@link SigningKey.toPem} alone: whoever has it can issue in your name. Keep it on your server, and give
 * its {@link SigningKey.publicKey} to those who verify.
 */
export class SigningKey {
  private constructor();
  /** Makes a new key from the system's random numbers. */
  static generate(): SigningKey;
  /**
   * Reads PKCS#8 in PEM, as `countersign keygen`, OpenSSL and {@link SigningKey.toPem} write it.
   *
   * @throws {CountersignError} as `key_secret` where it is encrypted and the passphrase is missing or wrong.
   */
  static fromPem(pem: Content, passphrase?: string): SigningKey;
  /** Writes the private key as PKCS#8 in PEM, encrypted (PBES2, AES-256) where there is a passphrase. */
  toPem(passphrase?: string): string;
  /** The public half, to be trusted. */
  readonly publicKey: PublicKey;
  /** The RFC 7638 thumbprint of the public half. */
  readonly thumbprint: string;
  /** Overwrites it and gives its memory back at once; as {@link TrustedKeys.free}. */
  free(): void;
}

/** A public key as a JSON Web Key, which `new TrustedKeys(…)` takes. */
export interface PublicKey {
  kty: "OKP";
  crv: "Ed25519";
  x: string;
  kid: string;
}

/** A document in the forms that every reader takes. */
export interface SignedDocument {
  /** Armoured text, the form of a `.lic` file. */
  armor: string;
  json: string;
  /** For QR codes and addresses; absent where there are several signatures. */
  compact?: string;
}

/** What is signed, and by what. */
export interface SignOptions {
  keys: SigningKey | readonly SigningKey[];
  /** Default: `"license+jwt"`. */
  type?: DocumentType;
  /** What `iat` is where the claims have none. Default: now. */
  now?: Instant;
  /** Sign claims that no reader knows, and each ignores. */
  allowUnknown?: boolean;
  /** Sign what has an end that is past. */
  allowPast?: boolean;
  /** Sign what has an `iat` that lies more than five minutes ahead. */
  allowFuture?: boolean;
}

/**
 * Signs a document, as `countersign sign` does. Of the claims, given as an object or JSON text, `ver`, `jti` and `iat`
 * are filled where they are absent, and calendar dates are read where instants stand.
 *
 * @throws {CountersignError} where a verifier would refuse the document; and as `claims_unknown`, `claims_past` or
 * `claims_future` for a slip that is not allowed.
 */
export function sign(
  claims: Content | object,
  options: SignOptions,
): SignedDocument & { typ: DocumentType; jti: string; iat?: number };

/**
 * What was given to whom, and what is left: a text of lines, each with the hash of the one before.
 *
 * All that it tells follows from that text, and from the instants that are given to its methods. Each method that
 * changes it gives `lines`: append them to the text, and bring them to the disk, **before** you hand anything out.
 * Meanwhile nobody else may write to the ledger: two who answer at once, each with a ledger of its own, give the same
 * seat twice. In Node, `LedgerFile` of `countersign/issuer/file` does all that, and `PostgresLedger` of
 * `countersign/issuer/postgres` where several servers answer.
 *
 * A method that throws has changed nothing. The text is the same as that of the command line's ledger.
 */
export class Ledger {
  private constructor();
  /** Begins a ledger: of an issuer, or of a customer to whose key licences delegate issuing. */
  static create(options: NewLedger): { ledger: Ledger; lines: string };
  /**
   * Reads a ledger, and verifies all that is in it: each document by the keys, whatever has become of those since; the
   * chain; and that no rule was broken. What follows the last line feed was never handed out, and is passed over: cut it
   * off before you append. `key` is the one that you will answer by; it need not be among the keys.
   *
   * @throws {CountersignError} as `ledger_broken`, at the first entry `n` that is not as it was written.
   */
  static read(text: Content, keys: TrustedKeys, options?: { key?: SigningKey }): Ledger;
  /** The issuer, or the thumbprint of the customer's key. */
  readonly issuer: string;
  readonly created: Date;
  /** How many entries it has. */
  readonly entries: number;
  /** The hash of its last line: whoever keeps it elsewhere can tell whether the ledger was put back to an older state. */
  readonly hash: string;
  /** Activations that claim to be one entry: one of each two was given beside this ledger. */
  readonly forks: Fork[];
  /**
   * Reads lines that somebody else appended since.
   *
   * @throws {CountersignError} as {@link Ledger.read}; it then has the entries before that one.
   */
  readOn(lines: Content): void;
  /**
   * Adds a licence, a revocation list or a deactivation receipt; or an activation whose entry was lost.
   *
   * @throws {CountersignError} as `receipt_used`, `receipt_outdated` or `ledger_rolled_back` for a receipt.
   */
  add(document: Content, at?: At): Added;
  /**
   * Frees an activation on your word that its host is off, and says why. Until it is revoked, the host may go on:
   * publish the revocation.
   */
  release(activation: { jti: string; reason: string }, at?: At): Released;
  /**
   * Answers a request with an activation. The same request is given the same answer again, with no lines.
   *
   * @throws {CountersignError} where the request is not authentic, or a rule refuses: {@link Refusal}.
   */
  answer(request: Content, options: AnswerOptions): Answer;
  /** Makes an activation for lock codes that somebody typed in. */
  answerTyped(typed: TypedIn, options: TypedOptions): Answer;
  /** What is claimed of each licence, and by whom: as the command line's JSON. Never before its last entry. */
  status(at?: At): LedgerStatus;
  /** The newest activation of a `jti`, or the last that was given; `undefined` where it is not there. */
  export(jti?: string): (SignedDocument & { n?: number }) | undefined;
  /**
   * Where an authentic document stands; of a request, where its answer does. Without `n`, the ledger does not have it.
   */
  find(document: Content): { n?: number; forks: Fork[] };
  /** As {@link TrustedKeys.free}. */
  free(): void;
}

/** When something is done: a date, or whole Unix seconds. Default: now. */
export interface At {
  now?: Instant;
}

export type NewLedger = At & {
  /** The public keys by which its documents are verified. */
  keys: TrustedKeys;
  /** The one that you will answer by, which need not be among them. */
  key?: SigningKey;
} & (
  /** What your licences carry as `iss`. */
  | { issuer: string; delegate?: undefined }
  /** The thumbprint of the customer's key. */
  | { delegate: string; issuer?: undefined }
);

export interface TypedOptions extends At {
  /** The key that signs the activation. */
  key: SigningKey;
  /** When the activation ends. */
  until?: Instant;
  /** A note of who issues it. */
  comment?: string;
}

export interface AnswerOptions extends TypedOptions {
  /** How much is given, by entitlement id. Default: what the request wants. */
  grants?: Named<Whole>;
  /** Recognise the host by its parts, too: by all, or by so many of them. */
  match?: "all" | Whole;
}

export interface TypedIn {
  /** One; several for a right to copy; three for redundant servers. */
  lockCodes: readonly string[];
  /** The licence's `jti`. */
  license: string;
  grants: Named<Whole>;
  /** They are three redundant servers, of which two must be alive. */
  quorum?: boolean;
  /** The activation, by its `jti`, that this one continues on another host. */
  replaces?: string;
  description?: string;
}

/** What a change came to. `lines` are to be stored before anything is handed out; empty where nothing changed. */
export interface Added {
  lines: string;
  /** The number of the entry. */
  n: number;
}

export interface Released extends Added {
  /** What to revoke: an entry of `rev.revoked`, with the issuer and the product whose list it is. */
  revocation: { iss: string; aud: string; jti: string; typ: "activation+jwt" };
}

export interface Answer extends Added, SignedDocument {
  jti: string;
  serial: number;
  grants: Record<string, number>;
  /** The first and the last slot of each, where a customer issues. */
  slots: Record<string, [number, number]>;
  compact: string;
}

export interface Fork {
  n: number;
  activations: [string, string];
}

export interface LedgerStatus {
  /** A row a licence, by its `jti`. */
  licenses: LedgerLicense[];
}

export interface LedgerLicense {
  jti: string;
  serial: number;
  status: Status;
  entitlements: Pool[];
  activations: Activation[];
}

/** A feature has no amounts. */
export interface Pool {
  id: string;
  metric: "feature" | "user" | "device" | "session" | "host";
  quantity?: Quantity;
  claimed?: number;
  free?: Quantity;
  /** By how much the claims exceed what a renewal with less grants. */
  over_by?: number;
}

/** What a host, or a set of hosts, was given: the newest of its activations. Instants are Unix seconds. */
export interface Activation {
  jti: string;
  serial: number;
  lock_codes: string[];
  description?: string;
  grants: Record<string, number>;
  slots?: Record<string, [number, number]>;
  state: "active" | "freed" | "ended";
  exp?: number;
}

/** What everything here throws, as that of `countersign`; with amounts where less is left than is asked for. */
export class CountersignError extends Error {
  private constructor();
  name: "CountersignError";
  code: ErrorCode | Refusal | Slip | FileError | StoreError;
  at?: string;
  /** The number of the entry at which a ledger is broken. */
  n?: number;
  found?: string;
  needed?: string;
  /** How much the licence has. */
  limit?: number;
  /** How much is claimed. */
  used?: number;
  /** How much more is asked for. */
  requested?: number;
  left?: number;
  /** A copy of plain values, for a log or another process: all but the cause and the stack. */
  toJSON(): Omit<CountersignError, "toJSON" | "cause" | "stack">;
}

/** Whether it is one: also where another copy of the package threw it. */
export function isCountersignError(value: unknown): value is CountersignError;

/** Why a rule of the ledger refuses. Of a licence that does not count, it is its status. */
export type Refusal =
  | "license_missing"
  | "wrong_product"
  | "wrong_account"
  | "account_ambiguous"
  | "wrong_version"
  | "usage_invalid"
  | "receipt_missing"
  | "receipt_used"
  | "receipt_outdated"
  | "ledger_rolled_back"
  | "ledger_broken"
  | "sessions_not_returnable"
  | "seats_exhausted"
  | "sessions_exhausted"
  | "slots_exhausted"
  | "license_expired"
  | Exclude<Status, "expired">;

/** What the format permits in claims and hardly anybody means. */
export type Slip = "claims_unknown" | "claims_past" | "claims_future";

/** What can be wrong with a ledger's file. */
export type FileError = "file_unreadable" | "file_unwritable" | "ledger_locked" | "lock_missing";

/** What can be wrong with a ledger in a store. */
export type StoreError = "ledger_missing" | "ledger_exists" | "ledger_unavailable" | "ledger_unconfirmed";
