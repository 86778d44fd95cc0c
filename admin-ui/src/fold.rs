//! Which spellings of a name mean the same person.

/// Makes one text of all spellings of a name: normalised (NFKC) and in lower case. The tables for that are
/// the browser's; most names need none.
pub(crate) fn fold(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { normalised(name).to_lowercase() }
}

#[cfg(target_arch = "wasm32")]
fn normalised(name: &str) -> String {
    js_sys::JsString::from(name).normalize("NFKC").into()
}

/// Tests run without a browser.
#[cfg(all(test, not(target_arch = "wasm32")))]
fn normalised(name: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(name).collect()
}

#[cfg(all(not(test), not(target_arch = "wasm32")))]
fn normalised(name: &str) -> String {
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_composition_do_not_tell_people_apart() {
        for (one, other) in [("Gerd.Gudlat", "gerd.gudlat"), ("A\u{308}RGER", "ärger"), ("ＡＢＣ", "abc")]
        {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("muller"), fold("müller"));
    }
}
