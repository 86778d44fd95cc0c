//! Everything that must hold, in named steps.

mod clean;
mod counts;
mod dependencies;
mod integration;
mod package;
mod rust;
mod session;
mod step;
mod wasm;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::files;
use crate::shell::{Shell, Unavailable};
use crate::workspace::Workspace;
use counts::Counts;
use session::Session;
use step::Step;

/// What a person may ask of the test command.
#[derive(Debug, Default)]
pub(crate) struct Request {
    /// Only these steps; empty for all.
    pub(crate) steps: Vec<String>,
    /// What is shown of steps that pass.
    pub(crate) output: Output,
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
        println!("{:>24}  {}", step.name, step.purpose);
    }
    Ok(())
}

/// Runs the steps and prints a table, and in the last line the tests that were counted.
pub(crate) fn run(workspace: Workspace, request: &Request) -> Result<ExitCode> {
    let steps = chosen(steps(&workspace)?, &request.steps)?;
    let session = Session::new(workspace)?;
    let mut lines = Vec::new();
    for step in &steps {
        println!("{:>24}  {}", step.name, step.purpose);
        lines.push(perform(step, &session, request.output)?);
    }
    Ok(summary(&lines))
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

fn chosen(steps: Vec<Step>, names: &[String]) -> Result<Vec<Step>> {
    if let Some(unknown) = names.iter().find(|name| steps.iter().all(|step| step.name != **name)) {
        bail!("there is no step {unknown:?}: `cargo xtask test --list` names them");
    }
    Ok(steps.into_iter().filter(|step| names.is_empty() || names.contains(&step.name)).collect())
}

fn perform(step: &Step, session: &Session, output: Output) -> Result<Line> {
    let path = session.workspace.target.join("test-logs").join(format!("{}.log", step.name));
    files::write(&path, "")?;
    let shell = Shell::Log(std::fs::File::options().append(true).open(&path)?);
    let start = Instant::now();
    let verdict = match (step.run)(session, &shell) {
        Ok(()) => Verdict::Passed,
        Err(error) => match error.downcast_ref::<Unavailable>() {
            Some(missing) => Verdict::Skipped(missing.to_string()),
            None => Verdict::Failed(error),
        },
    };
    let time = start.elapsed();
    let log = String::from_utf8_lossy(&files::read(&path)?).into_owned();
    if output == Output::All || matches!(verdict, Verdict::Failed(_)) {
        println!("{log}");
    }
    match &verdict {
        Verdict::Failed(error) => println!("{:>24}  FAILED: {error:#}", step.name),
        Verdict::Skipped(reason) => println!("{:>24}  skipped: {reason}", step.name),
        Verdict::Passed => {}
    }
    let counts = counted(&verdict, Counts::of(&log));
    Ok(Line { name: step.name.clone(), verdict, counts, time })
}

/// A step whose runner printed no counts is one test; a failure that the runner did not count is one more.
fn counted(verdict: &Verdict, mut counts: Counts) -> Counts {
    match verdict {
        Verdict::Passed if counts == Counts::default() => counts.passed = 1,
        Verdict::Failed(_) if counts.failed == 0 => counts.failed = 1,
        Verdict::Skipped(_) => counts.skipped += 1,
        Verdict::Passed | Verdict::Failed(_) => {}
    }
    counts
}

fn summary(lines: &[Line]) -> ExitCode {
    println!("\n{:>24}  {:<8}{:>8}{:>8}{:>8}{:>10}", "step", "", "passed", "failed", "skipped", "time");
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
            "{:>24}  {verdict:<8}{:>8}{:>8}{:>8}{time:>10}",
            line.name, counts.passed, counts.failed, counts.skipped
        );
    }
    for line in lines {
        if let Verdict::Skipped(reason) = &line.verdict {
            println!("{:>24}  skipped: {reason}", line.name);
        }
    }
    let total = lines.iter().map(|line| line.counts).sum::<Counts>();
    let time = lines.iter().map(|line| line.time).sum::<Duration>();
    println!("{:>24}  {:.0} s\n\n{total}", "in all", time.as_secs_f64());
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_step_without_counts_is_one_test() {
        let one = counted(&Verdict::Passed, Counts::default());
        assert_eq!(one, Counts { passed: 1, ..Counts::default() });
    }

    #[test]
    fn a_failure_is_never_counted_as_none() {
        let passed_then_broken = Counts { passed: 7, ..Counts::default() };
        assert_eq!(counted(&Verdict::Failed(anyhow!("trap")), passed_then_broken).failed, 1);
    }

    #[test]
    fn an_unknown_step_is_an_error() {
        assert!(chosen(rust::steps().into(), &["nonsense".to_owned()]).is_err());
        assert_eq!(chosen(rust::steps().into(), &["fmt".to_owned()]).unwrap().len(), 1);
    }
}
