//! What the format permits and hardly anybody means.

use countersign::UnixTime;
use countersign::issue::{CLOCK_TOLERANCE, ClaimsInput, UnknownClaim};

/// A slip in claims that are to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// Claims that no reader knows, and each ignores; at least one.
    Unknown(Vec<UnknownClaim>),
    /// An end that is past already.
    Past {
        /// The claim, e.g. `exp`.
        path: String,
        /// What it says.
        end: UnixTime,
    },
    /// The document is issued in the future: from when it is read, all of its account is judged as of then.
    Future {
        /// The claim, which is `iat`.
        path: String,
        /// What it says.
        issued: UnixTime,
    },
}

/// The slips in claims: of each kind the first, in the order in which they refuse.
pub fn slips(claims: &ClaimsInput, now: UnixTime) -> Vec<Slip> {
    let unknown = Some(claims.unknown()).filter(|unknown| !unknown.is_empty());
    let unknown = unknown.map(|unknown| Slip::Unknown(unknown.to_vec()));
    let first = |slips: Vec<countersign::issue::InstantSlip>| slips.into_iter().next();
    let past = first(claims.past(now)).map(|slip| Slip::Past { path: slip.path, end: slip.instant });
    let future = first(claims.future(now, CLOCK_TOLERANCE))
        .map(|slip| Slip::Future { path: slip.path, issued: slip.instant });
    unknown.into_iter().chain(past).chain(future).collect()
}

impl Slip {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "claims_unknown",
            Self::Past { .. } => "claims_past",
            Self::Future { .. } => "claims_future",
        }
    }

    /// The claim; of several, the first.
    pub fn at(&self) -> &str {
        match self {
            Self::Unknown(unknown) => unknown.first().map_or("", |claim| &claim.path),
            Self::Past { path, .. } | Self::Future { path, .. } => path,
        }
    }

    /// The known claim that is most like an unknown one.
    pub fn nearest(&self) -> Option<&str> {
        let Self::Unknown(unknown) = self else { return None };
        unknown.first()?.nearest.as_deref()
    }

    /// What is wrong, in a sentence, and another one that says how to sign it `all the same`, e.g.
    /// `sign it all the same with --allow-past`.
    pub fn message(&self, all_the_same: &str) -> String {
        match self {
            Self::Unknown(unknown) => {
                let names = unknown.iter().map(|claim| match &claim.nearest {
                    Some(nearest) => format!("{} (did you mean {nearest}?)", claim.path),
                    None => claim.path.clone(),
                });
                let names = names.collect::<Vec<_>>().join(", ");
                format!("no reader knows {names}. Correct the name, or {all_the_same}.")
            }
            Self::Past { path, end } => {
                format!("{path} is past already ({end}). Correct it, or {all_the_same}.")
            }
            Self::Future { path, issued } => format!(
                "{path} lies ahead ({issued}), and from when it is read all of this account is judged as of then. \
                 Leave {path} out, or {all_the_same}."
            ),
        }
    }
}
