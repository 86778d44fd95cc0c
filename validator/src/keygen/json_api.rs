//! Reading the contents, a JSON:API document. It is the vendor's, and was signed: it may hold what our own
//! documents may not, such as fractions.

use super::{KeygenContents, KeygenEntitlement, KeygenKind, KeygenLicense, KeygenMachine};
use crate::error::{Code, Error, Result};
use crate::text;
use crate::time::UnixTime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

#[derive(Deserialize)]
struct Document {
    data: Resource,
    #[serde(default)]
    included: Vec<Resource>,
    meta: Meta,
}

#[derive(Deserialize)]
struct Meta {
    issued: String,
    #[serde(deserialize_with = "null_is_never")]
    expiry: Option<String>,
}

#[derive(Deserialize)]
struct Resource {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    attributes: Value,
    #[serde(default)]
    relationships: BTreeMap<String, Relationship>,
}

#[derive(Deserialize)]
struct Relationship {
    /// One identifier, a list of them, or null.
    #[serde(default)]
    data: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LicenseAttributes {
    name: Option<String>,
    key: Option<String>,
    #[serde(deserialize_with = "null_is_never")]
    expiry: Option<String>,
    status: Option<String>,
    #[serde(default)]
    suspended: bool,
    max_machines: Option<u64>,
    max_processes: Option<u64>,
    max_users: Option<u64>,
    #[serde(default)]
    metadata: Map<String, Value>,
}

#[derive(Deserialize)]
struct MachineAttributes {
    fingerprint: String,
    name: Option<String>,
    #[serde(default)]
    metadata: Map<String, Value>,
}

#[derive(Deserialize)]
struct EntitlementAttributes {
    code: String,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

/// Reads the contents of a verified file.
pub(super) fn read(bytes: &[u8], kind: KeygenKind) -> Result<KeygenContents> {
    let document: Document = serde_json::from_slice(bytes).map_err(|error| {
        let code = if error.is_data() { Code::ClaimsType } else { Code::JsonSyntax };
        Error::new(code).with_at("contents").with_found(error)
    })?;
    let Document { data, meta, .. } = &document;
    let expected = match kind {
        KeygenKind::LicenseFile => "licenses",
        KeygenKind::MachineFile => "machines",
    };
    if data.kind != expected {
        let error = Error::new(Code::ClaimsValue).with_at("data.type");
        return Err(error.with_found(&data.kind).with_needed(expected));
    }
    let license = match kind {
        KeygenKind::LicenseFile => Some(data),
        KeygenKind::MachineFile => document.related(data, "license"),
    };
    let machine = match kind {
        KeygenKind::LicenseFile => None,
        KeygenKind::MachineFile => Some(read_machine(data)?),
    };
    Ok(KeygenContents {
        issued: instant(&meta.issued, "meta.issued", Rounding::Down)?,
        file_expires: end(meta.expiry.as_deref(), "meta.expiry")?,
        license: license.map(|license| document.read_license(license)).transpose()?,
        machine,
        entitlements: document.read_entitlements(license)?,
    })
}

impl Document {
    /// The one resource that another names, where it is included.
    fn related(&self, resource: &Resource, relationship: &str) -> Option<&Resource> {
        let identifier = &resource.relationships.get(relationship)?.data;
        self.find(identifier.get("type")?.as_str()?, identifier.get("id")?.as_str()?)
    }

    fn find(&self, kind: &str, id: &str) -> Option<&Resource> {
        self.included.iter().find(|resource| resource.kind == kind && resource.id == id)
    }

    fn read_license(&self, license: &Resource) -> Result<KeygenLicense> {
        let attributes: LicenseAttributes = license.attributes("license.attributes")?;
        Ok(KeygenLicense {
            id: shown(&license.id),
            name: attributes.name.as_deref().map(shown),
            key: attributes.key.as_deref().map(shown),
            expires: end(attributes.expiry.as_deref(), "license.attributes.expiry")?,
            status: attributes.status.as_deref().map(shown),
            suspended: attributes.suspended,
            product: self.name_of_related(license, "product")?,
            policy: self.name_of_related(license, "policy")?,
            max_machines: attributes.max_machines,
            max_processes: attributes.max_processes,
            max_users: attributes.max_users,
            metadata: as_text(&attributes.metadata),
        })
    }

    fn name_of_related(&self, resource: &Resource, relationship: &str) -> Result<Option<String>> {
        if let Some(related) = self.related(resource, relationship) {
            let Named { name } = related.attributes(relationship)?;
            return Ok(Some(shown(name.as_ref().unwrap_or(&related.id))));
        }
        let data = resource.relationships.get(relationship).map(|relationship| &relationship.data);
        Ok(data.and_then(|data| data.get("id")).and_then(Value::as_str).map(shown))
    }

    /// The entitlements that are included, and those that the licence names beyond.
    fn read_entitlements(&self, license: Option<&Resource>) -> Result<Vec<KeygenEntitlement>> {
        const KIND: &str = "entitlements";
        let mut entitlements = Vec::new();
        for resource in self.included.iter().filter(|resource| resource.kind == KIND) {
            let EntitlementAttributes { code, name } = resource.attributes("entitlement.attributes")?;
            let (id, name) = (shown(&resource.id), name.as_deref().map(shown));
            entitlements.push(KeygenEntitlement { id, code: Some(shown(&code)), name });
        }
        let named = license.and_then(|license| license.relationships.get(KIND)?.data.as_array());
        for identifier in named.into_iter().flatten() {
            let id = identifier.get("id").and_then(Value::as_str);
            if let Some(id) = id.filter(|id| self.find(KIND, id).is_none()) {
                entitlements.push(KeygenEntitlement { id: shown(id), code: None, name: None });
            }
        }
        Ok(entitlements)
    }
}

impl Resource {
    fn attributes<T: DeserializeOwned>(&self, at: &str) -> Result<T> {
        T::deserialize(&self.attributes)
            .map_err(|error: serde_json::Error| Error::new(Code::ClaimsType).with_at(at).with_found(error))
    }
}

fn read_machine(machine: &Resource) -> Result<KeygenMachine> {
    let attributes: MachineAttributes = machine.attributes("data.attributes")?;
    Ok(KeygenMachine {
        id: shown(&machine.id),
        fingerprint: shown(&attributes.fingerprint),
        name: attributes.name.as_deref().map(shown),
        metadata: as_text(&attributes.metadata),
    })
}

/// Null is how Keygen writes that something never ends. A member that is missing is a mistake, and must not
/// be taken for it.
fn null_is_never<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

/// A text for people, without what could make it look like another.
fn shown(text: &str) -> String {
    let replace =
        |c: char| if text::is_forbidden(c) && !text::is_layout(c) { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().map(replace).collect()
}

fn as_text(metadata: &Map<String, Value>) -> BTreeMap<String, String> {
    let value_text = |value: &Value| value.as_str().map_or_else(|| shown(&value.to_string()), shown);
    metadata.iter().map(|(name, value)| (shown(name), value_text(value))).collect()
}

enum Rounding {
    Down,
    Up,
}

fn end(text: Option<&str>, at: &str) -> Result<Option<UnixTime>> {
    // Up, so that asked about whole seconds the answer is that of the fraction.
    text.map(|text| instant(text, at, Rounding::Up)).transpose()
}

fn instant(text: &str, at: &str, rounding: Rounding) -> Result<UnixTime> {
    let refused = || Error::new(Code::ClaimsValue).with_at(at).with_found(text).with_needed("RFC 3339");
    let instant = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| refused())?;
    let up = matches!(rounding, Rounding::Up) && instant.nanosecond() > 0;
    UnixTime::from_secs(instant.unix_timestamp() + i64::from(up)).map_err(|_| refused())
}
