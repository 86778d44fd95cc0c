//! May this be done now? Answers from a report, with what to do where they are no.

use crate::documents::license::Quantity;
use crate::judge::emergency::{ClauseRow, EmergencyRow, EmergencyState};
use crate::judge::limits::{Footing, Grounds, LimitRow, QuantityRow};
use crate::judge::report::{Report, Warning};
use crate::seats::{Assignment, Roster};
use serde::Serialize;
use std::iter;

/// Whether something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Yes.
    Allow,
    /// Yes: it is more than is granted, and within the overage that the licence permits.
    AllowOverage,
    /// No.
    Deny,
}

/// Why something may not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Denial {
    /// Everything that is granted is in use.
    LimitExhausted,
    /// No licence grants it.
    FeatureMissing,
    /// There is no licence that counts.
    NoLicense,
    /// The licence that granted it has ended.
    LicenseExpired,
    /// The person has no seat.
    AssignmentMissing,
    /// The last emergency ended and nothing was bought.
    EmergencyLocked,
    /// An emergency runs already.
    EmergencyRunning,
    /// No licence permits to start an emergency without a new file.
    ClauseMissing,
    /// The clock is behind what is certainly past.
    ClockRollback,
    /// The clock has jumped ahead, and nothing has confirmed it yet.
    ClockUnconfirmed,
}

impl Denial {
    /// Every denial.
    pub const ALL: &'static [Denial] = &[
        Denial::LimitExhausted,
        Denial::FeatureMissing,
        Denial::NoLicense,
        Denial::LicenseExpired,
        Denial::AssignmentMissing,
        Denial::EmergencyLocked,
        Denial::EmergencyRunning,
        Denial::ClauseMissing,
        Denial::ClockRollback,
        Denial::ClockUnconfirmed,
    ];

    /// The stable code, e.g. `limit_exhausted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Denial::LimitExhausted => "limit_exhausted",
            Denial::FeatureMissing => "feature_missing",
            Denial::NoLicense => "no_license",
            Denial::LicenseExpired => "license_expired",
            Denial::AssignmentMissing => "assignment_missing",
            Denial::EmergencyLocked => "emergency_locked",
            Denial::EmergencyRunning => "emergency_running",
            Denial::ClauseMissing => "clause_missing",
            Denial::ClockRollback => "clock_rollback",
            Denial::ClockUnconfirmed => "clock_unconfirmed",
        }
    }
}

/// What would make it possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Remedy {
    /// Free some of what is in use.
    Free,
    /// Activate a licence on this machine: it has what was asked for, and gives it only so.
    Activate,
    /// Add a licence.
    AddLicense,
    /// Give the person a seat.
    AssignSeat,
    /// Start the emergency that the licence permits.
    StartEmergency,
    /// Ask for an emergency licence.
    RequestEmergency,
}

impl Remedy {
    /// Every remedy.
    pub const ALL: &'static [Remedy] = &[
        Remedy::Free,
        Remedy::Activate,
        Remedy::AddLicense,
        Remedy::AssignSeat,
        Remedy::StartEmergency,
        Remedy::RequestEmergency,
    ];

    /// The stable name, e.g. `add_license`.
    pub fn as_str(self) -> &'static str {
        match self {
            Remedy::Free => "free",
            Remedy::Activate => "activate",
            Remedy::AddLicense => "add_license",
            Remedy::AssignSeat => "assign_seat",
            Remedy::StartEmergency => "start_emergency",
            Remedy::RequestEmergency => "request_emergency",
        }
    }
}

/// The answer to "may this be done?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decision {
    /// The entitlement that was asked about; of a device that needs none, its family.
    pub id: String,
    /// The answer.
    pub decision: Verdict,
    /// Whether it is an emergency licence that allows it.
    #[serde(skip_serializing_if = "is_false")]
    pub emergency: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Denial>,
    /// How much may be in use; none for a feature, and for what needs no licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Quantity>,
    /// How much is.
    pub used: u64,
    /// How much more was asked for.
    pub requested: u64,
    /// What would make it possible.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remedies: Vec<Remedy>,
    /// The products whose licences at hand name it, where none of the judged product's gives it: the product that
    /// was named may be the wrong one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_products: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Decision {
    /// Whether it may be done, be it within an overage.
    pub fn is_allowed(&self) -> bool {
        self.decision != Verdict::Deny
    }

    /// That so much more of it may be used.
    pub(crate) fn asked(id: &str, requested: u64) -> Self {
        Self {
            id: id.to_owned(),
            decision: Verdict::Allow,
            emergency: false,
            code: None,
            limit: None,
            used: 0,
            requested,
            remedies: Vec::new(),
            other_products: Vec::new(),
        }
    }

    pub(crate) fn denied(self, code: Denial, remedies: Vec<Remedy>) -> Self {
        Self { decision: Verdict::Deny, emergency: false, code: Some(code), remedies, ..self }
    }
}

impl Report {
    /// Whether `adding` more of an entitlement may be used. A feature is granted or not, whatever the number;
    /// what no licence names is not granted.
    ///
    /// ```
    /// use countersign::{Denial, Question, Remedy, TrustedKeys, UnixTime, Verdict, Verifier, judge};
    ///
    /// # fn main() -> countersign::Result<()> {
    /// # let key_set = include_bytes!("../../../tests/fixtures/keys.json");
    /// # let base = include_bytes!("../../../tests/fixtures/orange-uce-base.lic");
    /// let opened = Verifier::new(TrustedKeys::parse(key_set)?).open([("base.lic", &base[..])]);
    /// let mut question = Question::at(UnixTime::from_secs(1_400_000_000)?);
    /// question.usage = [("users".into(), 19)].into();
    /// let report = judge(&opened.files, &question)?;
    ///
    /// assert_eq!(report.decide("users", 1).decision, Verdict::Allow); // The last of 20.
    /// let denied = report.decide("users", 2);
    /// assert_eq!(denied.code, Some(Denial::LimitExhausted));
    /// assert_eq!(denied.remedies, [Remedy::Free, Remedy::AddLicense, Remedy::RequestEmergency]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn decide(&self, id: &str, adding: u64) -> Decision {
        let mut decision = Decision::asked(id, adding);
        let row = match self.limit(id) {
            Some(LimitRow::Quantity(row)) => row,
            Some(LimitRow::Feature(row)) if row.granted => return decision,
            Some(LimitRow::Feature(row)) => return self.not_granted(decision, &row.grounds),
            None => return self.not_granted(decision, &Grounds::default()),
        };
        let wanted = Quantity::Limited(row.used.saturating_add(adding));
        decision.used = row.used;
        decision.limit = Some(row.allowed);
        if wanted <= row.granted.plus(row.emergency) {
            decision.emergency = wanted > row.granted;
            decision
        } else if wanted <= row.allowed {
            Decision { decision: Verdict::AllowOverage, ..decision }
        } else if row.grounds.footing == Footing::Counting {
            decision.denied(Denial::LimitExhausted, self.ways_out(row))
        } else {
            self.not_granted(decision, &row.grounds)
        }
    }

    /// Whether so many more devices of a family may be used. A family that no entitlement names needs no
    /// licence; where several do, it is enough that one of them has room.
    pub fn decide_device(&self, family: &str, adding: u64) -> Decision {
        let quantities = self.limits.iter().filter_map(|row| match row {
            LimitRow::Quantity(row) => Some(row),
            LimitRow::Feature(_) => None,
        });
        let naming = quantities.filter(|row| row.grounds.families.iter().any(|named| named == family));
        let answers = naming.map(|row| self.decide(&row.id, adding));
        let order = |answer: &Decision| match answer.decision {
            Verdict::Allow => 0,
            Verdict::AllowOverage => 1,
            Verdict::Deny => 2,
        };
        answers.min_by_key(order).unwrap_or_else(|| Decision::asked(family, adding))
    }

    /// Whether a person may use an entitlement that is given to named people: they must have a seat. Who has
    /// one keeps it when less is granted than before; the end of an emergency blocks those who came last. A
    /// seat that never can have been given, because no licences at hand ever granted so many, is denied:
    /// [`SeatLimits::honoured`](crate::SeatLimits::honoured).
    pub fn decide_person(&self, id: &str, roster: &Roster, name: &str) -> Decision {
        let free = self.decide(id, 1);
        if !roster.has(name, id) {
            let Decision { mut remedies, other_products, .. } = free;
            if free.decision != Verdict::Deny && self.seats_to_give(id).is_ok() {
                remedies.push(Remedy::AssignSeat);
            }
            let asked = Decision { other_products, ..Decision::asked(id, 0) };
            return asked.denied(Denial::AssignmentMissing, remedies);
        }
        let decision = self.decide(id, 0);
        if self.is_blocked(id, roster, name) {
            return decision.denied(Denial::EmergencyLocked, vec![Remedy::Free, Remedy::AddLicense]);
        }
        if !matches!(decision.code, None | Some(Denial::LimitExhausted)) {
            return decision;
        }
        if let Some(LimitRow::Quantity(row)) = self.limit(id)
            && is_among(&roster.over(id, row.seats().honoured), roster, name)
        {
            let used = decision.used.max(roster.count(id));
            return Decision { used, ..decision }.denied(Denial::LimitExhausted, self.ways_out(row));
        }
        match decision.code {
            Some(_) => Decision { used: decision.used, limit: decision.limit, ..Decision::asked(id, 0) },
            None => decision,
        }
    }

    /// Whether a person with a seat is above what is granted after an emergency that nothing was bought for.
    fn is_blocked(&self, id: &str, roster: &Roster, name: &str) -> bool {
        let Some(LimitRow::Quantity(row)) = self.limit(id) else { return false };
        let locked = self.emergency_row(id).is_some_and(|row| row.state == EmergencyState::Locked);
        locked && is_among(&roster.over(id, row.granted), roster, name)
    }

    /// Whether an emergency licence may be asked for.
    ///
    /// # Errors
    /// Why not: [`Denial::EmergencyLocked`], [`Denial::EmergencyRunning`], [`Denial::NoLicense`].
    pub fn may_request_emergency(&self, id: &str) -> Result<(), Denial> {
        if !self.licensed || !matches!(self.limit(id), Some(LimitRow::Quantity(_))) {
            return Err(Denial::NoLicense);
        }
        match self.emergency_row(id).map(|row| row.state) {
            None | Some(EmergencyState::Armed) => Ok(()),
            Some(EmergencyState::Running) => Err(Denial::EmergencyRunning),
            Some(EmergencyState::Locked) => Err(Denial::EmergencyLocked),
        }
    }

    /// Whether the emergency that a licence permits may be started now, and by which clause.
    ///
    /// # Errors
    /// As [`may_request_emergency`](Self::may_request_emergency), and [`Denial::ClauseMissing`],
    /// [`Denial::ClockRollback`], [`Denial::ClockUnconfirmed`].
    pub fn may_start_emergency(&self, id: &str) -> Result<&ClauseRow, Denial> {
        self.may_request_emergency(id)?;
        let clause = self.emergency_row(id).and_then(|row| row.clause.as_ref());
        let clause = clause.ok_or(Denial::ClauseMissing)?;
        if self.warnings.iter().any(|warning| matches!(warning, Warning::ClockRollback { .. })) {
            return Err(Denial::ClockRollback);
        }
        if self.clock_confirmed { Ok(clause) } else { Err(Denial::ClockUnconfirmed) }
    }

    /// The row of an entitlement's emergency.
    pub(crate) fn emergency_row(&self, id: &str) -> Option<&EmergencyRow> {
        // The rows are in the order of their ids.
        let index = self.emergency.binary_search_by(|row| row.id.as_str().cmp(id)).ok()?;
        self.emergency.get(index)
    }

    fn not_granted(&self, decision: Decision, grounds: &Grounds) -> Decision {
        let code = match grounds.footing {
            Footing::Ended => Denial::LicenseExpired,
            _ if self.licensed => Denial::FeatureMissing,
            _ => Denial::NoLicense,
        };
        let other_products = self.elsewhere.products(&decision.id);
        Decision { other_products, ..decision }.denied(code, grounds.more().collect())
    }

    /// What makes room under a limit.
    fn ways_out(&self, row: &QuantityRow) -> Vec<Remedy> {
        let mut remedies: Vec<_> = iter::once(Remedy::Free).chain(row.grounds.more()).collect();
        if self.may_start_emergency(&row.id).is_ok() {
            remedies.push(Remedy::StartEmergency);
        } else if self.may_request_emergency(&row.id).is_ok() {
            remedies.push(Remedy::RequestEmergency);
        }
        remedies
    }
}

impl Grounds {
    /// What would grant more.
    fn more(&self) -> impl Iterator<Item = Remedy> {
        self.needs_activation.then_some(Remedy::Activate).into_iter().chain([Remedy::AddLicense])
    }
}

/// Whether one of these seats is a person's.
fn is_among(seats: &[Assignment<'_>], roster: &Roster, name: &str) -> bool {
    let person = roster.person(name);
    seats.iter().any(|seat| Some(seat.person) == person)
}
