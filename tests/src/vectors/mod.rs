//! The makers of `tests/vectors`: one module and one folder for each class of hostile or broken input.
//!
//! A vector is an honest licence with one thing changed, and its file is named after that. Beside the
//! hostile ones stand those that only look so, and are accepted.

mod activation_requests;
mod activations;
mod algorithm;
mod armor;
mod base64;
mod beside;
mod bulk;
mod claims;
mod co_signatures;
mod critical;
mod curve;
mod dates;
mod delegates;
mod document_type;
mod duplicate_names;
mod embedded_key;
mod end;
mod entitlements;
mod hosts;
mod key_set;
mod key_sets;
mod key_source;
mod key_trust;
mod legacy;
mod mail;
mod numbers;
mod receipts;
mod required;
mod separate_key;
mod signature_form;
mod strings;
mod times;
mod unsigned_fields;
mod wrong_file;

use crate::{Jws, Vector};
use std::collections::BTreeMap;

/// What adds the vectors of one class.
type Maker = fn(&mut Class);

/// The vectors of one class.
struct Class {
    folder: &'static str,
    vectors: BTreeMap<String, Vector>,
}

impl Class {
    /// Adds a vector; `name` says what is wrong, or odd, in the file.
    fn add(&mut self, name: &str, expect: &str, comment: &str, body: impl Into<Vec<u8>>) -> &mut Vector {
        let path = format!("{}/{name}.vec", self.folder);
        assert!(!self.vectors.contains_key(&path), "{path} is there twice");
        self.vectors.entry(path).or_insert(Vector {
            expect: expect.to_owned(),
            comment: comment.to_owned(),
            keys: Vector::KEYS.to_owned(),
            at: None,
            beside: None,
            body: body.into(),
        })
    }

    /// Adds a document of any type, which is verified together with those of [`beside`] that are named.
    fn beside(&mut self, name: &str, expect: &str, comment: &str, beside: &[&str], body: impl Into<Vec<u8>>) {
        let names = beside.iter().map(|name| (*name).to_owned()).collect();
        self.add(name, expect, comment, body).beside = Some(names);
    }

    /// Adds a compact licence with these claims, properly signed.
    fn license(&mut self, name: &str, expect: &str, comment: &str, claims: impl AsRef<[u8]>) -> &mut Vector {
        self.add(name, expect, comment, Jws::license(claims).compact())
    }
}

/// Every vector, by its path below `tests/vectors`.
pub fn all() -> BTreeMap<String, Vector> {
    let classes: &[(&str, Maker)] = &[
        ("activation-requests", activation_requests::add),
        ("activations", activations::add),
        ("algorithm", algorithm::add),
        ("armor", armor::add),
        ("base64", base64::add),
        ("bulk", bulk::add),
        ("co-signatures", co_signatures::add),
        ("critical", critical::add),
        ("curve", curve::add),
        ("dates", dates::add),
        ("delegates", delegates::add),
        ("document-type", document_type::add),
        ("duplicate-names", duplicate_names::add),
        ("embedded-key", embedded_key::add),
        ("end", end::add),
        ("entitlements", entitlements::add),
        ("hosts", hosts::add),
        ("key-set", key_set::add),
        ("key-source", key_source::add),
        ("key-trust", key_trust::add),
        ("legacy", legacy::add),
        ("mail", mail::add),
        ("numbers", numbers::add),
        ("receipts", receipts::add),
        ("required", required::add),
        ("separate-key", separate_key::add),
        ("signature-form", signature_form::add),
        ("strings", strings::add),
        ("times", times::add),
        ("unsigned-fields", unsigned_fields::add),
        ("wrong-file", wrong_file::add),
    ];
    let mut vectors = BTreeMap::new();
    for &(folder, add) in classes {
        let mut class = Class { folder, vectors };
        add(&mut class);
        vectors = class.vectors;
    }
    vectors
}

/// Every file below `tests/vectors` that is made here, by its path there.
pub fn files() -> BTreeMap<String, Vec<u8>> {
    let vectors = all().into_iter().map(|(path, vector)| (path, vector.to_bytes()));
    let key_sets = key_sets::all().into_iter().map(|(name, set)| (format!("keys/{name}.json"), set.into()));
    let beside = beside::all().into_iter().map(|(name, file)| (format!("beside/{name}.txt"), file.into()));
    vectors.chain(key_sets).chain(beside).collect()
}
