//! `countersign inspect`: what a file is, without trusting anything.

use crate::Verdict;
use crate::args::{Format, Inspect};
use crate::failure::Failure;
use crate::files;
use crate::opening::read;
use anstyle::{AnsiColor, Style};
use countersign::keygen::{KeygenFile, KeygenKey};
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
        signatures: Vec<SeenSignature>,
    },
    Keygen {
        verified: bool,
        typ: &'static str,
    },
    Refused {
        error: Error,
    },
}

/// A signature, by what its header says.
#[derive(Serialize)]
struct SeenSignature {
    alg: &'static str,
    /// The key that is needed to verify it.
    kid: Thumbprint,
}

pub(crate) fn run(args: &Inspect, format: Format) -> Result<Verdict, Failure> {
    let seen = look(&read(&args.file, args.max_size)?, args.max_size);
    match format {
        Format::Json => files::print(&files::to_json(&seen)?)?,
        Format::Text => files::print(&text(&seen))?,
    }
    Ok(match seen {
        Seen::Document { .. } | Seen::Keygen { .. } => Verdict::Good,
        Seen::Refused { .. } => Verdict::Refused,
    })
}

fn look(bytes: &[u8], max_size: Option<usize>) -> Seen {
    if KeygenKey::is_one(bytes) {
        return match KeygenKey::read(bytes) {
            Ok(_) => Seen::Keygen { verified: false, typ: "signed-key" },
            Err(error) => Seen::Refused { error },
        };
    }
    let envelope = match max_size {
        Some(most) => Envelope::read_with_limit(bytes, most),
        None => Envelope::read(bytes),
    };
    match (envelope, KeygenFile::read(bytes)) {
        (Ok(envelope), _) => Seen::Document {
            verified: false,
            typ: envelope.document_type().typ(),
            carrier: envelope.carrier().as_str(),
            payload_bytes: envelope.payload_size(),
            signatures: envelope.headers().map(|(alg, kid)| SeenSignature { alg, kid }).collect(),
        },
        (Err(_), Ok(file)) => Seen::Keygen { verified: false, typ: file.kind().as_str() },
        (Err(error), Err(_)) => Seen::Refused { error },
    }
}

fn text(seen: &Seen) -> String {
    let yellow = Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold();
    let unverified = format!(
        "{yellow}NOT VERIFIED{yellow:#}: whoever made the file wrote this, and its contents are not shown.\n\n"
    );
    match seen {
        Seen::Document { typ, carrier, payload_bytes, signatures, .. } => {
            let mut text = unverified
                + &format!("document    {typ}\ncarrier     {carrier}\npayload     {payload_bytes} bytes\n");
            for SeenSignature { alg, kid } in signatures {
                text += &format!("signature   {alg}, needs key {kid}\n");
            }
            text
        }
        Seen::Keygen { typ, .. } => {
            unverified
                + &format!("document    Keygen {typ}\n")
                + "needs key   the Ed25519 key of the Keygen account; verify with --adapter keygen\n"
        }
        Seen::Refused { error } => format!("{}: {error}\n", error.code()),
    }
}
