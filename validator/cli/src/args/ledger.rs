//! The arguments of `ledger`.

use super::OutputArgs;
use super::activation::AtArg;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct LedgerArgs {
    #[command(subcommand)]
    pub(crate) command: LedgerCommand,
}

#[derive(Subcommand)]
pub(crate) enum LedgerCommand {
    /// Begin a ledger
    New(LedgerNew),
    /// Take in licences, receipts and revocation lists, and activations whose entry was lost: all of them, or none
    Add(LedgerAdd),
    /// Free an activation whose host can't give a receipt, on your word that it is off
    Release(LedgerRelease),
    /// Show what is claimed of each licence, what is left, and by whom
    Status(LedgerStatus),
    /// Verify the ledger, and whether documents are in it
    Verify(LedgerVerify),
    /// Write an activation that was given out, once more
    Export(LedgerExport),
}

/// Which ledger, and what it is read with.
#[derive(Args)]
pub(crate) struct LedgerFileArgs {
    /// The ledger
    #[arg(long, value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The public keys that its documents are verified by; may be given several times
    #[arg(long, value_name = "KEYS")]
    pub(crate) keys: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) at: AtArg,
}

#[derive(Args)]
pub(crate) struct LedgerNew {
    #[command(flatten)]
    pub(crate) whose: Whose,
    #[command(flatten)]
    pub(crate) file: LedgerFileArgs,
}

/// Whose ledger it is.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Whose {
    /// The issuer whose ledger it is
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// The public key of the customer whose ledger it is, to which licences delegate issuing
    #[arg(long, value_name = "KEYS.json")]
    pub(crate) delegate: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct LedgerAdd {
    /// The documents, or - for standard input
    #[arg(value_name = "DOCUMENT", required = true)]
    pub(crate) documents: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) file: LedgerFileArgs,
}

#[derive(Args)]
pub(crate) struct LedgerRelease {
    /// The activation to free, by its jti
    #[arg(value_name = "JTI")]
    pub(crate) activation: String,
    /// Why its host can't give a receipt
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) file: LedgerFileArgs,
}

#[derive(Args)]
pub(crate) struct LedgerStatus {
    #[command(flatten)]
    pub(crate) file: LedgerFileArgs,
}

#[derive(Args)]
pub(crate) struct LedgerVerify {
    /// Documents that should be in it, or - for standard input
    #[arg(value_name = "DOCUMENT")]
    pub(crate) documents: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) file: LedgerFileArgs,
}

#[derive(Args)]
pub(crate) struct LedgerExport {
    /// The newest activation with this jti; default: the last that was given
    #[arg(long, value_name = "JTI")]
    pub(crate) activation: Option<String>,
    #[command(flatten)]
    pub(crate) file: LedgerFileArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
