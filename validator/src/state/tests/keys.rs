//! Keys that were imported beside those of the embedder.

use super::*;
use crate::keys::{Keep, Retirement};
use crate::values::document_type::DocumentType;

const OTHER: &str = "https://other.example";

/// Every way in which an import may say something else of the vendor's key of this seed.
fn imports(seed: u8) -> Vec<TrustedKey> {
    let issuers = [None, Some(VENDOR.to_owned()), Some(OTHER.to_owned()), Some("a".to_owned())];
    let of = |issuer: &Option<String>| TrustedKey { issuer: issuer.clone(), ..key(seed) };
    let limits = |key: TrustedKey| {
        [
            TrustedKey { uses: Some(DocumentType::ALL.to_vec()), ..key.clone() },
            TrustedKey { uses: Some(vec![DocumentType::EmergencyRequest]), ..key.clone() },
            TrustedKey { products: Some(vec!["orange-uce".into()]), ..key.clone() },
            TrustedKey { not_before: Some(at(1)), expires: Some(at(2)), ..key.clone() },
            TrustedKey { retired: Some(Retirement { at: at(1), keep: Keep::Nothing }), ..key.clone() },
            key,
        ]
    };
    issuers.iter().flat_map(|issuer| limits(of(issuer))).collect()
}

/// What an embedder may say of its key.
fn words() -> Vec<TrustedKey> {
    let own = || TrustedKey { issuer: Some(VENDOR.into()), ..key(1) };
    let retired = |keep| Some(Retirement { at: at(50), keep });
    vec![
        own(),
        key(1),
        TrustedKey { retired: retired(Keep::Nothing), ..own() },
        TrustedKey { retired: retired(Keep::Before), ..own() },
        TrustedKey { products: Some(vec!["other".into()]), ..own() },
        TrustedKey { uses: Some(vec![DocumentType::RevocationList]), ..own() },
        TrustedKey { expires: Some(at(50)), ..own() },
        TrustedKey { issuer: Some(OTHER.into()), ..own() },
    ]
}

#[test]
fn the_embedders_word_on_a_key_holds_whatever_is_imported_of_it() {
    let mut forms = [Document::license("L-1", 20), Document::license("L-1", 20)];
    forms[1] = forms[1].clone().with("iss", OTHER);
    for word in words() {
        let mut own = TrustedKeys::default();
        own.insert(word.clone()).unwrap();
        let verdicts = |keys: TrustedKeys| {
            let bytes = forms.each_ref().map(Document::bytes);
            let opened = Verifier::new(keys).open(bytes.iter().map(|bytes| ("a.lic", &bytes[..])));
            let code = |file: &crate::File| {
                file.outcome.as_ref().map_or_else(|error| error.code().as_str(), |_| "ok")
            };
            opened.files.iter().map(code).collect::<Vec<_>>()
        };
        let alone = verdicts(own.clone());
        for import in imports(1) {
            let mut state = State::new(fold_case);
            state.add_key(import.clone(), at(9)).unwrap();
            // As an import, and as part of another state, such as a backup.
            let mut restored = State::new(fold_case);
            restored.merge(state.clone());
            for state in [state, restored] {
                let beside = state.keys_beside(&own);
                assert_eq!(beside.iter().collect::<Vec<_>>(), [&word], "{import:?}");
                assert_eq!(verdicts(beside), alone, "{word:?} {import:?}");
            }
        }
    }
}

#[test]
fn a_root_is_one_whatever_is_imported_of_it() {
    let update = Document::trust_update(1, &[2]).bytes();
    let root =
        TrustedKey { issuer: Some(VENDOR.into()), uses: Some(vec![DocumentType::TrustUpdate]), ..key(9) };
    let signer = TrustedKey { issuer: Some(VENDOR.into()), ..key(2) };
    let leaked = TrustedKey { retired: Some(Retirement { at: at(1), keep: Keep::Nothing }), ..root.clone() };
    for (root, expected) in [(root, "ok"), (leaked, "key_retired")] {
        let mut own = TrustedKeys::default();
        own.insert(root).unwrap();
        own.insert(signer.clone()).unwrap();
        for import in imports(9).into_iter().chain(imports(2)) {
            let mut state = State::new(fold_case);
            state.add_key(import.clone(), at(9)).unwrap();
            let opened = Verifier::new(state.keys_beside(&own)).open([("1.trust", &update[..])]);
            let outcome = opened.files[0].outcome.as_ref();
            assert_eq!(outcome.map_or_else(|error| error.code().as_str(), |_| "ok"), expected, "{import:?}");
            let retired = opened.trust.keys().get(&key(2).key.thumbprint()).unwrap().retired.is_some();
            assert_eq!(retired, expected == "ok", "{import:?}");
        }
    }
}

#[test]
fn nobody_imports_a_root_of_an_issuer_that_the_embedder_names() {
    let root = |seed| TrustedKey {
        issuer: Some(VENDOR.into()),
        uses: Some(vec![DocumentType::TrustUpdate]),
        ..key(seed)
    };
    let signer = || TrustedKey { issuer: Some(VENDOR.into()), ..key(2) };
    let both = TrustedKey { uses: Some(DocumentType::ALL.to_vec()), ..root(9) };
    let update = Document::trust_update(1, &[2]).bytes();
    // The update retires key 2, and is signed by key 9, which is imported.
    for own in [vec![signer()], vec![signer(), root(8)]] {
        let mut embedded = TrustedKeys::default();
        own.into_iter().for_each(|key| embedded.insert(key).unwrap());
        for import in [root(9), both.clone()] {
            let mut state = State::new(fold_case);
            state.add_key(import.clone(), at(9)).unwrap();
            let mut restored = State::new(fold_case);
            restored.merge(state.clone());
            for state in [state, restored] {
                let opened = Verifier::new(state.keys_beside(&embedded)).open([("1.trust", &update[..])]);
                assert!(opened.files[0].outcome.is_err(), "{import:?}");
                assert_eq!(opened.trust.keys().get(&key(2).key.thumbprint()).unwrap().retired, None);
            }
        }
    }
    // An administrator whose embedder names no key of the issuer says so alone.
    let mut state = State::new(fold_case);
    [root(9), signer()].into_iter().for_each(|key| state.add_key(key, at(9)).unwrap());
    let opened = Verifier::new(state.keys_beside(&TrustedKeys::default())).open([("1.trust", &update[..])]);
    assert!(opened.trust.keys().get(&key(2).key.thumbprint()).unwrap().retired.is_some());
}
