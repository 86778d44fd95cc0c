//! Writing a snapshot.

use super::lease::LeaseState;
use super::sessions::Held;
use super::{SessionPool, read};
use crate::json::push_quoted;
use std::fmt::Write as _;

pub(super) fn lines(pool: &SessionPool) -> String {
    let now = pool.clock.reached();
    let shown = |own| pool.clock.shown(own).as_secs();
    // Of other entitlements than that which was asked about last, what has run out may not have been swept.
    let is_left = |(_, held): &(&str, &Held)| shown(held.until) > shown(now);
    let mut lines = String::new();
    // Writing to memory can't fail.
    let _ = writeln!(
        lines,
        "{{\"countersign\":\"pool\",\"version\":{},\"at\":{},\"leases\":{}}}",
        read::VERSION,
        shown(now),
        pool.sessions
            .values()
            .map(|sessions| sessions.iter().filter(|one| is_left(one)).count())
            .sum::<usize>()
    );
    for (id, sessions) in &pool.sessions {
        for (client, held) in sessions.iter().filter(is_left) {
            lines.push_str("{\"lease\":{\"id\":");
            push_quoted(&mut lines, id);
            lines.push_str(",\"client\":");
            push_quoted(&mut lines, client);
            let _ = write!(
                lines,
                ",\"since\":{},\"until\":{},\"ttl\":{}",
                shown(held.since),
                shown(held.until),
                held.ttl
            );
            if held.state != LeaseState::Running {
                let _ = write!(lines, ",\"state\":\"{}\"", held.state.as_str());
            }
            lines.push_str("}}\n");
        }
    }
    lines
}
