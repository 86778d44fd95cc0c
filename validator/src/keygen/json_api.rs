//! Reading the contents, a JSON:API document. It is the vendor's, and was signed: it may hold what our own
//! documents may not, such as fractions, and `null` in place of what is absent.

use super::{KeygenContents, KeygenEntitlement, KeygenKind, KeygenLicense, KeygenMachine};
use crate::error::Result;
use crate::json::{self, LARGEST_INTEGER, Node, Value};
use crate::text;
use crate::time::UnixTime;
use std::collections::BTreeMap;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

const ENTITLEMENTS: &str = "entitlements";

/// Reads the contents of a verified file.
pub(super) fn read(bytes: &[u8], kind: KeygenKind) -> Result<KeygenContents> {
    let document = Value::Object(json::parse_foreign(bytes, "contents")?);
    let root = Node::root(&document);
    check_kind(&root, kind)?;
    let meta = root.required("meta")?;
    let (issued, expiry) = (meta.required("issued")?, meta.required("expiry")?);
    let included = Included(items(member(&document, &["included"])));
    let data = member(&document, &["data"]);
    let (license, machine) = match kind {
        KeygenKind::LicenseFile => (data, None),
        KeygenKind::MachineFile => (data.and_then(|data| included.related(data, "license")), data),
    };
    Ok(KeygenContents {
        issued: instant(&issued, Rounding::Down)?,
        file_expires: end(&expiry)?,
        license: license.map(|license| included.read_license(license)).transpose()?,
        machine: machine.map(read_machine).transpose()?,
        entitlements: included.read_entitlements(license)?,
    })
}

/// The signature binds the label; the contents must agree with it.
fn check_kind(root: &Node<'_>, kind: KeygenKind) -> Result<()> {
    let expected = match kind {
        KeygenKind::LicenseFile => "licenses",
        KeygenKind::MachineFile => "machines",
    };
    let data = root.required("data")?;
    let found = data.required("type")?;
    if found.string()? == expected { Ok(()) } else { Err(found.refused(expected)) }
}

/// The resources that are sent along with the one that the document is about.
struct Included<'v>(&'v [Value<'v>]);

impl<'v> Included<'v> {
    /// The one resource that another names, where it is included.
    fn related(&self, resource: &Value<'_>, relationship: &str) -> Option<&'v Value<'v>> {
        let identifier = member(resource, &["relationships", relationship, "data"])?;
        self.find(string(identifier, &["type"])?, string(identifier, &["id"])?)
    }

    fn find(&self, kind: &str, id: &str) -> Option<&'v Value<'v>> {
        self.of_kind(kind).find(|resource| string(resource, &["id"]) == Some(id))
    }

    fn of_kind(&self, kind: &str) -> impl Iterator<Item = &'v Value<'v>> {
        self.0.iter().filter(move |resource| string(resource, &["type"]) == Some(kind))
    }

    fn read_license(&self, license: &Value<'_>) -> Result<KeygenLicense> {
        let resource = Node::root(license);
        let attributes = resource.required("attributes")?;
        Ok(KeygenLicense {
            id: required_text(&resource, "id")?,
            name: optional_text(&attributes, "name")?,
            key: optional_text(&attributes, "key")?,
            expires: end(&attributes.required("expiry")?)?,
            status: optional_text(&attributes, "status")?,
            suspended: attributes.optional_with("suspended", Node::boolean)?.unwrap_or(false),
            product: self.name_of_related(license, "product")?,
            policy: self.name_of_related(license, "policy")?,
            max_machines: optional_number(&attributes, "maxMachines")?,
            max_processes: optional_number(&attributes, "maxProcesses")?,
            max_users: optional_number(&attributes, "maxUsers")?,
            metadata: metadata(license),
        })
    }

    /// The name of a resource that another names; its id where it is not included, or has no name.
    fn name_of_related(&self, resource: &Value<'_>, relationship: &str) -> Result<Option<String>> {
        let id = string(resource, &["relationships", relationship, "data", "id"]).map(shown);
        let Some(related) = self.related(resource, relationship) else { return Ok(id) };
        let related = Node::root(related);
        let attributes = related.required("attributes")?;
        Ok(optional_text(&attributes, "name")?.or(id))
    }

    /// The entitlements that are included, and those that the licence names beyond.
    fn read_entitlements(&self, license: Option<&Value<'_>>) -> Result<Vec<KeygenEntitlement>> {
        let mut entitlements = Vec::new();
        for resource in self.of_kind(ENTITLEMENTS) {
            let resource = Node::root(resource);
            let attributes = resource.required("attributes")?;
            entitlements.push(KeygenEntitlement {
                id: required_text(&resource, "id")?,
                code: Some(required_text(&attributes, "code")?),
                name: optional_text(&attributes, "name")?,
            });
        }
        let named = license.and_then(|license| member(license, &["relationships", ENTITLEMENTS, "data"]));
        for identifier in items(named) {
            let id = string(identifier, &["id"]);
            if let Some(id) = id.filter(|id| self.find(ENTITLEMENTS, id).is_none()) {
                entitlements.push(KeygenEntitlement { id: shown(id), code: None, name: None });
            }
        }
        Ok(entitlements)
    }
}

fn read_machine(machine: &Value<'_>) -> Result<KeygenMachine> {
    let resource = Node::root(machine);
    let attributes = resource.required("attributes")?;
    Ok(KeygenMachine {
        id: required_text(&resource, "id")?,
        fingerprint: required_text(&attributes, "fingerprint")?,
        name: optional_text(&attributes, "name")?,
        metadata: metadata(machine),
    })
}

/// The member that a path of names leads to.
fn member<'v>(value: &'v Value<'v>, path: &[&str]) -> Option<&'v Value<'v>> {
    path.iter().try_fold(value, |value, name| match value {
        Value::Object(object) => object.get(name),
        _ => None,
    })
}

fn string<'v>(value: &'v Value<'v>, path: &[&str]) -> Option<&'v str> {
    match member(value, path) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn items<'v>(value: Option<&'v Value<'v>>) -> &'v [Value<'v>] {
    match value {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

fn required_text<'n>(node: &'n Node<'n>, name: &'n str) -> Result<String> {
    node.required(name)?.string().map(shown)
}

fn optional_text<'n>(node: &'n Node<'n>, name: &'n str) -> Result<Option<String>> {
    match node.optional(name)? {
        Some(text) if !text.is_null() => text.string().map(|text| Some(shown(text))),
        _ => Ok(None),
    }
}

fn optional_number<'n>(node: &'n Node<'n>, name: &'n str) -> Result<Option<u64>> {
    match node.optional(name)? {
        Some(number) if !number.is_null() => number.integer(0..=LARGEST_INTEGER.unsigned_abs()).map(Some),
        _ => Ok(None),
    }
}

/// A text for people, without what could make it look like another.
fn shown(text: &str) -> String {
    let replace =
        |c: char| if text::is_forbidden(c) && !text::is_layout(c) { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().map(replace).collect()
}

/// What the vendor noted, as text; what is nested under the path that leads to it.
fn metadata(resource: &Value<'_>) -> BTreeMap<String, String> {
    let mut notes = BTreeMap::new();
    if let Some(Value::Object(members)) = member(resource, &["attributes", "metadata"]) {
        members.iter().for_each(|(name, value)| note(shown(name), value, &mut notes));
    }
    notes
}

fn note(path: String, value: &Value<'_>, notes: &mut BTreeMap<String, String>) {
    let text = match value {
        Value::Object(members) => {
            return members
                .iter()
                .for_each(|(name, value)| note(format!("{path}.{}", shown(name)), value, notes));
        }
        Value::Array(values) => {
            let indexed = values.iter().enumerate();
            return indexed.for_each(|(index, value)| note(format!("{path}[{index}]"), value, notes));
        }
        Value::String(text) => shown(text),
        Value::Number(literal) => literal.clone().into_owned(),
        Value::Integer(integer) => integer.to_string(),
        Value::Boolean(boolean) => boolean.to_string(),
        Value::Null => "null".to_owned(),
    };
    notes.insert(path, text);
}

enum Rounding {
    Down,
    Up,
}

/// Null is how Keygen writes that something never ends. A member that is missing is a mistake, and is not
/// taken for it.
fn end(node: &Node<'_>) -> Result<Option<UnixTime>> {
    // Up, so that asked about whole seconds the answer is that of the fraction.
    if node.is_null() { Ok(None) } else { instant(node, Rounding::Up).map(Some) }
}

fn instant(node: &Node<'_>, rounding: Rounding) -> Result<UnixTime> {
    let refused = || node.refused("RFC 3339");
    let instant = OffsetDateTime::parse(node.string()?, &Rfc3339).map_err(|_| refused())?;
    let up = matches!(rounding, Rounding::Up) && instant.nanosecond() > 0;
    UnixTime::from_secs(instant.unix_timestamp() + i64::from(up)).map_err(|_| refused())
}
