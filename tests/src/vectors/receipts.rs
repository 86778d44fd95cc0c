//! Deactivation receipts: verified by the key in the activation of exactly their serial, which is at hand.

use super::Class;
use super::beside::{known, other_host_key, receipt};
use crate::TestKey;
use serde_json::{Value, json};

pub(super) fn add(class: &mut Class) {
    class.beside(
        "known",
        "ok",
        "The receipt of the description.",
        &["known-activation"],
        known!("receipt.txt"),
    );
    let whose = "The key is that of the activation's host.";
    let missing = "The activation is not at hand.";
    let by_other = || receipt().by(other_host_key()).in_own_name();
    for (name, expect, comment, beside, draft) in [
        ("of-its-host", "ok", whose, &["activation"][..], receipt()),
        ("of-a-delegates-activation", "ok", whose, &["delegated-activation", "license"], receipt()),
        (
            "of-one-of-two-that-contradict",
            "ok",
            whose,
            &["activation", "activation-of-another-host"],
            by_other(),
        ),
        ("by-another-host", "signature_invalid", whose, &["activation"], by_other()),
        (
            "by-the-vendor",
            "signature_invalid",
            whose,
            &["activation"],
            receipt().by(TestKey::vendor()).in_own_name(),
        ),
        (
            "by-a-stranger-in-its-name",
            "signature_invalid",
            whose,
            &["activation"],
            receipt().by(TestKey::attacker()),
        ),
        (
            "of-an-activation-without-key",
            "signature_invalid",
            "There is no key that it could hold under.",
            &["activation-without-key"],
            receipt(),
        ),
        (
            "issuer-of-a-vendor",
            "key_issuer",
            "The issuer is the thumbprint of the host's key.",
            &["activation"],
            receipt().with("/iss", "https://vendor.example".into()),
        ),
        ("alone", "activation_missing", missing, &[], receipt()),
        ("beside-the-license-alone", "activation_missing", missing, &["license"], receipt()),
        (
            "of-another-serial",
            "activation_missing",
            "Of exactly that serial.",
            &["activation-of-serial-2"],
            receipt(),
        ),
        (
            "of-another-license",
            "activation_missing",
            "Of exactly that licence.",
            &["activation-of-another-license"],
            receipt(),
        ),
        (
            "of-another-account",
            "activation_missing",
            "Of exactly that account.",
            &["activation-of-another-account"],
            receipt(),
        ),
        (
            "of-another-product",
            "activation_missing",
            "Of exactly that product.",
            &["activation-of-another-product"],
            receipt(),
        ),
        (
            "of-a-forged-activation",
            "activation_missing",
            "The activation is not authentic.",
            &["activation-by-a-stranger"],
            receipt(),
        ),
        (
            "of-a-delegate-that-none-names",
            "activation_missing",
            "The activation is not authentic.",
            &["delegated-activation"],
            receipt(),
        ),
    ] {
        class.beside(name, expect, comment, beside, draft.compact());
    }
    let forged = receipt().jws().signed_again(&other_host_key());
    class.beside("forged", "signature_invalid", whose, &["activation"], forged.compact());
    members(class);
}

fn members(class: &mut Class) {
    for pointer in ["/aud", "/sub", "/jti", "/rcp", "/rcp/activation", "/rcp/license", "/rcp/serial"] {
        let name = format!("{}-absent", pointer.trim_start_matches("/rcp/").trim_start_matches('/'));
        class.beside(
            &name,
            "claims_missing",
            "A required field.",
            &["activation"],
            receipt().without(pointer).compact(),
        );
    }
    let reason = receipt().without("/rcp/reason").compact();
    class.beside("reason-absent", "ok", "Nobody need say why.", &["activation"], reason);
    for (name, expect, comment, pointer, value) in [
        ("serial-zero", "claims_range", "Serials are counted from 1.", "/rcp/serial", json!(0)),
        ("serial-text", "claims_type", "A serial is a number.", "/rcp/serial", json!("1")),
        (
            "activation-with-space",
            "claims_value",
            "The name of an activation.",
            "/rcp/activation",
            json!("A 1"),
        ),
        ("license-null", "claims_type", "null is no name.", "/rcp/license", Value::Null),
        ("reason-of-two-lines", "claims_text", "A reason is one line.", "/rcp/reason", json!("a\nb")),
        (
            "reason-turned",
            "claims_text",
            "A character that could deceive.",
            "/rcp/reason",
            json!("a\u{202E}b"),
        ),
        ("crit", "claims_crit", "An extension that nobody knows.", "/crit", json!(["act"])),
        ("crit-own", "ok", "What a receipt has.", "/crit", json!(["rcp", "aud", "sub"])),
    ] {
        class.beside(name, expect, comment, &["activation"], receipt().with(pointer, value).compact());
    }
    // Whoever has no key gets nothing of theirs into an error.
    let draft = receipt().with("/rcp/reason", json!("a\nb")).by(TestKey::attacker());
    class.beside(
        "by-a-stranger-and-malformed",
        "signature_invalid",
        "The signature comes first.",
        &["activation"],
        draft.compact(),
    );
}
