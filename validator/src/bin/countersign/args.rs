//! The command line.

mod issuing;

pub(crate) use issuing::{
    KeepRule, KeyName, Keygen, OutputArgs, Retiring, Revoke, Sign, SignerArgs, TrustArgs, revoked,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use countersign::UnixTime;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Signs, verifies and inspects licence files, offline.
#[derive(Parser)]
#[command(name = "countersign", version, about, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a signing key, and the public key that verifiers trust
    Keygen(Keygen),
    /// Sign a document from its claims
    Sign(Sign),
    /// Make the next revocation list
    Revoke(Revoke),
    /// Make the next trust update: which keys sign from now on, and which no longer do
    Trust(TrustArgs),
    /// Verify files and tell what they allow
    Verify(Verify),
    /// Show what a file is and which keys it names, without trusting anything
    Inspect(Inspect),
}

impl Command {
    /// The format in which a failure is told.
    pub(crate) fn format(&self) -> Format {
        match self {
            Command::Verify(args) => args.format,
            Command::Inspect(args) => args.format,
            Command::Revoke(args) => args.format,
            Command::Trust(args) => args.format,
            Command::Keygen(_) | Command::Sign(_) => Format::Text,
        }
    }
}

#[derive(Args)]
pub(crate) struct Verify {
    /// The files, or - for standard input; with none, the report of an installation without a licence
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
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
    /// The machine's lock code, or `any` to leave hosts unjudged
    #[arg(long, value_name = "LOCKCODE|any")]
    pub(crate) host: Option<String>,
    /// How much of an entitlement is in use; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity)]
    pub(crate) usage: Vec<(String, u64)>,
    /// The limit of an entitlement while no licence counts; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity)]
    pub(crate) entry: Vec<(String, u64)>,
    /// The instant to judge at: Unix seconds or RFC 3339; default: now
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
    /// With `--adapter jwt`: what the claims of the tokens mean
    #[arg(long, value_name = "MAP.json", requires = "adapter")]
    pub(crate) mapping: Option<PathBuf>,
    /// With `--adapter keygen`: the licence key that decrypts the contents
    #[arg(long, value_name = "KEY", requires = "adapter")]
    pub(crate) license_key: Option<String>,
    /// With `--adapter keygen`: the machine's fingerprint, for machine files
    #[arg(long, value_name = "TEXT", requires = "adapter")]
    pub(crate) fingerprint: Option<String>,
    /// How to tell the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

impl Verify {
    /// The instant to judge at, where it was given.
    pub(crate) fn at(&self) -> countersign::Result<Option<UnixTime>> {
        self.at.as_deref().map(instant).transpose()
    }
}

#[derive(Args)]
pub(crate) struct Inspect {
    /// The file, or - for standard input
    pub(crate) file: PathBuf,
    /// The largest file that is read, in bytes; default: 4 MiB
    #[arg(long, value_name = "N")]
    pub(crate) max_size: Option<usize>,
    /// How to tell the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// How a result is told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The makers whose licences are read besides our own.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Adapter {
    /// JWT licences that an application signed by itself.
    Jwt,
    /// Keygen licence and machine files, and signed keys.
    Keygen,
}

fn quantity(text: &str) -> Result<(String, u64), String> {
    let (id, number) = text.split_once('=').ok_or("an id, = and a whole number are needed, e.g. users=19")?;
    match number.parse() {
        Ok(number) if !id.is_empty() => Ok((id.to_owned(), number)),
        _ => Err("an id, = and a whole number are needed, e.g. users=19".to_owned()),
    }
}

/// An instant as Unix seconds or RFC 3339; a fraction of a second is dropped.
pub(crate) fn instant(text: &str) -> countersign::Result<UnixTime> {
    let unreadable = UnixTime::unreadable(text);
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return UnixTime::from_secs(text.parse().map_err(|_| unreadable)?);
    }
    // The library also reads what is not RFC 3339: a space for the T, no seconds, a time zone's name.
    let bytes = text.as_bytes();
    let shaped =
        bytes.len() >= 20 && matches!(bytes[10], b'T' | b't') && bytes[16] == b':' && !text.contains('[');
    let instant = shaped.then(|| text.parse::<jiff::Timestamp>().ok()).flatten();
    let instant = instant.filter(|instant| instant.as_nanosecond() >= 0);
    UnixTime::from_secs(instant.ok_or(unreadable)?.as_second())
}
