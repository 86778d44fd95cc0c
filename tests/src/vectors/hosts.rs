//! Hosts and versions that a licence is bound to. There are no patterns that could match too much.

use super::Class;
use super::claims::{LICENSE, with_terms};
use crate::judging::lock_code;

pub(super) fn add(class: &mut Class) {
    let code = lock_code("server-7").to_string();
    let bound = |codes: &str| with_terms(&format!(r#""hosts":{{"lock_codes":[{codes}]}},"#));
    class.license("lock-code", "ok", "Bound to one machine.", bound(&format!(r#""{code}""#)));
    class
        .license(
            "lock-code-on-unknown-host",
            "wrong_host",
            "No host was given.",
            bound(&format!(r#""{code}""#)),
        )
        .at = Some(1_750_000_000);
    class.license("unbound-on-unknown-host", "active", "It is bound to none.", LICENSE).at =
        Some(1_750_000_000);
    let lower = code.to_lowercase();
    class.license(
        "lock-code-as-typed",
        "ok",
        "Read as it was meant.",
        bound(&format!(r#""{}""#, lower.replace('-', " "))),
    );
    let (rest, last) = code.split_at(code.len() - 1);
    let mistyped = format!("{rest}{}", if last == "0" { "1" } else { "0" });
    for (name, codes) in [
        ("lock-code-mistyped", format!(r#""{mistyped}""#)),
        ("lock-code-short", format!(r#""{rest}""#)),
        ("lock-code-empty", r#""""#.to_owned()),
        ("lock-code-of-another-version", format!(r#""{}""#, code.replace("CS1", "CS2"))),
        ("star", r#""*""#.to_owned()),
        ("regular-expression", r#"".*""#.to_owned()),
        ("host-name", r#""server-7.example.com.""#.to_owned()),
        ("one-good-one-bad", format!(r#""{code}","*""#)),
    ] {
        class.license(name, "claims_value", "A host is its lock code, exactly.", bound(&codes));
    }
    for (name, expect, comment, value) in [
        ("lock-codes-empty", "claims_length", "A list of no machine.", r#"{"lock_codes":[]}"#),
        ("lock-codes-null", "claims_type", "null is no list.", r#"{"lock_codes":null}"#),
        ("lock-codes-absent", "claims_missing", "Bound, but to what?", "{}"),
        ("hosts-null", "claims_type", "null never stands for absent.", "null"),
        ("hosts-list", "claims_type", "Hosts are an object.", "[]"),
    ] {
        class.license(name, expect, comment, with_terms(&format!(r#""hosts":{value},"#)));
    }

    for (name, expect, value) in [
        ("version-major", "ok", "5"),
        ("version-range", "ok", ">=5.1, <7"),
        ("version-star", "ok", "*"),
        ("version-of-pre-release", "ok", ">=5.0.0-rc.1"),
        ("version-empty", "claims_length", ""),
        ("version-word", "claims_value", "latest"),
        ("version-of-four-parts", "claims_value", "5.1.2.3"),
        ("version-with-leading-zero", "claims_value", "05"),
        ("version-with-or", "claims_value", "5 || 6"),
        ("version-with-hyphen-range", "claims_value", "5 - 6"),
        ("version-past-all-numbers", "claims_value", "99999999999999999999"),
    ] {
        let claims = with_terms(&format!(r#""versions":"{value}","#));
        class.license(name, expect, "A version requirement in Cargo's syntax.", claims);
    }
    class.license(
        "version-number",
        "claims_type",
        "A requirement is a text.",
        with_terms(r#""versions":5,"#),
    );
    class.license(
        "version-null",
        "claims_type",
        "null never stands for absent.",
        with_terms(r#""versions":null,"#),
    );

    for (name, expect, value) in [
        ("activation-none", "ok", r#""none""#),
        ("activation-required", "ok", r#""required""#),
        ("activation-unknown", "claims_value", r#""optional""#),
        ("activation-false", "claims_type", "false"),
    ] {
        let claims = with_terms(&format!(r#""activation":{value},"#));
        class.license(name, expect, "none, required, or absent.", claims);
    }
}
