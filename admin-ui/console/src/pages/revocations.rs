//! The page of revocations: what the next list is to name.

use super::revocation_plan::{made, plan};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::revocations::MOST_LICENCES;
use crate::state::{Action, RevocationsAction, State};
use countersign::{DocumentType, License, Verified};
use countersign_kit::Given;
use countersign_kit::components::{
    Choice, Field, Icon, Look, PasteForm, choice, element, field, file_button, named_button, paste_form,
    refusal, styled,
};
use countersign_kit::platform::{files, form};
use yew::prelude::*;

/// Makes the next revocation list of a product.
pub(crate) fn revocations_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let revocations = &state.revocations;
    let book = state.ledgers.book.as_ref();
    let targets: Vec<_> = revocations.targets(book).into_iter().collect();
    let chosen = revocations.target(book);
    let index = targets.iter().position(|target| Some(target) == chosen.as_ref()).unwrap_or_default();
    let options = targets.iter().enumerate().map(|(index, (issuer, product))| {
        (index.to_string(), [product.as_str(), issuer.as_str()].join(" · "))
    });
    let on_choose = on_action.reform(|index: String| {
        Action::Revocations(RevocationsAction::Choose(index.parse().unwrap_or_default()))
    });
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::REVOCATIONS_TITLE)) }
                { element("p", locale.text(msg::REVOCATIONS_INTRO)) }
            </div>
            { refused(locale, state) }
            if targets.is_empty() {
                { styled("p", "empty", locale.text(msg::REVOCATIONS_NONE)) }
            } else {
                <div class="console-grid">
                    <div>
                        <section class="panel stack" aria-labelledby="list-title">
                            <h2 id="list-title">{ locale.text(msg::REVOCATIONS_WHAT) }</h2>
                            { choice("target", locale.text(msg::REVOCATIONS_PRODUCT), options.collect(), &index.to_string(), on_choose) }
                            { last(locale, state) }
                            { licences(locale, state, on_action) }
                            { activations(locale, state, on_action) }
                            { others(locale, state, on_action) }
                        </section>
                    </div>
                    <div>
                        { plan(locale, state, on_action) }
                        { for revocations.signed.as_ref().map(|signed| made(locale, state, signed, on_action)) }
                    </div>
                </div>
            }
            { intake(locale, on_action) }
        </>
    }
}

pub(super) fn act(action: RevocationsAction) -> Action {
    Action::Revocations(action)
}

fn intake(locale: &Locale, on_action: &Callback<Action>) -> Html {
    let give = on_action.reform(|given| act(RevocationsAction::Open(given)));
    let on_files = Callback::from(move |chosen| files::read(chosen, give.clone()));
    let words = PasteForm {
        id: "revocation-text",
        label: locale.text(msg::REVOCATIONS_PASTE),
        hint: locale.text(msg::REVOCATIONS_PASTE_HINT),
        button: locale.text(msg::KEYS_READ),
    };
    html! {
        <section class="panel open" aria-labelledby="revocations-open-title">
            <div class="choose">
                <h2 id="revocations-open-title">{ locale.text(msg::REVOCATIONS_OPEN_TITLE) }</h2>
                { file_button("revocations-file", locale.text(msg::REVOCATIONS_OPEN), Choice::Several, &on_files) }
                { styled("p", "hint", locale.text(msg::REVOCATIONS_OPEN_HINT)) }
            </div>
            { paste_form(words, on_action.reform(|text| act(RevocationsAction::Open(Given::Pasted(text))))) }
        </section>
    }
}

fn refused(locale: &Locale, state: &State) -> Html {
    if state.revocations.refused.is_empty() {
        return Html::default();
    }
    let rows = state.revocations.refused.iter().map(|(name, error)| {
        html! { <li>{ element("strong", name) }{ refusal(locale, error) }</li> }
    });
    html! {
        <section class="panel review tone-bad" role="alert">
            <h2>{ Icon::Cross.html() }{ locale.text(msg::REVOCATIONS_REFUSED) }</h2>
            <ul class="plain">{ for rows }</ul>
        </section>
    }
}

/// The list that this one follows.
fn last(locale: &Locale, state: &State) -> Html {
    let words = match state.revocations.last(state.ledgers.book.as_ref()) {
        None => {
            return html! { <p class="warning">{ Icon::Warning.html() }<span>{ locale.text(msg::REVOCATIONS_FIRST) }</span></p> };
        }
        Some(last) => [
            ("serial", last.serial.into()),
            ("count", (last.count() as u64).into()),
            ("issued", locale.formats().date(last.issued).into()),
            ("due", locale.formats().date(last.next_update).into()),
        ],
    };
    styled("p", "muted", locale.format(msg::REVOCATIONS_LAST, words))
}

fn licences(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let revocations = &state.revocations;
    let book = state.ledgers.book.as_ref();
    let last = revocations.last(book);
    let found = revocations.found(book);
    let rows = found.iter().take(MOST_LICENCES).map(|license| {
        let is_past =
            last.is_some_and(|last| last.revokes(DocumentType::License, &license.id, license.serial));
        row(locale, state, license, is_past, on_action)
    });
    let hidden = found.len().saturating_sub(MOST_LICENCES) as u64;
    let on_search = on_action.reform(|event: InputEvent| act(RevocationsAction::Search(form::text(&event))));
    html! {
        <fieldset class="stack">
            <legend>{ locale.text(msg::REVOCATIONS_LICENCES) }</legend>
            <div class="field">
                <label for="revocation-search">{ locale.text(msg::REVOCATIONS_SEARCH) }</label>
                <input id="revocation-search" type="search" autocomplete="off" value={revocations.search.clone()} oninput={on_search} />
            </div>
            <ul class="plain marks">{ for rows }</ul>
            if found.is_empty() {
                { styled("p", "muted", locale.text(msg::REVOCATIONS_NO_LICENCE)) }
            }
            if hidden > 0 {
                { styled("p", "hint", locale.format(msg::LEDGER_MORE, [("count", hidden.into())])) }
            }
        </fieldset>
    }
}

fn row(
    locale: &Locale,
    state: &State,
    license: &Verified<License>,
    is_past: bool,
    on_action: &Callback<Action>,
) -> Html {
    let marked = state.revocations.marked.get(&license.id);
    let id = license.id.clone();
    let on_mark =
        on_action.reform(move |event: Event| act(RevocationsAction::Mark(id.clone(), form::checked(&event))));
    let words = [("licence", license.id.as_str().into()), ("serial", license.serial.into())];
    let (id, serial) = (license.id.clone(), license.serial);
    let on_upto = on_action.reform(move |event: Event| {
        let upto = Some(serial).filter(|_| form::checked(&event));
        act(RevocationsAction::Upto(id.clone(), upto))
    });
    html! {
        <li key={format!("{}/{}", license.account, license.id)}>
            <label class="check">
                <input type="checkbox" checked={marked.is_some()} onchange={on_mark} />
                <span>
                    { element("strong", license.holder.name.as_str()) }{ " · " }{ locale.format(msg::LEDGER_LICENCE, words) }
                    if is_past {
                        { " · " }{ styled("span", "muted", locale.text(msg::REVOCATIONS_PAST)) }
                    }
                </span>
            </label>
            if let Some(upto) = marked {
                <label class="check inner">
                    <input type="checkbox" checked={upto.is_some()} onchange={on_upto} />
                    { locale.format(msg::REVOCATIONS_UPTO, [("serial", serial.into())]) }
                </label>
            }
        </li>
    }
}

/// The activations that were brought from the ledger.
fn activations(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let named = &state.revocations.activations;
    if named.is_empty() {
        return Html::default();
    }
    let rows = named.iter().map(|id| {
        let host = state.ledgers.book.as_ref().and_then(|book| {
            let mut hosts = book.status.licenses.iter().flat_map(|row| &row.activations);
            hosts.find(|host| host.jti == *id)?.description.clone()
        });
        let (label, spare) = (locale.text(msg::REVOCATIONS_SPARE), act(RevocationsAction::Spare(id.clone())));
        let name = format!("{label} {id}");
        html! {
            <li key={id.clone()} class="actions">
                <span>{ for host.map(|host| element("strong", countersign::printable(&host))) }{ " " }<code>{ id }</code></span>
                { named_button(Look::Quiet, label, Some(name), spare, on_action) }
            </li>
        }
    });
    html! {
        <section aria-label={locale.text(msg::REVOCATIONS_ACTIVATIONS)}>
            <h3 class="label">{ locale.text(msg::REVOCATIONS_ACTIVATIONS) }</h3>
            <ul class="plain">{ for rows }</ul>
        </section>
    }
}

/// What is typed in, the reason, and when the next list is due.
fn others(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let revocations = &state.revocations;
    let on_input = on_action.reform(|event: InputEvent| {
        let area = event.target_dyn_into::<web_sys::HtmlTextAreaElement>();
        act(RevocationsAction::SetOthers(area.map(|area| area.value()).unwrap_or_default()))
    });
    let read = revocations.read_others();
    let wrong: Vec<_> = read.iter().enumerate().filter(|(_, line)| line.is_none()).map(|(index, _)| {
        let words = [("line", ((index + 1) as u64).into())];
        html! { <p class="problem" data-code="usage_invalid">{ locale.format(msg::REVOCATIONS_OTHERS_PROBLEM, words) }</p> }
    }).collect();
    let types = [
        (DocumentType::License, msg::REVOCATIONS_LICENCES),
        (DocumentType::Activation, msg::REVOCATIONS_ACTIVATIONS),
    ];
    let options = types.map(|(document_type, name)| (document_type.typ().to_owned(), locale.text(name)));
    let chosen = revocations.others_type.unwrap_or(DocumentType::License);
    let on_type = on_action.reform(|typ: String| {
        act(RevocationsAction::SetType(DocumentType::from_typ(&typ).unwrap_or(DocumentType::License)))
    });
    let is_due = revocations.next_update.trim().is_empty() || revocations.due(state.now).is_some();
    let text = |id, label: Message, value, hint: Message, problem| {
        let words = Field {
            id,
            label: locale.text(label),
            value,
            autocomplete: "off",
            inputmode: "text",
            hint: Some(locale.text(hint)),
            problem,
        };
        let is_reason = id == "reason";
        field(
            words,
            on_action.reform(move |text| {
                act(if is_reason {
                    RevocationsAction::SetReason(text)
                } else {
                    RevocationsAction::SetNextUpdate(text)
                })
            }),
        )
    };
    let problem = (!is_due).then(|| ("next_update", locale.text(msg::REVOCATIONS_DUE_PROBLEM)));
    html! {
        <>
            <details open={!revocations.others.is_empty()}>
                <summary>{ locale.text(msg::REVOCATIONS_OTHERS) }</summary>
                <div class="form">
                    <div class="field">
                        <label for="others">{ locale.text(msg::REVOCATIONS_OTHERS_LABEL) }</label>
                        <textarea id="others" rows="3" spellcheck="false" autocomplete="off" value={revocations.others.clone()} oninput={on_input}
                            aria-invalid={(!wrong.is_empty()).then_some("true")} aria-describedby="others-hint others-problems" />
                        <p class="hint" id="others-hint">{ locale.text(msg::REVOCATIONS_OTHERS_HINT) }</p>
                        <div id="others-problems" aria-live="polite">{ for wrong }</div>
                    </div>
                    { choice("others-type", locale.text(msg::REVOCATIONS_OTHERS_TYPE), options.into(), chosen.typ(), on_type) }
                </div>
            </details>
            <div class="form">
                { text("reason", msg::LEDGER_REASON, &revocations.reason, msg::REVOCATIONS_REASON_HINT, None) }
                { text("next-update", msg::REVOCATIONS_DUE, &revocations.next_update, msg::REVOCATIONS_DUE_HINT, problem) }
            </div>
        </>
    }
}
