//! The arguments of `volume`.

use super::Circumstances;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct VolumeArgs {
    #[command(subcommand)]
    pub(crate) command: VolumeCommand,
}

#[derive(Subcommand)]
pub(crate) enum VolumeCommand {
    /// Tell whether the network has a KMS, from what nslookup, dig, host or Resolve-DnsName printed
    Kms(VolumeKms),
    /// Read a product key, and tell whether it is a published generic one
    Key(VolumeKey),
    /// Tell what comes of a KMS and a key, and what to do next
    Plan(Box<VolumePlan>),
    /// Print the request for a promotional key: as text, or as JSON with --format json
    Form(VolumeForm),
}

#[derive(Args)]
pub(crate) struct VolumeKms {
    /// What `nslookup -type=srv _vlmcs._tcp` printed, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Args)]
pub(crate) struct VolumeKey {
    /// The key, in lower case, with spaces or without hyphens too
    #[arg(value_name = "KEY", required = true, num_args = 1..)]
    pub(crate) key: Vec<String>,
}

#[derive(Args)]
pub(crate) struct VolumePlan {
    /// The files of the licences; with none, what they permit is not judged
    #[arg(value_name = "LICENCE")]
    pub(crate) files: Vec<PathBuf>,
    /// What `nslookup -type=srv _vlmcs._tcp` printed, or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) kms: Option<PathBuf>,
    /// The product key
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
}

#[derive(Args)]
pub(crate) struct VolumeForm {
    /// The name of the company
    #[arg(long, value_name = "NAME")]
    pub(crate) company: Option<String>,
    /// The name of the contact for the deployment
    #[arg(long, value_name = "NAME")]
    pub(crate) contact_name: Option<String>,
    /// The contact's e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) contact_email: Option<String>,
    /// The contact's telephone number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) contact_phone: Option<String>,
    /// How many systems are deployed
    #[arg(long, value_name = "N")]
    pub(crate) systems: Option<u64>,
    /// When they are deployed: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<countersign::Date>,
    /// The name of the technical account manager, where there is one
    #[arg(long, value_name = "NAME")]
    pub(crate) account_manager: Option<String>,
}

fn date(text: &str) -> Result<countersign::Date, &'static str> {
    countersign::Date::parse(text).ok_or("a day as YYYY-MM-DD is needed")
}
