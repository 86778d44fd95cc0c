//! A document of one type offered as another.

use super::Class;
use super::claims::{LICENSE, with};
use crate::{Jws, TestKey, armored, general};
use countersign::DocumentType;

pub(super) fn add(class: &mut Class) {
    let vendor = TestKey::vendor();
    let of_type = |typ: &str| Jws::signed(vendor.header().replace("license+jwt", typ), LICENSE, &vendor);
    for &document_type in DocumentType::ALL {
        if document_type == DocumentType::License {
            continue;
        }
        let name = document_type.typ().trim_end_matches("+jwt");
        class.add(
            &format!("{name}-as-license"),
            "header_typ_mismatch",
            "A properly signed document of another type, with the claims of a licence.",
            of_type(document_type.typ()).compact(),
        );
        class.add(
            &format!("{name}-in-license-armor"),
            "armor_label_mismatch",
            "A properly signed document of another type under the label of a licence.",
            armored("SIGNED LICENSE", of_type(document_type.typ()).flattened()),
        );
        class.add(
            &format!("license-in-{name}-armor"),
            "armor_label_mismatch",
            "A licence under the label of another document.",
            armored(document_type.label(), of_type("license+jwt").flattened()),
        );
    }
    let relabelled = {
        let mut jws = of_type("activation+jwt");
        jws.protected = of_type("license+jwt").protected;
        jws
    };
    class.add(
        "typ-exchanged-after-signing",
        "signature_invalid",
        "A signed activation with the header of a licence.",
        relabelled.compact(),
    );
    for (name, typ) in [
        ("typ-in-capitals", "LICENSE+JWT"),
        ("typ-capitalised", "License+JWT"),
        ("typ-with-application", "application/license+jwt"),
        ("typ-without-suffix", "license"),
        ("typ-spelled-otherwise", "licence+jwt"),
        ("typ-with-parameter", "license+jwt; v=1"),
        ("typ-with-space", "license+jwt "),
        ("typ-empty", ""),
    ] {
        class.add(name, "header_typ", "The type is compared exactly.", of_type(typ).compact());
    }
    for (name, value) in [("typ-null", "null"), ("typ-in-list", r#"["license+jwt"]"#), ("typ-number", "1")] {
        let header = vendor.header().replace(r#""license+jwt""#, value);
        let jws = Jws::signed(header, LICENSE, &vendor);
        class.add(name, "header_typ", "The type is a text.", jws.compact());
    }
    class.license(
        "revocation-list-under-license-typ",
        "claims_missing",
        "The claims of a revocation list, signed as a licence.",
        with(r#""lic":"#, r#""rev":"#),
    );
    let second = TestKey::second();
    let other = Jws::signed(second.header().replace("license+jwt", "activation+jwt"), LICENSE, &second);
    for (name, order) in [
        ("two-types-of-signatures", [&of_type("license+jwt"), &other]),
        ("two-types-of-signatures-reversed", [&other, &of_type("license+jwt")]),
    ] {
        class
            .add(name, "header_typ_mismatch", "All signatures of a file name one type.", general(&order))
            .keys = "two-of-the-vendor".into();
    }
}
