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
    let inside = |text: &str| inside(&block, text);
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
        ("byte-order-mark", "A byte order mark before the BEGIN line.", format!("\u{FEFF}{block}")),
        ("byte-order-mark-inside", "A byte order mark where two files were joined.", inside("\u{FEFF}")),
        ("zero-width-space", "A zero-width space inside the block.", inside("\u{200B}")),
        (
            "zero-width-space-at-line-ends",
            "Zero-width spaces at the ends of lines.",
            block.replace('\n', "\u{200B}\n"),
        ),
        (
            "zero-width-space-in-the-label",
            "A zero-width space in the BEGIN line.",
            block.replacen("LICENSE", "LIC\u{200B}ENSE", 1),
        ),
        ("word-joiner", "A word joiner inside the block.", inside("\u{2060}")),
        ("no-break-space", "A no-break space inside the block.", inside("\u{A0}")),
        (
            "no-break-space-at-line-ends",
            "No-break spaces at the ends of lines.",
            block.replace('\n', "\u{A0}\n"),
        ),
        (
            "no-break-space-in-the-label",
            "A no-break space in the BEGIN line.",
            block.replacen("SIGNED ", "SIGNED\u{A0}", 1),
        ),
        ("narrow-no-break-space", "U+202F inside the block.", inside("\u{202F}")),
        ("ideographic-space", "U+3000 inside the block.", inside("\u{3000}")),
        ("line-separator", "U+2028 inside the block.", inside("\u{2028}")),
        ("next-line", "U+0085 inside the block.", inside("\u{85}")),
        ("vertical-tab", "A vertical tab inside the block.", inside("\u{B}")),
        ("carriage-return-inside", "A carriage return inside a line.", inside("\r")),
        ("carriage-returns-alone", "Line ends of old Macintoshes.", block.replace('\n', "\r")),
        ("lines-joined-by-spaces", "All in one line.", block.replace('\n', " ")),
        ("lines-joined", "All in one line without spaces.", block.replace('\n', "")),
        ("body-joined-by-spaces", "The lines of the block in one, with spaces between.", joined(&block, " ")),
        ("line-ends-escaped", "All in one line, with \\n for its line ends.", block.replace('\n', r"\n")),
        ("line-ends-escaped-as-crlf", "The same with \\r\\n.", block.replace('\n', r"\r\n")),
        ("tabs-escaped", "The same with \\t.", block.replace('\n', r"\t")),
        (
            "assigned-in-quotes",
            "A line of a file of environment variables.",
            format!("LICENSE=\"{}\"\n", block.trim_end().replace('\n', r"\n")),
        ),
        (
            "letter-in-one-line",
            "A whole letter in one line.",
            format!("Your licence: {} Regards", block.trim_end().replace('\n', " ")),
        ),
        ("quoted-with-escapes", "Quote marks after escaped line ends.", block.replace('\n', r"\n> ")),
        (
            "indented",
            "The block indented by four spaces.",
            block.replace('\n', "\n    ").replacen("-----", "    -----", 1),
        ),
    ] {
        class.add(name, "ok", comment, text);
    }
    for (name, comment, text) in [
        ("utf-16", "Saved as UTF-16.", utf_16(&block, u16::to_le_bytes)),
        ("utf-16-big-endian", "Saved as UTF-16, big-endian.", utf_16(&block, u16::to_be_bytes)),
        (
            "utf-16-letter",
            "A letter around it, with characters beyond the first 65,536.",
            utf_16(&format!("Grüße 😀\r\n{}", block.replace('\n', "\r\n")), u16::to_le_bytes),
        ),
    ] {
        class.add(name, "ok", comment, text);
    }
}

/// What a block does not survive.
fn damaged(class: &mut Class) {
    let block = Jws::license(LICENSE).armored();
    let inside = |text: &str| inside(&block, text);
    for (name, expect, comment, text) in [
        ("zero-width-joiner", "encoding_base64", "A zero-width joiner inside the block.", inside("\u{200D}")),
        (
            "zero-width-non-joiner",
            "encoding_base64",
            "A zero-width non-joiner inside the block.",
            inside("\u{200C}"),
        ),
        ("vowel-separator", "encoding_base64", "U+180E is no white space.", inside("\u{180E}")),
        ("left-to-right-mark", "encoding_base64", "A mark of bidirectional text.", inside("\u{200E}")),
        ("backslash", "encoding_base64", "A backslash that escapes nothing.", inside("\\")),
        ("line-end-escaped-twice", "encoding_base64", "A backslash before an escape.", inside(r"\\n")),
        ("form-feed-escaped", "encoding_base64", "An escape of another kind.", inside(r"\f")),
        ("quote-mark-inside", "encoding_base64", "A quote mark that begins no line.", inside(">")),
        ("quote-mark-after-space", "encoding_base64", "A quote mark that begins no line.", inside(" > ")),
        (
            "smart-dashes-at-the-end",
            "armor_end_missing",
            "Dashes of the END line made into typographic ones.",
            block.replace("-----END", "—–END"),
        ),
        ("soft-hyphen", "encoding_base64", "A soft hyphen inside the block.", inside("\u{AD}")),
        ("nul", "encoding_base64", "A zero byte inside the block.", inside("\0")),
        (
            "quoted-printable",
            "encoding_padding",
            "Quoted-printable: = is =3D, long lines end in =.",
            quoted_printable(&block),
        ),
        (
            "html-line-breaks",
            "encoding_base64",
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
            "other-quote-mark",
            "encoding_base64",
            "Quoted by another mark than >.",
            block.replace('\n', "\n| ").replacen("-----", "| -----", 1),
        ),
        (
            "quoted-by-html-entity",
            "encoding_base64",
            "A quote mark escaped for HTML.",
            block.replace('\n', "\n&gt; ").replacen("-----", "&gt; -----", 1),
        ),
        (
            "pem-headers",
            "encoding_base64",
            "Header lines in the block (RFC 1421).",
            block.replacen('\n', "\nVersion: 1\n\n", 1),
        ),
        (
            "pgp-around",
            "armor_repeated",
            "The mail itself is signed, and begins with a block of its own.",
            format!("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{block}"),
        ),
        ("cut-off", "armor_end_missing", "The end is missing.", block[..block.len() / 2].to_owned()),
        ("begin-cut-off", "armor_missing", "The beginning is missing.", block[block.len() / 2..].to_owned()),
        ("line-lost", "signature_invalid", "A line of the block is missing.", without_line(&block, 2)),
    ] {
        class.add(name, expect, comment, text);
    }
    let unmarked = &utf_16(&block, u16::to_le_bytes)[2..];
    class.add("utf-16-without-mark", "armor_missing", "UTF-16 without a byte order mark.", unmarked);
    let latin_1 = block.bytes().flat_map(|byte| if byte == b'\n' { vec![0xA0, byte] } else { vec![byte] });
    class.add(
        "no-break-space-in-latin-1",
        "encoding_base64",
        "A no-break space in Latin-1 is a byte that is no UTF-8.",
        latin_1.collect::<Vec<u8>>(),
    );
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

/// The block with a text after the 8th character of its body.
fn inside(block: &str, text: &str) -> String {
    let at = block.find('\n').map_or(0, |at| at + 9);
    format!("{}{text}{}", &block[..at], &block[at..])
}

/// As Windows' editors save a text.
fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{FEFF}{text}").encode_utf16().flat_map(unit).collect()
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
