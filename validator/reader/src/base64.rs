//! Strict base64 of both kinds: one text for one sequence of bytes.
//!
//! A library's engine, which can be configured, would be 1.5 KB more of every download.

/// The symbols of base64url (RFC 4648, section 5) in the order of their values.
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Those of standard base64 (section 4).
const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The values of bytes, by the byte; [`NONE`] where it is no symbol.
type Values = [u8; 256];
const NONE: u8 = 0xFF;
const URL_VALUES: &Values = &values(URL);
const STANDARD_VALUES: &Values = &values(STANDARD);

/// Why a text is no base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A byte that is no symbol; a misplaced padding is one.
    Symbol(u8),
    /// Padding, or a symbol, is too much or missing.
    Padding,
    /// What the last symbol has beyond the last byte is not nothing.
    TrailingBits,
}

/// Decodes base64url without padding (RFC 7515, section 2).
///
/// # Errors
/// Why the text is none.
pub fn decode_url(text: &[u8]) -> Result<Vec<u8>, Fault> {
    decode(text, URL_VALUES)
}

/// Decodes base64url with padding or without.
///
/// # Errors
/// Why the text is neither.
#[cfg(feature = "foreign")]
pub fn decode_url_padded_or_not(text: &[u8]) -> Result<Vec<u8>, Fault> {
    if text.ends_with(b"=") { decode_padded(text, URL_VALUES) } else { decode_url(text) }
}

/// Decodes standard base64 with padding (RFC 4648, section 4).
///
/// # Errors
/// Why the text is none.
pub fn decode_standard(text: &[u8]) -> Result<Vec<u8>, Fault> {
    decode_padded(text, STANDARD_VALUES)
}

/// How many bytes at the beginning may stand in standard base64, as symbols or as padding.
pub fn standard_symbols(text: &[u8]) -> usize {
    let is_symbol = |byte: u8| (STANDARD_VALUES[usize::from(byte)] != NONE) | (byte == b'=');
    text.iter().take_while(|&&byte| is_symbol(byte)).count()
}

/// Encodes as base64url without padding.
pub fn encode_url(bytes: &[u8]) -> String {
    encode(bytes, URL)
}

/// Encodes as standard base64 with padding.
pub fn encode_standard(bytes: &[u8]) -> String {
    let mut text = encode(bytes, STANDARD);
    text.extend(std::iter::repeat_n('=', text.len().next_multiple_of(4) - text.len()));
    text
}

const fn values(symbols: &[u8; 64]) -> Values {
    let mut values = [NONE; 256];
    let mut value = 0;
    while value < symbols.len() {
        values[symbols[value] as usize] = value as u8;
        value += 1;
    }
    values
}

fn decode_padded(text: &[u8], values: &Values) -> Result<Vec<u8>, Fault> {
    let symbols = text.strip_suffix(b"==").or(text.strip_suffix(b"=")).unwrap_or(text);
    let bytes = decode(symbols, values)?;
    if text.len() != symbols.len().next_multiple_of(4) {
        return Err(Fault::Padding);
    }
    Ok(bytes)
}

fn decode(text: &[u8], values: &Values) -> Result<Vec<u8>, Fault> {
    let (groups, last) = text.as_chunks::<4>();
    // Room is made once: to make some for each group would take longer than to decode.
    let mut bytes = vec![0; groups.len() * 3];
    let done = decode_sixteens(text, values, &mut bytes) * 4;
    let groups = &groups[done..];
    let (places, _) = bytes[done * 3..].as_chunks_mut::<3>();
    for (group, place) in groups.iter().zip(places) {
        let [a, b, c, d] = group.map(|symbol| values[usize::from(symbol)]);
        if a | b | c | d >= 64 {
            // One of them is no symbol: which, is found out here.
            bits(group, values)?;
        }
        *place = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    let [_, first, second, third] = (bits(last, values)? << (6 * (4 - last.len()))).to_be_bytes();
    // What the last symbol has beyond the last byte must be nothing: else several texts gave these bytes.
    let rest = match last.len() {
        0 => 0,
        3 => {
            bytes.extend_from_slice(&[first, second]);
            third
        }
        2 => {
            bytes.push(first);
            second
        }
        _ => return Err(Fault::Padding),
    };
    if rest != 0 {
        return Err(Fault::TrailingBits);
    }
    Ok(bytes)
}

/// Decodes sixteen symbols at once as long as all of them are some, and tells how many times.
#[cfg(all(feature = "wide", target_arch = "wasm32", target_feature = "simd128"))]
fn decode_sixteens(text: &[u8], values: &Values, bytes: &mut [u8]) -> usize {
    use std::arch::wasm32::{
        i8x16_all_true, i64x2, i64x2_extract_lane, u8x16_add, u8x16_eq, u8x16_lt, u8x16_shuffle, u8x16_splat,
        u8x16_sub, u16x8_shl, u16x8_shr, u32x4_shl, u32x4_shr, v128, v128_and, v128_or,
    };
    let [last_but_one, last] = if std::ptr::eq(values, URL_VALUES) { [b'-', b'_'] } else { [b'+', b'/'] };
    let (sixteens, _) = text.as_chunks::<16>();
    let (places, _) = bytes.as_chunks_mut::<12>();
    let mut done = 0;
    for (sixteen, place) in sixteens.iter().zip(places) {
        let [low, high] =
            [0, 8].map(|from| sixteen[from..].first_chunk().map_or(0, |half| i64::from_le_bytes(*half)));
        let symbols = i64x2(low, high);
        let range = |first: u8, count: u8, value: u8| {
            let place = u8x16_sub(symbols, u8x16_splat(first));
            let is_in = u8x16_lt(place, u8x16_splat(count));
            (is_in, v128_and(is_in, u8x16_add(place, u8x16_splat(value))))
        };
        let one = |symbol: u8, value: u8| {
            let is_it = u8x16_eq(symbols, u8x16_splat(symbol));
            (is_it, v128_and(is_it, u8x16_splat(value)))
        };
        let both = |(is_a, a): (v128, v128), (is_b, b): (v128, v128)| (v128_or(is_a, is_b), v128_or(a, b));
        let letters = both(range(b'A', 26, 0), range(b'a', 26, 26));
        let others = both(range(b'0', 10, 52), both(one(last_but_one, 62), one(last, 63)));
        let (are_symbols, sextets) = both(letters, others);
        if !i8x16_all_true(are_symbols) {
            break;
        }
        // Two of 6 bits become one of 12, two of those one of 24, each the lower where the earlier stood before.
        let low = v128_and(u16x8_shl(sextets, 6), i64x2(0x0FC0_0FC0_0FC0_0FC0, 0x0FC0_0FC0_0FC0_0FC0));
        let twelves = v128_or(low, u16x8_shr(sextets, 8));
        let low = v128_and(u32x4_shl(twelves, 12), i64x2(0x00FF_F000_00FF_F000, 0x00FF_F000_00FF_F000));
        let triples = v128_or(low, u32x4_shr(twelves, 16));
        let bytes = u8x16_shuffle::<2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 3, 3, 3>(triples, triples);
        place[..8].copy_from_slice(&i64x2_extract_lane::<0>(bytes).to_le_bytes());
        place[8..].copy_from_slice(&i64x2_extract_lane::<1>(bytes).to_le_bytes()[..4]);
        done += 1;
    }
    done
}

/// Elsewhere symbols are decoded by fours.
#[cfg(not(all(feature = "wide", target_arch = "wasm32", target_feature = "simd128")))]
fn decode_sixteens(_: &[u8], _: &Values, _: &mut [u8]) -> usize {
    0
}

/// What up to four symbols come to.
fn bits(symbols: &[u8], values: &Values) -> Result<u32, Fault> {
    let mut bits = 0;
    for &symbol in symbols {
        let value = values[usize::from(symbol)];
        if value == NONE {
            return Err(Fault::Symbol(symbol));
        }
        bits = bits << 6 | u32::from(value);
    }
    Ok(bits)
}

fn encode(bytes: &[u8], symbols: &[u8; 64]) -> String {
    let mut text = String::with_capacity((bytes.len() * 4).div_ceil(3));
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - group.len()));
        for place in (3 - group.len()..4).rev() {
            text.push(char::from(symbols[(bits >> (6 * place)) as usize % 64]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine as _;
    use ::base64::engine::general_purpose;

    proptest::proptest! {
        #[test]
        fn long_texts_are_those_of_a_library(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), broken in 0..400_usize, by in proptest::num::u8::ANY) {
            let mut text = encode_url(&bytes).into_bytes();
            proptest::prop_assert_eq!(decode_url(&text).unwrap(), &*bytes);
            if let Some(symbol) = text.get_mut(broken) {
                *symbol = by;
            }
            proptest::prop_assert_eq!(decode_url(&text).ok(), general_purpose::URL_SAFE_NO_PAD.decode(&text).ok());
        }
    }

    #[test]
    fn symbols_are_counted_up_to_the_first_other_byte() {
        for byte in 0..=255 {
            let is_symbol = STANDARD_VALUES[usize::from(byte)] != NONE || byte == b'=';
            for place in 0..40 {
                let mut text = [b'A'; 40];
                text[place] = byte;
                assert_eq!(standard_symbols(&text), if is_symbol { 40 } else { place }, "{byte} at {place}");
            }
        }
    }
}
