//! Host files: a host's identity as JSON, to be kept beside its key or handed on.

use super::HostIdentity;
use crate::error::{Code, Error, Result};
use crate::json::{self, Node, Value};

/// The version of host files that is read.
const VERSION: u64 = 1;

impl HostIdentity {
    /// Reads a host file. A member that is not known refuses the file: it could say that the host is another
    /// one than what is read.
    ///
    /// # Errors
    /// The stage `json_`; [`Code::HostInvalid`] where a member is missing, unknown, or contradicts another;
    /// [`Code::LockCodeMissing`] where the host has neither a key nor a machine id; the stage `key_` where its
    /// key is none that could be trusted.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let root = Value::Object(json::parse(bytes, "host file")?);
        read(&Node::root(&root)).map_err(|error| {
            // A document's reader speaks of claims; this is no document.
            if error.code().as_str().starts_with("claims_") {
                error.with_code(Code::HostInvalid)
            } else {
                error
            }
        })
    }

    /// Writes the host file, which [`parse`](Self::parse) reads back as it is.
    pub fn to_json(&self) -> String {
        format!("{{\"host\":{VERSION},{}}}\n", self.members())
    }
}

fn read(root: &Node<'_>) -> Result<HostIdentity> {
    check_members(root, &["host", "lock_code", "key", "parts", "description"])?;
    let version = root.required("host")?;
    if version.integer(0..=json::LARGEST_INTEGER as u64)? != VERSION {
        return Err(version.refused("1"));
    }
    let host = HostIdentity::read(root)?;
    if let Some(key) = root.optional("key")? {
        check_members(&key, &["kid", "x"])?;
    }
    root.required("parts")?.list(|part| check_members(part, &["name", "digest"]))?;
    Ok(host)
}

fn check_members(node: &Node<'_>, known: &[&str]) -> Result<()> {
    match node.object()?.iter().map(|(name, _)| name).find(|name| !known.contains(name)) {
        None => Ok(()),
        Some(name) => {
            Err(Error::new(Code::HostInvalid).with_at(node).with_found(name).with_needed(known.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::part::{Part, PartName};

    /// The first host of the examples.
    const FILE: &str = r#"{
 "host": 1,
 "lock_code": "CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J",
 "parts": [
  {"name": "key", "digest": "DQLN9EbPhjI8ef1okuioTvlNOfITf4IJwmgatIvv49Q"},
  {"name": "machine_id", "digest": "eVrHZ-PHr6Y3UQuRy8_onDtnqMDtqgJyRvd7MABRGRI"}
 ],
 "key": {"kid": "59CYLi5W5ci-wnWcv7MwrUM1-h67sooj7KxLhmSn_4Y", "x": "XiEsCYDks5_AlyETSqAhCTdO39JgwNPQPLUByNZUV6k"},
 "description": "studio-7"
}"#;

    fn refusal(file: &str) -> (&'static str, String) {
        let error = HostIdentity::parse(file.as_bytes()).unwrap_err();
        (error.code().as_str(), error.at().unwrap_or_default().to_owned())
    }

    #[test]
    fn a_known_host_is_read_and_made_from_what_it_is_made_of() {
        let read = HostIdentity::parse(FILE.as_bytes()).unwrap();
        let machine_id = Part::new(PartName::MachineId, "4c4c4544-0042-3510-8052-b4c04f4e3732");
        let made = HostIdentity::new(read.key().copied(), machine_id, Some("studio-7".into())).unwrap();
        assert_eq!(read, made);
        assert_eq!(HostIdentity::parse(made.to_json().as_bytes()).unwrap(), made);
    }

    #[test]
    fn what_is_not_as_it_should_be_is_named() {
        let with = |part: &str, other: &str| {
            assert_eq!(FILE.matches(part).count(), 1, "{part}");
            FILE.replace(part, other)
        };
        for (file, code, at) in [
            (with(r#""host": 1,"#, ""), "host_invalid", "host"),
            (with(r#""host": 1"#, r#""host": 2"#), "host_invalid", "host"),
            (with(r#""host": 1"#, r#""host": 1, "os": "linux""#), "host_invalid", ""),
            (with(r#"{"kid""#, r#"{"crv": "Ed25519", "kid""#), "host_invalid", "key"),
            (
                with(r#"{"name": "machine_id""#, r#"{"value": "", "name": "machine_id""#),
                "host_invalid",
                "parts[1]",
            ),
            (with("AFJAK", "AFJAJ"), "host_invalid", "lock_code"),
            (with(r#""machine_id""#, r#""serial""#), "host_invalid", "parts[1].name"),
            (with(r#""machine_id""#, r#""key""#), "host_invalid", "parts"),
            (with(r#""machine_id""#, r#""disk""#), "host_invalid", "lock_code"),
            (with("DQLN9", "EQLN9"), "host_invalid", "parts"),
            (with(r#""x": "Xi"#, r#""x": "i"#), "key_invalid", "key.x"),
            (with(r#""kid": "59"#, r#""kid": "58"#), "key_thumbprint", "key.kid"),
            (with("studio-7", "\\u202e"), "host_invalid", "description"),
            (FILE.replace('}', ""), "json_syntax", "host file, line 5, column 2"),
        ] {
            assert_eq!(refusal(&file).0, code, "{file}");
            if code != "json_syntax" {
                assert_eq!(refusal(&file).1, at, "{file}");
            }
        }
        let keyless =
            with(&FILE[FILE.find(" \"key\": {").unwrap()..FILE.find(" \"description\"").unwrap()], "");
        assert_eq!(refusal(&keyless), ("host_invalid", "parts".into()), "the part key without a key");
        let no_part =
            with(r#"  {"name": "key", "digest": "DQLN9EbPhjI8ef1okuioTvlNOfITf4IJwmgatIvv49Q"},"#, "");
        assert_eq!(refusal(&no_part), ("host_invalid", "parts".into()), "a key without the part key");
    }

    #[test]
    fn without_a_key_and_a_machine_id_there_is_no_lock_code() {
        let hostname = Part::new(PartName::Hostname, "studio-7");
        assert_eq!(HostIdentity::new(None, hostname, None).unwrap_err().code(), Code::LockCodeMissing);
        let digest = crate::values::base64::encode_url(hostname.unwrap().digest());
        let file = format!(
            r#"{{"host":1,"lock_code":"CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J","parts":[{{"name":"hostname","digest":"{digest}"}}]}}"#
        );
        assert_eq!(refusal(&file).0, "lock_code_missing");
        let stranger = Part::of_key("59CYLi5W5ci-wnWcv7MwrUM1-h67sooj7KxLhmSn_4Y".parse().unwrap());
        assert_eq!(HostIdentity::new(None, [stranger], None).unwrap_err().code(), Code::LockCodeMissing);
        let broken = HostIdentity::new(None, Part::new(PartName::MachineId, "m"), Some("\u{202e}".into()));
        assert_eq!(broken.unwrap_err().code(), Code::ClaimsText);
    }
}
