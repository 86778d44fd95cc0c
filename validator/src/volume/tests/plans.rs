//! Scenario K2: what comes of a lookup, a key and a licence.

use crate::judge::report::VolumeTerms;
use crate::volume::{KmsLookup, NextStep, Outcome, VolumeLicense, parse_kms, parse_product_key, plan};

const GENERIC: &str = "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R";
const MAK: &str = "BCDFG-HJKMP-QRTVW-XY234-6789B";

fn terms(client_kind: Option<&'static str>, quantity: Option<u64>) -> VolumeTerms {
    VolumeTerms { method: "kms", client_kind, quantity }
}

#[test]
fn every_case_has_its_plan_and_its_step() {
    let found = parse_kms(b"_vlmcs._tcp.example has SRV record 0 0 1688 kms.example.").unwrap();
    let unread = KmsLookup::NotUnderstood { line: 1 };
    let (kms, mak, both) =
        (terms(Some("client"), None), terms(None, Some(20)), terms(Some("server"), Some(20)));
    let (empty, none) = (terms(None, Some(0)), terms(None, None));
    let empty_handed = KmsLookup::Found { hosts: Vec::new() };
    let lookups = [
        None,
        Some(&found),
        Some(&empty_handed),
        Some(&KmsLookup::None),
        Some(&KmsLookup::NoAnswer),
        Some(&unread),
    ];
    let of_lookup = [
        (Outcome::Unknown, NextStep::LookUp),
        (Outcome::Automatic, NextStep::EnterKey),
        (Outcome::KmsMissing, NextStep::SetUpKms),
        (Outcome::KmsMissing, NextStep::SetUpKms),
        (Outcome::Unknown, NextStep::LookUpAgain),
        (Outcome::Unknown, NextStep::CheckAnswer),
    ];
    let count = (Outcome::Mak, NextStep::ActivateOnce);
    let denied = |step| (Outcome::NoLicense, step);
    for (lookup, of_lookup) in lookups.into_iter().zip(of_lookup) {
        for (license, generic, other) in [
            (VolumeLicense::NotGiven, of_lookup, count),
            (VolumeLicense::Judged(Some(&both)), of_lookup, count),
            (VolumeLicense::Judged(Some(&kms)), of_lookup, denied(NextStep::UseGenericKey)),
            (VolumeLicense::Judged(Some(&mak)), denied(NextStep::UseMak), count),
            (VolumeLicense::Judged(Some(&empty)), denied(NextStep::GetLicense), denied(NextStep::GetLicense)),
            (VolumeLicense::Judged(Some(&none)), denied(NextStep::GetLicense), denied(NextStep::GetLicense)),
            (VolumeLicense::Judged(None), denied(NextStep::GetLicense), denied(NextStep::GetLicense)),
        ] {
            for (key, expected) in [(GENERIC, generic), (MAK, other)] {
                let key = parse_product_key(key).unwrap();
                let plan = plan(lookup, Some(&key), license);
                assert_eq!((plan.outcome, plan.next), expected, "{lookup:?} {key} {license:?}");
                assert_eq!(plan.outcome.activates(), matches!(expected.0, Outcome::Automatic | Outcome::Mak));
            }
            let without = plan(lookup, None, license);
            assert_eq!((without.outcome, without.next), denied(NextStep::GetKey));
        }
    }
}
