//! The header brings a key, or says where to get one (CVE-2018-0114).

use super::Class;
use super::claims::LICENSE;
use crate::{Jws, TestKey};

pub(super) fn add(class: &mut Class) {
    let (vendor, attacker) = (TestKey::vendor(), TestKey::attacker());
    let jwk = attacker.jwk("");
    let extended = |key: &TestKey, member: &str| {
        let header = key.header().replacen('{', &format!("{{{member},"), 1);
        Jws::signed(header, LICENSE, key).compact()
    };
    for (name, member) in [
        ("jwk", format!(r#""jwk":{jwk}"#)),
        ("jwk-empty", r#""jwk":{}"#.to_owned()),
        ("jku", r#""jku":"https://attacker.example/keys.json""#.to_owned()),
        ("x5u", r#""x5u":"https://attacker.example/cert.pem""#.to_owned()),
        ("x5c", r#""x5c":["MIIB"]"#.to_owned()),
        ("x5t", r#""x5t":"AAAA""#.to_owned()),
        ("x5t-s256", r##""x5t#S256":"AAAA""##.to_owned()),
        ("keys", format!(r#""keys":[{jwk}]"#)),
    ] {
        class.add(
            &format!("{name}-of-attacker"),
            "header_field",
            "The file is signed by the key that its header brings.",
            extended(&attacker, &member),
        );
        class.add(
            &format!("{name}-of-vendor"),
            "header_field",
            "The field refuses the file even where a trusted key signed it.",
            extended(&vendor, &member),
        );
    }
    class.add(
        "jwk-under-vendors-kid",
        "header_field",
        "The attacker's key in the header, the vendor's key id beside it.",
        Jws::signed(vendor.header().replacen('{', &format!(r#"{{"jwk":{jwk},"#), 1), LICENSE, &attacker)
            .compact(),
    );
}
