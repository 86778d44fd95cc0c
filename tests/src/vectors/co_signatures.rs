//! Several signatures in one file (general JSON).

use super::Class;
use super::claims::LICENSE;
use crate::{Jws, TestKey, armored, general};

pub(super) fn add(class: &mut Class) {
    let (vendor, second, attacker) = (TestKey::vendor(), TestKey::second(), TestKey::attacker());
    let by = |key: &TestKey| Jws::signed(key.header(), LICENSE, key);
    let (first, other, unknown) = (by(&vendor), by(&second), by(&attacker));
    let broken = |jws: &Jws| jws.clone().with_signature([1; 64]);

    class.add("one", "ok", "General JSON with one signature.", general(&[&first]));
    class.add("one-in-armor", "ok", "The same in armour.", armored("SIGNED LICENSE", general(&[&first])));
    for (name, expect, comment, signed) in [
        ("two-trusted", "ok", "Two signatures by trusted keys.", [&first, &other]),
        (
            "second-broken",
            "signature_invalid",
            "The other trusted key's signature is broken.",
            [&first, &broken(&other)],
        ),
        (
            "first-broken",
            "signature_invalid",
            "The same, and the broken one comes first.",
            [&broken(&first), &other],
        ),
        ("both-broken", "signature_invalid", "Neither holds.", [&broken(&first), &broken(&other)]),
    ] {
        class.add(name, expect, comment, general(&signed)).keys = "two-of-the-vendor".into();
    }
    class.add(
        "unknown-beside",
        "ok",
        "A signature by an unknown key is passed over.",
        general(&[&unknown, &first]),
    );
    class.add(
        "unknown-broken-beside",
        "ok",
        "A signature by an unknown key is passed over, although it is broken.",
        general(&[&first, &broken(&unknown)]),
    );
    class.add("unknown-twice", "key_unknown", "Only unknown keys have signed.", general(&[&unknown, &other]));
    class.add("trusted-twice", "ok", "The same signature twice.", general(&[&first, &first]));
    class.add(
        "trusted-twice-once-broken",
        "signature_invalid",
        "A trusted key's signature beside a broken one by the same key.",
        general(&[&first, &broken(&first)]),
    );
    let key_set = "second-for-another-product";
    class
        .add(
            "unusable-broken-beside",
            "ok",
            "A broken signature by a key that is trusted for another product only is passed over.",
            general(&[&first, &broken(&other)]),
        )
        .keys = key_set.into();
    class
        .add(
            "unusable-alone",
            "key_product",
            "Only the key of another product has signed.",
            general(&[&other]),
        )
        .keys = key_set.into();

    let headed = |header: String| Jws::signed(header, LICENSE, &attacker);
    for (name, expect, header) in [
        ("unknown-with-crit", "header_field", attacker.header().replacen('{', r#"{"crit":["exp"],"#, 1)),
        ("unknown-with-jwk", "header_field", attacker.header().replacen('{', r#"{"jwk":{},"#, 1)),
        ("unknown-with-alg-none", "header_alg", attacker.header().replace("EdDSA", "none")),
        ("unknown-with-es256", "header_alg", attacker.header().replace("EdDSA", "ES256")),
        ("unknown-without-kid", "header_missing", r#"{"alg":"EdDSA","typ":"license+jwt"}"#.to_owned()),
    ] {
        let text = general(&[&first, &headed(header)]);
        class.add(name, expect, "The rules for headers hold for signatures by unknown keys too.", text);
    }

    class.add(
        "none",
        "signature_count",
        "An empty list of signatures.",
        general(&[&first]).replace(&row(&first), ""),
    );
    class.add("sixteen", "ok", "As many signatures as are read.", general(&[&first; 16]));
    class.add("seventeen", "signature_count", "One more.", general(&[&first; 17]));
    for (name, comment, list) in [
        ("list-null", "The signatures are no list.", "null"),
        ("list-object", "The signatures are no list.", "{}"),
        ("row-null", "A signature is no object.", "[null]"),
        ("row-text", "A signature is no object.", r#"["e30"]"#),
    ] {
        let text = general(&[&first]).replace(&format!("[{}]", row(&first)), list);
        class.add(name, "json_envelope", comment, text);
    }
    class.add(
        "row-with-payload",
        "json_envelope",
        "A payload of its own beside one signature.",
        general(&[&first]).replace(r#"[{"#, r#"[{"payload":"e30","#),
    );
    class.add(
        "flattened-and-general",
        "json_envelope",
        "One signature beside the list of signatures.",
        first.flattened().replacen('{', &format!(r#"{{"signatures":[{}],"#, row(&other)), 1),
    );
    class.add(
        "payload-absent",
        "json_envelope",
        "Signatures without a payload.",
        format!(r#"{{"signatures":[{}]}}"#, row(&first)),
    );
}

fn row(jws: &Jws) -> String {
    format!(r#"{{"protected":"{}","signature":"{}"}}"#, jws.protected, jws.signature)
}
