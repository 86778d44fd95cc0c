use super::*;
use std::path::Path;

fn texts(language: Language) -> Texts {
    Texts::new(language)
}

#[test]
fn the_translations_are_complete() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    assert_eq!(parity::check(&locales).map(|messages| messages.is_empty()), Ok(false));
}

#[test]
fn an_incomplete_translation_is_found_out() {
    let folder = std::env::temp_dir().join(format!("countersign-parity-{}", std::process::id()));
    for part in ["errors", "page", "other"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write("page/en.ftl", "a = A { $x }\nb = B\nn = { $n ->\n    [one] 1\n   *[other] n\n }\n");
    write("page/fr.ftl", "a = A { $y }\nb = B\nn = { $n ->\n    [one] 1\n   *[other] n\n }\n");
    write("page/de.ftl", "a = A { $x }\nn = { $n ->\n    [one] 1\n   *[other] n\n }\n");
    write(
        "page/ru.ftl",
        "a = A { $x }\nb = B\nc = C\nn = { $n ->\n    [one] 1\n    [few] 2\n   *[other] n\n }\n",
    );
    for language in ["fr", "de", "ru"] {
        write(&format!("errors/{language}.ftl"), "e = E\n");
        write(&format!("other/{language}.ftl"), "n = N\n");
    }
    write("other/en.ftl", "n = N\n");
    let problems = parity::check(&folder).unwrap_err();
    std::fs::remove_dir_all(&folder).unwrap();

    let found = |file: &str, words: &str| {
        problems.iter().any(|problem| problem.contains(file) && problem.contains(words))
    };
    assert!(found("fr.ftl", "a has the variables"), "{problems:?}");
    assert!(found("de.ftl", "b is missing"), "{problems:?}");
    assert!(found("ru.ftl", "c is not there"), "{problems:?}");
    assert!(found("ru.ftl", "n lacks the plural forms {\"many\"}"), "{problems:?}");
    assert!(found("page", "another part has the message n"), "{problems:?}");
    assert_eq!(problems.len(), 5, "{problems:?}");
}

#[test]
fn every_error_code_is_explained_in_every_language() {
    let english = texts(Language::English);
    for code in Code::ALL.iter().copied() {
        assert_eq!(english.meaning(code), format!("{}.", code.meaning()), "{code}");
        assert_eq!(english.remedy(code), code.remedy(), "{code}");
        for language in [Language::French, Language::German, Language::Russian] {
            let texts = texts(language);
            assert!(language.explanation(code.as_str()).is_some(), "{code} in {language:?}");
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
fn russian_has_its_plurals() {
    let texts = texts(Language::Russian);
    let trusted = |count: u64| texts.format(msg::ANNOUNCE_TRUSTED, [("count", count.into())]);
    assert_eq!(trusted(1), "Теперь доверен 1 ключ.");
    assert_eq!(trusted(2), "Теперь доверены 2 ключа.");
    assert_eq!(trusted(5), "Теперь доверено 5 ключей.");
    assert_eq!(trusted(11), "Теперь доверено 11 ключей.");
    assert_eq!(trusted(21), "Теперь доверен 21 ключ.");
    assert_eq!(trusted(104), "Теперь доверены 104 ключа.");
}

#[test]
fn each_language_has_its_own_texts() {
    assert_eq!(Language::ALL.map(Language::tag), parity::LANGUAGES.map(|(tag, _)| tag));
    let titles = Language::ALL.map(|language| texts(language).text(msg::NAV_LICENCE));
    assert_eq!(titles, ["Licence", "Licence", "Lizenz", "Лицензия"]);
    let meanings = Language::ALL.map(|language| texts(language).meaning(Code::SizeEmpty));
    assert_eq!(meanings, ["The file is empty.", "Le fichier est vide.", "Die Datei ist leer.", "Файл пуст."]);
    assert!(texts(Language::German).remedy(Code::ArmorMissing).contains("mit { oder"));
}

#[test]
fn a_number_of_its_own_goes_before_its_plural_form() {
    let expiring = |language, days: u64| {
        texts(language).format(msg::SAYS_EXPIRING, [("days", days.into()), ("end", "X".into())])
    };
    assert_eq!(expiring(Language::English, 0), "It ends today, on X.");
    assert_eq!(expiring(Language::English, 1), "It ends in one day, on X.");
    assert_eq!(expiring(Language::French, 0), "Elle prend fin aujourd’hui, le X.");
    assert_eq!(expiring(Language::French, 2), "Elle prend fin dans 2 jours, le X.");
    assert_eq!(expiring(Language::Russian, 14), "Она заканчивается через 14 дней: X.");
}

#[test]
fn variables_come_without_invisible_marks() {
    let texts = texts(Language::German);
    assert_eq!(texts.format(msg::REMOVE_NAMED, [("name", "a.lic".into())]), "a.lic entfernen");
}
