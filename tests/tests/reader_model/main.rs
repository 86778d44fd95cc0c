//! The reader that is compiled for speed says of every document what a slow one says: what is in it, or what is wrong with
//! it and where.
//!
//! The documents are the claims of the fixtures, mutated: `MUTATIONS=1000000 cargo test --package countersign-tests --test
//! reader_model` reads so many of them.
#![allow(clippy::unwrap_used, reason = "all of this file is tests")]

mod reference;

use countersign_reader::{Fault, Value, base64, parse};
use countersign_tests::{folder, paths};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::{env, fs};

/// How many documents are read where nobody says it.
const MUTATIONS: usize = 4_000;
/// What a mutation puts in: what means something in JSON, and bytes that mean nothing.
const PIECES: [&[u8]; 40] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"\\u",
    b"\\ud83d\\ude00",
    b"\\ud800",
    b"\\u0000",
    b"\\n",
    b"\\/",
    b"\\x",
    b" ",
    b"\t",
    b"\r\n",
    b"0",
    b"-",
    b"-0",
    b"1.5",
    b"1e3",
    b"01",
    b"9007199254740991",
    b"9007199254740992",
    b"-9007199254740991",
    b"12345678901234567890",
    b"true",
    b"false",
    b"null",
    b"nul",
    b"{\"a\":1,\"a\":2}",
    b"\x00",
    b"\x1f",
    b"\x7f",
    b"\xff",
    b"\xc3\xa9",
    b"\xef\xbb\xbf",
    b"[[[[[[[[[[[[[[[[[",
];

/// Numbers that only look random (xorshift): each run reads the same documents.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound.max(1)
    }
}

/// Documents that are good, each short enough to be read very often.
fn seeds() -> Vec<Vec<u8>> {
    let folder = folder("fixtures");
    let mut seeds: Vec<Vec<u8>> = paths(&folder)
        .iter()
        .filter(|path| path.ends_with(".json"))
        .map(|path| fs::read(folder.join(path)).unwrap())
        .filter(|document| document.len() < 6_000)
        .collect();
    // As they are signed, too: without white space.
    let compact =
        |document: &Vec<u8>| serde_json::from_slice(document).map(|json: Json| json.to_string().into_bytes());
    seeds.extend(seeds.iter().flat_map(compact).collect::<Vec<_>>());
    // More names than are compared each with each.
    let members: Vec<_> = (0..40).map(|number| format!("\"name{number}\":{number}")).collect();
    seeds.push(format!("{{{}}}", members.join(",")).into_bytes());
    assert!(seeds.len() > 10, "{} seeds", seeds.len());
    seeds
}

/// The document with a few of its bytes changed, taken out or put in.
fn mutated(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut document = seed.to_vec();
    for _ in 0..=dice.below(3) {
        let place = if dice.below(8) == 0 { 0 } else { dice.below(document.len() + 1) };
        let end = (place + dice.below(12)).min(document.len());
        match dice.below(6) {
            0 => drop(document.drain(place..end)),
            1 => document.truncate(place),
            2 => {
                let part = document[place..end].to_vec();
                let to = dice.below(document.len() + 1);
                document.splice(to..to, part);
            }
            3 if place < document.len() => document[place] ^= 1 << dice.below(8),
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                let replaced = if dice.below(2) == 0 { place..place } else { place..end };
                document.splice(replaced, piece.iter().copied());
            }
        }
    }
    document
}

/// What the reader found, as the reference has it.
fn json(value: &Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(boolean) => Json::from(*boolean),
        Value::Integer(integer) => Json::from(*integer),
        Value::String(string) => Json::from(string.as_ref()),
        Value::Array(values) => values.iter().map(json).collect(),
        Value::Object(object) => {
            Json::Object(object.iter().map(|(name, value)| (name.to_owned(), json(value))).collect())
        }
        other => unreachable!("{other:?} is of another maker's document"),
    }
}

fn mutations() -> usize {
    env::var("MUTATIONS").map_or(MUTATIONS, |count| count.parse().unwrap())
}

#[test]
fn documents_are_read_or_refused_as_the_slow_reader_does() {
    let (seeds, mut dice) = (seeds(), Dice(0x9E37_79B9_7F4A_7C15));
    let (mut accepted, mut faults) = (0, BTreeMap::<String, usize>::new());
    for number in 0..mutations() {
        let document = mutated(&seeds[number % seeds.len()], &mut dice);
        let most_values = if dice.below(8) == 0 { dice.below(60) } else { usize::MAX };
        let read = parse(&document, most_values)
            .map(|object| json(&Value::Object(object)))
            .map_err(|refusal| *refusal);
        let expected = reference::parse(&document, most_values);
        // The text, because a map is the same in whatever order its members stand.
        let [read_text, expected_text] = [&read, &expected].map(|read| read.as_ref().map(Json::to_string));
        assert_eq!(read_text, expected_text, "{}", String::from_utf8_lossy(&document));
        match read {
            Ok(_) => accepted += 1,
            Err(refusal) => *faults.entry(format!("{:?}", refusal.fault)).or_default() += 1,
        }
    }
    println!("{accepted} accepted, {faults:?}");
    // Were some never met, their agreement would say nothing.
    assert!(accepted * 20 > mutations(), "{accepted} accepted");
    for fault in [
        Fault::ByteOrderMark,
        Fault::Utf8,
        Fault::Root,
        Fault::Depth,
        Fault::Count,
        Fault::DuplicateKey,
        Fault::Number,
        Fault::Surrogate,
        Fault::Syntax,
        Fault::Trailing,
    ] {
        assert!(faults.contains_key(&format!("{fault:?}")), "{fault:?} was not met");
    }
}

#[test]
fn base64_is_decoded_or_refused_as_a_library_does() {
    use ::base64::Engine as _;
    use ::base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut accepted = 0;
    for _ in 0..mutations() {
        let length = dice.below(90);
        let bytes: Vec<u8> = (0..length).map(|_| dice.below(256) as u8).collect();
        for (engine, decode) in
            [(URL_SAFE_NO_PAD, base64::decode_url as fn(&[u8]) -> _), (STANDARD, base64::decode_standard)]
        {
            let mut text = engine.encode(&bytes).into_bytes();
            if dice.below(2) == 0 && !text.is_empty() {
                let (place, symbols) = (dice.below(text.len()), b"Az09-_+/= \n\xff");
                text[place] = symbols[dice.below(symbols.len())];
            }
            let decoded = decode(&text).ok();
            accepted += usize::from(decoded.is_some());
            assert_eq!(decoded, engine.decode(&text).ok(), "{}", String::from_utf8_lossy(&text));
        }
    }
    assert!(accepted > mutations(), "{accepted} accepted");
}
