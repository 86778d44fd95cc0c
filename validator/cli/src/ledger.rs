//! `countersign ledger`: keeps the ledger of what was activated.

mod status;
mod verify;

use crate::Verdict;
use crate::args::{Format, LedgerAdd, LedgerCommand, LedgerExport, LedgerFileArgs, LedgerNew, LedgerRelease};
use crate::failure::Failure;
use crate::files::{self, Existing, shown};
use crate::issuing::write;
use crate::opening::{read_all, read_keys};
use crate::sign::now;
use countersign::{DocumentType, Envelope, TrustedKeys, UnixTime};
use countersign_issuer::{Added, Ledger, LedgerFile};
use serde_json::json;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long one waits for another who writes to the same ledger: longer than reading a large one takes.
const WAIT: Duration = Duration::from_secs(10);

pub(crate) fn run(command: &LedgerCommand, format: Format) -> Result<Verdict, Failure> {
    match command {
        LedgerCommand::New(args) => new(args, format),
        LedgerCommand::Add(args) => add(args, format),
        LedgerCommand::Release(args) => release(args, format),
        LedgerCommand::Status(args) => status::run(args, format),
        LedgerCommand::Verify(args) => verify::run(args, format),
        LedgerCommand::Export(args) => export(args, format),
    }
}

/// A ledger that nobody else writes to.
pub(crate) struct OpenLedger<'a> {
    pub(crate) ledger: Ledger,
    file: LedgerFile,
    path: &'a Path,
}

impl<'a> OpenLedger<'a> {
    /// Locks the file, and reads it by the keys for its issuer.
    pub(crate) fn lock(
        path: &'a Path,
        keys: impl FnOnce(&str) -> countersign::Result<TrustedKeys>,
    ) -> Result<Self, Failure> {
        files::note_input(path);
        let file = LedgerFile::lock(path, WAIT).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => Failure::new(
                "ledger_locked",
                format!("{} is in use by another command. Try again when that has ended.", shown(path)),
            ),
            _ => Failure::unreadable(path, &error),
        })?;
        let ledger = read(path, file.text(), keys)?;
        Ok(Self { ledger, file, path })
    }

    /// Stores lines: only then may anything be handed out.
    pub(crate) fn append(&mut self, lines: &[&str]) -> Result<(), Failure> {
        self.file.append(lines).map_err(|error| Failure::unwritable(self.path, &error))
    }
}

fn read(
    path: &Path,
    text: &[u8],
    keys: impl FnOnce(&str) -> countersign::Result<TrustedKeys>,
) -> Result<Ledger, Failure> {
    let about = |failure: countersign_issuer::Failure| Failure::from(failure).about(path);
    let keys = keys(&Ledger::issuer_of(text).map_err(about)?)?;
    Ledger::read(text, &keys).map_err(about)
}

impl LedgerFileArgs {
    fn now(&self) -> Result<UnixTime, Failure> {
        self.at.at()?.map_or_else(now, Ok)
    }

    fn lock(&self) -> Result<OpenLedger<'_>, Failure> {
        let keys = read_keys(&self.keys)?;
        OpenLedger::lock(&self.ledger, |_| Ok(keys))
    }

    /// Reads the ledger without waiting for those who write to it: what they have not finished is no line yet.
    fn read(&self) -> Result<Ledger, Failure> {
        files::note_input(&self.ledger);
        let text = std::fs::read(&self.ledger).map_err(|error| Failure::unreadable(&self.ledger, &error))?;
        let keys = read_keys(&self.keys)?;
        read(&self.ledger, &text, |_| Ok(keys))
    }
}

fn new(args: &LedgerNew, format: Format) -> Result<Verdict, Failure> {
    let issuer = match (&args.whose.issuer, &args.whose.delegate) {
        (Some(issuer), _) if !issuer.is_empty() => issuer.clone(),
        (_, Some(path)) => delegate(path)?,
        _ => {
            return Err(Failure::usage("The issuer is empty. Give the one that your licences carry as iss."));
        }
    };
    if files::is_standard(&args.file.ledger) {
        return Err(Failure::usage("A ledger is kept in a file. Give it a name other than -."));
    }
    let (_, line) = Ledger::new(&issuer, &read_keys(&args.file.keys)?, args.file.now()?)?;
    // A ledger is never overwritten.
    files::create(Some(&args.file.ledger), &(line + "\n"), Existing::AlwaysKept)?;
    files::print(&match format {
        Format::Json => files::to_json(&json!({ "iss": issuer }))?,
        Format::Text => {
            format!("ledger  {}\nissuer  {}\n", shown(&args.file.ledger), countersign::printable(&issuer))
        }
    })?;
    Ok(Verdict::Good)
}

/// The thumbprint of the one key of a customer.
fn delegate(path: &Path) -> Result<String, Failure> {
    let keys = read_keys(std::slice::from_ref(&path.to_owned()))?;
    let mut all = keys.iter();
    match (all.next(), all.next()) {
        (Some(key), None) => Ok(key.key.thumbprint().to_string()),
        _ => Err(Failure::usage(format!("{} must hold one key, the customer's.", shown(path)))),
    }
}

fn add(args: &LedgerAdd, format: Format) -> Result<Verdict, Failure> {
    let now = args.file.now()?;
    let contents = read_all(args.documents.iter().map(PathBuf::as_path), None)?;
    let mut open = args.file.lock()?;
    let (mut lines, mut rows) = (Vec::new(), Vec::new());
    for (name, bytes) in &contents {
        let added = open.ledger.add(bytes, now);
        let added = added.map_err(|failure| Failure::from(failure).about(Path::new(name)))?;
        let (number, is_new) = match added {
            Added::Entry(appended) => {
                lines.push(appended.line);
                (appended.number, true)
            }
            Added::Known(number) => (number, false),
            other => return Err(Failure::usage(format!("{other:?}"))),
        };
        rows.push((name, number, is_new));
    }
    if !lines.is_empty() {
        open.append(&lines.iter().map(String::as_str).collect::<Vec<_>>())?;
    }
    files::print(&match format {
        Format::Json => {
            let row =
                |(name, n, is_new): &(&String, u64, bool)| json!({ "file": name, "n": n, "new": is_new });
            files::to_json(&json!({ "documents": rows.iter().map(row).collect::<Vec<_>>() }))?
        }
        Format::Text => rows
            .iter()
            .map(|(name, number, is_new)| {
                let how = if *is_new { "" } else { ", as it was already" };
                format!("{}  entry {number}{how}\n", shown(name))
            })
            .collect(),
    })?;
    Ok(Verdict::Good)
}

fn release(args: &LedgerRelease, format: Format) -> Result<Verdict, Failure> {
    let now = args.file.now()?;
    let mut open = args.file.lock()?;
    let appended = open.ledger.release(&args.activation, &args.reason, now)?;
    open.append(&[&appended.line])?;
    let (id, number, typ) = (&args.activation, appended.number, DocumentType::Activation);
    let (issuer, product) = open.ledger.licensor(id).unwrap_or_default();
    files::print(&match format {
        Format::Json => {
            let revocation = json!({ "iss": issuer, "aud": product, "jti": id, "typ": typ });
            files::to_json(&json!({ "n": number, "activation": id, "revocation": revocation }))?
        }
        Format::Text => format!(
            "released  {id}  entry {number}\nUntil it is revoked, its host may go on using it. To publish:\n\
             countersign revoke {id} --typ {typ} --issuer {} --product {} --key KEY.pem --next-update INSTANT\n",
            countersign::printable(issuer),
            countersign::printable(product)
        ),
    })?;
    Ok(Verdict::Good)
}

fn export(args: &LedgerExport, format: Format) -> Result<Verdict, Failure> {
    let ledger = args.file.read()?;
    let Some(document) = ledger.activation_document(args.activation.as_deref()) else {
        let what =
            args.activation.as_deref().map_or("any activation".into(), |id| format!("the activation {id}"));
        let message = format!("{} does not have {what}.", shown(&args.file.ledger));
        return Err(Failure::new("ledger_rolled_back", message).exit(1));
    };
    let envelope = Envelope::read(document.as_bytes())?;
    write(&envelope.to_signed(), &args.output)?;
    if args.output.file().is_some() {
        let number = ledger.find(document.as_bytes())?.number;
        files::print(&match format {
            Format::Json => files::to_json(&json!({ "n": number }))?,
            Format::Text => number.map(|number| format!("entry  {number}\n")).unwrap_or_default(),
        })?;
    }
    Ok(Verdict::Good)
}
