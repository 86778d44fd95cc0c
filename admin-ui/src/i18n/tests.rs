use super::*;

fn texts(language: Language) -> Texts {
    Texts::new(language, &CATALOGUE)
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
fn a_page_has_its_own_texts_and_those_that_pages_share() {
    let titles = Language::ALL.map(|language| texts(language).text(msg::NAV_LICENCE));
    assert_eq!(titles, ["Licence", "Licence", "Lizenz", "Лицензия"]);
    let shared = Language::ALL.map(|language| texts(language).text(msg::PRINT));
    assert_eq!(shared, ["Print", "Imprimer", "Drucken", "Печать"]);
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
