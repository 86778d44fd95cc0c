//! The strict pass over a document, and what is said of one that is refused.

use super::Object;
use crate::error::{Code, Error, Result};
use countersign_reader::{DEEPEST, Fault, Refusal};

/// Reads a document whose root is an object. `part` names the document in errors.
pub(crate) fn parse<'a>(bytes: &'a [u8], part: &'static str) -> Result<Object<'a>> {
    parse_small(bytes, part, usize::MAX)
}

/// As [`parse`], for a document that nobody has signed for yet: it may hold so many values and no more,
/// because a file of brackets takes a hundred times its size in memory.
pub(crate) fn parse_small<'a>(bytes: &'a [u8], part: &'static str, most_values: usize) -> Result<Object<'a>> {
    countersign_reader::parse(bytes, most_values).map_err(|refusal| error(&refusal, part))
}

/// Reads another vendor's document: as strictly, but its numbers may be of any size and have a fraction. They
/// are read by their value: `1.83e9` and `19.0` are whole.
#[cfg(any(feature = "jwt", feature = "keygen"))]
pub(crate) fn parse_foreign<'a>(bytes: &'a [u8], part: &'static str) -> Result<Object<'a>> {
    countersign_reader::parse_foreign(bytes).map_err(|refusal| error(&refusal, part))
}

fn error(refusal: &Refusal, part: &str) -> Error {
    let code = match refusal.fault {
        Fault::ByteOrderMark => Code::JsonBom,
        Fault::Utf8 => Code::JsonUtf8,
        Fault::Root => Code::JsonRoot,
        Fault::Depth => Code::JsonDepth,
        Fault::Count => Code::JsonCount,
        Fault::DuplicateKey => Code::JsonDuplicateKey,
        Fault::Number => Code::JsonNumber,
        Fault::Surrogate => Code::JsonSurrogate,
        Fault::Syntax => Code::JsonSyntax,
        Fault::Trailing => Code::JsonTrailing,
    };
    let error = match refusal.place {
        Some(place) => Error::new(code).with_at(format_args!("{part}, byte {place}")),
        None => Error::new(code).with_at(part),
    };
    let error = match refusal.fault {
        Fault::Root | Fault::DuplicateKey => error.with_found(&refusal.found),
        _ if !refusal.found.is_empty() => error.with_found(&refusal.found),
        _ => error,
    };
    match refusal.fault {
        Fault::Root => error.with_needed("object"),
        Fault::Depth => error.with_needed(format!("at most {DEEPEST}")),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{LARGEST_INTEGER, Value};

    fn code(text: &str) -> &'static str {
        match parse(text.as_bytes(), "payload") {
            Ok(_) => "ok",
            Err(error) => error.code().as_str(),
        }
    }

    #[test]
    fn reads_every_kind_of_value() {
        let text = r#" {"a":[1,-2,true,false,null,{}],"\u0062":"x\n\ud83d\ude00é","c":9007199254740991} "#;
        let object = parse(text.as_bytes(), "payload").unwrap();
        assert_eq!(object.get("b"), Some(&Value::String("x\n😀é".into())));
        assert_eq!(object.get("c"), Some(&Value::Integer(LARGEST_INTEGER)));
        let Some(Value::Array(items)) = object.get("a") else { unreachable!("a is an array") };
        assert_eq!(items.len(), 6);
    }

    #[test]
    fn names_that_only_look_alike_are_different() {
        assert_eq!(code(r#"{"exp":1,"Exp":2}"#), "ok");
        assert_eq!(code(r#"{"exp":1,"\u0065xp":2}"#), "json_duplicate_key");
        assert_eq!(code(r#"{"a":{"b":1,"c":2,"b":3}}"#), "json_duplicate_key");
    }

    #[test]
    fn numbers_are_integers_that_a_double_holds() {
        for number in [
            "1.0",
            "1e0",
            "1E400",
            "-0",
            "0.0",
            "9007199254740992",
            "-9007199254740992",
            "99999999999999999999",
        ] {
            assert_eq!(code(&format!("{{\"n\":{number}}}")), "json_number", "{number}");
        }
        for number in ["01", "-", "+1", ".5", "-a", "00", "1-1-", "NaN"] {
            assert!(
                ["json_syntax", "json_number"].contains(&code(&format!("{{\"n\":{number}}}"))),
                "{number}"
            );
        }
        assert_eq!(code(r#"{"n":-9007199254740991}"#), "ok");
    }

    #[cfg(any(feature = "jwt", feature = "keygen"))]
    #[test]
    fn a_foreign_document_has_whole_numbers_by_their_value_and_others_as_they_are_written() {
        let read = |number: &str| {
            let document = format!("{{\"n\":{number}}}");
            parse_foreign(document.as_bytes(), "contents").map(|root| format!("{:?}", root.get("n").unwrap()))
        };
        for (number, value) in [("5", "5"), ("19.0", "19"), ("1.83e9", "1830000000"), ("-0", "0")] {
            assert_eq!(read(number).unwrap(), format!("Integer({value})"));
        }
        for number in ["1.50", "-2.5E-3", "9007199254740992", "9007199254740992.0", "1e400"] {
            assert_eq!(read(number).unwrap(), format!("Number({number:?})"));
        }
        for number in ["01", "1.", ".5", "1e", "1.5.5", "1e5e5", "--1", "1-"] {
            assert!(read(number).is_err(), "{number}");
        }
    }

    #[test]
    fn depth_is_counted_from_the_root_object() {
        let nested =
            |depth: usize| "{\"a\":".to_string() + &"[".repeat(depth - 1) + &"]".repeat(depth - 1) + "}";
        assert_eq!(code(&nested(16)), "ok");
        assert_eq!(code(&nested(17)), "json_depth");
        assert_eq!(code(&nested(100_000)), "json_depth");
    }

    #[test]
    fn an_unsigned_document_holds_few_values() {
        let document = |values: usize| format!("{{\"a\":[{}]}}", vec!["0"; values].join(","));
        assert!(parse_small(document(8).as_bytes(), "header", 10).is_ok());
        assert_eq!(parse_small(document(9).as_bytes(), "header", 10).unwrap_err().code(), Code::JsonCount);
    }

    #[test]
    fn broken_text_is_refused() {
        for (text, expected) in [
            ("", "json_syntax"),
            ("[]", "json_root"),
            ("1", "json_root"),
            ("{", "json_syntax"),
            ("{}x", "json_trailing"),
            ("{}{}", "json_trailing"),
            ("{\"a\":1,}", "json_syntax"),
            ("{\"a\" 1}", "json_syntax"),
            ("{a:1}", "json_syntax"),
            ("{\"a\":\"\u{1}\"}", "json_syntax"),
            ("{\"a\":\"\\x\"}", "json_syntax"),
            ("{\"a\":\"\\u12\"}", "json_syntax"),
            ("{\"a\":tru}", "json_syntax"),
            ("{\"a\":\"\\ud800\"}", "json_surrogate"),
            ("{\"a\":\"\\ud800\\u0041\"}", "json_surrogate"),
            ("{\"a\":\"\\udc00\\ud800\"}", "json_surrogate"),
            ("\u{FEFF}{}", "json_bom"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
        assert_eq!(parse(b"{\"a\":\"\xFF\"}", "payload").unwrap_err().code(), Code::JsonUtf8);
    }
}
