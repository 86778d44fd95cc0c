import type {
  Content, JsonWebKey, JsonWebKeySet, LicenseKind, Limit, ParsedKeys, PlainLicense, Status, VerifyOptions as AllOptions,
} from "../index.js";

/**
 * What `countersign` has for one licence by itself, in a module of little more than half the size: whether it
 * is authentic, whether it counts now, what it grants. Import everything from one of the two: each is loaded
 * by its own `init()`, and takes keys that were made with its own `TrustedKeys` only.
 */
export { CountersignError, init, initSync, isCountersignError } from "../index.js";
export type {
  Bytes, Content, DocumentType, ErrorCode, FeatureLimit, HostPart, HostProof, Instant, JsonWebKey, JsonWebKeySet, LicenseKind, Limit,
  LimitState, ModuleSource, Named, ParsedKey, ParsedKeys, PlainLicense, Quantity, QuantityLimit, Source, Status, ToldError, Whole,
} from "../index.js";

/** A JWK set, or the text or bytes of one. `countersign` reads the keys of other tools, too. */
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
  private readonly entry: "countersign/slim";
}

/** The circumstances in which a licence is judged. */
export type VerifyOptions = Omit<AllOptions, "revocations">;

/**
 * Verifies a licence and judges what it is worth alone: nothing is known here of other licences, nor of what
 * was revoked.
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
  /** Every reason that applies, the one of the status first; none where it is `active`. */
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
  /** The verified claims. */
  claims(): Record<string, unknown>;
  /** A copy of plain values, for a worker's message or a log. A licence itself crosses to nowhere. */
  toJSON(): PlainLicense;
  /** As {@link TrustedKeys.free}. */
  free(): void;
}
