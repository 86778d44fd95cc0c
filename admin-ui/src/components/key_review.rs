//! The deliberate step between giving a key and trusting it.

use super::{Icon, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::document;
use crate::state::{ImportStep, KeyFamily, KeyImport};
use countersign::{Error, TrustedKeys};
use yew::prelude::*;

const TITLE: &str = "review-title";

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) locale: Locale,
    pub(crate) import: KeyImport,
    pub(crate) on_trust: Callback<()>,
    pub(crate) on_cancel: Callback<()>,
}

/// Shows the keys that were given, and asks whether to trust them.
#[component]
pub(crate) fn KeyReview(props: &Props) -> Html {
    use_effect_with(props.import.clone(), |_| document::focus(TITLE));
    let on_cancel = props.on_cancel.reform(|_: MouseEvent| ());
    match &props.import.step {
        ImportStep::Review(keys) => review(&props.locale, props, keys, on_cancel),
        ImportStep::Refused(error) => refused(&props.locale, &props.import.name, error, on_cancel),
    }
}

fn review(locale: &Locale, props: &Props, keys: &TrustedKeys, on_cancel: Callback<MouseEvent>) -> Html {
    let title = if keys.len() == 1 { msg::REVIEW_TITLE } else { msg::REVIEW_TITLE_MANY };
    let purpose = match props.import.family {
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
            <p>{ locale.format(msg::REVIEW_TEXT, [("name", props.import.name.as_str().into())]) }</p>
            <p class="actions">
                <button type="button" class="primary" onclick={props.on_trust.reform(|_: MouseEvent| ())}>
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
