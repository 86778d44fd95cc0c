//! The card of an authentic licence.

use super::document::{Head, frame};
use super::{agreement, entitlements, facts, structure, verdict};
use crate::components::{Icon, Tone, badge, element, fact, refusal, status_badge, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{OpenedFile, Structure};
use countersign::{License, Thumbprint, Verified};
use yew::prelude::*;

/// How many entitlements a row names.
const GRANTS: usize = 3;

/// Everything that the licence says, the verdict first.
pub(super) fn card(
    locale: &Locale,
    file: &OpenedFile,
    structure: &Structure,
    license: &Verified<License>,
    actions: Html,
) -> Html {
    let (badge, said) = match &file.judgement {
        Some(Ok(judgement)) => {
            (status_badge(locale, judgement.status), verdict::verdict(locale, license, judgement))
        }
        Some(Err(error)) => {
            (badge(Tone::Bad, Icon::Cross, &locale.text(msg::STATUS_REFUSED)), refusal(locale, error))
        }
        None => (Html::default(), Html::default()),
    };
    let now =
        file.judgement.as_ref().and_then(|judgement| judgement.as_ref().ok()).map(|judgement| judgement.at);
    let body = html! {
        <>
            { styled("p", "subtitle", subtitle(locale, file, license)) }
            { said }
            <div class="columns">
                { facts::holder(locale, &license.holder) }
                { facts::term(locale, license, now) }
                { facts::reference(locale, license) }
                { facts::order(locale, license) }
            </div>
            { entitlements::table(locale, license, now) }
            { agreement::text(locale, license) }
            { claims(locale, license.payload()) }
            { authenticity(locale, &license.issuer, license.signers(), structure) }
        </>
    };
    let says = says(locale, license);
    frame(file, "verified", Head { badge, says, actions }, &license.name, body)
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
        Some(end) => locale.format(msg::ENTITLEMENT_EXPIRES, [("end", locale.formats().date(end).into())]),
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
            <pre tabindex="0">{ String::from_utf8_lossy(payload).into_owned() }</pre>
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
