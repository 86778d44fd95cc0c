//! Facts: a name and a value each.

use super::element;
use crate::i18n::Message;
use crate::locale::Locale;
use countersign::printable;
use yew::prelude::*;

/// A fact.
pub fn fact(locale: &Locale, name: Message, value: impl Into<Html>) -> Html {
    let value = match value.into() {
        Html::VText(value) => printable(&value.text).into(),
        value => value,
    };
    html! { <div><dt>{ locale.text(name) }</dt><dd>{ value }</dd></div> }
}

/// A section with facts, if there are any.
pub fn facts(locale: &Locale, title: Message, facts: Vec<Html>) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    html! {
        <section class="facts">
            { element("h4", locale.text(title)) }
            <dl>{ for facts }</dl>
        </section>
    }
}
