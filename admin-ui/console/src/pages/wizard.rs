//! Codes step by step, and the codes that were made: to save, copy, send, print or photograph.

use super::failure::failure;
use super::ledger::{document_of, title_of};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::route::Route;
use crate::state::requests::armor;
use crate::state::wizard::{Step, TITLE, Way, Wizard, WizardAction, WizardField};
use crate::state::{Action, State};
use countersign::{License, Verified};
use countersign_issuer::Answer;
use countersign_kit::components::{
    Field, Icon, Look, button, choice, element, fact, field, named_button, qr_codes, styled,
};
use countersign_kit::platform::document::{self, encode_uri_component};
use countersign_kit::platform::form;
use yew::prelude::*;

/// The page.
pub(crate) fn wizard_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::WIZARD_TITLE)) }
                { element("p", locale.text(msg::WIZARD_INTRO)) }
            </div>
            { content(locale, state, on_action) }
        </>
    }
}

fn content(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    if state.ledgers.book.is_none() {
        return html! { <section class="panel"><p>{ locale.text(msg::REQUESTS_NO_LEDGER) }{ " " }<a href={Route::Ledger.href()}>{ locale.text(msg::NAV_LEDGER) }</a></p></section> };
    }
    let wizard = &state.wizard;
    let license = license_of(state, wizard);
    let (number, title, body): (u64, Message, Html) = match wizard.step {
        Step::Product => (1, msg::WIZARD_PRODUCT, product(locale, state, wizard, on_action)),
        Step::Model => (2, msg::WIZARD_MODEL, model(locale, wizard, license, on_action)),
        Step::Machines => (3, msg::WIZARD_MACHINES, machines(locale, wizard, license, on_action)),
        Step::Comment => (4, msg::WIZARD_COMMENT, comment(locale, state, wizard, license, on_action)),
        Step::Done => (5, msg::WIZARD_DONE, done(locale, state, wizard, on_action)),
    };
    let is_last = wizard.step == Step::Comment;
    let on_submit = on_action.reform(move |event: SubmitEvent| {
        event.prevent_default();
        Action::Wizard(if is_last { WizardAction::Create } else { WizardAction::Next })
    });
    let steps = [("number", number.into())];
    let buttons = html! {
        <p class="actions">
            if !is_last || state.keys.signing().is_some() {
                <button type="submit" class="primary">{ locale.text(if is_last { msg::WIZARD_CREATE } else { msg::WIZARD_NEXT }) }</button>
            }
            if wizard.step != Step::Product {
                { button(Look::Plain, locale.text(msg::WIZARD_BACK), Action::Wizard(WizardAction::Back), on_action) }
            }
        </p>
    };
    html! {
        <section class="panel stack wizard" aria-labelledby={TITLE}>
            { styled("p", "label", locale.format(msg::WIZARD_STEP, steps)) }
            <h2 id={TITLE} tabindex="-1">{ locale.text(title) }</h2>
            if wizard.is_incomplete {
                <p class="problem" role="alert">{ locale.text(msg::WIZARD_INCOMPLETE) }</p>
            }
            { for wizard.failure.as_ref().map(|failed| failure(locale, failed)) }
            if wizard.step == Step::Done {
                { body }
            } else {
                <form class="form" novalidate=true onsubmit={on_submit}>{ body }{ buttons }</form>
            }
        </section>
    }
}

/// The licence that was chosen, as the ledger has it.
fn license_of<'s>(state: &'s State, wizard: &Wizard) -> Option<&'s Verified<License>> {
    let book = state.ledgers.book.as_ref()?;
    let row = book.status.licenses.iter().find(|row| row.jti == wizard.license)?;
    document_of(book, row)
}

fn set(on_action: &Callback<Action>, field: WizardField) -> Callback<String> {
    on_action.reform(move |text| Action::Wizard(WizardAction::Set(field, text)))
}

fn product(locale: &Locale, state: &State, wizard: &Wizard, on_action: &Callback<Action>) -> Html {
    let licenses = state.ledgers.book.iter().flat_map(|book| {
        book.status.licenses.iter().map(|row| {
            let name = document_of(book, row).map(|license| license.name.clone()).unwrap_or_default();
            (row.jti.clone(), format!("{name} · {}", row.jti))
        })
    });
    let options = [(String::new(), locale.text(msg::TYPED_CHOOSE))].into_iter().chain(licenses).collect();
    choice(
        "wizard-license",
        locale.text(msg::WIZARD_LICENCE),
        options,
        &wizard.license,
        set(on_action, WizardField::License),
    )
}

/// The words of how codes are made.
fn way(way: Way) -> Message {
    match way {
        Way::Single => msg::WIZARD_SINGLE,
        Way::Copy => msg::WIZARD_COPY,
        Way::Pool => msg::WIZARD_POOL,
    }
}

fn model(
    locale: &Locale,
    wizard: &Wizard,
    license: Option<&Verified<License>>,
    on_action: &Callback<Action>,
) -> Html {
    let options = license.into_iter().flat_map(|license| {
        license.entitlements.iter().map(|entitlement| {
            let versions = license.versions.as_ref().map(ToString::to_string);
            let title = title_of(locale, Some(license), &entitlement.id);
            let words = [Some(title), versions, Some(locale.text(way(Way::of(entitlement))))];
            (entitlement.id.clone(), words.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        })
    });
    let options = [(String::new(), locale.text(msg::TYPED_CHOOSE))].into_iter().chain(options).collect();
    choice(
        "wizard-entitlement",
        locale.text(msg::WIZARD_WHICH),
        options,
        &wizard.entitlement,
        set(on_action, WizardField::Entitlement),
    )
}

fn machines(
    locale: &Locale,
    wizard: &Wizard,
    license: Option<&Verified<License>>,
    on_action: &Callback<Action>,
) -> Html {
    let way = wizard.chosen(license).map(Way::of);
    let read = wizard.read_codes();
    let problems = read.iter().zip(1_u64..).filter_map(|(code, line)| {
        let error = code.as_ref().err()?;
        let words = [("line", line.into()), ("meaning", locale.meaning(error.code()).into())];
        let code = error.code().as_str();
        Some(html! { <p class="problem" data-code={code}>{ locale.format(msg::TYPED_PROBLEM, words) }</p> })
    });
    let problems: Vec<Html> = problems.collect();
    let invalid = (!problems.is_empty()).then_some("true");
    let on_codes = set(on_action, WizardField::Codes);
    let on_input = Callback::from(move |event: InputEvent| {
        if let Some(area) = event.target_dyn_into::<web_sys::HtmlTextAreaElement>() {
            on_codes.emit(area.value());
        }
    });
    let on_quorum =
        on_action.reform(|event: Event| Action::Wizard(WizardAction::SetQuorum(form::checked(&event))));
    let hint = match way {
        Some(Way::Copy) => msg::WIZARD_CODES_COPY,
        Some(Way::Pool) => msg::WIZARD_CODES_POOL,
        _ => msg::WIZARD_CODES_SINGLE,
    };
    let text = |id, label: Message, value, hint: Message, of| {
        let words = Field {
            id,
            label: locale.text(label),
            value,
            autocomplete: "off",
            inputmode: "text",
            hint: Some(locale.text(hint)),
            problem: None,
        };
        field(words, set(on_action, of))
    };
    html! {
        <>
            <div class="field">
                <label for="wizard-codes">{ locale.text(msg::TYPED_CODES) }</label>
                <textarea id="wizard-codes" rows="4" spellcheck="false" autocomplete="off" value={wizard.codes.clone()}
                    oninput={on_input} aria-describedby="wizard-codes-hint wizard-codes-problems" aria-invalid={invalid} />
                <p class="hint" id="wizard-codes-hint">{ locale.text(hint) }</p>
                <div id="wizard-codes-problems" aria-live="polite">{ for problems }</div>
            </div>
            if way == Some(Way::Pool) {
                { text("wizard-amount", msg::WIZARD_AMOUNT, &wizard.amount, msg::WIZARD_AMOUNT_HINT, WizardField::Amount) }
                <div class="check">
                    <input id="wizard-quorum" type="checkbox" checked={wizard.has_quorum} onchange={on_quorum} />
                    <label for="wizard-quorum">{ locale.text(msg::WIZARD_TRIAD) }</label>
                </div>
            }
            { text("wizard-description", msg::WIZARD_DESCRIPTION, &wizard.description, msg::WIZARD_DESCRIPTION_HINT, WizardField::Description) }
            { text("wizard-until", msg::OPTION_UNTIL, &wizard.until, msg::OPTION_UNTIL_HINT, WizardField::Until) }
        </>
    }
}

fn comment(
    locale: &Locale,
    state: &State,
    wizard: &Wizard,
    license: Option<&Verified<License>>,
    on_action: &Callback<Action>,
) -> Html {
    let count = wizard.orders(license).map_or(0, |orders| orders.len() as u64);
    let free = state.ledgers.book.iter().flat_map(|book| &book.status.licenses);
    let free = free.filter(|row| row.jti == wizard.license).flat_map(|row| &row.entitlements);
    let free = free.filter(|row| row.id == wizard.entitlement).find_map(|row| row.free);
    let free = free.and_then(countersign::Quantity::limit);
    let free = free.map_or_else(|| "∞".to_owned(), |free| locale.formats().number(free));
    let words = [
        ("count", count.into()),
        ("name", title_of(locale, license, &wizard.entitlement).into()),
        ("free", free.into()),
    ];
    let label = locale.text(msg::OPTION_COMMENT);
    let text = Field {
        id: "wizard-comment",
        label,
        value: &wizard.comment,
        autocomplete: "off",
        inputmode: "text",
        hint: Some(locale.text(msg::OPTION_COMMENT_HINT)),
        problem: None,
    };
    html! {
        <>
            { styled("p", "comes-to", locale.format(msg::WIZARD_COMES_TO, words)) }
            { field(text, set(on_action, WizardField::Comment)) }
            if state.keys.signing().is_none() {
                <p class="warning">{ Icon::Key.html() }<span>{ locale.text(msg::REQUESTS_LOCKED) }{ " " }<a href={Route::Keys.href()}>{ locale.text(msg::NAV_KEYS) }</a></span></p>
            }
        </>
    }
}

fn done(locale: &Locale, state: &State, wizard: &Wizard, on_action: &Callback<Action>) -> Html {
    let is_safe =
        |answer: &Answer| state.ledgers.book.as_ref().is_some_and(|book| book.is_safe(answer.number));
    let codes = wizard.made.iter().enumerate().map(|(index, answer)| {
        if is_safe(answer) {
            code(locale, wizard, (index, answer), on_action)
        } else {
            html! { <p class="warning">{ Icon::Warning.html() }{ locale.text(msg::ANSWER_NOT_KEPT) }</p> }
        }
    });
    let print = Callback::from(|_: MouseEvent| document::print());
    html! {
        <>
            { for codes }
            <p class="actions">
                <button type="button" onclick={print}>{ locale.text(msg::PRINT) }</button>
                { button(Look::Plain, locale.text(msg::WIZARD_AGAIN), Action::Wizard(WizardAction::Again), on_action) }
                <a class="button" href={Route::Ledger.href()}>{ locale.text(msg::WIZARD_BY_HOST) }</a>
            </p>
        </>
    }
}

/// A code that was made, in every form in which it can be handed out.
fn code(
    locale: &Locale,
    wizard: &Wizard,
    (index, answer): (usize, &Answer),
    on_action: &Callback<Action>,
) -> Html {
    let text = armor(answer);
    let number = [("number", ((index + 1) as u64).into())];
    let title = locale.format(msg::WIZARD_CODE, number);
    let mail = [locale.text(msg::ANSWER_MAIL), text.clone()].join("\n\n");
    let subject = encode_uri_component(&locale.text(msg::ANSWER_SUBJECT));
    let href = format!("mailto:?subject={subject}&body={}", encode_uri_component(&mail));
    let slots = answer.slots.iter().map(|(_, slots)| format!("{}–{}", slots.first, slots.last));
    let slots = slots.collect::<Vec<_>>().join(", ");
    let hosts: Vec<String> = wizard.read_codes().into_iter().flatten().map(|code| code.to_string()).collect();
    let own = if wizard.made.len() > 1 { hosts.get(index).cloned() } else { Some(hosts.join(", ")) };
    let named = |label: Message| Some([locale.text(label), title.clone()].join(": "));
    let id = format!("code-text-{index}");
    html! {
        <section class="ordered" key={answer.id.clone()} aria-label={title.clone()}>
            { element("h3", title.as_str()) }
            <dl class="rows">
                { fact(locale, msg::WHO_LOCK_CODE, html! { <code>{ own.unwrap_or_default() }</code> }) }
                if !slots.is_empty() {
                    { fact(locale, msg::WIZARD_SLOTS, slots) }
                }
            </dl>
            <div class="field">
                <label for={id.clone()}>{ locale.text(msg::ANSWER_MAIL_TEXT) }</label>
                <textarea {id} rows="6" readonly=true value={mail} />
            </div>
            <p class="actions">
                { named_button(Look::Primary, locale.text(msg::ANSWER_SAVE), named(msg::ANSWER_SAVE), Action::Wizard(WizardAction::Save(index)), on_action) }
                { named_button(Look::Plain, locale.text(msg::ANSWER_COPY), named(msg::ANSWER_COPY), Action::Wizard(WizardAction::Copy(text)), on_action) }
                <a class="button" {href}>{ locale.text(msg::ANSWER_MAIL_OPEN) }</a>
            </p>
            <details>
                <summary>{ locale.text(msg::ANSWER_QR) }</summary>
                { qr_codes(locale, &answer.document, &locale.text(msg::ANSWER_QR), locale.text(msg::ANSWER_QR_HINT)) }
            </details>
        </section>
    }
}
