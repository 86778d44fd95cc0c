//! Everything that can be counted.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_tests::judging::lock_code;
use countersign_tests::{Claims, Jws, TestKey, general};
use serde_json::{Value, json};
use std::fmt::Write as _;

use crate::making::{
    Input, amounts, digest, each, emergency, entitlements, files, keys, license, people, revocation_list,
    signed, started, trust_update, users, with,
};
use crate::{DAY, ISSUED, NOW};

/// Something that can be counted: its name, the largest number, and an input that has so many.
pub(crate) type Countable = (&'static str, usize, fn(usize) -> Input);

/// Everything that can be counted, by its name; with the largest number that may be there.
pub(crate) fn inputs() -> Vec<Countable> {
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
        ("letters of an agreement", 1 << 16, |count| {
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
        // For each, judging looks through all files for its issuer's newest one: a thousand take 60 ms. An issuer has a few.
        ("trust updates", 1 << 7, |count| {
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
