//! An unsigned document, or one of a version that is no more or not yet.

use super::Class;
use super::claims::{LICENSE, with, without};
use crate::{Jws, TestKey, armored};

pub(super) fn add(class: &mut Class) {
    let vendor = TestKey::vendor();
    let honest = Jws::license(LICENSE);
    let headed = |header: String| Jws::signed(header, LICENSE, &vendor);
    class.add("claims-alone", "json_envelope", "The claims without any envelope.", LICENSE);
    class.add(
        "claims-in-armor",
        "json_envelope",
        "The claims in armour, with no signature.",
        armored("SIGNED LICENSE", LICENSE),
    );
    class.add(
        "unsecured-jwt",
        "header_alg",
        "RFC 7519's unsecured token: alg none and an empty signature.",
        Jws { signature: String::new(), ..headed(r#"{"alg":"none"}"#.to_owned()) }.compact(),
    );
    class.add(
        "signature-cut-off",
        "encoding_segments",
        "Header and payload without the third part.",
        honest.message(),
    );
    class.add("payload-alone", "encoding_segments", "One part of three.", honest.payload.clone());
    class.add(
        "four-parts",
        "encoding_segments",
        "A fourth part.",
        honest.compact() + "." + &honest.signature,
    );
    class.add(
        "five-parts",
        "encoding_segments",
        "The five parts of an encrypted token (JWE).",
        format!("{}...{}.{}", honest.protected, honest.payload, honest.signature),
    );
    for (field, part) in [
        ("alg", r#""alg":"EdDSA","#.to_owned()),
        ("typ", r#""typ":"license+jwt","#.to_owned()),
        ("kid", format!(r#","kid":"{}""#, vendor.kid())),
    ] {
        class.add(
            &format!("header-without-{field}"),
            "header_missing",
            "All three fields of the header are required.",
            headed(vendor.header().replace(&part, "")).compact(),
        );
    }
    class.add("header-empty", "header_missing", "A header with no field.", headed("{}".into()).compact());
    class.add(
        "typ-of-any-token",
        "header_typ",
        "A token that the same key signed for something else.",
        headed(vendor.header().replace("license+jwt", "JWT")).compact(),
    );
    for (name, expect, value) in [
        ("version-0", "claims_value", r#""ver":0,"#),
        ("version-2", "claims_value", r#""ver":2,"#),
        ("version-as-text", "claims_type", r#""ver":"1","#),
        ("version-true", "claims_type", r#""ver":true,"#),
        ("version-null", "claims_type", r#""ver":null,"#),
        ("version-in-list", "claims_type", r#""ver":[1],"#),
        ("version-negative", "claims_range", r#""ver":-1,"#),
    ] {
        class.license(name, expect, "Version 1 is the only one that is read.", with(r#""ver":1,"#, value));
    }
    class.license(
        "version-absent",
        "claims_missing",
        "A document that does not say its version is of none.",
        without(r#""ver":1,"#),
    );
}
