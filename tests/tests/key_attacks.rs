//! What replayed, misdirected and leaked keys and lists can't do, and that the honest user beside is not
//! locked out.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use countersign::issue::{
    Revocation, RevocationListDraft, SignedDocument, SigningKey, TrustUpdateDraft, sign_document,
};
use countersign::{
    Code, DocumentOutcome, DocumentType, Envelope, Keep, License, Question, Report, Retirement,
    RevocationList, Trust, TrustUpdate, TrustedKey, TrustedKeys, Verified, Verifier, Warning, judge,
};
use countersign_tests::Claims;
use countersign_tests::judging::at;

const VENDOR: &str = "https://vendor.example";
const RIVAL: &str = "https://rival.example";
const PRODUCT: &str = "orange-uce";
/// When licences are issued here.
const ISSUED: i64 = 1_000_000_000;
/// When keys are retired.
const RETIRED: i64 = 1_200_000_000;
const NOW: i64 = 1_400_000_000;

/// A vendor whose root and first signing key the application embeds.
struct Issuer {
    name: &'static str,
    root: SigningKey,
    key: SigningKey,
}

impl Issuer {
    fn new(name: &'static str) -> Self {
        Self { name, root: new_key(), key: new_key() }
    }

    /// The keys that the application embeds.
    fn embedded(&self) -> TrustedKeys {
        let root = TrustedKey { uses: Some(vec![DocumentType::TrustUpdate]), ..self.trusted(&self.root) };
        keys([root, self.trusted(&self.key)])
    }

    fn trusted(&self, key: &SigningKey) -> TrustedKey {
        TrustedKey { issuer: Some(self.name.to_owned()), ..TrustedKey::new(*key.public_key()) }
    }

    fn license(&self, key: &SigningKey, id: &str, issued: i64) -> Vec<u8> {
        let claims = Claims::new(id).with("iss", self.name).with("iat", issued).users(5);
        let signed = sign_document(claims.payload().as_bytes(), DocumentType::License, &[key], at(NOW));
        armored(&signed.unwrap())
    }

    /// A list of this serial, issued when keys are retired, or as much later.
    fn list(&self, key: &SigningKey, serial: u64, later: i64, ids: &[&str]) -> Vec<u8> {
        self.list_for(key, PRODUCT, serial, later, ids)
    }

    fn list_for(&self, key: &SigningKey, product: &str, serial: u64, later: i64, ids: &[&str]) -> Vec<u8> {
        let mut draft = RevocationListDraft::new(self.name, product, at(NOW + 1));
        for _ in 1..serial {
            draft = RevocationListDraft::after(&self.read_list(&draft, key), at(NOW + 1)).unwrap();
        }
        for id in ids {
            let (document_type, id) = (DocumentType::License, (*id).to_owned());
            draft.revoke(Revocation { document_type, id, serial: None, at: None, reason: None });
        }
        armored(&draft.sign(&[key], at(RETIRED + later)).unwrap())
    }

    fn read_list(&self, draft: &RevocationListDraft, key: &SigningKey) -> Verified<RevocationList> {
        let signed = draft.sign(&[key], at(RETIRED)).unwrap().to_json();
        Envelope::read(signed.as_bytes()).unwrap().verify(&keys([self.trusted(key)])).unwrap()
    }

    /// The first update, which says what `fill` makes it say.
    fn first(&self, fill: impl FnOnce(&mut TrustUpdateDraft)) -> Vec<u8> {
        let mut draft = TrustUpdateDraft::new(self.name);
        fill(&mut draft);
        armored(&draft.sign(&[&self.root], at(RETIRED)).unwrap())
    }

    /// The update after another.
    fn next(&self, previous: &[u8], fill: impl FnOnce(&mut TrustUpdateDraft)) -> Vec<u8> {
        let previous: Verified<TrustUpdate> =
            Envelope::read(previous).unwrap().verify(&self.embedded()).unwrap();
        let mut draft = TrustUpdateDraft::after(&previous);
        fill(&mut draft);
        armored(&draft.sign(&[&self.root], at(RETIRED)).unwrap())
    }

    /// What becomes of files where only this issuer's keys are embedded.
    fn outcomes(&self, files: &[&[u8]]) -> Vec<String> {
        outcomes(self.embedded(), files)
    }
}

fn new_key() -> SigningKey {
    SigningKey::generate().unwrap()
}

fn armored(signed: &SignedDocument) -> Vec<u8> {
    signed.to_armor().into_bytes()
}

fn keys(all: impl IntoIterator<Item = TrustedKey>) -> TrustedKeys {
    let mut keys = TrustedKeys::default();
    all.into_iter().for_each(|key| keys.insert(key).unwrap());
    keys
}

fn retire(draft: &mut TrustUpdateDraft, key: &SigningKey, keep: Keep) {
    draft.retire(key.public_key().thumbprint(), &Retirement { at: at(RETIRED), keep });
}

fn report(keys: TrustedKeys, files: &[&[u8]]) -> Report {
    let named = files.iter().enumerate().map(|(number, bytes)| (number.to_string(), *bytes));
    let opened = Verifier::new(keys).open(named);
    let mut question = Question::at(at(NOW));
    question.issuer = Some(VENDOR.to_owned());
    question.product = Some(PRODUCT.to_owned());
    judge(&opened.files, &question).unwrap()
}

/// The status of each file, or the code of its refusal.
fn outcomes(keys: TrustedKeys, files: &[&[u8]]) -> Vec<String> {
    let rows = report(keys, files).documents.into_iter();
    rows.map(|row| match row.outcome {
        DocumentOutcome::Authentic(row) => row.status.as_str().to_owned(),
        DocumentOutcome::Unproven(row) => row.status.as_str().to_owned(),
        DocumentOutcome::Refused { error } => error.code().as_str().to_owned(),
    })
    .collect()
}

/// What became of files: `ok`, or why each was refused.
fn codes<const N: usize>(verifier: &Verifier, files: [&Vec<u8>; N]) -> [&'static str; N] {
    let opened = verifier.open(files.map(|file| ("a file", &file[..])));
    let mut files = opened.files.into_iter();
    std::array::from_fn(|_| match files.next().unwrap().outcome {
        Ok(_) => "ok",
        Err(error) => error.code().as_str(),
    })
}

#[test]
fn a_replayed_trust_update_does_not_bring_a_key_back() {
    let vendor = Issuer::new(VENDOR);
    let second = new_key();
    let first = vendor.first(|draft| draft.add(vendor.trusted(&second)).unwrap());
    let next = vendor.next(&first, |draft| retire(draft, &second, Keep::Nothing));
    let forged = vendor.license(&second, "FORGED", ISSUED);
    let honest = vendor.license(&vendor.key, "HONEST", ISSUED);

    assert_eq!(vendor.outcomes(&[&first, &forged, &honest])[1..], ["active", "active"], "before the leak");
    for files in [[&first, &next, &forged, &honest], [&next, &first, &forged, &honest]] {
        let files = files.map(|file| &file[..]);
        assert_eq!(vendor.outcomes(&files)[2..], ["key_retired", "active"]);
    }
    assert_eq!(vendor.outcomes(&[&next, &forged, &honest])[1..], ["key_retired", "active"]);

    // Alone, the old update is refused where the embedder knows of a newer one.
    let read = |update: &[u8]| Envelope::read(update).unwrap().verify(&vendor.embedded()).unwrap();
    let mut trust = Trust::new(vendor.embedded()).with_least_serial(VENDOR, 2);
    assert_eq!(trust.take(&read(&first)).unwrap_err().code(), Code::Stale);
    trust.take(&read(&next)).unwrap();
    let verifier = Verifier::new(vendor.embedded()).with_least_trust_update(VENDOR, 2);
    assert_eq!(codes(&verifier, [&first, &forged, &honest]), ["stale", "key_unknown", "ok"]);
    assert_eq!(codes(&verifier, [&next, &forged, &honest]), ["ok", "key_retired", "ok"]);
}

#[test]
fn a_replayed_revocation_list_does_not_bring_a_licence_back() {
    let vendor = Issuer::new(VENDOR);
    let (older, newer) = (vendor.list(&vendor.key, 1, 0, &[]), vendor.list(&vendor.key, 2, 0, &["RETURNED"]));
    let returned = vendor.license(&vendor.key, "RETURNED", ISSUED);
    let honest = vendor.license(&vendor.key, "HONEST", ISSUED);
    assert_eq!(vendor.outcomes(&[&older, &returned, &honest])[1..], ["active", "active"]);
    for files in [[&older, &newer, &returned, &honest], [&newer, &older, &returned, &honest]] {
        assert_eq!(vendor.outcomes(&files.map(|file| &file[..]))[2..], ["revoked", "active"]);
    }
    // In another carrier it is the same licence, and as much revoked.
    let json = {
        let verified: Envelope = Envelope::read(&returned).unwrap();
        let license: Verified<License> = verified.verify(&vendor.embedded()).unwrap();
        sign_document(license.payload(), DocumentType::License, &[&vendor.key], at(NOW)).unwrap().to_json()
    };
    assert_eq!(vendor.outcomes(&[&newer, json.as_bytes()])[1..], ["revoked"]);

    // Alone, the old list is refused where the embedder knows of a newer one, for this product only.
    let least = |product| Verifier::new(vendor.embedded()).with_least_revocation_list(VENDOR, product, 2);
    assert_eq!(codes(&least(PRODUCT), [&older, &returned]), ["stale", "ok"]);
    assert_eq!(codes(&least(PRODUCT), [&newer, &returned]), ["ok", "ok"]);
    assert_eq!(codes(&least("ucware"), [&older, &returned]), ["ok", "ok"]);
}

#[test]
fn an_overdue_list_still_revokes() {
    let vendor = Issuer::new(VENDOR);
    let mut draft = RevocationListDraft::new(VENDOR, PRODUCT, at(NOW));
    let (document_type, id) = (DocumentType::License, "RETURNED".to_owned());
    draft.revoke(Revocation { document_type, id, serial: None, at: None, reason: None });
    let list = armored(&draft.sign(&[&vendor.key], at(RETIRED)).unwrap());
    let returned = vendor.license(&vendor.key, "RETURNED", ISSUED);
    let honest = vendor.license(&vendor.key, "HONEST", ISSUED);
    let report = report(vendor.embedded(), &[&list, &returned, &honest]);
    assert!(report.warnings.iter().any(|warning| matches!(warning, Warning::RevocationStale { .. })));
    assert_eq!(vendor.outcomes(&[&list, &returned, &honest])[1..], ["revoked", "active"]);
}

#[test]
fn an_issuers_root_does_not_touch_anothers_keys() {
    let (vendor, rival) = (Issuer::new(VENDOR), Issuer::new(RIVAL));
    let mut embedded = vendor.embedded();
    embedded.extend(rival.embedded()).unwrap();
    let second = new_key();
    let own = vendor.first(|draft| draft.add(vendor.trusted(&second)).unwrap());
    let honest = vendor.license(&vendor.key, "HONEST", ISSUED);
    let newer = vendor.license(&second, "NEWER", ISSUED);

    // The rival retires the vendor's keys, those that are known and the one to come, and takes that for its
    // own.
    let hostile = rival.first(|draft| {
        retire(draft, &vendor.key, Keep::Nothing);
        retire(draft, &second, Keep::Nothing);
        draft.add(TrustedKey::new(*second.public_key())).unwrap();
    });
    // And speaks in the vendor's name.
    let mut draft = TrustUpdateDraft::new(VENDOR);
    retire(&mut draft, &vendor.key, Keep::Nothing);
    let impostor = armored(&draft.sign(&[&rival.root], at(RETIRED)).unwrap());

    for files in [[&hostile, &own], [&own, &hostile]] {
        let outcomes = outcomes(embedded.clone(), &[files[0], files[1], &impostor, &honest, &newer]);
        assert_eq!(outcomes[2..], ["key_issuer", "active", "active"]);
    }
    let rivals = rival.license(&rival.key, "RIVAL", ISSUED);
    assert_eq!(outcomes(embedded, &[&hostile, &own, &rivals])[2..], ["wrong_account"], "authentic still");
}

#[test]
fn a_list_reaches_no_other_issuer_and_no_other_product() {
    let (vendor, rival) = (Issuer::new(VENDOR), Issuer::new(RIVAL));
    let mut embedded = vendor.embedded();
    embedded.extend(rival.embedded()).unwrap();
    let honest = vendor.license(&vendor.key, "L-1", ISSUED);
    let rivals = rival.list(&rival.key, 1, 0, &["L-1"]);
    let other_product = vendor.list_for(&vendor.key, "other", 1, 0, &["L-1"]);
    let draft = RevocationListDraft::new(VENDOR, PRODUCT, at(NOW + 1));
    let impostor = armored(&draft.sign(&[&rival.key], at(RETIRED)).unwrap());
    let outcomes = outcomes(embedded.clone(), &[&rivals, &other_product, &impostor, &honest]);
    assert_eq!(outcomes[2..], ["key_issuer", "active"]);
    // The vendor's own list reaches it.
    let own = vendor.list(&vendor.key, 1, 0, &["L-1"]);
    assert_eq!(self::outcomes(embedded, &[&own, &honest])[1..], ["revoked"]);
}

#[test]
fn whoever_has_a_leaked_key_dates_nothing_back() {
    let vendor = Issuer::new(VENDOR);
    let second = new_key();
    let bought = vendor.license(&vendor.key, "BOUGHT", ISSUED);
    let forged = vendor.license(&vendor.key, "FORGED", ISSUED);
    let again = vendor.license(&second, "BOUGHT", ISSUED);
    let update = |keep: Keep| {
        vendor.first(|draft| {
            draft.add(vendor.trusted(&second)).unwrap();
            retire(draft, &vendor.key, keep);
        })
    };
    let leaked = update(Keep::Nothing);
    let refused = vendor.outcomes(&[&leaked, &bought, &forged, &again]);
    assert_eq!(refused[1..], ["key_retired", "key_retired", "active"], "signed again, it holds");

    // The vendor vouches for what it sold: nobody has to get a file again.
    let verified: Verified<License> = Envelope::read(&bought).unwrap().verify(&vendor.embedded()).unwrap();
    let listed = update(Keep::Payloads(vec![verified.digest()]));
    assert_eq!(vendor.outcomes(&[&listed, &bought, &forged])[1..], ["active", "key_retired"]);
}

#[test]
fn a_key_that_was_laid_aside_signs_nothing_more() {
    let vendor = Issuer::new(VENDOR);
    let second = new_key();
    let laid_aside = vendor.first(|draft| {
        draft.add(vendor.trusted(&second)).unwrap();
        retire(draft, &vendor.key, Keep::Before);
    });
    let last = vendor.license(&vendor.key, "LAST", RETIRED - 1);
    let late = vendor.license(&vendor.key, "LATE", RETIRED);
    let new = vendor.license(&second, "NEW", RETIRED);
    assert_eq!(vendor.outcomes(&[&laid_aside, &last, &late, &new])[1..], ["active", "key_retired", "active"]);
}

#[test]
fn a_list_goes_on_revoking_when_its_key_is_laid_aside() {
    let vendor = Issuer::new(VENDOR);
    let second = new_key();
    let laid_aside = vendor.first(|draft| {
        draft.add(vendor.trusted(&second)).unwrap();
        retire(draft, &vendor.key, Keep::Before);
    });
    let list = vendor.list(&vendor.key, 1, -1, &["RETURNED"]);
    let returned = vendor.license(&vendor.key, "RETURNED", ISSUED);
    let honest = vendor.license(&vendor.key, "HONEST", ISSUED);
    assert_eq!(vendor.outcomes(&[&laid_aside, &list, &returned, &honest])[2..], ["revoked", "active"]);
    // Its key takes nothing back either, and the next list is the new key's.
    let late = vendor.list(&vendor.key, 2, 0, &[]);
    let next = vendor.list(&second, 2, 0, &["RETURNED"]);
    let files: [&[u8]; 4] = [&laid_aside, &list, &late, &returned];
    assert_eq!(vendor.outcomes(&files)[2..], ["key_retired", "revoked"]);
    assert_eq!(vendor.outcomes(&[&laid_aside, &list, &next, &returned])[3..], ["revoked"]);
}

#[test]
fn a_thief_with_a_leaked_key_revokes_nothing_once_that_is_known() {
    let vendor = Issuer::new(VENDOR);
    let second = new_key();
    let honest = vendor.license(&second, "HONEST", ISSUED);
    let returned = vendor.license(&second, "RETURNED", ISSUED);
    let leaked = vendor.first(|draft| {
        draft.add(vendor.trusted(&second)).unwrap();
        retire(draft, &vendor.key, Keep::Nothing);
    });
    // Its serial is higher than any that the vendor has used.
    let thiefs = vendor.list(&vendor.key, 9, 0, &["HONEST"]);
    let vendors = vendor.list(&second, 2, 0, &["RETURNED"]);
    let outcomes = vendor.outcomes(&[&leaked, &thiefs, &vendors, &honest, &returned]);
    assert_eq!(outcomes[1], "key_retired");
    assert_eq!(outcomes[3..], ["active", "revoked"]);
}

#[test]
fn a_key_signs_only_what_it_is_for() {
    let vendor = Issuer::new(VENDOR);
    let [licenses, lists, installation] = [(); 3].map(|()| new_key());
    let limited = |key: &SigningKey, document_type| TrustedKey {
        uses: Some(vec![document_type]),
        ..vendor.trusted(key)
    };
    let embedded = keys([
        limited(&licenses, DocumentType::License),
        limited(&lists, DocumentType::RevocationList),
        TrustedKey {
            uses: Some(vec![DocumentType::EmergencyRequest]),
            ..TrustedKey::new(*installation.public_key())
        },
    ]);
    let honest = vendor.license(&licenses, "HONEST", ISSUED);
    let returned = vendor.license(&licenses, "RETURNED", ISSUED);
    let list = vendor.list(&lists, 1, 0, &["RETURNED"]);
    assert_eq!(outcomes(embedded.clone(), &[&list, &honest, &returned])[1..], ["active", "revoked"]);

    let forged = [vendor.license(&lists, "FORGED", ISSUED), vendor.license(&installation, "FORGED", ISSUED)];
    let disabling = vendor.list(&licenses, 2, 0, &["HONEST"]);
    let files: [&[u8]; 4] = [&forged[0], &forged[1], &disabling, &honest];
    assert_eq!(outcomes(embedded, &files), ["key_use", "key_use", "key_use", "active"]);
}
