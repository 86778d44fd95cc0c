//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use countersign::{Host, LockCode, ProductVersion, UnixTime};
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
    /// Sign a licence from its claims
    Sign(Sign),
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
            Command::Keygen(_) | Command::Sign(_) => Format::Text,
        }
    }
}

#[derive(Args)]
pub(crate) struct Keygen {
    /// The private key, PKCS#8 PEM; an existing file is never overwritten
    #[arg(long, value_name = "KEY.pem")]
    pub(crate) out: PathBuf,
    /// The public key, a JWK set; an existing file is never overwritten
    #[arg(long, value_name = "KEYS.json")]
    pub(crate) public: PathBuf,
    /// The issuer that the key signs for
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: String,
}

#[derive(Args)]
pub(crate) struct Sign {
    /// The claims, a JSON file, or - for standard input; `ver`, `iat` and `jti` are filled where absent
    #[arg(value_name = "CLAIMS.json")]
    pub(crate) claims: PathBuf,
    /// A private key, PKCS#8 PEM; may be given several times
    #[arg(long, value_name = "KEY.pem", required = true)]
    pub(crate) key: Vec<PathBuf>,
    /// A file whose first line is the passphrase of the private keys
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// The type of document
    #[arg(long, value_name = "TYP", default_value = "license+jwt", value_parser = ["license+jwt"])]
    pub(crate) typ: String,
    #[command(flatten)]
    pub(crate) carrier: CarrierArgs,
    /// Where to write the document; standard output where it is absent
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Args)]
#[group(multiple = false)]
pub(crate) struct CarrierArgs {
    /// Write armoured text (the default)
    #[arg(long)]
    pub(crate) armor: bool,
    /// Write JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the compact form
    #[arg(long)]
    pub(crate) compact: bool,
}

#[derive(Args)]
pub(crate) struct Verify {
    /// The files, or - for standard input; with none, the report of an installation without a licence
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Trusted keys, in any public format; may be given several times
    #[arg(long, value_name = "KEYS")]
    pub(crate) keys: Vec<PathBuf>,
    /// The product that asks; else the one that all files are for
    #[arg(long, value_name = "ID")]
    pub(crate) product: Option<String>,
    /// The account that asks; else the one that all files are for
    #[arg(long, value_name = "SUB")]
    pub(crate) account: Option<String>,
    /// The version of the running product
    #[arg(long, value_name = "V", value_parser = ProductVersion::parse)]
    pub(crate) product_version: Option<ProductVersion>,
    /// The machine's lock code, or `any` to leave hosts unjudged
    #[arg(long, value_name = "LOCKCODE|any", value_parser = host)]
    pub(crate) host: Option<Host>,
    /// How much of an entitlement is in use; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity)]
    pub(crate) usage: Vec<(String, u64)>,
    /// The limit of an entitlement while no licence counts; may be given several times
    #[arg(long, value_name = "ID=N", value_parser = quantity)]
    pub(crate) entry: Vec<(String, u64)>,
    /// The instant to judge at: Unix seconds or RFC 3339; default: now
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) at: Option<UnixTime>,
    /// An instant that is certainly past
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    pub(crate) floor: Option<UnixTime>,
    /// The largest file that is read, in bytes; default: 4 MiB
    #[arg(long, value_name = "N")]
    pub(crate) max_size: Option<usize>,
    /// Verify another vendor's files; the keys are then keys for those files only
    #[arg(long, value_enum)]
    pub(crate) adapter: Option<Adapter>,
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

#[derive(Args)]
pub(crate) struct Inspect {
    /// The file, or - for standard input
    pub(crate) file: PathBuf,
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

/// The vendors whose files are read besides our own.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Adapter {
    /// Keygen licence and machine files, and signed keys.
    Keygen,
}

fn host(text: &str) -> countersign::Result<Host> {
    match text {
        "any" => Ok(Host::Any),
        code => LockCode::parse(code).map(Host::LockCode),
    }
}

fn quantity(text: &str) -> Result<(String, u64), String> {
    let (id, number) = text.split_once('=').ok_or("an id, = and a whole number are needed, e.g. users=19")?;
    match number.parse() {
        Ok(number) if !id.is_empty() => Ok((id.to_owned(), number)),
        _ => Err("an id, = and a whole number are needed, e.g. users=19".to_owned()),
    }
}

fn instant(text: &str) -> Result<UnixTime, String> {
    let seconds = match text.parse::<i64>() {
        Ok(seconds) => seconds,
        Err(_) => text
            .parse::<jiff::Timestamp>()
            .map_err(|_| "give Unix seconds or a date and time such as 2026-01-31T12:00:00Z")?
            .as_second(),
    };
    UnixTime::from_secs(seconds).map_err(|error| error.to_string())
}
