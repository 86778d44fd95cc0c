//! Orders, what came of them, and accounts that know nothing of each other.

use super::*;
use countersign::DocumentType;
use countersign::issue::{SigningKey, sign_document};

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const SECRET: &str = include_str!("../../../../tests/fixtures/test-key.pem");
const NOW: i64 = 1_764_122_400;

fn licence(account: &str, (id, age): (&str, i64), versions: &str, order: &str) -> Vec<u8> {
    let claims = format!(
        r#"{{"iss":"https://vendor.example","aud":"spss-statistics","sub":"{account}","jti":"{id}","iat":{},"ver":1,"lic":{{"serial":1,"name":"{id}","kind":"standard","perpetual":true,"versions":"{versions}","holder":{{"name":"Site {account}"}},"order":{order},"entitlements":[{{"id":"statistics_premium","metric":"user","quantity":3}}]}}}}"#,
        NOW - age
    );
    let key = SigningKey::from_pem(SECRET, None).unwrap();
    sign_document(claims.as_bytes(), DocumentType::License, &[&key], at(NOW - age)).unwrap().to_armor().into()
}

fn order(number: u32) -> String {
    format!(
        r#"{{"order_number":"O-{number}","customer_order_number":"C-{number}","purchase_order_number":"P-{number}"}}"#
    )
}

fn site() -> State {
    let start = Start { built_in_keys: Some(VENDOR.to_owned()), now: at(NOW), ..start() };
    [
        licence("1", ("L-1", 500), "29", &order(1)),
        licence("1", ("L-2", 400), "29", &order(1)),
        licence("1", ("R-1", 300), "30", &order(2)),
        licence("2", ("X-1", 200), "29", &order(1)),
    ]
    .iter()
    .zip(["a.lic", "b.lic", "c.lic", "d.lic"])
    .fold(State::new(start), |state, (bytes, name)| open(&state, name, bytes))
}

fn name(account: &str) -> AccountName {
    AccountName {
        issuer: "https://vendor.example".into(),
        product: "spss-statistics".into(),
        name: account.into(),
    }
}

#[test]
fn licences_of_one_order_stand_together_and_a_renewal_beside_what_it_renews() {
    let state = site();
    let one = name("1");
    let orders = state.orders(&one);
    let named = |orders: &[Ordered<'_>]| -> Vec<(String, Vec<String>)> {
        let ids =
            |order: &Ordered<'_>| order.licenses.iter().map(|(license, _)| license.id.clone()).collect();
        orders
            .iter()
            .map(|order| (order.order.order_number.clone().unwrap_or_default(), ids(order)))
            .collect()
    };
    let expected =
        [("O-2".to_owned(), vec!["R-1".to_owned()]), ("O-1".to_owned(), vec!["L-1".into(), "L-2".into()])];
    assert_eq!(named(&orders), expected);
    let beside = |id: &str| {
        let (license, _) = state.licenses(&one).find(|(license, _)| license.id == id).unwrap();
        let mut ids: Vec<_> = state.beside(&one, license).iter().map(|(other, _)| other.id.clone()).collect();
        ids.sort();
        ids
    };
    assert_eq!(beside("L-1"), ["R-1"]);
    assert_eq!(beside("R-1"), ["L-1", "L-2"]);
    // The old ones stay valid.
    assert!(orders.iter().flat_map(|order| &order.licenses).all(|(_, status)| *status == Status::Active));
    let other = name("2");
    assert_eq!(named(&state.orders(&other)), [("O-1".to_owned(), vec!["X-1".to_owned()])]);
}

#[test]
fn of_several_accounts_one_is_asked_for_and_nothing_of_another_is_shown_after_it_was_chosen() {
    let state = site();
    assert!(state.account().is_none());
    let state = state.reduce(Action::ShowAccount(name("1"))).reduce(Action::Navigate(Route::Information));
    assert_eq!(state.account().unwrap().name, name("1"));
    let state = state.reduce(Action::AskForEmergency);
    assert_ne!(state.requesting.step, RequestStep::Closed);
    let state = state.reduce(Action::ShowAccount(name("2")));
    assert_eq!(state.requesting.step, RequestStep::Closed);
    assert_eq!(state.activating.step, ActivationStep::Closed);
    assert!(state.activating.here.is_none());
    assert_eq!(state.licenses(&state.account().unwrap().name).count(), 1);
}
