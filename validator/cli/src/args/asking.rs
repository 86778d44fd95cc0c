//! The arguments of the commands that verify files and ask something of them.

use super::{Circumstances, OutputArgs};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Verify {
    /// The files, or - for standard input; with none, the report of an installation without a licence
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
}

#[derive(Args)]
pub(crate) struct Show {
    /// The files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Print the payloads as they were signed, and nothing else
    #[arg(long)]
    pub(crate) claims: bool,
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
}

#[derive(Args)]
pub(crate) struct Check {
    /// The entitlement; with --device, a family of devices
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// The files, or - for standard input; with none, only the entry limits allow something
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How many more are to be used
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) adding: u64,
    /// ID is a family of devices, e.g. `cisco`; one that no licence names needs none
    #[arg(long)]
    pub(crate) device: bool,
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
}

#[derive(Args)]
pub(crate) struct Preview {
    /// The files as they are, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) change: Changing,
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
}

/// The change of the files.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Changing {
    /// A file to add
    #[arg(long, value_name = "FILE")]
    pub(crate) add: Option<PathBuf>,
    /// One of the files, to take out
    #[arg(long, value_name = "FILE")]
    pub(crate) remove: Option<PathBuf>,
    /// One of the files, and the file that takes its place
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    pub(crate) replace: Option<Vec<PathBuf>>,
}

#[derive(Args)]
pub(crate) struct Request {
    /// The files of the installation, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Ask for an emergency licence for this entitlement
    #[arg(long, value_name = "ID")]
    pub(crate) emergency: String,
    /// The installation's own private key, PKCS#8 PEM
    #[arg(long, value_name = "INSTALLATION.pem")]
    pub(crate) key: PathBuf,
    /// A file whose first line is the passphrase of that key
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// How many more are asked for; default: the usual 10
    #[arg(long, value_name = "N")]
    pub(crate) quantity: Option<u64>,
    /// Whom to answer
    #[arg(long, value_name = "NAME")]
    pub(crate) contact_name: Option<String>,
    /// Where to answer
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) contact_email: Option<String>,
    /// Where to call
    #[arg(long, value_name = "NUMBER")]
    pub(crate) contact_phone: Option<String>,
    /// Why more is needed, in one line
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
}
