//! What is filled in for an answer: lock codes that are typed in, and the options.

use super::ledger::{document_of, title_of};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::requests::{Asked, FormField, TypedForm, What};
use crate::state::{Action, RequestsAction, State};
use countersign::{License, Verified};
use countersign_kit::components::{Field, choice, field};
use countersign_kit::platform::form;
use yew::prelude::*;

/// Lock codes that are told on the telephone, checked while they are typed.
pub(super) fn typed_form(
    locale: &Locale,
    state: &State,
    asked: &Asked,
    typed: &TypedForm,
    on_action: &Callback<Action>,
) -> Html {
    let set = |field: FormField| {
        on_action.reform(move |text| Action::Requests(RequestsAction::Set(field.clone(), text)))
    };
    let on_codes = set(FormField::Codes);
    let on_input = Callback::from(move |event: InputEvent| {
        if let Some(area) = event.target_dyn_into::<web_sys::HtmlTextAreaElement>() {
            on_codes.emit(area.value());
        }
    });
    let on_quorum =
        on_action.reform(|event: Event| Action::Requests(RequestsAction::SetQuorum(form::checked(&event))));
    let read = typed.read_codes();
    let problems: Vec<Html> = read.iter().enumerate().filter_map(|(index, code)| {
        let error = code.as_ref().err()?;
        let words = [("line", ((index + 1) as u64).into()), ("meaning", locale.meaning(error.code()).into())];
        let code = error.code().as_str();
        Some(html! { <p class="problem" data-code={code}>{ locale.format(msg::TYPED_PROBLEM, words) }</p> })
    }).collect();
    let invalid = (!problems.is_empty()).then_some("true");
    let text = |id, label: Message, value, field_of| {
        let words = Field {
            id,
            label: locale.text(label),
            value,
            autocomplete: "off",
            inputmode: "text",
            hint: None,
            problem: None,
        };
        field(words, set(field_of))
    };
    let licenses = state.ledgers.book.iter().flat_map(|book| {
        book.status.licenses.iter().map(|row| {
            let holder =
                document_of(book, row).map(|license| license.holder.name.clone()).unwrap_or_default();
            (row.jti.clone(), format!("{} · {holder}", row.jti))
        })
    });
    let licenses = [(String::new(), locale.text(msg::TYPED_CHOOSE))].into_iter().chain(licenses).collect();
    let is_done = asked.answer.is_some();
    html! {
        <section class="panel stack" aria-label={locale.text(msg::WHO_TITLE)}>
            <h3 class="label">{ locale.text(msg::WHO_TITLE) }</h3>
            <fieldset class="form" disabled={is_done}>
                <div class="field">
                    <label for="codes">{ locale.text(msg::TYPED_CODES) }</label>
                    <textarea id="codes" rows="3" spellcheck="false" autocomplete="off" value={typed.codes.clone()}
                        oninput={on_input} aria-describedby="codes-hint codes-problems" aria-invalid={invalid} />
                    <p class="hint" id="codes-hint">{ locale.text(msg::TYPED_CODES_HINT) }</p>
                    <div id="codes-problems" aria-live="polite">{ for problems }</div>
                </div>
                { choice("licence", locale.text(msg::WHO_LICENCE), licenses, &typed.license, set(FormField::License)) }
                { text("description", msg::WHO_HOST, &typed.description, FormField::Description) }
                { text("replaces", msg::WHO_REPLACES, &typed.replaces, FormField::Replaces) }
                <label class="check">
                    <input type="checkbox" checked={typed.has_quorum} onchange={on_quorum} />
                    { locale.text(msg::TYPED_QUORUM) }
                </label>
            </fieldset>
        </section>
    }
}

/// The licence that is asked for, as the ledger has it.
fn license_of<'s>(state: &'s State, asked: &Asked) -> Option<&'s Verified<License>> {
    let (book, wanted) = (state.ledgers.book.as_ref()?, asked.license()?);
    let row = book.status.licenses.iter().find(|row| row.jti == wanted)?;
    document_of(book, row)
}

pub(super) fn options(locale: &Locale, state: &State, asked: &Asked, on_action: &Callback<Action>) -> Html {
    let set = |field: FormField| {
        on_action.reform(move |text| Action::Requests(RequestsAction::Set(field.clone(), text)))
    };
    let license = license_of(state, asked);
    let grants = license.into_iter().flat_map(|license| &license.entitlements).map(|entitlement| {
        let id = format!("grant-{}", entitlement.id);
        let on_input = set(FormField::Grant(entitlement.id.clone())).reform(|event: InputEvent| form::text(&event));
        html! {
            <div class="field" key={entitlement.id.clone()}>
                <label for={id.clone()}>{ title_of(locale, license, &entitlement.id) }</label>
                <input {id} type="text" inputmode="numeric" autocomplete="off" value={asked.grant(&entitlement.id)} oninput={on_input} />
            </div>
        }
    });
    let end_problem = asked.form.end().is_err().then(|| ("until", locale.text(msg::OPTION_UNTIL_PROBLEM)));
    let text = |id, label: Message, value, hint: Message, problem, field_of| {
        let hint = Some(locale.text(hint));
        let words = Field {
            id,
            label: locale.text(label),
            value,
            autocomplete: "off",
            inputmode: "text",
            hint,
            problem,
        };
        field(words, set(field_of))
    };
    let is_request = matches!(asked.what, What::Request { .. });
    let matching = vec![
        (String::new(), locale.text(msg::OPTION_MATCH_NONE)),
        ("all".to_owned(), locale.text(msg::OPTION_MATCH_ALL)),
    ];
    html! {
        <section class="panel stack" aria-label={locale.text(msg::OPTIONS_TITLE)}>
            <h3 class="label">{ locale.text(msg::OPTIONS_TITLE) }</h3>
            <div class="form">
                { for grants }
                { text("until", msg::OPTION_UNTIL, &asked.form.until, msg::OPTION_UNTIL_HINT, end_problem, FormField::Until) }
                if is_request {
                    { choice("match", locale.text(msg::OPTION_MATCH), matching, &asked.form.matching, set(FormField::Match)) }
                }
                { text("comment", msg::OPTION_COMMENT, &asked.form.comment, msg::OPTION_COMMENT_HINT, None, FormField::Comment) }
            </div>
        </section>
    }
}
