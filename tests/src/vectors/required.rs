//! Fields that every licence has, missing or of another type.

use super::Class;
use super::claims::{LICENSE, with, without};

pub(super) fn add(class: &mut Class) {
    let fields = [
        ("issuer", r#""iss":"https://vendor.example","#, r#""iss":["https://vendor.example"],"#),
        ("product", r#""aud":"ucware","#, r#""aud":["ucware"],"#),
        ("account", r#""sub":"musterfirma","#, r#""sub":1,"#),
        ("id", r#""jti":"UCW-1","#, r#""jti":1,"#),
        ("serial", r#""serial":1,"#, r#""serial":null,"#),
        ("name", r#""name":"Testlizenz","#, r#""name":{"de":"Testlizenz"},"#),
        ("kind", r#""kind":"standard","#, r#""kind":null,"#),
        ("holder", r#""holder":{"name":"Musterfirma"},"#, r#""holder":"Musterfirma","#),
        ("holder-name", r#""name":"Musterfirma""#, r#""name":null"#),
        ("entitlement-id", r#""id":"users","#, r#""id":null,"#),
    ];
    for (name, part, other) in fields {
        class.license(
            &format!("{name}-absent"),
            "claims_missing",
            "A required field is not there.",
            without(part),
        );
        class.license(
            &format!("{name}-of-other-type"),
            "claims_type",
            "A required field is of another type.",
            with(part, other),
        );
    }
    let from = LICENSE.find(r#","entitlements""#).expect("there are entitlements");
    class.license(
        "entitlements-absent",
        "claims_missing",
        "A required field is not there.",
        format!("{}}}}}", &LICENSE[..from]),
    );
    let from = LICENSE.find(r#","lic""#).expect("there are terms");
    for (name, expect, value) in [
        ("terms-absent", "claims_missing", ""),
        ("terms-null", "claims_type", r#","lic":null"#),
        ("terms-list", "claims_type", r#","lic":[]"#),
        ("terms-empty", "claims_missing", r#","lic":{}"#),
    ] {
        let claims = format!("{}{value}}}", &LICENSE[..from]);
        class.license(name, expect, "What the licence is about.", claims);
    }
    for (name, expect, claims) in [
        ("payload-empty-object", "claims_missing", "{}"),
        ("payload-list", "json_root", "[]"),
        ("payload-null", "json_root", "null"),
        ("payload-text", "json_root", r#""licence""#),
        ("payload-number", "json_root", "1"),
        ("payload-without-a-byte", "json_syntax", ""),
        ("payload-blank", "json_syntax", " \n"),
        ("payload-of-text-without-json", "json_syntax", "users=501"),
    ] {
        class.license(name, expect, "Properly signed, and no licence.", claims);
    }
    class.license(
        "payload-in-blanks",
        "ok",
        "White space before and after the object.",
        format!(" \n{LICENSE}\r\n\t"),
    );
    class.license(
        "payload-with-trailing-text",
        "json_trailing",
        "Something after the object.",
        format!("{LICENSE};"),
    );
    class.license("payload-twice", "json_trailing", "Two objects.", LICENSE.repeat(2));
    class.license(
        "payload-with-trailing-nul",
        "json_trailing",
        "A zero byte after the object.",
        format!("{LICENSE}\0"),
    );
}
