//! The arguments of the commands that make keys and sign.

use super::Moment;
use crate::files::{Existing, is_standard};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use countersign::{DocumentType, Thumbprint};
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(crate) struct Keygen {
    /// The private key, PKCS#8 PEM; an existing file is never overwritten
    #[arg(long, value_name = "KEY.pem")]
    pub(crate) out: PathBuf,
    /// The public key, a JWK set; an existing file is never overwritten
    #[arg(long, value_name = "KEYS.json")]
    pub(crate) public: PathBuf,
    /// The issuer that the key signs for; none for the own key of an installation, which signs requests only
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    #[command(flatten)]
    pub(crate) limits: KeyLimits,
    /// A file whose first line is the passphrase that encrypts the private key
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// What verifiers trust a key for.
#[derive(Args)]
pub(crate) struct KeyLimits {
    /// A type of document that the key signs; may be given several times; default: all but `trust+jwt`,
    /// which only a root signs
    #[arg(long = "use", value_name = "TYP", value_parser = types(DocumentType::ALL))]
    pub(crate) uses: Vec<DocumentType>,
    /// A product that the key signs for; may be given several times; default: any
    #[arg(long, value_name = "ID")]
    pub(crate) product: Vec<String>,
    /// Since when documents may be issued with the key: Unix seconds, RFC 3339, or a date for its start in UTC
    #[arg(long, value_name = "INSTANT")]
    pub(crate) nbf: Option<String>,
    /// Until when: Unix seconds, RFC 3339, or a date for its end in UTC
    #[arg(long, value_name = "INSTANT")]
    pub(crate) exp: Option<String>,
}

#[derive(Args)]
pub(crate) struct Keys {
    /// Public keys in any format, or private keys in PEM for their public halves; or - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// A file whose first line is the passphrase of the private keys
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Take these keys alone, by their thumbprints; may be given several times
    #[arg(long, value_name = "KID", value_parser = thumbprint, allow_hyphen_values = true)]
    pub(crate) only: Vec<Thumbprint>,
    /// The issuer that keys sign for which name none
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// What such keys are trusted for
    #[command(flatten)]
    pub(crate) limits: KeyLimits,
    /// Where to write the keys, a JWK set; standard output for -; where it is absent, the keys are told
    #[arg(long, value_name = "KEYS.json")]
    pub(crate) out: Option<PathBuf>,
    /// Put the set in the place of an existing file; never of one that holds a private key, or that this
    /// command reads
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args)]
#[command(mut_arg("key", |key| key.required(false).required_unless_present("external").conflicts_with("external")))]
#[command(mut_arg("force", |force| force.help(
    "Sign although an end is past or `iat` lies ahead, and put the document in the place of an existing file; \
     never of one that holds a private key, or that this command reads"
)))]
pub(crate) struct Sign {
    /// The claims, a JSON file, or - for standard input; `ver`, `iat` and `jti` are filled where absent, and a
    /// date where an instant stands is the end of that day in UTC (of `nbf` and `iat`: the start)
    #[arg(value_name = "CLAIMS.json", required_unless_present = "template")]
    claims: Option<PathBuf>,
    /// Sign a document for each row of this table, a CSV file whose first row names the columns
    #[arg(long, value_name = "TABLE.csv", requires = "template", requires = "out_dir", conflicts_with_all = ["external", "out"])]
    pub(crate) each: Option<PathBuf>,
    /// With --each: the claims, in whose texts {{COLUMN}} stands for the row's cell, "{{COLUMN:number}}" for a number,
    /// and a member that is an empty cell alone is left out; they say `jti` and `iat`, so that the same again gives
    /// the same files
    #[arg(long, value_name = "CLAIMS.json", requires = "each", conflicts_with = "claims")]
    template: Option<PathBuf>,
    /// With --each: the folder for the documents, each by the name of its `jti`
    #[arg(long, value_name = "DIR", requires = "each")]
    pub(crate) out_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) signer: SignerArgs,
    /// The public key of a private one that is elsewhere, in a hardware module or with a cloud's key management:
    /// what is to be signed there is written in place of the document
    #[arg(long, value_name = "KEYS.json")]
    pub(crate) external: Option<PathBuf>,
    /// The signature that came from there, 64 bytes as they are, in base64 or in hex; CLAIMS.json is then what was
    /// written to be signed, and the document is written
    #[arg(long, value_name = "FILE")]
    pub(crate) signature: Option<PathBuf>,
    /// The type of document
    #[arg(long, value_name = "TYP", default_value = "license+jwt", value_parser = types(DocumentType::ALL))]
    pub(crate) typ: DocumentType,
    /// Sign claims that are unknown, which every reader ignores
    #[arg(long)]
    pub(crate) allow_unknown: bool,
    /// Sign although an end (`exp`, `next_update`) is past
    #[arg(long)]
    pub(crate) allow_past: bool,
    /// Sign although `iat` lies ahead, from which on everything of the account is judged
    #[arg(long)]
    pub(crate) allow_future: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Sign {
    /// The claims, or what they are made from.
    pub(crate) fn claims(&self) -> &Path {
        self.template.as_deref().or(self.claims.as_deref()).unwrap_or(Path::new("-"))
    }
}

/// Who signs.
#[derive(Args)]
pub(crate) struct SignerArgs {
    /// A private key, PKCS#8 PEM; may be given several times
    #[arg(long, value_name = "KEY.pem", required = true)]
    pub(crate) key: Vec<PathBuf>,
    /// A file whose first line is the passphrase of the private keys
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

/// In which form a document is written, and where.
#[derive(Args)]
pub(crate) struct OutputArgs {
    /// Write armoured text (the default)
    #[arg(long, group = "carrier")]
    pub(crate) armor: bool,
    /// Write JSON
    #[arg(long, group = "carrier")]
    pub(crate) json: bool,
    /// Write the compact form
    #[arg(long, group = "carrier")]
    pub(crate) compact: bool,
    /// Where to write the document; standard output where it is absent, or -. An existing file stays as it is
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Put the document in the place of an existing file; never of one that holds a private key, or that this
    /// command reads
    #[arg(long)]
    pub(crate) force: bool,
}

impl OutputArgs {
    /// Whether a file may take the place of another.
    pub(crate) fn existing(&self) -> Existing {
        if self.force { Existing::Replaced } else { Existing::Kept }
    }

    /// The file that the document goes to; none where it goes to standard output.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|path| !is_standard(path))
    }
}

#[derive(Args)]
pub(crate) struct Revoke {
    /// A document to revoke, by its `jti`, with :SERIAL where only that serial and lower ones are
    #[arg(value_name = "JTI[:SERIAL]", value_parser = revoked)]
    pub(crate) documents: Vec<(String, Option<u64>)>,
    /// More of them, one to a line, in a file or - for standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// A key to revoke that licences delegate to; may be given several times
    #[arg(long, value_name = "KID", value_parser = thumbprint, allow_hyphen_values = true)]
    pub(crate) delegate: Vec<Thumbprint>,
    #[command(flatten)]
    pub(crate) signer: SignerArgs,
    /// The issuer whose documents are revoked; else that of the previous list
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// The product whose documents are revoked; else that of the previous list
    #[arg(long, value_name = "ID")]
    pub(crate) product: Option<String>,
    /// When the next list is due: Unix seconds, RFC 3339, or a date for the end of that day in UTC
    #[arg(long, value_name = "INSTANT")]
    pub(crate) next_update: String,
    /// The list that this one follows; what it revokes stays revoked
    #[arg(long, value_name = "LIST")]
    pub(crate) previous: Option<PathBuf>,
    /// Trusted keys for the previous list, where another key signed it; may be given several times
    #[arg(long, value_name = "KEYS")]
    pub(crate) keys: Vec<PathBuf>,
    /// The type of the documents
    #[arg(long, value_name = "TYP", default_value = "license+jwt", value_parser = types(DocumentType::ALL))]
    pub(crate) typ: DocumentType,
    /// Why, for people
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// When the documents were revoked, for people; default: now
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<String>,
    /// Write digests of 8 bytes in place of the documents' names, for very long lists
    #[arg(long, conflicts_with_all = ["reason", "at"])]
    pub(crate) digests: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct TrustArgs {
    #[command(flatten)]
    pub(crate) signer: SignerArgs,
    /// The issuer whose keys it is about; else that of the previous update
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// The update that this one follows; what it says is said again
    #[arg(long, value_name = "UPDATE")]
    pub(crate) previous: Option<PathBuf>,
    /// The issuer's keys so far: those that are retired, and the root of the previous update where that is
    /// another; may be given several times
    #[arg(long, value_name = "KEYS")]
    pub(crate) keys: Vec<PathBuf>,
    /// Keys that sign for the issuer from now on, a JWK set; may be given several times
    #[arg(long, value_name = "KEYS.json")]
    pub(crate) add: Vec<PathBuf>,
    /// A key that no longer does, by its thumbprint or its file, and what becomes of its documents: `leaked`
    /// refuses them all, `before` keeps those issued before, `listed` keeps those of --keep; may be given
    /// several times
    #[arg(long, value_name = "KID|KEY.json=leaked|before|listed[:INSTANT]", value_parser = retiring, value_hint = ValueHint::FilePath, allow_hyphen_values = true)]
    pub(crate) retire: Vec<Retiring>,
    /// A document that stays good although its key is `listed`; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) keep: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// A key to retire.
#[derive(Clone)]
pub(crate) struct Retiring {
    pub(crate) key: KeyName,
    pub(crate) keep: KeepRule,
    /// Since when; else since now.
    pub(crate) at: Option<Moment>,
}

/// A key, as the command line names it.
#[derive(Clone)]
pub(crate) enum KeyName {
    /// By its thumbprint.
    Thumbprint(Thumbprint),
    /// By a file that has it, in any public format.
    File(PathBuf),
}

/// Which documents of a retired key stay good.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeepRule {
    /// None.
    Leaked,
    /// Those issued before it was retired.
    Before,
    /// Those that are named.
    Listed,
}

/// Types of documents, by their `typ`.
fn types(types: &'static [DocumentType]) -> impl TypedValueParser<Value = DocumentType> {
    PossibleValuesParser::new(types.iter().map(|document_type| document_type.typ()))
        .try_map(|typ| DocumentType::from_typ(&typ).ok_or("no type of document"))
}

fn thumbprint(text: &str) -> countersign::Result<Thumbprint> {
    text.parse()
}

/// A document to revoke: its `jti`, and the highest serial that is revoked.
pub(crate) fn revoked(text: &str) -> Result<(String, Option<u64>), &'static str> {
    const NEEDED: &str =
        "an id is needed, with : and a serial from 1 on where higher ones stay good, e.g. L-1:3";
    countersign_issuer::revoked(text).ok_or(NEEDED)
}

fn retiring(text: &str) -> Result<Retiring, String> {
    const NEEDED: &str =
        "a key or its file, = and leaked, before or listed are needed, e.g. 2026.json=before";
    let (key, rule) = text.rsplit_once('=').ok_or(NEEDED)?;
    let (rule, at) = rule.split_once(':').map_or((rule, None), |(rule, at)| (rule, Some(at)));
    let keep = match rule {
        "leaked" => KeepRule::Leaked,
        "before" => KeepRule::Before,
        "listed" => KeepRule::Listed,
        _ => return Err(NEEDED.to_owned()),
    };
    let key = thumbprint(key).map_or_else(|_| KeyName::File(key.into()), KeyName::Thumbprint);
    let at = at.map(Moment::parse).transpose().map_err(|error| error.to_string())?;
    Ok(Retiring { key, keep, at })
}
