//! An end that is missing, is none, or contradicts itself. None of it means "never".

use super::Class;
use super::claims::{LICENSE, perpetual, with_end, with_entitlement_members, with_terms, without};

pub(super) fn add(class: &mut Class) {
    for (name, value) in [
        ("null", "null"),
        ("empty-text", r#""""#),
        ("text-never", r#""never""#),
        ("text-unlimited", r#""unlimited""#),
        ("date", r#""2026-01-01""#),
        ("instant-as-text", r#""2026-01-01T00:00:00Z""#),
        ("false", "false"),
        ("empty-list", "[]"),
        ("empty-object", "{}"),
    ] {
        class.license(name, "claims_type", "An end is an instant in seconds.", with_end(value));
    }
    class.license(
        "absent",
        "claims_missing",
        "A licence that does not end says so.",
        without(r#""exp":1767225600,"#),
    );
    class.license("perpetual", "ok", "A licence that says so.", perpetual(""));
    class.license("perpetual-beside-end", "claims_conflict", "Both.", with_terms(r#""perpetual":true,"#));
    for (name, expect, value) in [
        ("perpetual-false", "claims_value", "false"),
        ("perpetual-null", "claims_type", "null"),
        ("perpetual-as-text", "claims_type", r#""true""#),
        ("perpetual-1", "claims_type", "1"),
    ] {
        let claims = perpetual("").replace(r#""perpetual":true"#, &format!(r#""perpetual":{value}"#));
        class.license(name, expect, "The field is true, or is not there.", claims);
    }
    class.license(
        "perpetual-false-beside-end",
        "claims_value",
        "The field is true, or is not there, also beside an end.",
        with_terms(r#""perpetual":false,"#),
    );
    class.license(
        "in-milliseconds",
        "claims_range",
        "Milliseconds in place of seconds.",
        with_end("1767225600000"),
    );
    class.license(
        "last-second-of-9999",
        "ok",
        "The last instant that can be named.",
        with_end("253402300799"),
    );
    class.license("first-second-of-10000", "claims_range", "One second later.", with_end("253402300800"));
    for (name, status, end, at) in [
        ("zero", "expired", "0", 1_739_263_655),
        ("a-second-before-the-warning", "active", "1767225600", 1_765_929_599),
        ("first-second-of-the-warning", "expiring", "1767225600", 1_765_929_600),
        ("last-second", "expiring", "1767225600", 1_767_225_599),
        ("first-second-after", "expired", "1767225600", 1_767_225_600),
    ] {
        class.license(name, status, "It counts while now < exp.", with_end(end)).at = Some(at);
    }
    class.license("perpetual-in-9999", "active", "It never ends.", perpetual("")).at = Some(253_402_300_799);

    for (name, expect, comment, value) in [
        ("entitlement-null", "claims_type", "An entitlement's own end is an instant too.", "null"),
        (
            "entitlement-in-milliseconds",
            "claims_range",
            "An entitlement's own end is in seconds too.",
            "1767225600000",
        ),
        ("entitlement-earlier", "ok", "An entitlement may end before its licence.", "1750000000"),
        ("entitlement-later", "ok", "An entitlement's later end extends nothing.", "4102444800"),
    ] {
        class.license(name, expect, comment, with_entitlement_members(&format!(r#""exp":{value},"#)));
    }

    for (name, expect, comment, claims) in [
        ("grace-of-3650-days", "ok", "The longest grace.", with_terms(r#""grace_days":3650,"#)),
        ("grace-of-3651-days", "claims_range", "One day more.", with_terms(r#""grace_days":3651,"#)),
        ("grace-negative", "claims_range", "A negative grace.", with_terms(r#""grace_days":-1,"#)),
        ("grace-null", "claims_type", "null never stands for absent.", with_terms(r#""grace_days":null,"#)),
        ("grace-as-text", "claims_type", "A grace is a number.", with_terms(r#""grace_days":"7","#)),
        ("grace-of-perpetual", "claims_conflict", "A grace after no end.", perpetual(r#""grace_days":7,"#)),
        (
            "grace-0-of-perpetual",
            "claims_conflict",
            "A grace after no end, of no day.",
            perpetual(r#""grace_days":0,"#),
        ),
    ] {
        class.license(name, expect, comment, claims);
    }
    let grace = with_terms(r#""grace_days":7,"#);
    for (name, status, at) in [
        ("last-second-before-grace", "expiring", 1_767_225_599),
        ("first-second-of-grace", "grace", 1_767_225_600),
        ("last-second-of-grace", "grace", 1_767_830_399),
        ("first-second-after-grace", "expired", 1_767_830_400),
    ] {
        class.license(name, status, "Expired once now ≥ exp + grace.", &grace).at = Some(at);
    }
    assert!(LICENSE.contains("1767225600"), "the instants above are those of the honest licence");
}
