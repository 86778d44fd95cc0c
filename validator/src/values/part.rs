//! The properties by which a machine is recognised.

use crate::error::{Code, Result};
use crate::json::Node;
use crate::values::base64;
use crate::values::thumbprint::Thumbprint;
use sha2::{Digest, Sha256};

/// Which property of a machine a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PartName {
    /// The thumbprint of a key that was made once on this installation.
    Key,
    /// What the operating system calls the machine.
    MachineId,
    /// The host name.
    Hostname,
    /// The address of a network card.
    Mac,
    /// The serial number of a disk.
    Disk,
    /// The serial number of the main board.
    Board,
}

impl PartName {
    /// Every name.
    pub const ALL: &'static [PartName] = &[
        PartName::Key,
        PartName::MachineId,
        PartName::Hostname,
        PartName::Mac,
        PartName::Disk,
        PartName::Board,
    ];

    /// The name in documents and host files.
    pub fn as_str(self) -> &'static str {
        match self {
            PartName::Key => "key",
            PartName::MachineId => "machine_id",
            PartName::Hostname => "hostname",
            PartName::Mac => "mac",
            PartName::Disk => "disk",
            PartName::Board => "board",
        }
    }

    /// The part with exactly this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|part| part.as_str() == name)
    }

    /// Whether the part tells machines apart by itself. Lock codes are made of these alone: of the others
    /// two machines may have the same, and one machine another one tomorrow.
    pub fn identifies(self) -> bool {
        matches!(self, PartName::Key | PartName::MachineId)
    }
}

/// A property of a machine, of which only a digest is kept.
///
/// The digest is no secret kept: host names, addresses and serial numbers can be guessed, and then compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    name: PartName,
    digest: [u8; 32],
}

impl Part {
    /// A part from its value; none where that is empty, or a machine id that is none: too many machines would share
    /// the part.
    pub fn new(name: PartName, value: &str) -> Option<Self> {
        let is_shared = value.is_empty() || name == PartName::MachineId && is_no_machine_id(value);
        (!is_shared).then(|| Self { name, digest: digest(name, value) })
    }

    /// The part `key`.
    pub fn of_key(key: Thumbprint) -> Self {
        Self { name: PartName::Key, digest: digest(PartName::Key, &key.to_string()) }
    }

    /// Which property it is.
    pub fn name(&self) -> PartName {
        self.name
    }

    /// SHA-256 of the name, a NUL and the value.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Reads a list of parts: at least one, none twice, and none of an empty value.
    pub(crate) fn read_all(node: &Node<'_>) -> Result<Vec<Self>> {
        let parts = node.list_of(1..=usize::MAX, Self::read)?;
        for (index, part) in parts.iter().enumerate() {
            if parts[..index].iter().any(|other| other.name == part.name) {
                let error = node.error(Code::ClaimsDuplicate).with_found(part.name.as_str());
                return Err(error.with_needed("each part once"));
            }
        }
        Ok(parts)
    }

    fn read(node: &Node<'_>) -> Result<Self> {
        let name = node.required("name")?.one_of(PartName::ALL, PartName::as_str)?;
        let text = node.required("digest")?;
        let bytes = base64::decode_url(text.string()?.as_bytes()).ok();
        match bytes.and_then(|bytes| bytes.try_into().ok()) {
            Some(found) if found == digest(name, "") => {
                Err(text.refused("the digest of a value, not of none"))
            }
            Some(digest) => Ok(Self { name, digest }),
            None => Err(text.refused("a SHA-256 digest in base64url")),
        }
    }

    /// The part as it stands in documents and host files.
    pub(crate) fn to_json(self) -> String {
        let digest = base64::encode_url(&self.digest);
        format!(r#"{{"name":"{}","digest":"{digest}"}}"#, self.name.as_str())
    }
}

/// What images of machines have until the machine is started first (machine-id(5)), and ids of nothing but
/// zeros or ones, as boards have them that nobody gave an id.
fn is_no_machine_id(value: &str) -> bool {
    let is_all =
        |digit: char| value.chars().all(|c| matches!(c, '-' | ' ') || c.eq_ignore_ascii_case(&digit));
    // Shorter ones are what somebody chose.
    value == "uninitialized" || (value.len() >= 32 && (is_all('0') || is_all('f')))
}

fn digest(name: PartName, value: &str) -> [u8; 32] {
    Sha256::digest([name.as_str(), value].join("\0")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_machines_share_is_no_machine_id() {
        let zeros = "00000000-0000-0000-0000-000000000000";
        let shared = ["", "uninitialized", zeros, "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"];
        for value in shared {
            assert_eq!(Part::new(PartName::MachineId, value), None, "{value}");
        }
        assert!(Part::new(PartName::MachineId, "0").is_some());
        assert!(Part::new(PartName::MachineId, "4c4c4544-0042-3510-8052-b4c04f4e3732").is_some());
        assert!(Part::new(PartName::Hostname, "uninitialized").is_some());
        assert_eq!(Part::new(PartName::Hostname, ""), None);
    }
}
