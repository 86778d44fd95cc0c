//! What the hosted app needs to open with its server gone: a service worker that keeps its files.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::files;

/// The worker, in `www` and in the site.
pub(crate) const WORKER: &str = "service-worker.js";

/// The page, which is asked for by its folder.
const PAGE: &str = "index.html";

/// Writes the worker of a site: the one of `www`, told which files the app is made of, and of which version.
/// These are the files at the site's top level; other pages have folders of their own.
pub(crate) fn write_worker(www: &Path, site: &Path) -> Result<()> {
    let mut app = Vec::new();
    for name in files::names_in(site)? {
        if name != WORKER && site.join(&name).is_file() {
            app.push((files::read(&site.join(&name))?, name));
        }
    }
    files::write(&site.join(WORKER), worker(&files::read_text(&www.join(WORKER))?, &app))
}

fn worker(source: &str, app: &[(Vec<u8>, String)]) -> String {
    let parts: Vec<&[u8]> = app.iter().flat_map(|(content, name)| [name.as_bytes(), content]).collect();
    let version = files::fingerprint(&parts);
    let addresses: Vec<&str> = app.iter().map(|(_, name)| if name == PAGE { "./" } else { name }).collect();
    format!("const VERSION = '{version}';\nconst FILES = {};\n{source}", json!(addresses))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_byte_of_the_app_is_another_version() {
        let worker = |style: &str| {
            worker("// What it does.\n", &[(style.into(), "app.css".into()), (b"<html>".into(), PAGE.into())])
        };
        let (first, other) = (worker("p{}"), worker("p{ }"));
        assert!(first.ends_with("';\nconst FILES = [\"app.css\",\"./\"];\n// What it does.\n"), "{first}");
        assert_ne!(first, other);
        assert_eq!(first, worker("p{}"));
    }
}
