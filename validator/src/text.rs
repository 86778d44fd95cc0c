//! What a string that a person reads may hold.

/// The most Unicode scalar values in a string, unless its field says otherwise.
pub(crate) const LONGEST: usize = 4_096;
/// The same for `agreement.text`.
pub(crate) const LONGEST_AGREEMENT: usize = 262_144;

/// Characters that could make a text look like another one, or steer a terminal: controls, line and
/// paragraph separators, and the marks and overrides of bidirectional text.
pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing: Unicode's `Default_Ignorable_Code_Point`.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// The layout characters that texts of several lines may hold.
pub(crate) fn is_layout(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}

/// The text with every character escaped that could steer a terminal or make it look like another text.
pub fn printable(text: &str) -> String {
    let mut printable = String::new();
    for c in text.chars() {
        if is_forbidden(c) {
            printable.extend(c.escape_unicode());
        } else {
            printable.push(c);
        }
    }
    printable
}
