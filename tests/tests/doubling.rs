//! Twice as much of anything takes about twice as long, from the file to the state that keeps it.
//!
//! Whatever can be counted in an input is doubled, each by itself, and every step is timed with both numbers,
//! one after the other in one run, the best of several. A step that looks through all of one for each of
//! another takes four times as long.

// needs: alone

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::{
    Amounts, Change, DocumentOutcome, Envelope, LimitRow, Question, State, TrustedKeys, Verifier, fold_case,
    judge,
};
use countersign_tests::judging::{at, lock_code};
use countersign_tests::{Claims, Jws, TestKey, general};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

const NOW: i64 = 1_500_000_000;
const DAY: i64 = 86_400;
/// When the licences here are issued.
const ISSUED: i64 = 1_000_000_000;
/// How much longer twice as much may take: twice, and what sorting and a busy machine add.
const MOST: f64 = 3.2;
/// About so long all steps take together with the larger number.
const LONG: Duration = Duration::from_millis(150);
/// Steps that take less with the larger number are not compared.
const SHORT: Duration = Duration::from_millis(6);

/// What is given, of which something is there so many times.
#[derive(Default)]
struct Input {
    files: Vec<Vec<u8>>,
    /// Files that come later, such as a purchase.
    later: Vec<Vec<u8>>,
    /// Keys besides the vendor's, as JSON objects.
    keys: Vec<String>,
    usage: Amounts,
    entry: Amounts,
    /// Further lines of the state.
    lines: String,
}

fn signed(typ: &str, claims: &Value, vendor: &TestKey) -> Vec<u8> {
    Jws::signed(vendor.header().replace("license+jwt", typ), claims.to_string(), vendor)
        .compact()
        .into_bytes()
}

fn license(claims: &Claims) -> Vec<u8> {
    Jws::license(claims.payload()).compact().into_bytes()
}

fn files(claims: impl Iterator<Item = Claims>) -> Input {
    Input { files: claims.map(|claims| license(&claims)).collect(), ..Input::default() }
}

/// A licence for some users.
fn users(id: usize) -> Claims {
    Claims::new(&format!("L-{id}")).users(1)
}

/// A licence that grants nothing but what its terms say.
fn with(path: &str, value: impl Into<Value>) -> Input {
    files([Claims::new("L").users(1).with(path, value)].into_iter())
}

fn entitlements(count: usize) -> Vec<Value> {
    (0..count)
        .map(|number| json!({ "id": format!("e{number:05}"), "metric": "user", "quantity": 2 }))
        .collect()
}

fn each(count: usize, item: impl Fn(usize) -> Value) -> Value {
    (0..count).map(item).collect()
}

fn amounts(count: usize) -> Amounts {
    (0..count).map(|number| (format!("e{number:05}"), 1)).collect()
}

fn keys(count: usize) -> Vec<TestKey> {
    (0..count)
        .map(|number| {
            let mut seed = [7; 32];
            seed[..8].copy_from_slice(&(number as u64).to_be_bytes());
            TestKey::from_seed(seed)
        })
        .collect()
}

fn digest(number: usize) -> String {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn revocation_list(serial: usize, rev: Value) -> Vec<u8> {
    let mut claims = json!({ "ver": 1, "iss": "https://vendor.example", "aud": "orange-uce",
        "jti": format!("R-{serial}"), "iat": ISSUED, "rev": { "serial": serial, "next_update": NOW + DAY } });
    claims["rev"].as_object_mut().unwrap().extend(rev.as_object().unwrap().clone());
    signed("revocation-list+jwt", &claims, &TestKey::vendor())
}

fn trust_update(serial: usize, keys: Value, retired: Value) -> Vec<u8> {
    let claims = json!({ "ver": 1, "iss": "https://vendor.example", "jti": format!("T-{serial}"), "iat": ISSUED,
        "tru": { "serial": serial, "keys": keys, "retired": retired } });
    signed("trust+jwt", &claims, &root())
}

fn root() -> TestKey {
    TestKey::from_seed([9; 32])
}

/// An emergency licence from one instant to another.
fn emergency(id: usize, start: i64, end: i64) -> Claims {
    Claims::new(&format!("E-{id:05}")).users(1).emergency(start, end)
}

fn people(count: usize, entitlement: &str) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let name = number * 7_919 % 1_000_003;
        let person = json!({ "person": { "name": format!("u{name}"), "first": "", "last": "", "at": NOW } });
        let seat = json!({ "seat": { "person": format!("u{name}"), "entitlement": entitlement, "at": NOW } });
        writeln!(lines, "{person}\n{seat}").unwrap();
    }
    lines
}

fn started(count: usize, entitlement: impl Fn(usize) -> String, settled: bool) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let at = ISSUED + number as i64;
        let mut entry = json!({ "issuer": "https://vendor.example", "product": "orange-uce",
            "account": "site-1", "entitlement": entitlement(number), "license": format!("L-{number}"),
            "at": at, "end": at + DAY, "seen": [digest(number)], "peak": 1 });
        if settled {
            entry["settled"] = json!(NOW);
        }
        writeln!(lines, "{}", json!({ "emergency": entry })).unwrap();
    }
    lines
}

/// Something that can be counted: its name, the largest number, and an input that has so many.
type Countable = (&'static str, usize, fn(usize) -> Input);

/// Everything that can be counted, by its name; with the largest number that may be there.
fn inputs() -> Vec<Countable> {
    const ANY: usize = 1 << 20;
    vec![
        ("licences", ANY, |count| files((0..count).map(users))),
        ("licences that end one after the other", ANY, |count| {
            files((0..count).map(|number| users(number).ending(NOW + (number as i64 + 1) * DAY)))
        }),
        ("licences that ended one after the other", ANY, |count| {
            let days = |number| ISSUED + number as i64 * 100;
            files((0..count).map(|number| users(number).with("nbf", days(number)).ending(days(number) + 50)))
        }),
        ("renewals, beside an entry limit", ANY, |count| {
            let start = |number| NOW + (number as i64 - 1) * DAY;
            let files = files(
                (0..count)
                    .map(|number| users(number).with("nbf", start(number)).ending(start(number) + DAY - 9)),
            );
            Input { entry: [("users".into(), 1)].into(), ..files }
        }),
        ("licences that were taken out", ANY, |count| {
            let mut input = files((0..1).map(users));
            for number in 1..=count {
                let text = String::from_utf8(license(&users(number))).unwrap();
                let entry = json!({ "document": { "name": "a", "added": NOW - DAY, "at": NOW - 9, "revision": 2,
                    "removed": true, "text": text } });
                writeln!(input.lines, "{entry}").unwrap();
            }
            input
        }),
        ("licences of several accounts that are none's", ANY, |count| {
            files((0..count).map(|number| users(number).with("aud", format!("p{}", number.min(1)))))
        }),
        ("serials of one licence", ANY, |count| {
            files(
                (0..count).map(|number| {
                    users(0).with("lic.serial", number + 1).with("iat", ISSUED + number as i64)
                }),
            )
        }),
        ("documents with one serial", ANY, |count| {
            files((0..count).map(|number| users(0).with("iat", ISSUED + number as i64)))
        }),
        ("licences each of which replaces the one before", ANY, |count| {
            let chain = |number: usize| users(number).with("iat", ISSUED + number as i64);
            files((0..count).map(move |number| match number {
                0 => chain(0),
                _ => chain(number).with("lic.supersedes", json!([format!("L-{}", number - 1)])),
            }))
        }),
        ("licences that replace one", ANY, |count| {
            files((0..count).map(|number| match number {
                0 => users(0),
                _ => users(number).with("lic.supersedes", json!(["L-0"])),
            }))
        }),
        ("licences that replace one on some days", ANY, |count| {
            files((0..count).map(|number| match number {
                0 => users(0),
                _ => {
                    let start = NOW + number as i64 * DAY;
                    let trial =
                        users(number).with("lic.supersedes", json!(["L-0"])).with("lic.kind", "trial");
                    trial.with("nbf", start).ending(start + 9)
                }
            }))
        }),
        ("names of replaced licences", ANY, |count| {
            with("lic.supersedes", each(count, |number| json!(format!("R-{number}"))))
        }),
        ("entitlements", 5_000, |count| with("lic.entitlements", entitlements(count))),
        ("entitlements that ended", 5_000, |count| {
            let ended = |mut entitlement: Value| {
                entitlement["exp"] = json!(NOW - DAY);
                entitlement
            };
            with("lic.entitlements", entitlements(count).into_iter().map(ended).collect::<Vec<_>>())
        }),
        ("licences that count different things", ANY, |count| {
            files((0..count).map(|number| {
                let metric = if number % 2 == 0 { "user" } else { "device" };
                let claims = Claims::new(&format!("L-{number}")).with("iat", ISSUED + number as i64);
                claims
                    .granting(json!({ "id": "users", "metric": metric, "quantity": 1 }))
                    .ending(NOW + (number as i64 + 1) * DAY)
            }))
        }),
        ("components", ANY, |count| {
            let components = each(count, |number| json!({ "id": format!("c{number}"), "name": "C" }));
            with(
                "lic.entitlements",
                json!([{ "id": "a", "metric": "user", "quantity": 1, "components": components }]),
            )
        }),
        ("device families", ANY, |count| {
            let families = each(count, |number| json!(format!("f{number}")));
            with(
                "lic.entitlements",
                json!([{ "id": "a", "metric": "device", "quantity": 1, "applies_to": families }]),
            )
        }),
        ("languages of a name", 300, |count| {
            let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
            let language =
                |number: usize| [letter(number / 26), letter(number)].iter().collect::<String>() + "-x";
            let names: serde_json::Map<String, Value> =
                (0..count).map(|number| (language(number)[..2].to_owned(), json!("n"))).collect();
            with("lic.entitlements", json!([{ "id": "a", "metric": "user", "quantity": 1, "name": names }]))
        }),
        ("contacts", ANY, |count| {
            let contacts = each(count, |_| json!({ "role": "primary", "name": "n" }));
            with("lic.holder", json!({ "name": "h", "contacts": contacts }))
        }),
        ("hosts", ANY, |count| {
            let codes = each(count, |number| json!(lock_code(&number.to_string()).to_string()));
            with("lic.hosts", json!({ "lock_codes": codes }))
        }),
        ("delegates", ANY, |count| {
            let delegate = |(key, number): (&TestKey, usize)| json!({ "kid": key.kid(), "x": key.x(), "slots": { "users": [number, number] } });
            with("lic.delegates", keys(count).iter().zip(1..).map(delegate).collect::<Vec<_>>())
        }),
        ("letters of an agreement", 1 << 19, |count| {
            with("lic.agreement", json!({ "title": "t", "text": "§ 1\n".repeat(count), "lang": "en" }))
        }),
        ("members that are not known", ANY, |count| {
            let members: serde_json::Map<String, Value> =
                (0..count).map(|number| (format!("m{number}"), json!([{}, [], number]))).collect();
            with("more", members)
        }),
        ("nested arrays", ANY, |count| {
            let deep = |_| (0..9).fold(json!(1), |inner, _| json!([inner]));
            with("more", each(count, deep))
        }),
        ("emergency licences", ANY, |count| {
            let mut input = files((0..1).map(users).chain((0..count).map(|number| {
                let start = NOW - 9_000_000 + number as i64;
                emergency(number, start, NOW - 8_000_000)
            })));
            input.later.push(license(&users(1).with("iat", NOW - DAY)));
            input
        }),
        ("emergency licences one after the other", ANY, |count| {
            files((0..1).map(users).chain((0..count).map(|number| {
                let start = NOW + (number as i64 - 2) * DAY;
                emergency(number, start, start + DAY)
            })))
        }),
        ("emergency licences that answer one request", ANY, |count| {
            files((0..1).map(users).chain((0..count).map(|number| {
                let start = NOW + (number as i64 - 2) * DAY;
                emergency(number, start, start + DAY).with("lic.request", "R")
            })))
        }),
        ("corrections of an emergency licence", ANY, |count| {
            files((0..count).map(|number| {
                let answer = emergency(number, NOW - DAY + number as i64, NOW + DAY).with("lic.request", "R");
                match number {
                    0 => answer,
                    _ => answer.with("lic.supersedes", json!([format!("E-{:05}", number - 1)])),
                }
            }))
        }),
        ("entitlements of an emergency and of a purchase", 5_000, |count| {
            let purchase =
                Claims::new("P").with("iat", NOW - 5).with("lic.entitlements", entitlements(count));
            let base = Claims::new("L").with("lic.entitlements", entitlements(count));
            let emergency = emergency(0, NOW - DAY, NOW - 9).with("lic.entitlements", entitlements(count));
            Input { later: vec![license(&purchase)], ..files([base, emergency].into_iter()) }
        }),
        ("clauses of emergencies", ANY, |count| {
            files((0..count).map(|number| {
                let id = format!("e{number:05}");
                let entitlement = json!({ "id": id, "metric": "user", "quantity": 1 });
                let clause = json!({ "entitlement": id, "quantity": 1, "months": 1 });
                Claims::new(&format!("L-{number}")).granting(entitlement).with("lic.emergency", clause)
            }))
        }),
        ("emergencies that started", ANY, |count| Input {
            lines: started(count, |number| format!("e{number:05}"), false),
            ..files((0..2).map(users))
        }),
        ("emergencies of one entitlement that started", ANY, |count| Input {
            lines: started(count, |_| "users".into(), false),
            ..files((0..2).map(users))
        }),
        ("emergencies that were settled", ANY, |count| {
            let base = Claims::new("L").with("lic.entitlements", entitlements(count.min(10_000)));
            let lines = started(count, |number| format!("e{number:05}"), true);
            Input { lines, ..files([base].into_iter()) }
        }),
        ("revoked documents", ANY, |count| {
            let revoked = each(count, |number| json!({ "jti": format!("X-{number}") }));
            let mut input = files((0..9).map(users));
            input.files.push(revocation_list(1, json!({ "revoked": revoked })));
            input
        }),
        ("revoked delegates", ANY, |count| {
            let revoked = each(count, |number| json!({ "kid": digest(number) }));
            let mut input = files((0..9).map(users));
            input.files.push(revocation_list(1, json!({ "revoked": revoked })));
            input
        }),
        ("digests of revoked documents", ANY, |count| {
            let digests: Vec<u8> = (0..count as u64).flat_map(u64::to_be_bytes).collect();
            let mut input = files((0..9).map(users));
            input.files.push(revocation_list(1, json!({ "digests": URL_SAFE_NO_PAD.encode(digests) })));
            input
        }),
        ("revocation lists", ANY, |count| {
            let mut input = files((0..1).map(users));
            input.files.extend((1..=count).map(|serial| revocation_list(serial, json!({}))));
            input
        }),
        ("revocation lists with one serial", ANY, |count| {
            let mut input = files((0..1).map(users));
            let list = |number| revocation_list(1, json!({ "revoked": [{ "jti": format!("X-{number}") }] }));
            input.files.extend((0..count).map(list));
            input
        }),
        ("keys of a trust update", ANY, |count| {
            let key = |key: &TestKey| json!({ "kid": key.kid(), "x": key.x() });
            let keys = keys(count).iter().map(key).collect();
            Input { files: vec![trust_update(1, keys, json!([])), license(&users(1))], ..Input::default() }
        }),
        ("keys that a trust update retires", ANY, |count| {
            let retired = each(count, |number| json!({ "kid": digest(number), "at": 3 }));
            Input { files: vec![trust_update(1, json!([]), retired), license(&users(1))], ..Input::default() }
        }),
        ("documents that a retired key keeps", ANY, |count| {
            let keep = each(count, |number| json!(digest(number)));
            let retired = json!([{ "kid": TestKey::second().kid(), "at": 3, "keep": keep }]);
            Input { files: vec![trust_update(1, json!([]), retired), license(&users(1))], ..Input::default() }
        }),
        ("trust updates", ANY, |count| {
            let update =
                |serial| trust_update(serial, json!([]), json!([{ "kid": digest(serial), "at": 3 }]));
            let mut input = files((0..1).map(users));
            input.files.extend((1..=count).map(update));
            input
        }),
        ("trusted keys", ANY, |count| {
            let keys = keys(count).iter().map(|key| key.jwk("")).collect();
            Input { keys, ..files((0..9).map(users)) }
        }),
        ("trusted keys of an administrator", ANY, |count| {
            let line = |key: &TestKey| format!("{{\"key\":{{\"jwk\":{},\"at\":1}}}}\n", key.jwk(""));
            Input { lines: keys(count).iter().map(line).collect(), ..files((0..9).map(users)) }
        }),
        ("signatures", 8, |count| {
            let all = keys(count);
            let payload = users(1).payload();
            let signed: Vec<Jws> = all.iter().map(|key| Jws::signed(key.header(), &payload, key)).collect();
            let text = general(&signed.iter().collect::<Vec<_>>());
            let keys = all.iter().map(|key| key.jwk(r#","issuer":"https://vendor.example""#)).collect();
            Input { files: vec![text.into_bytes()], keys, ..Input::default() }
        }),
        ("lines of armour", 1 << 16, |count| {
            let claims = users(1).with("more", "x".repeat(count * 48));
            Input { files: vec![Jws::license(claims.payload()).armored().into_bytes()], ..Input::default() }
        }),
        ("emergency requests", ANY, |count| {
            let key = TestKey::second();
            let request = |number: usize| {
                signed(
                    "emergency-request+jwt",
                    &json!({ "ver": 1, "iss": key.kid(), "aud": "orange-uce", "sub": "site-1",
                    "jti": format!("Q-{number}"), "iat": ISSUED, "emr": { "license": "L-0", "entitlement": "users",
                    "registered": 1, "granted": 1, "contact": { "role": "administrator", "name": "n", "email": "e" } } }),
                    &key,
                )
            };
            let mut input = files((0..1).map(users));
            input.files.extend((0..count).map(request));
            input
        }),
        ("amounts in use", ANY, |count| Input { usage: amounts(count), ..files((0..2).map(users)) }),
        ("entry limits", ANY, |count| Input { entry: amounts(count), ..files((0..2).map(users)) }),
        ("amounts that were typed in", ANY, |count| {
            let line =
                |number| json!({ "usage": { "entitlement": format!("e{number}"), "amount": 1, "at": 1 } });
            let lines = (0..count).map(|number| line(number).to_string() + "\n").collect();
            Input { lines, ..files((0..2).map(users)) }
        }),
        ("people with seats beyond the limit", ANY, |count| Input {
            lines: people(count, "users"),
            ..files((0..2).map(users))
        }),
        ("entitlements with seats beyond the limit", 5_000, |count| {
            let lines = (0..count).map(|number| {
                let person =
                    json!({ "person": { "name": format!("u{number}"), "first": "", "last": "", "at": 1 } });
                let id = format!("e{number:05}");
                let seat = json!({ "seat": { "person": format!("u{number}"), "entitlement": id, "at": 1 } });
                format!("{person}\n{seat}\n")
            });
            let zero = entitlements(count).into_iter().map(|mut entitlement| {
                entitlement["quantity"] = json!(0);
                entitlement
            });
            Input { lines: lines.collect(), ..with("lic.entitlements", zero.collect::<Vec<_>>()) }
        }),
        ("lines that are not known", ANY, |count| Input {
            lines: (0..count).map(|number| format!("{{\"lease\":{{\"id\":{number}}}}}\n")).collect(),
            ..files((0..2).map(users))
        }),
        ("lines that can't be read", ANY, |count| Input {
            lines: "{\"person\":{\"name\":\"\"}}\n".repeat(count),
            ..files((0..2).map(users))
        }),
    ]
}

/// How long each step took.
type Times = BTreeMap<&'static str, Duration>;

fn timed<T>(times: &mut Times, step: &'static str, run: impl FnOnce() -> T) -> T {
    let start = used();
    let result = black_box(run());
    times.insert(step, used() - start);
    result
}

/// The processor's time that this thread used: others that run beside it do not count.
fn used() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// Goes all the way with an input.
fn go(input: &Input) -> Times {
    let mut times = Times::new();
    let jwk = |key: &TestKey, members: &str| key.jwk(members);
    let root = jwk(&root(), r#","uses":["trust+jwt"],"issuer":"https://vendor.example""#);
    let own =
        [root, jwk(&TestKey::vendor(), r#","issuer":"https://vendor.example""#), jwk(&TestKey::second(), "")];
    let set =
        format!("{{\"keys\":[{}]}}", own.iter().chain(&input.keys).cloned().collect::<Vec<_>>().join(","));
    let own = timed(&mut times, "keys", || TrustedKeys::parse(set.as_bytes())).unwrap();
    let verifier = Verifier::new(own.clone());
    let mut question = Question::at(at(NOW));
    (question.usage, question.entry) = (input.usage.clone(), input.entry.clone());
    (question.product, question.account) = (Some("orange-uce".into()), Some("site-1".into()));
    let contents: Vec<(&str, &[u8])> = input.files.iter().map(|bytes| ("a", &bytes[..])).collect();
    let later: Vec<(&str, &[u8])> = input.later.iter().map(|bytes| ("b", &bytes[..])).collect();

    timed(&mut times, "read", || contents.iter().filter(|(_, bytes)| Envelope::read(bytes).is_ok()).count());
    let opened = timed(&mut times, "open", || verifier.open(contents.iter().copied()));
    let report = timed(&mut times, "judge", || judge(&opened.files, &question)).unwrap();
    let refused = report.documents.iter().find(|row| matches!(row.outcome, DocumentOutcome::Refused { .. }));
    assert_eq!(refused, None, "what is refused is not looked at");
    timed(&mut times, "decide", || {
        let decide = |row: &LimitRow| report.decide(row.id(), 1).is_allowed();
        let allowed = report.limits.iter().filter(|row| decide(row)).count();
        let start = |row: &&LimitRow| report.may_start_emergency(row.id()).is_ok();
        (allowed, report.limits.iter().filter(start).count(), report.decide_device("f1", 1))
    });
    timed(&mut times, "write the report", || serde_json::to_string(&report)).unwrap();
    timed(&mut times, "preview", || verifier.preview(&contents, Change::Remove(0), &question)).unwrap();

    let stored = [State::new(fold_case).to_lines(), input.lines.clone()].concat();
    let (mut state, _) = timed(&mut times, "parse", || State::parse(stored.as_bytes(), fold_case));
    let verifier = timed(&mut times, "keys beside", || Verifier::new(state.keys_beside(&own)));
    timed(&mut times, "add", || state.add(contents.iter().copied(), &verifier, at(NOW - DAY)));
    if !input.later.is_empty() {
        state.observe(&verifier, &question).unwrap();
        let before = state.clone();
        timed(&mut times, "add the later", || state.add(later.iter().copied(), &verifier, at(NOW)));
        timed(&mut times, "preview", || before.preview(&state, &verifier, &question)).unwrap();
    }
    let report = timed(&mut times, "observe", || state.observe(&verifier, &question)).unwrap();
    timed(&mut times, "over", || {
        let over = |row: &LimitRow| report.over(row.id(), &state.roster).len();
        report.limits.iter().map(over).sum::<usize>()
    });
    timed(&mut times, "decide of a person", || report.decide_person("users", &state.roster, "u1"));
    let lines = timed(&mut times, "write the state", || state.to_lines());
    let (read, _) = timed(&mut times, "read the state", || State::parse(lines.as_bytes(), fold_case));
    timed(&mut times, "merge", || state.merge(read));
    let digests: Vec<[u8; 32]> = state.documents().iter().map(|document| document.digest()).collect();
    let opened = state.open(&verifier);
    timed(&mut times, "remove", || digests.iter().filter(|digest| state.remove(digest, at(NOW))).count());
    question.now = at(NOW + DAY);
    timed(&mut times, "judge the removed", || state.report_opened(&opened, &question)).unwrap();
    times
}

fn best(times: &mut Times, others: Times) {
    for (step, time) in others {
        times.entry(step).and_modify(|best| *best = time.min(*best)).or_insert(time);
    }
}

/// The steps that take too long with more, more than so many times as long, and how long they take.
fn too_long(less: &Times, more: &Times, most: f64) -> Vec<(&'static str, Duration, Duration)> {
    let steps = less.iter().map(|(step, less)| (*step, *less, more[step]));
    let is_slow = |(_, less, more): &(_, Duration, Duration)| {
        *more >= SHORT && more.as_secs_f64() > less.as_secs_f64() * most
    };
    steps.filter(is_slow).collect()
}

/// Goes all the way with both numbers in turn: what each step takes at best.
fn best_of(tries: usize, input: fn(usize) -> Input, counts: [usize; 2]) -> [Times; 2] {
    let [mut less, mut more] = counts.map(|count| go(&input(count)));
    for _ in 1..tries {
        best(&mut less, go(&input(counts[0])));
        best(&mut more, go(&input(counts[1])));
    }
    [less, more]
}

#[test]
fn twice_as_much_of_anything_takes_about_twice_as_long() {
    let mut slow = Vec::new();
    // To look at one closely: its name, and how many milliseconds it is to take.
    let only = env::var("DOUBLING_ONLY").unwrap_or_default();
    let long = env::var("DOUBLING_LONG").map_or(LONG, |long| Duration::from_millis(long.parse().unwrap()));
    for (name, most, input) in inputs().into_iter().filter(|(name, ..)| name.contains(&only)) {
        let whole = used();
        let mut count = 32.min(most / 2);
        let (mut once, mut twice) = (go(&input(count)), go(&input(count * 2)));
        loop {
            let part = twice.values().sum::<Duration>();
            let times = (long.as_nanos() / part.as_nanos().max(1)).min(8) as usize;
            let more = (count * times).min(most / 2);
            if times < 2 || more == count {
                break;
            }
            count = more;
            (once, twice) = (go(&input(count)), go(&input(count * 2)));
        }
        // Again, where it seems to take too long: something else may have run.
        for _ in 0..4 {
            if too_long(&once, &twice, MOST).is_empty() {
                break;
            }
            best(&mut once, go(&input(count)));
            best(&mut twice, go(&input(count * 2)));
        }
        println!(
            "{name}: {count}, {:?} and {:?} ({:?})",
            once.values().sum::<Duration>(),
            twice.values().sum::<Duration>(),
            used() - whole
        );
        let mut found = too_long(&once, &twice, MOST);
        if !found.is_empty() {
            // Where the data no longer fit the processor's memory, twice as much takes four times as long, but once: a
            // step that looks through all of one for each of another does so with the next doubling, too.
            let counts = if count * 4 <= most { [count, count * 4] } else { [count / 2, count * 2] };
            let [less, more] = best_of(4, input, counts);
            let again = too_long(&less, &more, MOST * MOST);
            found.retain(|(step, ..)| again.iter().any(|(slow, ..)| slow == step));
        }
        slow.extend(found.into_iter().map(|(step, once, twice)| {
            format!("{name}, {step}: {once:?} for {count}, {twice:?} for {}", count * 2)
        }));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
