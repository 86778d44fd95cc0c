//! What mail programs, editors and people do to a text on its way.

use super::Class;
use super::claims::LICENSE;
use crate::Jws;

pub(super) fn add(class: &mut Class) {
    around(class);
    accepted(class);
    damaged(class);
    other_carriers(class);
}

/// The text around a block decides nothing.
fn around(class: &mut Class) {
    let block = Jws::license(LICENSE).armored();
    for (name, comment, text) in [
        (
            "letter-around",
            "A letter before and after the block.",
            format!("Dear customer,\n\nyour licence:\n\n{block}\nRegards\n-- \nVendor\n"),
        ),
        (
            "byte-order-mark-in-the-letter",
            "A byte order mark before a letter.",
            format!("\u{FEFF}Dear customer,\n{block}"),
        ),
        ("latin-1-letter", "Around the block any bytes may stand.", String::new()),
        (
            "word-begin-in-the-letter",
            "A BEGIN that begins no line.",
            format!("The line -----BEGIN SIGNED LICENSE----- comes next:\n{block}"),
        ),
        (
            "dashes-in-the-letter",
            "Dashes that begin no block.",
            format!("-----\n-----BEGIN\n---------- \n{block}-----\n"),
        ),
        (
            "headers-before",
            "The headers of a mail.",
            format!("From: vendor@vendor.example\r\nSubject: licence\r\n\r\n{block}"),
        ),
    ] {
        let bytes = if text.is_empty() {
            [b"Gr\xFC\xDFe\n", block.as_bytes(), b"Christian-Pommer-Stra\xDFe\n"].concat()
        } else {
            text.into_bytes()
        };
        class.add(name, "ok", comment, bytes);
    }
}

/// What a block survives.
fn accepted(class: &mut Class) {
    let block = Jws::license(LICENSE).armored();
    let lines = |change: &dyn Fn(&str) -> String| block.lines().map(change).collect::<String>();
    for (name, comment, text) in [
        ("crlf", "Line ends of Windows.", block.replace('\n', "\r\n")),
        ("crlf-and-lf", "Line ends of two kinds.", block.replacen('\n', "\r\n", 3)),
        ("no-final-new-line", "The last line has no end.", block.trim_end().to_owned()),
        ("quoted", "Quoted in an answer.", lines(&|line| format!("> {line}\n"))),
        ("quoted-twice", "Quoted in an answer to an answer.", lines(&|line| format!("> > {line}\r\n"))),
        ("quoted-without-spaces", "Quoted by another program.", lines(&|line| format!(">>{line}\n"))),
        (
            "quoted-unevenly",
            "Lines broken while quoting.",
            block.replacen("\ney", "\n> ey", 1).replacen('\n', "\n>> ", 2),
        ),
        ("trailing-spaces", "White space at the ends of lines.", lines(&|line| format!("{line} \t \n"))),
        ("blank-lines", "A blank line after each line.", lines(&|line| format!("{line}\n\n"))),
        (
            "quoted-blank-lines",
            "A quoted blank line after each line.",
            lines(&|line| format!("> {line}\n>\n> \n")),
        ),
        ("blank-lines-around", "Blank lines before and after.", format!("\n\r\n \n{block}\n\n")),
        ("form-feeds", "A form feed at the end of a line.", block.replacen('\n', "\u{C}\n", 2)),
    ] {
        class.add(name, "ok", comment, text);
    }
}

/// What a block does not survive.
fn damaged(class: &mut Class) {
    let block = Jws::license(LICENSE).armored();
    let inside = |text: &str| {
        let at = block.find('\n').map_or(0, |at| at + 9);
        format!("{}{text}{}", &block[..at], &block[at..])
    };
    for (name, expect, comment, text) in [
        (
            "byte-order-mark",
            "armor_missing",
            "A byte order mark before the BEGIN line, which so begins no line.",
            format!("\u{FEFF}{block}"),
        ),
        ("zero-width-space", "encoding_base64", "A zero-width space inside the block.", inside("\u{200B}")),
        ("zero-width-joiner", "encoding_base64", "A zero-width joiner inside the block.", inside("\u{200D}")),
        ("soft-hyphen", "encoding_base64", "A soft hyphen inside the block.", inside("\u{AD}")),
        (
            "byte-order-mark-inside",
            "encoding_base64",
            "A byte order mark where two files were joined.",
            inside("\u{FEFF}"),
        ),
        ("no-break-space", "encoding_base64", "A no-break space inside the block.", inside("\u{A0}")),
        (
            "no-break-space-at-line-ends",
            "armor_label_unknown",
            "No-break spaces at the ends of lines.",
            block.replace('\n', "\u{A0}\n"),
        ),
        ("line-separator", "encoding_base64", "U+2028 inside the block.", inside("\u{2028}")),
        ("nul", "encoding_base64", "A zero byte inside the block.", inside("\0")),
        ("vertical-tab", "encoding_base64", "A vertical tab inside the block.", inside("\u{B}")),
        ("carriage-return-inside", "armor_whitespace", "A carriage return inside a line.", inside("\r")),
        (
            "carriage-returns-alone",
            "armor_end_missing",
            "Line ends of old Macintoshes.",
            block.replace('\n', "\r"),
        ),
        ("lines-joined-by-spaces", "armor_end_missing", "All in one line.", block.replace('\n', " ")),
        ("lines-joined", "armor_end_missing", "All in one line without spaces.", block.replace('\n', "")),
        (
            "body-joined-by-spaces",
            "armor_whitespace",
            "The lines of the block in one, with spaces between.",
            joined(&block, " "),
        ),
        (
            "quoted-printable",
            "encoding_padding",
            "Quoted-printable: = is =3D, long lines end in =.",
            quoted_printable(&block),
        ),
        (
            "html-line-breaks",
            "armor_label_unknown",
            "Line breaks of HTML after each line.",
            block.replace('\n', "<br>\n"),
        ),
        ("html-entities", "encoding_base64", "Padding and slashes escaped for HTML.", inside("&#61;")),
        (
            "smart-dashes",
            "armor_missing",
            "Dashes made into typographic ones.",
            block.replace("-----", "—–—"),
        ),
        ("four-dashes", "armor_missing", "A dash lost.", block.replace("-----", "----")),
        ("six-dashes", "armor_missing", "A dash too many.", block.replace("-----", "------")),
        (
            "dash-escaped",
            "armor_missing",
            "Lines with dashes escaped (RFC 9580, section 7.2).",
            block.replace("-----BEGIN", "- -----BEGIN"),
        ),
        (
            "indented",
            "armor_missing",
            "The block indented by four spaces.",
            block.replace('\n', "\n    ").replacen("-----", "    -----", 1),
        ),
        (
            "other-quote-mark",
            "armor_missing",
            "Quoted by another mark than >.",
            block.replace('\n', "\n| ").replacen("-----", "| -----", 1),
        ),
        (
            "quoted-by-html-entity",
            "armor_missing",
            "A quote mark escaped for HTML.",
            block.replace('\n', "\n&gt; ").replacen("-----", "&gt; -----", 1),
        ),
        (
            "pem-headers",
            "armor_whitespace",
            "Header lines in the block (RFC 1421).",
            block.replacen('\n', "\nVersion: 1\n\n", 1),
        ),
        (
            "pgp-around",
            "armor_whitespace",
            "The mail itself is signed, and begins with a block of its own.",
            format!("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{block}"),
        ),
        ("cut-off", "armor_end_missing", "The end is missing.", block[..block.len() / 2].to_owned()),
        ("begin-cut-off", "armor_missing", "The beginning is missing.", block[block.len() / 2..].to_owned()),
        ("line-lost", "signature_invalid", "A line of the block is missing.", without_line(&block, 2)),
    ] {
        class.add(name, expect, comment, text);
    }
    let utf_16: Vec<u8> = block.encode_utf16().flat_map(u16::to_le_bytes).collect();
    class.add("utf-16", "armor_missing", "Saved as UTF-16.", [&[0xFF, 0xFE], &utf_16[..]].concat());
}

fn other_carriers(class: &mut Class) {
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
}

/// The body of the block in one line.
fn joined(block: &str, separator: &str) -> String {
    let lines: Vec<&str> = block.lines().collect();
    let last = lines.len() - 1;
    format!("{}\n{}\n{}\n", lines[0], lines[1..last].join(separator), lines[last])
}

fn quoted_printable(block: &str) -> String {
    let break_line = |line: &str| {
        if line.len() > 60 { format!("{}=\n{}", &line[..60], &line[60..]) } else { line.to_owned() }
    };
    block.replace('=', "=3D").lines().map(|line| break_line(line) + "\n").collect()
}

fn without_line(block: &str, number: usize) -> String {
    block.lines().enumerate().filter(|(at, _)| *at != number).map(|(_, line)| format!("{line}\n")).collect()
}
