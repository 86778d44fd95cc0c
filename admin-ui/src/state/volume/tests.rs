use super::*;
use crate::route::Route;
use crate::state::{Action, Start};
use countersign::volume::{KmsLookup, Outcome};
use countersign::{KmsClient, UnixTime};

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const KMS: &[u8] = include_bytes!("../../../../tests/fixtures/skype-room-kms.lic");
const MAK: &[u8] = include_bytes!("../../../../tests/fixtures/skype-room-mak.lic");
const UCWARE: &[u8] = include_bytes!("../../../../tests/fixtures/ucware-testlizenz.lic");

const GENERIC: &str = "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R";
const OWN: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";
const FOUND: &str = "_vlmcs._tcp.example.com\tservice = 0 100 1688 kms.example.com.\n";
const NOW: i64 = 1_764_000_000;
const DAY: i64 = 86_400;

fn with(licenses: &[&[u8]]) -> State {
    let start = Start {
        now: UnixTime::from_secs(NOW).unwrap(),
        route: Route::Volume,
        built_in_keys: Some(VENDOR.to_owned()),
        ..crate::state::tests::start()
    };
    let open = |state: State, bytes: &&[u8]| {
        let given = Given::File { name: "a.lic".into(), bytes: bytes.to_vec() };
        state.reduce(Action::Bring(given)).reduce(Action::Apply)
    };
    licenses.iter().fold(State::new(start), open)
}

fn done(state: &State, actions: impl IntoIterator<Item = VolumeAction>) -> State {
    actions.into_iter().fold(state.clone(), |state, action| state.reduce(Action::Volume(action)))
}

fn given(text: &str) -> VolumeAction {
    VolumeAction::Give(Given::Pasted(text.to_owned()))
}

fn key(text: &str) -> VolumeAction {
    VolumeAction::TypeKey(text.to_owned())
}

fn counted(kind: KmsClient, systems: &str, each_day: &str, until: &str) -> KmsCourse {
    let counting = Counting {
        kind: Some(kind),
        systems: systems.into(),
        each_day: each_day.into(),
        until: until.into(),
        quantity: String::new(),
    };
    done(&with(&[]), [VolumeAction::Count(counting)]).volume.course().unwrap().clone()
}

fn day(course: &KmsCourse, number: usize) -> (u64, u64) {
    (course.days[number].count, course.days[number].active)
}

#[test]
fn the_licences_that_have_to_do_with_it_are_judged_by_unless_another_is_chosen() {
    let given = [given(FOUND), key(GENERIC)];
    let outcome = |state: &State| done(state, given.clone()).volume_plan().outcome;
    assert_eq!(outcome(&with(&[])), Outcome::Automatic);
    assert_eq!(outcome(&with(&[UCWARE])), Outcome::Automatic, "its licence has nothing to do with it");
    assert_eq!(outcome(&with(&[KMS, UCWARE])), Outcome::Automatic);
    let mak = with(&[MAK, UCWARE]);
    assert_eq!(outcome(&mak), Outcome::NoLicense, "a generic key, and a licence for a MAK");
    assert_eq!(outcome(&done(&mak, [VolumeAction::Judge(Basis::Nothing)])), Outcome::Automatic);
    let ucware = mak.accounts.iter().find(|account| account.name.product == "ucware").unwrap();
    let chosen = VolumeAction::Judge(Basis::Account(ucware.name.clone()));
    assert_eq!(outcome(&done(&mak, [chosen])), Outcome::NoLicense);
    let own = done(&mak, [key(OWN)]);
    assert_eq!((own.volume_plan().outcome, own.mak_quantity()), (Outcome::Mak, Number::Is(20)));
}

#[test]
fn what_is_dropped_on_the_page_is_a_key_a_lookup_or_a_licence() {
    let paste = |text: &str| with(&[]).reduce(Action::Bring(Given::Pasted(text.into())));
    assert_eq!(paste(GENERIC).volume.typed().unwrap().key.unwrap().generic(), Some("Office 2013 for Lync"));
    let lookup = paste(FOUND).volume.lookup.unwrap();
    assert!(matches!(lookup.result, Ok(KmsLookup::Found { .. })), "{lookup:?}");
    let licence = with(&[KMS]);
    assert!(licence.volume.lookup.is_none() && licence.accounts.len() == 1);
    let strange = paste("one\ntwo\n\u{202e}three");
    let lookup = strange.volume.lookup.unwrap();
    let line = lookup.result.as_ref().unwrap().line();
    assert!(line.is_some() && lookup.line.is_some(), "{lookup:?}");
    let long = Given::File { name: "x".into(), bytes: vec![b'x'; 2 << 20] };
    let refused = with(&[]).reduce(Action::Bring(long)).volume.lookup.unwrap();
    assert_eq!(refused.result.as_ref().unwrap_err().code().as_str(), "size_too_large");
    let one_line = Given::Pasted("x".repeat(1 << 20));
    let shown = with(&[]).reduce(Action::Bring(one_line)).volume.lookup.unwrap();
    assert!(shown.line.as_ref().is_some_and(|line| line.len() <= LONGEST_LINE), "a line is shown in part");
}

#[test]
fn of_24_none_is_activated_of_25_all_until_180_days_after_the_last_renewal() {
    let few = counted(KmsClient::Client, "24", "", "28");
    assert_eq!((few.activated(), few.end, few.most()), (None, None, 24));
    assert!(few.days.iter().all(|day| day.active == 0));
    let never = counted(KmsClient::Client, "25", "", "0");
    assert_eq!((day(&never, 0), day(&never, 29), day(&never, 30)), ((25, 25), (25, 25), (0, 25)));
    assert_eq!((day(&never, 179), day(&never, 180)), ((0, 25), (0, 0)), "the 181st day");
    assert_eq!(never.end.map(UnixTime::as_secs), Some(NOW + 180 * DAY));
    assert_eq!(never.renewals.len(), 1);
    let renewing = counted(KmsClient::Client, "25", "", "28");
    let renewed: Vec<i64> = renewing.renewals.iter().map(|at| (at.as_secs() - NOW) / DAY).collect();
    assert_eq!(renewed, [0, 7, 14, 21, 28]);
    assert_eq!((day(&renewing, 207), day(&renewing, 208)), ((0, 25), (0, 0)));
    let told = renewing.days.iter().filter_map(|day| Some((day.number, day.happening?)));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (0, Happening::Activated),
            (7, Happening::Renewed),
            (14, Happening::Renewed),
            (21, Happening::Renewed),
            (28, Happening::Renewed),
            (58, Happening::Forgotten),
            (208, Happening::Ended)
        ]
    );
}

#[test]
fn systems_that_come_by_and_by_wait_for_the_one_that_makes_them_enough() {
    let course = counted(KmsClient::Server, "6", "1", "20");
    let days: Vec<_> = (0..7).map(|number| day(&course, number)).collect();
    assert_eq!(days, [(1, 0), (2, 0), (3, 0), (4, 0), (5, 5), (6, 6), (6, 6)]);
    assert_eq!(course.activated().map(|day| day.number), Some(4));
    assert_eq!(course.renewals.first().map(|at| (at.as_secs() - NOW) / DAY), Some(4));
}

#[test]
fn a_number_that_is_none_counts_nothing_and_the_most_is_counted_soon() {
    let wrong = ["0", "-1", "1.5", "1001", "x", "99999999999999999999"];
    for text in wrong {
        let counting = Counting { systems: text.into(), ..Counting::default() };
        let state = done(&with(&[]), [VolumeAction::Count(counting)]);
        assert_eq!((state.systems(), state.volume.course()), (Number::Wrong, None), "{text}");
        assert_eq!(state.mak_figures(), None);
    }
    let most = counted(KmsClient::Client, "1000", "3", "365");
    assert!(most.days.len() < 800 && most.most() == 1_000, "{}", most.days.len());
    let late = Start { now: UnixTime::MAX, route: Route::Volume, ..crate::state::tests::start() };
    assert!(State::new(late).reduce(Action::Hover(false)).volume.course().is_some(), "at the end of time");
}

#[test]
fn of_a_mak_for_20_the_21st_system_is_denied() {
    let mak = with(&[MAK]);
    let count = |systems: &str| {
        let counting = Counting { systems: systems.into(), ..Counting::default() };
        let figures = done(&mak, [VolumeAction::Count(counting)]).mak_figures().unwrap();
        (figures.used, figures.left, figures.denied)
    };
    assert_eq!((count("20"), count("21"), count("5")), ((20, 0, 0), (20, 0, 1), (5, 15, 0)));
    // What is in use today is what is counted where nothing is typed.
    let account = mak.accounts[0].name.clone();
    let used = Action::SetUsage { account, entitlement: "seats".into(), amount: Some(7) };
    assert_eq!(mak.reduce(used).usual_systems(), 7);
    assert_eq!(mak.usual_systems(), 25);
}

#[test]
fn the_page_stands_last_and_only_where_there_is_something_of_it() {
    let away = |state: State| state.reduce(Action::Navigate(Route::Licence)).navigation();
    assert_eq!(away(with(&[UCWARE])), Route::PAGES);
    assert_eq!(away(with(&[KMS])).last(), Some(&Route::Volume));
    assert_eq!(with(&[]).navigation().last(), Some(&Route::Volume), "whoever is there sees where");
}

#[test]
fn a_request_names_what_is_missing_and_says_what_was_typed() {
    let empty = done(&with(&[]), [VolumeAction::Request]);
    let missing: Vec<_> = empty.volume.promoting.problems.iter().map(|(field, _)| *field).collect();
    assert_eq!(missing, PromotionField::ALL[..6]);
    assert!(empty.volume.promoting.made.is_none());
    let texts = ["Muster AG", "Zoë", "zoe@muster", "+49 69", "12", "2026-12-01", ""];
    let edits = PromotionField::ALL
        .into_iter()
        .zip(texts)
        .map(|(field, text)| VolumeAction::Edit { field, text: text.into() });
    let filled = done(&empty, edits.chain([VolumeAction::Request]));
    let made = filled.volume.promoting.made.clone().unwrap();
    assert!(made.text.contains("Muster AG") && made.json.contains("\"systems\": 12"), "{made:?}");
    for (field, text) in [
        (PromotionField::Email, "zoe"),
        (PromotionField::Phone, "none"),
        (PromotionField::Systems, "many"),
        (PromotionField::Date, "2026-02-30"),
        (PromotionField::Manager, "two\nlines"),
    ] {
        let wrong = done(&filled, [VolumeAction::Edit { field, text: text.into() }]);
        assert!(wrong.volume.promoting.made.is_none(), "what was made says something else");
        let wrong = done(&wrong, [VolumeAction::Request]);
        assert_eq!(wrong.volume.promoting.problems, [(field, PromotionProblem::Unusable)], "{text}");
    }
}

#[test]
fn nothing_of_it_is_kept() {
    let state = done(&with(&[KMS]), [given(FOUND), key(OWN)]);
    assert!(!state.record.to_text().contains("6789B") && !state.record.to_text().contains("vlmcs"));
    assert_eq!(state.edits, with(&[KMS]).edits);
}
