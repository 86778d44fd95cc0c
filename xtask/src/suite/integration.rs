//! The integration tests of the crate `tests`: every file of `tests/tests`, and every folder with a `main.rs`,
//! is a step, found by directory. What a file needs it says itself, in a line `// needs: dist, python`; cargo xtask then
//! provides it and tells where it is in a variable of the environment:
//!
//! | need | variables |
//! |---|---|
//! | `dist` | `COUNTERSIGN_DIST`: what users get, built; `COUNTERSIGN_URL`: the demo site, served |
//! | `cli` | `COUNTERSIGN_BIN`: the command `countersign` |
//! | `npm` | `COUNTERSIGN_NODE_MODULES`: the packages of `xtask/npm` |
//! | `bundlers` | `COUNTERSIGN_BUNDLERS`: the packages of `xtask/npm/bundlers` |
//! | `bench` | `COUNTERSIGN_BENCH`: the packages of `xtask/npm/bench` |
//! | `python` | `COUNTERSIGN_PYTHON`: a Python with the packages of `xtask/python` |
//! | `stores` | `COUNTERSIGN_STORES`: the packages of `xtask/npm/stores`; `COUNTERSIGN_REDIS` and `COUNTERSIGN_POSTGRES`: where the servers are, or `missing: ` and why there is none |
//! | `chromium` | `COUNTERSIGN_ENGINE`; `COUNTERSIGN_DRIVER`: its WebDriver server; `COUNTERSIGN_CAPABILITIES`: with which to start it; `COUNTERSIGN_DISPLAY`: the X server, where it needs one |
//! | `engines` | the same, once for each engine: the file is a step in each, e.g. `app_open-firefox` |
//! | `any engine` | the same; but in every run the file is a step in Chromium alone, in the others with `--all-engines` |
//!
//! Several files run at once, but none beside one that says `alone`: it compares times.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::session::Session;
use super::step::{Company, Step, When};
use crate::files;
use crate::setup::browsers::{Browser, Engine};
use crate::setup::npm_tools::NpmTools;
use crate::setup::python_tools::PythonTools;
use crate::setup::stores::Stores;
use crate::shell::Shell;
use crate::workspace::Workspace;

const NEEDS: &str = "// needs: ";

/// What a file of tests is provided with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Dist,
    Cli,
    Npm,
    Bundlers,
    Bench,
    Python,
    Stores,
}

/// What a file of tests says that it needs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Needs {
    things: Vec<Need>,
    /// It is a step in each.
    engines: Vec<Engine>,
    /// It shows the same in each: Chromium is enough for most runs.
    any_engine: bool,
    /// It compares times, which others that run would alter.
    alone: bool,
}

/// The steps of all that is in `tests/tests`.
///
/// # Errors
/// When something there is no test that cargo finds: it would never run.
pub(super) fn steps(workspace: &Workspace) -> Result<Vec<Step>> {
    let folder = workspace.root.join("tests/tests");
    let mut steps = Vec::new();
    for entry in files::names_in(&folder)? {
        let (name, main) = match entry.strip_suffix(".rs") {
            Some(name) => (name, folder.join(&entry)),
            None => (entry.as_str(), folder.join(&entry).join("main.rs")),
        };
        let source = files::read_text(&main).with_context(|| format!("tests/tests/{entry} is no test"))?;
        let needs = needs(&source).with_context(|| format!("tests/tests/{entry}"))?;
        steps.extend(steps_of(name, purpose(&source).unwrap_or("integration tests"), &needs));
    }
    Ok(steps)
}

fn steps_of(file: &str, purpose: &str, needs: &Needs) -> Vec<Step> {
    let company = if needs.alone { Company::None } else { Company::Any };
    let step = |name: String, purpose: String, engine: Option<Engine>| {
        let (file, things) = (file.to_owned(), needs.things.clone());
        let run = move |session: &Session, shell: &Shell| run(&file, &things, engine, session, shell);
        Step { company, ..Step::tests(name, purpose, run) }
    };
    match &needs.engines[..] {
        [] => vec![step(file.to_owned(), purpose.to_owned(), None)],
        [engine] => vec![step(file.to_owned(), purpose.to_owned(), Some(*engine))],
        engines => engines
            .iter()
            .map(|engine| {
                let name = format!("{file}-{}", engine.name());
                let step = step(name, format!("{purpose} ({engine:?})"), Some(*engine));
                let is_repeated = needs.any_engine && *engine != Engine::Chromium;
                Step { when: if is_repeated { When::AllEngines } else { When::Always }, ..step }
            })
            .collect(),
    }
}

fn run(file: &str, things: &[Need], engine: Option<Engine>, session: &Session, shell: &Shell) -> Result<()> {
    let mut cargo = session.cargo();
    cargo.args(["test", "--package", "countersign-tests", "--test", file]);
    let turn = session.providing();
    for need in things {
        need.provide(session, shell, &mut cargo)?;
    }
    if let Some(engine) = engine {
        provide(engine, session, shell, &mut cargo)?;
    }
    drop(turn);
    if !things.is_empty() || engine.is_some() {
        // Ignored by a plain `cargo test`, which provides nothing.
        cargo.args(["--", "--include-ignored"]);
    }
    shell.run(&mut cargo)
}

/// Runs a program of the crate that drives Chromium. `words` begins with its name; the others are its arguments.
pub(super) fn drive(words: &[&str], session: &Session, shell: &Shell) -> Result<()> {
    let mut cargo = session.cargo();
    cargo.args(["run", "--quiet", "--package", "countersign-tests", "--bin"]);
    cargo.arg(words[0]).arg("--").args(&words[1..]);
    Need::Dist.provide(session, shell, &mut cargo)?;
    if words[0] == "bench" {
        Need::Bench.provide(session, shell, &mut cargo)?;
    }
    provide(Engine::Chromium, session, shell, &mut cargo)?;
    shell.run(&mut cargo)
}

impl Need {
    fn provide(self, session: &Session, shell: &Shell, command: &mut Command) -> Result<()> {
        let workspace = &session.workspace;
        match self {
            Self::Dist => {
                session.build(shell)?;
                command.env("COUNTERSIGN_DIST", workspace.dist()).env("COUNTERSIGN_URL", session.site()?);
            }
            Self::Cli => {
                shell.run(session.cargo().args(["build", "--package", "countersign-cli"]))?;
                let program = workspace.target.join(format!("debug/countersign{EXE_SUFFIX}"));
                command.env("COUNTERSIGN_BIN", program);
            }
            Self::Npm => {
                command.env("COUNTERSIGN_NODE_MODULES", NpmTools::install(workspace, shell)?.modules);
            }
            Self::Bundlers => {
                command.env("COUNTERSIGN_BUNDLERS", NpmTools::bundlers(workspace, shell)?.modules);
            }
            Self::Bench => {
                command.env("COUNTERSIGN_BENCH", NpmTools::bench(workspace, shell)?.modules);
            }
            Self::Python => {
                command.env("COUNTERSIGN_PYTHON", PythonTools::install(workspace, shell)?.python());
            }
            Self::Stores => {
                let stores = Stores::install(workspace, shell)?;
                command.env("COUNTERSIGN_STORES", stores.modules);
                command.env("COUNTERSIGN_REDIS", stores.redis).env("COUNTERSIGN_POSTGRES", stores.postgres);
            }
        }
        Ok(())
    }
}

fn provide(engine: Engine, session: &Session, shell: &Shell, command: &mut Command) -> Result<()> {
    let browser = Browser::of(engine, &session.workspace, shell)?;
    command.env("COUNTERSIGN_ENGINE", engine.name()).env("COUNTERSIGN_DRIVER", browser.driver);
    command.env("COUNTERSIGN_CAPABILITIES", browser.capabilities);
    command.envs(browser.display.map(|display| ("COUNTERSIGN_DISPLAY", display)));
    Ok(())
}

fn needs(source: &str) -> Result<Needs> {
    let line = source.lines().find_map(|line| line.strip_prefix(NEEDS));
    let mut needs = Needs::default();
    for name in line.into_iter().flat_map(|line| line.split(',')).map(str::trim) {
        match name {
            "dist" => needs.things.push(Need::Dist),
            "cli" => needs.things.push(Need::Cli),
            "npm" => needs.things.push(Need::Npm),
            "bundlers" => needs.things.push(Need::Bundlers),
            "bench" => needs.things.push(Need::Bench),
            "python" => needs.things.push(Need::Python),
            "stores" => needs.things.push(Need::Stores),
            "chromium" => needs.engines.push(Engine::Chromium),
            "engines" => needs.engines.extend(Engine::ALL),
            "any engine" => {
                needs.engines.extend(Engine::ALL);
                needs.any_engine = true;
            }
            "alone" => needs.alone = true,
            unknown => bail!("{unknown:?} is nothing that a test can need"),
        }
    }
    Ok(needs)
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
    fn a_file_and_a_folder_are_steps_and_what_is_neither_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        let workspace = Workspace { root: root.path().to_owned(), target: root.path().join("target") };
        let tests = root.path().join("tests/tests");
        files::write(&tests.join("laws.rs"), "//! Laws.\n").unwrap();
        files::write(&tests.join("model/main.rs"), "//! A model.\n").unwrap();
        let names =
            || steps(&workspace).map(|steps| steps.into_iter().map(|step| step.name).collect::<Vec<_>>());
        assert_eq!(names().unwrap(), ["laws", "model"]);
        files::write(&tests.join("shared/words.rs"), "").unwrap();
        assert!(names().is_err());
    }

    #[test]
    fn a_file_says_what_it_needs() {
        let source = "//! Files by jose are read here.\n\n// needs: npm, python\n\nuse std::fs;\n";
        assert_eq!(needs(source).unwrap().things, [Need::Npm, Need::Python]);
        assert_eq!(purpose(source), Some("Files by jose are read here"));
        assert_eq!(needs("//! Vectors.\n").unwrap(), Needs::default());
    }

    #[test]
    fn a_file_that_needs_every_engine_is_a_step_in_each() {
        let names = |needs: &Needs| steps_of("app", "The app", needs).into_iter().map(|step| step.name);
        let names = |line: &str| names(&needs(line).unwrap()).collect::<Vec<_>>();
        assert_eq!(names("// needs: dist, engines\n"), ["app-chromium", "app-firefox", "app-webkit"]);
        assert_eq!(names("// needs: dist, chromium\n"), ["app"]);
        assert_eq!(names("// needs: dist\n"), ["app"]);
    }

    #[test]
    fn a_file_that_any_engine_will_do_for_is_a_step_in_each_but_in_chromium_alone_in_every_run() {
        let steps = steps_of("app", "The app", &needs("// needs: dist, any engine\n").unwrap());
        let when = steps.iter().map(|step| (step.name.as_str(), step.when)).collect::<Vec<_>>();
        let expected = [
            ("app-chromium", When::Always),
            ("app-firefox", When::AllEngines),
            ("app-webkit", When::AllEngines),
        ];
        assert_eq!(when, expected);
        let steps = steps_of("app", "The app", &needs("// needs: dist, engines\n").unwrap());
        assert!(steps.iter().all(|step| step.when == When::Always));
    }

    #[test]
    fn a_file_that_compares_times_runs_alone() {
        let companies = |line: &str| {
            let steps = steps_of("pool", "The pool", &needs(line).unwrap());
            steps.into_iter().map(|step| step.company).collect::<Vec<_>>()
        };
        assert_eq!(companies("// needs: alone\n"), [Company::None]);
        assert_eq!(companies("// needs: dist, engines\n"), [Company::Any; 3]);
    }

    #[test]
    fn what_nobody_can_provide_is_an_error() {
        assert!(needs("// needs: luck\n").is_err());
    }
}
