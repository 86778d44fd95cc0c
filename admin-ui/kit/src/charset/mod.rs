//! How the characters of a list are written. A list says nothing of that by itself: it is made out from its bytes,
//! and shown before anything is taken.

mod guess;
mod tables;
#[cfg(test)]
mod tests;

use crate::i18n::Language;

/// How the characters of a list are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As most programs write today.
    Utf8,
    /// As PowerShell and Windows write.
    Utf16Le,
    /// The other order of bytes.
    Utf16Be,
    /// Western European.
    Windows1252,
    /// Western European, of an old Macintosh.
    Macintosh,
    /// Western European, of a Windows console.
    Cp850,
    /// Central European.
    Windows1250,
    /// Cyrillic.
    Windows1251,
    /// Cyrillic, of old Unix.
    Koi8R,
    /// Cyrillic, of a Windows console.
    Cp866,
}

/// Stands for bytes that are no character.
pub const LOST: char = char::REPLACEMENT_CHARACTER;

impl Encoding {
    /// Every encoding, in the order in which they are offered.
    pub const ALL: [Encoding; 10] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1252,
        Self::Macintosh,
        Self::Cp850,
        Self::Windows1250,
        Self::Windows1251,
        Self::Koi8R,
        Self::Cp866,
    ];

    /// The name by which programs know it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::Macintosh => "macintosh",
            Self::Cp850 => "cp850",
            Self::Windows1250 => "windows-1250",
            Self::Windows1251 => "windows-1251",
            Self::Koi8R => "koi8-r",
            Self::Cp866 => "ibm866",
        }
    }

    /// The encoding that a file seems to have.
    pub fn detect(bytes: &[u8], language: Language) -> Self {
        let start = &bytes[..bytes.len().min(4_096)];
        let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Self::Utf8,
            [0xff, 0xfe, ..] => Self::Utf16Le,
            [0xfe, 0xff, ..] => Self::Utf16Be,
            _ if zeros(1) > start.len() / 4 => Self::Utf16Le,
            _ if zeros(0) > start.len() / 4 => Self::Utf16Be,
            _ if guess::is_utf_8(bytes) => Self::Utf8,
            _ => guess::of_one_byte(bytes, language),
        }
    }

    /// What bytes say, without a mark of their order. What is no character is [`LOST`].
    pub fn decode(self, bytes: &[u8]) -> String {
        let text = match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Utf16Le => utf_16(bytes, u16::from_le_bytes),
            Self::Utf16Be => utf_16(bytes, u16::from_be_bytes),
            Self::Windows1252 => of_one_byte(bytes, tables::WINDOWS_1252),
            Self::Macintosh => of_one_byte(bytes, tables::MACINTOSH),
            Self::Cp850 => of_one_byte(bytes, tables::CP850),
            Self::Windows1250 => of_one_byte(bytes, tables::WINDOWS_1250),
            Self::Windows1251 => of_one_byte(bytes, tables::WINDOWS_1251),
            Self::Koi8R => of_one_byte(bytes, tables::KOI8_R),
            Self::Cp866 => of_one_byte(bytes, tables::CP866),
        };
        match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2);
    let is_cut = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let text = char::decode_utf16(units).map(|character| character.unwrap_or(LOST));
    text.chain(is_cut.then_some(LOST)).collect()
}

fn of_one_byte(bytes: &[u8], table: &str) -> String {
    let upper: Vec<char> = table.chars().collect();
    let character = |&byte: &u8| match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(index) => upper.get(usize::from(index)).copied().unwrap_or(LOST),
    };
    bytes.iter().map(character).collect()
}
