//! Pointing at a claim (RFC 6901).

use crate::error::Result;
use crate::json::{Node, Value};
use std::fmt;

/// A JSON pointer to a claim.
pub(super) struct Pointer {
    /// As it is written.
    text: String,
    tokens: Vec<String>,
}

impl Pointer {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        let text = node.string()?;
        Self::parse(text).ok_or_else(|| node.refused("a JSON pointer, e.g. /customer/name"))
    }

    /// A pointer that is known to be one.
    pub(super) fn to_member(name: &str) -> Self {
        Self { text: format!("/{name}"), tokens: vec![name.to_owned()] }
    }

    fn parse(text: &str) -> Option<Self> {
        let tokens: Option<Vec<String>> = text.strip_prefix('/')?.split('/').map(unescape).collect();
        Some(Self { text: text.to_owned(), tokens: tokens? })
    }

    /// The value that it points at.
    pub(super) fn find<'v, 'a>(&self, root: &'v Value<'a>) -> Option<&'v Value<'a>> {
        self.tokens.iter().try_fold(root, |value, token| match value {
            Value::Object(object) => object.get(token),
            Value::Array(values) => values.get(index(token)?),
            _ => None,
        })
    }
}

/// Replaces `~1` by `/` and `~0` by `~`; none where a `~` is anything else.
fn unescape(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let mut unescaped = parts.next()?.to_owned();
    for part in parts {
        let (escaped, rest) = match part.strip_prefix('1') {
            Some(rest) => ('/', rest),
            None => ('~', part.strip_prefix('0')?),
        };
        unescaped.push(escaped);
        unescaped.push_str(rest);
    }
    Some(unescaped)
}

/// The index of an array's item: digits without leading zeros.
fn index(token: &str) -> Option<usize> {
    let canonical = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|_| canonical)
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn the_examples_of_rfc_6901() {
        let text = br#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"m~n":8," ":7}"#;
        let document = Value::Object(json::parse(text, "payload").unwrap());
        for (pointer, expected) in [
            ("/foo/0", Value::from("bar")),
            ("/", Value::Integer(0)),
            ("/a~1b", Value::Integer(1)),
            ("/c%d", Value::Integer(2)),
            ("/e^f", Value::Integer(3)),
            ("/m~0n", Value::Integer(8)),
            ("/ ", Value::Integer(7)),
        ] {
            assert_eq!(Pointer::parse(pointer).unwrap().find(&document), Some(&expected), "{pointer}");
        }
        for pointer in ["/foo/2", "/foo/00", "/foo/+1", "/foo/-", "/foo/0/x", "/absent", "/foo/"] {
            assert_eq!(Pointer::parse(pointer).unwrap().find(&document), None, "{pointer}");
        }
        for text in ["", "foo", "/a~", "/a~2b"] {
            assert!(Pointer::parse(text).is_none(), "{text}");
        }
    }
}
