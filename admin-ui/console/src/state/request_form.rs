//! The fields of the page of requests, as they are typed.

use countersign::{Amounts, Date, Error, LockCode, UnixTime};
use countersign_issuer::{Ask, MatchParts, Typed};
use std::collections::BTreeMap;

/// The options of an answer, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// How much is given, by entitlement, where that is said.
    pub(crate) grants: BTreeMap<String, String>,
    pub(crate) until: String,
    /// Nothing, `all`, or how many parts.
    pub(crate) matching: String,
    pub(crate) comment: String,
    /// Why the desk refuses what no rule refuses.
    pub(crate) refusal: String,
}

/// Lock codes and whose they are, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypedForm {
    pub(crate) codes: String,
    pub(crate) has_quorum: bool,
    pub(crate) license: String,
    pub(crate) replaces: String,
    pub(crate) description: String,
}

/// A field of the options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormField {
    Grant(String),
    Until,
    Match,
    Comment,
    Refusal,
    Codes,
    License,
    Replaces,
    Description,
}

impl TypedForm {
    /// The lock codes, each with what is wrong with it.
    pub(crate) fn read_codes(&self) -> Vec<Result<LockCode, Error>> {
        let words = self.codes.lines().map(str::trim).filter(|line| !line.is_empty());
        words.map(LockCode::parse).collect()
    }

    pub(super) fn typed(&self) -> Option<Typed> {
        let lock_codes: Vec<_> = self.read_codes().into_iter().collect::<Result<_, _>>().ok()?;
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let license = given(&self.license).filter(|_| !lock_codes.is_empty())?;
        Some(Typed {
            lock_codes,
            has_quorum: self.has_quorum,
            license,
            replaces: given(&self.replaces),
            description: given(&self.description),
        })
    }
}

impl Form {
    /// When it ends: a day, which it includes; nothing where the text is no day.
    pub(crate) fn end(&self) -> Result<Option<UnixTime>, ()> {
        let text = self.until.trim();
        if text.is_empty() { Ok(None) } else { Date::parse(text).map(|day| Some(day.end())).ok_or(()) }
    }

    /// The amounts, where each is a whole number.
    pub(crate) fn amounts(&self) -> Option<Amounts> {
        let typed = self.grants.iter().filter(|(_, text)| !text.trim().is_empty());
        typed.map(|(id, text)| Some((id.clone(), text.trim().parse().ok()?))).collect()
    }

    /// What is asked for; nothing while a field is not right.
    pub(super) fn ask(&self) -> Option<Ask> {
        let matching = match self.matching.trim() {
            "" => None,
            "all" => Some(MatchParts::All),
            least => Some(MatchParts::AtLeast(least.parse().ok()?)),
        };
        let comment = Some(self.comment.trim().to_owned()).filter(|comment| !comment.is_empty());
        Some(Ask { grants: self.amounts()?, until: self.end().ok()?, matching, comment })
    }
}
