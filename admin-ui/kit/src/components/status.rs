//! A licence's status: a word, a symbol and a colour.

use super::Icon;
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use countersign::Status;
use yew::prelude::*;

/// How good the news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Good,
    /// Something needs attention.
    Warning,
    /// Something does not hold.
    Bad,
    /// Neither good nor bad.
    Neutral,
}

impl Tone {
    /// The class that colours it.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Good => "tone-good",
            Tone::Warning => "tone-warning",
            Tone::Bad => "tone-bad",
            Tone::Neutral => "tone-neutral",
        }
    }
}

/// The badge of a status.
pub fn status_badge(locale: &Locale, status: Status) -> Html {
    let (tone, icon) = appearance(status);
    badge(tone, icon, &status_name(locale, status))
}

/// A word with a symbol and a colour.
pub fn badge(tone: Tone, icon: Icon, word: &str) -> Html {
    html! { <strong class={classes!("badge", tone.class())}>{ icon.html() }{ word }</strong> }
}

/// The status in words.
pub fn status_name(locale: &Locale, status: Status) -> String {
    match message(status) {
        Some(message) => locale.text(message),
        // A status of a newer core.
        None => status.as_str().to_owned(),
    }
}

fn message(status: Status) -> Option<Message> {
    Some(match status {
        Status::Active => msg::STATUS_ACTIVE,
        Status::Expiring => msg::STATUS_EXPIRING,
        Status::Grace => msg::STATUS_GRACE,
        Status::Expired => msg::STATUS_EXPIRED,
        Status::NotYetValid => msg::STATUS_NOT_YET_VALID,
        Status::Superseded => msg::STATUS_SUPERSEDED,
        Status::Conflict => msg::STATUS_CONFLICT,
        Status::ActivationRequired => msg::STATUS_ACTIVATION_REQUIRED,
        Status::ActivationMissing => msg::STATUS_ACTIVATION_MISSING,
        Status::Deactivated => msg::STATUS_DEACTIVATED,
        Status::LicenseMissing => msg::STATUS_LICENSE_MISSING,
        Status::LicenseOutdated => msg::STATUS_LICENSE_OUTDATED,
        Status::LicenseInactive => msg::STATUS_LICENSE_INACTIVE,
        Status::QuorumMissing => msg::STATUS_QUORUM_MISSING,
        Status::Revoked => msg::STATUS_REVOKED,
        Status::WrongHost => msg::STATUS_WRONG_HOST,
        Status::WrongVersion => msg::STATUS_WRONG_VERSION,
        Status::WrongProduct => msg::STATUS_WRONG_PRODUCT,
        Status::WrongAccount => msg::STATUS_WRONG_ACCOUNT,
        _ => return None,
    })
}

fn appearance(status: Status) -> (Tone, Icon) {
    match status {
        Status::Active => (Tone::Good, Icon::Check),
        Status::Expiring => (Tone::Warning, Icon::Clock),
        Status::Grace | Status::ActivationRequired | Status::ActivationMissing => {
            (Tone::Warning, Icon::Warning)
        }
        Status::NotYetValid => (Tone::Neutral, Icon::Clock),
        Status::Superseded => (Tone::Neutral, Icon::Info),
        _ => (Tone::Bad, Icon::Cross),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_its_own_word() {
        let mut words: Vec<String> =
            Status::ALL.iter().map(|status| format!("{:?}", message(*status).unwrap())).collect();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), Status::ALL.len());
    }
}
