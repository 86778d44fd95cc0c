//! The page's HTML template.

use anyhow::{Context as _, Result, ensure};

/// After this line comes the policy: before anything that it governs, and after the encoding,
/// which must come first.
const ENCODING: &str = "<meta charset=\"utf-8\">";

/// What a single file is made of.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The HTML of the hosted page.
    pub(crate) template: &'a str,
    /// The address of the stylesheet in it.
    pub(crate) stylesheet: &'a str,
    /// The stylesheet.
    pub(crate) style: &'a str,
    /// wasm-bindgen's classic script.
    pub(crate) glue: &'a str,
    /// The script that starts the app with the module in the page.
    pub(crate) start: &'a str,
    /// The module.
    pub(crate) wasm: &'a [u8],
}

/// Puts a Content-Security-Policy into a page.
pub(crate) fn with_policy(html: &str, policy: &str) -> Result<String> {
    let meta = format!("{ENCODING}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    replace_once(html, ENCODING, &meta)
}

/// Replaces what must be there exactly once.
pub(crate) fn replace_once(html: &str, from: &str, to: &str) -> Result<String> {
    let (before, after) = html.split_once(from).with_context(|| format!("the page has no {from}"))?;
    ensure!(!after.contains(from), "the page has more than one {from}");
    Ok([before, to, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_right_after_the_encoding() {
        let html = with_policy("<head><meta charset=\"utf-8\"><title>", "default-src 'none'").unwrap();
        let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
        assert_eq!(html, format!("<head><meta charset=\"utf-8\">\n{meta}<title>"));
    }

    #[test]
    fn what_is_missing_or_there_twice_is_an_error() {
        assert!(replace_once("a", "b", "c").is_err());
        assert!(replace_once("b b", "b", "c").is_err());
    }
}
