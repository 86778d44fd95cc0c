//! The same for compact and JSON documents, which survive less.

use super::utf_16;
use crate::Jws;
use crate::vectors::Class;
use crate::vectors::claims::LICENSE;

pub(super) fn add(class: &mut Class) {
    let honest = Jws::license(LICENSE);
    let (compact, json) = (honest.compact(), honest.flattened());
    for (name, expect, comment, text) in [
        ("compact-in-blanks", "ok", "White space before and after.", format!(" \r\n\t{compact}\r\n")),
        ("json-in-blanks", "ok", "White space before and after.", format!("\n\n {json} \u{C}\n")),
        ("json-with-new-lines", "ok", "White space between members.", json.replace(",\"", ",\r\n\t\"")),
        (
            "compact-after-byte-order-mark",
            "armor_missing",
            "A byte order mark before a compact document.",
            format!("\u{FEFF}{compact}"),
        ),
        (
            "json-after-byte-order-mark",
            "armor_missing",
            "A byte order mark before a JSON document.",
            format!("\u{FEFF}{json}"),
        ),
        (
            "compact-in-escapes",
            "encoding_base64",
            "Escapes mean line ends in a block only.",
            format!(r"{compact}\n"),
        ),
        (
            "compact-with-zero-width-space",
            "encoding_base64",
            "What nobody sees may stand in a block only.",
            format!("{}\u{200B}{}", &compact[..64], &compact[64..]),
        ),
        (
            "compact-after-no-break-space",
            "armor_missing",
            "A no-break space is no white space here.",
            format!("\u{A0}{compact}"),
        ),
        (
            "compact-before-no-break-space",
            "encoding_base64",
            "A no-break space is no white space here.",
            format!("{compact}\u{A0}"),
        ),
        (
            "compact-broken-into-lines",
            "encoding_base64",
            "A compact document is one line.",
            compact[..64].to_owned() + "\r\n" + &compact[64..],
        ),
        ("compact-in-quotation-marks", "armor_missing", "In quotation marks.", format!("\"{compact}\"")),
        ("compact-in-angle-brackets", "armor_missing", "In angle brackets.", format!("<{compact}>")),
        ("compact-quoted", "armor_missing", "A compact document with a quote mark.", format!("> {compact}")),
        (
            "compact-with-full-stop",
            "encoding_segments",
            "The full stop of the sentence after it.",
            format!("{compact}."),
        ),
        (
            "compact-after-word",
            "armor_missing",
            "A word before a compact document.",
            format!("Licence: {compact}"),
        ),
        ("compact-as-bearer", "armor_missing", "As in an HTTP header.", format!("Bearer {compact}")),
        ("json-quoted", "armor_missing", "A JSON document with quote marks.", format!("> {json}")),
        (
            "json-with-smart-quotes",
            "json_syntax",
            "Quotation marks made into typographic ones.",
            json.replace('"', "“"),
        ),
        ("json-with-single-quotes", "json_syntax", "Single quotation marks.", json.replace('"', "'")),
        (
            "json-with-trailing-comma",
            "json_syntax",
            "A comma before the closing brace.",
            json.replace('}', ",}"),
        ),
        ("json-with-comment", "json_syntax", "A comment.", json.replacen('{', "{/* licence */", 1)),
        ("json-twice", "json_trailing", "Two documents one after the other.", format!("{json}\n{json}")),
        (
            "json-with-letter-after",
            "json_trailing",
            "A letter after a JSON document.",
            format!("{json}\nRegards\n"),
        ),
        ("json-in-list", "armor_missing", "A JSON document in a list.", format!("[{json}]")),
        ("json-cut-off", "json_syntax", "The end is missing.", json[..json.len() - 2].to_owned()),
        (
            "json-escaped-as-text",
            "armor_missing",
            "A JSON document as a JSON text.",
            format!("\"{}\"", json.replace('"', "\\\"")),
        ),
    ] {
        class.add(name, expect, comment, text);
    }
    for (name, text) in [("compact-in-utf-16", &compact), ("json-in-utf-16", &json)] {
        class.add(
            name,
            "armor_missing",
            "Saved as UTF-16, which only armour survives.",
            utf_16(text, u16::to_le_bytes),
        );
    }
}
