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
use time::format_description::well_known::Rfc3339;

/// Signs, verifies and inspects licence files, offline.
#[derive(Parser)]
#[command(name = "countersign", bin_name = "countersign", version, about, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// How to tell the result
    #[arg(long, value_enum, global = true, default_value_t = Format::Text)]
    pub(crate) format: Format,
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

#[derive(Args)]
pub(crate) struct Inspect {
    /// The file, or - for standard input
    pub(crate) file: PathBuf,
    /// The largest file that is read, in bytes; default: 4 MiB
    #[arg(long, value_name = "N")]
    pub(crate) max_size: Option<usize>,
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
    // The library takes any character for the T.
    if !matches!(text.as_bytes().get(10), Some(b'T' | b't')) {
        return Err(unreadable);
    }
    let instant = time::OffsetDateTime::parse(text, &Rfc3339).map_err(|_| unreadable)?;
    UnixTime::from_secs(instant.unix_timestamp())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::instant;

    #[test]
    fn instants_are_seconds_or_rfc_3339() {
        for (text, seconds) in [
            ("0", 0),
            ("1769860800", 1_769_860_800),
            ("2026-01-31T12:00:00Z", 1_769_860_800),
            ("2026-01-31t12:00:00z", 1_769_860_800),
            ("2026-01-31T12:00:00.999999999Z", 1_769_860_800),
            ("2026-01-31T12:00:00+02:00", 1_769_853_600),
            ("2026-01-31T12:00:00-00:00", 1_769_860_800),
            ("2026-12-31T23:59:60Z", 1_798_761_599),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            assert_eq!(instant(text).unwrap().as_secs(), seconds, "{text}");
        }
        for text in [
            "",
            "soon",
            "-1",
            "253402300800",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00Z",
            "2026-01-31 12:00:00Z",
            "2026-01-31T12:00:00Z[UTC]",
            "2026-01-31T12:00:00+0200",
            "2026-02-29T12:00:00Z",
            "2026-01-31T24:00:00Z",
            "1969-12-31T23:59:59Z",
            "9999-12-31T23:59:59-01:00",
        ] {
            assert_eq!(instant(text).unwrap_err().code().as_str(), "instant_invalid", "{text}");
        }
    }
}
