//! The deliberate step between giving a key and trusting it.

use super::{Icon, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{ImportStep, KeyFamily, KeyImport};
use countersign::{Error, TrustedKeys};
use yew::prelude::*;

/// The id of its title, which takes the focus when the review begins.
pub(crate) const TITLE: &str = "review-title";

/// What the reader can decide.
pub(crate) struct Decision {
    pub(crate) on_trust: Callback<()>,
    pub(crate) on_cancel: Callback<()>,
}

/// Shows the keys that were given, and asks whether to trust them.
pub(crate) fn key_review(locale: &Locale, import: &KeyImport, decision: &Decision) -> Html {
    let on_cancel = decision.on_cancel.reform(|_: MouseEvent| ());
    match &import.step {
        ImportStep::Review(keys) => {
            let on_trust = decision.on_trust.reform(|_: MouseEvent| ());
            review(locale, import, keys, on_trust, on_cancel)
        }
        ImportStep::Refused(error) => refused(locale, &import.name, error, on_cancel),
    }
}

fn review(
    locale: &Locale,
    import: &KeyImport,
    keys: &TrustedKeys,
    on_trust: Callback<MouseEvent>,
    on_cancel: Callback<MouseEvent>,
) -> Html {
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
                    <span class="muted">{ issuer }</span>
                }
            </li>
        }
    });
    html! {
        <section class="panel review tone-warning" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ Icon::Key.html() }{ locale.text(title) }</h2>
            <ul class="plain">{ for rows }</ul>
            <p class="muted">{ locale.text(purpose) }</p>
            <p>{ locale.format(msg::REVIEW_TEXT, [("name", import.name.as_str().into())]) }</p>
            <p class="actions">
                <button type="button" class="primary" onclick={on_trust}>
                    { locale.text(msg::REVIEW_TRUST) }
                </button>
                <button type="button" onclick={on_cancel}>{ locale.text(msg::REVIEW_CANCEL) }</button>
            </p>
        </section>
    }
}

fn refused(locale: &Locale, name: &str, error: &Error, on_cancel: Callback<MouseEvent>) -> Html {
    html! {
        <section class="panel review tone-bad" role="alert" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ Icon::Cross.html() }{ locale.text(msg::REVIEW_REFUSED) }</h2>
            <p class="muted">{ name }</p>
            { crate::pages::refusal(locale, error) }
            <p class="actions">
                <button type="button" onclick={on_cancel}>{ locale.text(msg::REVIEW_CLOSE) }</button>
            </p>
        </section>
    }
}
