//! Scenario K4: how a KMS and a MAK count.

use crate::documents::license::KmsClient;
use crate::error::Code;
use crate::values::time::{DAY, UnixTime};
use crate::volume::{ClientState, KmsHost, MakCount};

const START: i64 = 1_740_992_400;

fn at(secs: i64) -> UnixTime {
    UnixTime::from_secs(START + secs).unwrap()
}

fn rooms(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("room {number}")).collect()
}

fn asked(count: usize, kind: KmsClient) -> KmsHost {
    let mut host = KmsHost::new(kind);
    for room in rooms(count) {
        host.ask(&room, at(0)).unwrap();
    }
    host
}

#[test]
fn of_24_clients_none_is_active_and_of_25_all_are() {
    for (kind, threshold) in [(KmsClient::Client, 25), (KmsClient::Server, 5)] {
        let mut host = asked(threshold - 1, kind);
        assert_eq!((host.threshold(), host.count(at(0)), host.active(at(0))), (threshold, threshold - 1, 0));
        let waiting = ClientState::Waiting { retries: at(2 * 3_600) };
        assert_eq!(host.client("room 1", at(0)), Some(waiting));
        // The same one again is one.
        assert!(matches!(host.ask("room 1", at(60)).unwrap(), ClientState::Waiting { .. }));
        let last = host.ask("the last", at(60)).unwrap();
        assert_eq!(last, ClientState::Active { until: at(60 + 180 * DAY), renews: at(60 + 7 * DAY) });
        assert_eq!((host.count(at(60)), host.active(at(60))), (threshold, threshold));
    }
}

#[test]
fn without_renewal_an_activation_has_ended_on_day_181() {
    let host = asked(25, KmsClient::Client);
    let last = 180 * DAY - 1;
    assert_eq!((host.active(at(last)), host.active(at(last + 1))), (25, 0));
    let state = host.client("room 1", at(180 * DAY));
    assert_eq!(state, Some(ClientState::Expired { since: at(180 * DAY), retries: at(180 * DAY + 7_200) }));
    // Nobody has asked for more than 30 days: nobody is counted.
    assert_eq!(host.count(at(last)), 0);
}

#[test]
fn who_renews_every_7_days_stays_active() {
    let mut host = asked(25, KmsClient::Client);
    for week in 1..=30 {
        let now = at(week * 7 * DAY);
        let due = ClientState::Active { until: at((week - 1) * 7 * DAY + 180 * DAY), renews: now };
        assert!(host.clients(now).all(|(_, state)| state == due), "week {week}");
        for room in rooms(25) {
            host.ask(&room, now).unwrap();
        }
        assert_eq!((host.count(now), host.active(now)), (25, 25));
    }
    assert_eq!(host.active(at(30 * 7 * DAY + 180 * DAY)), 0);
}

#[test]
fn who_has_not_asked_for_30_days_is_not_counted_and_stays_active_to_the_end() {
    let mut host = asked(25, KmsClient::Client);
    assert_eq!((host.count(at(30 * DAY - 1)), host.count(at(30 * DAY))), (25, 0));
    // Two ask again after a month: too few, so their renewal is refused, and their activation goes on.
    for room in ["room 1", "room 2"] {
        let state = host.ask(room, at(40 * DAY)).unwrap();
        assert_eq!(state, ClientState::Active { until: at(180 * DAY), renews: at(40 * DAY + 7_200) });
    }
    assert_eq!((host.count(at(40 * DAY)), host.active(at(40 * DAY))), (2, 25));
    // 23 others come: all who are remembered are renewed.
    for room in rooms(23) {
        host.ask(&format!("new {room}"), at(41 * DAY)).unwrap();
    }
    assert_eq!(
        host.client("room 1", at(41 * DAY)),
        Some(ClientState::Active { until: at(221 * DAY), renews: at(48 * DAY) })
    );
    assert_eq!(host.active(at(180 * DAY)), 25);
    // One that never was active is forgotten whole.
    let mut host = asked(3, KmsClient::Client);
    host.ask("other", at(31 * DAY)).unwrap();
    assert_eq!(host.clients(at(31 * DAY)).count(), 1);
}

#[test]
fn a_host_is_stored_and_read_back() {
    let mut host = asked(26, KmsClient::Client);
    host.ask("спасибо \"x\"", at(8 * DAY)).unwrap();
    host.ask("room 1", at(35 * DAY)).unwrap();
    let stored = host.snapshot();
    let mut read = KmsHost::restore(&stored).unwrap();
    assert_eq!(read, host);
    assert_eq!(read.ask("room 2", at(36 * DAY)), host.ask("room 2", at(36 * DAY)));
    for (broken, code) in [
        (stored.replace("\"version\":1", "\"version\":2"), Code::StateVersion),
        (stored.replace("kms-host", "mak-count"), Code::ClaimsValue),
        (stored.replace("room 3\"", "room 4\""), Code::ClaimsDuplicate),
        (stored.replace("\"client_kind\":\"client\"", "\"client_kind\":\"x\""), Code::ClaimsValue),
        (stored.replacen("\"asked\":17", "\"asked\":97", 1), Code::ClaimsRange),
        (stored.replacen("\"id\":\"room 3\"", "\"id\":\"\"", 1), Code::ClaimsValue),
        (stored[..stored.len() - 1].to_owned(), Code::JsonSyntax),
    ] {
        assert_eq!(KmsHost::restore(&broken).unwrap_err().code(), code, "{broken}");
    }
}

#[test]
fn time_does_not_run_backwards_and_ids_can_be_read() {
    let mut host = asked(24, KmsClient::Client);
    host.ask("later", at(40 * DAY)).unwrap();
    assert_eq!(host.count(at(0)), 1);
    for id in ["", "a\u{202e}b", &"x".repeat(129)] {
        assert_eq!(host.ask(id, at(0)).unwrap_err().code(), Code::UsageInvalid);
    }
}

#[test]
fn who_is_no_longer_counted_makes_room_for_others() {
    let mut host = KmsHost::new(KmsClient::Client);
    for client in 0..10_000 {
        host.ask(&format!("old {client:04}"), at(i64::from(client))).unwrap();
    }
    assert_eq!(host.ask("new", at(DAY)).unwrap_err().code(), Code::UsageInvalid, "all are counted");
    assert!(host.ask("old 0007", at(DAY)).is_ok(), "no new one");
    // Those who asked first are forgotten first, though their activation goes on.
    let now = at(30 * DAY + 1);
    host.ask("new", now).unwrap();
    assert_eq!(
        ["old 0000", "old 0001", "old 0002"].map(|id| host.client(id, now).is_some()),
        [false, true, true]
    );
    assert_eq!(host.ask("new too", now).unwrap(), host.client("new", now).unwrap());
    assert_eq!(host.ask("one too many", now).unwrap_err().code(), Code::UsageInvalid);
    // As many as one likes, if only there are never more at once; and so after it was stored.
    let mut host = KmsHost::restore(&host.snapshot()).unwrap();
    for year in 1..4 {
        for client in 0..10_000 {
            host.ask(&format!("of {year}, {client}"), at(year * 365 * DAY)).unwrap();
        }
        assert_eq!((host.count(at(year * 365 * DAY)), host.clients(at(0)).count()), (10_000, 10_000));
    }
}

#[test]
fn a_clock_that_was_wrong_and_is_set_right_stops_nothing() {
    let year = 365 * DAY;
    let mut host = asked(25, KmsClient::Client);
    // Ahead: what can't be told from ten years that passed ends all activations.
    host.ask("wrong clock", at(10 * year)).unwrap();
    assert_eq!((host.count(at(10 * year)), host.active(at(10 * year))), (1, 0));
    // Right again: whoever asks is activated, and for no longer than 180 days.
    for room in rooms(25) {
        host.ask(&room, at(60)).unwrap();
    }
    let active = ClientState::Active { until: at(60 + 180 * DAY), renews: at(60 + 7 * DAY) };
    let check = |host: &KmsHost| {
        assert_eq!((host.client("room 3", at(60)), host.count(at(60))), (Some(active), 26));
        assert_eq!((host.active(at(60 + 180 * DAY - 1)), host.active(at(60 + 180 * DAY))), (26, 0));
        assert_eq!((host.count(at(60 + 30 * DAY - 1)), host.count(at(60 + 30 * DAY))), (26, 0));
    };
    check(&host);
    let mut stored = KmsHost::restore(&host.snapshot()).unwrap();
    assert_eq!(stored, host);
    check(&stored);
    // Back by as much: the time that was left is left.
    stored.ask("room 1", at(60 - year)).unwrap();
    assert_eq!(stored.active(at(60 - year + 180 * DAY - 1)), 26);
    assert_eq!(stored.active(at(60 - year + 180 * DAY)), 0);
    // A clock that is a minute behind is none that was set.
    host.ask("room 2", at(30)).unwrap();
    assert_eq!(host.client("room 2", at(61)).unwrap(), active);
    // Wherever the clock goes, arithmetic holds, and what is written can be read.
    for _ in 0..9 {
        for now in [UnixTime::from_secs(0).unwrap(), UnixTime::MAX] {
            host.ask("room 1", now).unwrap();
            assert_eq!(KmsHost::restore(&host.snapshot()).unwrap(), host);
        }
    }
}

#[test]
fn of_a_mak_for_20_the_21st_system_is_denied() {
    let mut count = MakCount::new(20);
    for room in rooms(20) {
        assert_eq!(count.activate(&room).unwrap(), Ok(()));
    }
    let denied = count.activate("room 21").unwrap().unwrap_err();
    assert_eq!((denied.code(), denied.limit, denied.used, denied.requested), ("limit_exhausted", 20, 20, 1));
    assert_eq!(count.activate("room 7").unwrap(), Ok(()), "who is activated stays so");
    assert_eq!((count.used(), count.left(), count.quantity()), (20, 0, 20));
    let mut more = MakCount::restore(&count.snapshot()).unwrap();
    assert_eq!(more, count);
    more = more.with_quantity(21);
    assert_eq!(more.activate("room 21").unwrap(), Ok(()));
    // A downgrade takes nobody's activation away, and gives no new one.
    assert_eq!((more.clone().with_quantity(5).left(), more.with_quantity(5).used()), (0, 21));
    assert!(MakCount::new(0).activate("room 1").unwrap().is_err());
}
