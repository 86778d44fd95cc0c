use super::*;
use encoding_rs::{IBM866, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

#[test]
fn bytes_mean_what_they_mean_to_browsers() {
    let all: Vec<u8> = (0..=255).collect();
    for (own, other) in [
        (Encoding::Windows1250, WINDOWS_1250),
        (Encoding::Windows1251, WINDOWS_1251),
        (Encoding::Windows1252, WINDOWS_1252),
        (Encoding::Macintosh, MACINTOSH),
        (Encoding::Koi8R, KOI8_R),
        (Encoding::Cp866, IBM866),
    ] {
        assert_eq!(other.name().to_lowercase(), own.label());
        assert_eq!(own.decode(&all), other.decode_without_bom_handling(&all).0, "{own:?}");
    }
    // Browsers know none of DOS's Western encodings.
    assert_eq!(Encoding::Cp850.decode(b"J\x81rgen Gro\xe1, Zo\x89 \x9al"), "Jürgen Groß, Zoë Ül");
    assert_eq!(Encoding::Cp850.decode(&all).chars().count(), 256);
}

#[test]
fn what_is_no_character_is_marked_and_a_mark_of_the_order_is_not_text() {
    assert_eq!(Encoding::Utf8.decode(b"\xef\xbb\xbfa\xff"), "a\u{fffd}");
    assert_eq!(Encoding::Utf16Le.decode(b"\xff\xfea\0\0\xd8b\0c"), "a\u{fffd}b\u{fffd}");
    assert_eq!(Encoding::Utf16Be.decode(b"\xfe\xff\0a"), "a");
}

#[test]
fn the_encoding_is_made_out() {
    let names = [
        (Language::German, "Änne;Müller\nKarl;Groß\nJörg;März\nÖzlem;Özdemir\n"),
        (Language::French, "Zoé;Lefèvre\nFrançois;Noël\nÉlodie;L’Hôte\n"),
        (Language::Russian, "Анна;Иванова\nПётр;Щукин\nработа;Юрьев\n"),
    ];
    for (language, text) in names {
        let encodings: &[Encoding] = match language {
            Language::Russian => &[Encoding::Utf8, Encoding::Windows1251, Encoding::Koi8R, Encoding::Cp866],
            _ => &[Encoding::Utf8, Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850],
        };
        for encoding in encodings {
            let text = if *encoding == Encoding::Cp850 { text.replace('’', "'") } else { text.to_owned() };
            assert_eq!(Encoding::detect(&encoded(&text, *encoding), language), *encoding, "{text}");
        }
        for (order, encoding) in [
            (u16::to_le_bytes as fn(u16) -> [u8; 2], Encoding::Utf16Le),
            (u16::to_be_bytes, Encoding::Utf16Be),
        ] {
            let marked = ["\u{feff}", text].concat().encode_utf16().flat_map(order).collect::<Vec<u8>>();
            assert_eq!(Encoding::detect(&marked, language), encoding);
            assert_eq!(encoding.decode(&marked), text);
        }
    }
    let detect = |bytes: &[u8]| Encoding::detect(bytes, Language::German);
    assert_eq!(detect(b"a\0b\0,\0c\0"), Encoding::Utf16Le);
    assert_eq!(detect(b"\0a\0b\0,\0c"), Encoding::Utf16Be);
    assert_eq!(detect(b""), Encoding::Utf8);
}

#[test]
fn a_bad_byte_makes_no_other_encoding_of_utf_8() {
    let text = "Änne;Müller\nZoé;Łuczak\n".as_bytes();
    for at in 0..=text.len() {
        let mut bytes = text.to_vec();
        bytes.insert(at, 0xdf);
        assert_eq!(Encoding::detect(&bytes, Language::German), Encoding::Utf8, "at {at}");
    }
}

/// A text in an encoding, by that encoding's own table.
fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    if encoding == Encoding::Utf8 {
        return text.as_bytes().to_vec();
    }
    let table = encoding.decode(&(0..=255).collect::<Vec<u8>>());
    let byte = |c| table.chars().position(|own| own == c).and_then(|index| u8::try_from(index).ok());
    text.chars().map(|c| byte(c).unwrap()).collect()
}
