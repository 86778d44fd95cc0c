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
    if args.public.exists() {
        // Else the private key would be written before this is noticed.
        return Err(Failure::unwritable(&args.public, &std::io::ErrorKind::AlreadyExists.into()));
    }
    let key = SigningKey::generate()?;
    let mut public = TrustedKey::new(*key.public_key());
    public.issuer = Some(args.issuer.clone());
    let mut keys = TrustedKeys::default();
    keys.insert(public)?;
    files::create(&args.out, &key.to_pem()?, Secrecy::OwnerOnly)?;
    files::create(&args.public, &keys.to_jwk_set(), Secrecy::Default)?;
    anstream::println!("private key  {}  (keep it secret, and a copy in a safe place)", args.out.display());
    anstream::println!("public key   {}  (give it to those who verify)", args.public.display());
    anstream::println!("thumbprint   {}", key.public_key().thumbprint());
    Ok(Verdict::Good)
}
