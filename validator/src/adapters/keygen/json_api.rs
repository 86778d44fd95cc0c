//! Reading the contents, a JSON:API document. It is the vendor's, and was signed: it may hold what our own
//! documents may not, such as fractions, and `null` in place of what is absent.

use super::{KeygenContents, KeygenEntitlement, KeygenKind, KeygenLicense, KeygenMachine, KeygenReference};
use crate::documents::license::Quantity;
use crate::error::Result;
use crate::json::{self, LARGEST_INTEGER, Node, Value};
use crate::text;
use crate::values::time::UnixTime;
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
    let (issued, serial) = issue(&issued)?;
    Ok(KeygenContents {
        issued,
        serial,
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
            id: resource.required_with("id", Node::name)?,
            name: optional_text(&attributes, "name")?,
            key: optional_text(&attributes, "key")?,
            expires: end(&attributes.required("expiry")?)?,
            status: optional_text(&attributes, "status")?,
            suspended: attributes.optional_with("suspended", Node::boolean)?.unwrap_or(false),
            account: self.reference(license, "account", "name")?,
            product: self.reference(license, "product", "name")?,
            policy: self.reference(license, "policy", "name")?,
            owner: match self.reference(license, "owner", "fullName")? {
                None => self.reference(license, "user", "fullName")?,
                owner => owner,
            },
            max_machines: optional_limit(&attributes, "maxMachines")?,
            max_processes: optional_limit(&attributes, "maxProcesses")?,
            max_users: optional_limit(&attributes, "maxUsers")?,
            max_cores: optional_limit(&attributes, "maxCores")?,
            metadata: metadata(license),
        })
    }

    /// The one resource that another names, with its name where it is included and has one.
    fn reference(
        &self,
        resource: &Value<'_>,
        relationship: &str,
        name: &str,
    ) -> Result<Option<KeygenReference>> {
        let identifier = member(resource, &["relationships", relationship, "data"]);
        let Some(identifier @ Value::Object(_)) = identifier else { return Ok(None) };
        let id = Node::root(identifier).required_with("id", Node::name)?;
        let Some(related) = self.related(resource, relationship) else {
            return Ok(Some(KeygenReference { id, name: None }));
        };
        let related = Node::root(related);
        let attributes = related.required("attributes")?;
        let name = optional_text(&attributes, name)?;
        Ok(Some(KeygenReference { id, name }))
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

/// The most of something; null is how Keygen writes that there is no limit.
fn optional_limit<'n>(node: &'n Node<'n>, name: &'n str) -> Result<Option<Quantity>> {
    match node.optional(name)? {
        None => Ok(None),
        Some(limit) if limit.is_null() => Ok(Some(Quantity::Unlimited)),
        Some(limit) => {
            limit.integer(0..=LARGEST_INTEGER.unsigned_abs()).map(|limit| Some(Quantity::Limited(limit)))
        }
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

/// When a file or key was issued, and the same in milliseconds.
pub(super) fn issue(node: &Node<'_>) -> Result<(UnixTime, u64)> {
    let instant = instant(node)?;
    let serial = instant.unix_timestamp() * 1_000 + i64::from(instant.millisecond());
    Ok((whole_second(node, instant.unix_timestamp())?, serial.unsigned_abs()))
}

/// An end. Null is how Keygen writes that something never ends. A member that is missing is a mistake, and
/// is not taken for it.
pub(super) fn end(node: &Node<'_>) -> Result<Option<UnixTime>> {
    if node.is_null() {
        return Ok(None);
    }
    let instant = instant(node)?;
    // Up, so that asked about whole seconds the answer is that of the fraction.
    let up = i64::from(instant.nanosecond() > 0);
    whole_second(node, instant.unix_timestamp() + up).map(Some)
}

fn instant(node: &Node<'_>) -> Result<OffsetDateTime> {
    OffsetDateTime::parse(node.string()?, &Rfc3339).map_err(|_| node.refused("RFC 3339"))
}

fn whole_second(node: &Node<'_>, seconds: i64) -> Result<UnixTime> {
    UnixTime::from_secs(seconds).map_err(|_| node.refused("RFC 3339"))
}
