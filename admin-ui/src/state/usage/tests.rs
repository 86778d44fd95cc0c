use super::*;
use crate::state::{Action, Given, Notice, Start};
use serde_json::{Value, json};

const VENDOR: &str = include_str!("../../../../tests/fixtures/keys.json");
const BASE: &[u8] = include_bytes!("../../../../tests/fixtures/orange-uce-base.lic");
const UCWARE: &[u8] = include_bytes!("../../../../tests/fixtures/ucware-testlizenz.lic");

fn with(licenses: &[&[u8]]) -> State {
    let start = Start {
        now: countersign::UnixTime::from_secs(1_740_787_200).unwrap(),
        built_in_keys: Some(VENDOR.to_owned()),
        ..crate::state::tests::start()
    };
    let open = |state: State, bytes: &&[u8]| {
        let given = Given::File { name: "a.lic".into(), bytes: bytes.to_vec() };
        state.reduce(Action::Open(given)).reduce(Action::Apply)
    };
    licenses.iter().fold(State::new(start), open)
}

/// What a page is answered, and what the state is after it told something.
fn tell(state: &State, message: &Value) -> (Value, State) {
    let telling = state.read_telling(&message.to_string()).unwrap();
    let answer = serde_json::from_str(&telling.answer).unwrap();
    let heard = telling.heard.map(|heard| Action::Take { heard, origin: "https://phone.example".into() });
    (answer, heard.map_or_else(|| state.clone(), |action| state.reduce(action)))
}

fn amount(state: &State, account: usize, id: &str) -> Option<u64> {
    state.record.account(&state.accounts[account].name)?.usage().get(id)
}

fn message(usage: Value) -> Value {
    json!({ "countersign": "usage", "version": 1, "usage": usage })
}

#[test]
fn a_page_tells_amounts_and_is_answered() {
    let state = with(&[BASE]);
    let mut telling = message(json!({ "users": 19, "doors": 2 }));
    telling["id"] = 7.into();
    let (answer, state) = tell(&state, &telling);
    assert_eq!(
        answer,
        json!({
            "countersign": "usage", "version": 1, "id": 7, "ok": true, "account": "site-1", "unknown": ["doors"]
        })
    );
    assert_eq!(amount(&state, 0, "users"), Some(19));
    let place = (state.accounts[0].name.clone(), "users".to_owned());
    assert_eq!(state.tellers.get(&place).map(String::as_str), Some("https://phone.example"));
    // The same once more changes nothing that would have to be stored.
    assert_eq!(tell(&state, &telling).1.edits, state.edits);
    // What is typed in afterwards is nobody's word but the administrator's.
    let typed = Action::SetUsage { account: place.0.clone(), entitlement: "users".into(), amount: Some(20) };
    assert_eq!(state.reduce(typed).tellers.get(&place), None);
}

#[test]
fn what_is_being_typed_stays_whatever_a_page_tells_meanwhile() {
    let state = with(&[BASE]);
    let account = state.accounts[0].name.clone();
    let typing = Typing { account: account.clone(), entitlement: "users".into(), text: "1".into() };
    let state = tell(&state.reduce(Action::TypeUsage(Some(typing))), &message(json!({ "users": 19 }))).1;
    assert_eq!((amount(&state, 0, "users"), state.usage_text(&account, "users").as_str()), (Some(19), "1"));
    let left = state.reduce(Action::TypeUsage(None));
    assert_eq!(left.usage_text(&account, "users"), "19");
    let said = Action::SetUsage { account: account.clone(), entitlement: "users".into(), amount: Some(12) };
    assert_eq!(state.reduce(said).usage_text(&account, "users"), "12");
}

#[test]
fn what_is_not_understood_changes_nothing_and_is_answered() {
    let state = with(&[BASE]);
    for (message, at) in [
        (json!({ "countersign": "usage", "usage": {} }), "version"),
        (json!({ "countersign": "usage", "version": 2, "usage": {} }), "version"),
        (message(json!([])), "usage"),
        (message(json!({ "users": -1 })), "usage"),
        (message(json!({ "users": 1.5 })), "usage"),
        (message(json!({ "users": "19" })), "usage"),
        (message(json!({ "users": 1_u64 << 53 })), "usage"),
    ] {
        let (answer, after) = tell(&state, &message);
        assert_eq!((&answer["ok"], &answer["error"]["code"]), (&json!(false), &json!("usage_invalid")));
        assert_eq!(answer["error"]["at"], at, "{message}");
        assert_eq!(after.edits, state.edits);
    }
    for foreign in ["{}", "[]", "1", "null", "{\"countersign\":\"other\"}", "{", "{\"type\":\"resize\"}"] {
        assert!(state.read_telling(foreign).is_none(), "{foreign}");
    }
}

#[test]
fn of_several_accounts_the_one_that_is_named_is_told_about() {
    let state = with(&[BASE, UCWARE]);
    let (answer, _) = tell(&state, &message(json!({ "users": 19 })));
    assert_eq!(answer["error"]["code"], "account_ambiguous");
    let mut telling = message(json!({ "users": 30 }));
    telling["account"] = "musterfirma".into();
    let (answer, state) = tell(&state, &telling);
    assert_eq!(answer["account"], "musterfirma");
    let told = state.accounts.iter().position(|account| account.name.name == "musterfirma").unwrap();
    assert_eq!((amount(&state, told, "users"), amount(&state, 1 - told, "users")), (Some(30), None));
    telling["account"] = "nobody".into();
    assert_eq!(tell(&state, &telling).0["error"]["code"], "account_ambiguous");
}

#[test]
fn a_table_tells_all_of_its_amounts_or_none() {
    let state = with(&[BASE]);
    let give = |text: &str| {
        let given = Given::File { name: "use.csv".into(), bytes: text.as_bytes().to_vec() };
        state.reduce(Action::ImportUsage(given))
    };
    for text in ["users,19\n", "entitlement,amount\r\nusers,19\r\n", "\u{feff}Entitlement;Amount\nusers;19"] {
        assert_eq!(amount(&give(text), 0, "users"), Some(19), "{text:?}");
    }
    for (text, lines) in [
        ("entitlement,amount\nusers,19\nusers,-1\n,5\n", vec![3, 4]),
        ("users;1;2\n", vec![1]),
        ("users,19\nusers,20\n", vec![2]),
        ("The use of May\nusers,19\n", vec![1]),
        ("users,9007199254740992", vec![1]),
        ("", vec![1]),
        ("entitlement,amount\n", vec![1]),
    ] {
        let after = give(text);
        assert_eq!(amount(&after, 0, "users"), None, "{text:?}");
        let expected = Notice::UsageRefused { name: "use.csv".into(), lines };
        assert_eq!(after.notices.last().map(|(_, notice)| notice), Some(&expected), "{text:?}");
    }
}

#[test]
fn a_table_is_read_however_it_was_exported() {
    let utf_16 = |order: fn(u16) -> [u8; 2]| {
        "\u{feff}entitlement\tamount\r\nusers\t19\r\n".encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    let own: [&[u8]; 8] = [
        b"sep=;\r\nentitlement;amount\r\nusers;19\r\n",
        b"entitlement,amount\n,\nusers,19,\n,,\n\n",
        &utf_16(u16::to_le_bytes),
        &utf_16(u16::to_be_bytes),
        b"In use on 1 May\n\nEntitlement|Amount\nusers|19\n",
        b"Berechtigung;Menge\rusers;19\r",
        b"#TYPE Usage\n\"entitlement\",\"amount\"\n\"users\",\"19\"\n",
        b"users;19",
    ];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases/use");
    let of_the_field = std::fs::read_dir(folder).into_iter().flatten();
    let of_the_field = of_the_field.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    let state = with(&[BASE]);
    for bytes in own.into_iter().map(<[u8]>::to_vec).chain(of_the_field) {
        let given = Given::File { name: "use.csv".into(), bytes: bytes.clone() };
        let after = state.reduce(Action::ImportUsage(given));
        assert_eq!(amount(&after, 0, "users"), Some(19), "{}", String::from_utf8_lossy(&bytes));
        assert!(after.notices.is_empty());
    }
}

const SESSIONS: &[u8] = include_bytes!("../../../../tests/fixtures/call-services-sessions.lic");

/// A snapshot as a pool writes it, with these leases.
fn snapshot(leases: &[&str]) -> String {
    let lines: String = leases
        .iter()
        .map(|members| format!("{{\"lease\":{{{members},\"since\":1,\"until\":99,\"ttl\":9}}}}\n"))
        .collect();
    let count = leases.len();
    format!("{{\"countersign\":\"pool\",\"version\":2,\"at\":10,\"leases\":{count}}}\n{lines}")
}

fn pool_message(snapshot: &Value) -> Value {
    json!({ "countersign": "pool", "version": 1, "id": 7, "snapshot": snapshot })
}

#[test]
fn a_page_tells_who_has_a_session_beside_what_the_licences_grant() {
    let state = with(&[SESSIONS]);
    let text = snapshot(&[
        "\"id\":\"sessions\",\"client\":\"bert\",\"state\":\"borrowed\"",
        "\"id\":\"sessions\",\"client\":\"anna\"",
        "\"id\":\"doors\",\"client\":\"anna\",\"state\":\"lingering\"",
    ]);
    let (answer, told) = tell(&state, &pool_message(&json!(text)));
    let account = &state.accounts[0].name.name;
    assert_eq!(
        answer,
        json!({ "countersign": "pool", "version": 1, "id": 7, "ok": true, "account": account, "unknown": ["doors"] })
    );
    assert_eq!((told.edits, told.turn), (state.edits, state.turn), "nothing of it is kept");
    let (account, pool) = told.told_pool().unwrap();
    let uses = told.pool_uses(account, pool.state.as_ref().unwrap());
    let uses: Vec<_> =
        uses.iter().map(|one| (one.id, one.used, one.borrowed, one.lingering, one.over())).collect();
    assert_eq!(uses, [("sessions", 2, 1, 0, 0), ("doors", 1, 0, 1, 1)]);
    assert!(told.navigation().contains(&crate::route::Route::Sessions));
    assert!(!state.navigation().contains(&crate::route::Route::Sessions));
    // An empty pool is one, and what is licensed has its row.
    let (_, empty) = tell(&told, &pool_message(&json!(snapshot(&[]))));
    let (account, pool) = empty.told_pool().unwrap();
    assert_eq!(empty.pool_uses(account, pool.state.as_ref().unwrap()).len(), 1);
}

#[test]
fn what_is_no_snapshot_is_answered_and_shown_and_takes_nothing_away() {
    let state = with(&[SESSIONS]);
    let good = pool_message(&json!(snapshot(&["\"id\":\"sessions\",\"client\":\"anna\""])));
    let (_, told) = tell(&state, &good);
    for (text, code) in [
        (String::new(), "pool_format"),
        ("{}\n".to_owned(), "pool_format"),
        ("{\"countersign\":\"pool\",\"version\":3,\"at\":10}\n".to_owned(), "pool_version"),
        (snapshot(&["\"id\":\"sessions\",\"client\":\"a\\u202eb\""]), "pool_entry"),
        (
            snapshot(&["\"id\":\"sessions\",\"client\":\"a\"", "\"id\":\"sessions\",\"client\":\"a\""]),
            "pool_entry",
        ),
        ("x".repeat((4 << 20) + 1), "size_too_large"),
    ] {
        let (answer, after) = tell(&told, &pool_message(&json!(text)));
        assert_eq!((&answer["ok"], &answer["error"]["code"]), (&json!(false), &json!(code)));
        let (_, pool) = after.told_pool().unwrap();
        assert_eq!(pool.refusal.as_ref().map(|error| error.code().as_str()), Some(code));
        assert_eq!(pool.state, told.told_pool().unwrap().1.state, "what was told before stays");
        assert!(tell(&after, &good).1.told_pool().unwrap().1.refusal.is_none());
    }
    for (message, at) in [
        (json!({ "countersign": "pool", "snapshot": "" }), "version"),
        (json!({ "countersign": "pool", "version": 1 }), "snapshot"),
        (pool_message(&json!(1)), "snapshot"),
        (json!({ "countersign": "pool", "version": 1, "account": "nobody", "snapshot": "" }), "account"),
    ] {
        let (answer, after) = tell(&told, &message);
        assert_eq!((&answer["ok"], &answer["error"]["at"]), (&json!(false), &json!(at)), "{message}");
        assert_eq!(after.pools, told.pools);
    }
}
