//! Everything that must hold, in named steps.

mod clean;
mod counts;
mod dependencies;
mod integration;
mod lanes;
mod package;
mod rust;
mod session;
mod step;
mod wasm;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};

use crate::files;
use crate::shell::{Shell, Unavailable};
use crate::workspace::Workspace;
use counts::Counts;
use session::Session;
use step::{Kind, Step, When};

/// What a person may ask of the test command.
#[derive(Debug, Default)]
pub(crate) struct Request {
    /// Only these steps; empty for all.
    pub(crate) steps: Vec<String>,
    /// What is shown of steps that pass.
    pub(crate) output: Output,
    /// In which engines the files of tests run that any engine will do for.
    pub(crate) engines: Engines,
}

/// Where the files of tests run that any engine will do for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engines {
    /// In Chromium.
    #[default]
    One,
    /// In each.
    All,
}

/// Which steps' output is shown.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// Of those that fail.
    #[default]
    Failures,
    /// Of all.
    All,
}

/// How a step ended.
#[derive(Debug)]
enum Verdict {
    Passed,
    Failed(anyhow::Error),
    Skipped(String),
}

#[derive(Debug)]
struct Line {
    name: String,
    verdict: Verdict,
    counts: Counts,
    time: Duration,
}

/// Prints the steps and what each is for.
pub(crate) fn list(workspace: &Workspace) -> Result<()> {
    for step in steps(workspace)? {
        let when = if step.when == When::AllEngines { ", with --all-engines" } else { "" };
        println!("{:>28}  {}{when}", step.name, step.purpose);
    }
    Ok(())
}

/// Runs the steps and prints a table, and in the last line the tests that were counted.
pub(crate) fn run(workspace: Workspace, request: &Request) -> Result<ExitCode> {
    let (steps, left_out) = chosen(steps(&workspace)?, request)?;
    let session = Session::new(workspace)?;
    let start = Instant::now();
    let lines = lanes::each(&steps, |step| {
        println!("{:>28}  {}", step.name, step.purpose);
        perform(step, &session, request.output)
    })?;
    Ok(summary(&lines, left_out, start.elapsed()))
}

/// Runs a program of the tests that drives Chromium, with what the app's tests are provided with. `words` begins with
/// its name; the others are its arguments.
pub(crate) fn drive(workspace: Workspace, shell: &Shell, words: &[&str]) -> Result<()> {
    integration::drive(words, &Session::new(workspace)?, shell)
}

/// All steps, in the order in which they run: the quick ones first.
fn steps(workspace: &Workspace) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    steps.extend(rust::steps());
    steps.extend(dependencies::steps());
    steps.extend(package::steps());
    steps.extend(integration::steps(workspace)?);
    steps.extend(wasm::steps());
    steps.push(clean::step());
    Ok(steps)
}

/// The steps that are asked for, and how many of them were left out because Chromium shows the same.
fn chosen(steps: Vec<Step>, request: &Request) -> Result<(Vec<Step>, usize)> {
    let names = &request.steps;
    if let Some(unknown) = names.iter().find(|name| !steps.iter().any(|step| step.is_meant_by(name))) {
        bail!("there is no step {unknown:?}: `cargo xtask test --list` names them");
    }
    let meant = |step: &Step| names.is_empty() || names.iter().any(|name| step.is_meant_by(name));
    // Who gives the whole name of a step wants it.
    let runs = |step: &Step| {
        step.when == When::Always || request.engines == Engines::All || names.contains(&step.name)
    };
    let (steps, left_out): (Vec<_>, Vec<_>) = steps.into_iter().filter(meant).partition(runs);
    Ok((steps, left_out.len()))
}

fn perform(step: &Step, session: &Session, output: Output) -> Result<Line> {
    let path = session.workspace.target.join("test-logs").join(format!("{}.log", step.name));
    files::write(&path, "")?;
    let shell = Shell::Log(std::fs::File::options().append(true).open(&path)?);
    let start = Instant::now();
    let ended = (step.run)(session, &shell);
    let time = start.elapsed();
    let log = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    let (verdict, counts) = judge(step.kind, ended, Counts::of(&log));
    if output == Output::All || matches!(verdict, Verdict::Failed(_)) {
        println!("{log}");
    }
    match &verdict {
        Verdict::Failed(error) => println!("{:>28}  FAILED: {error:#}", step.name),
        Verdict::Skipped(reason) => println!("{:>28}  skipped: {reason}", step.name),
        Verdict::Passed => {}
    }
    Ok(Line { name: step.name.clone(), verdict, counts, time })
}

/// How a step ended, and the tests that it is counted as: those of its runner, else one.
fn judge(kind: Kind, ended: Result<()>, mut counts: Counts) -> (Verdict, Counts) {
    let verdict = match ended {
        // A runner whose every test was ignored is told as skipped.
        Ok(()) if kind == Kind::Tests && counts == Counts::default() => {
            Verdict::Failed(anyhow!("no test ran"))
        }
        Ok(()) => Verdict::Passed,
        Err(error) => match error.downcast_ref::<Unavailable>() {
            Some(missing) => Verdict::Skipped(missing.to_string()),
            None => Verdict::Failed(error),
        },
    };
    match (&verdict, kind) {
        (Verdict::Passed, Kind::Check) => counts.passed = 1,
        // What the runner could not count: it did not compile, or trapped.
        (Verdict::Failed(_), _) => counts.failed = counts.failed.max(1),
        (Verdict::Skipped(_), _) => counts.skipped += 1,
        (Verdict::Passed, Kind::Tests) => {}
    }
    (verdict, counts)
}

fn summary(lines: &[Line], left_out: usize, time: Duration) -> ExitCode {
    println!("\n{:>28}  {:<8}{:>8}{:>8}{:>8}{:>10}", "step", "", "passed", "failed", "skipped", "time");
    for line in lines {
        let (counts, verdict) = (
            &line.counts,
            match line.verdict {
                Verdict::Passed => "ok",
                Verdict::Failed(_) => "FAILED",
                Verdict::Skipped(_) => "skipped",
            },
        );
        let time = format!("{:.1} s", line.time.as_secs_f64());
        println!(
            "{:>28}  {verdict:<8}{:>8}{:>8}{:>8}{time:>10}",
            line.name, counts.passed, counts.failed, counts.skipped
        );
    }
    for line in lines {
        if let Verdict::Skipped(reason) = &line.verdict {
            println!("{:>28}  skipped: {reason}", line.name);
        }
    }
    if left_out > 0 {
        println!(
            "{:>28}  {left_out} steps that show in Firefox and WebKit what they show in Chromium: `--all-engines` runs them",
            "left out"
        );
    }
    let total = lines.iter().map(|line| line.counts).sum::<Counts>();
    println!("{:>28}  {:.0} s\n\n{total}", "in all", time.as_secs_f64());
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Counts = Counts { passed: 0, failed: 0, skipped: 0 };

    #[test]
    fn a_check_is_one_test() {
        let (verdict, counts) = judge(Kind::Check, Ok(()), NONE);
        assert!(matches!(verdict, Verdict::Passed));
        assert_eq!(counts, Counts { passed: 1, ..NONE });
    }

    #[test]
    fn a_runner_that_ran_no_test_failed() {
        let (verdict, counts) = judge(Kind::Tests, Ok(()), NONE);
        assert!(matches!(verdict, Verdict::Failed(_)));
        assert_eq!(counts, Counts { failed: 1, ..NONE });
    }

    #[test]
    fn a_failure_is_never_counted_as_none() {
        let (_, counts) = judge(Kind::Tests, Err(anyhow!("trap")), Counts { passed: 7, ..NONE });
        assert_eq!(counts, Counts { passed: 7, failed: 1, skipped: 0 });
    }

    #[test]
    fn what_is_unavailable_is_skipped_with_its_remedy() {
        let missing = Unavailable::new("there is no browser", "install one");
        let (verdict, counts) = judge(Kind::Tests, Err(missing.into()), NONE);
        let Verdict::Skipped(reason) = verdict else { panic!() };
        assert_eq!(reason, "there is no browser; install one");
        assert_eq!(counts, Counts { skipped: 1, ..NONE });
    }

    fn asked(names: &[&str], engines: Engines) -> Request {
        Request {
            steps: names.iter().map(|name| (*name).to_owned()).collect(),
            engines,
            ..Request::default()
        }
    }

    #[test]
    fn an_unknown_step_is_an_error() {
        let chosen = |name| chosen(rust::steps().into(), &asked(&[name], Engines::One));
        assert!(chosen("nonsense").is_err());
        assert_eq!(chosen("fmt").unwrap().0.len(), 1);
    }

    #[test]
    fn what_chromium_shows_too_runs_where_it_is_asked_for() {
        let step = |name: &str, when| Step { when, ..Step::new(name, "", |_, _| Ok(())) };
        let chosen = |names: &[&str], engines| {
            let steps = vec![
                step("fmt", When::Always),
                step("app-chromium", When::Always),
                step("app-webkit", When::AllEngines),
            ];
            let (steps, left_out) = chosen(steps, &asked(names, engines)).unwrap();
            (steps.into_iter().map(|step| step.name).collect::<Vec<_>>().join(" "), left_out)
        };
        assert_eq!(chosen(&[], Engines::One), ("fmt app-chromium".to_owned(), 1));
        assert_eq!(chosen(&[], Engines::All), ("fmt app-chromium app-webkit".to_owned(), 0));
        assert_eq!(chosen(&["app"], Engines::One), ("app-chromium".to_owned(), 1));
        assert_eq!(chosen(&["app"], Engines::All), ("app-chromium app-webkit".to_owned(), 0));
        assert_eq!(chosen(&["app-webkit"], Engines::One), ("app-webkit".to_owned(), 0));
        assert_eq!(chosen(&["fmt"], Engines::One), ("fmt".to_owned(), 0));
    }
}
