//! What holds of every text, and of every answer that a tool could print.

use crate::error::Code;
use crate::volume::{KmsLookup, parse_kms, parse_product_key};
use proptest::collection::vec;
use proptest::prelude::*;

type Record = (u16, u16, u16, String);

/// The ways to print records of a service: each is what one tool prints.
const WRITERS: [fn(&[Record], &str) -> String; 7] = [windows, unix, dig, dig_short, host, table, list];

fn each(records: &[Record], write: impl Fn(&Record) -> String) -> String {
    records.iter().map(write).collect()
}

fn windows(records: &[Record], suffix: &str) -> String {
    let head = "Сервер:  dns.example\r\nAddress:  10.0.0.1\r\n\r\n".to_owned();
    head + &each(records, |(priority, weight, port, host)| {
        format!(
            "_vlmcs._tcp.{suffix}\tРасположение SRV:\r\n\t  приоритет\t= {priority}\r\n\t  вес\t= {weight}\r\n\
             \t  порт\t= {port}\r\n\t  узел\t= {host}\r\n"
        )
    }) + &each(records, |(.., host)| format!("{host}\tinternet address = 10.0.0.9\r\n"))
}

fn unix(records: &[Record], suffix: &str) -> String {
    "Server:\t\tdns.example\nAddress:\t10.0.0.1#53\n\n".to_owned()
        + &each(records, |(priority, weight, port, host)| {
            format!("_vlmcs._tcp.{suffix}\tservice = {priority} {weight} {port} {host}.\n")
        })
}

fn dig(records: &[Record], suffix: &str) -> String {
    let count = records.len();
    format!(
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 7\n;; flags: qr; QUERY: 1, ANSWER: {count}, AUTHORITY: 0\n\
         ;; QUESTION SECTION:\n;_vlmcs._tcp.{suffix}. IN SRV\n\n;; ANSWER SECTION:\n"
    ) + &each(records, |(priority, weight, port, host)| {
        format!("_vlmcs._tcp.{suffix}.\t60\tIN\tSRV\t{priority} {weight} {port} {host}.\n")
    })
}

fn dig_short(records: &[Record], _: &str) -> String {
    each(records, |(priority, weight, port, host)| format!("{priority} {weight} {port} {host}.\n"))
}

fn host(records: &[Record], suffix: &str) -> String {
    each(records, |(priority, weight, port, host)| {
        format!("_vlmcs._tcp.{suffix} has SRV record {priority} {weight} {port} {host}.\n")
    })
}

fn table(records: &[Record], suffix: &str) -> String {
    "Name Type TTL Section NameTarget Priority Weight Port\n---- ---- --- ------- ---------- -------- ------ ----\n".to_owned()
        + &each(records, |(priority, weight, port, host)| {
            format!("_vlmcs._tcp.{suffix} SRV 60 Answer {host} {priority} {weight} {port}\n")
        })
}

fn list(records: &[Record], suffix: &str) -> String {
    each(records, |(priority, weight, port, host)| {
        format!(
            "Name       : _vlmcs._tcp.{suffix}\nType       : SRV\nTTL        : 60\nNameTarget : {host}\n\
             Priority   : {priority}\nWeight     : {weight}\nPort       : {port}\n\n"
        )
    })
}

fn record() -> impl Strategy<Value = Record> {
    (any::<u16>(), any::<u16>(), 1..=u16::MAX, "[a-z][a-z0-9-]{0,20}(\\.[a-z][a-z0-9-]{0,10}){0,3}")
}

/// Pieces of what tools print, and of what they don't.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: [&str; 27] = [
        "_vlmcs._tcp",
        "_vlmcs._tcp.example",
        "_ldap._tcp",
        " SRV ",
        "service",
        " = ",
        ":",
        "0",
        "1688",
        "kms.example.",
        "\n",
        "\r\n",
        "\t",
        " ",
        "***",
        "**",
        ";; ",
        "status: ",
        "NXDOMAIN",
        "ANSWER: 0",
        "Name : ",
        "NameTarget",
        "Priority",
        "Weight",
        "Port",
        "timed out",
        "\u{FFFD}",
    ];
    prop_oneof![proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), any::<String>()]
}

proptest! {
    #[test]
    fn what_each_tool_prints_is_read_back(
        mut records in vec(record(), 1..6),
        suffix in "[a-z]{1,10}(\\.[a-z]{2,5}){0,2}",
    ) {
        records.sort();
        records.dedup();
        for write in WRITERS {
            let text = write(&records, &suffix);
            let lookup = parse_kms(text.as_bytes()).unwrap();
            let mut read: Vec<Record> = lookup
                .hosts()
                .iter()
                .map(|record| (record.priority, record.weight, record.port, record.host.clone()))
                .collect();
            let in_order = read.windows(2).all(|pair| {
                (pair[0].0, std::cmp::Reverse(pair[0].1)) <= (pair[1].0, std::cmp::Reverse(pair[1].1))
            });
            prop_assert!(in_order, "{:?}", read);
            read.sort();
            prop_assert_eq!(&read, &records, "{}", text);
        }
    }

    /// An answer that is cut off at any line is found with fewer hosts, or not understood: nothing else is made of it.
    #[test]
    fn half_an_answer_never_means_that_there_is_none(records in vec(record(), 1..4), at in any::<prop::sample::Index>()) {
        for write in WRITERS {
            let text = write(&records, "example");
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let cut = lines[..at.index(lines.len())].concat();
            let lookup = parse_kms(cut.as_bytes()).unwrap();
            prop_assert!(
                matches!(lookup, KmsLookup::Found { .. } | KmsLookup::NotUnderstood { .. }), "{:?} of {}", lookup, cut
            );
        }
    }

    /// What Unix' tools print is cut off at any character: no host is made of a part of its name.
    #[test]
    fn half_a_name_is_no_host(records in vec(record(), 1..4), at in any::<prop::sample::Index>()) {
        for write in [unix, dig, dig_short, host] {
            let text = write(&records, "example");
            // After a dot within the name, nothing tells it from a whole one.
            let cut = text[..at.index(text.len())].trim_end_matches('.');
            for record in parse_kms(cut.as_bytes()).unwrap().hosts() {
                let read = (record.priority, record.weight, record.port, record.host.clone());
                prop_assert!(records.contains(&read), "{:?} of {}", read, cut);
            }
        }
    }

    #[test]
    fn no_text_is_too_strange(pieces in vec(piece(), 0..60), bytes in vec(any::<u8>(), 0..300)) {
        for bytes in [pieces.concat().into_bytes(), bytes] {
            let lookup = parse_kms(&bytes).unwrap();
            if let Some(line) = lookup.line() {
                prop_assert!((1..=bytes.len() + 1).contains(&line), "{}", line);
            }
        }
    }

    #[test]
    fn a_key_is_read_back_however_it_is_typed(key in "[BCDFGHJKMPQRTVWXY2346789N]{25}") {
        let groups: Vec<&str> = (0..5).map(|at| &key[at * 5..at * 5 + 5]).collect();
        for separator in ["-", "", " ", " - ", "\u{2013}"] {
            let typed = groups.join(separator);
            for typed in [typed.to_lowercase(), typed] {
                prop_assert_eq!(parse_product_key(&typed).unwrap().to_string(), groups.join("-"));
            }
        }
    }

    /// One wrong character is found where it is.
    #[test]
    fn a_wrong_character_is_named_where_it_stands(
        key in "[BCDFGHJKMPQRTVWXY2346789N]{25}", at in 0_usize..25, wrong in "[AEILOSUZ015ßé]",
    ) {
        let mut typed: Vec<char> = key.chars().collect();
        typed[at] = wrong.chars().next().unwrap();
        let groups: Vec<String> = typed.chunks(5).map(|group| group.iter().collect()).collect();
        for separator in ["-", "", " "] {
            let error = parse_product_key(&groups.join(separator)).unwrap_err();
            prop_assert_eq!(error.code(), Code::ProductKeyInvalid);
            let expected = format!("group {}, character {}", at / 5 + 1, at % 5 + 1);
            prop_assert_eq!(error.at(), Some(expected.as_str()));
        }
    }

    #[test]
    fn no_text_is_too_strange_for_a_key(text in any::<String>()) {
        let _ = parse_product_key(&text);
    }
}

#[test]
fn what_is_too_large_is_not_read() {
    let line = "_vlmcs._tcp.example has SRV record 0 0 1688 kms.example.\n";
    let many = line.repeat((1 << 20) / line.len() + 1);
    assert_eq!(parse_kms(many.as_bytes()).unwrap_err().code(), Code::SizeTooLarge);
    let hosts: String = (0..1_001).map(|host| format!("0 0 1688 kms{host}.example.\n")).collect();
    assert_eq!(parse_kms(hosts.as_bytes()).unwrap(), KmsLookup::NotUnderstood { line: 1_001 });
}

/// A text of many lines takes as long as its parts: what is done for a line does not grow with those before it.
#[test]
fn a_text_at_the_limit_is_read() {
    for line in [
        "_vlmcs._tcp.a canonical name = b.c.\n",
        "contoso.com\n",
        "Name : _vlmcs._tcp.a\n",
        "*** a b\n",
        "\r",
        ";; status: NOERROR\n",
    ] {
        let text = line.repeat((1 << 20) / line.len());
        parse_kms(text.as_bytes()).unwrap();
    }
}
