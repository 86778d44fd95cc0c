// Code that a careful user of the package writes. It is checked, never run.
import {
  CountersignError,
  init,
  initSync,
  isCountersignError,
  LicenseSet,
  TrustedKeys,
  verify,
  type Decision,
  type Denial,
  type DocumentType,
  type ErrorCode,
  type JsonWebKeySet,
  type License,
  type Limit,
  type PlainLicense,
  type Reason,
  type Report,
  type Status,
  type VerifyOptions,
  type Warning,
} from "countersign";
import { hostIdentity, type HostIdentity, type HostOptions, type PartName } from "countersign/host";
import * as issuer from "countersign/issuer";
import { LedgerFile } from "countersign/issuer/file";
import { PostgresLedger, type PostgresPool } from "countersign/issuer/postgres";
import * as sessions from "countersign/pool";
import { PostgresSessionPool } from "countersign/pool/postgres";
import { RedisSessionPool, type RedisClient, type SharedSessionPool } from "countersign/pool/redis";
import * as slim from "countersign/slim";
import vendorKeys from "./vendor.json" with { type: "json" };
import * as site from "countersign/state";
import { StateFile } from "countersign/state/file";
import { KmsHost, MakCount, parseKms, parseProductKey, plan, promotionalRequest, type ClientState, type KmsLookup } from "countersign/volume";

const keySet: JsonWebKeySet = {
  keys: [{ kty: "OKP", crv: "Ed25519", x: "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg", uses: ["license+jwt"] }],
};

export async function start(): Promise<TrustedKeys> {
  await init();
  await init(new URL("./countersign_bg.wasm", import.meta.url));
  await init(fetch("/countersign_bg.wasm"));
  initSync(new WebAssembly.Module(new Uint8Array()));
  return new TrustedKeys(keySet, "ssh-ed25519 …", new Uint8Array(32));
}

export function check(file: string | Uint8Array | ArrayBuffer, keys: TrustedKeys): string {
  const options: VerifyOptions = {
    now: new Date(),
    product: "ucware",
    account: "musterfirma",
    productVersion: "6.2",
    host: "any",
    usage: { users: 30 },
    entry: { users: 5 },
    floor: 1_740_500_000,
  };
  try {
    const license: License = verify(file, keys, options);
    const edition: string = license.edition ?? "none";
    const expires: number | undefined = license.expires?.getTime();
    return [status(license.status), seats(license.limit("users")), warnings(license.report()), edition, expires].join();
  } catch (error) {
    if (isCountersignError(error)) return advice(error);
    throw error;
  }
}

// Maps, BigInts and bytes of any kind are taken, too.
export function others(keys: TrustedKeys, files: Map<string, DataView>, state: site.State, shared: SharedArrayBuffer): void {
  const usage = new Map([["users", 30n]]);
  const set = new LicenseSet(files, keys, { threshold: 2n });
  set.judge({ now: 1_740_500_000n, usage }).decide("users", 2n);
  state.add(new Map([["shared", shared]]), { now: new Date() });
  const [key] = JSON.parse("[]") as site.JsonWebKey[];
  if (key) state.addKeys(key);
  set.free();
  state.free();
}

// Which volume activation a site has, and how it counts.
export function volume(printed: Uint8Array, typed: string, report: Report): string {
  const kms: KmsLookup = parseKms(printed);
  const found = kms.result === "not_understood" ? `line ${kms.line}` : kms.hosts.map(({ host, port }) => `${host}:${port}`).join();
  const outcome = plan({ kms, key: parseProductKey(typed), report });
  const host = KmsHost.restore(`${new KmsHost(report.volume?.client_kind ?? "client")}`);
  const count = new MakCount(report.volume?.quantity ?? 0n).activate("room 1");
  const denied = count.activated ? 0 : count.limit;
  const { text } = promotionalRequest({ company: "Musterkonferenz AG", systems: 12n });
  return [found, outcome.plan, outcome.next, due(host.ask("room 1", { now: new Date() })), denied, text].join();
}

function due(client: ClientState): Date {
  switch (client.state) {
    case "active": return client.renews;
    case "waiting":
    case "expired": return client.retries;
    default: return client satisfies never;
  }
}

// Every member has its case: what a switch leaves over is of the type `never`.
function status(status: Status): string {
  switch (status) {
    case "active": return "valid";
    case "expiring": return "ends soon";
    case "grace": return "ended, and still counts";
    case "expired": return "ended";
    case "not_yet_valid": return "not valid yet";
    case "revoked": return "withdrawn";
    case "conflict":
    case "superseded": return "replaced";
    case "wrong_product":
    case "wrong_account":
    case "wrong_version":
    case "wrong_host": return "for another";
    case "activation_required":
    case "activation_missing": return "activate it";
    case "deactivated": return "given back";
    case "license_missing":
    case "license_inactive":
    case "license_outdated": return "its licence does not count";
    case "quorum_missing": return "too few of its copies are here";
    default: return status satisfies never;
  }
}

export function mayAdd(files: Record<string, string>, keys: TrustedKeys, users: number): string {
  const licenses = new LicenseSet(files, keys, { threshold: 1 });
  const answer: Decision = licenses.judge({ product: "orange-uce", usage: { users } }).decide("users", 1);
  return answer.decision === "deny" ? why(answer.code) : "yes";
}

// The state of an installation, as its backend keeps it.
export async function keep(stored: string | null, upload: Uint8Array): Promise<string> {
  await site.init();
  const state = new site.State(stored, new site.TrustedKeys(keySet), { threshold: 1 });
  const lines: number[] = state.dropped.map(({ line }) => line);
  const [added] = state.add({ "upload.lic": upload }, { now: new Date() });
  if (added?.error) return advice(added.error);
  const typ: DocumentType | undefined = added?.typ;
  const { count, items } = state.people.page({ from: 0, to: 50, filter: "singer" });
  for (const { name, seats } of items) {
    if (!seats.includes("users")) state.assign({ name, id: "users" }, { product: "orange-uce" });
  }
  const limit: Limit | undefined = state.observe().limit("users");
  const newest: Date | undefined = state.over("users")[0]?.at;
  return [lines, typ, count, seats(limit), newest, state.preview({ remove: added?.digest ?? "" }).differences, state].join();
}

// A machine that asks for its activation, runs by it, and gives it back.
export async function activate(file: Uint8Array, asked: PartName[]): Promise<string> {
  const options: HostOptions = { key: "host.pem", parts: asked, description: "studio-7" };
  const host: HostIdentity = await hostIdentity(options);
  const named = await hostIdentity({ parts: { machine_id: "m-1", hostname: undefined } });
  const [part] = named.parts;
  const label: string = [part?.name, part?.digest, named.description?.length, named.toHostFile()].join();
  return host.request({ licenses: { file }, keys: keySet, want: { seats: 1n }, redundant: [host.lockCode, label], form: "compact" });
}

export async function giveBack(host: HostIdentity, state: site.State, activation: Uint8Array, keys: TrustedKeys): Promise<Date | undefined> {
  const proof = await host.prove();
  const granted: boolean[] = [
    state.judge({ product: "call-studio", host: proof, alive: [proof.lockCode] }).has("seats"),
    verify(activation, keys, { host: proof }).has("seats"),
  ];
  const store = async (text: string): Promise<void> => void text;
  await host.deactivate(activation, { keys: keySet, state, store, reason: `${granted}`, now: new Date() });
  const { at } = state.deactivate(activation);
  return state.deactivations[0]?.at ?? at;
}

export function hostMistakes(host: HostIdentity, state: site.State): void {
  // @ts-expect-error a proof that is still to be awaited
  state.judge({ host: host.prove() });
  // @ts-expect-error a host that has proved nothing
  state.judge({ host });
  // @ts-expect-error a part that is always there
  void hostIdentity({ parts: ["key"] });
  // @ts-expect-error a misspelt part
  void hostIdentity({ parts: { hostnmae: "studio-7" } });
  // @ts-expect-error nothing that is wanted
  void host.request({ licenses: {}, keys: keySet });
  // @ts-expect-error keys by which nothing can be verified
  void host.deactivate("", { state });
  // @ts-expect-error one server is no two
  void host.request({ licenses: {}, keys: keySet, want: {}, redundant: ["CS1-1"] });
  // @ts-expect-error a read-only member
  host.lockCode = "CS1-1";
  // @ts-expect-error hosts are no value
  HostIdentity;
}

// A page that asks about one licence.
export async function checkOne(file: Uint8Array): Promise<string> {
  await slim.init();
  const options: slim.VerifyOptions = { product: "ucware", now: new Date() };
  const license: slim.License = slim.verify(file, new slim.TrustedKeys(keySet), options);
  const [reason]: Status[] = license.reasons;
  return reason ? status(reason) : seats(license.limit("users"));
}

// What both entries know has the same type.
export function same(full: License): slim.License {
  return full;
}

export function slimMistakes(license: slim.License, keys: slim.TrustedKeys): void {
  // @ts-expect-error a member of the full entry
  license.report();
  // @ts-expect-error an option of the full entry
  slim.verify("", keys, { revocations: "required" });
  // @ts-expect-error a misspelt reason
  if (license.reasons[0] === "expird") return;
  // @ts-expect-error a private constructor
  new (license.constructor as typeof slim.License)();
}

export function seat(state: site.State, name: string): string {
  const denial = state.assign({ name, id: "users" });
  switch (denial?.code) {
    case undefined: return "given";
    case "person_unknown": return denial.name;
    case "limit_exhausted": return `${denial.free} too many`;
    case "wrong_product": return denial.products.join();
    case "entitlement_unknown":
    case "entitlement_feature":
    case "not_assignable": return denial.entitlement;
    default: return denial satisfies never;
  }
}

// A settings page, and what goes from a worker to a page.
export function settings(state: site.State, files: Record<string, Uint8Array>): unknown[] {
  const { files: became, removed, changed } = state.sync(files);
  const codes: (ErrorCode | undefined)[] = became.map(({ outcome, error }) => (outcome === "stale" ? error.code : undefined));
  const shown = state.rows({ product: "ucware" }).map(({ digest, file, status, license, reasons, removed }) => {
    const ends: Date | undefined = license?.ends ?? license?.warnsFrom;
    const support: string | undefined = license?.supportUntil;
    return [digest, file, status ?? "removed", license?.holder, ends, support, removed?.getTime(), reasons?.map(because)];
  });
  const imported = state.keys.keys.filter(({ origin }) => origin === "imported").map(({ kid }) => kid);
  const judgement = state.observe({ product: "ucware" });
  const next: number | undefined = state.nextChange({ product: "ucware" })?.getTime();
  const name: string = state.nameOf({ id: "users", language: "de" });
  const stop: () => void = state.subscribe(() => state.version);
  stop();
  const claims: unknown = state.license(removed[0] ?? "")?.claims["lic"];
  const { version } = new site.State(null, new site.TrustedKeys(), { clock: () => new Date(0) });
  return [codes, changed, shown, imported, next, state.nextWake() + version, name, judgement.toJSON().now, claims];
}

function because(reason: Reason): string {
  switch (reason.code) {
    case "not_yet_valid":
    case "expired":
    case "grace":
    case "expiring": return new Date(reason.needed * 1000).toISOString();
    case "wrong_product":
    case "wrong_account":
    case "wrong_version": return `${reason.found.trim()}, not ${reason.needed.trim()}`;
    case "wrong_host": return [reason.needed].flat().join();
    case "quorum_missing": return `${reason.found.length} of ${reason.needed.length}`;
    case "superseded": return String(reason.needed);
    default: return reason.code;
  }
}

export function message(license: License, error: CountersignError): CountersignError {
  const told: PlainLicense = license.toJSON();
  const ends: Date | undefined = told.expires;
  return CountersignError.from(structuredClone({ ...error.toJSON(), found: String(ends) }));
}

// @ts-expect-error the keys of another entry
export const mixed = (keys: TrustedKeys): site.State => new site.State(null, keys);
// @ts-expect-error the keys of another entry
export const mixedAgain = (keys: site.TrustedKeys): License => verify("", keys);
// @ts-expect-error the keys of another entry
export const mixedSlim = (keys: TrustedKeys): slim.License => slim.verify("", keys);
// @ts-expect-error the keys of another entry
export const mixedSet = (keys: TrustedKeys): site.LicenseSet => new site.LicenseSet({}, keys);
// @ts-expect-error the keys of another entry
export const mixedLedger = (keys: TrustedKeys): LedgerFile => new LedgerFile("", keys);
export const own = (keys: site.TrustedKeys): unknown[] => [site.verify("", keys), new site.LicenseSet({}, keys).judge(), new site.State(null, keys)];

export function stateMistakes(state: site.State): void {
  // @ts-expect-error misspelt denial of a seat
  if (state.assign({ name: "gerd", id: "users" })?.code === "limit_exhaust") return;
  // @ts-expect-error misspelt denial of an emergency
  if (state.startEmergency("users") === "emergency_lock") return;
  // @ts-expect-error misspelt code of a dropped line
  if (state.dropped[0]?.error.code === "state_fromat") return;
  // @ts-expect-error misspelt code of a decision about a person
  if (state.decidePerson({ name: "gerd", id: "users" }).code === "assignment_mising") return;
  // @ts-expect-error misspelt type of a document
  if (state.add({})[0]?.typ === "licence+jwt") return;
  // @ts-expect-error what may be undefined
  state.clock.mark.getTime();
  // @ts-expect-error a read-only member
  state.documents = [];
  // @ts-expect-error a person without a user name
  state.people.add({ first: "Gerd" });
  // @ts-expect-error people are no value
  site.People;
  // @ts-expect-error an instant of another kind
  state.remove("digest", { now: "2014-05-13" });
}

function why(code: Denial | undefined): string {
  // @ts-expect-error misspelt denial
  if (code === "limit_exhaust") return "";
  return code === "limit_exhausted" ? "All are in use." : "No licence.";
}

function seats(limit: Limit | undefined): string {
  if (limit === undefined) return "none";
  if (limit.metric === "feature") {
    const granted: boolean = limit.granted;
    return String(granted);
  }
  const available: number | "unlimited" = limit.available;
  return `${available} ${limit.state === "over" ? "too many in use" : "left"}`;
}

function warnings({ warnings }: Report): number {
  const seconds = (warning: Warning): number => (warning.code === "clock_rollback" ? warning.by : 0);
  return warnings.map(seconds).reduce((sum, by) => sum + by, 0);
}

function advice({ code, message, found, needed }: site.Refused): string {
  const altered: ErrorCode = "signature_invalid";
  return code === altered ? "Ask the vendor." : `${message} ${found ?? ""} ${needed ?? ""}`;
}

export function mistakes(license: License, keys: TrustedKeys, error: CountersignError): void {
  // @ts-expect-error misspelt code
  if (error.code === "signature_invald") return;
  // @ts-expect-error misspelt status
  if (license.status === "activ") return;
  // @ts-expect-error misspelt option
  verify("", keys, { prodcut: "ucware" });
  // @ts-expect-error an option of another type
  verify("", keys, { usage: { users: "30" } });
  // @ts-expect-error what may be undefined
  verify("", keys, { usage: { users: license.expires } });
  // @ts-expect-error what is still to be awaited
  verify(new Response().arrayBuffer(), keys);
  // @ts-expect-error only the package makes errors
  new CountersignError();
  // @ts-expect-error misspelt verdict
  if (license.decide("users").decision === "allowed") return;
  // @ts-expect-error keys that are not made with TrustedKeys
  verify("", keySet);
  // @ts-expect-error keys that are left out
  verify("");
  // @ts-expect-error a document that is no text and no bytes
  verify(7, keys);
  // @ts-expect-error a private constructor
  new (license.constructor as typeof License)();
  // @ts-expect-error a read-only member
  license.status = "active";
  // @ts-expect-error what may be undefined
  license.edition.length;
  const users = license.limit("users");
  // @ts-expect-error a feature has no quantity
  users?.available.toString();
  // @ts-expect-error a quantity may be "unlimited"
  if (users?.metric === "user") users.available.toFixed();
  // @ts-expect-error no key
  new TrustedKeys({ crv: "Ed25519", x: "" });
  // @ts-expect-error a misspelt member of a key
  new TrustedKeys({ kty: "OKP", crv: "Ed25519", x: "", isuer: "" });
}

// Keys in a file that is imported, of which TypeScript knows that its texts are strings.
export function imported(state: site.State): unknown[] {
  state.addKeys(vendorKeys);
  const [first] = vendorKeys.keys;
  return [new TrustedKeys(vendorKeys, first!), new slim.TrustedKeys(vendorKeys), new site.TrustedKeys(vendorKeys)];
}

// What is asked of a limit before it is known what it is of.
export function asked(license: License): unknown[] {
  const limit = license.limit("users");
  const numbers: (number | undefined)[] = [limit?.used, limit?.over_by, limit?.emergency_used];
  return [limit?.available, limit?.allowed, limit?.emergency, limit?.state, ...numbers];
}

// A vendor's desk.
export async function keptInFile(keys: site.TrustedKeys): Promise<number> {
  const file = await StateFile.open("state.jsonl", keys, { threshold: 1, wait: 5 });
  const decision = await file.change((state) => state.decidePerson({ name: "gerd", id: "users" }));
  await file.change(async (state) => { state.setUsage("devices", 3); });
  await file.refresh();
  await file.compact({ dropDamaged: file.damaged.length > 0 });
  return file.state.people.count + decision.used;
}

export async function issue(request: Uint8Array, key: issuer.SigningKey): Promise<string> {
  await issuer.init();
  const keys = new issuer.TrustedKeys(key.publicKey);
  await LedgerFile.create("vendor.ledger", { issuer: "https://vendor.example", keys, key });
  const file = new LedgerFile("vendor.ledger", keys, { key, wait: 5 });
  try {
    const answer: issuer.Answer = await file.change((ledger) => ledger.answer(request, { key, until: new Date(), match: "all" }));
    const [first]: [number, number] = answer.slots["seats"] ?? [0, 0];
    return `${answer.compact} ${first} ${answer.lines}`;
  } catch (error) {
    if (!issuer.isCountersignError(error)) throw error;
    return error.code === "seats_exhausted" ? `${error.left} of ${error.limit}` : error.message;
  }
}

export function issuerMistakes(ledger: issuer.Ledger, key: issuer.SigningKey, keys: issuer.TrustedKeys): void {
  // @ts-expect-error a key is missing
  ledger.answer("request", {});
  // @ts-expect-error of typed lock codes no parts are known
  ledger.answerTyped({ lockCodes: [], license: "", grants: {} }, { key, match: 1 });
  // @ts-expect-error somebody's, and not two people's
  issuer.Ledger.create({ issuer: "a", delegate: "b", keys });
  // @ts-expect-error misspelt refusal
  if (({} as issuer.CountersignError).code === "seat_exhausted") return;
  // @ts-expect-error what may be undefined
  issuer.sign({}, { keys: key }).compact.length;
  // @ts-expect-error a private constructor
  new issuer.SigningKey();
}

// A ledger that several servers append to.
export async function issueTogether(request: Uint8Array, pool: PostgresPool, keys: issuer.TrustedKeys, key: issuer.SigningKey): Promise<string> {
  const ledger = new PostgresLedger({ pool, name: "vendor", keys, key, wait: 5n, timeout: 5 });
  await ledger.create({ issuer: "https://vendor.example", now: 5 });
  await ledger.import(await ledger.export());
  try {
    const answer: issuer.Answer = await ledger.change((open) => open.answer(request, { key }));
    return `${answer.compact} ${(await ledger.read()).hash}`;
  } catch (error) {
    return issuer.isCountersignError(error) && error.code === "ledger_unconfirmed" ? "ask again" : "";
  }
}

export function storeMistakes(pool: PostgresPool, keys: issuer.TrustedKeys, ledger: PostgresLedger): void {
  // @ts-expect-error no keys
  new PostgresLedger({ pool });
  // @ts-expect-error somebody's, and not two people's
  void ledger.create({ issuer: "a", delegate: "b" });
  // @ts-expect-error a promise has no number yet
  ledger.change((open) => open.entries).toFixed();
}

// Sessions that are handed out.
export async function share(license: License, set: LicenseSet, client: RedisClient): Promise<string> {
  await sessions.init();
  const pool = new sessions.SessionPool({ limits: set.judge(), linger: 60n, reservations: [{ id: "a", sessions: 1, clients: ["b"] }] });
  pool.setLimits(license);
  pool.setLimits(new Map([["a", "unlimited" as const]]));
  const session = pool.checkOut("a", "b", { ttl: 60, now: new Date() });
  if (session.decision === "deny") return `${session.code} ${session.next_end ?? session.reserved}`;
  const waited: sessions.Lease | sessions.PoolDenial = await pool.checkOut("a", "b", { wait: 5 });
  const until: number | undefined = pool.heartbeat("a", "b")?.until;
  const shared: SharedSessionPool = new RedisSessionPool({ client, whenGone: { goOn: 600 } });
  const lease = await shared.checkOut("a", "b", { wait: 5 });
  if (lease.decision !== "deny" && lease.unconfirmed) return "the store is gone";
  return `${waited.decision} ${until} ${set.judge({ usage: pool.amounts() }).has("a")} ${pool.holders("a").items[0]?.state}`;
}

export function sessionMistakes(pool: sessions.SessionPool, client: RedisClient): void {
  // @ts-expect-error who waits, waits for what the clock shows
  void pool.checkOut("a", "b", { wait: 5, now: 5 });
  // @ts-expect-error a promise has no decision yet
  pool.checkOut("a", "b", { wait: 5 }).decision;
  // @ts-expect-error what may be denied has no end
  pool.checkOut("a", "b").until;
  // @ts-expect-error a misspelt rule
  new sessions.SessionPool({ longestTTL: 5 });
  // @ts-expect-error no connections
  new PostgresSessionPool({ name: "a" });
  // @ts-expect-error neither of the two
  new RedisSessionPool({ client, whenGone: "panic" });
}
