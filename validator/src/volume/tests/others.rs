//! Product keys, and the promotional request of scenario K3.

use crate::error::Code;
use crate::values::time::Date;
use crate::volume::{KeyProblem, Promotion, TypedKey, parse_product_key};

#[test]
fn generic_keys_are_known_by_name_and_others_are_others() {
    let key = parse_product_key(" 2mg3g 3bntt 3mfw9 kdqw3 tck7r\n").unwrap();
    assert_eq!((key.kind(), key.generic()), ("generic", Some("Office 2013 for Lync")));
    assert_eq!(key.to_string(), "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R");
    let other = parse_product_key("BCDFGHJKMPQRTVWXY2346789B").unwrap();
    assert_eq!((other.kind(), other.generic()), ("other", None));
    assert_eq!(format!("{other:?}"), "ProductKey(…-6789B)", "a customer's key is not logged");
    for (known, name) in super::super::generic_keys::GENERIC_KEYS {
        assert_eq!(parse_product_key(known).unwrap().generic(), Some(name), "each key stands once");
    }
}

#[test]
fn a_mistake_in_a_key_is_named_by_its_group() {
    for (key, at, found) in [
        ("2MG3G-3BNTT-3MFW9-KDQW3-TCK7O", "group 5, character 5", "O"),
        ("2mg3g 3bntt 3mfw9 kdqw1 tck7r", "group 4, character 5", "1"),
        ("2MG3G-3BNT-3MFW9-KDQW3-TCK7R", "group 2", "4 characters"),
        ("2MG3G-3BNTTT-3MFW9-KDQW3-TCK7R", "group 2", "6 characters"),
        ("2MG3G-3BNTT-3MFW9-KDQW3", "group 5", "nothing"),
        ("2MG3G3BNTT3MFW9KDQW3TCK7", "group 5", "4 characters"),
        ("2MG3G-3BNTT-3MFW9-KDQW3-TCK7R-2MG3G", "group 6", "more characters"),
        ("", "group 1", "nothing"),
        ("-", "group 1", "nothing"),
        ("2MG3G_3BNTT-3MFW9-KDQW3-TCK7R", "group 2, character 1", "_"),
    ] {
        let error = parse_product_key(key).unwrap_err();
        assert_eq!(
            (error.code(), error.at(), error.found()),
            (Code::ProductKeyInvalid, Some(at), Some(found)),
            "{key}"
        );
    }
    assert_eq!(parse_product_key(&"2".repeat(1 << 20)).unwrap_err().code(), Code::ProductKeyInvalid);
}

#[test]
fn while_a_key_is_typed_what_is_missing_is_told_from_what_is_wrong() {
    const WHOLE: &str = "2mg3g-3bntt-3mfw9-kdqw3-tck7r";
    for separator in ["-", " ", ""] {
        let typed: Vec<char> = WHOLE.replace('-', separator).chars().collect();
        for length in 0..typed.len() {
            let so_far = TypedKey::read(&typed[..length].iter().collect::<String>());
            assert!(matches!(so_far.key, Err(KeyProblem::Incomplete { .. })), "{length}: {so_far:?}");
            let characters: usize = so_far.groups.iter().map(String::len).sum();
            assert_eq!(characters, typed[..length].iter().filter(|c| c.is_alphanumeric()).count());
        }
    }
    assert_eq!(TypedKey::read(WHOLE).groups.join("-"), WHOLE.to_uppercase());
    let problem = |text: &str| TypedKey::read(text).key.unwrap_err();
    assert_eq!(problem("2MG3G-3BO"), KeyProblem::Character { group: 2, place: 3, found: 'O' });
    assert_eq!(problem("2MG3-3BNTT-3MFW9-KDQW3-TCK7R"), KeyProblem::Length { group: 1, found: 4 });
    assert_eq!(problem("2MG3G-3BNTT-3MFW9-KDQW3-TCK7RR"), KeyProblem::Length { group: 5, found: 6 });
    assert_eq!(problem(&format!("{WHOLE}-B")), KeyProblem::More);
    assert_eq!(problem(&"B".repeat(201)), KeyProblem::TooLong);
    let debug = format!("{:?}", TypedKey::read("BCDFG-HJKMP-QRTVW-XY234-6789"));
    assert!(!debug.contains("HJKMP"), "a customer's key is not logged: {debug}");
}

fn form() -> Promotion {
    Promotion {
        company: Some("Musterkonferenz AG".into()),
        contact_name: Some(" Zoë \"Z\" Luczak ".into()),
        contact_email: Some("zoe@example.com".into()),
        contact_phone: Some("+49 69 1234".into()),
        systems: Some(12),
        deployment_date: Date::parse("2026-12-01"),
        technical_account_manager: None,
    }
}

#[test]
fn a_form_that_is_filled_in_is_written_as_text_and_as_json() {
    let form = form();
    let text = form.to_text().unwrap();
    for line in [
        "Company:                   Musterkonferenz AG\n",
        "Telephone:                 +49 69 1234\n",
        "Deployment date:           2026-12-01\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert!(!text.contains("account manager"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&form.to_json().unwrap()).unwrap();
    let mut expected = serde_json::json!({
        "company": "Musterkonferenz AG",
        "contact": { "name": "Zoë \"Z\" Luczak", "email": "zoe@example.com", "phone": "+49 69 1234" },
        "systems": 12, "deployment_date": "2026-12-01",
    });
    assert_eq!(json, expected);
    let more = Promotion { technical_account_manager: Some("Ada".into()), ..form };
    assert!(more.to_text().unwrap().contains("Technical account manager: Ada\n"));
    expected["technical_account_manager"] = "Ada".into();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&more.to_json().unwrap()).unwrap(), expected);
}

#[test]
fn a_field_that_is_missing_or_of_no_use_is_named() {
    let named = |form: &Promotion| -> Vec<String> {
        let problems = form.problems();
        assert!(problems.iter().all(|problem| problem.code() == Code::UsageInvalid));
        problems.iter().filter_map(|problem| problem.at().map(str::to_owned)).collect()
    };
    assert_eq!(named(&form()), Vec::<String>::new());
    let fields = ["company", "contact.name", "contact.email", "contact.phone", "systems", "deployment_date"];
    assert_eq!(named(&Promotion::default()), fields);
    for (form, at) in [
        (Promotion { company: Some("  ".into()), ..form() }, "company"),
        (Promotion { company: Some("a\nb".into()), ..form() }, "company"),
        (Promotion { contact_email: Some("zoe".into()), ..form() }, "contact.email"),
        (Promotion { contact_email: Some("zoe@".into()), ..form() }, "contact.email"),
        (Promotion { contact_email: Some("z o@example.com".into()), ..form() }, "contact.email"),
        (Promotion { contact_phone: Some("none".into()), ..form() }, "contact.phone"),
        (Promotion { systems: Some(0), ..form() }, "systems"),
        (
            Promotion { technical_account_manager: Some("\u{202e}".into()), ..form() },
            "technical_account_manager",
        ),
    ] {
        assert_eq!(named(&form), [at]);
        assert_eq!(form.to_text().unwrap_err().at(), Some(at));
        assert!(form.to_json().is_err());
    }
}
