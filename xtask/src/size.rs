//! What users download, and how much of it there may be. 1 KB is 1,000 bytes.

pub(crate) mod by_crate;

use std::iter::Sum;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use crate::files;
use crate::shell::{self, Shell};
use crate::workspace::Workspace;

/// What is measured, what it may come to, and what it should come to. A budget stands just above what was
/// reached, so that nothing grows unnoticed on the way to the goal; where it rose, the reason stands beside it.
const ARTEFACTS: [Artefact; 21] = [
    // The start was 60 KB, for verifying one licence. Sets of files, revocation, trust updates, decisions,
    // emergencies and previews came since, the checks of all arguments, decisions that cross as objects, the
    // activation of hosts and the seats that licences once granted. The last two brought 30 KB; that hosts prove who
    // they are, 1 KB. That a report says what licences permit of volume activation is 0.2 KB of each module that judges;
    // that a loop which never yields keeps no more than the last licences, 0.7 KB. Rows that are made when they are asked
    // for are 0.7 KB, and take a third of the time of a large licence away. That a decision names other products whose
    // licences have what was asked for, plain copies of licences and errors, and a clock of tests' own are 0.8 KB; the last
    // two are 0.3 KB of every module. What every byte goes through is compiled for speed: 2.8 KB.
    Artefact {
        name: "npm package (wasm, glue, loader)",
        paths: &[
            "npm/countersign_bg.wasm",
            "npm/countersign.js",
            "npm/index.js",
            "npm/sets.js",
            "npm/shapes.js",
            "npm/api.js",
            "npm/arguments.js",
            "npm/load.js",
            "npm/renewed.js",
            "npm/errors.js",
        ],
        extensions: &[],
        brotli_budget: Some(142_800),
        brotli_goal: None,
    },
    // For pages that only ask what one licence is worth. That no argument can be misread, and that files are read as
    // editors leave them, is worth the rest, for now.
    Artefact {
        name: "npm package's slim module",
        paths: &[
            "npm/slim/countersign_bg.wasm",
            "npm/slim/countersign.js",
            "npm/slim/index.js",
            "npm/api.js",
            "npm/arguments.js",
            "npm/load.js",
            "npm/renewed.js",
            "npm/errors.js",
        ],
        extensions: &[],
        brotli_budget: Some(68_200),
        brotli_goal: Some(60_000),
    },
    // Reads, writes and merges states, and keeps people and their seats, beside all that the main module does. That of what
    // is done in one second it tells what came first is 1.3 KB. What a settings page and a server ask of a state (rows with
    // what their licences say, names, when to look again, what became of files, a folder's files, every key) is 6 KB.
    Artefact {
        name: "npm package's state module",
        paths: &[
            "npm/state/countersign_bg.wasm",
            "npm/state/countersign.js",
            "npm/state/index.js",
            "npm/state/api.js",
            "npm/sets.js",
            "npm/shapes.js",
            "npm/api.js",
            "npm/arguments.js",
            "npm/load.js",
            "npm/renewed.js",
            "npm/errors.js",
        ],
        extensions: &[],
        brotli_budget: Some(198_900),
        brotli_goal: None,
    },
    // Says who a host is, asks for activations and gives them back: so it verifies sets of files, and signs.
    Artefact {
        name: "npm package's host module",
        paths: &[
            "npm/host/countersign_bg.wasm",
            "npm/host/countersign.js",
            "npm/host/index.js",
            "npm/host/api.js",
            "npm/host/browser.js",
            "npm/host/node.js",
            "npm/shapes.js",
            "npm/arguments.js",
            "npm/load.js",
            "npm/errors.js",
        ],
        extensions: &[],
        brotli_budget: Some(115_700),
        brotli_goal: None,
    },
    // Reads what tools print, and counts; it verifies nothing. A quarter of it are the words of errors and of next steps,
    // and the tables by which letters are known.
    Artefact {
        name: "npm package's volume module",
        paths: &[
            "npm/volume/countersign_bg.wasm",
            "npm/volume/countersign.js",
            "npm/volume/index.js",
            "npm/volume/api.js",
            "npm/shapes.js",
            "npm/arguments.js",
            "npm/load.js",
            "npm/errors.js",
        ],
        extensions: &[],
        brotli_budget: Some(67_800),
        brotli_goal: None,
    },
    // Hands out sessions: the core's pool, the reader of JSON, and who waits.
    Artefact {
        name: "npm package's pool module",
        paths: &[
            "npm/pool/countersign_bg.wasm",
            "npm/pool/countersign.js",
            "npm/pool/index.js",
            "npm/pool/api.js",
            "npm/pool/answers.js",
            "npm/pool/kinds.js",
            "npm/pool/waiting.js",
            "npm/shapes.js",
            "npm/arguments.js",
            "npm/load.js",
            "npm/errors.js",
        ],
        extensions: &[],
        brotli_budget: Some(60_200),
        brotli_goal: None,
    },
    // For a vendor's desk, in a browser or on a server: the core that verifies and judges, keys with passphrases,
    // signing with its look for slips, and the ledger, which also knows how each activation was freed.
    Artefact {
        name: "npm package's issuing module",
        paths: &[
            "npm/issuer/countersign_bg.wasm",
            "npm/issuer/countersign.js",
            "npm/issuer/index.js",
            "npm/issuer/api.js",
            "npm/issuer/kinds.js",
            "npm/shapes.js",
            "npm/api.js",
            "npm/arguments.js",
            "npm/load.js",
            "npm/renewed.js",
            "npm/errors.js",
        ],
        extensions: &[],
        brotli_budget: Some(276_500),
        brotli_goal: None,
    },
    // The same modules inside JavaScript, as one file that a bundler makes of each: what needs no file beside it.
    Artefact {
        name: "npm package, inline",
        paths: &["npm/index.cjs"],
        extensions: &[],
        // The texts of the codes of pools are the last 0.3 KB.
        brotli_budget: Some(179_200),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's slim module, inline",
        paths: &["npm/slim/index.cjs"],
        extensions: &[],
        brotli_budget: Some(86_200),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's state module, inline",
        paths: &["npm/state/file.cjs"],
        extensions: &[],
        brotli_budget: Some(251_400),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's host module, inline",
        paths: &["npm/host/index.cjs"],
        extensions: &[],
        brotli_budget: Some(143_900),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's volume module, inline",
        paths: &["npm/volume/index.cjs"],
        extensions: &[],
        brotli_budget: Some(87_300),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's pool module, inline",
        paths: &["npm/pool/index.cjs"],
        extensions: &[],
        brotli_budget: Some(78_400),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's pool in Redis, inline",
        paths: &["npm/pool/redis.cjs"],
        extensions: &[],
        brotli_budget: Some(81_300),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's pool in PostgreSQL, inline",
        paths: &["npm/pool/postgres.cjs"],
        extensions: &[],
        brotli_budget: Some(81_700),
        brotli_goal: None,
    },
    Artefact {
        name: "npm package's issuing module, inline",
        paths: &["npm/issuer/file.cjs", "npm/issuer/inline.cjs"],
        extensions: &[],
        brotli_budget: Some(359_200),
        brotli_goal: None,
    },
    // Beside the issuing module.
    Artefact {
        name: "npm package's ledger in PostgreSQL",
        paths: &["npm/issuer/postgres.cjs"],
        extensions: &[],
        brotli_budget: Some(3_100),
        brotli_goal: None,
    },
    Artefact {
        name: "app (wasm, glue, css, html)",
        paths: &["site"],
        extensions: &["wasm", "js", "css", "html"],
        // It keeps an installation's whole state, with lists, updates and emergencies, and no longer judges
        // single licences alone: so much more of the core is in it. Overview, preview and seats are the rest.
        // Requests are signed here, which brings the core's signer and its JSON; reports, histories and
        // calendars are written, and three more pages speak four languages. That its parts are a crate, which the
        // console shares, is 3.6 KB. Pictures, answers to "May I", comparing and long lists are 37 KB.
        // Volume activation, with the core's reader, counts and keys, is 36 KB, of which 8 are texts; the pool's state 7 KB.
        // That large files are taken in by parts, and that changes, requests and lists say more of themselves, is 12 KB.
        // That a thousand files are verified by the quick arithmetic is 2 KB, the order of what is done in a second 1.5.
        // Activation with its requests, answers and receipts, orders and the switch of accounts in four languages are some
        // 30 KB, by estimate; so are the 85 KB of reading QR codes, of which 65 (measured) are one table of the reader's
        // arithmetic, which does not compress: it is to become a module of its own, fetched with the first picture.
        brotli_budget: Some(669_200),
        brotli_goal: Some(180_000),
    },
    Artefact {
        name: "single file",
        paths: &["countersign.html"],
        extensions: &["html"],
        brotli_budget: None,
        brotli_goal: None,
    },
    // For who issues: the core with its signer, keys with passphrases, the ledger, and four languages. Revocation lists
    // and trust updates with what they end, licences from tables (the readers of CSV and of ten character sets, the writer
    // of zip), next serials, templates and emergencies are 103 KB, of which about 20 are texts in four languages.
    Artefact {
        name: "console (wasm, glue, css, html)",
        paths: &["site/console", "site/app.css"],
        extensions: &["wasm", "js", "html"],
        // Reading QR codes is some 85 KB of it, as in the administrator's page; codes step by step are some 12.
        brotli_budget: Some(592_000),
        brotli_goal: None,
    },
    Artefact {
        name: "console, single file",
        paths: &["countersign-console.html"],
        extensions: &["html"],
        brotli_budget: None,
        brotli_goal: None,
    },
];

/// Node.js brings both compressions, and is needed for building anyway: nothing to compile here.
const SCRIPT: &str = "xtask/src/compressed_sizes.mjs";

/// One thing that a user downloads.
#[derive(Debug)]
struct Artefact {
    name: &'static str,
    /// Below the `dist` folder: files, and folders of which the files of their top levels count.
    paths: &'static [&'static str],
    extensions: &'static [&'static str],
    /// In bytes.
    brotli_budget: Option<usize>,
    /// In bytes.
    brotli_goal: Option<usize>,
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
    shell.say(
        "size",
        format_args!("{:<34}{:>10}{:>10}{:>10}{:>10}{:>10}", "KB", "raw", "gzip", "brotli", "budget", "goal"),
    );
    for artefact in &ARTEFACTS {
        let sizes = artefact.measure(workspace)?;
        shell.say("size", artefact.row(&sizes));
        if artefact.is_over(&sizes) {
            over.push(artefact.name);
        }
    }
    ensure!(over.is_empty(), "over budget: {}", over.join(", "));
    Ok(())
}

impl Artefact {
    fn measure(&self, workspace: &Workspace) -> Result<Sizes> {
        let files = self.files(&workspace.dist())?;
        ensure!(!files.is_empty(), "{} has no files: run `cargo xtask build`", self.name);
        let lines = shell::read(Command::new("node").arg(workspace.root.join(SCRIPT)).args(files))?;
        lines.lines().map(Sizes::of_line).sum()
    }

    fn files(&self, dist: &Path) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for path in self.paths.iter().map(|path| dist.join(path)) {
            if path.is_file() {
                files.push(path);
            } else {
                files.extend(
                    files::names_in(&path)?
                        .iter()
                        .map(|name| path.join(name))
                        .filter(|path| self.counts(path)),
                );
            }
        }
        Ok(files)
    }

    fn counts(&self, path: &Path) -> bool {
        let extension = path.extension();
        extension.is_some_and(|extension| self.extensions.iter().any(|counted| extension == *counted))
    }

    fn is_over(&self, sizes: &Sizes) -> bool {
        self.brotli_budget.is_some_and(|budget| sizes.brotli > budget)
    }

    fn row(&self, sizes: &Sizes) -> String {
        let sizes = [sizes.raw, sizes.gzip, sizes.brotli].map(Some);
        let figures = [sizes.as_slice(), &[self.brotli_budget, self.brotli_goal]]
            .concat()
            .into_iter()
            .map(|bytes| bytes.map_or_else(|| "–".to_owned(), kilobytes))
            .map(|figure| format!("{figure:>10}"));
        format!("{:<34}{}", self.name, figures.collect::<String>())
    }
}

impl Sizes {
    fn of_line(line: &str) -> Result<Self> {
        let figures: Result<Vec<usize>, _> = line.split(' ').map(str::parse).collect();
        match figures.with_context(|| format!("{line:?} are no sizes"))?.as_slice() {
            &[raw, gzip, brotli] => Ok(Self { raw, gzip, brotli }),
            _ => bail!("{line:?} are not three sizes"),
        }
    }
}

impl Sum for Sizes {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |total, sizes| Self {
            raw: total.raw + sizes.raw,
            gzip: total.gzip + sizes.gzip,
            brotli: total.brotli + sizes.brotli,
        })
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
        let budget = package.brotli_budget.unwrap();
        let sizes = |brotli| Sizes { brotli, ..Sizes::default() };
        assert!(!package.is_over(&sizes(budget)));
        assert!(package.is_over(&sizes(budget + 1)));
    }

    #[test]
    fn sizes_of_files_are_added_up() {
        let sum: Result<Sizes> = ["100 60 50", "10 6 5"].into_iter().map(Sizes::of_line).sum();
        assert_eq!(sum.unwrap(), Sizes { raw: 110, gzip: 66, brotli: 55 });
        assert!(Sizes::of_line("100 60").is_err());
        assert!(Sizes::of_line("").is_err());
    }

    #[test]
    fn what_was_not_built_has_no_size() {
        let nowhere = Path::new("/nonexistent");
        assert_eq!(ARTEFACTS[0].files(nowhere).unwrap(), Vec::<PathBuf>::new());
    }
}
