//! Which spellings of a name mean the same person. The tables for that are the browser's.

/// Makes one text of all spellings of a name.
pub(crate) fn fold(name: &str) -> String {
    countersign::fold_nfkc(name, nfkc)
}

#[cfg(target_arch = "wasm32")]
fn nfkc(name: &str) -> String {
    js_sys::JsString::from(name).normalize("NFKC").into()
}

/// Tests run without a browser.
#[cfg(all(test, not(target_arch = "wasm32")))]
fn nfkc(name: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(name).collect()
}

#[cfg(all(not(test), not(target_arch = "wasm32")))]
fn nfkc(name: &str) -> String {
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_normalization::char::{canonical_combining_class, compose};

    #[test]
    fn case_and_composition_do_not_tell_people_apart() {
        for (one, other) in [
            ("Gerd.Gudlat", "gerd.gudlat"),
            ("A\u{308}RGER", "ärger"),
            ("ＡＢＣ", "abc"),
            ("J\u{30c}", "\u{1f0}"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("muller"), fold("müller"));
    }

    /// A stored seat is known by the folded name, and is folded again when it is read.
    #[test]
    fn to_fold_twice_is_to_fold_once_in_all_of_unicode() {
        let all = || '\0'..=char::MAX;
        // What the fold makes something of, and what it might make something of once a mark is put to it.
        let letters: Vec<char> = all()
            .filter(|c| {
                c.is_lowercase() || c.is_uppercase() || nfkc(c.encode_utf8(&mut [0; 4])) != c.to_string()
            })
            .collect();
        let bases: Vec<char> = all().filter(|c| !c.is_ascii_control()).take(0x3000).collect();
        let marks: Vec<char> = all()
            .filter(|mark| canonical_combining_class(*mark) != 0)
            .filter(|mark| bases.iter().any(|base| compose(*base, *mark).is_some()))
            .collect();
        assert!(letters.len() > 5_000 && marks.len() > 20, "{} {}", letters.len(), marks.len());
        for c in all() {
            is_folded_once(c.encode_utf8(&mut [0; 4]));
        }
        for c in &letters {
            is_folded_once(&c.to_uppercase().to_string());
            is_folded_once(&[*c].into_iter().nfkd().to_string());
            is_folded_once(&c.to_uppercase().nfd().to_string());
        }
        let mut text = String::new();
        for base in letters {
            for mark in &marks {
                text.clear();
                text.extend([base, *mark]);
                is_folded_once(&text);
            }
        }
        for base in ['J', 'Σ', 'I', 'İ', 'Ω', 'Α', 'H', 'T', 'W', 'Y', 'ŉ', 'ẞ'] {
            for mark in &marks {
                for second in &marks {
                    is_folded_once(&[base, *mark, *second].iter().collect::<String>());
                }
            }
        }
    }

    fn is_folded_once(name: &str) {
        let folded = fold(name);
        if folded != name {
            assert_eq!(fold(&folded), folded, "{}", name.escape_unicode());
        }
    }
}
