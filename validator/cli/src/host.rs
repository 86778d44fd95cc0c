//! `countersign host`: who this machine is.

use crate::Verdict;
use crate::args::{Format, HostArgs};
use crate::failure::Failure;
use crate::files::{self, Existing, NewFile, Secrecy, is_standard, shown};
use crate::issuing::signing_key;
use countersign::issue::SigningKey;
use countersign::{Code, HostIdentity, LockCode, Part, PartName};
use serde_json::json;
use std::io::Write as _;

pub(crate) fn run(args: &HostArgs, format: Format) -> Result<Verdict, Failure> {
    let named = |name: PartName| args.parts.iter().find(|(other, _)| *other == name);
    if let Some((_, value)) = named(PartName::Key) {
        return of_another(args, value, format);
    }
    let key = Key::new(args)?;
    let identity = HostIdentity::new(key.public(), parts(args), args.description.clone())?;
    let to_file = args.out.as_deref().filter(|path| !is_standard(path));
    let (file, pem) = (identity.to_json(), key.new_pem()?);
    let existing = if args.force { Existing::Replaced } else { Existing::Kept };
    let mut made = Vec::new();
    made.extend(pem.as_ref().map(|pem| NewFile {
        path: &args.key,
        content: pem,
        secrecy: Secrecy::OwnerOnly,
        existing: Existing::AlwaysKept,
    }));
    made.extend(to_file.map(|path| NewFile { path, content: &file, secrecy: Secrecy::Default, existing }));
    if let Err(failure) = files::create_all(&made) {
        // Where another process made the key meanwhile, that one is this host's.
        let is_there = pem.is_some() && std::fs::symlink_metadata(&args.key).is_ok();
        return if is_there { run(args, format) } else { Err(failure) };
    }
    if pem.is_some() {
        let name = shown(&args.key);
        let _ = writeln!(
            anstream::stderr(),
            "A key was made for this host: {name}. Keep it secret; other machines must not have it."
        );
    }
    if args.out.is_some() && to_file.is_none() {
        files::print(&file)?;
        return Ok(Verdict::Good);
    }
    tell(&identity.lock_code(), identity.parts(), format)?;
    Ok(Verdict::Good)
}

/// The key of the host.
enum Key {
    None,
    Known(SigningKey),
    New(SigningKey),
}

impl Key {
    fn new(args: &HostArgs) -> Result<Self, Failure> {
        if args.no_key {
            return Ok(Key::None);
        }
        if is_standard(&args.key) {
            return Err(Failure::usage("A key is kept in a file. Give it a name other than -."));
        }
        match std::fs::symlink_metadata(&args.key) {
            Ok(_) => Ok(Key::Known(signing_key(&args.key, None)?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Ok(Key::New(SigningKey::generate()?))
            }
            Err(error) => Err(Failure::unreadable(&args.key, &error)),
        }
    }

    fn public(&self) -> Option<countersign::PublicKey> {
        match self {
            Key::None => None,
            Key::Known(key) | Key::New(key) => Some(*key.public_key()),
        }
    }

    /// What is to be stored of it.
    fn new_pem(&self) -> Result<Option<String>, Failure> {
        match self {
            Key::New(key) => Ok(Some(key.to_pem()?.to_string())),
            Key::None | Key::Known(_) => Ok(None),
        }
    }
}

/// The parts that were named, and the machine id where it was not.
fn parts(args: &HostArgs) -> Vec<Part> {
    let names_id = args.parts.iter().any(|(name, _)| *name == PartName::MachineId);
    let found = if names_id { None } else { machine_uid::get().ok() };
    let found = found.as_deref().map(|id| (PartName::MachineId, id.trim()));
    let named = args.parts.iter().map(|(name, value)| (*name, value.as_str()));
    named.chain(found).filter_map(|(name, value)| Part::new(name, value)).collect()
}

/// The lock code of a host whose key is somewhere else: of its thumbprint no host file can be made.
fn of_another(args: &HostArgs, thumbprint: &str, format: Format) -> Result<Verdict, Failure> {
    if args.out.is_some() {
        return Err(Failure::usage(
            "A host file holds the public key, and a thumbprint is none. Give the key with --key, and no --part key.",
        ));
    }
    let mut parts = parts(args);
    parts.extend(Part::new(PartName::Key, thumbprint));
    let code = LockCode::of(&parts).ok_or_else(|| countersign::Error::from(Code::LockCodeMissing))?;
    tell(&code, &parts, format)?;
    Ok(Verdict::Good)
}

fn tell(code: &LockCode, parts: &[Part], format: Format) -> Result<(), Failure> {
    files::print(&match format {
        Format::Text => format!("{code}\n"),
        Format::Json => {
            let names: Vec<_> = parts.iter().map(|part| part.name().as_str()).collect();
            files::to_json(&json!({ "lock_code": code.to_string(), "parts": names }))?
        }
    })
}
