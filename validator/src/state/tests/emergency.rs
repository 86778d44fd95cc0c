//! Emergencies that an installation remembers, whatever is done to its state.

use super::*;
use crate::judge::decide::Denial;
use crate::judge::emergency::{EmergencyRow, EmergencyState};
use crate::values::time::DAY;
use serde_json::json;

/// 2014-05-13T10:00:00Z, when the emergency of O3 begins.
pub(super) const START: i64 = 1_399_975_200;
/// A calendar month later.
pub(super) const END: i64 = START + 31 * DAY;
const BEFORE: i64 = START - 100 * DAY;

pub(super) fn base() -> Document {
    Document::license("L-1", 20).with("iat", BEFORE)
}

pub(super) fn emergency() -> Document {
    Document::emergency("E-1", START, END)
}

/// A licence that is bought later.
fn purchase(users: u64) -> Document {
    Document::license("L-2", users).with("iat", END + DAY)
}

pub(super) fn observe(state: &mut State, now: i64) -> Report {
    state.observe(&verifier(), &Question::at(at(now))).unwrap()
}

pub(super) fn row(report: &Report) -> &EmergencyRow {
    report.emergency.iter().find(|row| row.id == "users").unwrap()
}

fn stands(state: &State, now: i64) -> EmergencyState {
    row(&report(state, now)).state
}

/// Gives seats to so many people in all, one a second.
fn register(state: &mut State, people: usize) {
    let count = state.roster.people().count();
    for number in count..people {
        let (name, now) = (format!("user{number:02}"), at(START + number as i64));
        state.roster.add(person(&name), now).unwrap();
        state.roster.assign(&name, "users", now, crate::Quantity::Limited(30)).unwrap();
    }
}

/// A site with 20 users, of which 21 are registered while its emergency runs.
pub(super) fn in_emergency() -> State {
    let mut state = with(&[&base()], BEFORE);
    observe(&mut state, BEFORE);
    observe(&mut state, BEFORE + 3_600);
    register(&mut state, 20);
    assert_eq!(add(&mut state, &emergency(), START), "ok");
    observe(&mut state, START);
    observe(&mut state, START + 3_600);
    register(&mut state, 21);
    observe(&mut state, START + 7_200);
    state
}

/// The state without the lines that begin like this.
fn without(state: &State, beginning: &str) -> State {
    let lines = state.to_lines();
    let kept: Vec<&str> = lines.lines().filter(|line| !line.starts_with(beginning)).collect();
    assert!(kept.len() < lines.lines().count());
    let (state, dropped) = State::parse(kept.join("\n").as_bytes(), fold_case);
    assert_eq!(dropped, []);
    state
}

#[test]
fn it_runs_for_its_month_and_locks_until_something_is_bought() {
    let mut state = in_emergency();
    for (now, stand) in [
        (START, EmergencyState::Running),
        (END - 1, EmergencyState::Running),
        (END, EmergencyState::Locked),
        (END + 400 * DAY, EmergencyState::Locked),
    ] {
        assert_eq!(stands(&state, now), stand, "{now}");
    }
    let locked = report(&state, END);
    assert_eq!((row(&locked).blocked, &row(&locked).blocked_users), (1, &vec!["user20".to_owned()]));
    assert_eq!(users(&locked), (20, 0));

    assert_eq!(add(&mut state, &purchase(5), END + DAY), "ok");
    let bought = observe(&mut state, END + DAY);
    assert_eq!(
        (row(&bought).state, row(&bought).blocked, users(&bought)),
        (EmergencyState::Armed, 0, (25, 0))
    );
    assert!(row(&bought).blocked_users.is_empty());
}

#[test]
fn a_purchase_that_is_taken_back_does_not_lock_again_what_it_settled() {
    let mut state = in_emergency();
    assert_eq!(add(&mut state, &purchase(5), END), "ok");
    observe(&mut state, END);
    state.remove(&purchase(5).digest(), at(END + 1));
    assert_eq!(stands(&state, END + 2), EmergencyState::Armed);
}

#[test]
fn a_purchase_that_came_while_the_clock_was_behind_is_one_all_the_same() {
    let mut state = in_emergency();
    assert_eq!(add(&mut state, &purchase(5), 0), "ok");
    assert_eq!(row(&observe(&mut state, END + DAY)).state, EmergencyState::Armed);
}

#[test]
fn the_blocked_are_those_who_came_last() {
    let mut state = in_emergency();
    register(&mut state, 23);
    let report = observe(&mut state, END);
    assert_eq!(row(&report).blocked_users, ["user22", "user21", "user20"]);
    assert!(state.roster.has("user22", "users"), "nobody loses a seat");
}

#[test]
fn neither_a_tiny_purchase_nor_a_trial_nor_the_base_once_more_settles_it() {
    for document in [
        purchase(1),
        purchase(50).with("lic.kind", "trial").ending(END + 900 * DAY),
        // A renewal of the base, for as many.
        base().serial(2).with("iat", END),
    ] {
        let mut state = in_emergency();
        register(&mut state, 22);
        observe(&mut state, END - 1);
        assert_eq!(add(&mut state, &document, END), "ok");
        assert_eq!(row(&observe(&mut state, END)).state, EmergencyState::Locked);
    }
    // Those who came in the emergency are gone meanwhile; what they were is not forgotten.
    let mut state = in_emergency();
    register(&mut state, 22);
    observe(&mut state, END - 1);
    state.roster.remove("user20", at(END));
    state.roster.remove("user21", at(END));
    assert_eq!(add(&mut state, &purchase(1), END), "ok");
    assert_eq!(row(&observe(&mut state, END)).state, EmergencyState::Locked);
    assert_eq!(add(&mut state, &Document::license("L-3", 1).with("iat", END), END), "ok");
    assert_eq!(row(&observe(&mut state, END)).state, EmergencyState::Armed, "two were missing");

    let mut state = in_emergency();
    state.remove(&base().digest(), at(END));
    observe(&mut state, END);
    assert_eq!(add(&mut state, &base(), END + 1), "ok");
    assert_eq!(row(&observe(&mut state, END + 1)).state, EmergencyState::Locked);
}

#[test]
fn a_repeated_load_or_another_answer_restarts_nothing() {
    let mut state = in_emergency();
    state.remove(&emergency().digest(), at(END - 2));
    assert_eq!(add(&mut state, &emergency(), END - 1), "ok");
    observe(&mut state, END - 1);
    assert_eq!(stands(&state, END), EmergencyState::Locked);

    let again = Document::emergency("E-2", END, END + 31 * DAY).with("lic.request", "REQ-E-1");
    assert_eq!(add(&mut state, &again, END), "ok");
    let report = observe(&mut state, END);
    assert_eq!((row(&report).state, users(&report)), (EmergencyState::Locked, (20, 0)));
}

#[test]
fn an_entry_that_was_lost_or_cut_out_is_made_again_from_the_documents() {
    let state = without(&in_emergency(), "{\"emergency\"");
    assert_eq!(stands(&state, END - 1), EmergencyState::Running);
    assert_eq!(stands(&state, END), EmergencyState::Locked);
    let mut removed = state.clone();
    removed.remove(&emergency().digest(), at(END));
    assert_eq!(stands(&removed, END), EmergencyState::Locked, "nor by taking the licence out");

    // Beside the attacker the honest user, who lost a line and had bought what was needed.
    let mut honest = state;
    assert_eq!(add(&mut honest, &purchase(5), END + DAY), "ok");
    assert_eq!(row(&observe(&mut honest, END + DAY)).state, EmergencyState::Armed);
    let honest = without(&honest, "{\"emergency\"");
    assert_eq!(stands(&honest, END + DAY), EmergencyState::Armed);
}

#[test]
fn an_entry_that_was_edited_is_believed_as_far_as_the_documents_bear_it_out() {
    let state = in_emergency();
    let edit = |from: &str, to: &str| {
        let lines = state.to_lines();
        assert!(lines.contains(from), "{lines}");
        let (state, dropped) = State::parse(lines.replace(from, to).as_bytes(), fold_case);
        assert_eq!(dropped, []);
        state
    };
    assert_eq!(
        stands(&edit("\"peak\":21}", &format!("\"peak\":0,\"settled\":{END}}}")), END),
        EmergencyState::Locked
    );
    // Not even beside a licence that came later: it must be able to be the purchase that the entry tells of.
    let settled = |bought: &Document| {
        let mut state = state.clone();
        assert_eq!(add(&mut state, bought, END + DAY), "ok");
        let lines = state.to_lines().replace("\"peak\":21}", &format!("\"peak\":21,\"settled\":{END}}}"));
        stands(&State::parse(lines.as_bytes(), fold_case).0, END + 2 * DAY)
    };
    assert_eq!(settled(&purchase(0)), EmergencyState::Locked);
    let phones =
        purchase(5).with("lic.entitlements", json!([{ "id": "phones", "metric": "device", "quantity": 5 }]));
    assert_eq!(settled(&phones), EmergencyState::Locked);
    assert_eq!(settled(&purchase(1)), EmergencyState::Armed, "21 is enough for 21");

    let seen = state.journal.iter().next().unwrap().start.seen.clone();
    assert_eq!(seen.len(), 1);
    let seen = format!("\"{}\"", crate::values::base64::encode_url(&seen[0]));
    assert_eq!(stands(&edit(&seen, ""), END), EmergencyState::Locked);
    let earlier = format!("\"at\":0,\"end\":{END},\"seen\":[],\"peak\":0,\"settled\":1}}");
    let whole = format!("\"at\":{START},\"end\":{END},\"seen\":[{seen}],\"peak\":21}}");
    assert_eq!(
        stands(&edit(&whole, &earlier), END),
        EmergencyState::Locked,
        "it began when its licence says"
    );
    // Nor does it last longer for that.
    let edited = edit(&format!("\"end\":{END}"), &format!("\"end\":{}", END + 31 * DAY));
    assert_eq!(stands(&edited, END), EmergencyState::Locked);
}

#[test]
fn an_older_export_undoes_no_start_no_usage_and_no_purchase() {
    let mut before = with(&[&base()], BEFORE);
    register(&mut before, 20);
    let running = in_emergency();
    let mut settled = running.clone();
    assert_eq!(add(&mut settled, &purchase(5), END + DAY), "ok");
    observe(&mut settled, END + DAY);
    let mut state = running.clone();
    state.merge(before.clone());
    assert_eq!(stands(&state, END), EmergencyState::Locked);
    for export in [before, running] {
        settled.merge(export);
        assert_eq!(stands(&settled, END + DAY), EmergencyState::Armed);
    }
}

#[test]
fn an_emergency_that_was_over_when_it_came_locks_nothing() {
    let now = END + 300 * DAY;
    // A machine that was set up anew, with all the files that there ever were.
    for files in [[base(), purchase(5), emergency()], [emergency(), base(), purchase(5)]] {
        let mut state = with(&files.iter().collect::<Vec<_>>(), now);
        assert_eq!(row(&observe(&mut state, now)).state, EmergencyState::Armed);
    }
}

#[test]
fn a_purchase_that_was_loaded_before_the_answer_counts_on_a_new_machine() {
    let bought = Document::license("L-2", 5).with("iat", START + DAY);
    let mut state = with(&[&base(), &bought, &emergency()], START + 2 * DAY);
    register(&mut state, 21);
    observe(&mut state, START + 2 * DAY);
    assert_eq!(stands(&state, END), EmergencyState::Armed);
}

#[test]
fn emergencies_of_another_account_or_a_revoked_one_are_none_here() {
    let foreign = emergency().with("sub", "site-2");
    let mut state = with(&[&base(), &foreign], START);
    let question = || {
        let mut question = Question::at(at(END));
        question.account = Some("site-1".into());
        question
    };
    let report = state.observe(&verifier(), &question()).unwrap();
    assert!(report.emergency.is_empty());

    let mut state = with(&[&base(), &emergency()], START);
    let list = Document::revocation_list(1, json!([{ "jti": "E-1" }]));
    assert_eq!(add(&mut state, &list, START), "ok");
    assert!(report_has_no_start(&observe(&mut state, END)));
}

fn report_has_no_start(report: &Report) -> bool {
    report.emergency.iter().all(|row| row.state == EmergencyState::Armed && row.start.is_none())
}

mod clause {
    use super::*;

    fn state() -> State {
        let base = Document::license("L-1", 20)
            .with("iat", BEFORE)
            .with("lic.emergency", json!({ "entitlement": "users", "quantity": 10, "months": 1 }));
        let mut state = with(&[&base], BEFORE);
        state.clock = ClockMark::from_parts(Some(at(START)), None, 0);
        register(&mut state, 20);
        state
    }

    fn start(state: &mut State, now: i64) -> Result<EmergencyStart, &'static str> {
        match state.start_emergency("users", &verifier(), &Question::at(at(now))) {
            Ok(started) => started.map_err(Denial::as_str),
            Err(error) => Err(error.code().as_str()),
        }
    }

    #[test]
    fn it_is_started_once_and_ends_a_calendar_month_later() {
        let mut state = state();
        assert_eq!(stands(&state, START), EmergencyState::Armed);
        let started = start(&mut state, START).unwrap();
        assert_eq!((started.at, started.end, started.peak), (at(START), at(END), 20));
        assert_eq!((&*started.license, started.seen.len()), ("L-1", 1));
        assert_eq!(users(&report(&state, START)), (20, 10));
        assert_eq!(start(&mut state, START), Err("emergency_running"));
        register(&mut state, 21);
        observe(&mut state, START + DAY);
        assert_eq!(start(&mut state, END - 1), Err("emergency_running"));
        assert_eq!(users(&report(&state, END - 1)), (20, 10));
        assert_eq!(start(&mut state, END), Err("emergency_locked"));
        assert_eq!(row(&report(&state, END)).blocked_users, ["user20"]);

        assert_eq!(add(&mut state, &purchase(5), END + DAY), "ok");
        observe(&mut state, END + DAY);
        observe(&mut state, END + DAY + 3_600);
        let again = start(&mut state, END + DAY + 3_600).unwrap();
        assert_eq!(again.at, at(END + DAY + 3_600));
        assert_eq!(users(&report(&state, END + DAY + 3_600)), (25, 10));
    }

    #[test]
    fn a_clock_that_is_behind_or_not_confirmed_starts_none() {
        let mut state = state();
        assert_eq!(start(&mut state, START - DAY - 1), Err("clock_rollback"));
        assert_eq!(start(&mut state, START + DAY + 1), Err("clock_unconfirmed"));
        assert!(state.journal.iter().next().is_none());
        let started = start(&mut state, START - DAY).unwrap();
        assert_eq!(started.at, at(START), "it starts at the instant that is judged");
        let mut state = super::clause::state();
        assert!(start(&mut state, START + DAY).is_ok());
    }

    #[test]
    fn without_a_clause_there_is_none() {
        let mut plain = with(&[&base()], BEFORE);
        assert_eq!(start(&mut plain, START), Err("clause_missing"));
        let mut state = state();
        let denied = state.start_emergency("phones", &verifier(), &Question::at(at(START))).unwrap();
        assert_eq!(denied, Err(Denial::NoLicense));
        assert_eq!(add(&mut state, &base().with("sub", "site-2"), START), "ok");
        assert_eq!(start(&mut state, START), Err("account_ambiguous"));
        // An emergency licence that ran brings no clause.
        let mut asked = with(&[&base(), &emergency()], START);
        assert_eq!(start(&mut asked, START), Err("emergency_running"));
    }

    #[test]
    fn it_lasts_no_longer_for_being_edited() {
        let mut state = state();
        start(&mut state, START).unwrap();
        let later = format!("\"end\":{}", END + 300 * DAY);
        let edited = state.to_lines().replace(&format!("\"end\":{END}"), &later);
        let (state, _) = State::parse(edited.as_bytes(), fold_case);
        assert_eq!(
            (stands(&state, END - 1), stands(&state, END)),
            (EmergencyState::Running, EmergencyState::Locked)
        );
    }

    #[test]
    fn it_goes_on_where_its_licence_is_renewed_under_another_id_or_ends() {
        let clause = json!({ "entitlement": "users", "quantity": 10, "months": 1 });
        let mut renewed = state();
        start(&mut renewed, START).unwrap();
        let next =
            Document::license("L-9", 20).with("iat", START + DAY).with("lic.emergency", clause.clone());
        let next = next.with("lic.supersedes", json!(["L-1"]));
        assert_eq!(add(&mut renewed, &next, START + DAY), "ok");
        assert_eq!(users(&report(&renewed, START + DAY)), (20, 10));
        assert_eq!(users(&report(&renewed, END)), (20, 0));

        let ending = Document::license("L-1", 20).with("iat", BEFORE).with("lic.emergency", clause);
        let mut ended = with(&[&ending.ending(START + DAY)], BEFORE);
        start(&mut ended, START).unwrap();
        let before = report(&ended, START);
        let Some(crate::LimitRow::Quantity(row)) = before.limit("users") else { panic!("{before:?}") };
        let change = row.next_change.unwrap();
        let then = (change.granted.limit().unwrap(), change.emergency.limit().unwrap());
        assert_eq!((change.at, then), (at(START + DAY), (0, 10)));
        assert_eq!(users(&report(&ended, START + DAY)), then);
    }

    #[test]
    fn the_start_is_not_undone_by_an_older_export_nor_by_taking_the_licence_out() {
        let mut state = state();
        let export = state.clone();
        start(&mut state, START).unwrap();
        register(&mut state, 21);
        observe(&mut state, START + DAY);
        state.merge(export);
        assert_eq!(stands(&state, END), EmergencyState::Locked);
        let digest = state.documents()[0].digest();
        state.remove(&digest, at(END));
        state.restore(&digest, at(END + 1));
        assert_eq!(row(&observe(&mut state, END + 1)).state, EmergencyState::Locked);
    }
}
