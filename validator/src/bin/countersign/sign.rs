//! `countersign sign`.

use crate::Verdict;
use crate::args::Sign;
use crate::failure::Failure;
use crate::files;
use countersign::UnixTime;
use countersign::issue::{SigningKey, sign_license};

pub(crate) fn run(args: &Sign) -> Result<Verdict, Failure> {
    let passphrase = args.passphrase_file.as_deref().map(files::read_text).transpose()?;
    let passphrase = passphrase.as_deref().map(|text| text.lines().next().unwrap_or_default());
    let mut keys = Vec::new();
    for path in &args.key {
        let pem = files::read_text(path)?;
        let key = SigningKey::from_pem(&pem, passphrase).map_err(|error| Failure::in_file(path, &error))?;
        keys.push(key);
    }
    let claims = files::read(&args.claims)?;
    let signed = sign_license(&claims, &keys.iter().collect::<Vec<_>>(), now()?)
        .map_err(|error| Failure::in_file(&args.claims, &error))?;
    let document = if args.carrier.compact {
        let compact = signed.to_compact().ok_or_else(|| {
            Failure::usage(
                "The compact form has room for one signature. Use --armor or --json for several keys.",
            )
        })?;
        compact + "\n"
    } else if args.carrier.json {
        signed.to_json() + "\n"
    } else {
        signed.to_armor()
    };
    files::write(args.out.as_deref(), &document)?;
    Ok(Verdict::Good)
}

/// The clock's reading.
pub(crate) fn now() -> Result<UnixTime, Failure> {
    Ok(UnixTime::from_secs(jiff::Timestamp::now().as_second())?)
}
