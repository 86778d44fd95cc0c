//! The request for a promotional MAK: its form, the request as text and JSON, and as a sheet of paper.

use crate::components::{self, Field, Icon, Look, button, element, fact, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::EMAIL_TEXT;
use crate::route::Route;
use crate::state::{Action, MadePromotion, PromotionField, PromotionProblem, State, VolumeAction};
use yew::prelude::*;

const TITLE: &str = "promotion-title";
/// The id of the title of the request that was made, which takes the focus.
const MADE: &str = "promotion-made";

/// The files that a request is saved as.
const TEXT_FILE: &str = "mak-request.txt";
const JSON_FILE: &str = "mak-request.json";

/// How a field is shown.
struct Shown {
    id: &'static str,
    label: Message,
    autocomplete: &'static str,
    inputmode: &'static str,
}

fn shown(field: PromotionField) -> Shown {
    let (id, label, [autocomplete, inputmode]) = match field {
        PromotionField::Company => ("promotion-company", msg::PROMOTION_COMPANY, ["organization", "text"]),
        PromotionField::Name => ("promotion-name", msg::PROMOTION_NAME, ["name", "text"]),
        PromotionField::Email => ("promotion-email", msg::REQUEST_EMAIL, ["email", "email"]),
        PromotionField::Phone => ("promotion-phone", msg::REQUEST_PHONE, ["tel", "tel"]),
        PromotionField::Systems => ("promotion-systems", msg::PROMOTION_SYSTEMS, ["off", "numeric"]),
        PromotionField::Date => ("promotion-date", msg::PROMOTION_DATE, ["off", "numeric"]),
        PromotionField::Manager => ("promotion-manager", msg::PROMOTION_MANAGER, ["off", "text"]),
    };
    Shown { id, label, autocomplete, inputmode }
}

pub(super) fn panel(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let promoting = &state.volume.promoting;
    let fields = PromotionField::ALL.map(|field| line(locale, state, field, on_action));
    let on_submit = on_action.reform(|event: SubmitEvent| {
        event.prevent_default();
        Action::Volume(VolumeAction::Request)
    });
    html! {
        <section class="panel promotion" aria-labelledby={TITLE}>
            <details>
                <summary><h2 id={TITLE}>{ locale.text(msg::PROMOTION_TITLE) }</h2></summary>
                { styled("p", "muted", locale.text(msg::PROMOTION_INTRO)) }
                <form class="form" novalidate=true onsubmit={on_submit}>
                    { for fields }
                    <p class="actions"><button type="submit" class="primary">{ locale.text(msg::REQUEST_MAKE) }</button></p>
                </form>
                { for promoting.made.as_deref().map(|made| self::made(locale, made, on_action)) }
            </details>
        </section>
    }
}

fn line(locale: &Locale, state: &State, field: PromotionField, on_action: &Callback<Action>) -> Html {
    let Shown { id, label, autocomplete, inputmode } = shown(field);
    let promoting = &state.volume.promoting;
    let problem =
        promoting.problem(field).map(|problem| (problem.code().as_str(), words(locale, field, problem)));
    let hint = match field {
        PromotionField::Manager => Some(locale.text(msg::PROMOTION_MANAGER_HINT)),
        PromotionField::Date => Some(locale.text(msg::PROMOTION_DATE_HINT)),
        _ => None,
    };
    // What is wrong says what is right.
    let hint = hint.filter(|_| problem.is_none());
    let on_text = on_action.reform(move |text| Action::Volume(VolumeAction::Edit { field, text }));
    let (label, value) = (locale.text(label), promoting.text(field));
    components::field(Field { id, label, value, autocomplete, inputmode, hint, problem }, on_text)
}

fn words(locale: &Locale, field: PromotionField, problem: PromotionProblem) -> String {
    locale.text(match (problem, field) {
        (PromotionProblem::Missing, _) => msg::PROBLEM_MISSING,
        (_, PromotionField::Email) => msg::PROBLEM_EMAIL,
        (_, PromotionField::Phone) => msg::PROBLEM_PHONE,
        (_, PromotionField::Systems) => msg::PROBLEM_NUMBER,
        (_, PromotionField::Date) => msg::PROBLEM_DATE,
        _ => msg::PROBLEM_LINE,
    })
}

/// The request that was made, in every form in which it can be sent.
fn made(locale: &Locale, made: &MadePromotion, on_action: &Callback<Action>) -> Html {
    let save =
        |name: &str, text: &std::rc::Rc<str>| Action::Save { name: name.to_owned(), text: text.clone() };
    html! {
        <div class="made-promotion">
            <h3 id={MADE} tabindex="-1">{ Icon::Check.html() }{ locale.text(msg::MADE_TITLE) }</h3>
            { element("p", locale.text(msg::PROMOTION_MADE)) }
            <div class="field">
                <label for={EMAIL_TEXT}>{ locale.text(msg::PROMOTION_TEXT) }</label>
                <textarea id={EMAIL_TEXT} class="letter" rows="9" readonly=true spellcheck="false" value={made.text.to_string()} />
            </div>
            <p class="actions">
                { button(Look::Primary, locale.text(msg::PROMOTION_SAVE), save(TEXT_FILE, &made.text), on_action) }
                { button(Look::Plain, locale.text(msg::PROMOTION_SAVE_JSON), save(JSON_FILE, &made.json), on_action) }
                { button(Look::Plain, locale.text(msg::MADE_COPY), Action::Copy(made.text.clone()), on_action) }
                <a class="button" href={Route::VolumeRequest.href()}>{ locale.text(msg::ACTION_PRINTABLE) }</a>
            </p>
        </div>
    }
}

/// The request as a sheet of paper.
pub(crate) fn request_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let made = state.volume.promoting.made.as_deref();
    let facts = made.map(|made| {
        let facts = PromotionField::ALL.into_iter().filter_map(|field| {
            let value = match field {
                PromotionField::Date => made.form.deployment_date.map(|day| locale.formats().day(day))?,
                PromotionField::Systems => {
                    made.form.systems.map(|systems| locale.formats().number(systems))?
                }
                field => state.volume.promoting.text(field).trim().to_owned(),
            };
            Some(fact(locale, shown(field).label, value)).filter(|_| {
                field != PromotionField::Manager || !state.volume.promoting.text(field).trim().is_empty()
            })
        });
        html! { <dl class="rows">{ for facts }</dl> }
    });
    html! {
        <>
            <p class="actions">
                { button(Look::Primary, locale.text(msg::PRINT), Action::Print, on_action) }
                <a class="button" href={Route::Volume.href()}>{ locale.text(msg::PRINTABLE_BACK) }</a>
            </p>
            <article class="sheet">
                { element("h1", locale.text(msg::PROMOTION_SHEET)) }
                { facts.unwrap_or_else(|| styled("p", "muted", locale.text(msg::PROMOTION_NONE))) }
            </article>
        </>
    }
}

/// The element that takes the focus after the request was made, or was found to be wrong.
pub(crate) fn focus(earlier: &State, state: &State) -> Option<&'static str> {
    let (before, now) = (&earlier.volume.promoting, &state.volume.promoting);
    if now.turns == before.turns {
        return None;
    }
    Some(now.problems.first().map_or(MADE, |(field, _)| shown(*field).id))
}
