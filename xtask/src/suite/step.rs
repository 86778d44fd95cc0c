//! One thing that is tested.

use std::fmt;

use anyhow::Result;

use super::session::Session;
use crate::shell::Shell;

type Run = dyn Fn(&Session, &Shell) -> Result<()> + Send + Sync;

/// A named part of the test command. It fails with any error but
/// [`Unavailable`](crate::shell::Unavailable), with which it is skipped.
pub(super) struct Step {
    /// What it is called on the command line.
    pub(super) name: String,
    /// What it holds to be true.
    pub(super) purpose: String,
    pub(super) run: Box<Run>,
    pub(super) kind: Kind,
    pub(super) when: When,
    pub(super) company: Company,
}

/// In which runs of the test command a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// In each.
    Always,
    /// Where it is named, or all engines are asked for: the same is shown in Chromium in every run.
    AllEngines,
}

/// What may run while a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Company {
    /// Nothing: the step keeps all cores busy by itself, or compares times.
    None,
    /// Other steps that may have company: most of their time is one program waiting for another.
    Any,
}

/// What a step that ended well has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One thing: a command ended well.
    Check,
    /// As many things as its test runner counted. None means that nothing was tested, which is a failure.
    Tests,
}

impl Step {
    /// A step that is one check.
    pub(super) fn new(
        name: impl Into<String>,
        purpose: impl Into<String>,
        run: impl Fn(&Session, &Shell) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            purpose: purpose.into(),
            run: Box::new(run),
            kind: Kind::Check,
            when: When::Always,
            company: Company::None,
        }
    }

    /// A step that runs a test runner.
    pub(super) fn tests(
        name: impl Into<String>,
        purpose: impl Into<String>,
        run: impl Fn(&Session, &Shell) -> Result<()> + Send + Sync + 'static,
    ) -> Self {
        Self { kind: Kind::Tests, ..Self::new(name, purpose, run) }
    }
}

impl Step {
    /// Whether a name on the command line means it: its own, or that of a family, as `app` and
    /// `app_open` are of `app_open-firefox`.
    pub(super) fn is_meant_by(&self, name: &str) -> bool {
        let rest = self.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '-']))
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Step").field("name", &self.name).finish_non_exhaustive()
    }
}
