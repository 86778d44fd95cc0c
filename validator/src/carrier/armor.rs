//! Armoured text: base64 between a BEGIN and an END line, as people mail and paste it.

use super::plain::contains;
use super::wrong_file::THOROUGH;
use crate::error::{Code, Error, Result};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use countersign_reader::bytes::find_dashed as find;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";
/// The most bytes for which room is made at once: more than any key has.
const SMALL: usize = 4096;

/// How many characters of base64 stand in a line that is written.
#[cfg(feature = "issue")]
const COLUMNS: usize = 64;

/// A block of a text: its label, and what is encoded in it.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    pub(crate) label: &'a str,
    body: Vec<u8>,
    /// About the first character that does not belong in it.
    odd: Option<Error>,
}

impl<'a> Block<'a> {
    /// Finds the one block of a [`plain`](super::plain::plain) text, or none where there is no `-----BEGIN `.
    ///
    /// Tolerant of what a text goes through on its way: a mail around the block, quote marks, line ends that
    /// were lost or escaped. What a block holds is the same bytes in every program all the same, because
    /// whatever else stands in it refuses it.
    pub(crate) fn find(text: &'a [u8]) -> Result<Option<Self>> {
        let Some(begin) = begin(text) else { return Ok(None) };
        let (block, after) = Self::read(text, begin)?;
        match find(after, BEGIN) {
            None => Ok(Some(block)),
            Some(at) => Err(located(Code::ArmorRepeated, text, &after[at..])),
        }
    }

    /// Has every block of a [`plain`](super::plain::plain) text read, and tells how many there are.
    pub(crate) fn each(text: &'a [u8], mut read: impl FnMut(Self) -> Result<()>) -> Result<usize> {
        let (mut count, mut rest) = (0, text);
        while let Some(begin) = find(rest, BEGIN) {
            let begin = text.len() - rest.len() + begin;
            let (block, after) = Self::read(text, begin)?;
            read(block).map_err(|error| error.with_at(place(text, &text[begin..])))?;
            count += 1;
            rest = after;
        }
        Ok(count)
    }

    /// Reads the block that begins here, and gives back what follows it.
    fn read(text: &'a [u8], begin: usize) -> Result<(Self, &'a [u8])> {
        let labelled = &text[begin + BEGIN.len()..];
        let label = find(labelled, DASHES).and_then(|end| str::from_utf8(&labelled[..end]).ok());
        let label = label.filter(|label| !label.contains('\n'));
        let label = label.ok_or_else(|| located(Code::ArmorLabelUnknown, text, labelled))?;
        let mut rest = &labelled[label.len() + DASHES.len()..];
        // A secret fits without being copied to a larger place, and left behind at the smaller one.
        let mut body = Vec::with_capacity(SMALL.min(rest.len()));
        let (mut odd, mut line_begins) = (None, false);
        loop {
            let (symbols, other) = rest.split_at(base64::standard_symbols(rest));
            body.extend_from_slice(symbols);
            line_begins &= symbols.is_empty();
            rest = match other {
                [] => return Err(located(Code::ArmorEndMissing, text, other)),
                [b'\n' | b'\r', after @ ..] | [b'\\', b'n' | b'r', after @ ..] => {
                    line_begins = true;
                    after
                }
                [b'\\', b't', after @ ..] => after,
                [b'>', after @ ..] if line_begins => after,
                [byte, after @ ..] if is_blank(*byte) => after,
                _ if other.starts_with(BEGIN) => return Err(located(Code::ArmorRepeated, text, other)),
                _ if let Some(ended) = other.strip_prefix(END) => {
                    let after = ended.strip_prefix(label.as_bytes()).and_then(|end| end.strip_prefix(DASHES));
                    let Some(after) = after else {
                        let error = located(Code::ArmorEndMissing, text, other);
                        return Err(if THOROUGH { error.with_found(readable(other)) } else { error });
                    };
                    return Ok((Self { label, body, odd }, after));
                }
                [_, after @ ..] => {
                    odd.get_or_insert_with(|| {
                        located(Code::EncodingBase64, text, other).with_found(character(other))
                    });
                    after
                }
            };
        }
    }

    /// The document type that the label names.
    pub(crate) fn document_type(&self) -> Result<DocumentType> {
        DocumentType::from_label(self.label)
            .ok_or_else(|| Error::new(Code::ArmorLabelUnknown).with_found(self.label))
    }

    /// Decodes what stands between the two lines.
    pub(crate) fn decode(self) -> Result<Vec<u8>> {
        let body = self.into_body()?;
        base64::decode_standard(&body).map_err(|error| named(error, &body))
    }

    /// The base64 between the two lines, without anything between its characters.
    pub(crate) fn into_body(self) -> Result<Vec<u8>> {
        self.odd.map_or(Ok(self.body), Err)
    }
}

/// Where the block of a text begins: where a line does, since a letter may speak of a BEGIN line, or else
/// anywhere.
fn begin(text: &[u8]) -> Option<usize> {
    let (mut first, mut from) = (None, 0);
    while let Some(at) = find(&text[from..], BEGIN) {
        from += at;
        let before = text[..from].iter().rev().find(|&&byte| byte != b'>' && !is_blank(byte));
        if matches!(before, None | Some(b'\n' | b'\r')) {
            // A whole block before it is more than talk. It is taken, and this one refuses it.
            let whole = first.filter(|&first| find(&text[first..from], END).is_some());
            return whole.or(Some(from));
        }
        if before != Some(&b'-') {
            first = first.or(Some(from));
        }
        from += BEGIN.len();
    }
    first
}

/// White space that ends no line.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0B | 0x0C)
}

/// An error about the place where `rest` of the text begins.
fn located(code: Code, text: &[u8], rest: &[u8]) -> Error {
    let error = Error::new(code);
    if THOROUGH { error.with_at(place(text, rest)) } else { error }
}

fn place(text: &[u8], rest: &[u8]) -> String {
    let before = text.iter().take(text.len() - rest.len());
    format!("line {}", 1 + before.filter(|&&byte| byte == b'\n').count())
}

/// The first line.
fn readable(text: &[u8]) -> &str {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    str::from_utf8(line).unwrap_or("bytes that are no text")
}

/// The first character, as far as there is room to tell.
fn character(text: &[u8]) -> char {
    if !THOROUGH || text[0].is_ascii() {
        return char::from(text[0]);
    }
    let first = (2..=4).find_map(|length| str::from_utf8(text.get(..length)?).ok()?.chars().next());
    first.unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What a mail program made of the padding.
fn named(error: Error, body: &[u8]) -> Error {
    let quoted_printable = THOROUGH && error.code() == Code::EncodingPadding && contains(body, "=3D");
    if quoted_printable { error.with_found("=3D, quoted-printable") } else { error }
}

/// Writes a block with lines of 64 columns and LF.
#[cfg(feature = "issue")]
pub(crate) fn write(document_type: DocumentType, content: &[u8]) -> String {
    let label = document_type.label();
    let encoded = base64::encode_standard(content);
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at(rest.len().min(COLUMNS));
        text.push_str(line);
        text.push('\n');
        rest = next;
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::carrier::plain::plain;

    fn read(text: &str) -> Result<Option<Vec<u8>>> {
        Block::find(&plain(text.as_bytes()))?.map(Block::decode).transpose()
    }

    fn block(body: &str) -> String {
        format!("-----BEGIN SIGNED LICENSE-----\n{body}\n-----END SIGNED LICENSE-----")
    }

    #[test]
    fn a_mail_around_the_block_is_passed_over() {
        let mail = "Dear customer,\r\n\r\n> > -----BEGIN SIGNED LICENSE-----\r\n> > aGVs \t\r\n>\r\n\r\n>>bG8=\r\n> > -----END SIGNED LICENSE-----\r\n-- \r\nVendor";
        assert_eq!(read(mail).unwrap().unwrap(), b"hello");
    }

    #[test]
    fn a_block_may_stand_in_one_line_with_text_around() {
        let line = block("aGVs\nbG8=");
        for text in [
            line.replace('\n', " "),
            line.replace('\n', ""),
            line.replace('\n', r"\n"),
            format!("LICENSE=\"{}\"\n", line.replace('\n', r"\r\n")),
            format!("Your licence: {} Regards, Jürgen", line.replace('\n', " ")),
            format!("> On Monday you wrote: {}", line.replace('\n', "\n> ")),
            format!("The line -----BEGIN SIGNED LICENSE----- comes next:\n{line}"),
            line.replace('\n', "\\n> \t> "),
        ] {
            assert_eq!(read(&text).unwrap().unwrap(), b"hello", "{text}");
            let latin_1: Vec<u8> = text.chars().filter_map(|c| u8::try_from(c).ok()).collect();
            assert_eq!(Block::find(&plain(&latin_1)).unwrap().unwrap().decode().unwrap(), b"hello");
        }
    }

    /// Every character, in every place that it can have in a block of one line and of several.
    #[test]
    fn between_the_characters_nothing_may_stand_but_white_space_and_what_nobody_sees() {
        for c in (0..=0x2FFF).chain([0x3000, 0xFEFF, 0xFFFD, 0x1F600]).filter_map(char::from_u32) {
            let is_dropped = c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
            for text in [block(&format!("aG{c}VsbG8=")), block(&format!("aGVs\nbG{c}8=")).replace('\n', " ")]
            {
                let read = read(&text).map(Option::unwrap);
                if is_dropped {
                    assert_eq!(read.unwrap(), b"hello", "{c:?}");
                } else if c == '=' || c == '+' || c == '/' || c.is_ascii_alphanumeric() {
                    assert_ne!(read.ok(), Some(b"hello".to_vec()), "{c:?}");
                } else {
                    assert_eq!(read.unwrap_err().code(), Code::EncodingBase64, "{c:?}");
                }
            }
        }
    }

    #[test]
    fn what_does_not_belong_in_a_block_is_refused() {
        for (text, code) in [
            (block("aGVs>bG8="), Code::EncodingBase64),
            (block("aGVs >bG8="), Code::EncodingBase64),
            (block(r"aGVs\bG8="), Code::EncodingBase64),
            (block(r"aGVs\\nbG8="), Code::EncodingBase64),
            (block("aGVsbG8"), Code::EncodingPadding),
            (block("aGVsbG9="), Code::EncodingTrailingBits),
            (block("aGVs-_8="), Code::EncodingBase64),
            (block("-----BEGIN SIGNED LICENSE-----"), Code::ArmorRepeated),
            (block("") + "\n" + &block(""), Code::ArmorRepeated),
            (block("") + " " + &block(""), Code::ArmorRepeated),
            (format!("LICENSE={}\n{}", block(""), block("")), Code::ArmorRepeated),
            (block("") + "\nDo not send -----BEGIN lines twice", Code::ArmorRepeated),
            (
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n".to_owned() + &block(""),
                Code::ArmorRepeated,
            ),
            ("-----BEGIN SIGNED LICENSE-----\naGVs".into(), Code::ArmorEndMissing),
            (block("aGVs").replace("END", "end"), Code::ArmorEndMissing),
            (block("aGVs").replace("-----END", "—END"), Code::ArmorEndMissing),
            (
                "-----BEGIN SIGNED LICENSE-----\naGVs\n-----END TRUST UPDATE-----".into(),
                Code::ArmorEndMissing,
            ),
            ("-----BEGIN SIGNED LICENSE\naGVs".into(), Code::ArmorLabelUnknown),
        ] {
            assert_eq!(read(&text).unwrap_err().code(), code, "{text}");
        }
        for text in ["no block at all", "------BEGIN SIGNED LICENSE-----", "- -----BEGIN SIGNED LICENSE-----"]
        {
            assert_eq!(read(text).unwrap(), None);
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let wrong = |body: &str| read(&block(body)).unwrap_err();
        let sides = |error: Error| (error.at().unwrap().to_owned(), error.found().unwrap().to_owned());
        assert_eq!(sides(wrong("aGVs\naG\u{AD}Vs")), ("line 3".into(), "\\u{ad}".into()));
        assert_eq!(sides(wrong("aGVs\n\naGVs:")), ("line 4".into(), ":".into()));
        let error = read("\n-----BEGIN SIGNED LICENSE-----\naGVs\n-----END TRUST UPDATE-----").unwrap_err();
        assert_eq!(sides(error), ("line 4".into(), "-----END TRUST UPDATE-----".into()));
        let latin_1 = [block("aGVs").as_bytes(), b""].concat();
        let latin_1: Vec<u8> = latin_1
            .iter()
            .flat_map(|&byte| if byte == b'V' { vec![b'V', 0xFC] } else { vec![byte] })
            .collect();
        let error = Block::find(&plain(&latin_1)).unwrap().unwrap().decode().unwrap_err();
        assert_eq!(sides(error), ("line 2".into(), "\u{FFFD}".into()));
    }

    #[cfg(feature = "issue")]
    #[test]
    fn what_is_written_is_read_back() {
        let content: Vec<u8> = (0..=255).collect();
        let text = write(DocumentType::TrustUpdate, &content);
        assert!(text.lines().all(|line| line.len() <= COLUMNS));
        let block = Block::find(text.as_bytes()).unwrap().unwrap();
        assert_eq!(block.document_type().unwrap(), DocumentType::TrustUpdate);
        assert_eq!(block.decode().unwrap(), content);
    }
}
