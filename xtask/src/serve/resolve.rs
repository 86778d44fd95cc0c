//! From the target of a request to a file, and never out of the folder that is served.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resource {
    /// A file.
    File(PathBuf),
    /// A folder, asked for without the `/` at the end that its relative links need; the better address.
    Folder(String),
    /// Nothing that is served.
    None,
}

/// Looks up a request's target in a folder, of which the canonical path is given.
pub(super) fn resource(root: &Path, target: &str) -> Resource {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    // Links that lead out of the folder end here too: the canonical path has none.
    let found = relative(path).and_then(|relative| root.join(relative).canonicalize().ok());
    match found {
        Some(found) if !found.starts_with(root) => Resource::None,
        Some(found) if found.is_file() => Resource::File(found),
        Some(found) if found.is_dir() && path.ends_with('/') => match found.join("index.html") {
            index if index.is_file() => Resource::File(index),
            _ => Resource::None,
        },
        Some(found) if found.is_dir() => Resource::Folder(format!("{path}/")),
        _ => Resource::None,
    }
}

/// The path of a request as one below a folder: only plain names, in no encoding that hides another.
fn relative(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let refused = |character: char| character.is_control() || matches!(character, '\\' | ':');
    if decoded.contains(refused) {
        return None;
    }
    let path = PathBuf::from(&*decoded);
    path.components().all(|component| matches!(component, Component::Normal(_))).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_taken() {
        assert_eq!(relative("/"), Some(PathBuf::new()));
        assert_eq!(relative("/npm/index.js"), Some(PathBuf::from("npm/index.js")));
        assert_eq!(relative("/a%20b.lic"), Some(PathBuf::from("a b.lic")));
    }

    #[test]
    fn no_spelling_leads_out_of_the_folder() {
        let hostile = [
            "/../secret",
            "/a/../../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/%2fetc/passwd",
            "//etc/passwd",
            "/..\\secret",
            "/%5c..%5csecret",
            "/C:/secret",
            "/a%00b",
            "/%ff",
            "",
            "secret",
            "http://host/",
        ];
        for path in hostile {
            assert_eq!(relative(path), None, "{path}");
        }
    }
}
