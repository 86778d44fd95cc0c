//! Looking at bytes.

use std::cmp::Ordering;

/// Which bytes are meant, by the byte.
pub type Set = [bool; 256];

/// The set of these bytes.
pub const fn set(members: &[u8]) -> Set {
    let mut set = [false; 256];
    let mut index = 0;
    while index < members.len() {
        set[members[index] as usize] = true;
        index += 1;
    }
    set
}

/// How many bytes at the beginning are in the set.
pub fn run(bytes: &[u8], set: &Set) -> usize {
    bytes.iter().take_while(|&&byte| set[usize::from(byte)]).count()
}

/// Whether the text is ASCII without controls: then it has as many characters as bytes, and none that could deceive.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether both are the same.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    let (eights_of_a, rest_of_a) = a.as_chunks::<8>();
    let (eights_of_b, rest_of_b) = b.as_chunks::<8>();
    a.len() == b.len()
        && eights_of_a.iter().zip(eights_of_b).all(|(a, b)| u64::from_le_bytes(*a) == u64::from_le_bytes(*b))
        && rest_of_a.iter().zip(rest_of_b).all(|(a, b)| a == b)
}

/// Which comes first: WebAssembly brings no comparison of more than a byte at a time.
pub fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let (eights_of_a, eights_of_b) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
    let same = 8 * eights_of_a.iter().zip(eights_of_b).take_while(|(a, b)| a == b).count();
    a[same..].iter().cmp(&b[same..])
}

/// Where a byte first stands.
pub fn find(bytes: &[u8], wanted: u8) -> Option<usize> {
    // In sixteens, each looked through as one.
    let (sixteens, _) = bytes.as_chunks::<16>();
    let mut from = 0;
    for sixteen in sixteens {
        if sixteen.iter().fold(0, |found, &byte| found | u8::from(byte == wanted)) != 0 {
            break;
        }
        from += 16;
    }
    bytes[from..].iter().position(|&byte| byte == wanted).map(|place| from + place)
}

/// Where a part first stands that begins with five dashes: one of these stands at a place that is a multiple of
/// five, so that no others need to be looked at.
pub fn find_dashed(text: &[u8], part: &[u8]) -> Option<usize> {
    const DASHES: usize = 5;
    let mut fifth = DASHES - 1;
    while let Some(&byte) = text.get(fifth) {
        if byte == b'-' {
            let first = (fifth + 1 - DASHES..=fifth).find(|&place| text[place..].starts_with(part));
            if first.is_some() {
                return first;
            }
        }
        fifth += DASHES;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn bytes_are_compared_as_the_library_does(same in "[ab]{0,20}", a in "[ab\u{e9}]{0,20}", b in "[ab\u{e9}]{0,20}") {
            let (a, b) = (format!("{same}{a}"), format!("{same}{b}"));
            proptest::prop_assert_eq!(equal(a.as_bytes(), b.as_bytes()), a == b);
            proptest::prop_assert!(equal(a.as_bytes(), a.clone().as_bytes()));
            proptest::prop_assert_eq!(compare(a.as_bytes(), b.as_bytes()), a.cmp(&b));
        }

        #[test]
        fn a_part_is_found_where_it_first_stands(text in "[-x]{0,30}(-----BEGIN )?[-BEGIN x]{0,20}(-----BEGIN )?") {
            for part in ["-----BEGIN ", "-----END ", "-----"] {
                proptest::prop_assert_eq!(find_dashed(text.as_bytes(), part.as_bytes()), text.find(part));
            }
        }

        #[test]
        fn bytes_are_told_from_others(text in "[ab\u{1f}~\u{7f}é -]{0,60}") {
            let ab = set(b"ab");
            let expected = text.bytes().take_while(|byte| b"ab".contains(byte)).count();
            proptest::prop_assert_eq!(run(text.as_bytes(), &ab), expected);
            let found = text.bytes().position(|byte| byte == b'-');
            proptest::prop_assert_eq!(find(text.as_bytes(), b'-'), found);
            let plain = text.chars().all(|c| c.is_ascii() && !c.is_control());
            proptest::prop_assert_eq!(is_plain(&text), plain);
        }
    }
}
