//! The site with sample files one click away, for `cargo xtask run` and the tests alone: the
//! demonstration key must never be trusted by anything that ships.

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
            .map(|name| {
                let stem = name.trim_end_matches(EXTENSION);
                let claims = files::read(&fixtures.join(format!("{stem}.json")))?;
                Ok(json!({ "file": name, "title": title(stem, &claims)? }))
            })
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

/// What a sample is called: the licence's name by its claims, which others may share, and the file's.
fn title(stem: &str, claims: &[u8]) -> Result<String> {
    let claims: Value = serde_json::from_slice(claims).with_context(|| format!("the claims of {stem}"))?;
    let name = claims.pointer("/lic/name").and_then(Value::as_str);
    Ok(format!("{} ({stem})", name.with_context(|| format!("the claims of {stem} name no licence"))?))
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
    fn a_title_names_the_licence_and_the_file() {
        let claims = br#"{"lic":{"name":"Testlizenz"}}"#;
        assert_eq!(title("ucware-testlizenz", claims).unwrap(), "Testlizenz (ucware-testlizenz)");
        assert!(title("keys", br#"{"keys":[]}"#).is_err());
    }
}
