//! The strict pass: recursive descent over the bytes, bounded in depth.

#[cfg(feature = "foreign")]
use super::decimal::Decimal;
use super::{Object, Value};
use std::borrow::Cow;

/// How deep a document may be nested; the root object is depth 1. Also bounds this parser's stack.
pub const DEEPEST: usize = 16;

/// The largest magnitude that every JSON reader holds exactly: 2^53 − 1 (RFC 8259, section 6).
pub const LARGEST_INTEGER: i64 = (1 << 53) - 1;

/// No integer within the limits has more digits.
const MOST_DIGITS: usize = 16;

/// What is wrong with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A byte order mark stands before it.
    ByteOrderMark,
    /// It is not UTF-8.
    Utf8,
    /// It is no object, but a value of the type that was found.
    Root,
    /// It is nested deeper than [`DEEPEST`].
    Depth,
    /// It has more values than it may.
    Count,
    /// One object has a name twice.
    DuplicateKey,
    /// A number is no integer within the limits.
    Number,
    /// A string has half of a surrogate pair.
    Surrogate,
    /// It is no JSON.
    Syntax,
    /// Something stands after it.
    Trailing,
}

/// Why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub fault: Fault,
    /// At which byte, where that is one place.
    pub place: Option<usize>,
    /// The name or the number, or the type of the value; else empty.
    pub found: String,
}

/// What is read, or why not: in one word, because every value comes in one.
type Read<T> = Result<T, Box<Refusal>>;

/// Reads a document whose root is an object and which has so many values at most.
///
/// # Errors
/// What is wrong with the document.
pub fn parse(bytes: &[u8], most_values: usize) -> Result<Object<'_>, Box<Refusal>> {
    parse_with(bytes, most_values, |_| None)
}

/// Reads another maker's document: as strictly, but its numbers may be of any size and have a fraction. They
/// are read by their value: `1.83e9` and `19.0` are whole.
///
/// # Errors
/// What is wrong with the document.
#[cfg(feature = "foreign")]
pub fn parse_foreign(bytes: &[u8]) -> Result<Object<'_>, Box<Refusal>> {
    parse_with(bytes, usize::MAX, |literal| {
        Some(match Decimal::read(literal)? {
            Decimal::Between { floor, fraction: false } => Value::Integer(floor),
            _ => Value::Number(literal.into()),
        })
    })
}

/// Takes a number that is no integer within the limits, where a document may have such.
type OtherNumber<'a> = fn(&'a str) -> Option<Value<'a>>;

fn parse_with<'a>(bytes: &'a [u8], most_values: usize, other_number: OtherNumber<'a>) -> Read<Object<'a>> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(refusal(Fault::ByteOrderMark, None, ""));
    }
    let text = str::from_utf8(bytes).map_err(|error| refusal(Fault::Utf8, Some(error.valid_up_to()), ""))?;
    let mut parser = Parser { text, position: 0, values_left: most_values, other_number };
    parser.skip_whitespace();
    if parser.peek().is_some_and(|byte| byte != b'{') {
        // A value of another type, or no JSON at all.
        let value = parser.value(1)?;
        return Err(refusal(Fault::Root, None, value.type_name()));
    }
    let Value::Object(root) = parser.value(1)? else { return Err(parser.refusal(Fault::Syntax)) };
    parser.skip_whitespace();
    match parser.peek() {
        None => Ok(root),
        Some(_) => Err(parser.refusal(Fault::Trailing)),
    }
}

#[cold]
fn refusal(fault: Fault, place: Option<usize>, found: &str) -> Box<Refusal> {
    Box::new(Refusal { fault, place, found: found.to_owned() })
}

struct Parser<'a> {
    text: &'a str,
    position: usize,
    values_left: usize,
    other_number: OtherNumber<'a>,
}

impl<'a> Parser<'a> {
    fn value(&mut self, depth: usize) -> Read<Value<'a>> {
        self.values_left = self.values_left.checked_sub(1).ok_or_else(|| self.refusal(Fault::Count))?;
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Boolean(true)),
            Some(b'f') => self.word("false", Value::Boolean(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.refusal(Fault::Syntax)),
        }
    }

    fn object(&mut self, depth: usize) -> Read<Value<'a>> {
        let mut members = Vec::new();
        let mut is_more = self.open(depth, b'}')?;
        while is_more {
            if self.peek() != Some(b'"') {
                return Err(self.refusal(Fault::Syntax));
            }
            let name = self.string()?;
            self.skip_whitespace();
            if self.peek() != Some(b':') {
                return Err(self.refusal(Fault::Syntax));
            }
            self.position += 1;
            self.skip_whitespace();
            members.push((name, self.value(depth + 1)?));
            is_more = self.next(b'}')?;
        }
        Object::new(members).map(Value::Object).map_err(|name| refusal(Fault::DuplicateKey, None, &name))
    }

    fn array(&mut self, depth: usize) -> Read<Value<'a>> {
        let mut values = Vec::new();
        let mut is_more = self.open(depth, b']')?;
        while is_more {
            values.push(self.value(depth + 1)?);
            is_more = self.next(b']')?;
        }
        Ok(Value::Array(values))
    }

    /// Passes an opening bracket, and tells whether anything stands between it and `close`.
    fn open(&mut self, depth: usize, close: u8) -> Read<bool> {
        if depth > DEEPEST {
            return Err(self.refusal(Fault::Depth));
        }
        self.position += 1;
        self.skip_whitespace();
        let is_more = self.peek() != Some(close);
        self.position += usize::from(!is_more);
        Ok(is_more)
    }

    /// Passes what stands after an item, and tells whether another one follows.
    fn next(&mut self, close: u8) -> Read<bool> {
        self.skip_whitespace();
        let is_more = match self.peek() {
            Some(b',') => true,
            Some(byte) if byte == close => false,
            _ => return Err(self.refusal(Fault::Syntax)),
        };
        self.position += 1;
        if is_more {
            self.skip_whitespace();
        }
        Ok(is_more)
    }

    fn number(&mut self) -> Read<Value<'a>> {
        let rest = &self.text.as_bytes()[self.position..];
        let digits = rest.iter().take(MOST_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
        let integer = rest[..digits].iter().fold(0, |integer, digit| integer * 10 + i64::from(digit - b'0'));
        // Nearly all numbers are: what begins with a zero, or goes on, is looked at closely.
        let is_whole =
            digits > 0 && rest[0] != b'0' && !rest.get(digits).is_some_and(|&byte| is_of_number(byte));
        if is_whole && integer <= LARGEST_INTEGER {
            self.position += digits;
            return Ok(Value::Integer(integer));
        }
        self.other_number()
    }

    #[inline(never)]
    fn other_number(&mut self) -> Read<Value<'a>> {
        let start = self.position;
        while self.peek().is_some_and(is_of_number) {
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
                Ok(Value::Integer(integer))
            }
            _ => (self.other_number)(literal).map_or_else(|| refuse(Fault::Number), Ok),
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Read<Value<'a>> {
        if !self.text.as_bytes()[self.position..].starts_with(word.as_bytes()) {
            return Err(self.refusal(Fault::Syntax));
        }
        self.position += word.len();
        Ok(value)
    }

    /// Reads a string; borrows it where it has no escapes, as nearly all have none.
    fn string(&mut self) -> Read<Cow<'a, str>> {
        self.position += 1;
        let start = self.position;
        self.position += meaning_themselves(&self.text.as_bytes()[start..]);
        if self.peek() == Some(b'"') {
            let string = self.since(start);
            self.position += 1;
            return Ok(Cow::Borrowed(string));
        }
        self.escaped_string(start).map(Cow::Owned)
    }

    /// The rest of a string that began at `start`, and of which a character at the position is not what it means.
    #[inline(never)]
    fn escaped_string(&mut self, start: usize) -> Read<String> {
        let mut string = String::new();
        let mut copied = start;
        loop {
            match self.peek() {
                Some(b'"') => {
                    string.push_str(self.since(copied));
                    self.position += 1;
                    return Ok(string);
                }
                Some(b'\\') => {
                    string.push_str(self.since(copied));
                    string.push(self.escape()?);
                    copied = self.position;
                }
                _ => return Err(self.refusal(Fault::Syntax)),
            }
            self.position += meaning_themselves(&self.text.as_bytes()[self.position..]);
        }
    }

    fn escape(&mut self) -> Read<char> {
        let letter = self.text.as_bytes().get(self.position + 1).copied();
        let c = match letter {
            Some(letter @ (b'"' | b'\\' | b'/')) => char::from(letter),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.refusal(Fault::Syntax)),
        };
        self.position += 2;
        Ok(c)
    }

    fn unicode_escape(&mut self) -> Read<char> {
        let first = self.hex_unit()?;
        if let Some(c) = char::from_u32(u32::from(first)) {
            return Ok(c);
        }
        let lone = self.refusal(Fault::Surrogate);
        if !self.text.as_bytes()[self.position..].starts_with(b"\\u") {
            return Err(lone);
        }
        let second = self.hex_unit()?;
        char::decode_utf16([first, second]).next().and_then(|decoded| decoded.ok()).ok_or(lone)
    }

    /// Reads `\uXXXX` at the position.
    fn hex_unit(&mut self) -> Read<u16> {
        let digits = self.text.as_bytes().get(self.position + 2..self.position + 6);
        let unit = digits.and_then(|digits| {
            digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)? as u16))
        });
        let unit = unit.ok_or_else(|| self.refusal(Fault::Syntax))?;
        self.position += 6;
        Ok(unit)
    }

    /// The text from a position up to the present one. Both are at ASCII characters, so there always is one.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    #[inline]
    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.position += 1;
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    #[cold]
    fn refusal(&self, fault: Fault) -> Box<Refusal> {
        refusal(fault, Some(self.position), "")
    }
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
}

/// How many bytes at the beginning end no string, begin no escape, and are no control characters, which must be
/// escaped. Most of a document are such, so that eight are looked at together.
fn meaning_themselves(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xFF;
    /// The highest bit of each byte below the least one that is less than so many; of later ones, perhaps others.
    const fn less_than(bytes: u64, bound: u64) -> u64 {
        bytes.wrapping_sub(ONES * bound) & !bytes & (ONES * 0x80)
    }
    let (eights, rest) = bytes.as_chunks::<8>();
    for (nth, eight) in eights.iter().enumerate() {
        let bytes = u64::from_le_bytes(*eight);
        let equal = |byte: u8| less_than(bytes ^ (ONES * byte as u64), 1);
        let others = less_than(bytes, 0x20) | equal(b'"') | equal(b'\\');
        if others != 0 {
            return nth * 8 + others.trailing_zeros() as usize / 8;
        }
    }
    let means_itself = |byte: u8| byte > 0x1F && byte != b'"' && byte != b'\\';
    bytes.len() - rest.len() + rest.iter().take_while(|&&byte| means_itself(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn eight_bytes_together_are_what_they_are_one_by_one(bytes in "[\u{0}\u{1f} !\"#\\[\\\\\\]\u{7f}-\u{ff}a-z]{0,40}") {
            let other = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
            let expected = bytes.bytes().position(other).unwrap_or(bytes.len());
            proptest::prop_assert_eq!(meaning_themselves(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn a_refusal_says_where_and_what() {
        for (text, fault, place, found) in [
            ("{\"a\":01}", Fault::Syntax, Some(5), "01"),
            ("{\"a\":1.5}", Fault::Number, Some(5), "1.5"),
            ("{\"a\":1,\"a\":2}", Fault::DuplicateKey, None, "a"),
            ("[1]", Fault::Root, None, "array"),
            ("{\"a\":1 x", Fault::Syntax, Some(7), ""),
        ] {
            let expected = Refusal { fault, place, found: found.to_owned() };
            assert_eq!(*parse(text.as_bytes(), usize::MAX).unwrap_err(), expected, "{text}");
        }
    }
}
