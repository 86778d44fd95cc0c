//! Names that stand twice in one object, and names that only look alike.

use super::Class;
use super::claims::{LICENSE, with, with_entitlement_members, with_members, with_terms};
use crate::{Jws, TestKey, general};

pub(super) fn add(class: &mut Class) {
    let twice = "A name stands twice in one object, which readers take differently.";
    for (name, claims) in [
        ("exp", with_members(r#""exp":4102444800,"#)),
        ("exp-with-equal-values", with_members(r#""exp":1767225600,"#)),
        ("exp-by-escape", with_members(r#""\u0065xp":4102444800,"#)),
        ("exp-by-escapes-in-both-cases", with_members(r#""\u006Aku":1,"\u006aku":1,"#)),
        ("lic", with_members(r#""lic":{},"#)),
        ("unknown-field", with_members(r#""x":1,"x":2,"#)),
        ("empty-name", with_members(r#""":1,"":2,"#)),
        ("in-lic", with_terms(r#""serial":2,"#)),
        ("in-entitlement", with_entitlement_members(r#""quantity":999,"#)),
        ("in-ignored-field", with_members(r#""x":[[{"a":{"b":1,"c":2,"b":3}}]],"#)),
        ("in-deepest-object", with_members(&nested(r#"{"a":1,"a":1}"#, 14))),
        ("name-with-slash", with_members(r#""a/b":1,"a\/b":2,"#)),
        ("name-with-surrogates", with_members(r#""😀":1,"\ud83d\ude00":2,"#)),
    ] {
        class.license(name, "json_duplicate_key", twice, claims);
    }
    let vendor = TestKey::vendor();
    let honest = Jws::license(LICENSE);
    let header = vendor.header().replacen('{', r#"{"alg":"none","#, 1);
    class.add("header-alg", "json_duplicate_key", twice, Jws::signed(header, LICENSE, &vendor).compact());
    let header = vendor.header().replacen('{', r#"{"k\u0069d":"","#, 1);
    class.add(
        "header-kid-by-escape",
        "json_duplicate_key",
        twice,
        Jws::signed(header, LICENSE, &vendor).compact(),
    );
    for name in ["payload", "protected", "signature"] {
        let text = honest.flattened().replacen('{', &format!(r#"{{"{name}":"e30","#), 1);
        class.add(&format!("envelope-{name}"), "json_duplicate_key", twice, text);
    }
    let text = general(&[&honest]).replacen('{', r#"{"signatures":[],"#, 1);
    class.add("envelope-signatures", "json_duplicate_key", twice, text);

    let alike = "Names that differ are different, and one that is not known is ignored.";
    for (name, claims) in [
        ("differing-in-case", with_members(r#""Exp":0,"EXP":null,"#)),
        ("differing-by-homoglyph", with_members(r#""ехр":0,"#)),
        ("differing-by-normalisation", with_members("\"\u{E9}\":1,\"e\u{301}\":2,")),
        ("differing-by-zero-width-space", with_members("\"exp\u{200B}\":0,")),
        ("differing-by-nul", with_members(r#""exp\u0000":0,"#)),
        ("in-different-objects", with_members(r#""x":{"exp":0},"y":{"exp":1},"#)),
        ("names-of-prototypes", with_members(r#""__proto__":{"exp":0},"constructor":{},"toString":1,"#)),
    ] {
        class.license(name, "ok", alike, claims);
    }
    class.license(
        "exp-only-in-other-case",
        "claims_missing",
        "A required field under a name that differs in case.",
        with(r#""exp""#, r#""Exp""#),
    );
}

/// A member that holds `value` inside so many lists.
fn nested(value: &str, lists: usize) -> String {
    format!(r#""x":{}{value}{},"#, "[".repeat(lists), "]".repeat(lists))
}
