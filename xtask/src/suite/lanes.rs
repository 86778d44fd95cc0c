//! Several steps at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Result, anyhow};

use super::step::{Company, Step};

/// More browsers than these at once wait for memory.
const MOST: usize = 4;

/// Performs all steps and returns what came of each, in their order: those that may have company as many at once as
/// there are cores, the others by themselves.
///
/// # Errors
/// The first by the order of the steps, after those that had begun ended.
pub(super) fn each<T: Send>(steps: &[Step], perform: impl Fn(&Step) -> Result<T> + Sync) -> Result<Vec<T>> {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(MOST);
    let abreast = |one: &Step, next: &Step| one.company == Company::Any && next.company == Company::Any;
    let mut results = Vec::new();
    for steps in steps.chunk_by(abreast) {
        results.extend(in_lanes(steps, cores, &perform)?);
    }
    Ok(results)
}

fn in_lanes<T: Send>(
    steps: &[Step],
    lanes: usize,
    perform: &(impl Fn(&Step) -> Result<T> + Sync),
) -> Result<Vec<T>> {
    let next = AtomicUsize::new(0);
    let lane = || {
        let turns = std::iter::from_fn(|| {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            Some((turn, steps.get(turn)?))
        });
        turns.map(|(turn, step)| (turn, perform(step))).collect::<Vec<_>>()
    };
    let ended: thread::Result<Vec<_>> = thread::scope(|scope| {
        let lanes: Vec<_> = (0..lanes.min(steps.len())).map(|_| scope.spawn(lane)).collect();
        lanes.into_iter().map(thread::ScopedJoinHandle::join).collect()
    });
    let mut results: Vec<_> = ended.map_err(|_| anyhow!("a step panicked"))?.into_iter().flatten().collect();
    results.sort_by_key(|(turn, _)| *turn);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::AtomicBool;

    use anyhow::bail;

    use super::*;

    fn step(name: &str, company: Company) -> Step {
        Step { company, ..Step::new(name, "", |_, _| Ok(())) }
    }

    #[test]
    fn what_may_have_company_runs_at_once_and_is_told_in_order() {
        let both = Barrier::new(2);
        let steps = [step("a", Company::Any), step("b", Company::Any)];
        let perform = |step: &Step| {
            both.wait();
            Ok(step.name.clone())
        };
        assert_eq!(in_lanes(&steps, 2, &perform).unwrap(), ["a", "b"]);
    }

    #[test]
    fn nothing_runs_beside_a_step_that_is_to_be_alone() {
        let busy = AtomicBool::new(false);
        let steps = ["a", "b", "c", "d"].map(|name| step(name, Company::None));
        let perform = |step: &Step| {
            assert!(!busy.swap(true, Ordering::SeqCst), "something runs beside {}", step.name);
            thread::yield_now();
            busy.store(false, Ordering::SeqCst);
            Ok(step.name.clone())
        };
        assert_eq!(each(&steps, perform).unwrap(), ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_failure_of_the_runner_ends_the_run() {
        let steps = [step("a", Company::Any), step("b", Company::Any)];
        let perform = |step: &Step| if step.name == "b" { bail!("no disk") } else { Ok(()) };
        assert_eq!(each(&steps, perform).unwrap_err().to_string(), "no disk");
    }
}
