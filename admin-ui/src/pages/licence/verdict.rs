//! What a licence's status means for the reader, in sentences.

use crate::components::{Icon, element, status_name, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::Judgement;
use countersign::{License, Report, Status, UnixTime, Warning};
use yew::prelude::*;

const DAY: u64 = 86_400;

/// The sentence about the status, and the warnings.
pub(super) fn verdict(locale: &Locale, license: &License, judgement: &Judgement) -> Html {
    let warnings = judgement.warnings.iter().filter(|warning| concerns(warning, license));
    html! {
        <>
            <p class="verdict" data-status={judgement.status.as_str()}>{ sentence(locale, license, judgement) }</p>
            if judgement.reasons.len() > 1 {
                { styled("p", "hint", reasons(locale, judgement)) }
            }
            { list(locale, warnings) }
        </>
    }
}

/// Every reason for the status, the weightiest first.
fn reasons(locale: &Locale, judgement: &Judgement) -> String {
    let names: Vec<String> =
        judgement.reasons.iter().map(|reason| status_name(locale, reason.code)).collect();
    locale.format(msg::SAYS_REASONS, [("reasons", names.join(", ").into())])
}

fn sentence(locale: &Locale, license: &License, judgement: &Judgement) -> String {
    let at = |message: Message, name, instant: Option<UnixTime>| match instant {
        Some(start) if name == "start" => {
            locale.format(message, [(name, locale.formats().local(start).into())])
        }
        Some(end) => locale.format(message, [(name, locale.formats().end(end).into())]),
        None => locale.text(msg::SAYS_PERPETUAL),
    };
    match judgement.status {
        Status::Active => at(msg::SAYS_UNTIL, "end", license.expires),
        Status::Expiring => expiring(locale, license, judgement.at),
        Status::Grace => grace(locale, license),
        Status::Expired => at(msg::SAYS_EXPIRED, "end", license.end()),
        Status::NotYetValid => at(msg::SAYS_NOT_YET_VALID, "start", license.not_before),
        Status::Superseded => locale.text(msg::SAYS_SUPERSEDED),
        Status::Conflict => locale.text(msg::SAYS_CONFLICT),
        Status::Revoked => locale.text(msg::SAYS_REVOKED),
        Status::ActivationRequired => locale.text(msg::SAYS_ACTIVATION_REQUIRED),
        _ => locale.text(msg::SAYS_DOES_NOT_COUNT),
    }
}

fn expiring(locale: &Locale, license: &License, now: UnixTime) -> String {
    let Some(end) = license.expires else { return locale.text(msg::SAYS_PERPETUAL) };
    let days = end.as_secs().saturating_sub(now.as_secs()).max(0) as u64 / DAY;
    let end = locale.formats().end(end);
    locale.format(msg::SAYS_EXPIRING, [("days", days.into()), ("end", end.into())])
}

fn grace(locale: &Locale, license: &License) -> String {
    let (Some(expires), Some(end)) = (license.expires, license.end()) else {
        return locale.text(msg::SAYS_PERPETUAL);
    };
    let formats = locale.formats();
    let dates = [("expires", formats.end(expires).into()), ("end", formats.end(end).into())];
    locale.format(msg::SAYS_GRACE, dates)
}

/// Whether a warning about the account's licences is about this one.
fn concerns(warning: &Warning, license: &License) -> bool {
    match warning {
        Warning::VersionNotJudged => license.versions.is_some(),
        Warning::HostNotJudged => !license.lock_codes.is_empty() || license.installation.is_some(),
        Warning::MetricConflict { jti, .. } => *jti == license.id,
        // The others are about the account, and stand in its overview.
        _ => false,
    }
}

/// The warnings about an account.
pub(super) fn account_warnings(locale: &Locale, report: &Report) -> Html {
    let about_account = |text: &&Warning| {
        matches!(
            text,
            Warning::ClockRollback { .. }
                | Warning::RevocationStale { .. }
                | Warning::RevocationMissing
                | Warning::QuorumNotJudged
                | Warning::DuplicateSlot { .. }
                | Warning::LedgerForked { .. }
        )
    };
    html! {
        <>
            { list(locale, report.warnings.iter().filter(about_account)) }
            { clock(locale, report) }
        </>
    }
}

/// What the clock that is behind means: which instant is judged, by how much it is behind, and the ways out.
fn clock(locale: &Locale, report: &Report) -> Html {
    let by = report.warnings.iter().find_map(|warning| match warning {
        Warning::ClockRollback { by } => Some(*by),
        _ => None,
    });
    let (Some(by), Some(mark)) = (by, report.floor) else { return Html::default() };
    let days = by.max(0) as u64 / DAY;
    let mark = locale.formats().local(mark);
    let parts =
        [("days", days.into()), ("number", locale.formats().number(days).into()), ("mark", mark.into())];
    html! {
        <ul class="plain clock">
            { element("li", locale.format(msg::CLOCK_BEHIND, parts.clone())) }
            { element("li", locale.text(msg::CLOCK_SET)) }
            { element("li", locale.format(msg::CLOCK_ASK, parts)) }
        </ul>
    }
}

fn list<'w>(locale: &Locale, warnings: impl Iterator<Item = &'w Warning>) -> Html {
    let warnings: Vec<Html> = warnings
        .map(|text| html! { <li>{ Icon::Info.html() }{ element("span", warning(locale, text)) }</li> })
        .collect();
    if warnings.is_empty() {
        return Html::default();
    }
    html! { <ul class="plain warnings" aria-label={locale.text(msg::SECTION_WARNINGS)}>{ for warnings }</ul> }
}

fn warning(locale: &Locale, warning: &Warning) -> String {
    match warning {
        Warning::VersionNotJudged => locale.text(msg::WARNING_VERSION),
        Warning::HostNotJudged => locale.text(msg::WARNING_HOST),
        Warning::InstallationNotJudged => locale.text(msg::WARNING_INSTALLATION),
        Warning::QuorumNotJudged => locale.text(msg::WARNING_QUORUM),
        Warning::DuplicateSlot { id, activations: [one, other], .. } => {
            let sides = [("id", id.into()), ("one", one.into()), ("other", other.into())];
            locale.format(msg::WARNING_DUPLICATE_SLOT, sides)
        }
        Warning::LedgerForked { activations: [one, other], .. } => {
            locale.format(msg::WARNING_LEDGER_FORKED, [("one", one.into()), ("other", other.into())])
        }
        Warning::ClockRollback { .. } => locale.text(msg::WARNING_CLOCK),
        Warning::MetricConflict { id, .. } => locale.format(msg::WARNING_METRIC, [("id", id.into())]),
        Warning::RevocationStale { next_update, .. } => {
            let due = locale.formats().local(*next_update);
            locale.format(msg::WARNING_REVOCATION_STALE, [("due", due.into())])
        }
        other => locale.format(msg::WARNING_OTHER, [("code", other.code().into())]),
    }
}
