//! Sample files, in the demonstration build.

use crate::components::{Look, button, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, Samples};
use countersign::TrustedKeys;
use yew::prelude::*;

/// A panel with the samples, which says whether the key that verifies them is trusted, folded away where licences are there; nothing where
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
        let title = sample.title(locale.language()).to_owned();
        html! { <li>{ button(Look::Plain, title, open, on_action) }</li> }
    });
    let said = if samples.is_trusted(trusted) { msg::SAMPLES_TRUSTED } else { msg::SAMPLES_TEXT };
    let content = html! {
        <>
            { styled("p", "hint", locale.text(said)) }
            <ul class="plain">{ for rows }</ul>
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
