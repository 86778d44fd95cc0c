//! What users download, and how much of it there may be. 1 KB is 1,000 bytes.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files;
use crate::shell::Shell;
use crate::workspace::Workspace;

/// What is measured, and its budget.
const ARTEFACTS: [Artefact; 3] = [
    Artefact {
        name: "npm package (wasm, glue, loader)",
        path: "npm",
        extensions: &["wasm", "js"],
        brotli_budget: Some(60_000),
    },
    Artefact {
        name: "app (wasm, glue, css, html)",
        path: "site",
        extensions: &["wasm", "js", "css", "html"],
        brotli_budget: Some(180_000),
    },
    Artefact { name: "single file", path: "countersign.html", extensions: &["html"], brotli_budget: None },
];

/// The window of servers and browsers, 2^22 bytes.
const BROTLI_WINDOW: u32 = 22;
const BROTLI_QUALITY: u32 = 11;
const BROTLI_BUFFER: usize = 4096;

/// One thing that a user downloads.
#[derive(Debug)]
struct Artefact {
    name: &'static str,
    /// Below the `dist` folder: a file, or a folder of which the files of its top level count.
    path: &'static str,
    extensions: &'static [&'static str],
    /// In bytes.
    brotli_budget: Option<usize>,
}

/// Sizes in bytes. Every file is compressed by itself, as servers do.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the sizes of what is in the `dist` folder.
///
/// # Errors
/// When a size is over its budget.
pub(crate) fn check(workspace: &Workspace, shell: &Shell) -> Result<()> {
    let mut over = Vec::new();
    shell
        .say("size", format_args!("{:<34}{:>10}{:>10}{:>10}{:>10}", "KB", "raw", "gzip", "brotli", "budget"));
    for artefact in &ARTEFACTS {
        let sizes = artefact.measure(&workspace.dist())?;
        shell.say("size", artefact.row(&sizes));
        if artefact.is_over(&sizes) {
            over.push(artefact.name);
        }
    }
    ensure!(over.is_empty(), "over budget: {}", over.join(", "));
    Ok(())
}

impl Artefact {
    fn measure(&self, dist: &Path) -> Result<Sizes> {
        let mut sizes = Sizes::default();
        let files = self.files(dist)?;
        ensure!(!files.is_empty(), "{} has no files: run `cargo xtask build`", self.name);
        for file in files {
            sizes.add(&files::read(&file)?)?;
        }
        Ok(sizes)
    }

    fn files(&self, dist: &Path) -> Result<Vec<PathBuf>> {
        let path = dist.join(self.path);
        if path.is_file() {
            return Ok(vec![path]);
        }
        let counts = |name: &String| {
            Path::new(name)
                .extension()
                .is_some_and(|extension| self.extensions.iter().any(|counted| extension == *counted))
        };
        Ok(files::names_in(&path)?.iter().filter(|name| counts(name)).map(|name| path.join(name)).collect())
    }

    fn is_over(&self, sizes: &Sizes) -> bool {
        self.brotli_budget.is_some_and(|budget| sizes.brotli > budget)
    }

    fn row(&self, sizes: &Sizes) -> String {
        let figures = [Some(sizes.raw), Some(sizes.gzip), Some(sizes.brotli), self.brotli_budget]
            .map(|bytes| bytes.map_or_else(|| "–".to_owned(), kilobytes))
            .map(|figure| format!("{figure:>10}"));
        format!("{:<34}{}", self.name, figures.concat())
    }
}

impl Sizes {
    fn add(&mut self, content: &[u8]) -> Result<()> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content)?;
        let mut brotli =
            brotli::CompressorWriter::new(Vec::new(), BROTLI_BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
        brotli.write_all(content)?;
        self.raw += content.len();
        self.gzip += gzip.finish()?.len();
        self.brotli += brotli.into_inner().len();
        Ok(())
    }
}

/// With one decimal, rounded up: a size that is shown as its budget is not over it.
fn kilobytes(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilobyte_is_a_thousand_bytes() {
        assert_eq!(kilobytes(60_000), "60.0");
        assert_eq!(kilobytes(60_001), "60.1");
        assert_eq!(kilobytes(0), "0.0");
    }

    #[test]
    fn a_budget_is_kept_up_to_its_last_byte() {
        let [package, ..] = &ARTEFACTS;
        let sizes = |brotli| Sizes { brotli, ..Sizes::default() };
        assert!(!package.is_over(&sizes(60_000)));
        assert!(package.is_over(&sizes(60_001)));
    }

    #[test]
    fn files_are_compressed_by_themselves() {
        let mut sizes = Sizes::default();
        sizes.add(&[b'a'; 10_000]).unwrap();
        let once = sizes.brotli;
        sizes.add(&[b'a'; 10_000]).unwrap();
        assert_eq!(sizes.raw, 20_000);
        assert_eq!(sizes.brotli, 2 * once);
        assert!(sizes.gzip < 200, "{sizes:?}");
    }

    #[test]
    fn a_folder_without_what_counts_is_an_error() {
        assert!(ARTEFACTS[0].measure(Path::new("/nonexistent")).is_err());
    }
}
