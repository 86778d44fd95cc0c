//! A key that is known, and not trusted for this document; and key ids that are none.

use super::Class;
use super::claims::LICENSE;
use crate::{Jws, TestKey};

pub(super) fn add(class: &mut Class) {
    for (keys, expect, comment) in [
        ("for-its-issuer", "ok", "The key names the issuer of the licence."),
        ("for-another-issuer", "key_issuer", "The key names another issuer; there is one more slash in it."),
        (
            "issuer-of-another-key",
            "key_issuer",
            "The key names no issuer, and another trusted key names the licence's.",
        ),
        ("for-its-product", "ok", "The product is one of the key's."),
        ("for-another-product", "key_product", "The key is for a product that differs in case."),
        ("for-licenses", "ok", "The type is one of the key's uses."),
        ("for-revocation-lists", "key_use", "The key signs revocation lists only."),
        ("for-trust-updates", "key_use", "The key signs trust updates only."),
        ("from-its-issue", "ok", "The licence was issued in the key's first second."),
        ("from-after-its-issue", "key_period", "The licence was issued a second before the key's period."),
        ("until-after-its-issue", "ok", "The licence was issued in the key's last second."),
        ("until-its-issue", "key_period", "The licence was issued at the end of the key's period."),
        ("leaked", "key_retired", "Whoever has a leaked key can date a licence back."),
        ("leaked-by-default", "key_retired", "A retired key has leaked, unless it says otherwise."),
        ("laid-aside-after", "ok", "The licence was issued a second before the key was laid aside."),
        ("laid-aside-at-issue", "key_retired", "The licence was issued when the key was laid aside."),
        ("keeps-its-payload", "ok", "The key was retired, and this payload stays good."),
        ("keeps-another-payload", "key_retired", "The key was retired, and another payload stays good."),
    ] {
        class.license(keys, expect, comment, LICENSE).keys = keys.into();
    }

    let (vendor, second) = (TestKey::vendor(), TestKey::second());
    let named = |kid: &str| {
        Jws::signed(vendor.header().replace(&format!(r#""{}""#, vendor.kid()), kid), LICENSE, &vendor)
            .compact()
    };
    for (name, kid) in [
        ("kid-empty", r#""""#.to_owned()),
        ("kid-null", "null".to_owned()),
        ("kid-number", "1".to_owned()),
        ("kid-in-list", format!(r#"["{}"]"#, vendor.kid())),
        ("kid-named-freely", r#""vendor-2025""#.to_owned()),
        ("kid-as-path", r#""../../keys/vendor""#.to_owned()),
        ("kid-as-query", r#""' OR 1=1 --""#.to_owned()),
        ("kid-short", format!(r#""{}""#, &vendor.kid()[..42])),
        ("kid-long", format!(r#""{}A""#, vendor.kid())),
        ("kid-of-10000-characters", format!(r#""{}""#, "A".repeat(10_000))),
        ("kid-padded", format!(r#""{}=""#, vendor.kid())),
        ("kid-with-trailing-bits", format!(r#""{}Z""#, &vendor.kid()[..42])),
        ("kid-with-space", format!(r#"" {}""#, vendor.kid())),
        ("kid-in-hex", format!(r#""{}""#, "d4".repeat(32))),
    ] {
        class.add(name, "header_kid", "A key id is the thumbprint of a key in base64url.", named(&kid));
    }
    class.add(
        "kid-in-other-case",
        "key_unknown",
        "A key id whose letters differ in case is another one.",
        named(&format!(r#""{}Y""#, vendor.kid()[..42].to_lowercase())),
    );
    class
        .add(
            "kid-of-another-trusted-key",
            "signature_invalid",
            "The key id selects: no other trusted key is tried.",
            named(&format!(r#""{}""#, second.kid())),
        )
        .keys = "two-of-the-vendor".into();
}
