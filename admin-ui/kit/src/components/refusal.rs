//! An error: what is wrong, what to do, and the details for whoever is asked for help.

use crate::components::{element, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use countersign::Error;
use yew::prelude::*;

/// An error of the core, in the reader's language. The details stay as the core gives them: they are field
/// names and values of the file.
pub fn refusal(locale: &Locale, error: &Error) -> Html {
    let code = Some(error.code().as_str());
    let details = [
        (msg::REFUSAL_CODE, code),
        (msg::REFUSAL_AT, error.at()),
        (msg::REFUSAL_FOUND, error.found()),
        (msg::REFUSAL_NEEDED, error.needed()),
    ];
    let details = details.into_iter().filter_map(|(name, value)| {
        Some(html! { <div><dt>{ locale.text(name) }</dt><dd>{ element("code", value?) }</dd></div> })
    });
    html! {
        <div class="refusal" data-code={error.code().as_str()}>
            { styled("p", "meaning", locale.meaning(error.code())) }
            <p class="remedy">{ element("strong", locale.text(msg::REFUSAL_WHAT_TO_DO)) }{ " " }{ locale.remedy(error.code()) }</p>
            <dl class="details" aria-label={locale.text(msg::REFUSAL_DETAILS)}>{ for details }</dl>
        </div>
    }
}
