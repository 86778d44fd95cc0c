//! The files that a command judges, and the question that it asks of them.

use crate::args::Circumstances;
use crate::failure::Failure;
use crate::files;
use crate::foreign::ForeignVerifier;
use crate::sign::now;
use countersign::keygen::lock_code;
use countersign::{
    Amounts, DocumentOutcome, Error, File, Host, LockCode, ProductVersion, Question, Report,
    RevocationPolicy, Thumbprint, TrustedKeys, Verifier, judge,
};
use std::path::{Path, PathBuf};

/// Files that were judged.
pub(crate) struct Judged {
    /// The files as they were verified.
    pub(crate) files: Vec<File>,
    /// What they amount to.
    pub(crate) report: Report,
}

impl Judged {
    /// Reads, verifies and judges files.
    pub(crate) fn new(paths: &[PathBuf], args: &Circumstances) -> Result<Self, Failure> {
        Self::asked(paths, args, &question(args)?)
    }

    /// Reads, verifies and judges files, and asks this of them.
    pub(crate) fn asked(
        paths: &[PathBuf],
        args: &Circumstances,
        question: &Question,
    ) -> Result<Self, Failure> {
        let contents = read_all(paths.iter().map(PathBuf::as_path), args.max_size)?;
        let contents: Vec<_> = contents.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
        let files = Opener::new(args)?.open(&contents);
        let report = judge(&files, question)?;
        Ok(Self { files, report })
    }

    /// The files that gave no document, and why.
    pub(crate) fn refused(&self) -> impl Iterator<Item = (&str, &Error)> {
        self.report.documents.iter().filter_map(|row| match &row.outcome {
            DocumentOutcome::Refused { error } => Some((row.file.as_str(), error)),
            DocumentOutcome::Authentic(_) | DocumentOutcome::Unproven(_) => None,
        })
    }
}

/// A file's name and content.
pub(crate) type Content = (String, Vec<u8>);

/// What verifies the files.
pub(crate) enum Opener {
    Own(Verifier),
    Foreign(ForeignVerifier),
}

impl Opener {
    pub(crate) fn new(args: &Circumstances) -> Result<Self, Failure> {
        Ok(match args.adapter {
            Some(adapter) => Opener::Foreign(ForeignVerifier::new(adapter, args)?),
            None => Opener::Own(verifier(args)?),
        })
    }

    /// Verifies files together.
    pub(crate) fn open(&self, contents: &[(&str, &[u8])]) -> Vec<File> {
        match self {
            Opener::Own(verifier) => verifier.open(contents.iter().copied()).files,
            Opener::Foreign(verifier) => verifier.open(contents),
        }
    }
}

/// Reads files, of which one may be standard input.
pub(crate) fn read_all<'p>(
    paths: impl Iterator<Item = &'p Path> + Clone,
    max_size: Option<usize>,
) -> Result<Vec<Content>, Failure> {
    if paths.clone().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(Failure::usage("Standard input can be read once: give - one time."));
    }
    paths.map(|path| Ok((path.display().to_string(), read(path, max_size)?))).collect()
}

/// Reads a file as far as its size is accepted.
pub(crate) fn read(path: &Path, max_size: Option<usize>) -> Result<Vec<u8>, Failure> {
    max_size.map_or_else(|| files::read(path), |most| files::read_up_to(path, most))
}

pub(crate) fn read_keys(paths: &[PathBuf]) -> Result<TrustedKeys, Failure> {
    let mut keys = TrustedKeys::default();
    for path in paths {
        let in_file = |error| Failure::in_file(path, &error);
        keys.extend(TrustedKeys::parse(&files::read(path)?).map_err(in_file)?).map_err(in_file)?;
    }
    Ok(keys)
}

pub(crate) fn verifier(args: &Circumstances) -> Result<Verifier, Failure> {
    let verifier = Verifier::new(read_keys(&args.keys)?).with_threshold(args.threshold);
    Ok(match args.max_size {
        Some(bytes) => verifier.with_max_size(bytes),
        None => verifier,
    })
}

/// What is asked, of the circumstances that were given.
pub(crate) fn question(args: &Circumstances) -> Result<Question, Failure> {
    let mut question = Question::at(args.at()?.map_or_else(now, Ok)?);
    question.issuer = named("--issuer", &args.issuer)?;
    question.product = named("--product", &args.product)?;
    question.account = named("--account", &args.account)?;
    question.product_version = args.product_version.as_deref().map(ProductVersion::parse).transpose()?;
    question.host = match (args.host.as_deref(), &args.fingerprint) {
        (None, None) => Host::Unknown,
        (None, Some(fingerprint)) => lock_code(fingerprint).map_or(Host::Unknown, Host::LockCode),
        (Some("any"), _) => Host::Any,
        (Some(code), _) => Host::LockCode(LockCode::parse(code)?),
    };
    question.installation = args.installation.as_deref().map(installation).transpose()?;
    question.usage = amounts("--usage", &args.usage)?;
    question.entry = amounts("--entry", &args.entry)?;
    if args.require_revocations {
        question.revocations = RevocationPolicy::Required;
    }
    question.floor = args.floor()?;
    Ok(question)
}

/// The installation's key, by its thumbprint or its public key's file.
fn installation(text: &str) -> Result<Thumbprint, Failure> {
    if let Ok(thumbprint) = text.parse() {
        return Ok(thumbprint);
    }
    let path = Path::new(text);
    let keys = TrustedKeys::parse(&files::read(path)?).map_err(|error| Failure::in_file(path, &error))?;
    let mut keys = keys.iter();
    match (keys.next(), keys.next()) {
        (Some(key), None) => Ok(key.key.thumbprint()),
        _ => Err(Failure::usage(
            "--installation needs the one key of this installation: a file with one key in it.",
        )),
    }
}

pub(crate) fn named(option: &str, name: &Option<String>) -> Result<Option<String>, Failure> {
    match name.as_deref() {
        Some("") => Err(Failure::usage(format!("{option} is empty. Give a name, or leave it out."))),
        _ => Ok(name.clone()),
    }
}

/// The amounts by their ids, each of which may be named once.
fn amounts(option: &str, pairs: &[(String, u64)]) -> Result<Amounts, Failure> {
    let twice = pairs
        .iter()
        .enumerate()
        .find(|(index, (id, _))| pairs[..*index].iter().any(|(other, _)| other == id));
    match twice {
        Some((_, (id, _))) => {
            Err(Failure::usage(format!("{option} names {id} twice. Give one number for it.")))
        }
        None => Ok(pairs.iter().cloned().collect()),
    }
}
