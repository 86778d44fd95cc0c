//! The card of an authentic licence.

use super::document::{Head, frame};
use super::{agreement, entitlements, facts, structure, verdict};
use crate::components::{Icon, Tone, badge, element, fact, refusal, status_badge, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, OpenedFile, State, Structure};
use countersign::{License, Thumbprint, Verified};
use yew::prelude::*;

/// How much of what was signed is shown, in bytes; the file, which can be saved, has all of it.
const CLAIMS: usize = 100_000;

/// How many entitlements a row names.
const GRANTS: usize = 3;

/// Everything that the licence says, the verdict first.
pub(super) fn card(
    locale: &Locale,
    state: &State,
    file: &OpenedFile,
    license: &Verified<License>,
    structure: &Structure,
    actions: Html,
    on_action: &Callback<Action>,
) -> Html {
    let badge = match &file.judgement {
        Some(Ok(judgement)) => status_badge(locale, judgement.status),
        Some(Err(_)) => badge(Tone::Bad, Icon::Cross, &locale.text(msg::STATUS_REFUSED)),
        None => Html::default(),
    };
    let is_shown = state.shows_contents(file);
    let body = is_shown.then(|| body(locale, state, file, license, structure, on_action));
    let id = file.id;
    let on_open = (!is_shown).then(|| on_action.reform(move |_: MouseEvent| Action::Unfold(id)));
    let head = Head { says: says(locale, license), on_open, ..Head::new(badge, actions) };
    frame(file, "verified", head, &license.name, body.unwrap_or_default())
}

fn body(
    locale: &Locale,
    state: &State,
    file: &OpenedFile,
    license: &Verified<License>,
    structure: &Structure,
    on_action: &Callback<Action>,
) -> Html {
    let said = match &file.judgement {
        Some(Ok(judgement)) => verdict::verdict(locale, license, judgement),
        Some(Err(error)) => refusal(locale, error),
        None => Html::default(),
    };
    let now =
        file.judgement.as_ref().and_then(|judgement| judgement.as_ref().ok()).map(|judgement| judgement.at);
    html! {
        <>
            { styled("p", "subtitle", subtitle(locale, file, license)) }
            { said }
            <div class="columns">
                { facts::holder(locale, &license.holder) }
                { facts::term(locale, license, now) }
                { facts::reference(locale, license) }
                { facts::order(locale, license) }
            </div>
            { entitlements::table(locale, state, file.id, license, now, on_action) }
            { agreement::text(locale, license) }
            { claims(locale, license.payload()) }
            { authenticity(locale, &license.issuer, license.signers(), structure) }
        </>
    }
}

/// The first things that it grants, and until when.
fn says(locale: &Locale, license: &License) -> String {
    let grants = license.entitlements.iter().take(GRANTS).map(|entitlement| {
        let name = entitlement
            .name
            .as_ref()
            .map_or(&*entitlement.id, |name| name.for_language(locale.language().tag()));
        [name, &entitlements::quantity(locale, entitlement.quantity)].join("\u{a0}")
    });
    let more = (license.entitlements.len() > GRANTS).then(|| "…".to_owned());
    let grants = grants.chain(more).collect::<Vec<_>>().join(", ");
    let term = match license.expires {
        Some(end) => {
            locale.format(msg::ENTITLEMENT_EXPIRES, [("end", locale.formats().last_day(end).into())])
        }
        None => locale.text(msg::SAYS_PERPETUAL),
    };
    [grants, term].join(" · ")
}

fn subtitle(locale: &Locale, file: &OpenedFile, license: &License) -> String {
    let kind = facts::kind(locale, license.kind);
    let parts = license.edition.iter().map(String::as_str).chain([kind.as_str(), file.name.as_str()]);
    parts.collect::<Vec<_>>().join(" · ")
}

/// What was signed, to the letter.
pub(super) fn claims(locale: &Locale, payload: &[u8]) -> Html {
    html! {
        <details class="claims">
            <summary>{ locale.text(msg::CLAIMS_SHOW) }</summary>
            <pre tabindex="0">
                { String::from_utf8_lossy(payload.get(..CLAIMS).unwrap_or(payload)).into_owned() }
                if payload.len() > CLAIMS {
                    { "…" }
                }
            </pre>
        </details>
    }
}

/// Who signed it, and how that can be checked.
pub(super) fn authenticity(
    locale: &Locale,
    issuer: &str,
    signers: &[Thumbprint],
    structure: &Structure,
) -> Html {
    let signers = signers.iter().map(|signer| html! { <li>{ thumbprint(signer) }</li> });
    let keys = html! {
        <>
            <ul class="plain">{ for signers }</ul>
            { styled("p", "hint", locale.text(msg::FACT_KEY_HINT)) }
        </>
    };
    html! {
        <section class="authenticity">
            { element("h4", locale.text(msg::SECTION_AUTHENTICITY)) }
            <p class="genuine">{ Icon::Check.html() }{ locale.text(msg::AUTHENTIC_TEXT) }</p>
            <dl>
                { fact(locale, msg::FACT_ISSUER, issuer.to_owned()) }
                { fact(locale, msg::FACT_KEY, keys) }
                { fact(locale, msg::FACT_CARRIER, structure::carrier(locale, structure.carrier)) }
            </dl>
        </section>
    }
}
