//! Whether a licence counts, and if not, why.

use crate::documents::license::{License, LicenseKind};
use crate::judge::question::{Host, Question};
use crate::values::thumbprint::Thumbprint;
use crate::values::time::{DAY, UnixTime};
use serde::Serialize;

/// How long before its end a licence is reported as expiring.
const WARNING_DAYS: i64 = 15;
/// The same for a trial.
const TRIAL_WARNING_DAYS: i64 = 7;

/// What a licence is worth at an instant. The first that applies is its status, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// A revocation list names it.
    Revoked,
    /// Another document has its identity and serial, and other contents; neither counts.
    Conflict,
    /// Another licence took its place.
    Superseded,
    /// It is for another product.
    WrongProduct,
    /// It is for another account.
    WrongAccount,
    /// Of an activation: the licence that it activates is not at hand.
    LicenseMissing,
    /// Of an activation: it was made for the licence as it is not any more.
    LicenseOutdated,
    /// It does not cover the running version.
    WrongVersion,
    /// It is bound to other machines, or answers another installation's request.
    WrongHost,
    /// It counts only with an activation, and there is none.
    ActivationRequired,
    /// The host that it was for has said that it no longer uses it.
    Deactivated,
    /// The activation that a receipt is about is not at hand, and so the receipt is not proven.
    ActivationMissing,
    /// Of an activation of redundant servers: fewer than two are alive.
    QuorumMissing,
    /// Its time has not come.
    NotYetValid,
    /// Its end and its grace are past.
    Expired,
    /// Of an activation: the licence that it activates does not count.
    LicenseInactive,
    /// Its end is past, its grace is not. It counts.
    Grace,
    /// Its end is near. It counts.
    Expiring,
    /// It counts.
    Active,
}

impl Status {
    /// Every status, in the order in which they apply.
    pub const ALL: &'static [Status] = &[
        Status::Revoked,
        Status::Conflict,
        Status::Superseded,
        Status::WrongProduct,
        Status::WrongAccount,
        Status::LicenseMissing,
        Status::LicenseOutdated,
        Status::WrongVersion,
        Status::WrongHost,
        Status::ActivationRequired,
        Status::Deactivated,
        Status::ActivationMissing,
        Status::QuorumMissing,
        Status::NotYetValid,
        Status::Expired,
        Status::LicenseInactive,
        Status::Grace,
        Status::Expiring,
        Status::Active,
    ];

    /// The name in reports, e.g. `not_yet_valid`.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Revoked => "revoked",
            Status::Conflict => "conflict",
            Status::Superseded => "superseded",
            Status::WrongProduct => "wrong_product",
            Status::WrongAccount => "wrong_account",
            Status::LicenseMissing => "license_missing",
            Status::LicenseOutdated => "license_outdated",
            Status::WrongVersion => "wrong_version",
            Status::WrongHost => "wrong_host",
            Status::ActivationRequired => "activation_required",
            Status::Deactivated => "deactivated",
            Status::ActivationMissing => "activation_missing",
            Status::QuorumMissing => "quorum_missing",
            Status::NotYetValid => "not_yet_valid",
            Status::Expired => "expired",
            Status::LicenseInactive => "license_inactive",
            Status::Grace => "grace",
            Status::Expiring => "expiring",
            Status::Active => "active",
        }
    }

    /// The status that the first of the reasons gives.
    pub(crate) fn of(first: Option<&Status>) -> Self {
        first.copied().unwrap_or(Status::Active)
    }

    /// Whether a licence with this status counts.
    pub fn counts(self) -> bool {
        matches!(self, Status::Active | Status::Expiring | Status::Grace)
    }
}

/// One reason for a status, with both sides of the mismatch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reason {
    /// The status that it would give on its own.
    pub code: Status,
    /// What there is.
    #[serde(skip_serializing_if = "Side::is_nothing")]
    pub found: Side,
    /// What there should be.
    pub needed: Side,
}

/// One side of a mismatch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Side {
    /// An instant, in Unix seconds.
    Instant(UnixTime),
    /// A serial.
    Serial(u64),
    /// A name, id, version or digest.
    Text(String),
    /// Any of several.
    AnyOf(Vec<String>),
    /// Nothing.
    Nothing,
}

impl Side {
    fn is_nothing(&self) -> bool {
        matches!(self, Side::Nothing)
    }

    pub(crate) fn text(text: impl ToString) -> Self {
        Side::Text(text.to_string())
    }
}

impl License {
    /// Why this licence, taken alone, does not count on the product's version, host and installation.
    pub(crate) fn fit(&self, question: &Question) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if let (Some(requirement), Some(version)) = (&self.versions, &question.product_version)
            && !requirement.covers(version)
        {
            let (found, needed) = (Side::text(version), Side::text(requirement));
            reasons.push(Reason { code: Status::WrongVersion, found, needed });
        }
        if !self.fits_host(&question.host) {
            let found = question.host.lock_code().map_or(Side::Nothing, Side::text);
            let needed = Side::AnyOf(self.lock_codes.iter().map(ToString::to_string).collect());
            reasons.push(Reason { code: Status::WrongHost, found, needed });
        }
        if let Some((found, needed)) = self.elsewhere(question) {
            let (found, needed) = (Side::text(found), Side::text(needed));
            reasons.push(Reason { code: Status::WrongHost, found, needed });
        }
        reasons
    }

    /// The installation that asks, and the other one that the licence is for, where that is so.
    pub(crate) fn elsewhere(&self, question: &Question) -> Option<(Thumbprint, Thumbprint)> {
        let (found, needed) = (question.installation?, self.installation?);
        (found != needed && question.host != Host::Any).then_some((found, needed))
    }

    fn fits_host(&self, host: &Host) -> bool {
        match host {
            Host::Any => true,
            other => {
                self.lock_codes.is_empty()
                    || other.lock_code().is_some_and(|code| self.lock_codes.contains(&code))
            }
        }
    }

    /// The instant from which it is reported as expiring; none where it is perpetual.
    pub fn warns_from(&self) -> Option<UnixTime> {
        let warning = match self.kind {
            LicenseKind::Trial => TRIAL_WARNING_DAYS,
            LicenseKind::Standard | LicenseKind::Temporary | LicenseKind::Emergency => WARNING_DAYS,
        };
        self.expires.map(|expires| expires.plus_secs(-warning * DAY))
    }

    /// The instants at which its dates begin to say something else.
    pub(crate) fn turns(&self) -> [Option<UnixTime>; 4] {
        [self.not_before, self.warns_from(), self.expires, self.end()]
    }

    /// What its dates say at an instant; none where they say nothing worth telling.
    pub(crate) fn time_reason(&self, now: UnixTime) -> Option<Reason> {
        let reason = |code, needed| Reason { code, found: Side::Instant(now), needed: Side::Instant(needed) };
        if let Some(start) = self.not_before
            && now < start
        {
            return Some(reason(Status::NotYetValid, start));
        }
        let (expires, end, warns_from) = (self.expires?, self.end()?, self.warns_from()?);
        if now >= end {
            Some(reason(Status::Expired, end))
        } else if now >= expires {
            Some(reason(Status::Grace, expires))
        } else if now >= warns_from {
            Some(reason(Status::Expiring, expires))
        } else {
            None
        }
    }
}
