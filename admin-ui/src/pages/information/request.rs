//! The form of a request for an emergency licence.

use crate::components::{Field, Look, button, choice, element, field, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::licence::entitlement_name;
use crate::state::{Account, Action, RequestField, RequestProblem, State};
use yew::prelude::*;

const TITLE: &str = "request-title";

/// The id of a field on the page.
pub(super) fn field_id(field: RequestField) -> &'static str {
    match field {
        RequestField::Entitlement => "request-entitlement",
        RequestField::Quantity => "request-quantity",
        RequestField::Name => "request-name",
        RequestField::Email => "request-email",
        RequestField::Phone => "request-phone",
        RequestField::Reason => "request-reason",
    }
}

/// What is asked for, whom to answer, and why.
pub(super) fn form(locale: &Locale, state: &State, account: &Account, on_action: &Callback<Action>) -> Html {
    let form = &state.requesting.form;
    let candidates = state.emergency_candidates(account);
    let open = candidates.iter().filter(|candidate| candidate.denial.is_none());
    let chosen = open.clone().find(|candidate| candidate.row.id == form.entitlement);
    let options = open.map(|candidate| {
        let licenses = state.licenses(&account.name).map(|(license, _)| license);
        (candidate.row.id.clone(), entitlement_name(locale, licenses, &candidate.row.id))
    });
    let on_choice = on_action.reform(|text| Action::EditRequest { field: RequestField::Entitlement, text });
    let menu = choice(
        field_id(RequestField::Entitlement),
        locale.text(msg::REQUEST_ENTITLEMENT),
        options.collect(),
        &form.entitlement,
        on_choice,
    );
    let most = chosen.map(|chosen| {
        let words = [("most", locale.formats().number(chosen.most).into())];
        locale.format(msg::REQUEST_QUANTITY_HINT, words)
    });
    let line = |name, label, value, (autocomplete, inputmode), hint: Option<String>| {
        let problem = form.problem(name).map(|problem| (problem.code().as_str(), words(locale, problem)));
        // What is wrong says what is right.
        let hint = hint.filter(|_| problem.is_none());
        let label = locale.text(label);
        let on_text = on_action.reform(move |text| Action::EditRequest { field: name, text });
        field(Field { id: field_id(name), label, value, autocomplete, inputmode, hint, problem }, on_text)
    };
    let text = |message: Message| Some(locale.text(message));
    let on_submit = on_action.reform(|event: SubmitEvent| {
        event.prevent_default();
        Action::MakeRequest
    });
    html! {
        <section class="panel request" aria-labelledby={TITLE}>
            <h2 id={TITLE}>{ locale.text(msg::REQUEST_TITLE) }</h2>
            { element("p", locale.text(msg::REQUEST_INTRO)) }
            <form class="form" novalidate=true onsubmit={on_submit}>
                { menu }
                { for form.problem(RequestField::Entitlement).map(|problem| styled("p", "problem", words(locale, problem))) }
                { line(RequestField::Quantity, msg::REQUEST_QUANTITY, &form.quantity, ("off", "numeric"), most) }
                { line(RequestField::Name, msg::REQUEST_NAME, &form.name, ("name", "text"), None) }
                { line(RequestField::Email, msg::REQUEST_EMAIL, &form.email, ("email", "email"), text(msg::REQUEST_CONTACT_HINT)) }
                { line(RequestField::Phone, msg::REQUEST_PHONE, &form.phone, ("tel", "tel"), None) }
                { line(RequestField::Reason, msg::REQUEST_REASON, &form.reason, ("off", "text"), text(msg::REQUEST_REASON_HINT)) }
                <p class="actions">
                    <button type="submit" class="primary">{ locale.text(msg::REQUEST_MAKE) }</button>
                    { button(Look::Plain, locale.text(msg::REVIEW_CANCEL), Action::LeaveRequest, on_action) }
                </p>
            </form>
        </section>
    }
}

fn words(locale: &Locale, problem: RequestProblem) -> String {
    match problem {
        RequestProblem::Missing => locale.text(msg::PROBLEM_MISSING),
        RequestProblem::NoWayToAnswer => locale.text(msg::PROBLEM_NO_WAY_TO_ANSWER),
        RequestProblem::Range { most } => {
            locale.format(msg::PROBLEM_RANGE, [("most", locale.formats().number(most).into())])
        }
        RequestProblem::Email => locale.text(msg::PROBLEM_EMAIL),
        RequestProblem::Refused(code) => locale.meaning(code),
    }
}
