/**
 * The WebAssembly module, in any form that a loader has it: its address, an answer that holds it, its bytes, or
 * compiled. In Node, an address may be that of a file, and a string without a scheme is a path.
 */
export type ModuleSource = ModuleForm | PromiseLike<ModuleForm>;

type ModuleForm =
  | string | ArrayBuffer | ArrayBufferView
  | Known<"URL"> | Known<"Request"> | Known<"Response">
  | CompiledModule;

type CompiledModule =
  typeof globalThis extends { WebAssembly: { Module: { prototype: infer Module } } } ? Module : never;

/** An instance of a global class, where this program's libraries declare the class. None of them need be there. */
type Known<Name extends string> = typeof globalThis extends Record<Name, { prototype: infer Instance }> ? Instance : never;

/**
 * Loads the WebAssembly module. Call and await it once before anything else; more calls wait for the
 * first. Without an argument the module that comes with this package is loaded.
 *
 * @throws {CountersignError} where loading fails, as `module_missing`, `module_blocked` or `module_invalid`,
 * with what to do in its message. The next call tries again.
 */
export function init(module?: ModuleSource): Promise<void>;

/**
 * The same at once, for a module that is compiled or loaded already. In Node, and of an `inline` entry, it needs no
 * argument.
 */
export function initSync(module?: ArrayBuffer | ArrayBufferView | CompiledModule): void;

/** A key set as JSON (RFC 7517) with what each key is trusted for. */
export interface JsonWebKeySet {
  keys: JsonWebKey[];
}

export interface JsonWebKey {
  kty: "OKP";
  crv: "Ed25519";
  /** The public key: 32 bytes in base64url. */
  x: string;
  /** The RFC 7638 thumbprint; checked where it is given. */
  kid?: string;
  /** The only issuer that the key signs for. */
  issuer?: string;
  /** The document types that it signs; all but trust updates where there is no list. */
  uses?: DocumentType[];
  /** The products that it signs for; any where there is no list. */
  products?: string[];
  /** Unix seconds: documents issued before are refused. */
  nbf?: number;
  /** Unix seconds: documents issued from then on are refused. */
  exp?: number;
  retired?: { at: number; keep?: "none" | "before" | string[] };
}

/**
 * Bytes: a buffer, which may be shared, or any view of one (a `Buffer`, a `DataView`). They are copied once, when all
 * arguments have been read, and before anything is read of the bytes. As everywhere here, those of a frame, a `vm`
 * context or a test runner are such, too.
 */
export type Bytes = ArrayBufferView | ArrayBufferLike;

/** The content of a file. What is still to be awaited (a `Promise`, a `Blob`) is refused. */
export type Content = string | Bytes;

/** Values by name, as a plain object or a `Map`. */
export type Named<T> = { readonly [name: string]: T } | ReadonlyMap<string, T>;

/** A whole number from 0. A BigInt is one, a string of digits is none. */
export type Whole = number | bigint;

/** An instant: a date, or whole Unix seconds. */
export type Instant = Date | Whole;

/**
 * A key as TypeScript sees one of an imported JSON file, where every text is a `string`. What it is, is seen when
 * {@link TrustedKeys} are made of it.
 */
export interface ParsedKey {
  readonly kty: string;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
  readonly kid?: string | undefined;
  readonly issuer?: string | undefined;
  readonly uses?: readonly string[] | undefined;
  readonly products?: readonly string[] | undefined;
  readonly nbf?: number | undefined;
  readonly exp?: number | undefined;
  readonly retired?: { readonly at: number; readonly keep?: string | readonly string[] | undefined } | undefined;
}

/** A JWK set, or a key of one, as an imported JSON file has them. */
export type ParsedKeys = ParsedKey | { readonly keys: readonly ParsedKey[] };

/** A JWK set, or the text or bytes of one, of an SPKI PEM or DER, OpenSSH or minisign key, or of hex or base64. */
export type KeySource = JsonWebKeySet | JsonWebKey | ParsedKeys | Content;

/**
 * The keys that are trusted. With none, every file is refused.
 *
 * They come from your application, never from the file that is verified.
 */
export class TrustedKeys {
  /** @throws {CountersignError} where a key is weak, malformed, private, or contradicts another. */
  constructor(...sources: KeySource[]);
  /** The RFC 7638 thumbprints of the keys. */
  readonly thumbprints: string[];
  /** Gives its memory back at once; else that is done some time after nothing refers to it. It can't be used then. */
  free(): void;
  /** Keys of one entry of the package are none of another's. */
  private readonly entry: "countersign";
}

/** The circumstances in which a licence is judged. A name that is not known, and a value of another kind, is refused. */
export interface VerifyOptions {
  /** The clock's reading: a date, or Unix seconds. Default: now. */
  now?: Instant;
  /** The issuer, where two have an account of the same name. */
  issuer?: string;
  /** The product that asks; else the one that the licence is for. */
  product?: string;
  /** The account that asks; else the one that the licence is for. */
  account?: string;
  /** The version of the running product. Without it, version requirements are not judged. */
  productVersion?: string;
  /**
   * The machine: what it has proved to be, as `prove()` of `countersign/host` gives it; its lock code, or the text of its
   * host file, neither of which proves that it has its key; or `"any"` to leave hosts unjudged. Without it, a bound licence
   * does not count.
   */
  host?: "any" | (string & {}) | HostProof;
  /** The lock codes of those of redundant servers that are alive. Without it, whether enough are is not judged. */
  alive?: readonly string[];
  /**
   * The thumbprint of the key with which this installation signs its requests for emergency licences: an answer to
   * another one's does not count here. Without it, whose answers they are is not judged.
   */
  installation?: string;
  /** How much is in use, by entitlement id. */
  usage?: Named<Whole>;
  /** The limits that stand in while no licence counts, by entitlement id. */
  entry?: Named<Whole>;
  /** An instant that is certainly past, e.g. your release date: a date, or Unix seconds. */
  floor?: Instant;
  /** Whether to warn where there is no revocation list. Default: `"where_given"`. */
  revocations?: "where_given" | "required";
}

/** What a machine is recognised by. Whoever hands it on has seen to it that it holds. */
export interface HostProof {
  readonly lockCode: string;
  readonly parts?: readonly HostPart[] | undefined;
  /** The thumbprint of the key that the machine has proved to have, by a signature of a fresh challenge. */
  readonly key?: string | undefined;
  /** Who a machine says that it is, proves nothing: await its `prove()`. */
  readonly prove?: undefined;
}

/** A property of a machine, of which only a digest is told. */
export interface HostPart {
  readonly name: "key" | "machine_id" | "hostname" | "mac" | "disk" | "board";
  /** SHA-256 of the name, a NUL and the value, in base64url. */
  readonly digest: string;
}

/**
 * Verifies a licence and judges what it is worth.
 *
 * That it has expired, is for another product and the like is no error: see {@link License.status}.
 *
 * @throws {CountersignError} where the file is malformed or not authentic.
 */
export function verify(
  document: Content,
  keys: TrustedKeys,
  options?: VerifyOptions,
): License;

/** A licence whose signature holds. Only {@link verify} makes one. */
export class License {
  private constructor();
  readonly status: Status;
  /** Every reason that applies, the one of the status first; {@link report} tells both sides of each. */
  readonly reasons: Status[];
  /** Whether it counts: `active`, `expiring` or `grace`. */
  readonly counts: boolean;
  /** Its identity. Later versions of the same licence keep it. */
  readonly id: string;
  readonly serial: number;
  readonly issuer: string;
  readonly product: string;
  readonly account: string;
  /** The name that is shown, e.g. "Testlizenz". */
  readonly name: string;
  readonly edition: string | undefined;
  readonly kind: LicenseKind;
  /** The name of its holder; the address is in {@link claims}. */
  readonly holder: string;
  readonly issued: Date;
  readonly notBefore: Date | undefined;
  /** Absent where it is perpetual. */
  readonly expires: Date | undefined;
  /** The last day of technical support, `YYYY-MM-DD`, in UTC. Its end limits nothing. */
  readonly supportUntil: string | undefined;
  /** The thumbprints of the trusted keys whose signatures hold. */
  readonly signers: string[];
  /** The claims, byte for byte as they were signed. */
  readonly payload: Uint8Array;
  /** Whether anything is granted of an entitlement. What the licence does not name is not granted. */
  has(id: string): boolean;
  /** What is granted, used and left of an entitlement; absent where the licence does not name it. */
  limit(id: string): Limit | undefined;
  /** Whether so much more of an entitlement may be used. */
  decide(id: string, adding?: Whole): Decision;
  /** The verified claims. */
  claims(): Record<string, unknown>;
  /** All of it as one value, the same as the command line's JSON. */
  report(): Report;
  /** A copy of plain values, for a worker's message or a log. A licence itself crosses to nowhere. */
  toJSON(): PlainLicense;
  /** As {@link TrustedKeys.free}. */
  free(): void;
}

/** What a {@link License} says of itself, and its status. Where it is absent, a member is missing. */
export type PlainLicense = {
  [Name in
    | "status" | "reasons" | "counts" | "id" | "serial" | "issuer" | "product" | "account" | "name" | "kind" | "holder"
    | "issued" | "signers"]: License[Name];
} & { [Name in "edition" | "notBefore" | "expires" | "supportUntil"]?: Exclude<License[Name], undefined> };

/** The files of an installation, of whatever type each is, verified together. */
export class LicenseSet {
  /**
   * Verifies files, given by their names: trust updates first, then the rest under the keys that they leave.
   * A file that is malformed, too large or not authentic is no error here: the report names it and says why.
   *
   * `threshold`, 1 to 16, is how many of the keys must have signed each.
   */
  constructor(files: Named<Content>, keys: TrustedKeys, options?: { threshold?: Whole });
  /** @throws {CountersignError} where the files are for several products or accounts and none is named. */
  judge(options?: VerifyOptions): Judgement;
  /**
   * What would change if a file were added, taken out, or replaced. Nothing changes.
   *
   * @throws {CountersignError} where the added file is refused, also as `stale`.
   */
  preview(change: { add?: Named<Content>; remove?: string }, options?: VerifyOptions): Preview;
  /** As {@link TrustedKeys.free}. */
  free(): void;
}

/** What files are worth in some circumstances. Only {@link LicenseSet.judge} makes one. */
export class Judgement {
  private constructor();
  /** Whether anything is granted of an entitlement. What no licence names is not granted. */
  has(id: string): boolean;
  /** What is granted, used and left of an entitlement; absent where no licence names it. */
  limit(id: string): Limit | undefined;
  /** Whether so much more (default: 1) of an entitlement may be used. */
  decide(id: string, adding?: Whole): Decision;
  /** Whether so many more devices of a family may be used. A family that no licence names needs none. */
  decideDevice(family: string, adding?: Whole): Decision;
  /** Why no emergency licence may be asked for; `undefined` where one may. */
  emergencyDenial(id: string): Denial | undefined;
  /** All of it as one value, the same as the command line's JSON. */
  report(): Report;
  /** The report, for a worker's message or a log. */
  toJSON(): Report;
  /** As {@link TrustedKeys.free}. */
  free(): void;
}

/** The answer to "may this be done?". */
export interface Decision {
  id: string;
  /** `allow_overage`: it is more than is granted, and the licence permits it. */
  decision: Verdict;
  /** Present where it is an emergency licence that allows it. */
  emergency?: true;
  /** Why not. */
  code?: Denial;
  /** How much may be in use; absent for a feature. */
  limit?: Quantity;
  used: number;
  requested: number;
  /** What would make it possible. */
  remedies?: Remedy[];
  /** The products whose licences at hand name it, where none of the judged product's gives it. */
  other_products?: string[];
}

/** What a change of the files would come to. */
export interface Preview {
  before: Report;
  after: Report;
  /** The entitlements of which another amount would be granted. */
  differences: Difference[];
}

export interface Difference {
  id: string;
  /** Absent where nothing names it. */
  before?: Granted;
  after?: Granted;
  /** By how much usage would be over what is granted. */
  over_by: number;
  /** Who would be over, the newest first, where a roster is known. */
  over_users?: string[];
}

/** Of a feature whether it is granted, of a quantity how much. */
export type Granted = boolean | { granted: Quantity; emergency: Quantity };

export type Verdict = "allow" | "allow_overage" | "deny";

export type Denial =
  | "limit_exhausted"
  | "feature_missing"
  | "no_license"
  | "license_expired"
  | "assignment_missing"
  | "emergency_locked"
  | "emergency_running"
  | "clause_missing"
  | "clock_rollback"
  | "clock_unconfirmed";

export type Remedy = "free" | "activate" | "add_license" | "assign_seat" | "start_emergency" | "request_emergency";

/**
 * What everything here throws, and nothing else: for a file, a key or an argument that is refused, and for an object
 * that was freed, or is another entry's. Only this package makes them.
 */
export class CountersignError extends Error {
  private constructor();
  name: "CountersignError";
  /** What went wrong; begins with the stage that refused. */
  code: ErrorCode;
  /** Where in the input, or which argument, e.g. `usage.users`. */
  at?: string;
  /** What there is. */
  found?: string;
  /** What there should be. */
  needed?: string;
  /** A copy of plain values, for a worker's message or a log: all but the cause and the stack. */
  toJSON(): ToldError;
  /** The error of which {@link CountersignError.toJSON} gave this, e.g. in a worker. */
  static from(told: ToldError): CountersignError;
}

export type ToldError = Pick<CountersignError, "name" | "code" | "message" | "at" | "found" | "needed">;

/** Whether it is one: also where another copy of the package threw it, of which `instanceof` knows nothing. */
export function isCountersignError(value: unknown): value is CountersignError;

export type Quantity = number | "unlimited";
export type Limit = FeatureLimit | QuantityLimit;

export interface FeatureLimit {
  id: string;
  metric: "feature";
  granted: boolean;
  sources: Source[];
  /** When that changes with this licence. */
  next_change?: { at: number; granted: boolean };
  // A feature has none of these, which may be asked for before it is known what a limit is of.
  emergency?: undefined;
  used?: undefined;
  available?: undefined;
  emergency_used?: undefined;
  over_by?: undefined;
  allowed?: undefined;
  state?: undefined;
}

export interface QuantityLimit {
  id: string;
  metric: "user" | "device" | "session" | "host";
  granted: Quantity;
  /** What an emergency licence grants on top. */
  emergency: Quantity;
  used: number;
  available: Quantity;
  emergency_used: number;
  /** By how much usage is over what is granted. */
  over_by: number;
  /** How much may be used with the overage that the licence permits. */
  allowed: Quantity;
  state: LimitState;
  sources: Source[];
  /** When that changes with this licence. */
  next_change?: { at: number; granted: Quantity; emergency: Quantity };
}

/** Where a quantity comes from. */
export interface Source {
  jti: string;
  serial: number;
  quantity?: Quantity;
  /** The activation that gives it on this host, where the licence needs one. */
  activation?: string;
  /** Unix seconds: when it no longer counts. */
  end?: number;
}

/** Instants are Unix seconds. */
export interface Report {
  now: number;
  judged_at: number;
  floor?: number;
  product?: string;
  account?: string;
  edition?: string;
  documents: DocumentRow[];
  limits: Limit[];
  emergency: Emergency[];
  volume?: VolumeTerms;
  warnings: Warning[];
}

/** The volume activation that the licences permit which count; what `plan` of `countersign/volume` takes. */
export interface VolumeTerms {
  /** That of the newest licence that permits one. */
  method: "kms" | "mak";
  /** What a KMS may activate; absent where no licence permits KMS. */
  client_kind?: "client" | "server";
  /** How many systems a MAK may activate, of all licences together; absent where no licence permits MAK. */
  quantity?: number;
}

/** The emergency of an entitlement: exceeding its limit at once and paying later. */
export interface Emergency {
  id: string;
  state: EmergencyState;
  /** The emergency licence, or the licence whose clause was used; absent while armed. */
  license?: string;
  start?: number;
  end?: number;
  /** What it grants on top now. */
  quantity: Quantity;
  used: number;
  /** How many users are above what is granted, while it is locked. */
  blocked: number;
  /** By name, the newest first, where a roster is known. */
  blocked_users?: string[];
  /** What may be started without a new file. */
  clause?: { license: string; quantity: number; months: number };
}

/** A file in a report: an authentic document, one that nothing at hand proves, or why it was refused. */
export type DocumentRow = AuthenticRow | UnprovenRow | RefusedRow;

export interface RefusedRow {
  file: string;
  error: { code: ErrorCode; message: string; at?: string; found?: string; needed?: string };
  // It has none of these, which may be asked for before it is known what became of a file.
  typ?: undefined;
  status?: undefined;
  counts?: undefined;
  reasons?: undefined;
}

export interface AuthenticRow {
  file: string;
  error?: undefined;
  typ: DocumentType;
  kid?: string;
  issuer: string;
  jti: string;
  /** Absent for a request. */
  serial?: number;
  status: Status;
  counts: boolean;
  /** The key that it is verified by stands in itself: that proves who has the key, and gives no trust. */
  self_signed?: true;
  /**
   * Every reason that applies; the first is the status. `wrong_host` with nothing found and a thumbprint needed: the machine
   * has not proved its key. Give `host: await host.prove()` of `countersign/host` in place of a lock code.
   */
  reasons: Reason[];
}

/** Why a status is what it is, with both sides: what there is, and what there should be. */
export type Reason =
  /** Unix seconds: the instant that is judged, and the one at which that began, or from which on it counts. */
  | { code: "not_yet_valid" | "expired" | "grace" | "expiring"; found: number; needed: number }
  /** Names: a product, an account or an issuer, a version and a requirement. */
  | { code: "wrong_product" | "wrong_account" | "wrong_version"; found: string; needed: string }
  /** Lock codes, or thumbprints of keys. */
  | { code: "wrong_host"; found?: string; needed: string | string[] }
  | { code: "quorum_missing"; found: string[]; needed: string[] }
  /** Documents by id and serial; of lists, updates and activations that were given back, serials. */
  | { code: "superseded"; found: string; needed: string }
  | { code: "superseded" | "deactivated"; found: number; needed: number }
  /** A serial, and in English what there should be. */
  | { code: "conflict"; found: number; needed: string }
  /** In English, for who reads a log. */
  | { code: "revoked" | "license_outdated" | "license_inactive"; found: string; needed: string }
  | { code: "activation_required" | "deactivated" | "license_missing" | "activation_missing"; found?: undefined; needed: string };

/** A receipt whose activation, which names the key of the host, is not at hand. */
export interface UnprovenRow {
  file: string;
  error?: undefined;
  typ: DocumentType;
  kid?: undefined;
  issuer?: undefined;
  jti?: undefined;
  serial?: undefined;
  status: "activation_missing";
  counts: false;
  reasons: Reason[];
}

export type Warning =
  | { code: "clock_rollback"; by: number }
  | { code: "version_not_judged" }
  | { code: "host_not_judged" }
  | { code: "installation_not_judged" }
  | { code: "quorum_not_judged" }
  | { code: "duplicate_slot"; id: string; slot: number; activations: [string, string] }
  | { code: "ledger_forked"; n: number; activations: [string, string] }
  | { code: "revocation_missing" }
  | { code: "revocation_stale"; jti: string; next_update: number }
  | { code: "metric_conflict"; id: string; jti: string }
  | { code: "usage_unknown"; id: string };

export type LicenseKind = "standard" | "trial" | "temporary" | "emergency";

export type EmergencyState = "armed" | "running" | "locked";

export type LimitState = "ok" | "low" | "exhausted" | "overage" | "over";

export type DocumentType =
  | "license+jwt"
  | "activation-request+jwt"
  | "activation+jwt"
  | "deactivation+jwt"
  | "emergency-request+jwt"
  | "revocation-list+jwt"
  | "trust+jwt";

export type Status =
  | "revoked"
  | "conflict"
  | "superseded"
  | "wrong_product"
  | "wrong_account"
  | "license_missing"
  | "license_outdated"
  | "wrong_version"
  | "wrong_host"
  | "activation_required"
  | "deactivated"
  | "activation_missing"
  | "quorum_missing"
  | "not_yet_valid"
  | "expired"
  | "license_inactive"
  | "grace"
  | "expiring"
  | "active";

export type ErrorCode =
  | "not_initialized"
  | "module_missing"
  | "module_blocked"
  | "module_invalid"
  | "file_unreadable"
  | "file_unwritable"
  | "key_exposed"
  | "license_missing"
  | "part_missing"
  | "storage_unavailable"
  | "state_locked"
  | "lock_missing"
  | "size_empty"
  | "size_too_large"
  | "armor_missing"
  | "armor_label_unknown"
  | "armor_label_mismatch"
  | "armor_repeated"
  | "armor_end_missing"
  | "encoding_base64"
  | "encoding_padding"
  | "encoding_trailing_bits"
  | "encoding_segments"
  | "json_utf8"
  | "json_bom"
  | "json_syntax"
  | "json_root"
  | "json_depth"
  | "json_count"
  | "json_duplicate_key"
  | "json_number"
  | "json_surrogate"
  | "json_trailing"
  | "json_envelope"
  | "header_missing"
  | "header_field"
  | "header_unprotected"
  | "header_alg"
  | "header_typ"
  | "header_typ_mismatch"
  | "header_kid"
  | "key_format"
  | "key_private"
  | "key_weak"
  | "key_non_canonical"
  | "key_torsion"
  | "key_thumbprint"
  | "key_invalid"
  | "key_unknown"
  | "key_use"
  | "key_issuer"
  | "key_product"
  | "key_period"
  | "key_retired"
  | "key_secret"
  | "key_randomness"
  | "signature_count"
  | "signature_malformed"
  | "signature_invalid"
  | "signature_threshold"
  | "claims_missing"
  | "claims_type"
  | "claims_value"
  | "claims_range"
  | "claims_length"
  | "claims_text"
  | "claims_duplicate"
  | "claims_conflict"
  | "claims_crit"
  | "activation_missing"
  | "stale"
  | "product_ambiguous"
  | "account_ambiguous"
  | "list_bytes"
  | "list_empty"
  | "list_line"
  | "person_duplicate"
  | "person_name"
  | "state_entry"
  | "state_format"
  | "state_version"
  | "pool_entry"
  | "pool_format"
  | "pool_version"
  | "pool_lost"
  | "pool_unavailable"
  | "host_invalid"
  | "version_invalid"
  | "product_key_invalid"
  | "lock_code_invalid"
  | "lock_code_missing"
  | "instant_invalid"
  | "usage_invalid";
