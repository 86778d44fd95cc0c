//! The command line.

use std::process::{self, ExitCode};

use anyhow::{Result, bail, ensure};
use lexopt::prelude::*;

use crate::shell::Shell;
use crate::workspace::Workspace;
use crate::{build, serve, size, suite};

const HELP: &str = "\
Usage: cargo xtask <command>

  run [--port N]           Build everything, and serve the page with sample files on this computer
  test [--verbose] [STEP…] Run everything that must hold, or these steps alone
  test --all-engines       In Firefox and WebKit, too, run what Chromium alone shows well enough for most changes
  test --list              Name the steps
  build                    Build the npm package, the site and the single file into target/dist
  size [--by crate]        Build, and print what users download, against its budget, or what modules are made of
  screenshots              Take the README's pictures of the app anew
  roster                   Print how long the seats page takes, by the number of the people
  lists                    Print how long the licence page takes, by the length of what is on it
  bench [--record]         Print how long verifying takes beside what else there is, and fail where a ratio got worse
                           than docs/performance.md says; or write it there
  opening                  Print how long after it is opened the single file shows its first verdict
  fixtures                 Sign the fixtures of the tests again, and write the test vectors

What a command needs it installs into target/, from the package registries, and says so.
";

const PORT: u16 = 8080;

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Command {
    Help,
    Build,
    Run {
        port: u16,
    },
    Size {
        by_crate: bool,
    },
    Fixtures,
    /// A program of the tests that drives a browser, and its arguments.
    Drive(Vec<&'static str>),
    Test(suite::Request),
    ListTests,
}

impl Command {
    /// Reads the arguments of this process.
    pub(crate) fn from_args() -> Result<Self> {
        Self::parse(lexopt::Parser::from_env())
    }

    fn parse(mut parser: lexopt::Parser) -> Result<Self> {
        let mut command = match parser.next()? {
            None | Some(Short('h') | Long("help")) => return Ok(Self::Help),
            Some(Value(name)) => Self::named(&name.string()?)?,
            Some(other) => return Err(other.unexpected().into()),
        };
        while let Some(argument) = parser.next()? {
            command = match (command, argument) {
                (_, Short('h') | Long("help")) => Self::Help,
                (Self::Run { .. }, Long("port")) => Self::Run { port: parser.value()?.parse()? },
                (Self::Size { .. }, Long("by")) => {
                    let what = parser.value()?.string()?;
                    ensure!(what == "crate", "sizes are told by crate, not by {what}");
                    Self::Size { by_crate: true }
                }
                (Self::Drive(mut words), Long("record")) if words[0] == "bench" => {
                    words.push("--record");
                    Self::Drive(words)
                }
                (Self::Test(_), Long("list")) => Self::ListTests,
                (Self::Test(request), Long("verbose")) => {
                    Self::Test(suite::Request { output: suite::Output::All, ..request })
                }
                (Self::Test(request), Long("all-engines")) => {
                    Self::Test(suite::Request { engines: suite::Engines::All, ..request })
                }
                (Self::Test(mut request), Value(step)) => {
                    request.steps.push(step.string()?);
                    Self::Test(request)
                }
                (_, other) => return Err(other.unexpected().into()),
            };
        }
        Ok(command)
    }

    fn named(name: &str) -> Result<Self> {
        Ok(match name {
            "build" => Self::Build,
            "run" => Self::Run { port: PORT },
            "size" => Self::Size { by_crate: false },
            "fixtures" => Self::Fixtures,
            "screenshots" => Self::Drive(vec!["screenshots"]),
            "opening" => Self::Drive(vec!["opening"]),
            "roster" => Self::Drive(vec!["roster"]),
            "bench" => Self::Drive(vec!["bench"]),
            "lists" => Self::Drive(vec!["lists"]),
            "test" => Self::Test(suite::Request::default()),
            unknown => bail!("there is no command {unknown:?}\n\n{HELP}"),
        })
    }

    /// Does it.
    pub(crate) fn run(self) -> Result<ExitCode> {
        let workspace = Workspace::find()?;
        let shell = Shell::Terminal;
        match self {
            Self::Help => print!("{HELP}"),
            Self::Build => build::all(&workspace, &shell)?,
            Self::Run { port } => {
                build::all(&workspace, &shell)?;
                let serving = serve::Serving::start(&workspace.dist().join("demo"), port)?;
                shell.say("run", format_args!("{} (Ctrl-C ends it)", serving.url()));
                serving.wait();
            }
            Self::Size { by_crate } => {
                build::all(&workspace, &shell)?;
                let print = if by_crate { size::by_crate::print } else { size::check };
                print(&workspace, &shell)?;
            }
            Self::Fixtures => {
                let program = ["run", "--quiet", "--package", "countersign-tests", "--bin", "fixtures"];
                shell.run(process::Command::new("cargo").args(program).current_dir(&workspace.root))?;
            }
            Self::Drive(words) => suite::drive(workspace, &shell, &words)?,
            Self::Test(request) => return suite::run(workspace, &request),
            Self::ListTests => suite::list(&workspace)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &str) -> Result<Command> {
        Command::parse(lexopt::Parser::from_args(arguments.split_whitespace()))
    }

    #[test]
    fn a_port_is_for_run_alone() {
        assert!(matches!(parse("run").unwrap(), Command::Run { port: PORT }));
        assert!(matches!(parse("run --port 9000").unwrap(), Command::Run { port: 9000 }));
        assert!(parse("run --port 65536").is_err());
        assert!(parse("build --port 9000").is_err());
    }

    #[test]
    fn sizes_are_told_by_crate() {
        assert!(matches!(parse("size").unwrap(), Command::Size { by_crate: false }));
        assert!(matches!(parse("size --by crate").unwrap(), Command::Size { by_crate: true }));
        assert!(parse("size --by colour").is_err());
    }

    #[test]
    fn steps_are_named_in_any_number() {
        let Command::Test(request) = parse("test fmt --verbose clippy").unwrap() else { panic!() };
        assert_eq!(request.steps, ["fmt", "clippy"]);
        assert_eq!(request.output, suite::Output::All);
        assert_eq!(request.engines, suite::Engines::One);
        let Command::Test(request) = parse("test --all-engines app").unwrap() else { panic!() };
        assert_eq!(request.engines, suite::Engines::All);
    }

    #[test]
    fn an_unknown_command_is_an_error() {
        assert!(parse("tset").is_err());
        assert!(matches!(parse("").unwrap(), Command::Help));
    }
}
