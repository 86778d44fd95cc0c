//! Waiting for what a page does in its own time.

use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two looks at the condition.
const INTERVAL: Duration = Duration::from_millis(10);

/// Waits until there is something.
///
/// # Panics
/// Where there is nothing after a long time.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(INTERVAL);
    }
}
