//! The integration tests of the crate `tests`: every file of `tests/tests` is a step, found by
//! directory. What a file needs it says itself, in a line `// needs: dist, python`; cargo xtask then
//! provides it and tells where it is in a variable of the environment:
//!
//! | need | variables |
//! |---|---|
//! | `dist` | `COUNTERSIGN_DIST`: what users get, built; `COUNTERSIGN_URL`: the demo site, served |
//! | `cli` | `COUNTERSIGN_BIN`: the command `countersign` |
//! | `npm` | `COUNTERSIGN_NODE_MODULES`: the packages of `xtask/npm` |
//! | `python` | `COUNTERSIGN_PYTHON`: a Python with the packages of `xtask/python` |
//! | `chromium` | `CHROMEDRIVER`; `COUNTERSIGN_CHROMIUM`: the WebDriver capabilities to start it with |
//! | `firefox` | `FIREFOX`, `GECKODRIVER` |

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::session::Session;
use super::step::Step;
use crate::files;
use crate::serve::Serving;
use crate::setup::browsers::Browser;
use crate::setup::npm_tools::NpmTools;
use crate::setup::python_tools::PythonTools;
use crate::shell::Shell;
use crate::workspace::Workspace;

const NEEDS: &str = "// needs: ";

/// Apart from the port of `cargo xtask run`, which may be running.
const PORT: u16 = 18_080;

/// What a file of tests is provided with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Dist,
    Cli,
    Npm,
    Python,
    Chromium,
    Firefox,
}

pub(super) fn steps(workspace: &Workspace) -> Result<Vec<Step>> {
    let folder = workspace.root.join("tests/tests");
    let mut steps = Vec::new();
    for file in files::names_in(&folder)? {
        let Some(name) = file.strip_suffix(".rs").map(str::to_owned) else { continue };
        let source = files::read_text(&folder.join(&file))?;
        let needs = needs(&source).with_context(|| format!("tests/tests/{file}"))?;
        let purpose = purpose(&source).unwrap_or("integration tests").to_owned();
        steps.push(Step::tests(name.clone(), purpose, move |session, shell| {
            run(&name, &needs, session, shell)
        }));
    }
    Ok(steps)
}

fn run(name: &str, needs: &[Need], session: &Session, shell: &Shell) -> Result<()> {
    let mut cargo = session.cargo();
    cargo.args(["test", "--package", "countersign-tests", "--test", name]);
    for need in needs {
        need.provide(session, shell, &mut cargo)?;
    }
    if !needs.is_empty() {
        // Ignored by a plain `cargo test`, which provides nothing.
        cargo.args(["--", "--include-ignored"]);
    }
    shell.run(&mut cargo)
}

impl Need {
    fn named(name: &str) -> Result<Self> {
        Ok(match name {
            "dist" => Self::Dist,
            "cli" => Self::Cli,
            "npm" => Self::Npm,
            "python" => Self::Python,
            "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            unknown => bail!("{unknown:?} is nothing that a test can need"),
        })
    }

    fn provide(self, session: &Session, shell: &Shell, command: &mut Command) -> Result<()> {
        let workspace = &session.workspace;
        match self {
            Self::Dist => {
                session.build(shell)?;
                let serving = Serving::start(&workspace.dist().join("demo"), PORT)?;
                command.env("COUNTERSIGN_DIST", workspace.dist()).env("COUNTERSIGN_URL", serving.url());
            }
            Self::Cli => {
                shell.run(session.cargo().args([
                    "build",
                    "--package",
                    "countersign",
                    "--features",
                    "cli",
                ]))?;
                let program = workspace.target.join(format!("debug/countersign{EXE_SUFFIX}"));
                command.env("COUNTERSIGN_BIN", program);
            }
            Self::Npm => {
                command.env("COUNTERSIGN_NODE_MODULES", NpmTools::install(workspace, shell)?.modules);
            }
            Self::Python => {
                command.env("COUNTERSIGN_PYTHON", PythonTools::install(workspace, shell)?.python());
            }
            Self::Chromium => {
                let browser = Browser::chromium(shell)?;
                command.env("COUNTERSIGN_CHROMIUM", browser.chromium_capabilities(workspace)?);
                command.env("CHROMEDRIVER", browser.driver);
            }
            Self::Firefox => {
                let browser = Browser::firefox(workspace, shell)?;
                command.env("FIREFOX", browser.program).env("GECKODRIVER", browser.driver);
            }
        }
        Ok(())
    }
}

fn needs(source: &str) -> Result<Vec<Need>> {
    let line = source.lines().find_map(|line| line.strip_prefix(NEEDS));
    line.into_iter().flat_map(|line| line.split(',')).map(|name| Need::named(name.trim())).collect()
}

/// The first sentence of the file's documentation, as far as it is in the first line.
fn purpose(source: &str) -> Option<&str> {
    let line = source.lines().find_map(|line| line.strip_prefix("//! "))?;
    let end = line.find(['.', ':', ';']).unwrap_or(line.len());
    line.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_needs() {
        let source = "//! Files by jose are read here.\n\n// needs: npm, python\n\nuse std::fs;\n";
        assert_eq!(needs(source).unwrap(), [Need::Npm, Need::Python]);
        assert_eq!(purpose(source), Some("Files by jose are read here"));
        assert_eq!(needs("//! Vectors.\n").unwrap(), []);
    }

    #[test]
    fn what_nobody_can_provide_is_an_error() {
        assert!(needs("// needs: luck\n").is_err());
    }
}
