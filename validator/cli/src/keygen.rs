//! `countersign keygen`.

use crate::Verdict;
use crate::args::{Format, KeyLimits, Keygen, Moment};
use crate::failure::Failure;
use crate::files::{self, Existing, NewFile, Secrecy, is_standard, shown};
use crate::issuing::passphrase;
use countersign::issue::SigningKey;
use countersign::{DocumentType, Thumbprint, TrustedKey, TrustedKeys};
use serde::Serialize;

pub(crate) fn run(args: &Keygen, format: Format) -> Result<Verdict, Failure> {
    check_issuer(args)?;
    if [&args.out, &args.public].into_iter().any(|path| is_standard(path)) {
        return Err(Failure::usage("Keys are written to files. Give each a name other than -."));
    }
    let key = SigningKey::generate()?;
    let mut public = TrustedKey::new(*key.public_key());
    public.issuer.clone_from(&args.issuer);
    limit(&mut public, &args.limits)?;
    let mut keys = TrustedKeys::default();
    keys.insert(public)?;
    let public = keys.to_jwk_set();
    // An issuer that no document may name would make a key set that is refused wherever it is read.
    TrustedKeys::parse(public.as_bytes())?;
    let private = match &args.passphrase_file {
        Some(path) => {
            key.to_encrypted_pem(&passphrase(path)?).map_err(|error| Failure::in_file(path, &error))?
        }
        None => key.to_pem()?,
    };
    let existing = Existing::AlwaysKept;
    files::create_all(&[
        NewFile { path: &args.public, content: &public, secrecy: Secrecy::Default, existing },
        NewFile { path: &args.out, content: &private, secrecy: Secrecy::OwnerOnly, existing },
    ])?;
    let made = Made {
        private_key: &args.out.to_string_lossy(),
        public_key: &args.public.to_string_lossy(),
        thumbprint: key.public_key().thumbprint(),
    };
    files::print(&match format {
        Format::Json => files::to_json(&made)?,
        Format::Text => text(&made),
    })?;
    Ok(Verdict::Good)
}

/// Says what a key is trusted for, where the options say so.
pub(crate) fn limit(key: &mut TrustedKey, limits: &KeyLimits) -> Result<(), Failure> {
    if !limits.uses.is_empty() {
        key.uses = Some(limits.uses.clone());
    }
    if !limits.product.is_empty() {
        key.products = Some(limits.product.clone());
    }
    if let Some(nbf) = &limits.nbf {
        key.not_before = Some(Moment::parse(nbf)?.start("--nbf"));
    }
    if let Some(exp) = &limits.exp {
        key.expires = Some(Moment::parse(exp)?.end("--exp"));
    }
    match (key.not_before, key.expires) {
        (Some(nbf), Some(exp)) if nbf >= exp => {
            Err(Failure::usage("--exp does not lie after --nbf: such a key could sign nothing."))
        }
        _ => Ok(()),
    }
}

/// What was made.
#[derive(Serialize)]
struct Made<'a> {
    /// The file of the private key.
    private_key: &'a str,
    /// The file of the public key.
    public_key: &'a str,
    thumbprint: Thumbprint,
}

fn text(made: &Made<'_>) -> String {
    format!(
        "private key  {}  (keep it secret, and a copy in a safe place)\n\
         public key   {}  (give it to those who verify)\n\
         thumbprint   {}\n",
        shown(made.private_key),
        shown(made.public_key),
        made.thumbprint
    )
}

/// An installation names itself by its key; any other key is for one issuer.
fn check_issuer(args: &Keygen) -> Result<(), Failure> {
    let is_installation = args.limits.uses == [DocumentType::EmergencyRequest];
    match args.issuer.as_deref() {
        Some(issuer) if is_installation => Err(Failure::usage(format!(
            "A key for requests only is an installation's own, and for no issuer such as {issuer}. Leave --issuer \
             out."
        ))),
        None if !is_installation => Err(Failure::usage(
            "--issuer is missing. Give the address or name that your licences carry as iss.",
        )),
        Some("") => Err(Failure::usage(
            "The issuer is empty. Give the address or name that your licences carry as iss.",
        )),
        _ => Ok(()),
    }
}
