//! Interoperability with another JOSE library, both ways.

use crate::{JoseLibrary, Project, Signed, fixtures};
use countersign::{Envelope, License, TrustedKeys};
use serde_json::{Value, json};

/// What is signed here verifies there, to the very payload.
///
/// # Panics
/// Where it does not.
pub fn verifies_ours(library: &JoseLibrary) {
    let documents = documents(library);
    for (signed, answer) in documents.iter().zip(library.verify(&documents)) {
        assert_eq!(answer.as_ref(), Ok(&signed.payload), "{}", signed.name);
    }
}

/// What is signed here and then altered is refused there, for its signature.
///
/// # Panics
/// Where it is not.
pub fn refuses_altered(library: &JoseLibrary) {
    let documents: Vec<_> = documents(library).iter().map(Signed::altered).collect();
    for (signed, answer) in documents.iter().zip(library.verify(&documents)) {
        let reason = answer.expect_err(&signed.name).to_lowercase();
        assert!(reason.contains("signature"), "{}: {reason}", signed.name);
    }
}

/// What is signed there verifies here, natively and in the npm package, under the thumbprint that the
/// library computed.
///
/// # Panics
/// Where it does not.
pub fn signs_for_us(library: &JoseLibrary, project: &Project, alg: &str) {
    let claims = String::from_utf8(fixtures::claims("ucware-testlizenz")).expect("claims in UTF-8");
    let foreign = library.sign(alg, &claims);
    assert_eq!(foreign.documents.len(), library.forms().len());
    let keys = json!({ "keys": [foreign.key] });
    let trusted = TrustedKeys::parse(keys.to_string().as_bytes()).expect("the key of another library");
    for document in &foreign.documents {
        let envelope = Envelope::read(document.as_bytes()).expect("a document of another library");
        let license = envelope.verify::<License>(&trusted).unwrap_or_else(|error| panic!("{alg}: {error}"));
        assert_eq!(license.id, "UCW-TEST-501");
        assert_eq!(json!([license.signers()[0]]), json!([foreign.key["kid"]]));
    }
    let request = json!({ "keys": keys, "documents": foreign.documents }).to_string();
    let verified: Vec<Value> = serde_json::from_str(&project.node(&["verify.js"], &request)).expect("JSON");
    for license in &verified {
        assert_eq!(license, &json!({ "id": "UCW-TEST-501", "signers": [foreign.key["kid"]] }));
    }
    assert_eq!(verified.len(), foreign.documents.len());
}

fn documents(library: &JoseLibrary) -> Vec<Signed> {
    let mut documents = Signed::all();
    documents.retain(|signed| library.forms().contains(&signed.form));
    for form in library.forms() {
        assert!(documents.iter().any(|signed| signed.form == *form), "nothing to verify in {form} form");
    }
    documents
}
