//! Looking at bytes, one by one.

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

/// Where a byte first stands.
pub fn find(bytes: &[u8], wanted: u8) -> Option<usize> {
    // In sixteens, each looked through as one.
    let (sixteens, _) = bytes.as_chunks::<16>();
    let has = |chunk: &[u8; 16]| chunk.iter().fold(false, |has, &byte| has | (byte == wanted));
    let from = 16 * sixteens.iter().take_while(|chunk| !has(chunk)).count();
    bytes[from..].iter().position(|&byte| byte == wanted).map(|place| from + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
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
