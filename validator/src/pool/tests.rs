use super::*;
use crate::documents::license::Quantity;

const NOW: i64 = 1_764_000_000;
const HEADER: &str = "{\"countersign\":\"pool\",\"version\":2,\"at\":1764000000,\"leases\":0}\n";

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(secs).unwrap()
}

fn pool(most: u64) -> SessionPool {
    let mut pool = SessionPool::new(PoolRules::default());
    pool.set_limits(PoolLimits::fixed([("s", Quantity::Limited(most))]));
    pool
}

fn lease(members: &str) -> String {
    format!("{{\"lease\":{{{members}}}}}\n")
}

/// A lease in a snapshot, of this client and with this end.
fn line(client: &str, until: i64) -> String {
    lease(&format!("\"id\":\"s\",\"client\":\"{client}\",\"since\":{NOW},\"until\":{until},\"ttl\":60"))
}

/// A snapshot of these lines.
fn snapshot(lines: &[&str]) -> String {
    HEADER.replace("\"leases\":0", &format!("\"leases\":{}", lines.len())) + &lines.concat()
}

fn refused(snapshot: &str) -> (Code, Option<String>) {
    let mut pool = pool(9);
    pool.check_out("s", "own", at(NOW), 60).unwrap();
    let before = pool.snapshot();
    let error = pool.restore(snapshot.as_bytes()).unwrap_err();
    assert_eq!(pool.snapshot(), before, "nothing is changed");
    assert_eq!(PoolState::read(snapshot.as_bytes()), Err(error.clone()), "whoever looks is as strict");
    (error.code(), error.at().map(str::to_owned))
}

#[test]
fn a_snapshot_is_read_back() {
    let mut one = pool(3);
    one.rules.linger = 60;
    for client in ["a", "b", "c\"\\ é"] {
        one.check_out("s", client, at(NOW), 60).unwrap();
    }
    one.borrow("s", "b", at(NOW + 1), 86_400).unwrap();
    one.give_back("s", "a", at(NOW + 2));
    let mut other = SessionPool::new(PoolRules::default());
    other.restore(one.snapshot().as_bytes()).unwrap();
    assert_eq!(other.snapshot(), one.snapshot());
    let states: Vec<_> = other.holders("s").map(|holder| (holder.client.to_owned(), holder.state)).collect();
    let expected =
        [("a", LeaseState::Lingering), ("b", LeaseState::Borrowed), ("c\"\\ é", LeaseState::Running)];
    assert_eq!(states, expected.map(|(client, state)| (client.to_owned(), state)));
    // Whoever only looks sees the same.
    let state = PoolState::read(one.snapshot().as_bytes()).unwrap();
    assert_eq!((state.at, state.used("s"), state.used("other")), (at(NOW + 2), 3, 0));
    let seen = state
        .sessions
        .iter()
        .map(|session| (session.client.as_str(), session.state, session.since, session.until));
    let held: Vec<_> =
        one.holders("s").map(|holder| (holder.client, holder.state, holder.since, holder.until)).collect();
    assert_eq!(seen.collect::<Vec<_>>(), held);
    // Limits are no part of it: without any, nobody gets a session, and nobody loses one.
    let denied = other.check_out("s", "d", at(NOW + 3), 60).unwrap();
    assert_eq!(denied.denial().unwrap().decision.used, 3);
    assert!(other.heartbeat("s", "b", at(NOW + 3)).is_some());
}

#[test]
fn whoever_looks_sees_sessions_in_order_whatever_the_order_of_the_lines() {
    let text = snapshot(&[&line("b", NOW + 9), &line("a", NOW + 9)]);
    let state = PoolState::read(text.as_bytes()).unwrap();
    assert_eq!(state.sessions.iter().map(|session| session.client.as_str()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn a_snapshot_that_is_too_long_to_be_looked_at_is_not_read() {
    let error = PoolState::read(&vec![b' '; (4 << 20) + 1]).unwrap_err();
    assert_eq!((error.code(), error.at()), (Code::SizeTooLarge, Some("snapshot")));
    let most = HEADER.len() + line("c00000", NOW + 9).len() * 40_000;
    assert!(most < 4 << 20, "of 40,000 sessions one is read");
}

#[test]
fn what_is_no_snapshot_is_refused() {
    for text in
        ["", "\n", "{}\n", "[]\n", "x", HEADER.trim_end(), "{\"countersign\":\"state\",\"version\":1}\n"]
    {
        assert_eq!(refused(text).0, Code::PoolFormat, "{text:?}");
    }
    for header in [
        HEADER.replace("1764000000", "-1"),
        HEADER.replace("1764000000", "253402300800"),
        HEADER.replace("1764000000", "1e9"),
        HEADER.replace(",\"at\":1764000000", ""),
        HEADER.replace(",\"leases\":0", ""),
        HEADER.replace(":0", ":-1"),
        HEADER.replace(":0", ":1e0"),
        HEADER.replace("\"version\":2,", ""),
        HEADER.replace(":2,", ":\"2\","),
    ] {
        assert_eq!(refused(&header).0, Code::PoolFormat, "{header:?}");
    }
    let first = "{\"countersign\":\"pool\",\"version\":1,\"at\":1764000000}\n";
    assert_eq!(refused(first), (Code::PoolVersion, None), "could have been cut off");
    assert_eq!(refused(&HEADER.replace(":2,", ":3,")), (Code::PoolVersion, None));
}

#[test]
fn a_snapshot_of_which_anything_is_missing_is_none() {
    let leases = ["a", "b", "c"].map(|client| line(client, NOW + 9));
    let lines: Vec<&str> = leases.iter().map(String::as_str).collect();
    let whole = snapshot(&lines);
    pool(9).restore(whole.as_bytes()).unwrap();
    // Cut off within a line or between two, at the beginning or at the end; and what is told of more or fewer leases.
    for cut in 1..whole.len() {
        assert!(pool(9).restore(&whole.as_bytes()[..cut]).is_err(), "{cut}");
        assert!(pool(9).restore(&whole.as_bytes()[cut..]).is_err(), "{cut}");
    }
    for index in 0..lines.len() {
        let without = [&lines[..index], &lines[index + 1..]].concat().concat();
        assert_eq!(refused(&whole.replace(&lines.concat(), &without)), (Code::PoolFormat, None), "{index}");
    }
    assert_eq!(refused(&(whole + &line("d", NOW + 9))), (Code::PoolFormat, None));
}

#[test]
fn an_entry_that_no_pool_wrote_is_refused_by_its_line() {
    let good = line("a", NOW + 9);
    let wrong = [
        String::from("\n"),
        String::from("{\"seat\":{}}\n"),
        String::from("{\"lease\":[]}\n"),
        line("", NOW + 9),
        line("\\u202e", NOW + 9),
        line(&"x".repeat(4_097), NOW + 9),
        // It ran out already, or runs for longer than any does.
        line("b", NOW),
        line("b", NOW + 86_401),
        line("b", 253_402_300_799),
        line("b", NOW + 9).replace("\"ttl\":60", "\"ttl\":60,\"state\":\"eternal\""),
        line("b", NOW + 604_801).replace("\"ttl\":60", "\"ttl\":60,\"state\":\"borrowed\""),
        line("b", NOW + 86_401).replace("\"ttl\":60", "\"ttl\":60,\"state\":\"lingering\""),
        line("b", NOW + 9).replace(&format!("\"since\":{NOW}"), &format!("\"since\":{}", NOW + 1)),
        line("b", NOW + 9).replace("\"since\":", "\"since\":-"),
        line("b", NOW + 9).replace("\"ttl\":60", "\"ttl\":0"),
        line("b", NOW + 9).replace("\"ttl\":60", "\"ttl\":604801"),
        line("b", NOW + 9).replace("\"ttl\":60", "\"ttl\":60.5"),
        line("b", NOW + 9).replace("\"id\":\"s\",", ""),
        line("b", NOW + 9).replace("\"id\":\"s\"", "\"id\":\"s\",\"id\":\"s\""),
        // A session that is there twice would be one too many.
        good.clone(),
        format!("{{\"lease\":{}{}}}\n", "[".repeat(99), "]".repeat(99)),
        format!("{{\"lease\":[{}0]}}\n", "0,".repeat(99)),
    ];
    for entry in wrong {
        let (code, place) = refused(&snapshot(&[&good, &entry]));
        assert_eq!(code, Code::PoolEntry, "{entry}");
        assert!(place.unwrap().starts_with("line 3"), "{entry}");
    }
}

#[test]
fn what_a_snapshot_could_not_hold_gets_no_session() {
    let mut pool = pool(9);
    let before = pool.snapshot();
    let names = ["", "a\nb", "\u{202E}", &"x".repeat(4_097), &"é".repeat(4_097)];
    // What looks like another client.
    let clients =
        [" a", "a ", "a\u{3000}", "\u{A0}a", "a\u{200B}", "\u{AD}a", "\u{FEFF}", "a\u{E0020}", "\u{3164}"];
    for name in names.into_iter().chain(clients) {
        assert_eq!(refused(&snapshot(&[&line(name, NOW + 9)])).0, Code::PoolEntry, "{name:?}");
        let kept = Reservation { id: "s".into(), sessions: 1, clients: vec![name.into()] };
        assert_eq!(pool.set_reservations(&[kept]).unwrap_err().code(), Code::UsageInvalid, "{name:?}");
        let is_id = clients.contains(&name);
        for (id, client) in [("s", name), (name, "a")].into_iter().take(if is_id { 1 } else { 2 }) {
            let taken = pool.check_out(id, client, at(NOW), 60);
            assert_eq!(taken.unwrap_err().code(), Code::UsageInvalid, "{name:?}");
            assert_eq!(pool.borrow(id, client, at(NOW), 60).unwrap_err().code(), Code::UsageInvalid);
        }
    }
    assert_eq!(pool.snapshot(), before);
    for name in ["é".repeat(4_096), "x".repeat(4_096)] {
        assert!(pool.check_out("s", &name, at(NOW), 60).unwrap().lease().is_some());
    }
    pool.clone().restore(pool.snapshot().as_bytes()).unwrap();
}

#[test]
fn nothing_is_borrowed_where_the_rules_say_so() {
    let mut pool = pool(9);
    pool.rules.longest_borrowing = 0;
    assert_eq!(pool.borrow("s", "a", at(NOW), 60).unwrap_err().code(), Code::UsageInvalid);
    pool.rules.longest_borrowing = u64::MAX;
    let lease = pool.borrow("s", "a", at(NOW), u64::MAX).unwrap().lease().unwrap();
    assert_eq!(lease.until, at(NOW + 7 * 86_400), "a week is the longest");
}

#[test]
fn reservations_that_contradict_each_other_change_nothing() {
    let reservation = |id: &str, sessions, clients: &[&str]| Reservation {
        id: id.into(),
        sessions,
        clients: clients.iter().map(|&client| client.into()).collect(),
    };
    let mut pool = pool(2);
    pool.set_reservations(&[reservation("s", 1, &["a"])]).unwrap();
    let before = pool.usage();
    for wrong in [
        vec![reservation("s", 1, &["a", "a"])],
        vec![reservation("s", 1, &["a"]), reservation("t", 1, &["b"]), reservation("s", 1, &["b", "a"])],
        vec![reservation("", 1, &["a"])],
        vec![reservation("s", 1, &["\u{202E}"])],
        vec![reservation("s", 1 << 52, &["a"]), reservation("s", 1 << 52, &["b"])],
        vec![reservation("s", u64::MAX, &[]), reservation("s", u64::MAX, &[])],
    ] {
        assert_eq!(pool.set_reservations(&wrong).unwrap_err().code(), Code::UsageInvalid, "{wrong:?}");
        assert_eq!(pool.usage(), before);
    }
    // One client may be of reservations of several entitlements.
    pool.set_reservations(&[reservation("t", 1, &["a"]), reservation("s", 2, &["a"])]).unwrap();
    assert_eq!(pool.usage().iter().map(|row| row.reserved).collect::<Vec<_>>(), [2, 0], "none of t is free");
    pool.set_reservations(&[]).unwrap();
    assert_eq!(pool.usage().len(), 1);
}

#[test]
fn of_what_is_kept_the_first_to_come_has_it_where_more_is_kept_than_licensed() {
    let mut pool = pool(2);
    let reservation =
        |client: &str| Reservation { id: "s".into(), sessions: 2, clients: vec![client.into()] };
    pool.set_reservations(&[reservation("a"), reservation("b")]).unwrap();
    let stranger = pool.check_out("s", "x", at(NOW), 60).unwrap();
    assert_eq!(stranger.denial().unwrap().reserved, 2, "as many as are free");
    assert_eq!(pool.usage()[0].reserved, 2);
    assert!(pool.check_out("s", "a", at(NOW), 60).unwrap().lease().is_some());
    assert!(pool.check_out("s", "b", at(NOW), 60).unwrap().lease().is_some());
}

#[test]
fn a_clock_that_is_set_wrong_and_right_again_costs_nobody_a_session() {
    let mut pool = pool(2);
    let year = 365 * 86_400;
    pool.check_out("s", "a", at(NOW), 600).unwrap();
    // Back by a year: the lease has as long to run as before, and then ends.
    assert!(pool.heartbeat("s", "a", at(NOW - year)).is_some());
    assert_eq!(pool.next_end("s"), Some(at(NOW - year + 600)));
    assert_eq!(pool.sweep(at(NOW - year + 599)), 0);
    assert_eq!(pool.sweep(at(NOW - year + 600)), 1);
    // Ahead by a year: what can't be told from a year that passed ends all leases; those that come later end in time.
    pool.check_out("s", "b", at(NOW + year), 600).unwrap();
    assert_eq!(pool.sweep(at(NOW + 599)), 0);
    assert_eq!(pool.sweep(at(NOW + 599 + 600)), 1);
    // Threads that read the clock before their turn make no lease shorter.
    pool.check_out("s", "c", at(NOW + 2_000), 600).unwrap();
    for second in 0..500 {
        pool.sweep(at(NOW + 2_000 + second));
        assert_eq!(pool.sweep(at(NOW + 2_000 + second - 30)), 0);
    }
    assert_eq!(pool.next_end("s"), Some(at(NOW + 2_600)));
    // Wherever the clock goes, arithmetic holds.
    for _ in 0..9 {
        for now in [at(0), UnixTime::MAX] {
            pool.check_out("s", "d", now, 600).unwrap();
            pool.clone().restore(pool.snapshot().as_bytes()).unwrap();
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_read_as_what_it_does_not_say(text in "(\\{\"countersign\":\"pool\",\"version\":2,\"at\":[0-9]{1,3},\"leases\":[0-2]\\}\n)?(\\PC|[\\x00-\\x7F]){0,200}\n?") {
        let mut pool = pool(1);
        if pool.restore(text.as_bytes()).is_ok() {
            let written = pool.snapshot();
            proptest::prop_assert!(pool.restore(written.as_bytes()).is_ok());
            proptest::prop_assert_eq!(pool.snapshot(), written);
        }
    }
}
