//! QR codes (ISO/IEC 18004): texts to codes, and what was photographed of them back to texts.
//!
//! A text that fits stands in one code as it is, so that any reader reads it. A longer one is spread over several codes, of
//! which each reads
//!
//! ```text
//! CSQ1.<id>.<n>.<of>.<part>
//! ```
//!
//! with `n` from 1 to `of`, which is 2 to 64; the parts one after the other are the text, and `id` is the first twelve
//! characters of the base64url of its SHA-256. They can be read in any order, beside those of other texts.

mod gather;
mod read;

pub use gather::{Gathered, Gathering};
pub use read::{Effort, read};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use sha2::{Digest as _, Sha256};

/// How every part of a longer text begins.
const START: &str = "CSQ1.";
/// The largest code of a text that stands in one: 89 modules wide, which cameras read from screens and paper.
const LARGEST: u8 = 18;
/// The largest code of a part: 69 modules.
const LARGEST_PART: u8 = 13;
/// What such a code holds at the lowest level of correction, in bytes.
const PART_BYTES: usize = 425;
/// How much of it the head of a part takes at most.
const HEAD_BYTES: usize = START.len() + ID + ".64.64.".len() + 1;
/// How many codes a text may have.
pub const MOST: usize = 64;
/// The length of the id of a text.
const ID: usize = 12;

/// The codes of a text, in their order: one where it fits, each with as much correction as its size permits. None of a
/// text that is too long, or not plain ASCII.
#[must_use]
pub fn codes(text: &str) -> Vec<QrCode> {
    if let Some(code) = code(text, LARGEST) {
        return vec![code];
    }
    parts(text).iter().filter_map(|part| code(part, LARGEST_PART)).collect()
}

/// What stands in the codes of a text that does not fit in one.
fn parts(text: &str) -> Vec<String> {
    let of = text.len().div_ceil(PART_BYTES - HEAD_BYTES).max(2);
    if of > MOST || !text.is_ascii() {
        return Vec::new();
    }
    // Of one size, so that none is larger than it has to be.
    let size = text.len().div_ceil(of);
    let id = id(text);
    let parts = text.as_bytes().chunks(size.max(1)).zip(1..);
    let part = |(part, n): (&[u8], usize)| format!("{START}{id}.{n}.{of}.{}", String::from_utf8_lossy(part));
    parts.map(part).collect()
}

fn code(text: &str, largest: u8) -> Option<QrCode> {
    let segments = QrSegment::make_segments(text);
    QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Low,
        Version::MIN,
        Version::new(largest),
        None,
        true,
    )
    .ok()
}

fn id(text: &str) -> String {
    let mut id = URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()));
    id.truncate(ID);
    id
}

#[cfg(test)]
mod tests;
