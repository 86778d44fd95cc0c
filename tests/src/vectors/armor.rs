//! Blocks that are two, none, wrongly labelled or nested.

use super::Class;
use super::claims::{LICENSE, with_quantity};
use crate::{Jws, armored};

const BEGIN: &str = "-----BEGIN SIGNED LICENSE-----\n";
const END: &str = "-----END SIGNED LICENSE-----\n";

pub(super) fn add(class: &mut Class) {
    let honest = Jws::license(LICENSE);
    let block = honest.armored();
    let body = block.trim_start_matches(BEGIN).trim_end_matches(END);
    let other = Jws::license(with_quantity("999")).armored();
    let envelope = honest.flattened();
    let label = |label: &str| block.replace("SIGNED LICENSE", label);
    class.add("one-block", "ok", "The honest counterpart.", block.clone());
    for (name, expect, comment, text) in [
        ("two-blocks", "armor_repeated", "Two licences in one file.", format!("{block}{other}")),
        ("same-block-twice", "armor_repeated", "The same licence twice.", format!("{block}{block}")),
        ("second-begin", "armor_repeated", "A second BEGIN line after the block.", format!("{block}{BEGIN}")),
        (
            "second-begin-quoted",
            "armor_repeated",
            "A second block that is quoted.",
            format!("{block}> {BEGIN}"),
        ),
        (
            "second-begin-of-other-label",
            "armor_repeated",
            "A second block of another kind.",
            format!("{block}-----BEGIN CERTIFICATE-----\n"),
        ),
        (
            "begin-in-the-block",
            "armor_repeated",
            "A BEGIN line inside the block.",
            block.replacen('\n', &format!("\n{BEGIN}"), 1),
        ),
        (
            "block-in-the-block",
            "armor_repeated",
            "A block inside the block.",
            block.replacen('\n', &format!("\n{other}"), 1),
        ),
        (
            "two-blocks-in-one-line",
            "armor_repeated",
            "Two licences in one line.",
            format!("{block}{other}").replace('\n', " "),
        ),
        (
            "two-blocks-one-after-a-word",
            "armor_repeated",
            "Two licences, the first of which begins no line.",
            format!("Licence: {block}{other}"),
        ),
        (
            "second-begin-in-the-letter",
            "armor_repeated",
            "A second BEGIN that begins no line, after the block.",
            format!("{block}The line {BEGIN}"),
        ),
        (
            "block-encoded-in-the-block",
            "json_syntax",
            "An armoured licence, armoured once more.",
            armored("SIGNED LICENSE", &block),
        ),
        ("end-before-begin", "armor_end_missing", "The END line comes first.", format!("{END}{body}{BEGIN}")),
        ("end-missing", "armor_end_missing", "No END line.", format!("{BEGIN}{body}")),
        (
            "end-of-other-label",
            "armor_end_missing",
            "The END line of another document.",
            format!("{BEGIN}{body}-----END TRUST UPDATE-----\n"),
        ),
        (
            "end-in-lower-case",
            "armor_end_missing",
            "An END line in lower case.",
            format!("{BEGIN}{body}{}", END.to_lowercase()),
        ),
        (
            "end-without-dashes",
            "armor_end_missing",
            "An END line without dashes after it.",
            format!("{BEGIN}{body}-----END SIGNED LICENSE\n"),
        ),
        (
            "text-after-end",
            "ok",
            "More text in the END line is text around.",
            format!("{BEGIN}{body}{} Regards\n", END.trim_end()),
        ),
        (
            "text-after-begin",
            "encoding_padding",
            "More text in the BEGIN line is read as the first of the block.",
            format!("{} Regards\n{body}{END}", BEGIN.trim_end()),
        ),
        ("begin-alone", "armor_end_missing", "A BEGIN line and nothing else.", BEGIN.to_owned()),
        (
            "begin-without-label",
            "armor_label_unknown",
            "No label.",
            format!("-----BEGIN -----\n{body}-----END -----\n"),
        ),
        ("label-unknown", "armor_label_unknown", "A label that no document has.", label("SOFTWARE LICENSE")),
        (
            "label-in-british-spelling",
            "armor_label_unknown",
            "Labels are compared exactly.",
            label("SIGNED LICENCE"),
        ),
        (
            "label-in-lower-case",
            "armor_label_unknown",
            "Labels are compared exactly.",
            label("signed license"),
        ),
        (
            "label-with-two-spaces",
            "armor_label_unknown",
            "Labels are compared exactly.",
            label("SIGNED  LICENSE"),
        ),
        (
            "label-with-homoglyph",
            "armor_label_unknown",
            "Labels are compared exactly.",
            label("SIGNED LICENSЕ"),
        ),
        ("label-of-a-public-key", "armor_label_unknown", "A key in place of a licence.", label("PUBLIC KEY")),
        (
            "label-of-a-keygen-file",
            "armor_label_unknown",
            "Another product's licence; no adapter is on.",
            label("LICENSE FILE"),
        ),
        ("body-empty", "json_syntax", "Nothing between the lines.", format!("{BEGIN}{END}")),
        ("body-of-zeros", "json_syntax", "Zero bytes between the lines.", armored("SIGNED LICENSE", [0; 48])),
        (
            "body-compact",
            "json_syntax",
            "A compact document between the lines.",
            armored("SIGNED LICENSE", honest.compact()),
        ),
        (
            "body-compact-unencoded",
            "encoding_base64",
            "A compact document between the lines as it is.",
            format!("{BEGIN}{}\n{END}", honest.compact()),
        ),
        (
            "body-json-unencoded",
            "encoding_base64",
            "A JSON document between the lines as it is.",
            format!("{BEGIN}{envelope}\n{END}"),
        ),
        (
            "body-list",
            "json_root",
            "A list between the lines.",
            armored("SIGNED LICENSE", format!("[{envelope}]")),
        ),
        (
            "body-text",
            "json_root",
            "A JSON text between the lines.",
            armored("SIGNED LICENSE", r#""licence""#),
        ),
        (
            "body-with-trailing-bytes",
            "json_trailing",
            "Bytes after the envelope.",
            armored("SIGNED LICENSE", format!("{envelope}\0")),
        ),
        (
            "body-twice",
            "json_trailing",
            "Two envelopes between the lines.",
            armored("SIGNED LICENSE", envelope.repeat(2)),
        ),
        (
            "body-after-byte-order-mark",
            "json_bom",
            "A byte order mark before the envelope.",
            armored("SIGNED LICENSE", format!("\u{FEFF}{envelope}")),
        ),
        (
            "body-in-blanks",
            "ok",
            "White space before and after the envelope.",
            armored("SIGNED LICENSE", format!(" \n{envelope}\t ")),
        ),
        ("second-end", "ok", "After the block an END line is text like any other.", format!("{block}{END}")),
        ("end-in-the-letter", "ok", "So it is before the block.", format!("{END}{block}")),
        (
            "compact-after-the-block",
            "ok",
            "So is a compact document.",
            format!("{block}{}\n", honest.compact()),
        ),
    ] {
        class.add(name, expect, comment, text);
    }
}
