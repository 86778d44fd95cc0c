use super::*;
use countersign_issuer::RefusalCode;
use std::path::Path;

#[test]
fn every_refusal_is_explained_in_every_language() {
    for code in RefusalCode::ALL.iter().map(|code| code.as_str()) {
        let mut meanings = Vec::new();
        for language in [Language::French, Language::German, Language::Russian] {
            let explanation = Texts::new(language, &CATALOGUE).explanation(code);
            let (meaning, remedy) = explanation.unwrap_or_else(|| panic!("{code} in {language:?}"));
            assert!(!remedy.is_empty(), "{code} in {language:?}");
            meanings.push(meaning);
        }
        meanings.dedup();
        assert_eq!(meanings.len(), 3, "{code}");
    }
}

#[test]
fn no_translation_explains_a_refusal_that_is_not_there() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/errors/de.ftl");
    let source = std::fs::read_to_string(path).unwrap();
    let explained = source.lines().filter_map(|line| line.strip_prefix("error-")?.split_once(" = "));
    for (id, _) in explained {
        let code = id.replace('-', "_");
        assert!(RefusalCode::ALL.iter().any(|own| own.as_str() == code), "{code}");
    }
}
