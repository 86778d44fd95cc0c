//! "May I …?": one more user, ten more, a phone of some make, a seat for somebody.

use super::limits;
use crate::components::{Icon, Tone, badge, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::platform::form;
use crate::route::Route;
use crate::state::{About, Account, Action, Answer, Asking, Limit, List, State};
use countersign::{Denial, Quantity, Remedy, Verdict};
use yew::prelude::*;

/// The value of the choice that is no entitlement: no id has such a character.
const DEVICE: &str = "/device";

/// How many entitlements there are to choose from.
const MOST: usize = 200;

/// The question in one line, and the answer; nothing where there is nothing to ask about.
pub(super) fn panel(
    locale: &Locale,
    state: &State,
    account: &Account,
    limits: &[Limit<'_>],
    on_action: &Callback<Action>,
) -> Html {
    // Those that are looked for in the list above, where there are many.
    let limits = state.view(List::Limits).limits(limits);
    let Some(first) = limits.first() else { return Html::default() };
    let Some(about) = state.asked_about(account, first.row.id()) else { return Html::default() };
    html! {
        <section class="panel may" aria-label={locale.text(msg::MAY_TITLE)}>
            { styled("h3", "label", locale.text(msg::MAY_TITLE)) }
            { question(locale, state, account, &about, &limits, on_action) }
            { answer(locale, state, account, &about) }
        </section>
    }
}

fn question(
    locale: &Locale,
    state: &State,
    account: &Account,
    about: &About,
    limits: &[Limit<'_>],
    on_action: &Callback<Action>,
) -> Html {
    let asking = &state.asking;
    let ask = |change: fn(&mut Asking, String)| {
        let asking = asking.clone();
        on_action.reform(move |text: String| {
            let mut asking = asking.clone();
            change(&mut asking, text);
            Action::Ask(asking)
        })
    };
    let on_more = ask(|asking, text| asking.more = text).reform(|event: InputEvent| form::text(&event));
    let on_about = ask(|asking, text| {
        asking.about = Some(if text == DEVICE { About::Device } else { About::Entitlement(text) });
    });
    let on_about = on_about.reform(|event: Event| form::choice(&event));
    let chosen = match about {
        About::Entitlement(id) => id.as_str(),
        About::Device => DEVICE,
    };
    let options = limits.iter().take(MOST).map(|limit| {
        let id = limit.row.id();
        html! { <option value={id.to_owned()} selected={id == chosen}>{ limit.name.to_owned() }</option> }
    });
    let other = match about {
        About::Device => {
            let on_maker = ask(|asking, text| asking.maker = text);
            Some(text_field(locale, "may-make", msg::MAY_MAKE, &asking.maker, String::new(), &on_maker))
        }
        About::Entitlement(id) if state.is_given(account, id) => {
            let on_person = ask(|asking, text| asking.person = text);
            let anybody = locale.text(msg::MAY_ANYBODY);
            Some(text_field(locale, "may-person", msg::MAY_FOR, &asking.person, anybody, &on_person))
        }
        About::Entitlement(_) => None,
    };
    html! {
        <p class="ask">
            <label for="may-more" class="visually-hidden">{ locale.text(msg::MAY_MORE) }</label>
            <input id="may-more" type="number" min="1" max="9007199254740991" inputmode="numeric" autocomplete="off"
                placeholder="1" value={asking.more.clone()} oninput={on_more} />
            <label for="may-what">{ locale.text(msg::MAY_OF) }</label>
            <select id="may-what" autocomplete="off" onchange={on_about}>
                { for options }
                <option value={DEVICE} selected={chosen == DEVICE}>{ locale.text(msg::MAY_DEVICE) }</option>
            </select>
            { for other }
        </p>
    }
}

fn text_field(
    locale: &Locale,
    id: &'static str,
    label: Message,
    value: &str,
    placeholder: String,
    on_text: &Callback<String>,
) -> Html {
    let on_input = on_text.reform(|event: InputEvent| form::text(&event));
    html! {
        <>
            <label for={id}>{ locale.text(label) }</label>
            <input {id} type="text" autocomplete="off" spellcheck="false" {placeholder} value={value.to_owned()}
                oninput={on_input} />
        </>
    }
}

fn answer(locale: &Locale, state: &State, account: &Account, about: &About) -> Html {
    let Some(answer) = state.answer(account, about) else {
        return html! { <div class="answer" aria-live="polite">{ styled("p", "muted", locale.text(msg::MAY_INCOMPLETE)) }</div> };
    };
    let decision = &answer.decision;
    let badge = match decision.decision {
        Verdict::Allow => badge(Tone::Good, Icon::Check, &locale.text(msg::MAY_YES)),
        Verdict::AllowOverage => badge(Tone::Warning, Icon::Warning, &locale.text(msg::MAY_YES)),
        _ => badge(Tone::Bad, Icon::Cross, &locale.text(msg::MAY_NO)),
    };
    let ways = decision.remedies.iter().map(|remedy| html! { <li>{ way(locale, *remedy) }</li> });
    html! {
        <div class="answer" aria-live="polite" data-code={decision.code.map(Denial::as_str)}>
            <p>{ badge }{ " " }{ styled("span", "words", sentence(locale, &answer)) }</p>
            if !state.knows_answer(account, &answer) {
                { styled("p", "hint", locale.text(msg::MAY_UNKNOWN_USE)) }
            }
            if !decision.remedies.is_empty() {
                <><p>{ locale.text(msg::WAYS_OUT) }</p><ul>{ for ways }</ul></>
            }
        </div>
    }
}

/// Why, in words.
fn sentence(locale: &Locale, answer: &Answer) -> String {
    let Answer { decision, person, maker } = answer;
    let number = |number| locale.formats().number(number);
    let limit = decision.limit.unwrap_or(Quantity::Unlimited);
    let amounts = |message| {
        let parts = [
            ("used", number(decision.used).into()),
            ("limit", limits::quantity(locale, limit).into()),
            ("requested", number(decision.requested).into()),
        ];
        locale.format(message, parts)
    };
    let person = || person.clone().unwrap_or_default();
    match (decision.decision, decision.code) {
        (_, Some(Denial::LimitExhausted)) => amounts(msg::MAY_EXHAUSTED),
        (_, Some(Denial::FeatureMissing)) => locale.text(msg::MAY_MISSING),
        (_, Some(Denial::NoLicense)) => locale.text(msg::MAY_NO_LICENCE),
        (_, Some(Denial::LicenseExpired)) => locale.text(msg::MAY_EXPIRED),
        (_, Some(Denial::AssignmentMissing)) => {
            locale.format(msg::MAY_NO_SEAT, [("person", person().into())])
        }
        (_, Some(Denial::EmergencyLocked)) => locale.format(msg::MAY_BLOCKED, [("person", person().into())]),
        // A denial of a newer core.
        (_, Some(other)) => other.as_str().to_owned(),
        (_, None) if answer.person.is_some() => locale.format(msg::MAY_SEAT, [("person", person().into())]),
        (Verdict::AllowOverage, None) => amounts(msg::MAY_OVERAGE),
        (_, None) if decision.emergency => amounts(msg::MAY_EMERGENCY),
        (_, None) => match (decision.limit, maker) {
            (Some(Quantity::Unlimited), _) => locale.text(msg::MAY_UNLIMITED),
            (Some(Quantity::Limited(_)), _) => amounts(msg::MAY_LEFT),
            (None, Some(maker)) => locale.format(msg::MAY_FREE_DEVICE, [("maker", maker.into())]),
            (None, None) => locale.text(msg::MAY_INCLUDED),
        },
    }
}

/// What would make it possible, with the way there.
fn way(locale: &Locale, remedy: Remedy) -> Html {
    let (message, page) = match remedy {
        Remedy::Free => (msg::MAY_WAY_FREE, None),
        Remedy::AddLicense => (msg::MAY_WAY_ADD, None),
        Remedy::AssignSeat => (msg::MAY_WAY_SEAT, Some(Route::Seats)),
        Remedy::StartEmergency => (msg::MAY_WAY_START, Some(Route::Information)),
        Remedy::RequestEmergency => (msg::MAY_WAY_REQUEST, Some(Route::Information)),
        _ => return Html::default(),
    };
    match page {
        None => locale.text(message).into(),
        Some(page) => html! { <a href={page.href()}>{ locale.text(message) }</a> },
    }
}
