//! No input whatever makes a reader panic: noise, cut-off files, and signed payloads of any shape.

use countersign::{
    Date, DocumentType, Envelope, License, LockCode, ProductVersion, RevocationList, Thumbprint, TrustUpdate,
    TrustedKeys,
};
use countersign_tests::{Claims, Jws, TestKey, general};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// Names and values that documents have, so that noise gets past the first check.
const NAMES: &str = "ver iss aud sub jti iat nbf exp crit lic serial name kind perpetual grace_days holder \
    entitlements id metric quantity overage hosts versions delegates rev next_update revoked typ digests tru keys \
    kid x uses retired at keep";
const WORDS: &str = "standard emergency unlimited feature user device 2024-02-29 5 always required L-1 users";

fn one_of(words: &'static str) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words.split(' ').collect::<Vec<_>>())
}

/// The vendor's key, trusted for every type of document that is read.
fn trusted() -> Vec<u8> {
    let uses = r#","uses":["license+jwt","revocation-list+jwt","trust+jwt"]"#;
    TestKey::vendor().jwk(uses).into_bytes()
}

/// A number as JSON writers may write it.
fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..9_u8).prop_map(Value::from)
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number(),
        one_of(WORDS).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let name = prop_oneof![4 => one_of(NAMES).prop_map(str::to_owned), 1 => any::<String>()];
    leaf.prop_recursive(6, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A licence in which the value at some path is another.
fn altered_license() -> impl Strategy<Value = String> {
    let path = one_of(NAMES).prop_flat_map(|name| {
        prop::sample::select(vec![
            name.to_owned(),
            format!("lic.{name}"),
            format!("rev.{name}"),
            format!("tru.{name}"),
        ])
    });
    (path, json()).prop_map(|(path, value)| Claims::new("L-1").users(1).with(&path, value).payload())
}

fn read_and_verify(bytes: &[u8]) {
    let keys = TrustedKeys::parse(&trusted()).ok();
    let (Ok(envelope), Some(keys)) = (Envelope::read(bytes), keys) else { return };
    // Verdicts are others' business: here it must only come back.
    match envelope.document_type() {
        DocumentType::RevocationList => drop(envelope.verify::<RevocationList>(&keys)),
        DocumentType::TrustUpdate => drop(envelope.verify::<TrustUpdate>(&keys)),
        _ => drop(envelope.verify::<License>(&keys)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn noise_makes_no_reader_panic(bytes: Vec<u8>, text: String) {
        for noise in [bytes.as_slice(), text.as_bytes()] {
            read_and_verify(noise);
            drop(TrustedKeys::parse(noise));
        }
        drop(LockCode::parse(&text));
        drop(ProductVersion::parse(&text));
        drop(text.parse::<Thumbprint>());
        prop_assert_eq!(Date::parse(&text), None);
    }

    #[test]
    fn what_begins_right_may_go_on_anyhow(
        beginning in prop::sample::select(vec![
            "{", "eyJ", "-----BEGIN SIGNED LICENSE-----\n", "{\"payload\":\"", "{\"keys\":[{\"kty\":\"OKP\",",
            "ssh-ed25519 ", "-----BEGIN PUBLIC KEY-----\n", "untrusted comment: \n", "CS1-", "> > -----BEGIN ",
        ]),
        bytes: Vec<u8>,
    ) {
        let text = [beginning.as_bytes(), &bytes].concat();
        read_and_verify(&text);
        drop(TrustedKeys::parse(&text));
    }

    #[test]
    fn what_looks_like_a_code_version_or_date_is_read_or_refused(
        code in "[Cc][Ss]1?[- ]?([0-9A-Za-z]{0,6}[- ]?){0,7}",
        version in r"[0-9]{0,20}(\.[0-9]{0,3}){0,4}[-+]?[0-9a-z.+-]{0,8}",
        date in "[-+0-9]{0,5}-[0-9]{0,2}-[0-9]{0,2}",
    ) {
        if let Ok(read) = LockCode::parse(&code) {
            prop_assert_eq!(LockCode::parse(&read.to_string()), Ok(read));
        }
        if let Ok(read) = ProductVersion::parse(&version) {
            prop_assert_eq!(ProductVersion::parse(&read.to_string()), Ok(read));
        }
        if let Some(read) = Date::parse(&date) {
            prop_assert_eq!(read.to_string(), date);
        }
    }

    #[test]
    fn a_file_may_be_cut_off_anywhere(place: prop::sample::Index, armored: bool) {
        let jws = Jws::license(Claims::new("L-1").users(1).payload());
        let text = if armored { jws.armored() } else { jws.flattened() };
        read_and_verify(&text.as_bytes()[..place.index(text.len())]);
    }

    #[test]
    fn a_signed_payload_may_have_any_shape(
        typ in prop::sample::select(vec!["license+jwt", "revocation-list+jwt", "trust+jwt"]),
        value in json(),
        payload in altered_license(),
        noise: Vec<u8>,
    ) {
        let vendor = TestKey::vendor();
        let header = vendor.header().replace("license+jwt", typ);
        for payload in [value.to_string().into_bytes(), payload.into_bytes(), noise] {
            read_and_verify(Jws::signed(&header, payload, &vendor).compact().as_bytes());
        }
    }

    #[test]
    fn a_header_and_an_envelope_may_have_any_shape(header in json(), envelope in json()) {
        let vendor = TestKey::vendor();
        let odd = Jws::signed(header.to_string(), "{}", &vendor);
        read_and_verify(odd.compact().as_bytes());
        read_and_verify(general(&[&Jws::license("{}"), &odd]).as_bytes());
        read_and_verify(envelope.to_string().as_bytes());
        drop(TrustedKeys::parse(format!("{{\"keys\":[{envelope}]}}").as_bytes()));
    }
}
