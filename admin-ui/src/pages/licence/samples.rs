//! Sample files, in the demonstration build.

use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::samples::{self, Sample};
use crate::state::{Action, KeyFamily};
use countersign::TrustedKeys;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) locale: Locale,
    pub(crate) trusted: TrustedKeys,
    pub(crate) on_action: Callback<Action>,
}

/// Nothing where there are no samples.
#[component]
pub(crate) fn Samples(props: &Props) -> Html {
    let locale = &props.locale;
    let found = use_state(Vec::<Sample>::new);
    let keys = use_state(|| None::<(String, Vec<u8>)>);
    {
        let (found, keys) = (found.setter(), keys.setter());
        use_effect_with((), move |()| {
            spawn_local(async move {
                let samples = samples::list().await;
                if !samples.is_empty() {
                    found.set(samples);
                    keys.set(samples::keys().await);
                }
            });
        });
    }
    if found.is_empty() {
        return Html::default();
    }
    let rows = found.iter().map(|sample| {
        let on_click = open(sample.file.clone(), props.on_action.clone());
        html! { <li><button type="button" class="quiet" onclick={on_click}>{ &sample.title }</button></li> }
    });
    html! {
        <section class="panel samples" aria-labelledby="samples-title">
            <h2 id="samples-title">{ locale.text(msg::SAMPLES_TITLE) }</h2>
            <p class="hint">{ locale.text(msg::SAMPLES_TEXT) }</p>
            <ul class="plain">{ for rows }</ul>
            if let Some((name, bytes)) = &*keys {
                if is_trusted(&props.trusted, bytes) {
                    <p class="hint">{ locale.text(msg::SAMPLES_TRUSTED) }</p>
                } else {
                    <button type="button" onclick={review(name.clone(), bytes.clone(), &props.on_action)}>
                        { locale.text(msg::SAMPLES_TRUST) }
                    </button>
                }
            }
        </section>
    }
}

fn open(file: String, on_action: Callback<Action>) -> Callback<MouseEvent> {
    Callback::from(move |_| {
        let (name, on_action) = (file.clone(), on_action.clone());
        spawn_local(async move {
            on_action.emit(match samples::sample(&name).await {
                Some(bytes) => Action::Open { name, bytes },
                None => Action::Unreadable { name },
            });
        });
    })
}

fn review(name: String, bytes: Vec<u8>, on_action: &Callback<Action>) -> Callback<MouseEvent> {
    on_action.reform(move |_| Action::ReviewKeys {
        family: KeyFamily::Countersign,
        name: name.clone(),
        bytes: bytes.clone(),
    })
}

fn is_trusted(trusted: &TrustedKeys, jwk_set: &[u8]) -> bool {
    let keys = TrustedKeys::parse(jwk_set).unwrap_or_default();
    keys.iter().all(|key| trusted.get(&key.key.thumbprint()).is_some())
}
