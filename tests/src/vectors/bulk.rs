//! Much of something: depth, items, bytes. What is refused is refused at once.

use super::Class;
use super::claims::{LICENSE, with_end, with_entitlements, with_members};
use crate::{Jws, TestKey, armored};

const MIB: usize = 1 << 20;
/// The cap on licences, and the one on revocation lists.
const CAP: usize = 4 * MIB;
const LIST_CAP: usize = 32 * MIB;

pub(super) fn add(class: &mut Class) {
    depth(class);
    items(class);
    size(class);
}

fn depth(class: &mut Class) {
    let lists = |count: usize| format!(r#""x":{}{},"#, "[".repeat(count), "]".repeat(count));
    let vendor = TestKey::vendor();
    for (name, expect, comment, text) in [
        (
            "depth-16",
            "ok",
            "The root object is depth 1: 15 lists in it.",
            Jws::license(with_members(&lists(15))).compact(),
        ),
        ("depth-17", "json_depth", "One more.", Jws::license(with_members(&lists(16))).compact()),
        (
            "lists-100000-deep",
            "json_depth",
            "A recursive reader's stack ends before.",
            Jws::license(format!(r#"{{"x":{}"#, "[".repeat(100_000))).compact(),
        ),
        (
            "objects-100000-deep",
            "json_depth",
            "The same with objects.",
            Jws::license(r#"{"x":"#.repeat(100_000)).compact(),
        ),
        (
            "lists-100000-deep-in-the-envelope",
            "json_depth",
            "In the envelope.",
            format!(r#"{{"payload":{}"#, "[".repeat(100_000)),
        ),
        (
            "lists-100000-deep-in-armor",
            "json_depth",
            "In an armoured envelope.",
            armored_in_one_line(&format!(r#"{{"payload":{}"#, "[".repeat(100_000))),
        ),
        (
            "lists-100000-deep-in-the-header",
            "json_depth",
            "In the header.",
            Jws::signed(format!(r#"{{"alg":{}"#, "[".repeat(100_000)), LICENSE, &vendor).compact(),
        ),
        (
            "lists-100000-deep-as-root",
            "json_depth",
            "In place of the payload's object.",
            Jws::license("[".repeat(100_000)).compact(),
        ),
    ] {
        class.add(name, expect, comment, text);
    }
}

fn items(class: &mut Class) {
    let zeros = |count: usize| format!(r#""x":[0{}],"#, ",0".repeat(count - 1));
    let users = r#"{"id":"users","metric":"user","quantity":1}"#;
    let entitlements = |count: usize| with_entitlements(&vec![users; count].join(","));
    let vendor = TestKey::vendor();
    let revocation_list = vendor.header().replace("license+jwt", "revocation-list+jwt");
    for (name, expect, comment, text) in [
        (
            "list-of-1000000",
            "ok",
            "A million items in a field that is ignored.",
            Jws::license(with_members(&zeros(1_000_000))).compact(),
        ),
        (
            "list-of-10000000",
            "size_too_large",
            "Ten million items are past the size cap.",
            Jws::license(with_members(&zeros(10_000_000))).compact(),
        ),
        (
            "list-of-10000000-in-a-revocation-list",
            "header_typ_mismatch",
            "A revocation list may be as large, and is no licence.",
            Jws::signed(revocation_list, with_members(&zeros(10_000_000)), &vendor).compact(),
        ),
        (
            "entitlements-10000",
            "claims_duplicate",
            "As many entitlements as are read; here all of one id.",
            Jws::license(entitlements(10_000)).compact(),
        ),
        ("entitlements-10001", "claims_length", "One more.", Jws::license(entitlements(10_001)).compact()),
        (
            "signatures-1000000",
            "json_count",
            "A million signatures, each of which would cost memory and a verification.",
            format!(r#"{{"payload":"e30","signatures":[{{}}{}]}}"#, ",{}".repeat(999_999)),
        ),
        (
            "members-100000",
            "json_duplicate_key",
            "100,000 members; comparing each with each would take minutes.",
            Jws::license(with_members(&r#""x":0,"#.repeat(100_000))).compact(),
        ),
        (
            "digits-1000000",
            "json_number",
            "A number of a million digits.",
            Jws::license(with_end(&"9".repeat(1_000_000))).compact(),
        ),
        (
            "escapes-500000",
            "ok",
            "A text of half a million escapes.",
            Jws::license(with_members(&format!(r#""x":"{}","#, r"\u0041".repeat(500_000)))).compact(),
        ),
        (
            "spaces-3000000",
            "ok",
            "White space is no depth and no item.",
            Jws::license(format!("{}{LICENSE}", " ".repeat(3_000_000))).compact(),
        ),
        (
            "dots-1000000",
            "encoding_segments",
            "A compact document of a million parts.",
            format!("eyJ{}", ".".repeat(1_000_000)),
        ),
        (
            "quote-marks-1000000",
            "armor_missing",
            "A million quote marks before nothing.",
            ">".repeat(1_000_000),
        ),
        (
            "dashes-1000000",
            "armor_end_missing",
            "A label of a million dashes.",
            format!("-----BEGIN {}", "-".repeat(1_000_000)),
        ),
        (
            "blank-lines-1000000",
            "ok",
            "A million blank lines before the block.",
            "\n".repeat(1_000_000) + &Jws::license(LICENSE).armored(),
        ),
    ] {
        class.add(name, expect, comment, text);
    }
}

fn size(class: &mut Class) {
    let license = Jws::license(LICENSE).flattened();
    let of_size = |bytes: usize| " ".repeat(bytes - license.len()) + &license;
    for (name, expect, comment, text) in [
        ("at-the-cap", "ok", "A file of exactly 4 MiB.", of_size(CAP)),
        ("past-the-cap", "size_too_large", "One byte more.", of_size(CAP + 1)),
        (
            "past-the-cap-of-revocation-lists",
            "size_too_large",
            "A file of 32 MiB and one byte, which is not read.",
            " ".repeat(LIST_CAP + 1),
        ),
    ] {
        class.add(name, expect, comment, text);
    }
}

/// Armour whose body is one line, so that what repeats in the content repeats in the text.
fn armored_in_one_line(content: &str) -> String {
    let text = armored("SIGNED LICENSE", content);
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len() - 1;
    format!("{}\n{}\n{}\n", lines[0], lines[1..last].concat(), lines[last])
}
