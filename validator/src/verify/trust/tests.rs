//! Trust updates, taken one after another.

use super::*;
use crate::keys::Keep;
use crate::keys::PublicKey;
use crate::values::time::UnixTime;

const VENDOR: &str = "https://vendor.example";
const OTHER: &str = "https://other.example";

fn key(seed: u8) -> TrustedKey {
    let signing = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    let key = PublicKey::from_bytes(signing.verifying_key().as_bytes()).unwrap();
    TrustedKey { issuer: Some(VENDOR.into()), ..TrustedKey::new(key) }
}

fn kid(seed: u8) -> Thumbprint {
    key(seed).key.thumbprint()
}

fn root(seed: u8) -> TrustedKey {
    TrustedKey { uses: Some(vec![DocumentType::TrustUpdate]), ..key(seed) }
}

fn trust(keys: impl IntoIterator<Item = TrustedKey>) -> Trust {
    let mut base = TrustedKeys::default();
    keys.into_iter().for_each(|key| base.insert(key).unwrap());
    Trust::new(base)
}

fn retirement(keep: Keep) -> Retirement {
    Retirement { at: UnixTime::from_secs(100).unwrap(), keep }
}

/// An update as if key `signer` had signed it.
fn update(
    signer: u8,
    serial: u64,
    keys: Vec<TrustedKey>,
    retired: impl IntoIterator<Item = (u8, Keep)>,
) -> Verified<TrustUpdate> {
    let retired = retired.into_iter().map(|(seed, keep)| (kid(seed), retirement(keep))).collect();
    let issued = UnixTime::from_secs(100).unwrap();
    let update = TrustUpdate { issuer: VENDOR.into(), id: "T".into(), issued, serial, keys, retired };
    Verified::new(update, &[], vec![kid(signer)])
}

/// The same by another issuer.
fn of_other(
    signer: u8,
    serial: u64,
    keys: Vec<TrustedKey>,
    retired: impl IntoIterator<Item = (u8, Keep)>,
) -> Verified<TrustUpdate> {
    let update = TrustUpdate { issuer: OTHER.into(), ..(*update(signer, serial, keys, retired)).clone() };
    Verified::new(update, &[], vec![kid(signer)])
}

fn kids(trust: &Trust) -> Vec<Thumbprint> {
    trust.keys().iter().map(|key| key.key.thumbprint()).collect()
}

fn sorted(seeds: &[u8]) -> Vec<Thumbprint> {
    let mut kids: Vec<_> = seeds.iter().map(|&seed| kid(seed)).collect();
    kids.sort_unstable();
    kids
}

#[test]
fn an_update_replaces_the_last_one_whole() {
    let mut trust = trust([root(1), key(2)]);
    trust.take(&update(1, 1, vec![key(3)], [])).unwrap();
    assert_eq!(kids(&trust), sorted(&[1, 2, 3]));
    trust.take(&update(1, 2, vec![key(4)], [])).unwrap();
    assert_eq!(kids(&trust), sorted(&[1, 2, 4]));
    assert_eq!(trust.serial(VENDOR), Some(2));
}

#[test]
fn a_replayed_update_is_stale_and_changes_nothing() {
    let mut trust = trust([root(1)]);
    trust.take(&update(1, 2, vec![key(3)], [])).unwrap();
    for serial in [1, 2] {
        let error = trust.take(&update(1, serial, vec![key(4)], [])).unwrap_err();
        assert_eq!(error.code(), Code::Stale);
    }
    assert_eq!(kids(&trust), sorted(&[1, 3]));
}

#[test]
fn only_a_root_of_the_embedder_is_heard() {
    let mut trust = trust([root(1), key(2)]);
    assert_eq!(trust.take(&update(2, 1, vec![key(3)], [])).unwrap_err().code(), Code::KeyUse);
    assert_eq!(trust.take(&update(9, 1, vec![key(3)], [])).unwrap_err().code(), Code::KeyUse);
    // Not even one that an update tried to bring in.
    trust.take(&update(1, 1, vec![root(3)], [])).unwrap();
    assert_eq!(trust.take(&update(3, 2, vec![key(4)], [])).unwrap_err().code(), Code::KeyUse);
}

#[test]
fn a_root_is_heard_for_its_own_issuer_beside_other_entries_of_its_key() {
    for other in [None, Some("https://a.example"), Some("https://z.example"), Some(OTHER)] {
        let other = TrustedKey { issuer: other.map(str::to_owned), ..key(1) };
        let mut base = TrustedKeys::default();
        [root(1), other, key(2)].into_iter().for_each(|key| base.replace(key));
        let mut trust = Trust::new(base);
        assert_eq!(trust.take(&of_other(1, 1, vec![], [])).unwrap_err().code(), Code::KeyUse);
        trust.take(&update(1, 1, vec![], [(2, Keep::Nothing)])).unwrap();
        assert!(trust.keys().get(&kid(2)).unwrap().retired.is_some());
    }
}

#[test]
fn a_root_that_the_embedder_retired_or_limited_is_not_heard_for_more() {
    let leaked = TrustedKey { retired: Some(retirement(Keep::Nothing)), ..root(1) };
    let laid_aside = TrustedKey { retired: Some(retirement(Keep::Before)), ..root(1) };
    let ended = TrustedKey { expires: Some(UnixTime::from_secs(100).unwrap()), ..root(1) };
    for root in [leaked, laid_aside, ended] {
        let mut trust = trust([root, key(2)]);
        let refused = trust.take(&update(1, 1, vec![key(3)], [(2, Keep::Nothing)])).unwrap_err();
        assert_eq!(refused.code(), Code::KeyUse);
        assert_eq!(kids(&trust), sorted(&[1, 2]));
    }
}

#[test]
fn what_was_issued_too_late_does_not_come_back_by_a_list() {
    let list = || Keep::Payloads(vec![[7; 32], [8; 32]]);
    for (first, then) in [(Keep::Before, list()), (list(), Keep::Before)] {
        // By updates, and by the embedder's own word and an update.
        let mut updated = trust([root(1), key(2)]);
        updated.take(&update(1, 1, vec![], [(2, first.clone())])).unwrap();
        let retired = TrustedKey { retired: Some(retirement(first)), ..key(2) };
        for (mut trust, serial) in [(updated, 2), (trust([root(1), retired]), 1)] {
            trust.take(&update(1, serial, vec![], [(2, then.clone())])).unwrap();
            trust.take(&update(1, serial + 1, vec![], [])).unwrap();
            let retired = trust.keys().get(&kid(2)).unwrap().retired.clone();
            assert_eq!(retired, Some(retirement(Keep::PayloadsBefore(vec![[7; 32], [8; 32]]))));
        }
    }
}

#[test]
fn what_is_retired_stays_retired() {
    let mut trust = trust([root(1), key(2)]);
    trust.take(&update(1, 1, vec![], [(2, Keep::Nothing)])).unwrap();
    trust.take(&update(1, 2, vec![key(2)], [(2, Keep::Before)])).unwrap();
    trust.take(&update(1, 3, vec![key(2)], [])).unwrap();
    assert_eq!(trust.keys().get(&kid(2)).unwrap().retired, Some(retirement(Keep::Nothing)));
}

#[test]
fn roots_and_other_issuers_keys_are_out_of_reach() {
    let other = TrustedKey { issuer: Some("https://other.example".into()), ..key(3) };
    let nobodys = TrustedKey { issuer: None, ..key(4) };
    let mut trust = trust([root(1), root(2), other.clone(), nobodys.clone()]);
    let retired = [1, 2, 3, 4].map(|seed| (seed, Keep::Nothing));
    trust.take(&update(1, 1, vec![key(3)], retired)).unwrap();
    assert!(trust.keys().iter().all(|key| key.retired.is_none()));
    assert_eq!(trust.keys().get(&kid(3)), Some(&other));
    assert_eq!(trust.keys().get(&kid(4)), Some(&nobodys));
}

#[test]
fn a_root_speaks_for_its_products_only() {
    let of = |key: TrustedKey, products: &[&str]| TrustedKey {
        products: Some(products.iter().map(|product| (*product).to_owned()).collect()),
        ..key
    };
    let mut trust = trust([of(root(1), &["a"]), of(key(2), &["a", "b"]), of(key(3), &["a"]), key(7)]);
    let added = vec![key(4), of(key(5), &["a", "b"]), of(key(6), &["b"])];
    trust.take(&update(1, 1, added, [2, 3, 7].map(|seed| (seed, Keep::Nothing)))).unwrap();
    assert_eq!(kids(&trust), sorted(&[1, 2, 3, 4, 5, 7]));
    for seed in [4, 5] {
        assert_eq!(trust.keys().get(&kid(seed)).unwrap().products, Some(vec!["a".to_owned()]));
    }
    assert!([2, 7].iter().all(|&seed| trust.keys().get(&kid(seed)).unwrap().retired.is_none()));
    assert_eq!(trust.keys().get(&kid(3)).unwrap().retired, Some(retirement(Keep::Nothing)));
}

#[test]
fn a_root_does_not_retire_what_it_does_not_speak_for_in_advance() {
    let of = |key: TrustedKey, product: &str| TrustedKey { products: Some(vec![product.into()]), ..key };
    let other = TrustedKey { issuer: Some(OTHER.into()), ..root(5) };
    let mut trust = trust([of(root(1), "a"), root(2), other]);
    // Neither key is known yet: one will be another issuer's, one another product's.
    trust.take(&update(1, 1, vec![], [(3, Keep::Nothing), (4, Keep::Nothing)])).unwrap();
    trust.take(&update(2, 2, vec![of(key(4), "b")], [])).unwrap();
    trust.take(&of_other(5, 1, vec![TrustedKey { issuer: Some(OTHER.into()), ..key(3) }], [])).unwrap();
    assert!([3, 4].iter().all(|&seed| trust.keys().get(&kid(seed)).unwrap().retired.is_none()));
    // Its own that comes later stays retired.
    trust.take(&update(2, 3, vec![of(key(4), "a")], [])).unwrap();
    assert_eq!(trust.keys().get(&kid(4)).unwrap().retired, Some(retirement(Keep::Nothing)));
    // A root that speaks for all products retires the key for any.
    trust.take(&update(2, 4, vec![of(key(4), "b")], [(4, Keep::Before)])).unwrap();
    assert_eq!(trust.keys().get(&kid(4)).unwrap().retired, Some(retirement(Keep::Before)));
}

#[test]
fn an_issuer_does_not_take_anothers_key_by_adding_it() {
    let others = TrustedKey { issuer: Some(OTHER.into()), ..key(3) };
    for order in [[0, 1], [1, 0]] {
        let mut trust = trust([root(1), TrustedKey { issuer: Some(OTHER.into()), ..root(5) }]);
        let mut updates =
            [update(1, 1, vec![key(3)], [(3, Keep::Nothing)]), of_other(5, 1, vec![others.clone()], [])];
        updates.rotate_left(order[0]);
        updates.iter().for_each(|update| trust.take(update).unwrap());
        let entries: Vec<_> = trust.keys().entries(&kid(3)).collect();
        assert_eq!(entries.len(), 2, "one for each issuer");
        assert!(entries.contains(&&others), "{order:?}");
        let at = UnixTime::from_secs(100).unwrap();
        assert!(trust.keys().check(&others, OTHER, None, at).is_ok());
        assert!(trust.keys().check(&others, VENDOR, None, at).is_err());
    }
}

#[test]
fn serials_begin_where_the_embedder_says() {
    let mut trust = trust([root(1)]).with_least_serial(VENDOR, 3).with_least_serial(VENDOR, 1);
    assert_eq!(trust.take(&update(1, 2, vec![key(2)], [])).unwrap_err().code(), Code::Stale);
    trust.take(&update(1, 3, vec![key(2)], [])).unwrap();
    assert_eq!(trust.serial(VENDOR), Some(3));
}
