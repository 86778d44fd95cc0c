//! `countersign verify --adapter keygen`: files that Keygen issued.

use crate::Verdict;
use crate::args::{Format, Verify};
use crate::failure::Failure;
use crate::files;
use crate::sign::now;
use crate::table;
use crate::verify::{read, to_json};
use anstyle::{AnsiColor, Style};
use countersign::keygen::{
    KeygenContents, KeygenFile, KeygenKey, KeygenKeys, KeygenKind, KeygenSecrets, KeygenStatus,
};
use countersign::{Code, Error, Thumbprint, UnixTime};
use serde::Serialize;

/// What a set of Keygen files amounts to at an instant.
#[derive(Serialize)]
struct ForeignReport {
    now: UnixTime,
    documents: Vec<ForeignRow>,
}

#[derive(Serialize)]
struct ForeignRow {
    file: String,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome {
    File {
        typ: KeygenKind,
        kid: Thumbprint,
        status: &'static str,
        counts: bool,
        contents: Box<KeygenContents>,
    },
    /// It is authentic, but what it says could not be decrypted.
    Encrypted {
        typ: KeygenKind,
        kid: Thumbprint,
        status: &'static str,
        counts: bool,
        reasons: [Error; 1],
    },
    Key {
        typ: &'static str,
        kid: Thumbprint,
        status: KeygenStatus,
        counts: bool,
        data: String,
    },
    Refused {
        error: Error,
    },
}

pub(crate) fn run(args: &Verify) -> Result<Verdict, Failure> {
    refuse_options(args)?;
    let mut keys = KeygenKeys::default();
    for path in &args.keys {
        let more = KeygenKeys::parse(&files::read(path)?).map_err(|error| Failure::in_file(path, &error))?;
        keys.extend(more);
    }
    let secrets = args
        .license_key
        .as_ref()
        .map(|key| KeygenSecrets { license_key: key.clone(), fingerprint: args.fingerprint.clone() });
    let now = args.at()?.map_or_else(now, Ok)?;
    let mut documents = Vec::new();
    for path in &args.files {
        let bytes = read(path, args.max_size)?;
        let outcome = verify(&bytes, &keys, secrets.as_ref(), args.fingerprint.as_deref(), now)
            .unwrap_or_else(|error| Outcome::Refused { error });
        documents.push(ForeignRow { file: path.display().to_string(), outcome });
    }
    let report = ForeignReport { now, documents };
    match args.format {
        Format::Json => files::print(&to_json(&report)?)?,
        Format::Text => files::print(&text(&report))?,
    }
    Ok(report.documents.iter().map(|row| row.outcome.verdict()).max().unwrap_or(Verdict::Good))
}

/// An option that changes nothing here would leave its user in the belief that it did.
fn refuse_options(args: &Verify) -> Result<(), Failure> {
    let given = [
        ("--product", args.product.is_some()),
        ("--account", args.account.is_some()),
        ("--product-version", args.product_version.is_some()),
        ("--host", args.host.is_some()),
        ("--usage", !args.usage.is_empty()),
        ("--entry", !args.entry.is_empty()),
        ("--floor", args.floor.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((option, _)) => {
            Err(Failure::usage(format!("{option} has no meaning with --adapter keygen. Leave it out.")))
        }
    }
}

fn verify(
    bytes: &[u8],
    keys: &KeygenKeys,
    secrets: Option<&KeygenSecrets>,
    fingerprint: Option<&str>,
    now: UnixTime,
) -> countersign::Result<Outcome> {
    if KeygenKey::is_one(bytes) {
        let key = KeygenKey::read(bytes)?.verify(keys)?;
        let data = String::from_utf8_lossy(key.data()).into_owned();
        let status = KeygenStatus::Active;
        return Ok(Outcome::Key { typ: "signed-key", kid: key.signer(), status, counts: true, data });
    }
    let file = KeygenFile::read(bytes)?.verify(keys)?;
    let (typ, kid) = (file.kind(), file.signer());
    match file.contents(secrets) {
        Ok(contents) => {
            let status = contents.status_at(now);
            let machine = contents.machine.as_ref().map(|machine| machine.fingerprint.as_str());
            // An encrypted machine file opens on its machine only; a plain one opens everywhere.
            let elsewhere = machine.zip(fingerprint).is_some_and(|(machine, here)| machine != here);
            let status = if elsewhere { "wrong_host" } else { status.as_str() };
            let counts = status == KeygenStatus::Active.as_str();
            Ok(Outcome::File { typ, kid, status, counts, contents: Box::new(contents) })
        }
        Err(error) if error.code() == Code::KeySecret => {
            Ok(Outcome::Encrypted { typ, kid, status: "encrypted", counts: false, reasons: [error] })
        }
        Err(error) => Err(error),
    }
}

impl Outcome {
    fn verdict(&self) -> Verdict {
        match self {
            Outcome::File { counts: true, .. } | Outcome::Key { .. } => Verdict::Good,
            Outcome::File { .. } | Outcome::Encrypted { .. } => Verdict::DoesNotCount,
            Outcome::Refused { .. } => Verdict::Refused,
        }
    }

    fn cells(&self) -> [(String, Style); 3] {
        match self {
            Outcome::File { status, counts, contents, .. } => {
                let style = table::colour(if *counts { AnsiColor::Green } else { AnsiColor::Red });
                let license = contents.license.as_ref();
                let name = license
                    .map_or("–".to_owned(), |license| license.name.clone().unwrap_or(license.id.clone()));
                let until = contents.end().map_or("for good".to_owned(), |end| format!("until {end}"));
                [table::plain(name), ((*status).to_owned(), style), table::plain(until)]
            }
            Outcome::Encrypted { status, reasons: [error], .. } => [
                table::plain("–"),
                (format!("! {status}"), table::colour(AnsiColor::Yellow)),
                table::plain(error),
            ],
            Outcome::Key { data, status, .. } => {
                let style = table::colour(AnsiColor::Green);
                [table::plain("signed key"), (status.as_str().to_owned(), style), table::plain(data)]
            }
            Outcome::Refused { error } => {
                [table::plain("–"), table::bad(format!("✗ {}", error.code())), table::plain(error)]
            }
        }
    }
}

fn text(report: &ForeignReport) -> String {
    let rows: Vec<_> = report
        .documents
        .iter()
        .map(|row| {
            let [license, status, remark] = row.outcome.cells();
            [table::plain(&row.file), license, status, remark]
        })
        .collect();
    let table = table::table(["FILE", "LICENCE", "STATUS", "REMARK"], &rows);
    format!("Keygen files   judged at {}\n\n{table}", report.now)
}
