//! `--adapter`: the licences of other makers.

use crate::args::{Adapter, Circumstances};
use crate::failure::Failure;
use crate::files;
use crate::opening::{named, verifier};
use countersign::jwt::{JwtAdapter, JwtKeys, JwtMapping};
use countersign::keygen::{KeygenAdapter, KeygenKeys, KeygenScope, KeygenSecrets};
use countersign::{Code, Error, File, License, Verified, VerifiedDocument, Verifier};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Verifies files by an adapter. Its keys are `--adapter-keys`, and `--keys` are for licence files beside
/// its own; where there are none of the former, `--keys` are its keys, and for nothing else.
pub(crate) struct ForeignVerifier {
    adapter: Registered,
    /// What verifies the licence files beside its own.
    beside: Option<Verifier>,
}

impl ForeignVerifier {
    pub(crate) fn new(adapter: Adapter, args: &Circumstances) -> Result<Self, Failure> {
        refuse_options(adapter, args)?;
        let adapter = match adapter {
            Adapter::Jwt => Registered::Jwt(Box::new(jwt(args)?)),
            Adapter::Keygen => Registered::Keygen(keygen(args)?),
        };
        let beside = if args.adapter_keys.is_empty() { None } else { Some(verifier(args)?) };
        Ok(Self { adapter, beside })
    }

    /// Verifies files by name and content.
    pub(crate) fn open(&self, contents: &[(&str, &[u8])]) -> Vec<File> {
        let Some(verifier) = &self.beside else {
            let file = |(name, bytes): &(&str, &[u8])| File {
                name: (*name).to_owned(),
                outcome: self.adapter.verify(bytes).map(VerifiedDocument::from),
            };
            return contents.iter().map(file).collect();
        };
        let mut files = verifier.open(contents.iter().copied()).files;
        for (file, (_, bytes)) in files.iter_mut().zip(contents) {
            if file.outcome.as_ref().is_err_and(is_of_another_form) {
                let outcome = self.adapter.verify(bytes).map(VerifiedDocument::from);
                if !outcome.as_ref().is_err_and(is_of_another_form) {
                    file.outcome = outcome;
                }
            }
        }
        files
    }
}

/// Whether a file was refused because it is not of the form that was looked for.
fn is_of_another_form(error: &Error) -> bool {
    matches!(
        error.code(),
        Code::ArmorMissing
            | Code::ArmorLabelUnknown
            | Code::EncodingSegments
            | Code::HeaderMissing
            | Code::HeaderTyp
            | Code::HeaderTypMismatch
    )
}

/// An adapter with its keys.
enum Registered {
    Jwt(Box<JwtAdapter>),
    Keygen(KeygenAdapter),
}

impl Registered {
    fn verify(&self, bytes: &[u8]) -> countersign::Result<Verified<License>> {
        match self {
            Registered::Jwt(adapter) => adapter.verify(bytes),
            Registered::Keygen(adapter) => adapter.verify(bytes),
        }
    }
}

/// An option that changes nothing would leave its user in the belief that it did.
fn refuse_options(adapter: Adapter, args: &Circumstances) -> Result<(), Failure> {
    let threshold = ("--threshold", args.adapter_keys.is_empty() && args.threshold != NonZeroUsize::MIN);
    let without_meaning = match adapter {
        Adapter::Jwt => vec![
            threshold,
            ("--license-key", args.license_key.is_some()),
            ("--fingerprint", args.fingerprint.is_some()),
            ("--native-issuer (the mapping has native_issuer)", args.native_issuer.is_some()),
        ],
        Adapter::Keygen => {
            let host = args.host.as_deref().is_some_and(|host| host != "any");
            vec![
                threshold,
                ("--mapping", args.mapping.is_some()),
                ("--host beside --fingerprint", host && args.fingerprint.is_some()),
            ]
        }
    };
    match without_meaning.into_iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((option, _)) => {
            Err(Failure::usage(format!("{option} has no meaning with this adapter. Leave it out.")))
        }
    }
}

fn adapter_keys(args: &Circumstances) -> &[PathBuf] {
    if args.adapter_keys.is_empty() { &args.keys } else { &args.adapter_keys }
}

fn jwt(args: &Circumstances) -> Result<JwtAdapter, Failure> {
    let path = args.mapping.as_ref().ok_or_else(|| {
        Failure::usage("--adapter jwt needs --mapping MAP.json, which says what the tokens mean.")
    })?;
    let mapping = JwtMapping::parse(&files::read(path)?).map_err(|error| Failure::in_file(path, &error))?;
    let mut keys = JwtKeys::default();
    for path in adapter_keys(args) {
        let in_file = |error| Failure::in_file(path, &error);
        keys.extend(JwtKeys::parse(&files::read(path)?).map_err(in_file)?).map_err(in_file)?;
    }
    let adapter = JwtAdapter::new(mapping, keys);
    Ok(match args.max_size {
        Some(most) => adapter.with_max_size(most),
        None => adapter,
    })
}

fn keygen(args: &Circumstances) -> Result<KeygenAdapter, Failure> {
    let mut keys = KeygenKeys::default();
    for path in adapter_keys(args) {
        let in_file = |error| Failure::in_file(path, &error);
        let read = KeygenKeys::parse(&files::read(path)?).map_err(in_file)?;
        keys.extend(read).map_err(in_file)?;
    }
    if let Some(issuer) = named("--native-issuer", &args.native_issuer)? {
        keys = keys.with_native_issuer(&issuer);
    }
    let scope = KeygenScope { product: args.product.clone(), account: args.account.clone() };
    let mut adapter = KeygenAdapter::new(keys).with_scope(scope);
    if let Some(license_key) = args.license_key.clone() {
        adapter = adapter.with_secrets(KeygenSecrets { license_key, fingerprint: args.fingerprint.clone() });
    }
    if let Some(most) = args.max_size {
        adapter = adapter.with_max_size(most);
    }
    Ok(adapter)
}
