//! Extensions that must be understood (CVE-2025-59420), and those that need not be.

use super::Class;
use super::claims::{LICENSE, with_members, with_terms};
use crate::{Jws, TestKey};

pub(super) fn add(class: &mut Class) {
    let vendor = TestKey::vendor();
    let headed = |member: &str| {
        Jws::signed(vendor.header().replacen('{', &format!("{{{member},"), 1), LICENSE, &vendor)
    };
    for (name, member) in [
        ("header-crit", r#""crit":["exp"],"exp":1767225600"#),
        ("header-crit-known", r#""crit":["alg"]"#),
        ("header-crit-empty", r#""crit":[]"#),
        ("header-crit-null", r#""crit":null"#),
        ("header-crit-in-capitals", r#""Crit":["exp"]"#),
        ("header-b64-true", r#""b64":true"#),
        ("header-zip", r#""zip":"DEF""#),
        ("header-cty", r#""cty":"JWT""#),
        ("header-exp", r#""exp":4102444800"#),
        ("header-unknown-field", r#""comment":"harmless""#),
        ("header-proto", r#""__proto__":{}"#),
    ] {
        class.add(name, "header_field", "Version 1 knows no header extension.", headed(member).compact());
    }
    let mut unencoded = headed(r#""b64":false,"crit":["b64"]"#);
    unencoded.payload = LICENSE.replace('"', "'").replace('.', ",");
    class.add(
        "header-b64-false",
        "header_field",
        "The payload is not encoded (RFC 7797).",
        unencoded.signed_again(&vendor).compact(),
    );

    for (name, expect, crit, comment) in [
        ("unknown", "claims_crit", r#"["geofence"]"#, "A critical field that is not understood."),
        ("unknown-beside-known", "claims_crit", r#"["exp","geofence"]"#, "One of two is not understood."),
        ("known", "ok", r#"["exp","lic"]"#, "Critical fields that are understood."),
        ("in-other-case", "claims_crit", r#"["Exp"]"#, "A name that differs in case is another one."),
        ("nested", "claims_crit", r#"["lic.geofence"]"#, "Only fields of the payload are named."),
        ("empty", "claims_length", "[]", "An empty list."),
        ("empty-name", "claims_length", r#"[""]"#, "A name without a character."),
        ("null", "claims_type", "null", "null never stands for absent."),
        ("text", "claims_type", r#""geofence""#, "A text in place of the list."),
        ("object", "claims_type", r#"{"geofence":true}"#, "An object in place of the list."),
        ("number-in-it", "claims_type", "[1]", "A number in place of a name."),
    ] {
        let members = format!(r#""crit":{crit},"geofence":"DE","#);
        class.license(&format!("payload-crit-{name}"), expect, comment, with_members(&members));
    }
    class.license(
        "payload-unknown-field",
        "ok",
        "A payload's field that is not known, and not critical, is ignored.",
        with_members(r#""geofence":"DE","nested":{"exp":0,"lic":null},"#),
    );
    class.license(
        "payload-crit-in-capitals",
        "ok",
        "Names that differ in case are different: this one is not known, and is ignored.",
        with_members(r#""Crit":["geofence"],"#),
    );
    class.license(
        "terms-unknown-field",
        "ok",
        "A field of the licence's terms that is not known is ignored.",
        with_terms(r#""crit":["geofence"],"geofence":"DE","#),
    );
}
