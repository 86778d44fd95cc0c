//! The site with sample files one click away, for `cargo xtask run` and the tests alone: the
//! demonstration key must never be trusted by anything that ships.

use anyhow::Result;
use serde_json::json;

use super::Builder;
use crate::files;

const EXTENSION: &str = ".lic";

impl Builder<'_> {
    /// Copies the built site to `target/dist/demo` and adds the signed fixtures, their public keys and an
    /// index, `samples/samples.json`.
    pub(crate) fn demo(&self) -> Result<()> {
        let dist = self.workspace.dist();
        let demo = dist.join("demo");
        files::fresh_folder(&demo)?;
        files::copy_folder(&dist.join("site"), &demo, &[])?;

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
        let index: Vec<_> = names.iter().map(|name| json!({ "file": name, "title": title(name) })).collect();
        files::write(&samples.join("samples.json"), serde_json::to_vec_pretty(&index)?)?;
        self.shell.say("demo", demo.display());
        Ok(())
    }
}

/// A file's name as words: "ucware-testlizenz.lic" is "Ucware testlizenz".
fn title(file: &str) -> String {
    let words = file.trim_end_matches(EXTENSION).replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_file_name_as_words() {
        assert_eq!(title("ucware-testlizenz.lic"), "Ucware testlizenz");
    }
}
