//! Writing JSON.

/// The text as a JSON string (RFC 8259, section 7).
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    push_quoted(&mut quoted, text);
    quoted
}

/// Appends the text as a JSON string.
pub(crate) fn push_quoted(json: &mut String, text: &str) {
    json.push('"');
    let mut copied = 0;
    for (index, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            0..=0x1F => "\\u00",
            _ => continue,
        };
        // Only ASCII is escaped, so both ends are at characters.
        json.push_str(text.get(copied..index).unwrap_or_default());
        json.push_str(escape);
        if escape == "\\u00" {
            json.extend(
                [byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
            );
        }
        copied = index + 1;
    }
    json.push_str(text.get(copied..).unwrap_or_default());
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Value, parse};

    #[test]
    fn what_must_be_escaped_is() {
        assert_eq!(quoted("a\"b\\c\n\r\t\u{0}\u{1f}é"), r#""a\"b\\c\n\r\u0009\u0000\u001fé""#);
        assert_eq!(quoted(""), "\"\"");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(text in ".*|[\\x00-\\x7F]*") {
            let document = format!("{{\"a\":{}}}", quoted(&text));
            let object = parse(document.as_bytes(), "text").unwrap();
            proptest::prop_assert_eq!(object.get("a"), Some(&Value::String(text.into())));
        }
    }
}
