//! The strict pass: recursive descent over the bytes, bounded in depth.

#[cfg(any(feature = "jwt", feature = "keygen"))]
use super::decimal::Decimal;
use super::{Object, Value};
use crate::error::{Code, Error, Result};
use std::borrow::Cow;

/// How deep a document may be nested; the root object is depth 1. Also bounds this parser's stack.
const DEEPEST: usize = 16;

/// The largest magnitude that every JSON reader holds exactly: 2^53 − 1 (RFC 8259, section 6).
pub(crate) const LARGEST_INTEGER: i64 = (1 << 53) - 1;

/// Reads a document whose root is an object. `part` names the document in errors.
pub(crate) fn parse<'a>(bytes: &'a [u8], part: &'static str) -> Result<Object<'a>> {
    parse_with(bytes, part, usize::MAX, |_| None)
}

/// As [`parse`], for a document that nobody has signed for yet: it may hold so many values and no more,
/// because a file of brackets takes a hundred times its size in memory.
pub(crate) fn parse_small<'a>(bytes: &'a [u8], part: &'static str, most_values: usize) -> Result<Object<'a>> {
    parse_with(bytes, part, most_values, |_| None)
}

/// Reads another vendor's document: as strictly, but its numbers may be of any size and have a fraction. They
/// are read by their value: `1.83e9` and `19.0` are whole.
#[cfg(any(feature = "jwt", feature = "keygen"))]
pub(crate) fn parse_foreign<'a>(bytes: &'a [u8], part: &'static str) -> Result<Object<'a>> {
    parse_with(bytes, part, usize::MAX, |literal| {
        Some(match Decimal::read(literal)? {
            Decimal::Between { floor, fraction: false } => Value::Integer(floor),
            _ => Value::Number(literal.into()),
        })
    })
}

/// Takes a number that is no integer within the limits, where a document may have such.
type OtherNumber<'a> = fn(&'a str) -> Option<Value<'a>>;

fn parse_with<'a>(
    bytes: &'a [u8],
    part: &'static str,
    most_values: usize,
    other_number: OtherNumber<'a>,
) -> Result<Object<'a>> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(Error::new(Code::JsonBom).with_at(part));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Error::new(Code::JsonUtf8).with_at(format_args!("{part}, byte {}", error.valid_up_to()))
    })?;
    let mut parser = Parser { text, position: 0, part, values_left: most_values, other_number };
    parser.skip_whitespace();
    if parser.peek().is_some_and(|byte| byte != b'{') {
        // A value of another type, or no JSON at all.
        let value = parser.value(1)?;
        return Err(Error::new(Code::JsonRoot)
            .with_at(part)
            .with_found(value.type_name())
            .with_needed("object"));
    }
    let Value::Object(root) = parser.value(1)? else { return Err(parser.error(Code::JsonSyntax)) };
    parser.skip_whitespace();
    match parser.peek() {
        None => Ok(root),
        Some(_) => Err(parser.error(Code::JsonTrailing)),
    }
}

struct Parser<'a> {
    text: &'a str,
    position: usize,
    part: &'static str,
    values_left: usize,
    other_number: OtherNumber<'a>,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: usize) -> Result<Value<'a>> {
        self.values_left = self.values_left.checked_sub(1).ok_or_else(|| self.error(Code::JsonCount))?;
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Boolean(true)),
            Some(b'f') => self.word("false", Value::Boolean(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.error(Code::JsonSyntax)),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'a>> {
        let mut members = Vec::new();
        self.items(depth, b'}', |parser| {
            if parser.peek() != Some(b'"') {
                return Err(parser.error(Code::JsonSyntax));
            }
            let name = parser.string()?;
            parser.skip_whitespace();
            parser.expect(b':')?;
            parser.skip_whitespace();
            members.push((name, parser.value(depth + 1)?));
            Ok(())
        })?;
        Object::new(members)
            .map(Value::Object)
            .map_err(|name| Error::new(Code::JsonDuplicateKey).with_at(self.part).with_found(name))
    }

    fn array(&mut self, depth: usize) -> Result<Value<'a>> {
        let mut values = Vec::new();
        self.items(depth, b']', |parser| {
            values.push(parser.value(depth + 1)?);
            Ok(())
        })?;
        Ok(Value::Array(values))
    }

    /// Reads what stands between an opening bracket and `close`, with commas between the items.
    fn items(
        &mut self,
        depth: usize,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Result<()>,
    ) -> Result<()> {
        if depth > DEEPEST {
            return Err(self.error(Code::JsonDepth).with_needed(format!("at most {DEEPEST}")));
        }
        self.position += 1;
        self.skip_whitespace();
        if self.peek() == Some(close) {
            self.position += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            self.skip_whitespace();
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(byte) if byte == close => {
                    self.position += 1;
                    return Ok(());
                }
                _ => return Err(self.error(Code::JsonSyntax)),
            }
            self.skip_whitespace();
        }
    }

    fn number(&mut self) -> Result<Value<'a>> {
        let start = self.position;
        let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        while self.peek().is_some_and(is_part) {
            self.position += 1;
        }
        let literal = self.since(start);
        let digits = literal.strip_prefix('-').unwrap_or(literal);
        let refuse = |code| {
            Err(Error::new(code).with_at(format_args!("{}, byte {start}", self.part)).with_found(literal))
        };
        if digits.is_empty() || !digits.as_bytes()[0].is_ascii_digit() {
            return refuse(Code::JsonSyntax);
        }
        let leading_zero =
            digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
        if leading_zero {
            return refuse(Code::JsonSyntax);
        }
        match literal.parse::<i64>() {
            Ok(integer) if integer.abs() <= LARGEST_INTEGER && (integer != 0 || literal == "0") => {
                Ok(Value::Integer(integer))
            }
            _ => (self.other_number)(literal).map_or_else(|| refuse(Code::JsonNumber), Ok),
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>> {
        if !self.text.as_bytes()[self.position..].starts_with(word.as_bytes()) {
            return Err(self.error(Code::JsonSyntax));
        }
        self.position += word.len();
        Ok(value)
    }

    /// Reads a string; borrows it where it has no escapes, as nearly all have none.
    fn string(&mut self) -> Result<Cow<'a, str>> {
        self.position += 1;
        let start = self.position;
        let mut unescaped: Option<String> = None;
        let mut copied = start;
        loop {
            let rest = &self.text.as_bytes()[self.position..];
            // Most of a document are characters of strings that mean themselves.
            self.position += rest.iter().take_while(|&&byte| means_itself(byte)).count();
            match self.peek() {
                Some(b'"') => {
                    let rest = self.since(copied);
                    self.position += 1;
                    return Ok(match unescaped {
                        None => Cow::Borrowed(rest),
                        Some(mut string) => {
                            string.push_str(rest);
                            Cow::Owned(string)
                        }
                    });
                }
                Some(b'\\') => {
                    let string = unescaped.get_or_insert_default();
                    string.push_str(self.since(copied));
                    string.push(self.escape()?);
                    copied = self.position;
                }
                _ => return Err(self.error(Code::JsonSyntax)),
            }
        }
    }

    fn escape(&mut self) -> Result<char> {
        let letter = self.text.as_bytes().get(self.position + 1).copied();
        let c = match letter {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.error(Code::JsonSyntax)),
        };
        self.position += 2;
        Ok(c)
    }

    fn unicode_escape(&mut self) -> Result<char> {
        let first = self.hex_unit()?;
        if let Some(c) = char::from_u32(u32::from(first)) {
            return Ok(c);
        }
        let lone = self.error(Code::JsonSurrogate);
        if !self.text.as_bytes()[self.position..].starts_with(b"\\u") {
            return Err(lone);
        }
        let second = self.hex_unit()?;
        char::decode_utf16([first, second]).next().and_then(|decoded| decoded.ok()).ok_or(lone)
    }

    /// Reads `\uXXXX` at the position.
    fn hex_unit(&mut self) -> Result<u16> {
        let digits = self.text.as_bytes().get(self.position + 2..self.position + 6);
        let unit = digits.and_then(|digits| {
            digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)? as u16))
        });
        let unit = unit.ok_or_else(|| self.error(Code::JsonSyntax))?;
        self.position += 6;
        Ok(unit)
    }

    /// The text from a position up to the present one. Both are at ASCII characters, so there always is one.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    fn expect(&mut self, byte: u8) -> Result<()> {
        if self.peek() != Some(byte) {
            return Err(self.error(Code::JsonSyntax));
        }
        self.position += 1;
        Ok(())
    }

    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.position += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn error(&self, code: Code) -> Error {
        Error::new(code).with_at(format_args!("{}, byte {}", self.part, self.position))
    }
}

/// Whether a byte of a string ends nothing, begins no escape, and is no control character, which must be escaped.
fn means_itself(byte: u8) -> bool {
    byte > 0x1F && byte != b'"' && byte != b'\\'
}

#[cfg(test)]
mod tests {
    use super::*;

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
