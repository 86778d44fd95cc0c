//! The options of the commands that judge files.

use super::Moment;
use clap::{Args, ValueEnum, ValueHint};
use countersign::UnixTime;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Which keys are trusted, and in which circumstances the files are judged.
#[derive(Args)]
pub(crate) struct Circumstances {
    /// Trusted keys, in any public format; may be given several times
    #[arg(long, value_name = "KEYS")]
    pub(crate) keys: Vec<PathBuf>,
    /// How many different trusted keys must have signed a document
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) threshold: NonZeroUsize,
    /// The issuer of the account, where two have one of the same name
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// The product that asks; else the one that all files are for
    #[arg(long, value_name = "ID")]
    pub(crate) product: Option<String>,
    /// The account that asks; else the one that all files are for
    #[arg(long, value_name = "SUB")]
    pub(crate) account: Option<String>,
    /// The version of the running product
    #[arg(long, value_name = "V")]
    pub(crate) product_version: Option<String>,
    /// The machine: its lock code, its host file, or `any` to leave hosts unjudged
    #[arg(long, value_name = "CODE|HOST.json|any", value_hint = ValueHint::FilePath)]
    pub(crate) host: Option<String>,
    /// The key with which this installation signs its requests: its thumbprint, or a file with the public key
    #[arg(long, value_name = "KID|KEYS", value_hint = ValueHint::FilePath)]
    pub(crate) installation: Option<String>,
    /// The machine's own private key, PKCS#8 PEM, which proves that it is the one
    #[arg(long, value_name = "HOST.pem", requires = "host")]
    pub(crate) host_key: Option<PathBuf>,
    /// A redundant server that is alive, by its lock code; may be given several times
    #[arg(long, value_name = "CODE")]
    pub(crate) alive: Vec<String>,
    /// The state of the installation: what was deactivated there stays so
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<PathBuf>,
    /// How much of an entitlement is in use; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity)]
    pub(crate) usage: Vec<(String, u64)>,
    /// The limit of an entitlement while no licence counts; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity)]
    pub(crate) entry: Vec<(String, u64)>,
    /// The instant to judge at: Unix seconds, RFC 3339, or a date for the end of that day in UTC; default:
    /// now
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<String>,
    /// An instant that is certainly past
    #[arg(long, value_name = "INSTANT")]
    pub(crate) floor: Option<String>,
    /// Warn where there is no revocation list of the issuer
    #[arg(long)]
    pub(crate) require_revocations: bool,
    /// The largest file that is read, in bytes; default: 4 MiB, 32 MiB for revocation lists
    #[arg(long, value_name = "N")]
    pub(crate) max_size: Option<usize>,
    /// Verify the licences of another maker; the keys are then keys for those only, unless there are
    /// `--adapter-keys`
    #[arg(long, value_enum)]
    pub(crate) adapter: Option<Adapter>,
    /// Keys for the other maker's licences, where licence files stand beside them; `--keys` are then for the
    /// latter; may be given several times
    #[arg(long, value_name = "KEYS", requires = "adapter")]
    pub(crate) adapter_keys: Vec<PathBuf>,
    /// With `--adapter keygen`: trust its keys for this issuer of licence files too, so that both add up
    #[arg(long, value_name = "URL", requires = "adapter")]
    pub(crate) native_issuer: Option<String>,
    /// With `--adapter jwt`: what the claims of the tokens mean
    #[arg(long, value_name = "MAP.json", requires = "adapter")]
    pub(crate) mapping: Option<PathBuf>,
    /// With `--adapter keygen`: the licence key that decrypts the contents
    #[arg(long, value_name = "KEY", requires = "adapter")]
    pub(crate) license_key: Option<String>,
    /// With `--adapter keygen`: the machine's fingerprint, for machine files
    #[arg(long, value_name = "TEXT", requires = "adapter")]
    pub(crate) fingerprint: Option<String>,
}

impl Circumstances {
    /// The instant to judge at, where it was given.
    pub(crate) fn at(&self) -> countersign::Result<Option<UnixTime>> {
        let at = self.at.as_deref().map(Moment::parse).transpose()?;
        Ok(at.map(|at| at.last_second("--at")))
    }

    /// What is certainly past, where it was given.
    pub(crate) fn floor(&self) -> countersign::Result<Option<UnixTime>> {
        let floor = self.floor.as_deref().map(Moment::parse).transpose()?;
        Ok(floor.map(|floor| floor.last_second("--floor")))
    }
}

/// The makers whose licences are read besides our own.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Adapter {
    /// JWT licences that an application signed by itself.
    Jwt,
    /// Keygen licence and machine files, and signed keys.
    Keygen,
}

pub(super) fn quantity(text: &str) -> Result<(String, u64), String> {
    let (id, number) = text.split_once('=').ok_or("an id, = and a whole number are needed, e.g. users=19")?;
    match number.parse() {
        Ok(number) if !id.is_empty() => Ok((id.to_owned(), number)),
        _ => Err("an id, = and a whole number are needed, e.g. users=19".to_owned()),
    }
}
