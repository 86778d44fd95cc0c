import type { Content, HostPart, Instant, KeySource, Named, Whole } from "../index.js";

/**
 * Who a machine is, and what it signs: requests for activations, and receipts of their return. It verifies no licence
 * for your application; that is what `countersign` is for, which takes what {@link HostIdentity.prove} gives.
 */
export { CountersignError, init, initSync, isCountersignError } from "../index.js";
export type {
  Bytes, Content, ErrorCode, HostPart, HostProof, Instant, JsonWebKey, JsonWebKeySet, KeySource, ModuleSource, Named,
  ParsedKey, ParsedKeys, Whole,
} from "../index.js";

/** A part that is told where it is asked for. All but `machine_id` can be guessed, however they are digested. */
export type PartName = Exclude<HostPart["name"], "key">;

export interface HostOptions {
  /**
   * In Node, which needs it: the path of the file that keeps the host's private key, PKCS#8 in PEM. It is made, for its
   * owner alone, where there is none. In a browser: a name for the key, if one origin has several. Default: `"host"`.
   *
   * A file that others can read is refused. Never put the key into an image that several machines start from.
   */
  key?: string;
  /**
   * What is told beside the key and the machine id, by name, or with a value in place of the one that is found; none
   * in a browser. The machine id is that of Linux, macOS or Windows, and is left out where there is none, or one that
   * machines share: such a host is known by its key alone.
   */
  parts?: readonly PartName[] | { readonly [Name in PartName]?: string | undefined };
  /** What people call the machine. */
  description?: string;
}

/**
 * Who this machine is, by the key that is kept on it and by what its system calls it: the same in Node as
 * `countersign host` of the command line says it. Loads the module where `init()` was not called.
 *
 * @throws {CountersignError} as `file_unreadable`, `file_unwritable`, `key_exposed`, `key_format` or `key_secret` of the
 * key's file, `storage_unavailable` of a browser, `part_missing` where a part was asked for that can't be learnt, and
 * `usage_invalid` of a value that machines share.
 */
export function hostIdentity(options?: HostOptions): Promise<HostIdentity>;

/** A machine that has its key. Only {@link hostIdentity} makes one. */
export interface HostIdentity {
  readonly lockCode: string;
  /** The thumbprint of its key. */
  readonly key: string;
  readonly parts: HostPart[];
  readonly description: string | undefined;
  /** The host file, which holds no secret: what an issuer reads, and the command line. */
  toHostFile(): string;
  /** Signs a fresh challenge and verifies that: what the option `host` takes wherever something is judged. */
  prove(): Promise<Proved>;
  /**
   * A request for an activation: what the issuer answers.
   *
   * @throws {CountersignError} where a licence is refused; as `license_missing` where none can be named,
   * `usage_invalid` where several could be, and of the stage `claims_` where what is asked for is none that may be.
   */
  request(options: ActivationRequestOptions): Promise<string>;
  /**
   * Gives an activation back: the receipt, with which the issuer frees what it took.
   *
   * @throws {CountersignError} where the activation is refused, or is that of another host (`key_issuer`); and where it
   * could not be noted.
   */
  deactivate(activation: Content, options: DeactivationOptions): Promise<string>;
}

export interface Proved {
  lockCode: string;
  parts: HostPart[];
  key: string;
}

/** How a document is written: armoured text, JSON, or compact for QR codes. Default: `"armor"`. */
export type Form = "armor" | "json" | "compact";

export interface ActivationRequestOptions {
  /** The file of the licence, and others that it needs, such as trust updates, by their names. */
  licenses: Named<Content>;
  /** The public keys that they are verified by. */
  keys: KeySource;
  /** How much is asked for, by entitlement id; of a feature 1. */
  want: Named<Whole>;
  /** The licence by its `jti`, where the files are of several. */
  license?: string;
  /** The version of the product on this machine. */
  productVersion?: string;
  /** The activation of another machine that this one takes over, by its `jti`, once that has given it back. */
  replaces?: string;
  /** The lock codes of the two servers that are redundant with this one. */
  redundant?: readonly [string, string];
  now?: Instant;
  form?: Form;
}

export interface DeactivationOptions {
  /** The public keys that the activation is verified by. */
  keys: KeySource;
  /** The files of licences by their names, where one of them delegates to the key that signed the activation. */
  licenses?: Named<Content>;
  /**
   * The `State` of `countersign/state`, which notes for good that the activation is no longer used, before there is a
   * receipt.
   */
  state?: { deactivate(activation: Uint8Array, at: { now: number }): unknown; toString(): string };
  /** Stores the state's text, and is awaited before there is a receipt. Without it, store the text before you hand the receipt out. */
  store?: (text: string) => unknown;
  /** Why, in one line. */
  reason?: string;
  now?: Instant;
  form?: Form;
}
