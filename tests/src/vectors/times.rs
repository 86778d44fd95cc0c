//! A start, an issue, and kinds of licences that contradict themselves.

use super::Class;
use super::claims::{END, ISSUED, LICENSE, perpetual, with, with_members, with_quantity, without};

pub(super) fn add(class: &mut Class) {
    let start = |value: &str| with_members(&format!(r#""nbf":{value},"#));
    for (name, expect, comment, value) in [
        ("start-after-end", "claims_conflict", "It would end before it starts.", "1767225601"),
        ("start-at-end", "claims_conflict", "It would end as it starts.", "1767225600"),
        ("start-a-second-before-end", "ok", "It is valid for one second.", "1767225599"),
        ("start-null", "claims_type", "null never stands for absent.", "null"),
        ("start-as-text", "claims_type", "A start is an instant.", r#""2025-01-01""#),
        ("start-in-milliseconds", "claims_range", "Milliseconds in place of seconds.", "1739263655000"),
        ("start-negative", "claims_range", "Before 1970.", "-1"),
        ("start-0", "ok", "The first instant that can be named.", "0"),
    ] {
        class.license(name, expect, comment, start(value));
    }
    for (name, status, at) in
        [("a-second-before-start", "not_yet_valid", 1_749_999_999), ("first-second", "active", 1_750_000_000)]
    {
        class.license(name, status, "Not valid while now < nbf.", start("1750000000")).at = Some(at);
    }

    let issue = |value: &str| with(&ISSUED.to_string(), value);
    for (name, expect, comment, claims) in [
        (
            "issue-absent",
            "claims_missing",
            "When it was issued is required.",
            without(r#""iat":1739263655,"#),
        ),
        ("issue-null", "claims_type", "null never stands for absent.", issue("null")),
        ("issue-as-text", "claims_type", "An issue is an instant.", issue(r#""1739263655""#)),
        (
            "issue-in-milliseconds",
            "claims_range",
            "Milliseconds in place of seconds.",
            issue("1739263655000"),
        ),
        ("issue-negative", "claims_range", "Before 1970.", issue("-1")),
        ("issue-after-end", "ok", "A licence may be issued again after its end.", issue("1767225601")),
    ] {
        class.license(name, expect, comment, claims);
    }
    class
        .license("issue-in-the-future", "active", "It is valid at once; a clock behind it is wrong.", LICENSE)
        .at = Some(ISSUED - 1_000_000);
    class
        .license(
            "issue-after-end-judged-before",
            "expired",
            "Its issue is certainly past, and so its end is.",
            issue("1767225601"),
        )
        .at = Some(END - 1_000_000);

    let kind = |kind: &str| LICENSE.replace(r#""kind":"standard""#, &format!(r#""kind":"{kind}""#));
    let trial = kind("trial");
    for (name, status, at) in [
        ("trial-before-warning", "active", END - 7 * 86_400 - 1),
        ("trial-in-warning", "expiring", END - 7 * 86_400),
    ] {
        class.license(name, status, "Of a trial's end is warned 7 days before.", &trial).at = Some(at);
    }
    let emergency = kind("emergency").replace(r#""serial""#, r#""request":"REQ-1","serial""#);
    for (name, expect, comment, claims) in [
        ("emergency", "ok", "An emergency licence as it should be.", emergency.clone()),
        (
            "emergency-without-request",
            "claims_missing",
            "It names the request that it answers.",
            kind("emergency"),
        ),
        (
            "emergency-perpetual",
            "claims_conflict",
            "An emergency ends.",
            perpetual("")
                .replace("standard", "emergency")
                .replace(r#""serial""#, r#""request":"REQ-1","serial""#),
        ),
        (
            "emergency-with-grace",
            "claims_conflict",
            "An emergency has no grace.",
            emergency.replace(r#""serial""#, r#""grace_days":1,"serial""#),
        ),
        (
            "emergency-of-unlimited",
            "claims_conflict",
            "An emergency's quantities are whole numbers.",
            emergency.replace("501", r#""unlimited""#),
        ),
        ("kind-unknown", "claims_value", "A kind that is not known.", kind("demo")),
        ("kind-in-capitals", "claims_value", "A kind is compared exactly.", kind("STANDARD")),
        ("kind-empty", "claims_value", "A kind without a letter.", kind("")),
    ] {
        class.license(name, expect, comment, claims);
    }
    assert!(with_quantity("1").contains(r#""kind":"standard""#), "the kind above is the honest licence's");
}
