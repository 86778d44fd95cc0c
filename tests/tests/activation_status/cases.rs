//! Activations, the documents beside them, and every reason that applies.

use crate::drafts::{
    Draft, NOW, OTHER, VENDOR, activation, alive, alive_on, customer, host, host_key, key, license, list, on,
    receipt, redundant, renewed, servers, told,
};
use countersign::{Host, HostProof, LockCode, Question};
use countersign_tests::judging::lock_code;
use serde_json::{Value, json};

/// One reason alone.
pub(crate) fn only(code: &str, found: impl Into<Value>, needed: impl Into<Value>) -> Vec<[Value; 3]> {
    vec![[code.into(), found.into(), needed.into()]]
}

/// The same, and the licence of the activation does not count either.
pub(crate) fn and_inactive(mut reasons: Vec<[Value; 3]>, status: &str) -> Vec<[Value; 3]> {
    reasons.extend(only("license_inactive", status, "a licence that counts"));
    reasons
}

/// An activation, the documents beside, what is asked, and every reason.
pub(crate) type Case = (&'static str, Draft, Vec<Draft>, Question, Vec<[Value; 3]>);

pub(crate) fn unlike_its_like() -> Vec<Case> {
    let by_id = |serial: Value| {
        let mut entry = json!({ "jti": "A-1", "typ": "activation+jwt" });
        if serial != Value::Null {
            entry["serial"] = serial;
        }
        vec![license(), list(entry)]
    };
    let by_key = vec![license(), list(json!({ "kid": customer().kid() }))];
    let none = Vec::new;
    let required = "activation_required";
    let revoked = || and_inactive(only("revoked", "R-1 1", "no list that names it"), required);
    let slots = json!({ "seats": [1, 1] });
    let delegated = activation().with("/act/slots", slots).delegated();
    let next = || activation().with("/act/serial", 2);
    let replacing = activation().with("/jti", "A-2").with("/act/replaces", "A-1");
    let superseded = |by: &str| only("superseded", "A-1 1", by);
    let running = next().with("/nbf", NOW).with("/exp", NOW + 10);
    vec![
        ("revoked whole", activation(), by_id(Value::Null), on(NOW), revoked()),
        ("revoked up to its serial", activation(), by_id(1.into()), on(NOW), revoked()),
        ("a lower serial is revoked", next(), by_id(1.into()), on(NOW), none()),
        ("the delegate is revoked", delegated, by_key.clone(), on(NOW), revoked()),
        ("a delegate is, and the vendor signed", activation(), by_key, on(NOW), none()),
        (
            "contradicted",
            activation(),
            vec![license(), activation().with("/iat", 1_001)],
            on(NOW),
            and_inactive(only("conflict", 1, "one document"), required),
        ),
        ("a higher serial", activation(), vec![license(), next()], on(NOW), superseded("A-1 2")),
        ("replaced", activation(), vec![license(), replacing.clone()], on(NOW), superseded("A-2 1")),
        ("the next has not begun", activation(), vec![license(), running.clone()], on(NOW - 1), none()),
        ("the next begins", activation(), vec![license(), running.clone()], on(NOW), superseded("A-1 2")),
        ("the next runs", activation(), vec![license(), running.clone()], on(NOW + 9), superseded("A-1 2")),
        ("the next has ended", activation(), vec![license(), running], on(NOW + 10), none()),
        (
            "of another licence",
            activation(),
            vec![license(), replacing.with("/act/license", "L-2")],
            on(NOW),
            none(),
        ),
    ]
}

pub(crate) fn unlike_what_is_asked() -> Vec<Case> {
    let missing = |needed: String| only("license_missing", Value::Null, needed);
    let foreign = |code: &str, found: &str, needed: &str| {
        let mut reasons = only(code, found, needed);
        reasons.extend(and_inactive(Vec::new(), "activation_required"));
        reasons
    };
    let outdated =
        |found: &str| only("license_outdated", found, "an activation for the licence as it is now");
    let dropped = renewed().with("/lic/delegates", json!([]));
    let slots = json!({ "seats": [1, 1] });
    let delegated = || activation().with("/act/slots", slots.clone()).delegated();
    let naming = || license().with("/jti", "L-2");
    let naming_nobody = || license().with("/lic/delegates", json!([]));
    let for_second = || activation().with("/act/license_serial", 2);
    vec![
        (
            "product",
            activation().with("/aud", "q"),
            vec![license()],
            on(NOW),
            foreign("wrong_product", "q", "p"),
        ),
        (
            "account",
            activation().with("/sub", "t"),
            vec![license()],
            on(NOW),
            foreign("wrong_account", "t", "s"),
        ),
        (
            "issuer",
            activation().by_other_vendor(),
            vec![license()],
            on(NOW),
            foreign("wrong_account", OTHER, VENDOR),
        ),
        ("no licence", activation(), vec![], on(NOW), missing("L-1".into())),
        ("another licence", activation(), vec![naming()], on(NOW), missing("L-1".into())),
        (
            "a licence that delegates to nobody",
            delegated(),
            vec![naming(), naming_nobody()],
            on(NOW),
            missing(format!("L-1, which delegates to {}", customer().kid())),
        ),
        ("a licence to come", for_second(), vec![license()], on(NOW), outdated("L-1 2")),
        ("a licence of that serial", for_second(), vec![renewed()], on(NOW), vec![]),
        ("a renewed licence", activation(), vec![renewed()], on(NOW), vec![]),
        (
            "a renewed licence that asks anew",
            activation(),
            vec![renewed().with("/lic/activation_serial", 2)],
            on(NOW),
            outdated("L-1 1"),
        ),
        (
            "a delegate that the renewed licence drops",
            delegated(),
            vec![license(), dropped.clone().with("/nbf", NOW)],
            on(NOW),
            outdated("L-1 1"),
        ),
        (
            "the second before",
            delegated(),
            vec![license(), dropped.clone().with("/nbf", NOW)],
            on(NOW - 1),
            vec![],
        ),
        (
            "dropped by a licence that is revoked",
            delegated(),
            vec![license(), dropped.clone(), list(json!({ "jti": "L-1", "serial": 2 }))],
            on(NOW),
            and_inactive(vec![], "revoked"),
        ),
        (
            "dropped by licences that contradict each other",
            delegated(),
            vec![license(), dropped.clone(), dropped.with("/iat", 1_001)],
            on(NOW),
            vec![],
        ),
    ]
}

pub(crate) fn elsewhere() -> Vec<Case> {
    let code = host().lock_code();
    let own = [code.to_string()];
    let beside = || vec![license()];
    let wrong =
        |found: Value, needed: Value| and_inactive(only("wrong_host", found, needed), "activation_required");
    let claimed = || HostProof::new(&host(), None);
    let other = HostProof::of_lock_code(code, Some(key(51).kid().parse().unwrap()));
    let b = lock_code("b");
    vec![
        ("no host", activation(), beside(), told(Host::Unknown), wrong(Value::Null, json!(own))),
        (
            "another host",
            activation(),
            beside(),
            told(Host::LockCode(b)),
            wrong(b.to_string().into(), json!(own)),
        ),
        (
            "the key was not shown",
            activation(),
            beside(),
            told(Host::Proved(claimed())),
            wrong(Value::Null, host_key().kid().into()),
        ),
        (
            "the lock code alone",
            activation(),
            beside(),
            told(Host::LockCode(code)),
            wrong(Value::Null, host_key().kid().into()),
        ),
        (
            "another key",
            activation(),
            beside(),
            told(Host::Proved(other)),
            wrong(key(51).kid().into(), host_key().kid().into()),
        ),
        ("any", activation(), beside(), told(Host::Any), vec![]),
    ]
}

pub(crate) fn over() -> Vec<Case> {
    let [a, b, c] = servers();
    let all = json!([a, b, c].map(|code| code.to_string()));
    let quorum = |alive: &[LockCode]| {
        let alive: Vec<_> = alive.iter().map(ToString::to_string).collect();
        and_inactive(only("quorum_missing", json!(alive), all.clone()), "activation_required")
    };
    let beside = || vec![license()];
    let ending = |pointer: &str| activation().with(pointer, NOW);
    let time = |code: &str, now: i64| and_inactive(only(code, now, NOW), "activation_required");
    let second = || activation().with("/act/serial", 2);
    let ended = license().ending(NOW).with("/lic/grace_days", 1);
    let received = and_inactive(only("deactivated", 1, 2), "deactivated");
    vec![
        ("received", activation(), vec![license(), receipt()], on(NOW), received),
        ("activated again since", second(), vec![license(), activation(), receipt()], on(NOW), vec![]),
        ("two are alive", redundant(), beside(), alive(&[a, c]), vec![]),
        ("one is alive", redundant(), beside(), alive(&[b]), quorum(&[b])),
        ("others are alive", redundant(), beside(), alive(&[b, lock_code("d")]), quorum(&[b])),
        ("nobody says who is alive", redundant(), beside(), on(NOW), vec![]),
        ("hosts are not judged", redundant(), beside(), alive_on(Host::Any, &[]), vec![]),
        ("before its start", ending("/nbf"), beside(), on(NOW - 1), time("not_yet_valid", NOW - 1)),
        ("at its start", ending("/nbf"), beside(), on(NOW), vec![]),
        ("before its end", ending("/exp"), beside(), on(NOW - 1), vec![]),
        ("at its end", ending("/exp"), beside(), on(NOW), time("expired", NOW)),
        ("in the licence's grace", activation(), vec![ended.clone()], on(NOW + 86_399), vec![]),
        (
            "past the licence's grace",
            activation(),
            vec![ended],
            on(NOW + 86_400),
            and_inactive(vec![], "expired"),
        ),
        (
            "before the licence's start",
            activation(),
            vec![license().with("/nbf", NOW)],
            on(NOW - 1),
            and_inactive(vec![], "not_yet_valid"),
        ),
        ("at the licence's start", activation(), vec![license().with("/nbf", NOW)], on(NOW), vec![]),
    ]
}
