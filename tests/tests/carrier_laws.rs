//! Laws of carriers: what was signed comes out byte for byte, and no changed byte gives anything else.

use countersign::issue::{SigningKey, sign_document};
use countersign::{Code, DocumentType, Envelope, License, Result, TrustedKey, TrustedKeys, Verified};
use countersign_tests::Claims;
use countersign_tests::judging::at;
use proptest::prelude::*;
use std::num::NonZeroUsize;
use std::sync::LazyLock;

const PAYLOAD: &[u8] = include_bytes!("../fixtures/call-studio-seats.json");
const PEM: &str = include_str!("../fixtures/test-key.pem");

/// The test key, and others that are made for this run: their number decides how many sign.
static KEYS: LazyLock<Result<Vec<SigningKey>>> = LazyLock::new(|| {
    let test_key = SigningKey::from_pem(PEM, None);
    [test_key, SigningKey::generate(), SigningKey::generate()].into_iter().collect()
});

fn keys(count: usize) -> Result<Vec<&'static SigningKey>> {
    Ok(KEYS.as_ref().map_err(Clone::clone)?.iter().take(count).collect())
}

fn trusted(keys: &[&SigningKey]) -> Result<TrustedKeys> {
    let mut trusted = TrustedKeys::default();
    keys.iter().try_for_each(|key| trusted.insert(TrustedKey::new(*key.public_key())))?;
    Ok(trusted)
}

fn verify(text: &[u8], keys: &[&SigningKey]) -> Result<Verified<License>> {
    Envelope::read(text)?.verify(&trusted(keys)?)
}

/// A licence in every carrier, signed by the test key.
fn carried(payload: &[u8]) -> Result<Vec<String>> {
    let signed = sign_document(payload, DocumentType::License, &keys(1)?, at(0))?;
    Ok([signed.to_armor(), signed.to_json()].into_iter().chain(signed.to_compact()).collect())
}

/// A name as people have them: any characters but those that a line may not hold.
fn name() -> impl Strategy<Value = String> {
    r#"[\PC&&[^\u{200E}\u{200F}\u{061C}\u{2028}-\u{202E}\u{2066}-\u{2069}]]{1,40}"#
}

/// What happens to an armoured text on its way, and must not matter.
fn mailed(text: &str, quote: &str, trailing: &str, line_end: &str) -> String {
    text.lines().map(|line| format!("{quote}{line}{trailing}{line_end}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_signed_and_carried_verifies_with_the_same_bytes(
        name in name(),
        users in 0..1_u64 << 53,
        end in 1_000_000_001..253_402_300_799_i64,
        signers in 1..4_usize,
        blanks in "[ \t\r\n]{0,5}",
    ) {
        let claims = Claims::new("L-1").users(users).ending(end);
        let claims = claims.with("lic.holder", serde_json::json!({ "name": name }));
        let payload = claims.payload().replacen(',', &format!("{blanks},"), 2);
        let keys = keys(signers)?;
        let signed = sign_document(payload.as_bytes(), DocumentType::License, &keys, at(0))?;
        let mut texts = vec![signed.to_armor(), signed.to_json(), format!("{blanks}{}\n", signed.to_json())];
        texts.extend(signed.to_compact());
        prop_assert_eq!(texts.len() == 4, signers == 1);
        for text in texts {
            let license = verify(text.as_bytes(), &keys)?;
            prop_assert_eq!(license.payload(), payload.as_bytes());
            prop_assert_eq!(&license.holder.name, &name);
            prop_assert_eq!(license.entitlements[0].quantity, Some(countersign::Quantity::Limited(users)));
            prop_assert_eq!(license.signers().len(), signers);
        }
    }

    #[test]
    fn a_mail_around_a_block_means_nothing(
        quote in "(> ?){0,3}",
        trailing in "[ \t]{0,3}",
        line_end in "(\r?\n){1,2}",
        before in r"([^-\n][^\n]{0,20}\n){0,3}",
        after in r"([^-\n>][^\n]{0,20}\n){0,3}",
    ) {
        let armored = &carried(PAYLOAD)?[0];
        let mail = format!("{before}{}{after}", mailed(armored, &quote, &trailing, &line_end));
        let license = verify(mail.as_bytes(), &keys(1)?)?;
        prop_assert_eq!(license.payload(), PAYLOAD);
    }

    #[test]
    fn what_nobody_reads_may_stand_anywhere_in_a_block(
        places: Vec<(prop::sample::Index, usize)>,
        in_utf_16: bool,
    ) {
        let dropped = [
            " ", "\t", "\n", "\r\n", "\n> ", "\n>> > ", "\u{B}", "\u{A0}", "\u{2009}", "\u{3000}", "\u{85}", "\u{2029}",
            "\u{200B}", "\u{2060}", "\u{FEFF}", r"\n", r"\r\n", r"\t",
        ];
        let armored = &carried(PAYLOAD)?[0];
        let lines: Vec<&str> = armored.lines().collect();
        let [begin, body @ .., end] = lines.as_slice() else { panic!("a block has lines") };
        let mut body: Vec<String> = body.concat().chars().map(String::from).collect();
        for (place, what) in places {
            place.get_mut(&mut body).push_str(dropped[what % dropped.len()]);
        }
        let text = format!("\u{FEFF}{begin}{}{end}", body.concat());
        let bytes = if in_utf_16 { text.encode_utf16().flat_map(u16::to_be_bytes).collect() } else { text.into_bytes() };
        let license = verify(&bytes, &keys(1)?)?;
        prop_assert_eq!(license.payload(), PAYLOAD);
    }

    #[test]
    fn a_changed_byte_is_refused_or_means_nothing(
        which in 0..3_usize,
        place: prop::sample::Index,
        byte in any::<u8>(),
        change in 0..3_u8,
    ) {
        let mut bytes = carried(PAYLOAD)?[which].clone().into_bytes();
        let at = place.index(bytes.len());
        match change {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            _ => drop(bytes.remove(at)),
        }
        if let Ok(license) = verify(&bytes, &keys(1)?) {
            prop_assert_eq!(license.payload(), PAYLOAD);
        }
    }

    #[test]
    fn two_exchanged_pieces_are_refused_or_mean_nothing(which in 0..3_usize, places: [prop::sample::Index; 4]) {
        let text = carried(PAYLOAD)?[which].clone();
        let mut cuts = places.map(|place| place.index(text.len()));
        cuts.sort_unstable();
        let [a, b, c, d] = cuts;
        let exchanged = [&text[..a], &text[c..d], &text[b..c], &text[a..b], &text[d..]].concat();
        if let Ok(license) = verify(exchanged.as_bytes(), &keys(1)?) {
            prop_assert_eq!(license.payload(), PAYLOAD);
        }
    }
}

/// Every byte of every carrier, each changed in the ways that text is changed in.
#[test]
fn every_place_of_every_carrier_is_covered() -> Result<()> {
    let keys = keys(1)?;
    for text in carried(PAYLOAD)? {
        for at in 0..text.len() {
            for byte in [text.as_bytes()[at] ^ 1, b'A', b'=', b'\n'] {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = byte;
                if let Ok(license) = verify(&bytes, &keys) {
                    assert_eq!(license.payload(), PAYLOAD, "byte {at} made {byte}");
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_threshold_counts_different_keys() -> Result<()> {
    let all = keys(3)?;
    let [one, other, unknown] = all.as_slice() else { panic!("there are three keys") };
    let known = trusted(&[one, other])?;
    let verify = |signers: &[&SigningKey], threshold: usize| {
        let text = sign_document(PAYLOAD, DocumentType::License, signers, at(0))?.to_json();
        let threshold = NonZeroUsize::new(threshold).ok_or(Code::UsageInvalid)?;
        Envelope::read(text.as_bytes())?.verify_by(&known, threshold)
    };
    let signers = |license: Result<Verified<License>>| license.map(|license| license.signers().len());
    assert_eq!(signers(verify(&[one], 1)), Ok(1));
    assert_eq!(signers(verify(&[one, other], 2)), Ok(2));
    for too_few in [&[*one][..], &[one, unknown]] {
        assert_eq!(verify(too_few, 2).unwrap_err().code(), Code::SignatureThreshold);
    }
    assert_eq!(verify(&[one, other], 3).unwrap_err().code(), Code::SignatureThreshold);
    Ok(())
}
