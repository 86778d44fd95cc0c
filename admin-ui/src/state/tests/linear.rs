//! What others give the page to read takes time in proportion to its length, whatever it has much of. Each input is
//! read at a length and at double that, in one run: what is quadratic takes four times as long, and not two.

use super::*;
use crate::charset::Encoding;
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// More than twice, for sorting and for what else the machine does; less than four times.
const MOST: f64 = 3.0;
/// How long the shorter one must take, so that the clock's grain says nothing.
const SHORTEST: Duration = Duration::from_millis(4);

/// Reads inputs of which `make` has so many of something, beginning at `count`.
fn is_linear<T>(what: &str, count: usize, make: impl Fn(usize) -> T, read: impl Fn(&T)) {
    let time = |input: &T| {
        let start = spent();
        read(input);
        spent() - start
    };
    let mut count = count;
    let mut single = make(count);
    while time(&single) < SHORTEST && count < 1 << 22 {
        count *= 2;
        single = make(count);
    }
    let double = make(2 * count);
    let mut ratios = Vec::new();
    for _ in 0..4 {
        let times = [(); 3].map(|()| (time(&single), time(&double)));
        let best = |of: fn(&(Duration, Duration)) -> Duration| times.iter().map(of).min().unwrap_or_default();
        let ratio = best(|times| times.1).as_secs_f64() / best(|times| times.0).as_secs_f64();
        if ratio < MOST {
            return;
        }
        ratios.push(ratio);
    }
    unreachable!("{what}: {count} took {:?}, twice as many {ratios:?} times as long", time(&single));
}

/// What this thread has computed so far: whatever else the machine does counts nothing.
fn spent() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// One of each kind of list: what is doubled, and so many of it.
type Kind = (&'static str, usize, fn(usize) -> String);

const LISTS: &[Kind] = &[
    ("people", 500, |count| {
        "username,first,last\n".to_owned() + &lines(count, |n| format!("u{n},First,Last\n"))
    }),
    ("people beyond ASCII", 500, |count| {
        "имя,логин\n".to_owned() + &lines(count, |n| format!("Анна,анна{n}\n"))
    }),
    ("repeats", 500, |count| "username\n".to_owned() + &lines(count, |_| "anna.b\n".to_owned())),
    ("people who are refused", 500, |count| {
        "username,last\n".to_owned() + &lines(count, |_| ",x\n".to_owned())
    }),
    ("lines that are too wide", 20, |count| {
        "username\n".to_owned() + &lines(count, |_| ",".repeat(600) + "\n")
    }),
    ("titles", 40_000, |count| vec!["user"; count].join(",") + "\na,b\n"),
    ("separators in a line", 40_000, |count| "username,last\n".to_owned() + &",".repeat(count)),
    ("separators without a line", 40_000, |count| ";".repeat(count)),
    ("separators of each kind", 10_000, |count| ",;\t|".repeat(count) + "\na\n"),
    ("lines before the titles", 500, |count| lines(count, |_| "x\n".to_owned()) + "user,last\na,b\n"),
    ("blank lines", 10_000, |count| "username\na\n".to_owned() + &"\r\n".repeat(count)),
    ("lines with nothing in them", 5_000, |count| "user,last\n".to_owned() + &",\n".repeat(count) + "a,b"),
    ("lines that end by CR", 500, |count| "username\r".to_owned() + &lines(count, |n| format!("u{n}\r"))),
    ("a field", 40_000, |count| "username,last\na,".to_owned() + &"x".repeat(count) + "\n"),
    ("a title", 40_000, |count| "x ".repeat(count) + ",username\na,b\n"),
    ("quotes in a field", 40_000, |count| "username\n\"".to_owned() + &"\"\"".repeat(count) + "\"\n"),
    ("quotes that are not closed", 5_000, |count| "username\n".to_owned() + &"\"x\n".repeat(count)),
    ("line breaks in a field", 40_000, |count| "username\n\"".to_owned() + &"\n".repeat(count) + "\"\n"),
    ("marks of formulas", 40_000, |count| "username\n".to_owned() + &"'=".repeat(count) + "\n"),
    ("spaces", 40_000, |count| "username\n".to_owned() + &" ".repeat(count) + "\n"),
    ("e-mail addresses", 500, |count| lines(count, |n| format!("First,Last,u{n}@example.org\n"))),
    ("signs of e-mail", 40_000, |count| "a,".to_owned() + &"@.".repeat(count) + "\n"),
    ("combining marks", 5_000, |count| "username\nJ".to_owned() + &"\u{30c}\u{327}".repeat(count) + "\n"),
];

#[test]
fn a_list_of_people_is_read_in_time() {
    let state = State::new(Start { entry_limits: Some("p users=9".into()), ..start() })
        .reduce(Action::Navigate(Route::Seats));
    for (what, count, make) in LISTS {
        is_linear(what, *count, make, |list| {
            let file = Rc::new(RosterFile { name: "list.csv".into(), bytes: list.as_bytes().to_vec() });
            let encoding = Encoding::detect(&file.bytes, Language::English);
            let text = encoding.decode(&file.bytes).into();
            let state = state.reduce(Action::Seats(SeatsAction::Review { file, encoding, text }));
            let Some(Import::Review(review)) = &state.seats.import else { unreachable!("{what}") };
            let mut plan = state.plan().unwrap();
            // Built-in limits would let hardly anybody in.
            plan.registrations.clear();
            let mut intake = Intake::new(review, plan);
            while intake.step(100).is_some() {}
            let imported = intake.finish();
            imported.problems_to_csv(crate::csv::Separator::Comma);
        });
    }
}

#[test]
fn a_table_of_amounts_is_read_in_time() {
    let state = State::new(Start { entry_limits: Some("p users=9".into()), ..start() });
    let amounts: &[Kind] = &[
        ("amounts", 500, |count| lines(count, |n| format!("e{n};{n}\n"))),
        ("amounts that can't be read", 500, |count| lines(count, |n| format!("e{n};x\n"))),
        ("amounts of one entitlement", 500, |count| lines(count, |_| "e;1\n".to_owned())),
        ("digits", 40_000, |count| "e;".to_owned() + &"1".repeat(count)),
        ("bytes that are none of UTF-8", 40_000, |count| "e;".to_owned() + &"\u{e9}".repeat(count)),
    ];
    for (what, count, make) in LISTS.iter().chain(amounts) {
        is_linear(
            what,
            *count,
            |count| make(count).chars().map(|c| c as u8).collect::<Vec<u8>>(),
            |bytes| {
                let given = Given::File { name: "use.csv".into(), bytes: bytes.clone() };
                drop(state.reduce(Action::ImportUsage(given)));
            },
        );
    }
}

#[test]
fn a_message_is_read_in_time() {
    let ids = |count: usize| lines(count, |n| format!(" e{n}=1"));
    let told = |count: usize| lines(count, |n| format!("\"e{n}\":1,"));
    let message = |usage: &str| {
        format!("{{\"countersign\":\"usage\",\"version\":1,\"usage\":{{{}}}}}", usage.trim_end_matches(','))
    };
    let page = |limits: &str| State::new(Start { entry_limits: Some(["p", limits].concat()), ..start() });
    let read =
        |(state, message): &(State, String)| assert!(state.read_telling(message).unwrap().heard.is_some());
    is_linear("amounts of no licence", 500, |count| (page(" users=1"), message(&told(count))), read);
    is_linear("amounts of limits", 500, |count| (page(&ids(count)), message(&told(count))), read);
    let take = |(state, message): &(State, String)| {
        let heard = state.read_telling(message).unwrap().heard.unwrap();
        let state = state.reduce(Action::Take { heard, origin: "https://phone.example".into() });
        if let Some((account, Some(pool))) =
            state.told_pool().map(|(account, told)| (account, told.state.as_ref()))
        {
            assert!(!state.pool_uses(account, pool).is_empty());
        }
    };
    is_linear("amounts that are taken", 500, |count| (page(" users=1"), message(&told(count))), take);
    let pool = |leases: String| {
        let count = leases.lines().count();
        let snapshot =
            format!("{{\"countersign\":\"pool\",\"version\":2,\"at\":10,\"leases\":{count}}}\n{leases}");
        serde_json::json!({ "countersign": "pool", "version": 1, "snapshot": snapshot }).to_string()
    };
    let lease = |id: String, client: usize| {
        format!(
            "{{\"lease\":{{\"id\":\"{id}\",\"client\":\"c{client}\",\"since\":1,\"until\":99,\"ttl\":9}}}}\n"
        )
    };
    let one = |count: usize| pool(lines(count, |n| lease("s".to_owned(), n)));
    let many = |count: usize| pool(lines(count, |n| lease(format!("s{n}"), n)));
    is_linear("sessions of one entitlement", 250, |count| (page(" s=1"), one(count)), take);
    is_linear("sessions of many entitlements", 250, |count| (page(" s=1"), many(count)), take);
}
