//! `countersign keys`: shows, derives, joins and splits sets of public keys.

use crate::Verdict;
use crate::args::{Format, Keys};
use crate::failure::Failure;
use crate::files::{self, Existing, is_standard};
use crate::issuing::signing_key;
use crate::keygen::limit;
use countersign::{Code, DocumentType, Keep, Thumbprint, TrustedKey, TrustedKeys, UnixTime, printable};
use serde::Serialize;
use std::path::Path;

pub(crate) fn run(args: &Keys, format: Format) -> Result<Verdict, Failure> {
    let mut keys = TrustedKeys::default();
    for path in &args.files {
        for key in read(path, args.passphrase_file.as_deref())?.iter() {
            let key = constrained(key, args)?;
            keys.insert(key).map_err(|error| Failure::in_file(path, &error))?;
        }
    }
    let keys = only(keys, &args.only)?;
    let set = keys.to_jwk_set();
    // An issuer that no document may name would make a set that is refused wherever it is read.
    TrustedKeys::parse(set.as_bytes())?;
    match &args.out {
        Some(path) if is_standard(path) => {
            files::print(&set)?;
            return Ok(Verdict::Good);
        }
        Some(path) => {
            files::create(Some(path), &set, if args.force { Existing::Replaced } else { Existing::Kept })?;
        }
        None => {}
    }
    let rows: Vec<_> = keys.iter().map(Row::new).collect();
    files::print(&match format {
        Format::Json => files::to_json(&serde_json::json!({ "keys": rows }))?,
        Format::Text => rows.iter().map(text).collect::<Vec<_>>().join("\n"),
    })?;
    Ok(Verdict::Good)
}

/// The public keys of a file, or the public half of a private key.
fn read(path: &Path, passphrase_file: Option<&Path>) -> Result<TrustedKeys, Failure> {
    let in_file = |error| Failure::in_file(path, &error);
    match TrustedKeys::parse(&files::read(path)?) {
        // Standard input can't be read once more.
        Err(error) if error.code() == Code::KeyPrivate && !is_standard(path) => {
            let mut keys = TrustedKeys::default();
            let public = *signing_key(path, passphrase_file)?.public_key();
            keys.insert(TrustedKey::new(public)).map_err(in_file)?;
            Ok(keys)
        }
        keys => keys.map_err(in_file),
    }
}

/// A key that says nothing of an issuer is for the one that was named, with the limits that were.
fn constrained(key: &TrustedKey, args: &Keys) -> Result<TrustedKey, Failure> {
    let mut key = key.clone();
    if key.issuer.is_none() {
        key.issuer.clone_from(&args.issuer);
        limit(&mut key, &args.limits)?;
    }
    Ok(key)
}

fn only(keys: TrustedKeys, wanted: &[Thumbprint]) -> Result<TrustedKeys, Failure> {
    if wanted.is_empty() {
        return Ok(keys);
    }
    let mut left = TrustedKeys::default();
    for thumbprint in wanted {
        let mut found = keys.iter().filter(|key| key.key.thumbprint() == *thumbprint).peekable();
        if found.peek().is_none() {
            return Err(Failure::usage(format!("{thumbprint} is none of the keys. Compare it.")));
        }
        for key in found {
            left.insert(key.clone())?;
        }
    }
    Ok(left)
}

/// A key, and what it is trusted for.
#[derive(Serialize)]
struct Row<'k> {
    thumbprint: Thumbprint,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<&'k str>,
    /// Absent: all but trust updates.
    #[serde(skip_serializing_if = "Option::is_none")]
    uses: Option<&'k [DocumentType]>,
    /// Absent: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    products: Option<&'k [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nbf: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retired: Option<Retired>,
}

#[derive(Serialize)]
struct Retired {
    at: UnixTime,
    /// Which of its documents stay good.
    keep: &'static str,
}

impl<'k> Row<'k> {
    fn new(key: &'k TrustedKey) -> Self {
        let retired = key.retired.as_ref().map(|retirement| Retired {
            at: retirement.at,
            keep: match retirement.keep {
                Keep::Nothing => "none",
                Keep::Before => "before",
                _ => "listed",
            },
        });
        Self {
            thumbprint: key.key.thumbprint(),
            issuer: key.issuer.as_deref(),
            uses: key.uses.as_deref(),
            products: key.products.as_deref(),
            nbf: key.not_before,
            exp: key.expires,
            retired,
        }
    }
}

fn text(row: &Row<'_>) -> String {
    let thumbprint = row.thumbprint.to_string();
    let uses = row.uses.map(|uses| uses.iter().map(|typ| typ.typ()).collect::<Vec<_>>().join(", "));
    let lines = [
        ("thumbprint", Some(thumbprint.clone())),
        // As the page shows a key: what two people compare by voice.
        ("read out", Some(groups(&thumbprint))),
        ("issuer", row.issuer.map(printable)),
        ("signs", Some(uses.unwrap_or_else(|| "all but trust updates".to_owned()))),
        ("products", row.products.map(|products| printable(&products.join(", ")))),
        ("from", row.nbf.map(|instant| instant.to_string())),
        ("until", row.exp.map(|instant| instant.to_string())),
        ("retired", row.retired.as_ref().map(|retired| format!("{}, keeps {}", retired.at, retired.keep))),
    ];
    let lines = lines.into_iter().filter_map(|(label, value)| Some(format!("{label:<12}{}\n", value?)));
    lines.collect()
}

fn groups(thumbprint: &str) -> String {
    let letters: Vec<char> = thumbprint.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
