// A vendor's desk whose ledger is kept by the package, and hosts, which the command line stands for.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { Ledger, sign, SigningKey, TrustedKeys } from "countersign/issuer";
import { NOW } from "./moment.js";

const program = process.env.COUNTERSIGN_BIN;
export const VENDOR = "https://vendor.example";
export { NOW };

export function license(jti, aud, serial, entitlements, more = {}) {
  const holder = { name: "Musterkontakt GmbH" };
  const lic = { serial, name: "Call Studio", kind: "standard", perpetual: true, activation: "required", holder, entitlements, ...more };
  return { iss: VENDOR, aud, sub: "musterkontakt", jti, iat: 1_764_100_000, lic };
}

/** A licence of seats and a feature. */
export function studio(serial, quantity, more) {
  const seats = { id: "seats", metric: "host", quantity };
  return license("STUDIO-1", "call-studio", serial, [seats, { id: "fax", metric: "feature" }], more);
}

export class Desk {
  folder = mkdtempSync(join(tmpdir(), "countersign-desk-"));
  key = SigningKey.generate();
  keys = new TrustedKeys({ keys: [{ ...this.key.publicKey, iss: VENDOR }] });
  licenses = [];

  constructor() {
    after(() => rmSync(this.folder, { recursive: true }));
    this.write("desk.pem", this.key.toPem());
    this.write("desk.json", JSON.stringify({ keys: [{ ...this.key.publicKey, iss: VENDOR }] }));
    const { ledger, lines } = Ledger.create({ issuer: VENDOR, keys: this.keys, now: 1_764_000_000 });
    Object.assign(this, { ledger, text: lines });
  }

  path(name) { return join(this.folder, name); }
  write(name, content) { writeFileSync(this.path(name), content); }
  read(name) { return readFileSync(this.path(name), "utf8"); }

  /** Runs the command line, which must succeed. */
  done(...words) {
    return execFileSync(program, words, { cwd: this.folder, encoding: "utf8", stdio: "pipe" });
  }

  /** What the command line says as JSON, whatever comes of it. */
  told(...words) {
    return JSON.parse(spawnSync(program, [...words, "--format", "json"], { cwd: this.folder, encoding: "utf8" }).stdout);
  }

  /** Makes changes, whose lines are stored before anything is made of what they give. */
  stored(change, file) {
    const given = change(this.ledger);
    this.text += given.lines;
    if (file) this.write(file, given.armor);
    return given;
  }

  sign(name, claims) {
    this.write(`${name}.lic`, sign(claims, { keys: this.key, now: NOW, allowPast: true }).armor);
  }

  /** Signs a licence, NAME.lic, and takes it into the ledger. */
  license(name, claims) {
    this.sign(name, claims);
    this.licenses.push(`${name}.lic`);
    return this.stored((ledger) => ledger.add(this.read(`${name}.lic`), { now: NOW }));
  }

  /** A host with a key and a machine id of its own, NAME.pem and NAME.json; gives its lock code. */
  host(name) {
    const part = `machine_id=${name}`;
    this.done("host", "--key", `${name}.pem`, "--out", `${name}.json`, "--part", part, "--description", name);
    return JSON.parse(this.read(`${name}.json`)).lock_code;
  }

  /** Has a host ask for so much of a licence. */
  request(host, license, wants, ...more) {
    const asked = Object.entries(wants).flatMap(([id, count]) => ["--want", `${id}=${count}`]);
    const own = ["--host", `${host}.json`, "--host-key", `${host}.pem`, "--at", `${NOW}`];
    this.done("request", "--activate", "--license", license, "--keys", "desk.json", ...this.licenses, ...own, ...asked,
      "--out", `${host}.req`, "--force", ...more);
    return this.read(`${host}.req`);
  }

  /** Answers a host's request with HOST-activation.lic. */
  answer(host, options) {
    const asked = this.read(`${host}.req`);
    return this.stored((ledger) => ledger.answer(asked, { key: this.key, now: NOW, ...options }), `${host}-activation.lic`);
  }

  give(host, license, wants) {
    this.request(host, license, wants);
    return this.answer(host);
  }

  pool(license, id) {
    return pool(this.ledger.status({ now: NOW }), license, id);
  }

  /** The status of each file on a host that proves its key, and what is granted of an entitlement. */
  verify(files, host, id, { at = NOW, alive = [] } = {}) {
    const living = alive.flatMap((code) => ["--alive", code]);
    const report = this.told("verify", "--keys", "desk.json", "--host", `${host}.json`, "--host-key", `${host}.pem`,
      "--at", `${at}`, ...files, ...living);
    const statuses = report.documents.map(({ status, error }) => status ?? error.code);
    return { statuses, granted: report.limits.find((row) => row.id === id)?.granted, warnings: report.warnings };
  }
}

/** How much of an entitlement is claimed and left. */
export function pool({ licenses }, license, id) {
  const { entitlements } = licenses.find(({ jti }) => jti === license);
  const { claimed, free } = entitlements.find((row) => row.id === id);
  return [claimed, free];
}

/** Refused with a code, and with what else is named. */
export function refused(call, code, sides = {}) {
  assert.throws(call, (error) => {
    const found = Object.fromEntries(["code", ...Object.keys(sides)].map((name) => [name, error[name]]));
    assert.deepEqual(found, { code, ...sides }, error.stack);
    return error.name === "CountersignError";
  });
}
