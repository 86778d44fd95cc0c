//! The format of a vector: a header, a blank line, and the file that is to be verified.

use crate::folder;
use countersign::{
    DocumentOutcome, Envelope, File, License, Question, Result, TrustedKeys, UnixTime, Verified,
    VerifiedDocument, Verifier, judge,
};
use std::fmt::Write as _;
use std::fs;

/// What stands in a header for no files.
const NOTHING: &str = "-";
/// What stands in a body for the text that `repeat` names.
const MARKER: char = '@';
/// A body larger than this is written with `repeat`.
const LARGEST_BODY: usize = 64 << 10;
/// The longest text that is looked for as the one that repeats.
const LONGEST_PERIOD: usize = 256;

/// A file to verify, and what the verifier must say of it. `tests/vectors/README.md` describes its format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector {
    /// An error code or `ok`; where there is an instant, the status instead of `ok`.
    pub expect: String,
    /// What is wrong with the file, or why it is accepted although it looks wrong.
    pub comment: String,
    /// The key set that is trusted: the name of a file in `tests/vectors/keys`, without its extension.
    pub keys: String,
    /// The instant at which the licence is judged.
    pub at: Option<i64>,
    /// The files in `tests/vectors/beside` that are at hand. Where this is given, be it empty, the file may be a
    /// document of any type, and is verified together with them.
    pub beside: Option<Vec<String>>,
    /// The file.
    pub body: Vec<u8>,
}

impl Vector {
    /// The key set that is trusted where a vector names none.
    pub const KEYS: &str = "vendor";

    /// Reads a vector.
    ///
    /// # Errors
    /// What is wrong with its header.
    pub fn parse(bytes: &[u8]) -> std::result::Result<Self, String> {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").ok_or("no blank line")?;
        let header = str::from_utf8(&bytes[..end]).map_err(|error| error.to_string())?;
        let body = &bytes[end + 2..];
        let mut vector = Self {
            expect: String::new(),
            comment: String::new(),
            keys: Self::KEYS.to_owned(),
            at: None,
            beside: None,
            body: body.to_vec(),
        };
        for line in header.lines() {
            let (name, value) = line.split_once(": ").ok_or_else(|| format!("not a header: {line}"))?;
            match name {
                "expect" => vector.expect = value.to_owned(),
                "comment" => vector.comment = value.to_owned(),
                "keys" => vector.keys = value.to_owned(),
                "at" => vector.at = Some(value.parse().map_err(|error| format!("at: {error}"))?),
                "beside" => {
                    let names = value.split(' ').filter(|name| *name != NOTHING);
                    vector.beside = Some(names.map(str::to_owned).collect());
                }
                "repeat" => vector.body = unfolded(body, value).ok_or("repeat: a count and a text")?,
                "encoding" if value == "hex" => vector.body = unhex(body).ok_or("not hexadecimal")?,
                _ => return Err(format!("unknown header: {line}")),
            }
        }
        if vector.expect.is_empty() || vector.comment.is_empty() {
            return Err("expect and comment are required".to_owned());
        }
        Ok(vector)
    }

    /// Writes the vector as it is read.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut header = format!("expect: {}\ncomment: {}\n", self.expect, self.comment);
        let mut line = |name: &str, value: &str| header.push_str(&format!("{name}: {value}\n"));
        if self.keys != Self::KEYS {
            line("keys", &self.keys);
        }
        if let Some(at) = self.at {
            line("at", &at.to_string());
        }
        if let Some(beside) = &self.beside {
            line("beside", if beside.is_empty() { NOTHING.to_owned() } else { beside.join(" ") }.as_str());
        }
        let body = match str::from_utf8(&self.body) {
            Ok(text) if text.len() > LARGEST_BODY => {
                let (repeat, body) = folded(text);
                line("repeat", &repeat);
                body.into_bytes()
            }
            Ok(text) if is_plain(text) => self.body.clone(),
            _ => {
                line("encoding", "hex");
                hex(&self.body).into_bytes()
            }
        };
        [header.as_bytes(), b"\n", &body].concat()
    }

    /// What the verifier says of the file, as `expect` has it.
    pub fn run(&self, keys: &[u8]) -> &'static str {
        self.outcome(keys).unwrap_or_else(|error| error.code().as_str())
    }

    fn outcome(&self, keys: &[u8]) -> Result<&'static str> {
        let keys = TrustedKeys::parse(keys)?;
        if self.beside.is_some() {
            return self.verified_beside(keys).map(|_| "ok");
        }
        let license: Verified<License> = Envelope::read(&self.body)?.verify(&keys)?;
        let Some(at) = self.at else { return Ok("ok") };
        let file = File { name: "vector".to_owned(), outcome: Ok(license.into()) };
        let report = judge(&[file], &Question::at(UnixTime::from_secs(at)?))?;
        match &report.documents[0].outcome {
            DocumentOutcome::Authentic(row) => Ok(row.status.as_str()),
            DocumentOutcome::Unproven(row) => Ok(row.status.as_str()),
            DocumentOutcome::Refused { error } => Err(error.clone()),
        }
    }
}

impl Vector {
    /// The document in the file, which is verified together with those that are at hand.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn verified_beside(&self, keys: TrustedKeys) -> Result<VerifiedDocument> {
        let beside: Vec<_> = self.beside.iter().flatten().map(|name| read_beside(name)).collect();
        let files = [&self.body].into_iter().chain(&beside);
        let opened = Verifier::new(keys).open(files.map(|bytes| ("vector", &bytes[..])));
        opened.files.into_iter().next().expect("the file is the first").outcome
    }
}

fn read_beside(name: &str) -> Vec<u8> {
    let path = folder("vectors/beside").join(format!("{name}.txt"));
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whether the text can be read in an editor without being deceived.
fn is_plain(text: &str) -> bool {
    let hidden = |c: char| {
        matches!(c, '\u{A0}' | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' |
            '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    let text = text.replace("\r\n", "\n");
    !text.chars().any(|c| hidden(c) || (c.is_control() && !matches!(c, '\n' | '\t')))
}

/// The `repeat` header of a long text, and what is left of the text when its longest run of one repeated
/// part is one character. The run must reach over the middle of the text.
fn folded(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let middle = bytes.len() / 2;
    let sample = &bytes[middle..middle + 4 * LONGEST_PERIOD];
    let repeats = |period: &usize| sample[*period..].iter().eq(&sample[..sample.len() - period]);
    let period = (1..=LONGEST_PERIOD).find(repeats).expect("a long body repeats a short text");
    let same = |&at: &usize| bytes[at] == bytes[at - period];
    let end = (middle + period..bytes.len()).find(|at| !same(at)).unwrap_or(bytes.len());
    let start = (period..middle).rev().find(|at| !same(at)).map_or(0, |at| at + 1 - period);
    let count = (end - start) / period;
    let unit = &text[start..start + period];
    let (before, after) = (&text[..start], &text[start + count * period..]);
    assert!(before.len() + after.len() < LARGEST_BODY, "what does not repeat is too long");
    for part in [before, unit, after] {
        assert!(is_plain(part) && !part.contains(MARKER), "a long body must be plain text without {MARKER}");
    }
    (format!("{count} {unit}"), format!("{before}{MARKER}{after}"))
}

fn unfolded(body: &[u8], repeat: &str) -> Option<Vec<u8>> {
    let (count, unit) = repeat.split_once(' ')?;
    let body = str::from_utf8(body).ok()?;
    Some(body.replace(MARKER, &unit.repeat(count.parse().ok()?)).into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for line in bytes.chunks(32) {
        for byte in line {
            write!(text, "{byte:02x}").expect("a string takes all that is written");
        }
        text.push('\n');
    }
    text
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let digits: Option<Vec<_>> = text
        .iter()
        .filter(|byte| **byte != b'\n')
        .map(|&byte| char::from(byte).to_digit(16).map(|digit| digit as u8))
        .collect();
    digits?.chunks(2).map(|pair| Some(pair.first()? << 4 | pair.get(1)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(body: impl Into<Vec<u8>>) -> Vector {
        Vector {
            expect: "ok".into(),
            comment: "why: because".into(),
            keys: Vector::KEYS.into(),
            at: None,
            beside: None,
            body: body.into(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let long = |unit: &str| format!("before{}after", unit.repeat(100_000));
        for body in [
            b"".to_vec(),
            b"\n\nexpect: no\n".to_vec(),
            b"line\r\nline".to_vec(),
            b"\r".to_vec(),
            "\u{FEFF}text".into(),
            (0..=255).collect(),
            long("a").into(),
            long("abcd").into(),
            long("beforebefore").into(),
            long("Wzhbefore").into(),
            "[".repeat(70_000).into(),
        ] {
            let mut vector = vector(body);
            assert_eq!(Vector::parse(&vector.to_bytes()).as_ref(), Ok(&vector));
            assert!(vector.to_bytes().len() < 2_000);
            vector.keys = "none".into();
            vector.at = Some(-1);
            assert_eq!(Vector::parse(&vector.to_bytes()).as_ref(), Ok(&vector));
        }
    }

    #[test]
    fn a_header_that_is_not_understood_is_an_error() {
        for text in [
            "expect: ok\n\n",
            "comment: c\n\n",
            "expect: ok\ncomment: c\n",
            "expect: ok\ncomment: c\nexpected: ok\n\n",
            "expect: ok\ncomment: c\nencoding: rot13\n\n",
            "expect: ok\ncomment: c\nencoding: hex\n\n0g",
            "expect: ok\ncomment: c\nencoding: hex\n\n0",
            "expect: ok\ncomment: c\nrepeat: @\n\n",
            "expect: ok\ncomment: c\nat: noon\n\n",
        ] {
            assert!(Vector::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
