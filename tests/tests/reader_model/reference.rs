//! The strict pass as it first was: a byte after the other, and each value by itself.

use countersign_reader::{DEEPEST, Fault, LARGEST_INTEGER, Refusal};
use serde_json::Value;

fn refusal(fault: Fault, place: Option<usize>, found: &str) -> Refusal {
    Refusal { fault, place, found: found.to_owned() }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Reads a document whose root is an object and which has so many values at most.
pub(crate) fn parse(bytes: &[u8], most_values: usize) -> Result<Value, Refusal> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(refusal(Fault::ByteOrderMark, None, ""));
    }
    let text = str::from_utf8(bytes).map_err(|error| refusal(Fault::Utf8, Some(error.valid_up_to()), ""))?;
    let mut parser = Parser { text, position: 0, values_left: most_values };
    parser.skip_whitespace();
    if parser.peek().is_some_and(|byte| byte != b'{') {
        // A value of another type, or no JSON at all.
        let value = parser.value(1)?;
        return Err(refusal(Fault::Root, None, type_name(&value)));
    }
    let root = parser.value(1)?;
    parser.skip_whitespace();
    match parser.peek() {
        None => Ok(root),
        Some(_) => Err(parser.error(Fault::Trailing)),
    }
}

struct Parser<'a> {
    text: &'a str,
    position: usize,
    values_left: usize,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: usize) -> Result<Value, Refusal> {
        self.values_left = self.values_left.checked_sub(1).ok_or_else(|| self.error(Fault::Count))?;
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.error(Fault::Syntax)),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Refusal> {
        let mut members = Vec::new();
        self.items(depth, b'}', |parser| {
            if parser.peek() != Some(b'"') {
                return Err(parser.error(Fault::Syntax));
            }
            let name = parser.string()?;
            parser.skip_whitespace();
            parser.expect(b':')?;
            parser.skip_whitespace();
            members.push((name, parser.value(depth + 1)?));
            Ok(())
        })?;
        let mut names: Vec<&String> = members.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(refusal(Fault::DuplicateKey, None, pair[0])),
            None => Ok(Value::Object(members.into_iter().collect())),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, Refusal> {
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
        mut item: impl FnMut(&mut Self) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST {
            return Err(self.error(Fault::Depth));
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
                _ => return Err(self.error(Fault::Syntax)),
            }
            self.skip_whitespace();
        }
    }

    fn number(&mut self) -> Result<Value, Refusal> {
        let start = self.position;
        let is_part = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        while self.peek().is_some_and(is_part) {
            self.position += 1;
        }
        let literal = self.since(start);
        let digits = literal.strip_prefix('-').unwrap_or(literal);
        let refuse = |fault| Err(refusal(fault, Some(start), literal));
        if digits.is_empty() || !digits.as_bytes()[0].is_ascii_digit() {
            return refuse(Fault::Syntax);
        }
        let leading_zero =
            digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
        if leading_zero {
            return refuse(Fault::Syntax);
        }
        match literal.parse::<i64>() {
            Ok(integer) if integer.abs() <= LARGEST_INTEGER && (integer != 0 || literal == "0") => {
                Ok(Value::from(integer))
            }
            _ => refuse(Fault::Number),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Refusal> {
        if !self.text.as_bytes()[self.position..].starts_with(word.as_bytes()) {
            return Err(self.error(Fault::Syntax));
        }
        self.position += word.len();
        Ok(value)
    }

    fn string(&mut self) -> Result<String, Refusal> {
        self.position += 1;
        let mut string = String::new();
        loop {
            let start = self.position;
            while self.peek().is_some_and(means_itself) {
                self.position += 1;
            }
            string.push_str(self.since(start));
            match self.peek() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                _ => return Err(self.error(Fault::Syntax)),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Refusal> {
        let letter = self.text.as_bytes().get(self.position + 1).copied();
        let c = match letter {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.error(Fault::Syntax)),
        };
        self.position += 2;
        Ok(c)
    }

    fn unicode_escape(&mut self) -> Result<char, Refusal> {
        let first = self.hex_unit()?;
        if let Some(c) = char::from_u32(u32::from(first)) {
            return Ok(c);
        }
        let lone = self.error(Fault::Surrogate);
        if !self.text.as_bytes()[self.position..].starts_with(b"\\u") {
            return Err(lone);
        }
        let second = self.hex_unit()?;
        char::decode_utf16([first, second]).next().and_then(|decoded| decoded.ok()).ok_or(lone)
    }

    /// Reads `\uXXXX` at the position.
    fn hex_unit(&mut self) -> Result<u16, Refusal> {
        let digits = self.text.as_bytes().get(self.position + 2..self.position + 6);
        let unit = digits.and_then(|digits| {
            digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)? as u16))
        });
        let unit = unit.ok_or_else(|| self.error(Fault::Syntax))?;
        self.position += 6;
        Ok(unit)
    }

    /// The text from a position up to the present one. Both are at ASCII characters, so there always is one.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    fn expect(&mut self, byte: u8) -> Result<(), Refusal> {
        if self.peek() != Some(byte) {
            return Err(self.error(Fault::Syntax));
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

    fn error(&self, fault: Fault) -> Refusal {
        refusal(fault, Some(self.position), "")
    }
}

/// Whether a byte of a string ends nothing, begins no escape, and is no control character, which must be escaped.
fn means_itself(byte: u8) -> bool {
    byte > 0x1F && byte != b'"' && byte != b'\\'
}
