//! The history page: what comes, and what happened.

mod event;

use crate::components::{Look, button, choice, element, styled};
use crate::export::{Export, ending_summary};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::state::{Action, Coming, State, Topic, When};
use yew::prelude::*;

/// The page.
pub(crate) fn history_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::HISTORY_TITLE)) }
                { element("p", locale.text(msg::HISTORY_INTRO)) }
            </div>
            { coming(locale, state, on_action) }
            { past(locale, state, on_action) }
        </>
    }
}

fn coming(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let coming = state.coming();
    let rows = coming.iter().map(|coming| {
        let summary = ending_summary(locale, state, &coming.what);
        html! { <div><dt>{ when(locale, coming) }</dt><dd>{ summary }</dd></div> }
    });
    let save = Action::SaveExport(Export::Calendar);
    html! {
        <section class="panel coming" aria-labelledby="coming-title">
            <h2 id="coming-title">{ locale.text(msg::COMING_TITLE) }</h2>
            if coming.is_empty() {
                { styled("p", "muted", locale.text(msg::COMING_NONE)) }
            } else {
                <dl class="rows">{ for rows }</dl>
                <div class="hinted">
                    <p class="actions">{ button(Look::Plain, locale.text(msg::COMING_SAVE), save, on_action) }</p>
                    { styled("p", "hint", locale.text(msg::COMING_HINT)) }
                </div>
            }
        </section>
    }
}

fn when(locale: &Locale, coming: &Coming<'_>) -> String {
    match coming.when {
        When::At(end) => locale.formats().end(end),
        When::After(day) => locale.formats().day(day),
    }
}

fn past(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let events = state.history();
    let shown = events.iter().filter(|event| state.topic.is_none_or(|topic| topic == event.what.topic()));
    let rows: Vec<Html> = shown.map(|event| event::row(locale, state, event)).collect();
    let export =
        |export, label| button(Look::Plain, locale.text(label), Action::SaveExport(export), on_action);
    let resets = state.record.shared.clock_resets();
    html! {
        <section class="panel past" aria-labelledby="past-title">
            <div class="past-head">
                <h2 id="past-title">{ locale.text(msg::PAST_TITLE) }</h2>
                { filter(locale, state.topic, on_action) }
            </div>
            if rows.is_empty() {
                { styled("p", "muted", locale.text(msg::PAST_NONE)) }
            } else {
                <dl class="rows">{ for rows }</dl>
            }
            if resets > 0 {
                { styled("p", "hint", locale.format(msg::PAST_CLOCK, [("count", resets.into())])) }
            }
            if !events.is_empty() {
                <p class="actions">
                    { export(Export::HistoryTable, msg::SAVE_TABLE) }
                    { export(Export::HistoryJson, msg::SAVE_JSON) }
                </p>
            }
        </section>
    }
}

fn filter(locale: &Locale, topic: Option<Topic>, on_action: &Callback<Action>) -> Html {
    let all = (String::new(), locale.text(msg::TOPIC_ALL));
    let topics = Topic::ALL.map(|topic| {
        let name = match topic {
            Topic::Files => msg::TOPIC_FILES,
            Topic::People => msg::TOPIC_PEOPLE,
            Topic::Usage => msg::TOPIC_USAGE,
            Topic::Keys => msg::TOPIC_KEYS,
            Topic::Emergencies => msg::TOPIC_EMERGENCIES,
        };
        (topic.as_str().to_owned(), locale.text(name))
    });
    let options = [all].into_iter().chain(topics).collect();
    let on_choice = on_action.reform(|chosen: String| Action::ShowTopic(Topic::parse(&chosen)));
    choice("topic", locale.text(msg::TOPIC_LABEL), options, topic.map_or("", Topic::as_str), on_choice)
}
