//! Why the issuer's side refuses.

use countersign::{Error, Status};
use serde::Serialize;
use std::fmt;

/// Why something is not taken into a ledger, or not answered from it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// A document is malformed or not authentic.
    Document(Error),
    /// A rule of the ledger refuses.
    Refused(Box<Refusal>),
    /// What is asked for is nothing that a document can say, e.g. a comment that is too long.
    Unfit(Error),
}

/// A refusal by rule, with both sides of the mismatch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which rule.
    pub code: RefusalCode,
    /// What it is about: an entitlement's id, an entry's number.
    pub at: Option<String>,
    /// What there is.
    pub found: Option<String>,
    /// What there should be.
    pub needed: Option<String>,
    /// The amounts, where there are too few.
    pub shortage: Option<Shortage>,
}

/// The amounts of an entitlement of which less is left than is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Shortage {
    /// How much the licence has.
    pub limit: u64,
    /// How much is claimed.
    pub used: u64,
    /// How much more is asked for.
    pub requested: u64,
    /// How much is left.
    pub left: u64,
}

macro_rules! codes {
    ($($variant:ident $name:literal: $meaning:literal, $remedy:literal;)*) => {
        /// The stable codes of a [`Refusal`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum RefusalCode {
            $(#[doc = $meaning] #[doc = "."] $variant,)*
            /// The licence does not count, for this status.
            License(Status),
        }

        impl RefusalCode {
            /// Those that are no licence's status.
            pub const ALL: &[Self] = &[$(RefusalCode::$variant,)*];

            /// The code as it stands in reports, e.g. `seats_exhausted`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(RefusalCode::$variant => $name,)*
                    RefusalCode::License(Status::Expired) => "license_expired",
                    RefusalCode::License(status) => status.as_str(),
                }
            }

            /// What it means, and what can be done about it.
            pub fn text(self) -> (&'static str, &'static str) {
                match self {
                    $(RefusalCode::$variant => ($meaning, $remedy),)*
                    RefusalCode::License(_) => {
                        ("The licence does not count", "Add the licence's renewal to the ledger, or ask for another one.")
                    }
                }
            }
        }
    };
}

codes! {
    LicenseMissing "license_missing": "The licence is not in the ledger", "Add it with its file, or name another one.";
    WrongProduct "wrong_product": "The licence is for another product", "Ask for a licence of that product.";
    WrongAccount "wrong_account": "The licence is another account's or issuer's", "Ask for a licence of that account.";
    AccountAmbiguous "account_ambiguous": "Several accounts have a licence of that name", "Answer a request, which names the account.";
    WrongVersion "wrong_version": "The licence does not cover the product's version", "Ask for a licence that does.";
    UsageInvalid "usage_invalid": "That can't be asked for", "Correct the request, and try again.";
    ReceiptMissing "receipt_missing": "The activation is still in use elsewhere", "Take in the deactivation receipt of that host, or release the activation.";
    ReceiptUsed "receipt_used": "That activation was freed or continued already", "Use the newest one.";
    ReceiptOutdated "receipt_outdated": "The receipt is for an older serial of the activation", "Have the host make a receipt for its newest activation.";
    LedgerRolledBack "ledger_rolled_back": "The ledger does not have that activation", "Check its id. If it was given out, the ledger was put back to an older state: add the activation, and try again.";
    LedgerBroken "ledger_broken": "An entry of the ledger can't be verified", "Give all public keys of its issuer. If they are given, it is not as it was written: put back the last good copy, and add what was given since.";
    SessionsNotReturnable "sessions_not_returnable": "Sessions that were claimed can't be returned", "Ask for at least as many as are claimed.";
    SeatsExhausted "seats_exhausted": "Fewer are left than are asked for", "Free some with a receipt, or add a licence with more.";
    SessionsExhausted "sessions_exhausted": "Fewer sessions are left than are asked for", "Add a licence with more.";
    SlotsExhausted "slots_exhausted": "There are not so many free slots in one run", "Free some with a receipt, or have the vendor delegate more.";
}

impl RefusalCode {
    /// A refusal with this code, and nothing told yet.
    pub(crate) fn refusal(self) -> Refusal {
        Refusal { code: self, at: None, found: None, needed: None, shortage: None }
    }

    /// Where a condition does not hold, a refusal with what was found and needed.
    pub(crate) fn unless(
        self,
        holds: bool,
        found: impl fmt::Display,
        needed: impl fmt::Display,
    ) -> Result<(), Refusal> {
        if holds { Ok(()) } else { Err(self.refusal().found(found).needed(needed)) }
    }
}

impl Refusal {
    pub(crate) fn at(mut self, at: impl fmt::Display) -> Self {
        self.at = Some(at.to_string());
        self
    }

    pub(crate) fn found(mut self, found: impl fmt::Display) -> Self {
        self.found = Some(countersign::printable(&found.to_string()));
        self
    }

    pub(crate) fn needed(mut self, needed: impl fmt::Display) -> Self {
        self.needed = Some(countersign::printable(&needed.to_string()));
        self
    }

    pub(crate) fn short_of(mut self, shortage: Shortage) -> Self {
        self.shortage = Some(shortage);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (meaning, remedy) = self.code.text();
        f.write_str(meaning)?;
        let mut sides = Vec::new();
        for (name, side) in [("at", &self.at), ("found", &self.found), ("needed", &self.needed)] {
            sides.extend(side.as_ref().map(|side| format!("{name}: {side}")));
        }
        if let Some(Shortage { limit, used, requested, left }) = self.shortage {
            sides.push(format!(
                "{used} of {limit} are claimed, {left} are left, {requested} more are asked for"
            ));
        }
        if !sides.is_empty() {
            write!(f, " ({})", sides.join(", "))?;
        }
        write!(f, ". {remedy}")
    }
}

impl std::error::Error for Refusal {}

impl Failure {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Failure::Document(error) | Failure::Unfit(error) => error.code().as_str(),
            Failure::Refused(refusal) => refusal.code.as_str(),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Document(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(Box::new(refusal))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Document(error) | Failure::Unfit(error) => error.fmt(f),
            Failure::Refused(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}
