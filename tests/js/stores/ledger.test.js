// Ledgers in a table of a real PostgreSQL: the lines of a file, one at a time, stored before anything is given; and what
// becomes of them without the store.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import pg from "pg";
import { isCountersignError, Ledger } from "countersign/issuer";
import { PostgresLedger } from "countersign/issuer/postgres";
import { NOW, VENDOR } from "./desk.js";
import { values } from "./hostile.js";
import { desk as deskOf, ledgerOf, requests, watched } from "./ledgers.js";
import { missing, PostgresServer, stores } from "./servers.js";

const reason = missing(stores.postgres);
if (reason) console.log(`skipped: ledgers in postgres: ${reason}`);
const desk = deskOf(2);

describe("ledgers", { skip: reason }, () => {
  let [server, admin, asked] = [];
  const ends = [];
  let count = 0;

  before(async () => {
    server = await PostgresServer.make(stores.postgres.found);
    admin = new pg.Pool({ connectionString: server.url });
    admin.on("error", () => {});
    asked = await requests(desk, 4);
  });
  after(async () => {
    for (const end of ends) await end();
    await admin.end();
    await server.kill();
  });

  /** A server's ledger of a name. */
  const connect = (name, options, connections) => {
    const { pool, watch, end } = watched(server.url, connections);
    ends.push(end);
    return { ledger: ledgerOf(desk, pool, name, options), watch };
  };
  /** Two servers of one ledger, which has the desk's text. */
  const two = async (options) => {
    const name = `ledger ${count += 1}`;
    const [one, other] = [connect(name, options), connect(name, options)];
    await one.ledger.import(desk.text);
    return { name, one: one.ledger, other: other.ledger, watch: one.watch, watchOther: other.watch };
  };
  const text = async (ledger) => Buffer.from(await ledger.export()).toString();
  const answer = (request) => (ledger) => ledger.answer(request, { key: desk.key, now: NOW });
  const refused = (promise, code, sides = {}) => assert.rejects(promise, (error) => {
    const found = Object.fromEntries(["code", ...Object.keys(sides)].map((side) => [side, error[side]]));
    assert.deepEqual(found, { code, ...sides }, error.stack);
    return isCountersignError(error);
  });

  test("a store without a table, or without the ledger, says so; a ledger is begun once", async () => {
    const { ledger } = connect("begun");
    for (const call of [() => ledger.change(() => 1), () => ledger.read(), () => ledger.export()]) await refused(call(), "ledger_missing");
    await ledger.create({ issuer: VENDOR, now: NOW });
    assert.equal(await text(ledger), Ledger.create({ issuer: VENDOR, keys: desk.keys, now: NOW }).lines);
    for (const call of [() => ledger.create({ issuer: VENDOR }), () => ledger.import(desk.text)]) await refused(call(), "ledger_exists");
    await refused(connect("another").ledger.change(() => 1), "ledger_missing");
    const delegate = connect("of a customer").ledger;
    await delegate.create({ delegate: desk.key.thumbprint });
    assert.equal((await delegate.read()).issuer, desk.key.thumbprint);
    // Two that make one at once: it is one's.
    const both = [connect("at once"), connect("at once")].map(({ ledger }) => ledger.create({ issuer: VENDOR }));
    assert.deepEqual((await Promise.allSettled(both)).map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  });

  test("what is in the table is what the command line's file is, byte for byte, and goes both ways", async () => {
    const { name, one, other } = await two();
    assert.equal(await text(one), desk.text);
    const { lines } = await one.change(answer(asked[0]));
    assert.ok(lines.length > 0);
    assert.equal(await text(other), desk.text + lines);
    desk.write("exported.ledger", await other.export());
    desk.done("ledger", "verify", "--ledger", "exported.ledger", "--keys", "desk.json");
    // The command line answers another, and all of that is taken in as another ledger; what was interrupted is not.
    desk.write("1.req", asked[1]);
    desk.done("activate", "1.req", "--ledger", "exported.ledger", "--key", "desk.pem", "--keys", "desk.json", "--at", `${NOW}`, "--out", "1.lic");
    const file = desk.read("exported.ledger");
    assert.ok(file.startsWith(desk.text + lines) && file.length > (desk.text + lines).length);
    const { ledger: taken } = connect(`${name} again`);
    await taken.import(`${file}{"n":4,"pre`);
    assert.equal(await text(taken), file);
    assert.equal((await taken.change(answer(asked[1]))).lines, "");
    await refused(taken.change(answer(asked[2])), "seats_exhausted", { limit: 2, used: 2, left: 0 });
    assert.equal(await text(one), desk.text + lines, "the other ledger is as it was");
  });

  test("what one server appends the others take in, and read nothing twice", async () => {
    const { one, other, watch, watchOther } = await two();
    const first = await one.change(answer(asked[0]));
    assert.equal((await other.change(answer(asked[0]))).armor, first.armor);
    const second = await other.change(answer(asked[1]));
    assert.deepEqual([first.n, second.n], [2, 3]);
    await refused(one.change(answer(asked[2])), "seats_exhausted");
    [watch.rows, watchOther.rows] = [0, 0];
    for (let time = 0; time < 3; time += 1) {
      await refused(one.change(answer(asked[2])), "seats_exhausted");
      await other.change(() => 1);
    }
    assert.deepEqual([watch.rows, watchOther.rows], [3, 3], "of each change the last line that is known");
    await other.change((ledger) => ledger.release({ jti: first.jti, reason: "off" }));
    assert.equal((await one.change(answer(asked[2]))).n, 5);
    assert.equal(watch.rows, 5, "and what came since");
  });

  test("where what is to be done fails, nothing is stored, and the next change goes on from what is", async () => {
    const { one, other } = await two();
    const own = new Error("the mail could not be sent");
    for (const fails of [() => { throw own; }, (ledger) => { answer(asked[0])(ledger); throw own; },
      async (ledger) => { answer(asked[0])(ledger); ledger.free(); throw own; }]) {
      await assert.rejects(one.change(fails), (error) => error === own);
      assert.equal(await text(other), desk.text);
    }
    await refused(one.change((ledger) => ledger.readOn("{}\n")), "usage_invalid");
    await refused(one.change(() => one.change(() => 1)), "usage_invalid", { at: "this" });
    const { n, lines } = await one.change((ledger) => { const given = answer(asked[0])(ledger); ledger.free(); return given; });
    assert.equal(n, 2);
    assert.equal((await one.change(answer(asked[0]))).lines, "");
    assert.equal(await text(other), desk.text + lines);
  });

  test("rows that are not as they were written are refused, and nothing is appended to them", async () => {
    const harms = {
      "a changed byte": ["UPDATE countersign_ledgers SET line = set_byte(line, 20, 33) WHERE name = $1 AND n = 2", "ledger_broken", 2],
      "a missing row": ["DELETE FROM countersign_ledgers WHERE name = $1 AND n = 2", "ledger_broken", 2],
      "a row by another number": ["UPDATE countersign_ledgers SET n = 7 WHERE name = $1 AND n = 3", "ledger_broken", 3],
      "a row of nothing": ["INSERT INTO countersign_ledgers VALUES ($1, 4, '')", "ledger_broken", 4],
      "a row of something else": ["INSERT INTO countersign_ledgers VALUES ($1, 4, '\\xff00')", "ledger_broken", 4],
      "two lines in a row": ["UPDATE countersign_ledgers SET line = line || '\\x0a' WHERE name = $1 AND n = 3", "ledger_broken", undefined],
      "a newer header": ["UPDATE countersign_ledgers SET line = convert_to(replace(convert_from(line, 'UTF8'), '\"ledger\":1', '\"ledger\":2'), 'UTF8') WHERE name = $1 AND n = 0", "ledger_broken", 0],
      "a newer kind of line": ["UPDATE countersign_ledgers SET line = convert_to(replace(convert_from(line, 'UTF8'), '\"activation\"', '\"transfer\"'), 'UTF8') WHERE name = $1 AND n = 3", "ledger_broken", 3],
    };
    for (const [what, [harm, code, n]] of Object.entries(harms)) {
      const { name, one } = await two();
      await one.change(answer(asked[0]));
      await one.change(answer(asked[1]));
      await admin.query(harm, [name]);
      const found = await text(one);
      for (const call of [(ledger) => ledger.change(answer(asked[2])), (ledger) => ledger.read()]) {
        await refused(call(connect(name).ledger), code, n === undefined ? {} : { n }).catch((error) => { throw Error(`${what}: ${error.message}`); });
      }
      assert.equal(await text(one), found, what);
    }
  });

  test("a ledger of which rows are gone gives nothing again to whoever knew them", async () => {
    for (const harm of ["DELETE FROM countersign_ledgers WHERE name = $1 AND n >= 2", "DELETE FROM countersign_ledgers WHERE name = $1"]) {
      const { name, one, other } = await two();
      const { lines } = await one.change(answer(asked[0]));
      await admin.query(harm, [name]);
      for (let time = 0; time < 2; time += 1) await refused(one.change(answer(asked[1])), "ledger_rolled_back");
      if (harm.includes("AND")) await other.change(answer(asked[1]));
      for (let time = 0; time < 2; time += 1) await refused(one.change(answer(asked[1])), "ledger_rolled_back");
      assert.ok(!(await connect(name).ledger.export().catch(({ code }) => code)).includes(lines));
    }
  });

  test("a table of another shape, and rights that are missing, are told at once", async () => {
    await admin.query("CREATE SCHEMA other; CREATE TABLE other.countersign_ledgers (number int)");
    const foreign = connect("any", {}, { options: "-c search_path=other" });
    for (const call of [() => foreign.ledger.change(() => 1), () => foreign.ledger.create({ issuer: VENDOR })]) await refused(call(), "ledger_unavailable");
    const { name } = await two();
    await admin.query("CREATE ROLE desk LOGIN; CREATE ROLE reader LOGIN; GRANT SELECT, INSERT ON countersign_ledgers TO desk; GRANT SELECT ON countersign_ledgers TO reader");
    const as = (role) => connect(name, {}, { connectionString: server.url.replace("pool@", `${role}@`) });
    assert.equal((await as("desk").ledger.change(answer(asked[0]))).n, 2, "to read and to insert is enough");
    const reader = as("reader").ledger;
    await refused(reader.change(answer(asked[1])), "ledger_unavailable");
    assert.equal((await reader.read()).entries, 2);
  });

  test("a commit is on the disk, whatever is usual in the database, and more where that is", async () => {
    for (const [usual, needed] of [["off", "on"], ["local", "local"], ["remote_apply", "remote_apply"]]) {
      const { name } = await two();
      let found;
      const { ledger } = connect(name, {}, {
        options: `-c synchronous_commit=${usual}`,
        instead: async (statement, ask, client) => {
          if (statement === "COMMIT") found = (await client.query("SHOW synchronous_commit")).rows[0].synchronous_commit;
          return ask();
        },
      });
      await ledger.change(answer(asked[0]));
      assert.equal(found, needed);
    }
  });

  test("a store that is lost before, while and after it commits gives nothing twice, and nothing that is not stored", async () => {
    const lost = () => Promise.reject(Error("the connection was lost"));
    const silent = () => new Promise(() => {});
    const cases = {
      "before it is told the lines": { at: /^INSERT/, become: lost, code: "ledger_unavailable" },
      "after it was told the lines": { at: /^INSERT/, become: (ask) => ask().then(lost), code: "ledger_unavailable" },
      "before it is told to commit": { at: /^COMMIT/, become: lost, code: "ledger_unavailable" },
      "when it has committed": { at: /^COMMIT/, become: (ask) => ask().then(lost), isGiven: true },
      "and it never says": { at: /^COMMIT/, become: (ask) => ask().then(silent), isGiven: true, options: { timeout: 1 } },
    };
    for (const [what, { at, become, code, isGiven, options }] of Object.entries(cases)) {
      const { name, other } = await two();
      const { ledger, watch } = connect(name, options);
      await ledger.change(() => 1);
      watch.instead = (statement, ask) => (at.test(statement) ? become(ask) : ask());
      const asking = ledger.change(answer(asked[0]));
      const given = isGiven ? await asking : await refused(asking, code);
      assert.equal((await other.read()).entries, isGiven ? 2 : 1, what);
      watch.instead = undefined;
      const again = await ledger.change(answer(asked[0]));
      assert.deepEqual([again.n, again.lines === ""], [2, Boolean(isGiven)], what);
      if (isGiven) assert.equal(again.armor, given.armor, what);
      assert.equal((await other.change(answer(asked[1]))).n, 3, what);
      await refused(ledger.change(answer(asked[2])), "seats_exhausted");
    }
  });

  test("where it can't be found out whether it was stored, that is said, and whoever asks again is given the same", async () => {
    for (const isStored of [true, false]) {
      const { name, other } = await two();
      const { ledger, watch } = connect(name, { timeout: 1 });
      let isGone = false;
      watch.instead = (statement, ask) => {
        if (isGone) return Promise.reject(Error("it is gone"));
        if (statement !== "COMMIT") return ask();
        isGone = true;
        return (isStored ? ask() : Promise.resolve()).then(() => Promise.reject(Error("the connection was lost")));
      };
      await refused(ledger.change(answer(asked[0])), "ledger_unconfirmed");
      await refused(ledger.change(answer(asked[0])), "ledger_unavailable");
      isGone = false;
      watch.instead = undefined;
      const [stored] = [await other.read()].map(({ entries }) => entries === 2);
      assert.equal(stored, isStored);
      const again = await ledger.change(answer(asked[0]));
      assert.deepEqual([again.n, again.lines === ""], [2, isStored]);
      assert.equal((await other.change(answer(asked[0]))).armor, again.armor);
    }
  });

  test("without the store nothing is given, and when it is back what was given is still there", async () => {
    const { one, other } = await two({ timeout: 1 });
    const first = await one.change(answer(asked[0]));
    await server.kill();
    for (const call of [() => one.change(answer(asked[1])), () => other.change(() => 1), () => one.read(), () => one.export(), () => one.create({ issuer: VENDOR })]) {
      await refused(call(), "ledger_unavailable");
    }
    await server.start();
    assert.equal((await one.change(answer(asked[0]))).armor, first.armor);
    assert.equal((await other.change(answer(asked[1]))).n, 3);
  });

  test("one server at a time changes it, and none for longer than it may", async () => {
    const { name, one } = await two();
    const hasty = connect(name, { wait: 0 }).ledger;
    await one.change(() => refused(hasty.change(answer(asked[0])), "ledger_locked"));
    assert.equal((await hasty.change(answer(asked[0]))).n, 2);
    // Whoever takes too long, or hangs, loses the lock, and what it would have given.
    const slow = connect(name, { timeout: 1 }).ledger;
    await refused(slow.change(async (ledger) => {
      answer(asked[1])(ledger);
      assert.equal((await one.change(answer(asked[2]))).n, 3);
    }), "ledger_unavailable");
    await refused(slow.change(answer(asked[1])), "seats_exhausted");
    assert.equal((await one.read()).entries, 3);
  });

  test("whatever is handed to it, it refuses with a code", async () => {
    const { one } = await two();
    const { pool } = watched(server.url);
    const coded = (what) => (error) => assert.ok(isCountersignError(error) && error.message.length < 1_000, `${what}: ${error?.stack}`);
    for (const [what, value] of Object.entries(values)) {
      const calls = [
        () => new PostgresLedger(value()), () => new PostgresLedger({ pool, keys: value() }), () => new PostgresLedger({ pool: value(), keys: desk.keys }),
        ...["name", "key", "wait", "timeout"].map((option) => () => new PostgresLedger({ pool, keys: desk.keys, [option]: value() })),
        () => one.create(value()), () => one.import(value()),
        ...["create", "import", "export", "read", "change"].map((method) => () => PostgresLedger.prototype[method].call(value(), () => {})),
      ];
      if (!/function|class/.test(what)) calls.push(() => one.change(value()));
      for (const call of calls) await (async () => call())().catch(coded(what));
    }
    assert.equal(await text(one), desk.text);
  });
});
