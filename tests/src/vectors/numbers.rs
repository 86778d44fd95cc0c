//! Numbers that readers take differently, and values that only look like numbers.

use super::Class;
use super::claims::{with, with_end, with_members, with_quantity};

pub(super) fn add(class: &mut Class) {
    let inexact = "Numbers are integers of at most 2^53 − 1, without fraction or exponent.";
    for (name, value) in [
        ("1e400", "1e400"),
        ("exponent", "1767225600e0"),
        ("exponent-in-capital", "1E9"),
        ("negative-exponent", "17672256000e-1"),
        ("fraction-of-zero", "1767225600.0"),
        ("fraction", "1767225600.5"),
        ("negative-zero", "-0"),
        ("negative-zero-fraction", "-0.0"),
        ("2-to-the-53", "9007199254740992"),
        ("minus-2-to-the-53", "-9007199254740992"),
        ("2-to-the-63", "9223372036854775808"),
        ("2-to-the-64", "18446744073709551616"),
        ("2-to-the-64-plus-the-right-one", "18446744075476777216"),
        ("400-digits", &"9".repeat(400)),
    ] {
        class.license(name, "json_number", inexact, with_end(value));
    }
    class.license(
        "in-ignored-field",
        "json_number",
        "Also in a field that is ignored.",
        with_members(r#""x":[1.5],"#),
    );
    let none = "This is no number in JSON.";
    for (name, value) in [
        ("leading-zero", "01767225600"),
        ("leading-plus", "+1767225600"),
        ("hexadecimal", "0x69560000"),
        ("octal", "0o15125400000"),
        ("underscores", "1_767_225_600"),
        ("separators", "1,767,225,600"),
        ("nan", "NaN"),
        ("infinity", "Infinity"),
        ("minus-infinity", "-Infinity"),
        ("point-first", ".5"),
        ("minus-alone", "-"),
        ("two-minus-signs", "--1"),
        ("arabic-digits", "١٧٦٧٢٢٥٦٠٠"),
        ("true-in-capital", "True"),
        ("undefined", "undefined"),
        ("big-integer", "1767225600n"),
    ] {
        class.license(name, "json_syntax", none, with_end(value));
    }
    for (name, claims) in [
        ("end-as-text", with_end(r#""1767225600""#)),
        ("end-true", with_end("true")),
        ("end-in-list", with_end("[1767225600]")),
        ("serial-true", with(r#""serial":1"#, r#""serial":true"#)),
        ("serial-as-text", with(r#""serial":1"#, r#""serial":"1""#)),
        ("quantity-true", with_quantity("true")),
        ("quantity-null", with_quantity("null")),
    ] {
        class.license(
            name,
            "claims_type",
            "A number is required, and nothing is converted into one.",
            claims,
        );
    }
    for (name, claims) in [
        ("serial-0", with(r#""serial":1"#, r#""serial":0"#)),
        ("serial-negative", with(r#""serial":1"#, r#""serial":-1"#)),
        ("quantity-least", with_quantity("-9007199254740991")),
        ("end-negative", with_end("-1")),
        ("end-largest-integer", with_end("9007199254740991")),
    ] {
        class.license(name, "claims_range", "An integer outside of what the field permits.", claims);
    }
    class.license(
        "quantity-largest",
        "ok",
        "The largest quantity, 2^53 − 1.",
        with_quantity("9007199254740991"),
    );
    class.license("quantity-0", "ok", "0 is a quantity.", with_quantity("0"));
    class.license(
        "serial-largest",
        "ok",
        "The largest serial.",
        with(r#""serial":1"#, r#""serial":9007199254740991"#),
    );
}
