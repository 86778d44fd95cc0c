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
            imported.problems_to_csv();
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
        |(state, message): &(State, String)| assert!(state.read_telling(message).unwrap().told.is_some());
    is_linear("amounts of no licence", 500, |count| (page(" users=1"), message(&told(count))), read);
    is_linear("amounts of limits", 500, |count| (page(&ids(count)), message(&told(count))), read);
    let take = |(state, message): &(State, String)| {
        let told = state.read_telling(message).unwrap().told.unwrap();
        drop(state.reduce(Action::TakeUsage { told, origin: "https://phone.example".into() }));
    };
    is_linear("amounts that are taken", 500, |count| (page(" users=1"), message(&told(count))), take);
}

#[test]
fn a_backup_is_read_in_time() {
    const HEADER: &str = "{\"countersign\":\"state\",\"version\":1}\n";
    let entry = |name: &str, members: String| format!("{{\"{name}\":{{{members},\"at\":1}}}}\n");
    let person = move |n: usize| entry("person", format!("\"name\":\"u{n}\",\"first\":\"\",\"last\":\"\""));
    let kinds: &[Kind] = &[
        ("accounts", 100, |count| {
            let name = |n| AccountName { issuer: "i".into(), product: "p".into(), name: format!("a{n}") };
            HEADER.to_owned()
                + &lines(count, |n| format!("{{\"account\":\"{}\"}}\n{HEADER}", name(n).to_text()))
        }),
        ("damaged lines", 200, |count| HEADER.to_owned() + &lines(count, |_| "{\"person\":{}}\n".to_owned())),
        ("lines that are none", 200, |count| HEADER.to_owned() + &lines(count, |_| "x\n".to_owned())),
        ("lines of a later version", 200, |count| {
            HEADER.to_owned() + &lines(count, |n| format!("{{\"x{n}\":1}}\n"))
        }),
        ("empty lines", 5_000, |count| HEADER.to_owned() + &"\n".repeat(count)),
        ("headers", 100, |count| HEADER.repeat(count)),
        ("keys of Keygen that can't be read", 100, |count| {
            HEADER.to_owned() + &"{\"keygen_keys\":{}}\n".repeat(count)
        }),
    ];
    let read = |text: &String| drop(Backup::read("backup".into(), text.as_bytes(), &Record::default()));
    for (what, count, make) in kinds {
        is_linear(what, *count, make, read);
    }
    is_linear("people", 100, |count| HEADER.to_owned() + &lines(count, person), read);
    is_linear(
        "seats",
        100,
        |count| {
            HEADER.to_owned()
                + &lines(count, |n| entry("seat", format!("\"person\":\"u{n}\",\"entitlement\":\"e\"")))
        },
        read,
    );
    is_linear(
        "entitlements of seats",
        100,
        |count| {
            HEADER.to_owned()
                + &lines(count, |n| entry("seat", format!("\"person\":\"u\",\"entitlement\":\"e{n}\"")))
        },
        read,
    );
    is_linear(
        "amounts",
        100,
        |count| {
            HEADER.to_owned()
                + &lines(count, |n| entry("usage", format!("\"entitlement\":\"e{n}\",\"amount\":1")))
        },
        read,
    );
    let load = |text: &String| {
        let stored = Stored { turn: 1, text: text.clone(), ..Stored::default() };
        let loaded = trusting().reduce(Action::Loaded(Some(stored.clone())));
        drop(loaded.reduce(Action::Synced(Stored { turn: 2, ..stored })));
    };
    let file = |n| entry("document", format!("\"name\":\"{n}\",\"text\":\"{n}\",\"added\":1"));
    is_linear("files that are shown", 100, |count| HEADER.to_owned() + &lines(count, file), load);
    is_linear(
        "files",
        100,
        |count| {
            HEADER.to_owned()
                + &lines(count, |n| {
                    entry("document", format!("\"name\":\"{n}\",\"text\":\"{n}\",\"added\":1"))
                })
        },
        read,
    );
}
