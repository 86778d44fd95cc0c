//! The command line.

mod asking;
mod circumstances;
mod issuing;

pub(crate) use asking::{Check, Preview, Request, Verify};
pub(crate) use circumstances::{Adapter, Circumstances};
pub(crate) use issuing::{
    KeepRule, KeyName, Keygen, OutputArgs, Retiring, Revoke, Sign, SignerArgs, TrustArgs, revoked,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use countersign::UnixTime;
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
    /// Tell whether more of an entitlement may be used
    Check(Check),
    /// Tell what adding, removing or replacing a file would change; nothing is changed
    Preview(Preview),
    /// Ask the vendor for an emergency licence
    Request(Request),
    /// Show what a file is and which keys it names, without trusting anything
    Inspect(Inspect),
}

impl Command {
    /// The format in which a failure is told.
    pub(crate) fn format(&self) -> Format {
        match self {
            Command::Verify(args) => args.circumstances.format,
            Command::Check(args) => args.circumstances.format,
            Command::Preview(args) => args.circumstances.format,
            Command::Request(args) => args.circumstances.format,
            Command::Inspect(args) => args.format,
            Command::Revoke(args) => args.format,
            Command::Trust(args) => args.format,
            Command::Keygen(_) | Command::Sign(_) => Format::Text,
        }
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
