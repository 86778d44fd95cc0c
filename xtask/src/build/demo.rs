//! The site with sample files one click away, for `cargo xtask run` and the tests alone: the
//! demonstration key must never be trusted by anything that ships. There, a click on a sample trusts that key.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::{Builder, offline};
use crate::files;

const EXTENSION: &str = ".lic";

/// Tells the page that there are samples. A site without it is never asked for them.
const MARKER: &str = r#"<meta id="countersign-samples" name="countersign-samples" content="samples/">"#;

impl Builder<'_> {
    /// Copies the built site to `target/dist/demo` and adds the signed fixtures, their public keys and an
    /// index, `samples/samples.json`.
    pub(crate) fn demo(&self) -> Result<()> {
        let dist = self.workspace.dist();
        let demo = dist.join("demo");
        files::fresh_folder(&demo)?;
        files::copy_folder(&dist.join("site"), &demo, &[])?;

        let page = demo.join("index.html");
        files::write(&page, marked(&files::read_text(&page)?)?)?;
        offline::write_worker(&self.workspace.root.join("www"), &demo)?;

        let fixtures = self.workspace.root.join("tests/fixtures");
        let samples = demo.join("samples");
        let mut names = files::names_in(&fixtures)?;
        names.retain(|name| name.ends_with(EXTENSION));
        if names.is_empty() {
            self.shell.say("demo", "no samples: tests/fixtures has no .lic files");
            return Ok(());
        }
        for name in names.iter().map(String::as_str).chain(["keys.json"]) {
            files::copy(&fixtures.join(name), &samples.join(name))?;
        }
        let index: Result<Vec<_>> = names
            .iter()
            .map(|name| Ok(json!({ "file": name, "title": title(name.trim_end_matches(EXTENSION))? })))
            .collect();
        let index = index?;
        files::write(&samples.join("samples.json"), serde_json::to_vec_pretty(&index)?)?;
        self.shell.say("demo", demo.display());
        Ok(())
    }
}

fn marked(page: &str) -> Result<String> {
    let (head, rest) = page.split_once("</head>").context("the page has no head to mark")?;
    Ok(format!("{head}{MARKER}\n</head>{rest}"))
}

/// What each sample is called: its file without the extension, then in English, French, German, Russian. It says what one
/// sees by it, which the names in licences of one product don't.
const TITLES: [(&str, [&str; 4]); 11] = [
    (
        "call-services-sessions",
        [
            "Call Services: sessions",
            "Call Services : sessions",
            "Call Services: Sitzungen",
            "Call Services: сеансы",
        ],
    ),
    (
        "call-studio-seats",
        ["Call Studio: machines", "Call Studio : postes", "Call Studio: Rechner", "Call Studio: компьютеры"],
    ),
    (
        "orange-uce-addon",
        [
            "Orange[uc]e: 5 more users",
            "Orange[uc]e : 5 utilisateurs de plus",
            "Orange[uc]e: 5 weitere Benutzer",
            "Orange[uc]e: ещё 5 пользователей",
        ],
    ),
    (
        "orange-uce-base",
        [
            "Orange[uc]e: 20 users",
            "Orange[uc]e : 20 utilisateurs",
            "Orange[uc]e: 20 Benutzer",
            "Orange[uc]e: 20 пользователей",
        ],
    ),
    (
        "orange-uce-connections",
        [
            "Orange[uc]e: external connections",
            "Orange[uc]e : connexions externes",
            "Orange[uc]e: externe Verbindungen",
            "Orange[uc]e: внешние подключения",
        ],
    ),
    (
        "orange-uce-emergency",
        [
            "Orange[uc]e: emergency licence",
            "Orange[uc]e : licence d’urgence",
            "Orange[uc]e: Notfalllizenz",
            "Orange[uc]e: экстренная лицензия",
        ],
    ),
    (
        "skype-room-kms",
        [
            "Skype Room System: activation by KMS",
            "Skype Room System : activation par KMS",
            "Skype Room System: Aktivierung durch KMS",
            "Skype Room System: активация через KMS",
        ],
    ),
    (
        "skype-room-mak",
        [
            "Skype Room System: activation by MAK",
            "Skype Room System : activation par MAK",
            "Skype Room System: Aktivierung durch MAK",
            "Skype Room System: активация через MAK",
        ],
    ),
    (
        "spss-statistics-premium",
        [
            "SPSS Statistics Premium: a bundle",
            "SPSS Statistics Premium : un ensemble",
            "SPSS Statistics Premium: ein Bündel",
            "SPSS Statistics Premium: комплект",
        ],
    ),
    (
        "ucware-downgrade",
        [
            "UCware: 5 client bundles, a downgrade",
            "UCware : 5 clients, une réduction",
            "UCware: 5 Clientpakete, ein Downgrade",
            "UCware: 5 клиентских пакетов, уменьшение",
        ],
    ),
    (
        "ucware-testlizenz",
        [
            "UCware: trial licence",
            "UCware : licence d’essai",
            "UCware: Testlizenz",
            "UCware: пробная лицензия",
        ],
    ),
];

/// What a sample is called, by language.
fn title(stem: &str) -> Result<Value> {
    let found = TITLES.iter().find(|(own, _)| *own == stem);
    let (_, [en, fr, de, ru]) = found.with_context(|| format!("the sample {stem} has no title"))?;
    Ok(json!({ "en": en, "fr": fr, "de": de, "ru": ru }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_in_the_head() {
        assert_eq!(marked("<head></head><body>").unwrap(), format!("<head>{MARKER}\n</head><body>"));
        assert!(marked("<body>").is_err());
    }

    #[test]
    fn every_sample_has_a_title_in_every_language() {
        let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures");
        let names = files::names_in(&fixtures).unwrap();
        let stems: Vec<&str> = names.iter().filter_map(|name| name.strip_suffix(EXTENSION)).collect();
        assert_eq!(stems.len(), TITLES.len());
        for stem in stems {
            let title = title(stem).unwrap();
            assert!(title.as_object().unwrap().values().all(|title| !title.as_str().unwrap().is_empty()));
        }
        assert!(title("keys").is_err());
    }
}
