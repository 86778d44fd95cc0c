//! Lists of people as programs export them: each gives the people whom a reader sees in it, without a word said about
//! how it is to be read. Where the files of the field are at hand, they give the same as the copies of their kind here.

use super::intake::{Intake, Plan};
use super::*;
use crate::i18n::Language;
use countersign::{Quantity, UnixTime};
use std::fs;
use std::path::Path;

/// A list, and what a reader sees in it.
struct Case {
    /// The file of the field.
    name: &'static str,
    /// One of the same kind.
    own: &'static [u8],
    /// User name, first and last name.
    people: &'static [[&'static str; 3]],
    /// Those of them who have a seat.
    seated: &'static [&'static str],
    /// The lines that are left out, each with why.
    problems: &'static [(u64, &'static str)],
    /// Whether the user names are e-mail addresses, for want of others.
    is_by_email: bool,
}

const THREE: &[[&str; 3]] =
    &[["anna.b", "Änne", "Müller"], ["karl.k", "Karl", "Groß"], ["zoe.l", "Zoé", "Łuczak"]];
const SEATED: &[&str] = &["anna.b", "zoe.l"];
const TWO: &[[&str; 3]] = &[["anna.b", "Anna", "Bauer"], ["karl.k", "Karl", "Klein"]];
const TWO_BY_EMAIL: &[[&str; 3]] =
    &[["anna@example.org", "Anna", "Bauer"], ["karl@example.org", "Karl", "Klein"]];

const CASES: &[Case] = &[
    Case {
        name: "csv-sep.csv",
        own: "SEP=;\nfirstname;username;users;lastname\nÄnne;anna.b;1;Müller\nKarl;karl.k;0;Groß\nZoé;zoe.l;ja;Łuczak"
            .as_bytes(),
        people: THREE,
        seated: SEATED,
        problems: &[],
        is_by_email: false,
    },
    Case {
        name: "csv-sep-bom.csv",
        own: "\u{feff}\"sep=|\"\r\n\r\nLogin|Vorname|Nachname|users\r\nanna.b|Änne|Müller|x\r\nkarl.k|Karl|Groß|\r\nzoe.l|Zoé|Łuczak|x\r\n"
            .as_bytes(),
        people: THREE,
        seated: SEATED,
        problems: &[],
        is_by_email: false,
    },
    Case {
        name: "csv-type.csv",
        own: b"#TYPE Microsoft.ActiveDirectory.Management.ADUser\n\"GivenName\",\"Name\",\"Surname\",\"UserPrincipalName\",\"SamAccountName\"\n\"Anna\",\"Anna Bauer\",\"Bauer\",\"anna@corp.example\",\"anna.b\"\n\"Karl\",\"Karl Klein\",\"Klein\",\"karl@corp.example\",\"karl.k\"\n",
        people: TWO,
        seated: &[],
        problems: &[],
        is_by_email: false,
    },
    Case {
        name: "csv-titleline.csv",
        own: b"Users of the site;;\nmade on;1 May;\n;;\nUser name;First name;Last name\nanna.b;Anna;Bauer\nkarl.k;Karl;Klein\n",
        people: TWO,
        seated: &[],
        problems: &[],
        is_by_email: false,
    },
    Case {
        name: "csv-two-annas.csv",
        own: b"Anna,Bauer,anna@example.org\nAnna,Vogel,anna.v@example.org\nKarl,Klein,karl@example.org\n",
        people: &[
            ["anna.v@example.org", "Anna", "Vogel"],
            ["anna@example.org", "Anna", "Bauer"],
            ["karl@example.org", "Karl", "Klein"],
        ],
        seated: &[],
        problems: &[],
        is_by_email: true,
    },
    Case {
        name: "csv-google.csv",
        own: b"Display Name,Given Name,Last Name (optional),Primary Email [Required]\nA B,Anna,Bauer,anna@example.org\nK K,Karl,Klein,karl@example.org\n",
        people: TWO_BY_EMAIL,
        seated: &[],
        problems: &[],
        is_by_email: true,
    },
    Case {
        name: "csv-email.csv",
        own: b"Kontakt;Vorname;Nachname\nanna@example.org;Anna;Bauer\nkarl@example.org;Karl;Klein\n",
        people: TWO_BY_EMAIL,
        seated: &[],
        problems: &[],
        is_by_email: true,
    },
    Case {
        name: "csv-emptyrows.csv",
        own: "username;firstname;lastname;users\n;;;\n  ; ;;\nanna.b;Änne;Müller;x\n\n;;;\nkarl.k;Karl;Groß;\n\"\";;;\nzoe.l;Zoé;Łuczak;1\n\t;;;\n;;;"
            .as_bytes(),
        people: THREE,
        seated: SEATED,
        problems: &[],
        is_by_email: false,
    },
    Case {
        name: "csv-macroman.csv",
        own: b"username,firstname,lastname,users\ranna.b,\x80nne,M\x9fller,x\rkarl.k,Karl,Gro\xa7,\rzoe.l,Zo\x8e,Luczak,1\r",
        people: &[["anna.b", "Änne", "Müller"], ["karl.k", "Karl", "Groß"], ["zoe.l", "Zoé", "Luczak"]],
        seated: SEATED,
        problems: &[],
        is_by_email: false,
    },
    Case {
        name: "csv-badbyte.csv",
        own: b"username;firstname;lastname;users;town\nanna.b;\xc3\x84nne;M\xc3\xbcller;x;\nkarl.k;Karl;Gro\xc3\x9f;;\nzoe.l;Zo\xc3\xa9;\xc5\x81uczak;1;K\xf6ln\nu.x;Udo;Stra\xdfe;;\n",
        people: THREE,
        seated: SEATED,
        problems: &[(5, "list_bytes")],
        is_by_email: false,
    },
    Case {
        name: "csv-dups.csv",
        own: "username,firstname,lastname\nanna.b,Anna,Bauer\n\u{a0}Anna.B,Anna,X\nａｎｎａ.b,,\nkarl.k,Karl,Klein\n"
            .as_bytes(),
        people: TWO,
        seated: &[],
        problems: &[(3, "person_duplicate"), (4, "person_duplicate")],
        is_by_email: false,
    },
];

#[test]
fn lists_give_the_people_whom_a_reader_sees_in_them() {
    for case in CASES {
        check(case, case.own);
    }
}

#[test]
fn lists_of_the_field_give_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases/people");
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let case = CASES.iter().find(|case| case.name == name);
        check(case.unwrap_or_else(|| panic!("nothing is known of {name}")), &fs::read(&file).unwrap());
    }
}

fn check(case: &Case, bytes: &[u8]) {
    let name = case.name;
    let account = AccountName { issuer: "i".into(), product: "p".into(), name: "a".into() };
    let column = Column { id: "users".into(), granted: Quantity::Limited(9), allowed: Quantity::Limited(9) };
    let table = Rc::new(Table::new(account, None, vec![column]));
    let file = Rc::new(RosterFile { name: name.into(), bytes: bytes.to_vec() });
    let encoding = Encoding::detect(bytes, Language::English);
    let review = Review::new(file, encoding, encoding.decode(bytes).into(), &table);
    assert_eq!((review.is_by_email, review.refusal), (case.is_by_email, None), "{name}");
    let plan = Plan { table, registrations: Vec::new(), now: UnixTime::from_secs(1).unwrap() };
    let mut intake = Intake::new(&review, plan);
    while intake.step(2).is_some() {}
    let imported = intake.finish();
    let people: Vec<[&str; 3]> =
        imported.roster.people().map(|person| [&*person.name, &*person.first, &*person.last]).collect();
    assert_eq!(people, case.people, "{name}");
    let seated: Vec<&str> =
        imported.roster.assignments("users").map(|seat| seat.person.name.as_str()).collect();
    assert_eq!(seated, case.seated, "{name}");
    let problems: Vec<(u64, &str)> =
        imported.problems.iter().map(|problem| (problem.line, problem.problem.code())).collect();
    assert_eq!(problems, case.problems, "{name}");
}
