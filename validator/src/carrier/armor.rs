//! Armoured text: base64 between a BEGIN and an END line, as people mail and paste it.

use crate::error::{Code, Error, Result};
use crate::values::base64;
use crate::values::document_type::DocumentType;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// How many characters of base64 stand in a line that is written.
#[cfg(feature = "issue")]
const COLUMNS: usize = 64;

/// The one block of a text: its label, and what is encoded in it.
#[derive(Debug)]
pub(crate) struct Block<'a> {
    pub(crate) label: &'a str,
    body: Vec<u8>,
}

impl<'a> Block<'a> {
    /// Finds the block, or none where no line begins with `-----BEGIN `.
    ///
    /// Tolerant around the block, because mails have text before and after it; strict in it, so that two
    /// texts can't be read as the same file by one program and as different ones by another.
    pub(crate) fn find(text: &'a [u8]) -> Result<Option<Self>> {
        let mut lines = text.split(|&byte| byte == b'\n').map(bare).enumerate();
        let Some((begin, label)) = lines.find_map(|(index, line)| Some((index, line.strip_prefix(BEGIN)?)))
        else {
            return Ok(None);
        };
        let text = label.strip_suffix(DASHES).and_then(|label| str::from_utf8(label).ok());
        let label = text.ok_or_else(|| unknown_label(label, begin))?;
        let mut body = Vec::new();
        let mut ended = false;
        for (index, line) in lines {
            let at = || format!("line {}", index + 1);
            if line.starts_with(BEGIN) {
                return Err(Error::new(Code::ArmorRepeated).with_at(at()));
            }
            if ended {
                continue;
            }
            if let Some(end) = line.strip_prefix(END) {
                if end.strip_suffix(DASHES) != Some(label.as_bytes()) {
                    return Err(Error::new(Code::ArmorEndMissing).with_at(at()).with_found(readable(line)));
                }
                ended = true;
            } else if line.iter().any(u8::is_ascii_whitespace) {
                return Err(Error::new(Code::ArmorWhitespace).with_at(at()));
            } else {
                body.extend_from_slice(line);
            }
        }
        if !ended {
            return Err(Error::new(Code::ArmorEndMissing));
        }
        Ok(Some(Self { label, body }))
    }

    /// The document type that the label names.
    pub(crate) fn document_type(&self) -> Result<DocumentType> {
        DocumentType::from_label(self.label)
            .ok_or_else(|| Error::new(Code::ArmorLabelUnknown).with_found(self.label))
    }

    /// Decodes what stands between the two lines.
    pub(crate) fn decode(&self) -> Result<Vec<u8>> {
        base64::decode_standard(&self.body)
    }
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

/// A line without the quote marks that mail programs put before it and the white space after it.
fn bare(line: &[u8]) -> &[u8] {
    let mut line = line.trim_ascii_end();
    while let Some(rest) = line.strip_prefix(b">") {
        line = rest.trim_ascii_start();
    }
    line
}

fn unknown_label(label: &[u8], line: usize) -> Error {
    Error::new(Code::ArmorLabelUnknown).with_at(format_args!("line {}", line + 1)).with_found(readable(label))
}

fn readable(line: &[u8]) -> &str {
    str::from_utf8(line).unwrap_or("bytes that are no text")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<Vec<u8>>> {
        Block::find(text.as_bytes())?.map(|block| block.decode()).transpose()
    }

    #[test]
    fn a_mail_around_the_block_is_passed_over() {
        let mail = "Dear customer,\r\n\r\n> > -----BEGIN SIGNED LICENSE-----\r\n> > aGVs \t\r\n>\r\n\r\n>>bG8=\r\n> > -----END SIGNED LICENSE-----\r\n-- \r\nVendor";
        assert_eq!(read(mail).unwrap().unwrap(), b"hello");
    }

    #[test]
    fn what_does_not_belong_in_a_block_is_refused() {
        let block =
            |body: &str| format!("-----BEGIN SIGNED LICENSE-----\n{body}\n-----END SIGNED LICENSE-----");
        assert_eq!(read(&block("aGVsbG8=")).unwrap().unwrap(), b"hello");
        for (text, code) in [
            (block("aGVs bG8="), Code::ArmorWhitespace),
            (block(" aGVsbG8="), Code::ArmorWhitespace),
            (block("aGVs\rbG8="), Code::ArmorWhitespace),
            (block("aGVs\u{A0}bG8="), Code::EncodingBase64),
            (block("aGVsbG8"), Code::EncodingPadding),
            (block("aGVsbG9="), Code::EncodingTrailingBits),
            (block("aGVs-_8="), Code::EncodingBase64),
            (block("-----BEGIN SIGNED LICENSE-----"), Code::ArmorRepeated),
            (block("") + "\n" + &block(""), Code::ArmorRepeated),
            ("-----BEGIN SIGNED LICENSE-----\naGVs".into(), Code::ArmorEndMissing),
            (
                "-----BEGIN SIGNED LICENSE-----\naGVs\n-----END TRUST UPDATE-----".into(),
                Code::ArmorEndMissing,
            ),
            ("-----BEGIN SIGNED LICENSE\naGVs".into(), Code::ArmorLabelUnknown),
        ] {
            assert_eq!(read(&text).unwrap_err().code(), code, "{text}");
        }
        assert_eq!(read("no block at all").unwrap(), None);
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
