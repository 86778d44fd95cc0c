//! `countersign keygen`.

use crate::Verdict;
use crate::args::Keygen;
use crate::failure::Failure;
use crate::files::{self, Secrecy};
use countersign::issue::SigningKey;
use countersign::{DocumentType, TrustedKey, TrustedKeys};

pub(crate) fn run(args: &Keygen) -> Result<Verdict, Failure> {
    check_issuer(args)?;
    let key = SigningKey::generate()?;
    let mut public = TrustedKey::new(*key.public_key());
    public.issuer.clone_from(&args.issuer);
    public.uses = (!args.uses.is_empty()).then(|| args.uses.clone());
    let mut keys = TrustedKeys::default();
    keys.insert(public)?;
    let public = keys.to_jwk_set();
    // An issuer that no document may name would make a key set that is refused wherever it is read.
    TrustedKeys::parse(public.as_bytes())?;
    files::create(&args.public, &public, Secrecy::Default)?;
    if let Err(failure) = files::create(&args.out, &key.to_pem()?, Secrecy::OwnerOnly) {
        // Alone the public key is of no use, and would be in the way of the next attempt.
        return std::fs::remove_file(&args.public)
            .map_or(Err(Failure::leftover(&args.public)), |()| Err(failure));
    }
    files::print(&format!(
        "private key  {}  (keep it secret, and a copy in a safe place)\n\
         public key   {}  (give it to those who verify)\n\
         thumbprint   {}\n",
        args.out.display(),
        args.public.display(),
        key.public_key().thumbprint()
    ))?;
    Ok(Verdict::Good)
}

/// An installation names itself by its key; any other key is for one issuer.
fn check_issuer(args: &Keygen) -> Result<(), Failure> {
    let is_installation = args.uses == [DocumentType::EmergencyRequest];
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
