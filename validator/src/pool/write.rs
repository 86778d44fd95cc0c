//! Writing a snapshot.

use super::SessionPool;
use super::lease::LeaseState;
use crate::json::push_quoted;
use std::fmt::Write as _;

pub(super) fn lines(pool: &SessionPool) -> String {
    let now = pool.clock.reached();
    let shown = |own| pool.clock.shown(own).as_secs();
    let mut lines = String::new();
    // Writing to memory can't fail.
    let _ = writeln!(lines, "{{\"countersign\":\"pool\",\"version\":1,\"at\":{}}}", shown(now));
    for (id, sessions) in &pool.sessions {
        // Of the other entitlements, what has run out may not have been swept.
        for (client, held) in sessions.iter().filter(|(_, held)| shown(held.until) > shown(now)) {
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
