//! What a site's next step is.

use super::lookup::KmsLookup;
use super::product_key::ProductKey;
use crate::judge::report::VolumeTerms;

/// What the licence permits of volume activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VolumeLicense<'a> {
    /// No licence is judged.
    NotGiven,
    /// Licences were judged: what [`Report::volume`](crate::Report::volume) says.
    Judged(Option<&'a VolumeTerms>),
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// What will happen.
    pub outcome: Outcome,
    /// What is to be done.
    pub next: NextStep,
}

/// What will happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// The systems find the KMS and activate by themselves.
    Automatic,
    /// The key makes the systems look for a KMS, and there is none.
    KmsMissing,
    /// The key is one of the customer's, and counts against the licence's quantity.
    Mak,
    /// There is no key, or the licence does not permit it.
    NoLicense,
    /// Whether there is a KMS is not known.
    Unknown,
}

/// What is to be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextStep {
    /// Enter the key, and wait.
    EnterKey,
    /// Enter the key, and activate each system once.
    ActivateOnce,
    /// Set up a KMS, or get a MAK.
    SetUpKms,
    /// Get a key.
    GetKey,
    /// Get a licence that permits volume activation.
    GetLicense,
    /// Use the licence's own MAK instead of a generic key.
    UseMak,
    /// Use the generic key instead of a MAK.
    UseGenericKey,
    /// Ask for the KMS.
    LookUp,
    /// Ask once more, since nobody answered.
    LookUpAgain,
    /// Ask once more, since the answer was not understood.
    CheckAnswer,
}

impl Outcome {
    /// As a word: `automatic`, `kms_missing`, `mak`, `no_license` or `unknown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Automatic => "automatic",
            Outcome::KmsMissing => "kms_missing",
            Outcome::Mak => "mak",
            Outcome::NoLicense => "no_license",
            Outcome::Unknown => "unknown",
        }
    }

    /// Whether the systems will be activated.
    pub fn activates(self) -> bool {
        matches!(self, Outcome::Automatic | Outcome::Mak)
    }
}

impl NextStep {
    /// Every step.
    pub const ALL: &'static [NextStep] = &[
        NextStep::EnterKey,
        NextStep::ActivateOnce,
        NextStep::SetUpKms,
        NextStep::GetKey,
        NextStep::GetLicense,
        NextStep::UseMak,
        NextStep::UseGenericKey,
        NextStep::LookUp,
        NextStep::LookUpAgain,
        NextStep::CheckAnswer,
    ];

    /// The step in English.
    pub fn words(self) -> &'static str {
        match self {
            NextStep::EnterKey => {
                "Enter the key on each system. It finds the KMS by itself, and activates once enough systems have asked: 25 \
                 clients, or 5 servers."
            }
            NextStep::ActivateOnce => {
                "Enter the key on each system and activate it once, online or by telephone. Each counts against the quantity \
                 of the licence."
            }
            NextStep::SetUpKms => {
                "Activation will fail: no KMS is in the DNS. Set one up and publish its record _vlmcs._tcp, or get a MAK from \
                 the administrator of your volume licences."
            }
            NextStep::GetKey => {
                "Get a key: the generic volume key of the product where there is a KMS, else a MAK from the administrator of \
                 your volume licences."
            }
            NextStep::GetLicense => {
                "No licence that counts permits volume activation. Add the file of one that does, or ask the vendor for it."
            }
            NextStep::UseMak => {
                "The licence is for a MAK, and this is a generic key, which needs a KMS. Enter the MAK that came with the \
                 licence."
            }
            NextStep::UseGenericKey => {
                "The licence is for activation by a KMS, and this key is no generic one. Enter the generic volume key of the \
                 product."
            }
            NextStep::LookUp => {
                "Find out whether there is a KMS: nslookup -type=srv _vlmcs._tcp >%temp%\\kms.txt 2>&1, and give that file."
            }
            NextStep::LookUpAgain => {
                "Nobody answered, so whether there is a KMS is not known. Check the network and the DNS server, and look it up \
                 again."
            }
            NextStep::CheckAnswer => {
                "The answer is incomplete, or none. Look it up again, with the errors in the file: nslookup -type=srv \
                 _vlmcs._tcp >%temp%\\kms.txt 2>&1"
            }
        }
    }
}

/// Says what comes of the KMS of a network, where it was looked up, and a key, where there is one; and what the licence
/// permits.
///
/// A MAK for 0 systems permits none.
pub fn plan(kms: Option<&KmsLookup>, key: Option<&ProductKey>, license: VolumeLicense<'_>) -> Plan {
    let plan = |outcome, next| Plan { outcome, next };
    let Some(key) = key else { return plan(Outcome::NoLicense, NextStep::GetKey) };
    let (kms_permitted, mak_permitted) = match license {
        VolumeLicense::NotGiven => (true, true),
        VolumeLicense::Judged(None) => (false, false),
        VolumeLicense::Judged(Some(terms)) => {
            (terms.client_kind.is_some(), terms.quantity.is_some_and(|quantity| quantity > 0))
        }
    };
    let is_generic = key.generic().is_some();
    match (is_generic, kms_permitted, mak_permitted) {
        (_, false, false) => return plan(Outcome::NoLicense, NextStep::GetLicense),
        (true, false, true) => return plan(Outcome::NoLicense, NextStep::UseMak),
        (false, true, false) => return plan(Outcome::NoLicense, NextStep::UseGenericKey),
        (false, _, true) => return plan(Outcome::Mak, NextStep::ActivateOnce),
        (true, true, _) => {}
    }
    match kms {
        Some(KmsLookup::Found { hosts }) if !hosts.is_empty() => plan(Outcome::Automatic, NextStep::EnterKey),
        Some(KmsLookup::Found { .. } | KmsLookup::None) => plan(Outcome::KmsMissing, NextStep::SetUpKms),
        Some(KmsLookup::NoAnswer) => plan(Outcome::Unknown, NextStep::LookUpAgain),
        Some(KmsLookup::NotUnderstood { .. }) => plan(Outcome::Unknown, NextStep::CheckAnswer),
        None => plan(Outcome::Unknown, NextStep::LookUp),
    }
}
