//! Sample files, in the demonstration build.

use crate::components::{Look, button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, Given, KeyFamily, Samples};
use countersign::TrustedKeys;
use yew::prelude::*;

/// A panel with the samples and the key that verifies them, folded away where licences are there; nothing where
/// there are no samples.
pub(super) fn panel(
    locale: &Locale,
    samples: &Samples,
    trusted: &TrustedKeys,
    is_folded: bool,
    on_action: &Callback<Action>,
) -> Html {
    if samples.files.is_empty() {
        return Html::default();
    }
    let rows = samples.files.iter().map(|sample| {
        let open = Action::OpenSample(sample.file.clone());
        html! { <li>{ button(Look::Plain, sample.title.clone(), open, on_action) }</li> }
    });
    let content = html! {
        <>
            { styled("p", "hint", locale.text(msg::SAMPLES_TEXT)) }
            <ul class="plain">{ for rows }</ul>
            if let Some((name, bytes)) = &samples.key {
                { key(locale, name, bytes, trusted, on_action) }
            }
        </>
    };
    let title = locale.text(msg::SAMPLES_TITLE);
    html! {
        <section class="panel samples" aria-labelledby="samples-title">
            if is_folded {
                <details><summary id="samples-title">{ title }</summary>{ content }</details>
            } else {
                <><h2 id="samples-title">{ title }</h2>{ content }</>
            }
        </section>
    }
}

fn key(
    locale: &Locale,
    name: &str,
    bytes: &[u8],
    trusted: &TrustedKeys,
    on_action: &Callback<Action>,
) -> Html {
    if is_trusted(trusted, bytes) {
        return styled("p", "hint", locale.text(msg::SAMPLES_TRUSTED));
    }
    let given = Given::File { name: name.to_owned(), bytes: bytes.to_owned() };
    let review = Action::ReviewKeys { family: KeyFamily::Countersign, given };
    button(Look::Primary, locale.text(msg::SAMPLES_TRUST), review, on_action)
}

fn is_trusted(trusted: &TrustedKeys, jwk_set: &[u8]) -> bool {
    let keys = TrustedKeys::parse(jwk_set).unwrap_or_default();
    keys.iter().all(|key| trusted.get(&key.key.thumbprint()).is_some())
}
