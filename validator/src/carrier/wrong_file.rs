//! Naming a file that was chosen by mistake, or that something has made unreadable, as far as that is cheap to
//! tell.

use super::plain::contains;
use crate::error::{Code, Error};
use crate::values::document_type::DocumentType;

/// The slim module of the npm package has no room for that.
pub(super) const THOROUGH: bool = cfg!(any(feature = "js", not(feature = "js-slim")));

/// What files of other kinds begin with.
const KINDS: [(&[u8], &str); 8] = [
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\xD0\xCF\x11\xE0", "an Outlook message or an old office document"),
    (RTF, "an RTF document"),
    (b"<", "an HTML or XML document"),
];
const BYTE_ORDER_MARKS: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
const RTF: &[u8] = b"{\\rtf";

/// What the first lines of a mail begin with.
const MAIL: [&str; 6] =
    ["From:", "Received:", "Return-Path:", "Delivered-To:", "MIME-Version:", "Content-Type:"];

const UNMARKED: &str = "UTF-8 without a byte order mark";

/// Whether the text is a JSON document, and no RTF.
pub(super) fn looks_json(text: &[u8]) -> bool {
    text.starts_with(b"{") && !(THOROUGH && text.starts_with(RTF))
}

/// The error about a file that is neither armour nor JSON nor compact.
pub(super) fn missing(bytes: &[u8]) -> Error {
    let error = Error::new(Code::ArmorMissing);
    if !THOROUGH {
        return error;
    }
    match guess(bytes) {
        (found, "") => error.with_found(found),
        (found, needed) => error.with_found(found).with_needed(needed),
    }
}

/// What the file is, and what should be given instead where that is known.
fn guess(bytes: &[u8]) -> (&'static str, &'static str) {
    if let Some((_, kind)) = KINDS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        return (kind, "the licence file itself, or its text");
    }
    if BYTE_ORDER_MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return ("a text that begins with a byte order mark", UNMARKED);
    }
    if contains(bytes, b"-\0-\0-") {
        ("UTF-16 without a byte order mark", UNMARKED)
    } else if DocumentType::ALL.iter().any(|document_type| contains(bytes, document_type.label())) {
        ("a BEGIN line with other dashes than five hyphens", "the text as it was sent, -----BEGIN and all")
    } else if MAIL.iter().any(|field| bytes.starts_with(field.as_bytes()))
        || contains(bytes, "\nMIME-Version:")
    {
        ("an e-mail with no licence in its text", "the attachment, saved as a file")
    } else if contains(bytes, "eyJ") {
        ("a document with something around it", "that document alone")
    } else if bytes.starts_with(b"ssh-") || bytes.starts_with(b"untrusted comment:") {
        ("a key or a signature of another program", "")
    } else if str::from_utf8(bytes).is_err() || bytes.contains(&0) {
        ("binary data", "")
    } else {
        ("other text", "")
    }
}

/// What has become of the quotation marks of a JSON document.
pub(super) fn named(error: Error, text: &[u8]) -> Error {
    let curly = || ["“", "”", "„"].iter().any(|mark| contains(text, mark));
    if THOROUGH && error.code() == Code::JsonSyntax && curly() {
        error.with_found("typographic quotation marks")
    } else {
        error
    }
}

#[cfg(test)]
#[cfg(not(feature = "js-slim"))]
mod tests {
    use crate::carrier::envelope::Envelope;

    /// What is said of a file that is no licence.
    fn told(bytes: impl AsRef<[u8]>) -> (String, String) {
        let error = Envelope::read(bytes.as_ref()).unwrap_err();
        let side = |side: Option<&str>| side.unwrap_or_default().to_owned();
        (format!("{} {}", error.code(), side(error.found())), side(error.needed()))
    }

    #[test]
    fn a_file_that_was_chosen_by_mistake_is_named() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1A\n\0"[..], "armor_missing a PNG image"),
            (b"%PDF-1.7", "armor_missing a PDF document"),
            (b"PK\x03\x04\x14", "armor_missing a ZIP archive or office document"),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                "armor_missing an Outlook message or an old office document",
            ),
            (b"{\\rtf1\\ansi Licence}", "armor_missing an RTF document"),
            (b"<!DOCTYPE html>", "armor_missing an HTML or XML document"),
            (b"-\0-\0-\0-\0-\0B\0", "armor_missing UTF-16 without a byte order mark"),
            (b"\xFF\xFE{\0}\0", "armor_missing a text that begins with a byte order mark"),
            (
                b"\xEF\xBB\xBFeyJhbGciOiJFZERTQSJ9.e30.AA",
                "armor_missing a text that begins with a byte order mark",
            ),
            (
                "\u{2014}BEGIN SIGNED LICENSE\u{2014}\neyJ\n".as_bytes(),
                "armor_missing a BEGIN line with other dashes than five hyphens",
            ),
            (
                b"Received: from x\r\nMIME-Version: 1.0\r\n\r\nZXlK",
                "armor_missing an e-mail with no licence in its text",
            ),
            (b"Bearer eyJhbGciOiJFZERTQSJ9.e30.AA", "armor_missing a document with something around it"),
            (b"ssh-ed25519 AAAA vendor", "armor_missing a key or a signature of another program"),
            (b"\0\x01\x02", "armor_missing binary data"),
            (b"Dear customer", "armor_missing other text"),
            ("{“payload”:“e30”}".as_bytes(), "json_syntax typographic quotation marks"),
        ] {
            assert_eq!(told(bytes).0, expected);
        }
    }

    #[test]
    fn what_a_mail_program_made_of_a_block_is_named() {
        let block =
            |body: &str| format!("-----BEGIN SIGNED LICENSE-----\n{body}\n-----END SIGNED LICENSE-----\n");
        for (body, expected) in [
            ("aGVsbG8=3D", "encoding_padding =3D, quoted-printable"),
            ("aGVs<br>", "encoding_base64 <"),
            ("aGVs\u{200D}", "encoding_base64 \\u{200d}"),
            ("aGVs\0", "encoding_base64 \\u{0}"),
            ("aGVs…", "encoding_base64 …"),
        ] {
            assert_eq!(told(block(body)).0, expected);
        }
        let invisible = block("aGVs").replace("LICENSE", "LICENSE\u{200D}");
        assert_eq!(told(invisible).0, "armor_label_unknown SIGNED LICENSE\\u{200d}");
    }
}
