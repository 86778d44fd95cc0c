use super::*;
use std::path::Path;

static CATALOGUE: Catalogue = crate::catalogue!();

fn texts(language: Language) -> Texts {
    Texts::new(language, &CATALOGUE)
}

#[test]
fn every_error_code_is_explained_in_every_language() {
    let english = texts(Language::English);
    for code in Code::ALL.iter().copied() {
        assert_eq!(english.meaning(code), format!("{}.", code.meaning()), "{code}");
        assert_eq!(english.remedy(code), code.remedy(), "{code}");
        for language in [Language::French, Language::German, Language::Russian] {
            let texts = texts(language);
            assert!(texts.explanation(code.as_str()).is_some(), "{code} in {language:?}");
            assert_ne!(texts.meaning(code), english.meaning(code), "{code} in {language:?}");
            assert_ne!(texts.remedy(code), english.remedy(code), "{code} in {language:?}");
        }
    }
}

#[test]
fn no_translation_explains_a_code_that_is_not_there() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/errors/de.ftl");
    let source = std::fs::read_to_string(path).unwrap();
    let explained = source.lines().filter_map(|line| line.strip_prefix("error-")?.split_once(" = "));
    for (id, _) in explained {
        let code = id.replace('-', "_");
        assert!(Code::ALL.iter().any(|own| own.as_str() == code), "{code}");
    }
}

#[test]
fn each_language_has_its_own_texts() {
    let texts_of = Language::ALL.map(|language| texts(language).text(msg::PRINT));
    assert_eq!(texts_of, ["Print", "Imprimer", "Drucken", "Печать"]);
    let meanings = Language::ALL.map(|language| texts(language).meaning(Code::SizeEmpty));
    assert_eq!(meanings, ["The file is empty.", "Le fichier est vide.", "Die Datei ist leer.", "Файл пуст."]);
    assert!(texts(Language::German).remedy(Code::ArmorMissing).contains("mit { oder"));
}
