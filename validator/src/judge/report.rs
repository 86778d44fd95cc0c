//! The report: what a set of files amounts to at an instant, as every binding gives it.

use crate::documents::license::Quantity;
use crate::error::Error;
use crate::judge::emergency::EmergencyRow;
use crate::judge::limits::{LimitRow, LimitState};
use crate::judge::seating::Elsewhere;
use crate::judge::status::{Reason, Side, Status};
use crate::seats::{Assignment, Roster, SeatLimits};
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use serde::Serialize;

/// What a set of files amounts to at an instant; serialises to the JSON that every binding gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The clock's reading.
    pub now: UnixTime,
    /// The instant that was judged: `now`, or the floor where the clock is behind it.
    pub judged_at: UnixTime,
    /// The latest instant that is certainly past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<UnixTime>,
    /// The product that was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The account that was judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The edition of the newest licence that counts, or "Entry".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// One row for each file, in the order given.
    pub documents: Vec<DocumentRow>,
    /// One row for each entitlement, by id.
    pub limits: Vec<LimitRow>,
    /// The emergency of each entitlement that has one, by id.
    pub emergency: Vec<EmergencyRow>,
    /// The volume activation that licences permit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<VolumeTerms>,
    /// What the reader should know besides.
    pub warnings: Vec<Warning>,
    /// Whether the clock's reading is one that needs no confirming.
    #[serde(skip)]
    pub(crate) clock_confirmed: bool,
    /// Whether a licence counts that is no emergency licence.
    #[serde(skip)]
    pub(crate) licensed: bool,
    #[serde(skip)]
    pub(crate) elsewhere: Elsewhere,
}

impl Report {
    /// The row of an entitlement.
    pub fn limit(&self, id: &str) -> Option<&LimitRow> {
        LimitRow::find(&self.limits, id)
    }

    /// Whether anything is granted of an entitlement. What no licence names is not granted.
    pub fn has(&self, id: &str) -> bool {
        self.limit(id).is_some_and(LimitRow::grants)
    }

    /// How many seats of an entitlement there may be; none of what no licence names.
    pub fn seats(&self, id: &str) -> SeatLimits {
        self.limit(id).map_or(SeatLimits::all(Quantity::ZERO), LimitRow::seats)
    }

    /// The seats beyond what is granted, the newest first.
    pub fn over<'r>(&self, id: &str, roster: &'r Roster) -> Vec<Assignment<'r>> {
        roster.over(id, self.seats(id).granted)
    }

    /// Whether some row is over what is permitted.
    pub fn is_over(&self) -> bool {
        let over = |row: &LimitRow| matches!(row, LimitRow::Quantity(row) if row.state == LimitState::Over);
        self.limits.iter().any(over)
    }
}

/// The volume activation that the licences permit which count, emergency licences apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VolumeTerms {
    /// `kms` or `mak`: that of the newest of them that permits one.
    pub method: &'static str,
    /// What a KMS may activate, `client` or `server`, of the newest that permits KMS; none where no licence does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_kind: Option<&'static str>,
    /// How many systems may be activated by a MAK, of all licences together; none where no licence permits MAK.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u64>,
}

/// A file in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DocumentRow {
    /// The file's name.
    pub file: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: DocumentOutcome,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum DocumentOutcome {
    /// It is authentic.
    Authentic(AuthenticRow),
    /// Whether it is authentic can't be told, because the document that names its key is not at hand.
    Unproven(UnprovenRow),
    /// It is malformed or not authentic.
    Refused {
        /// Why.
        error: Error,
    },
}

/// An authentic document in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AuthenticRow {
    /// The document's type.
    pub typ: &'static str,
    /// The first trusted key whose signature holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<Thumbprint>,
    /// Who issued it.
    pub issuer: String,
    /// Its identity.
    pub jti: String,
    /// Its serial; none for a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<u64>,
    /// What it is worth.
    pub status: Status,
    /// Whether it counts.
    pub counts: bool,
    /// Whether the key that it is verified by stands in itself: that proves who has the key, and gives no trust.
    #[serde(skip_serializing_if = "is_false")]
    pub self_signed: bool,
    /// Every reason that applies, the one of the status first.
    pub reasons: Vec<Reason>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// A document of which it can't be told whether it is authentic. Nothing of its payload is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct UnprovenRow {
    /// What it says it is.
    pub typ: &'static str,
    /// [`Status::ActivationMissing`].
    pub status: Status,
    /// It does not count.
    pub counts: bool,
    /// What is missing.
    pub reasons: Vec<Reason>,
}

impl UnprovenRow {
    /// The row of a receipt whose activation is not at hand.
    pub(crate) fn of_receipt() -> Self {
        let status = Status::ActivationMissing;
        let needed = Side::Text("its activation".into());
        Self {
            typ: DocumentType::Deactivation.typ(),
            status,
            counts: false,
            reasons: vec![Reason { code: status, found: Side::Nothing, needed }],
        }
    }
}

/// What the reader of a report should know besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// The clock is more than a day behind the floor.
    ClockRollback {
        /// By how many seconds.
        by: i64,
    },
    /// A licence covers some versions only, and the product's version was not given.
    VersionNotJudged,
    /// Hosts were not judged.
    HostNotJudged,
    /// Redundant servers share an activation, and which of them are alive was not given.
    QuorumNotJudged,
    /// Activations of two hosts have the same slot: a customer's key signed beside its ledger.
    DuplicateSlot {
        /// The entitlement.
        id: String,
        /// The first slot that both have.
        slot: u64,
        /// The two activations.
        activations: [String; 2],
    },
    /// Two activations claim to be the same entry of their issuer's ledger.
    LedgerForked {
        /// The number of the entry.
        n: u64,
        /// The two activations.
        activations: [String; 2],
    },
    /// A licence is for one installation only, and the installation's key was not given.
    InstallationNotJudged,
    /// There is no revocation list, and there should be.
    RevocationMissing,
    /// The next revocation list is overdue; this one still revokes.
    RevocationStale {
        /// The list.
        jti: String,
        /// When the next was due.
        next_update: UnixTime,
    },
    /// Licences count different things under one id; those of another metric add nothing.
    MetricConflict {
        /// The entitlement.
        id: String,
        /// The licence that adds nothing.
        jti: String,
    },
    /// Usage was given for an id that no licence names.
    UsageUnknown {
        /// The id.
        id: String,
    },
}

impl Warning {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Warning::ClockRollback { .. } => "clock_rollback",
            Warning::VersionNotJudged => "version_not_judged",
            Warning::HostNotJudged => "host_not_judged",
            Warning::QuorumNotJudged => "quorum_not_judged",
            Warning::DuplicateSlot { .. } => "duplicate_slot",
            Warning::LedgerForked { .. } => "ledger_forked",
            Warning::InstallationNotJudged => "installation_not_judged",
            Warning::RevocationMissing => "revocation_missing",
            Warning::RevocationStale { .. } => "revocation_stale",
            Warning::MetricConflict { .. } => "metric_conflict",
            Warning::UsageUnknown { .. } => "usage_unknown",
        }
    }
}
