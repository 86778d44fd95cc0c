//! The arguments of the commands that hosts and issuers activate licences with.

use super::{Moment, OutputArgs, circumstances::quantity};
use clap::Args;
use countersign::{PartName, UnixTime};
use std::num::NonZeroUsize;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct HostArgs {
    /// Where to write the host file, which holds no secret; without it, only the lock code is printed
    #[arg(long, value_name = "HOST.json")]
    pub(crate) out: Option<PathBuf>,
    /// The host's own private key, PKCS#8 PEM; it is made where there is no such file
    #[arg(long, value_name = "HOST.pem", default_value = "host.pem", conflicts_with = "no_key")]
    pub(crate) key: PathBuf,
    /// A property of the machine, in place of what is found out about it: key (a thumbprint), machine_id, hostname,
    /// mac, disk or board; may be given several times
    #[arg(long = "part", value_name = "NAME=VALUE", value_parser = part)]
    pub(crate) parts: Vec<(PartName, String)>,
    /// Recognise the machine by its machine id alone: it can then write no request
    #[arg(long)]
    pub(crate) no_key: bool,
    /// What people call the machine
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// Put the host file in the place of an existing one; never of one that holds a private key
    #[arg(long)]
    pub(crate) force: bool,
}

/// What a host asks an activation for.
#[derive(Args)]
pub(crate) struct AskArgs {
    /// With --activate: how much of an entitlement is asked for, of a feature 1; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity, requires = "activate")]
    pub(crate) want: Vec<(String, u64)>,
    /// With --activate: the licence, where the files are of several
    #[arg(long, value_name = "JTI", requires = "activate")]
    pub(crate) license: Option<String>,
    /// With --activate: the activation that this host takes over from another, which gave it back
    #[arg(long, value_name = "JTI", requires = "activate")]
    pub(crate) replaces: Option<String>,
    /// With --activate: the lock codes of the two servers that are redundant with this one
    #[arg(long, num_args = 2, value_names = ["CODE", "CODE"], requires = "activate")]
    pub(crate) redundant: Option<Vec<String>>,
}

#[derive(Args)]
pub(crate) struct Activate {
    /// The request, or - for standard input
    #[arg(value_name = "REQUEST", required_unless_present = "lock_code", conflicts_with = "lock_code")]
    pub(crate) request: Option<PathBuf>,
    /// The issuer's ledger
    #[arg(long, value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The private key that signs, PKCS#8 PEM; its public half verifies the ledger as well
    #[arg(long, value_name = "KEY.pem")]
    pub(crate) key: PathBuf,
    /// A file whose first line is the passphrase of that key
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Other public keys that the documents of the ledger are verified by; may be given several times
    #[arg(long, value_name = "KEYS")]
    pub(crate) keys: Vec<PathBuf>,
    /// How much is given, in place of what the request wants; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity)]
    pub(crate) grant: Vec<(String, u64)>,
    /// Make a temporary activation, which ends then: Unix seconds, RFC 3339, or a date for the end of that day in UTC
    #[arg(long, value_name = "INSTANT")]
    pub(crate) until: Option<String>,
    /// Recognise the host by so many of its parts too, should its lock code change
    #[arg(long = "match", value_name = "all|N", value_parser = matching)]
    pub(crate) matching: Option<MatchRule>,
    /// A note of who issues it
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    #[command(flatten)]
    pub(crate) typed: TypedArgs,
    #[command(flatten)]
    pub(crate) at: AtArg,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// A host that writes no request.
#[derive(Args)]
pub(crate) struct TypedArgs {
    /// The lock code of a host that has no request; may be given several times
    #[arg(long, value_name = "CODE", requires = "license")]
    pub(crate) lock_code: Vec<String>,
    /// With --lock-code: the licence
    #[arg(long, value_name = "JTI", requires = "lock_code")]
    pub(crate) license: Option<String>,
    /// With three of --lock-code: they are redundant servers, of which two must be alive
    #[arg(long, requires = "lock_code")]
    pub(crate) quorum: bool,
    /// With --lock-code: the activation that the host takes over from another, which was freed
    #[arg(long, value_name = "JTI", requires = "lock_code")]
    pub(crate) replaces: Option<String>,
    /// With --lock-code: what people call the host
    #[arg(long, value_name = "TEXT", requires = "lock_code")]
    pub(crate) description: Option<String>,
}

/// How many of a host's parts must be there.
#[derive(Clone, Copy)]
pub(crate) enum MatchRule {
    /// All.
    All,
    /// At least so many.
    AtLeast(NonZeroUsize),
}

/// An instant other than now.
#[derive(Args)]
pub(crate) struct AtArg {
    /// The instant of it: Unix seconds, RFC 3339, or a date for the end of that day in UTC; default: now
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
}

impl AtArg {
    /// The instant, where it was given.
    pub(crate) fn at(&self) -> countersign::Result<Option<UnixTime>> {
        let at = self.at.as_deref().map(Moment::parse).transpose()?;
        Ok(at.map(|at| at.last_second("--at")))
    }
}

#[derive(Args)]
pub(crate) struct Deactivate {
    /// The activation that this host gives back, or - for standard input
    #[arg(value_name = "ACTIVATION")]
    pub(crate) activation: PathBuf,
    /// Of an activation that a customer issued: the licence that delegates to the customer's key
    #[arg(value_name = "LICENCE")]
    pub(crate) licenses: Vec<PathBuf>,
    /// Trusted keys, in any public format; may be given several times
    #[arg(long, value_name = "KEYS")]
    pub(crate) keys: Vec<PathBuf>,
    /// The host's own private key, PKCS#8 PEM
    #[arg(long, value_name = "HOST.pem")]
    pub(crate) host_key: PathBuf,
    /// The state of the installation, in which it is noted first; it is made where there is no such file
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<PathBuf>,
    /// Why, in one line
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) at: AtArg,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

fn part(text: &str) -> Result<(PartName, String), String> {
    let names = PartName::ALL.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
    let needed = format!("a name, = and a value are needed, e.g. machine_id=4c4c4544; names are {names}");
    let (name, value) = text.split_once('=').ok_or(needed.clone())?;
    Ok((PartName::from_name(name).ok_or(needed)?, value.to_owned()))
}

fn matching(text: &str) -> Result<MatchRule, &'static str> {
    match text {
        "all" => Ok(MatchRule::All),
        _ => text.parse().map(MatchRule::AtLeast).map_err(|_| "all, or a number from 1 on, is needed"),
    }
}
