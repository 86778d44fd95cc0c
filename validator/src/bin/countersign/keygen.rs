//! `countersign keygen`.

use crate::Verdict;
use crate::args::Keygen;
use crate::failure::Failure;
use crate::files::{self, Secrecy};
use countersign::issue::SigningKey;
use countersign::{TrustedKey, TrustedKeys};

pub(crate) fn run(args: &Keygen) -> Result<Verdict, Failure> {
    if args.issuer.is_empty() {
        return Err(Failure::usage(
            "The issuer is empty. Give the address or name that your licences carry as iss.",
        ));
    }
    let key = SigningKey::generate()?;
    let mut public = TrustedKey::new(*key.public_key());
    public.issuer = Some(args.issuer.clone());
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
