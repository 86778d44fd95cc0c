//! The command line.

mod activation;
mod asking;
mod circumstances;
mod issuing;
mod ledger;
mod moment;
mod named;
mod spread;
mod volume;

pub(crate) use activation::{Activate, AskArgs, Deactivate, HostArgs, MatchRule};
pub(crate) use asking::{Check, Preview, Request, Show, Verify};
pub(crate) use circumstances::{Adapter, Circumstances};
pub(crate) use issuing::{
    KeepRule, KeyLimits, KeyName, Keygen, Keys, OutputArgs, Retiring, Revoke, Sign, SignerArgs, TrustArgs,
    revoked,
};
pub(crate) use ledger::{
    LedgerAdd, LedgerArgs, LedgerCommand, LedgerExport, LedgerFileArgs, LedgerNew, LedgerRelease,
    LedgerStatus, LedgerVerify,
};
pub(crate) use moment::Moment;
pub(crate) use named::named_files;
pub(crate) use spread::spread;
pub(crate) use volume::{VolumeArgs, VolumeCommand, VolumeForm, VolumeKey, VolumeKms, VolumePlan};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What an exit code means, at the end of every help.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done; every document counts, takes effect or is superseded; what was asked is allowed
  1  authentic, but some document does not count, something is over, or what was asked is denied
  2  some file is malformed or not authentic
  3  the command could not be carried out: usage, unreadable or unwritable file, bad key set";

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
    /// Show, derive, join and split sets of public keys
    Keys(Keys),
    /// Sign a document from its claims
    Sign(Sign),
    /// Make the next revocation list
    Revoke(Revoke),
    /// Make the next trust update: which keys sign from now on, and which no longer do
    Trust(TrustArgs),
    /// Verify files and tell what they allow
    Verify(Verify),
    /// Show everything that files say, once their signatures hold
    Show(Show),
    /// Tell whether more of an entitlement may be used
    Check(Check),
    /// Tell what adding, removing or replacing a file would change; nothing is changed
    Preview(Preview),
    /// Ask the vendor for an activation of a licence on this host, or for an emergency licence
    Request(Box<Request>),
    /// Tell who this host is: its lock code, and a host file
    Host(HostArgs),
    /// Answer a request with an activation, out of the issuer's ledger
    Activate(Activate),
    /// Give an activation back: this host no longer uses it
    Deactivate(Deactivate),
    /// Keep the ledger of what was activated
    Ledger(LedgerArgs),
    /// Activate many systems: by a key management service (KMS), or by a multiple activation key (MAK)
    Volume(Box<VolumeArgs>),
    /// Show what a file is and which keys it names, without trusting anything
    Inspect(Inspect),
    /// Print the completions of a shell, for it to load
    Completions(Completions),
    /// Print a manual page, in roff
    Man(Man),
}

#[derive(Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Args)]
pub(crate) struct Man {
    /// The command that it is about, e.g. `ledger add`; default: the whole, which names them
    pub(crate) command: Vec<String>,
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
