// What the examples of `limits.md` share: the sample files of the repository, and licences made up on the spot.

use countersign::issue::{Revocation, RevocationListDraft, SignedDocument, SigningKey, sign_document};
use countersign::*;

/// Reads a file of `tests/fixtures`, seen from the folder of this crate.
fn read(name: &str) -> Vec<u8> {
    std::fs::read(format!("../tests/fixtures/{name}")).unwrap()
}

/// Verifies files of `tests/fixtures` together, by their names without `.lic`.
fn open<const N: usize>(names: [&str; N]) -> Vec<File> {
    let files = names.map(|name| (name, read(&format!("{name}.lic"))));
    verify(files.each_ref().map(|(name, bytes)| (*name, &bytes[..])))
}

fn verify<const N: usize>(files: [(&str, &[u8]); N]) -> Vec<File> {
    Verifier::new(TrustedKeys::parse(&read("keys.json")).unwrap()).open(files).files
}

fn vendor() -> SigningKey {
    SigningKey::from_pem(&String::from_utf8(read("test-key.pem")).unwrap(), None).unwrap()
}

fn verify_signed(name: &str, signed: &SignedDocument) -> File {
    verify([(name, signed.to_json().as_bytes())]).remove(0)
}

/// A perpetual standard licence of the account of the Orange samples, with these terms.
fn sell(id: &str, terms: &str) -> File {
    let claims = format!(
        r#"{{"iss":"https://vendor.example","aud":"orange-uce","sub":"site-1","jti":"{id}","lic":{{"serial":1,
        "name":"{id}","kind":"standard","perpetual":true,"holder":{{"name":"Musterhandel GmbH"}},{terms}}}}}"#
    );
    let signed = sign_document(claims.as_bytes(), DocumentType::License, &[&vendor()], day("2014-01-15"));
    verify_signed(id, &signed.unwrap())
}

/// A revocation list of the Orange samples' vendor.
fn revoke(id: &str) -> File {
    let mut list = RevocationListDraft::new("https://vendor.example", "orange-uce", day("2014-08-01"));
    let (document_type, id) = (DocumentType::License, id.to_owned());
    list.revoke(Revocation { document_type, id, serial: None, at: None, reason: None });
    verify_signed("1.rev", &list.sign(&[&vendor()], day("2014-07-01")).unwrap())
}

/// The first instant of a day, in UTC.
fn day(date: &str) -> UnixTime {
    let end = Date::parse(date).unwrap().end();
    UnixTime::from_secs(end.as_secs() - 86_400).unwrap()
}

/// The report at the start of a day, with so many users.
fn report(files: &[File], date: &str, used: u64) -> Report {
    let mut question = Question::at(day(date));
    question.usage = [("users".to_owned(), used)].into();
    judge(files, &question).unwrap()
}

/// The row of an entitlement that is counted.
fn row<'r>(report: &'r Report, id: &str) -> &'r QuantityRow {
    match report.limit(id) {
        Some(LimitRow::Quantity(row)) => row,
        other => panic!("{other:?}"),
    }
}

/// The status of a document of a report.
fn status(report: &Report, document: usize) -> Status {
    match &report.documents[document].outcome {
        DocumentOutcome::Authentic(row) => row.status,
        other => panic!("{other:?}"),
    }
}
