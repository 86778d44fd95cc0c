//! Texts that are no Unicode, deceive a reader, or are too long.

use super::Class;
use super::claims::{
    LICENSE, perpetual, with, with_entitlement_members, with_holder, with_members, with_terms,
};
use crate::{Jws, TestKey};

pub(super) fn add(class: &mut Class) {
    no_unicode(class);
    deceiving(class);
    harmless(class);
    lengths(class);
}

fn no_unicode(class: &mut Class) {
    let named = |name: &[u8]| -> Vec<u8> {
        let (before, after) = LICENSE.split_once("Musterfirma").expect("the holder has a name");
        [before.as_bytes(), name, after.as_bytes()].concat()
    };
    for (name, bytes) in [
        ("latin-1", &b"Mu\xDFterfirma"[..]),
        ("continuation-alone", b"\x80"),
        ("sequence-cut-off", b"\xE2\x82"),
        ("overlong-slash", b"\xC0\xAF"),
        ("overlong-nul", b"\xC0\x80"),
        ("surrogate-encoded", b"\xED\xA0\x80"),
        ("surrogate-pair-encoded", b"\xED\xA0\xBD\xED\xB8\x80"),
        ("past-the-last-code-point", b"\xF4\x90\x80\x80"),
        ("byte-255", b"\xFF"),
    ] {
        class.license(name, "json_utf8", "These bytes are not UTF-8.", named(bytes));
    }
    let vendor = TestKey::vendor();
    let header = [vendor.header().as_bytes(), b"\xFF"].concat();
    class.add(
        "byte-255-in-the-header",
        "json_utf8",
        "The header is not UTF-8.",
        Jws::signed(header, LICENSE, &vendor).compact(),
    );
    class.add(
        "byte-order-mark-in-the-header",
        "json_bom",
        "The header begins with a byte order mark.",
        Jws::signed(format!("\u{FEFF}{}", vendor.header()), LICENSE, &vendor).compact(),
    );
    class.license(
        "byte-order-mark",
        "json_bom",
        "The payload begins with a byte order mark.",
        format!("\u{FEFF}{LICENSE}"),
    );
    let utf_16: Vec<u8> = LICENSE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    class.license("utf-16", "json_syntax", "The payload is UTF-16.", &utf_16);
    let half = "Half of a surrogate pair.";
    for (name, text) in [
        ("high-surrogate-alone", r"\ud83d"),
        ("low-surrogate-alone", r"\ude00"),
        ("surrogates-reversed", r"\ude00\ud83d"),
        ("high-surrogate-twice", r"\ud83d\ud83d"),
        ("high-surrogate-and-letter", r"\ud83dA"),
        ("high-surrogate-and-escaped-letter", r"\ud83d\u0041"),
        ("high-surrogate-and-escape", r"\ud83d\n"),
    ] {
        class.license(name, "json_surrogate", half, with_holder(text));
    }
    class.license("surrogate-in-a-name", "json_surrogate", half, with_members(r#""\ud83d":1,"#));
    for (name, text) in [
        ("escape-unknown", r"\x41"),
        ("escape-cut-off", r"\u004"),
        ("escape-with-other-digits", r"\u００４１"),
        ("escape-with-sign", r"\u+041"),
        ("escape-in-capital", r"\U0041"),
        ("nul-unescaped", "\0"),
        ("tab-unescaped", "\t"),
        ("new-line-unescaped", "\n"),
        ("quotation-mark-unescaped", "\""),
    ] {
        class.license(name, "json_syntax", "This may not stand in a JSON text.", with_holder(text));
    }
}

/// Characters that are refused in every text that a person reads.
fn deceiving(class: &mut Class) {
    for (name, escape) in [
        ("nul", r"\u0000"),
        ("backspace", r"\b"),
        ("escape", r"\u001b[2J"),
        ("new-line", r"\n"),
        ("tab", r"\t"),
        ("delete", r"\u007f"),
        ("next-line", r"\u0085"),
        ("arabic-letter-mark", r"\u061c"),
        ("left-to-right-mark", r"\u200e"),
        ("right-to-left-mark", r"\u200f"),
        ("line-separator", r"\u2028"),
        ("paragraph-separator", r"\u2029"),
        ("left-to-right-embedding", r"\u202a"),
        ("right-to-left-override", r"\u202e"),
        ("left-to-right-isolate", r"\u2066"),
        ("pop-isolate", r"\u2069"),
    ] {
        let text = with_holder(&format!("Muster{escape}firma"));
        class.license(name, "claims_text", "A character that makes a text look like another one.", text);
    }
    class.license(
        "right-to-left-override-unescaped",
        "claims_text",
        "The same character as it is.",
        with_holder("Muster\u{202E}firma"),
    );
    let marked = r"\u202e";
    for (name, claims) in [
        ("in-issuer", with("vendor.example", &format!("vendor{marked}.example"))),
        ("in-product", with(r#""ucware""#, &format!(r#""ucware{marked}""#))),
        ("in-account", with(r#""musterfirma""#, &format!(r#""musterfirma{marked}""#))),
        ("in-name", with("Testlizenz", marked)),
        ("in-edition", with_terms(&format!(r#""edition":"{marked}","#))),
        ("in-order", with_terms(&format!(r#""order":{{"order_number":"{marked}"}},"#))),
        ("in-agreement-title", with_terms(&format!(r#""agreement":{{"title":"{marked}"}},"#))),
        ("in-agreement-text", with_terms(&format!(r#""agreement":{{"text":"{marked}"}},"#))),
        (
            "in-contact",
            with(
                r#"{"name":"Musterfirma"}"#,
                &format!(r#"{{"name":"M","contacts":[{{"role":"primary","name":"{marked}"}}]}}"#),
            ),
        ),
        ("in-entitlement-name", with_entitlement_members(&format!(r#""name":"{marked}","#))),
        (
            "in-entitlement-name-by-language",
            with_entitlement_members(&format!(r#""name":{{"de":"{marked}"}},"#)),
        ),
        ("in-language", with_entitlement_members(&format!(r#""name":{{"{marked}":"Users"}},"#))),
        (
            "in-component",
            with_entitlement_members(&format!(r#""components":[{{"id":"a","name":"{marked}"}}],"#)),
        ),
        ("new-line-in-agreement-title", with_terms(r#""agreement":{"title":"a\nb"},"#)),
    ] {
        class.license(name, "claims_text", "Refused in every text that a person reads.", claims);
    }
    class.license(
        "in-id",
        "claims_value",
        "An identity has letters of ASCII only.",
        with("UCW-1", &format!("UCW-1{marked}")),
    );
}

fn harmless(class: &mut Class) {
    let script = r#"<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'"#;
    for (name, comment, claims) in [
        ("markup", "Markup is text, and is shown as it stands.", with_holder(script)),
        (
            "markup-in-agreement",
            "Markup is text there too.",
            with_terms(&format!(r#""agreement":{{"title":"{script}","text":"{script}"}},"#)),
        ),
        (
            "markup-in-entitlement",
            "Markup is text there too.",
            with_entitlement_members(&format!(r#""name":{{"de":"{script}"}},"#)),
        ),
        (
            "formula",
            "A spreadsheet's formula is text.",
            with_holder("=HYPERLINK(\\\"http://attacker.example\\\")"),
        ),
        ("format-string", "So is a format string.", with_holder("%s%n{0}{{1}}${env}")),
        ("path", "So is a path.", with_holder("../../etc/passwd")),
        ("homoglyphs", "Cyrillic letters are letters.", with_holder("Мuѕtеrfirmа")),
        ("combining-marks", "A decomposed letter is left as it is.", with_holder("Mu\u{308}ller")),
        (
            "emoji",
            "Characters past the basic plane, as they are and by escapes.",
            with_holder(r"😀\ud83d\ude00"),
        ),
        (
            "zero-width-joiner",
            "It joins letters in several scripts.",
            with_holder("\u{0915}\u{094D}\u{200D}\u{0937}"),
        ),
        ("no-break-space", "A no-break space is no control.", with_holder("Muster\u{A0}firma")),
        ("right-to-left-script", "A name in Hebrew needs no marks.", with_holder("חברה")),
        ("every-escape", "All escapes of JSON that a line may hold.", with_holder(r#"\"\\\/\u00df"#)),
        (
            "layout-in-agreement-text",
            "A text of several lines has layout.",
            with_terms(r#""agreement":{"text":"1.\tUse\r\n\tas agreed\n"},"#),
        ),
        (
            "marks-in-ignored-field",
            "A field that is ignored is not shown either.",
            with_members(r#""x":"\u202e\u0000","#),
        ),
        (
            "language-named-as-prototype",
            "A language's tag may be any name.",
            with_entitlement_members(r#""name":{"__proto__":"Users","constructor":"Users"},"#),
        ),
    ] {
        class.license(name, "ok", comment, claims);
    }
}

fn lengths(class: &mut Class) {
    let of = |count: usize| "M".repeat(count);
    let agreement = |count: usize| perpetual(&format!(r#""agreement":{{"text":"{}"}},"#, of(count)));
    for (name, expect, comment, claims) in [
        ("4096-characters", "ok", "The longest text of one line.", with_holder(&of(4_096))),
        ("4097-characters", "claims_length", "One more.", with_holder(&of(4_097))),
        (
            "4096-characters-past-the-basic-plane",
            "ok",
            "Characters are counted, not bytes or units of UTF-16.",
            with_holder(&"😀".repeat(4_096)),
        ),
        (
            "4097-characters-past-the-basic-plane",
            "claims_length",
            "One more.",
            with_holder(&"😀".repeat(4_097)),
        ),
        ("1-megabyte-name", "claims_length", "A name of a megabyte.", with_holder(&of(1 << 20))),
        (
            "1-megabyte-in-ignored-field",
            "ok",
            "A field that is ignored may be as long.",
            with_members(&format!(r#""x":"{}","#, of(1 << 20))),
        ),
        ("agreement-of-262144-characters", "ok", "The longest agreement.", agreement(262_144)),
        ("agreement-of-262145-characters", "claims_length", "One more.", agreement(262_145)),
        ("id-of-128-characters", "ok", "The longest identity.", with("UCW-1", &of(128))),
        ("id-of-129-characters", "claims_value", "One more.", with("UCW-1", &of(129))),
        ("holder-empty", "claims_length", "A name without a character.", with_holder("")),
        ("name-empty", "claims_length", "A name without a character.", with("Testlizenz", "")),
        ("issuer-empty", "claims_length", "A name without a character.", with("https://vendor.example", "")),
        ("product-empty", "claims_length", "A name without a character.", with("ucware", "")),
        ("account-empty", "claims_length", "A name without a character.", with("musterfirma", "")),
        ("id-empty", "claims_value", "An identity without a character.", with("UCW-1", "")),
        ("id-with-space", "claims_value", "An identity has no spaces.", with("UCW-1", "UCW 1")),
        ("id-with-slash", "claims_value", "An identity has no slashes.", with("UCW-1", "../UCW-1")),
        (
            "languages-empty",
            "claims_length",
            "A name in no language.",
            with_entitlement_members(r#""name":{},"#),
        ),
        (
            "street-empty",
            "ok",
            "A line that is no name may be empty.",
            with(r#"{"name":"Musterfirma"}"#, r#"{"name":"Musterfirma","street":""}"#),
        ),
    ] {
        class.license(name, expect, comment, claims);
    }
}
