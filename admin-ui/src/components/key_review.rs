//! The deliberate step between giving a key and trusting it.

use super::{Icon, Look, button, element, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, ImportStep, KeyFamily, KeyImport};
use countersign::{Error, TrustedKeys};
use yew::prelude::*;

/// The id of its title, which takes the focus when the review begins.
pub(crate) const TITLE: &str = "review-title";

/// Shows the keys that were given, and asks whether to trust them.
pub(crate) fn key_review(locale: &Locale, import: &KeyImport, on_action: &Callback<Action>) -> Html {
    match &import.step {
        ImportStep::Review(keys) => review(locale, import, keys, on_action),
        ImportStep::Refused(error) => refused(locale, &import.name, error, on_action),
    }
}

fn review(locale: &Locale, import: &KeyImport, keys: &TrustedKeys, on_action: &Callback<Action>) -> Html {
    let title = if keys.len() == 1 { msg::REVIEW_TITLE } else { msg::REVIEW_TITLE_MANY };
    let purpose = match import.family {
        KeyFamily::Countersign => msg::REVIEW_FOR_OWN,
        KeyFamily::Keygen => msg::REVIEW_FOR_KEYGEN,
    };
    let rows = keys.iter().map(|key| {
        html! {
            <li>
                { thumbprint(&key.key.thumbprint()) }
                if let Some(issuer) = &key.issuer {
                    { styled("span", "muted", issuer) }
                }
            </li>
        }
    });
    html! {
        <section class="panel review tone-warning" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ Icon::Key.html() }{ locale.text(title) }</h2>
            <ul class="plain">{ for rows }</ul>
            { styled("p", "muted", locale.text(purpose)) }
            { element("p", locale.format(msg::REVIEW_TEXT, [("name", import.name.as_str().into())])) }
            <p class="actions">
                { button(Look::Primary, locale.text(msg::REVIEW_TRUST), Action::TrustReviewed, on_action) }
                { button(Look::Plain, locale.text(msg::REVIEW_CANCEL), Action::CancelReview, on_action) }
            </p>
        </section>
    }
}

fn refused(locale: &Locale, name: &str, error: &Error, on_action: &Callback<Action>) -> Html {
    html! {
        <section class="panel review tone-bad" role="alert" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ Icon::Cross.html() }{ locale.text(msg::REVIEW_REFUSED) }</h2>
            { styled("p", "muted", name) }
            { super::refusal(locale, error) }
            <p class="actions">
                { button(Look::Plain, locale.text(msg::REVIEW_CLOSE), Action::CancelReview, on_action) }
            </p>
        </section>
    }
}
