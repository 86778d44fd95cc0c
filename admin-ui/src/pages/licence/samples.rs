//! Sample files, in the demonstration build.

use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::samples;
use crate::state::{Action, Given, KeyFamily, Samples};
use countersign::TrustedKeys;
use yew::prelude::*;

/// A panel with the samples and the key that verifies them; nothing where there are none.
pub(super) fn panel(
    locale: &Locale,
    samples: &Samples,
    trusted: &TrustedKeys,
    on_action: &Callback<Action>,
) -> Html {
    if samples.files.is_empty() {
        return Html::default();
    }
    let rows = samples.files.iter().map(|sample| {
        let on_click = open(sample.file.clone(), on_action.reform(Action::Open));
        html! { <li><button type="button" onclick={on_click}>{ &sample.title }</button></li> }
    });
    html! {
        <section class="panel samples" aria-labelledby="samples-title">
            <h2 id="samples-title">{ locale.text(msg::SAMPLES_TITLE) }</h2>
            <p class="hint">{ locale.text(msg::SAMPLES_TEXT) }</p>
            <ul class="plain">{ for rows }</ul>
            if let Some((name, bytes)) = &samples.key {
                { key(locale, name, bytes, trusted, on_action) }
            }
        </section>
    }
}

fn open(file: String, give: Callback<Given>) -> Callback<MouseEvent> {
    Callback::from(move |_| samples::open(file.clone(), give.clone()))
}

fn key(
    locale: &Locale,
    name: &str,
    bytes: &[u8],
    trusted: &TrustedKeys,
    on_action: &Callback<Action>,
) -> Html {
    if is_trusted(trusted, bytes) {
        return html! { <p class="hint">{ locale.text(msg::SAMPLES_TRUSTED) }</p> };
    }
    let given = Given::File { name: name.to_owned(), bytes: bytes.to_owned() };
    let on_click = on_action.reform(move |_: MouseEvent| Action::ReviewKeys {
        family: KeyFamily::Countersign,
        given: given.clone(),
    });
    html! { <button type="button" class="primary" onclick={on_click}>{ locale.text(msg::SAMPLES_TRUST) }</button> }
}

fn is_trusted(trusted: &TrustedKeys, jwk_set: &[u8]) -> bool {
    let keys = TrustedKeys::parse(jwk_set).unwrap_or_default();
    keys.iter().all(|key| trusted.get(&key.key.thumbprint()).is_some())
}
