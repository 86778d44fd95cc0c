//! Base64 that decodes for some readers: trailing bits, padding, alphabets, white space. Two texts must
//! never verify as one file, or the second slips past whatever knows the first.

use super::Class;
use super::claims::LICENSE;
use crate::{Jws, armored};

const BEGIN: &str = "-----BEGIN SIGNED LICENSE-----\n";
const END: &str = "\n-----END SIGNED LICENSE-----\n";

/// A part of a compact document.
type Part = fn(&mut Jws) -> &mut String;

pub(super) fn add(class: &mut Class) {
    in_compact(class);
    in_json(class);
    in_armor(class);
}

fn in_compact(class: &mut Class) {
    let honest = Jws::license(padded(LICENSE, 1));
    class.add(
        "compact",
        "ok",
        "The honest counterpart, whose parts all end in unused bits.",
        honest.compact(),
    );
    let parts: [(&str, Part); 3] = [
        ("header", |jws| &mut jws.protected),
        ("payload", |jws| &mut jws.payload),
        ("signature", |jws| &mut jws.signature),
    ];
    for (name, part) in parts {
        let altered = |alter: &dyn Fn(&str) -> String| {
            let mut jws = honest.clone();
            let text = part(&mut jws);
            *text = alter(text);
            jws.compact()
        };
        let bits = "The last character has bits that are not used, and they are not zero.";
        if name != "header" {
            class.add(
                &format!("{name}-trailing-bits"),
                "encoding_trailing_bits",
                bits,
                altered(&with_trailing_bit),
            );
        }
        let padding = "base64url is without padding here.";
        class.add(
            &format!("{name}-padded"),
            "encoding_padding",
            padding,
            altered(&|text| format!("{text}==")),
        );
        class.add(
            &format!("{name}-padded-once"),
            "encoding_padding",
            padding,
            altered(&|text| format!("{text}=")),
        );
        class.add(
            &format!("{name}-one-character-more"),
            "encoding_padding",
            "No bytes have this many characters.",
            altered(&|text| text.to_owned() + &"A".repeat(4 - (text.len() + 3) % 4)),
        );
        class.add(
            &format!("{name}-with-space"),
            "encoding_base64",
            "White space inside a part.",
            altered(&|text| format!("{} {}", &text[..8], &text[8..])),
        );
        class.add(
            &format!("{name}-with-new-line"),
            "encoding_base64",
            "A line was broken by a mail program.",
            altered(&|text| format!("{}\r\n{}", &text[..8], &text[8..])),
        );
        class.add(
            &format!("{name}-with-percent-sign"),
            "encoding_base64",
            "Escaped as in a URL.",
            altered(&|text| format!("{text}%3D")),
        );
    }
    let url = honest.signature.contains(['-', '_']);
    assert!(url, "the signature tells the alphabets apart");
    class.add(
        "signature-in-standard-alphabet",
        "encoding_base64",
        "The alphabet of armour in a compact document.",
        Jws { signature: honest.signature.replace('-', "+").replace('_', "/"), ..honest.clone() }.compact(),
    );
    class.add(
        "signature-with-foreign-letter",
        "encoding_base64",
        "A letter that looks like A.",
        Jws {
            signature: honest.signature.replacen(|c: char| c.is_ascii_uppercase(), "А", 1),
            ..honest.clone()
        }
        .compact(),
    );
}

fn in_json(class: &mut Class) {
    let honest = Jws::license(padded(LICENSE, 1));
    let member = |name: &str, value: &str, altered: String| {
        honest.flattened().replace(&format!(r#""{name}":"{value}""#), &format!(r#""{name}":"{altered}""#))
    };
    class.add("json", "ok", "The honest counterpart.", honest.flattened());
    for (name, value) in [("payload", &honest.payload), ("signature", &honest.signature)] {
        class.add(
            &format!("json-{name}-trailing-bits"),
            "encoding_trailing_bits",
            "Bits that are not used, and not zero.",
            member(name, value, with_trailing_bit(value)),
        );
        class.add(
            &format!("json-{name}-padded"),
            "encoding_padding",
            "base64url is without padding here.",
            member(name, value, format!("{value}==")),
        );
        class.add(
            &format!("json-{name}-with-new-line"),
            "encoding_base64",
            "An escaped line break inside a member.",
            member(name, value, format!(r"{}\n{}", &value[..8], &value[8..])),
        );
        class.add(
            &format!("json-{name}-with-zero-width-space"),
            "encoding_base64",
            "A character that nobody sees.",
            member(name, value, format!("{}\u{200B}{}", &value[..8], &value[8..])),
        );
    }
}

fn in_armor(class: &mut Class) {
    // The envelope takes white space at its end, so that all three remainders can be had.
    let envelope = Jws::license(LICENSE).flattened();
    for (name, remainder, padding) in [("", 0, ""), ("-padded-once", 2, "="), ("-padded-twice", 1, "==")] {
        let text = armored("SIGNED LICENSE", padded(&envelope, remainder));
        assert!(text.contains(&format!("{padding}{END}")));
        class.add(&format!("armor{name}"), "ok", "Standard base64 with the padding that it needs.", text);
    }
    let text = |remainder: usize| body(&armored("SIGNED LICENSE", padded(&envelope, remainder)));
    let block = |body: String| format!("{BEGIN}{body}{END}");
    let (whole, once, twice) = (text(0), text(2), text(1));
    for (name, body) in [
        ("armor-padding-missing", twice.trim_end_matches('=').to_owned()),
        ("armor-padding-halved", twice.trim_end_matches('=').to_owned() + "="),
        ("armor-padding-for-nothing", format!("{whole}=")),
        ("armor-padding-doubled", format!("{once}=")),
        ("armor-padding-of-four", format!("{whole}====")),
        ("armor-padding-in-the-middle", format!("{}=={}", &whole[..8], &whole[8..])),
        ("armor-two-encoded-parts", format!("{twice}{twice}")),
        ("armor-one-character-more", format!("{whole}A")),
    ] {
        class.add(
            name,
            "encoding_padding",
            "Padding fills up the last four characters, and nothing else.",
            block(body),
        );
    }
    let altered = with_trailing_bit(twice.trim_end_matches('=')) + "==";
    class.add(
        "armor-trailing-bits",
        "encoding_trailing_bits",
        "Bits that are not used, and not zero.",
        block(altered),
    );
    // Question marks give both characters in which the alphabets differ.
    let questions = envelope.replacen('{', &format!("{{{}", " ".repeat(3)), 1);
    let standard = body(&armored("SIGNED LICENSE", format!("{questions}\u{FF}")));
    assert!(standard.contains(['+', '/']), "the text tells the alphabets apart");
    class.add(
        "armor-in-url-alphabet",
        "encoding_base64",
        "The alphabet of compact documents in armour.",
        block(standard.replace('+', "-").replace('/', "_")),
    );
    class.add(
        "armor-with-space",
        "ok",
        "White space inside a line.",
        block(format!("{} {}", &whole[..8], &whole[8..])),
    );
    class.add(
        "armor-with-tab",
        "ok",
        "White space inside a line.",
        block(format!("{}\t{}", &whole[..8], &whole[8..])),
    );
    class.add("armor-indented", "ok", "White space before a line.", block(format!(" {whole}")));
    for columns in [1, 4, 63, 76, 5_000] {
        let lines: Vec<&str> = whole.as_bytes().chunks(columns).map(ascii).collect();
        class.add(
            &format!("armor-of-{columns}-columns"),
            "ok",
            "Lines may have any length.",
            block(lines.join("\n")),
        );
    }
}

/// The text with spaces at its end, until its length leaves this remainder when divided by 3.
fn padded(text: &str, remainder: usize) -> String {
    let mut text = text.to_owned();
    while text.len() % 3 != remainder {
        text.push(' ');
    }
    text
}

/// The base64 of an armoured text in one line.
fn body(armored: &str) -> String {
    armored.lines().filter(|line| !line.starts_with('-')).collect()
}

/// The same text, but for the lowest bit of its last character.
fn with_trailing_bit(base64: &str) -> String {
    let (rest, last) = base64.split_at(base64.len() - 1);
    let next = match last {
        "A" => "B",
        "Q" => "R",
        "g" => "h",
        "w" => "x",
        other => panic!("{other} has a bit that is used"),
    };
    format!("{rest}{next}")
}

fn ascii(line: &[u8]) -> &str {
    str::from_utf8(line).expect("base64 is ASCII")
}
