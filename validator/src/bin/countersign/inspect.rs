//! `countersign inspect`: what a file is, without trusting anything.

use crate::Verdict;
use crate::args::{Format, Inspect};
use crate::failure::Failure;
use crate::files;
use crate::verify::to_json;
use anstyle::{AnsiColor, Style};
use countersign::keygen::{KeygenFile, KeygenKind};
use countersign::{Envelope, Error, Thumbprint};
use serde::Serialize;

/// What can be seen of a file before any signature is checked.
#[derive(Serialize)]
#[serde(untagged)]
enum Seen {
    Document {
        verified: bool,
        typ: &'static str,
        carrier: &'static str,
        payload_bytes: usize,
        /// The keys that the file says signed it: one of them is needed to verify it.
        kids: Vec<Thumbprint>,
    },
    Keygen {
        verified: bool,
        typ: KeygenKind,
    },
    Refused {
        error: Error,
    },
}

pub(crate) fn run(args: &Inspect) -> Result<Verdict, Failure> {
    let seen = look(&files::read(&args.file)?);
    match args.format {
        Format::Json => anstream::println!("{}", to_json(&seen)?),
        Format::Text => print(&seen),
    }
    Ok(match seen {
        Seen::Document { .. } | Seen::Keygen { .. } => Verdict::Good,
        Seen::Refused { .. } => Verdict::Refused,
    })
}

fn look(bytes: &[u8]) -> Seen {
    match (Envelope::read(bytes), KeygenFile::read(bytes)) {
        (Ok(envelope), _) => Seen::Document {
            verified: false,
            typ: envelope.document_type().typ(),
            carrier: envelope.carrier().as_str(),
            payload_bytes: envelope.payload_size(),
            kids: envelope.key_ids().collect(),
        },
        (Err(_), Ok(file)) => Seen::Keygen { verified: false, typ: file.kind() },
        (Err(error), Err(_)) => Seen::Refused { error },
    }
}

fn print(seen: &Seen) {
    let warning = Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold();
    let unverified = || {
        anstream::println!(
            "{warning}NOT VERIFIED{warning:#}: whoever made the file wrote this, and its contents are not shown.\n"
        );
    };
    match seen {
        Seen::Document { typ, carrier, payload_bytes, kids, .. } => {
            unverified();
            anstream::println!("document    {typ}");
            anstream::println!("carrier     {carrier}");
            anstream::println!("payload     {payload_bytes} bytes");
            for kid in kids {
                anstream::println!("needs key   {kid}");
            }
        }
        Seen::Keygen { typ, .. } => {
            unverified();
            let kind = match typ {
                KeygenKind::LicenseFile => "licence",
                KeygenKind::MachineFile => "machine",
                _ => "other",
            };
            anstream::println!("document    Keygen {kind} file");
            anstream::println!(
                "needs key   the Ed25519 key of the Keygen account; verify with --adapter keygen"
            );
        }
        Seen::Refused { error } => anstream::println!("{}: {error}", error.code()),
    }
}
