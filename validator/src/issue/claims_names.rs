//! Which claims a document may have, by the schema that ships with the crate: tests hold that schema against
//! the readers of the documents, so that the names stand in one place.

use crate::error::{Code, Error, Result};
use crate::values::document_type::DocumentType;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../schema/claims.schema.json");
/// Deeper than any claim is described.
const DEEPEST: usize = 8;

/// The schema of the claims.
pub(super) struct ClaimsSchema(Value);

/// What the schema says of one value: all of it holds.
pub(super) type Parts<'s> = Vec<&'s Value>;

impl ClaimsSchema {
    pub(super) fn new() -> Result<Self> {
        serde_json::from_str(SCHEMA).map(Self).map_err(|_| Error::new(Code::JsonSyntax))
    }

    /// What it says of the claims of a type of document.
    pub(super) fn document(&self, document_type: DocumentType) -> Parts<'_> {
        self.parts(
            &self.0["$defs"][match document_type {
                DocumentType::RevocationList => "revocation_list",
                DocumentType::TrustUpdate => "trust_update",
                DocumentType::EmergencyRequest => "emergency_request",
                DocumentType::ActivationRequest => "activation_request",
                DocumentType::Activation => "activation",
                DocumentType::Deactivation => "deactivation",
                _ => "license",
            }],
        )
    }

    /// What it says of a member of an object.
    pub(super) fn member<'s>(&'s self, object: &Parts<'s>, name: &str) -> Parts<'s> {
        let schemas = object.iter().copied().filter_map(|part| part["properties"].get(name));
        schemas.flat_map(|schema| self.parts(schema)).collect()
    }

    /// What it says of the items of an array.
    pub(super) fn items<'s>(&'s self, array: &Parts<'s>) -> Parts<'s> {
        array.iter().copied().filter_map(|part| part.get("items")).flat_map(|part| self.parts(part)).collect()
    }

    /// Whether a value is a point in time.
    pub(super) fn is_instant(&self, value: &Parts<'_>) -> bool {
        value.iter().any(|part| std::ptr::eq(*part, &self.0["$defs"]["instant"]))
    }

    /// The names that an object may have; none where it may have any.
    pub(super) fn names<'s>(&self, object: &Parts<'s>) -> Option<Vec<&'s str>> {
        let objects = object.iter().copied().filter_map(|part| part["properties"].as_object());
        let names: Vec<_> = objects.flat_map(|properties| properties.keys().map(String::as_str)).collect();
        let is_open = object.iter().any(|part| part.get("additionalProperties").is_some());
        (!names.is_empty() && !is_open).then_some(names)
    }

    /// The paths of all claims of a document, such as `lic.entitlements[].id`.
    pub(super) fn paths(&self, document_type: DocumentType) -> Vec<String> {
        let mut paths = Vec::new();
        self.collect(&self.document(document_type), "", DEEPEST, &mut paths);
        paths
    }

    fn collect(&self, value: &Parts<'_>, path: &str, depth: usize, paths: &mut Vec<String>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for name in self.names(value).unwrap_or_default() {
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if !paths.contains(&path) {
                paths.push(path.clone());
                self.collect(&self.member(value, name), &path, depth, paths);
            }
        }
        let items = self.items(value);
        if !items.is_empty() {
            self.collect(&items, &format!("{path}[]"), depth, paths);
        }
    }

    /// A schema with all that it refers to and is put together from.
    fn parts<'s>(&'s self, schema: &'s Value) -> Parts<'s> {
        let mut parts = vec![schema];
        let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix("#/$defs/"));
        parts.extend(target.map(|name| &self.0["$defs"][name]).into_iter().flat_map(|part| self.parts(part)));
        let lists = ["allOf", "anyOf", "oneOf"].iter().filter_map(|name| schema[*name].as_array()).flatten();
        let branches = ["then", "else"].iter().filter_map(|name| schema.get(*name));
        parts.extend(lists.chain(branches).flat_map(|part| self.parts(part)));
        parts
    }
}

/// The claim that an unknown one at `path` is most like: one beside it, else one anywhere in the document.
pub(super) fn nearest(path: &str, name: &str, beside: &[&str], all: &[String]) -> Option<String> {
    let stem = path.strip_suffix(name).unwrap_or_default();
    let beside = beside.iter().map(|other| (distance(name, other), 0, format!("{stem}{other}")));
    let elsewhere = all.iter().map(|path| {
        let other = path.rsplit('.').next().unwrap_or_default();
        (distance(name, other), path.len(), path.clone())
    });
    let candidates = beside.chain(elsewhere).filter_map(|(distance, far, path)| Some((distance?, far, path)));
    candidates.min().map(|(_, _, path)| path)
}

/// How many letters differ, where they are few enough for a slip; other signs and capitals don't count.
fn distance(one: &str, other: &str) -> Option<usize> {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(100).collect()
    };
    let (one, other) = (letters(one), letters(other));
    let distance = strsim::osa_distance(&one, &other);
    (distance <= other.chars().count().div_ceil(5)).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_tells_the_claims_of_every_document() {
        let schema = ClaimsSchema::new().unwrap();
        for (document_type, path) in [
            (DocumentType::License, "lic.entitlements[].components[].id"),
            (DocumentType::License, "lic.volume.client_kind"),
            (DocumentType::License, "lic.entitlements[].overage.percent"),
            (DocumentType::RevocationList, "rev.revoked[].serial"),
            (DocumentType::TrustUpdate, "tru.keys[].nbf"),
            (DocumentType::EmergencyRequest, "emr.contact.email"),
        ] {
            assert!(schema.paths(document_type).iter().any(|known| known == path), "{path}");
        }
    }

    #[test]
    fn a_slip_is_near_to_what_was_meant() {
        let schema = ClaimsSchema::new().unwrap();
        let all = schema.paths(DocumentType::License);
        let license = schema.document(DocumentType::License);
        let terms = schema.member(&license, "lic");
        let near = |path: &str, object: &Parts<'_>| {
            let name = path.rsplit('.').next().unwrap();
            nearest(path, name, &schema.names(object).unwrap(), &all)
        };
        for (slip, meant) in [
            ("lic.gracedays", "lic.grace_days"),
            ("lic.suport_until", "lic.support_until"),
            ("lic.GraceDays", "lic.grace_days"),
            ("lic.editoin", "lic.edition"),
            ("lic.expp", "exp"),
            ("lic.metrics", "lic.entitlements[].metric"),
        ] {
            assert_eq!(near(slip, &terms).as_deref(), Some(meant), "{slip}");
        }
        assert_eq!(near("perpetual", &license).as_deref(), Some("lic.perpetual"));
        assert_eq!(near("entitlements", &license).as_deref(), Some("lic.entitlements"));
        assert_eq!(near("x_colour", &license), None);
    }
}
