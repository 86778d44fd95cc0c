//! Elements with nothing but a text in them. One function makes them all: what the macro writes in place
//! for each element is what a page weighs most by.
//!
//! Whatever the text is, it is shown as the characters that it has: much of what a page shows is foreign and was
//! verified by nobody, such as names of files.

use countersign::printable;
use yew::prelude::*;

/// An element with a text.
pub fn element(tag: &'static str, text: impl Into<String>) -> Html {
    build(tag, None, text.into())
}

/// An element with a class and a text.
pub fn styled(tag: &'static str, class: &'static str, text: impl Into<String>) -> Html {
    build(tag, Some(class), text.into())
}

/// A block of text that may have several lines, such as an agreement: it keeps its line ends and tabs, and all else is
/// shown as the characters that it has.
pub fn lines(class: &'static str, text: &str) -> Html {
    html! { <div {class}>{ printable_lines(text) }</div> }
}

/// A text of several lines, as it is shown.
pub fn printable_lines(text: &str) -> String {
    const LAYOUT: [char; 3] = ['\n', '\r', '\t'];
    let parts = text.split_inclusive(LAYOUT).flat_map(|part| {
        let shown = part.trim_end_matches(LAYOUT);
        [printable(shown), part.get(shown.len()..).unwrap_or_default().to_owned()]
    });
    parts.collect()
}

fn build(tag: &'static str, class: Option<&'static str>, text: String) -> Html {
    html! { <@{tag} {class}>{ printable(&text) }</@> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines_and_what_deceives_is_shown() {
        let text = "1. Grant\r\n\n\tThe vendor\n";
        assert_eq!(printable_lines(text), text);
        assert_eq!(printable_lines("a\u{202e}b\nc\0"), "a\\u{202e}b\nc\\u{0}");
        assert_eq!(printable_lines(""), "");
    }
}
