//! Who a host is.

use crate::error::{Code, Error, Result};
use crate::json::{Node, Value, quoted};
use crate::keys::{PublicKey, read_public_key};
use crate::text;
use crate::values::base64;
use crate::values::lock_code::LockCode;
use crate::values::part::{Part, PartName};
use countersign_reader::sort;

/// Who a host is: its lock code, the parts that the lock code is made of and perhaps others, and the public
/// half of its key. Holds no secret, and proves nothing: that a machine has the key is shown by what that
/// key signs.
///
/// ```
/// use countersign::{HostIdentity, Part, PartName};
///
/// # fn main() -> countersign::Result<()> {
/// let machine_id = Part::new(PartName::MachineId, "4c4c4544-0042-3510-8052-b4c04f4e3732");
/// let host = HostIdentity::new(None, machine_id, Some("studio-7".into()))?;
/// let again = HostIdentity::parse(host.to_json().as_bytes())?;
/// assert_eq!(again.lock_code(), host.lock_code());
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostIdentity {
    lock_code: LockCode,
    key: Option<PublicKey>,
    parts: Vec<Part>,
    description: Option<String>,
}

impl HostIdentity {
    /// The host with this key and these parts. The part `key` is made from the key, whatever is given for it;
    /// of parts with one name one counts.
    ///
    /// # Errors
    /// [`Code::LockCodeMissing`] where there is neither a key nor a machine id; a `claims_…` code where the
    /// description is not one that a document may have.
    pub fn new(
        key: Option<PublicKey>,
        parts: impl IntoIterator<Item = Part>,
        description: Option<String>,
    ) -> Result<Self> {
        if let Some(description) = &description {
            let value = Value::String(description.as_str().into());
            let described = Node::root(&value).paragraphs(text::LONGEST);
            described.map_err(|error| error.with_at("description"))?;
        }
        let mut parts: Vec<_> = parts.into_iter().filter(|part| part.name() != PartName::Key).collect();
        parts.extend(key.map(|key| Part::of_key(key.thumbprint())));
        let order = sort::order(parts.len(), &|a, b| parts[a].cmp(&parts[b]));
        let mut parts: Vec<_> = order.into_iter().map(|index| parts[index]).collect();
        parts.dedup_by_key(|part| part.name());
        let lock_code = LockCode::of(&parts).ok_or(Code::LockCodeMissing)?;
        Ok(Self { lock_code, key, parts, description })
    }

    /// The lock code: that of the parts.
    pub fn lock_code(&self) -> LockCode {
        self.lock_code
    }

    /// The host's own key.
    pub fn key(&self) -> Option<&PublicKey> {
        self.key.as_ref()
    }

    /// The parts, each name once. The part `key` is there exactly where the key is.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What people call the machine.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Reads a host as host files and activation requests have it, and holds the one against the other what
    /// says the same.
    pub(crate) fn read(node: &Node<'_>) -> Result<Self> {
        let key = node.optional_with("key", read_key)?;
        let parts = node.required_with("parts", Part::read_all)?;
        check_key(node, key.as_ref(), &parts)?;
        let stated = node.required("lock_code")?;
        let lock_code = LockCode::read(&stated)?;
        let made = LockCode::of(&parts).ok_or(Code::LockCodeMissing)?;
        if lock_code != made {
            let error = stated.error(Code::ClaimsConflict).with_found(lock_code);
            return Err(error.with_needed(format!("{made}, that of the parts")));
        }
        let description = node.optional_with("description", |text| text.paragraphs(text::LONGEST))?;
        Ok(Self { lock_code, key, parts, description })
    }

    /// The members of the host as documents and host files have them, without the braces around them.
    pub(super) fn members(&self) -> String {
        let mut members = format!(r#""lock_code":"{}""#, self.lock_code);
        if let Some(key) = &self.key {
            let x = base64::encode_url(key.as_bytes());
            members.push_str(&format!(r#","key":{{"kid":"{}","x":"{x}"}}"#, key.thumbprint()));
        }
        let parts: Vec<_> = self.parts.iter().map(|part| part.to_json()).collect();
        members.push_str(&format!(r#","parts":[{}]"#, parts.join(",")));
        if let Some(description) = &self.description {
            members.push_str(&format!(r#","description":{}"#, quoted(description)));
        }
        members
    }

    /// The host as it stands in an activation request.
    #[cfg(feature = "issue")]
    pub(crate) fn to_claims(&self) -> String {
        format!("{{{}}}", self.members())
    }
}

/// Reads a host's key: `kid`, `x`, and the one checked by the other.
pub(crate) fn read_key(node: &Node<'_>) -> Result<PublicKey> {
    node.required("kid")?;
    read_public_key(node)
}

/// The part `key` is there exactly where the key is, and is made from it.
fn check_key(node: &Node<'_>, key: Option<&PublicKey>, parts: &[Part]) -> Result<()> {
    let part = parts.iter().find(|part| part.name() == PartName::Key);
    let made = key.map(|key| Part::of_key(key.thumbprint()));
    if part == made.as_ref() {
        return Ok(());
    }
    let digest = |part: Option<&Part>| {
        part.map_or_else(|| "no part key".to_owned(), |part| base64::encode_url(part.digest()))
    };
    let error: Error = node.required("parts")?.error(Code::ClaimsConflict);
    Err(error.with_found(digest(part)).with_needed(format!("{}, as the key has it", digest(made.as_ref()))))
}
