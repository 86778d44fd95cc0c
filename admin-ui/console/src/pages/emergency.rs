//! An emergency request: which installation asks, for what and why; and the licence that answers it.

use super::answer::{armor_out, mail};
use super::failure::failure;
use super::ledger::title_of;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use crate::state::emergencies::Emergency;
use crate::state::requests::{Asked, FormField};
use crate::state::{Action, RequestsAction, State};
use countersign_issuer::EmergencyPlan;
use countersign_kit::components::{
    Field, Icon, Look, Tone, badge, button, element, fact, field, styled, thumbprint,
};
use yew::prelude::*;

/// What it comes to: what is given until when, or why nothing is.
pub(super) fn comes_to(
    locale: &Locale,
    state: &State,
    asked: &Asked,
    emergency: &Emergency,
    on_action: &Callback<Action>,
) -> Html {
    if emergency.answer.is_some() {
        return styled("p", "comes-to", locale.text(msg::REQUESTS_ANSWERED));
    }
    match (&asked.failure, &emergency.plan) {
        (Some(failed), _) | (None, Some(Err(failed))) => {
            html! { <>{ failure(locale, failed) }{ super::answer::refused(locale, asked, failed, on_action) }</> }
        }
        (None, Some(Ok(plan))) => {
            html! { <>{ given(locale, emergency, plan) }{ super::requests::sign(locale, state, on_action) }</> }
        }
        (None, None) => styled("p", "muted", locale.text(msg::REQUESTS_INCOMPLETE)),
    }
}

fn given(locale: &Locale, emergency: &Emergency, plan: &EmergencyPlan) -> Html {
    let request = &emergency.request;
    let number = |number: u64| locale.formats().number(number);
    let words = [
        ("quantity", number(plan.quantity).into()),
        ("name", title_of(locale, Some(&plan.license), &request.entitlement).into()),
        ("end", locale.formats().local(plan.expires).into()),
    ];
    let clause = plan.license.emergency.as_ref().filter(|clause| clause.entitlement == request.entitlement);
    html! {
        <>
            { styled("p", "comes-to", locale.format(msg::EMERGENCY_GIVES, words)) }
            { element("p", locale.text(msg::EMERGENCY_ONE_INSTALLATION)) }
            { styled("p", "hint", locale.text(if clause.is_some() { msg::EMERGENCY_BY_CLAUSE } else { msg::EMERGENCY_USUAL })) }
        </>
    }
}

/// Who asks, for what, and why.
pub(super) fn who_asks(locale: &Locale, asked: &Asked, emergency: &Emergency) -> Html {
    let request = &emergency.request;
    let number = |number: u64| locale.formats().number(number);
    let used = [("used", number(request.registered).into()), ("granted", number(request.granted).into())];
    let about = [request.product.as_deref(), request.account.as_deref(), Some(&*request.license)];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let contact = request.contact.iter().flat_map(|contact| {
        [
            (msg::EMERGENCY_CONTACT, contact.name.clone()),
            (msg::EMERGENCY_EMAIL, contact.email.clone()),
            (msg::EMERGENCY_PHONE, contact.phone.clone()),
        ]
    });
    let contact = contact.filter_map(|(name, value)| Some(fact(locale, name, value?)));
    html! {
        <section class="panel stack" aria-label={locale.text(msg::WHO_TITLE)}>
            <h3 class="label">{ locale.text(msg::WHO_TITLE) }</h3>
            <dl class="rows">
                { fact(locale, msg::EMERGENCY_INSTALLATION, thumbprint(&request.installation)) }
                { fact(locale, msg::WHO_LICENCE, about) }
                { fact(locale, msg::EMERGENCY_WANTS, format!("{} {}", number(request.quantity), request.entitlement)) }
                { fact(locale, msg::EMERGENCY_USED, locale.format(msg::EMERGENCY_USED_WORDS, used)) }
                { for request.reason.as_ref().map(|reason| fact(locale, msg::LEDGER_REASON, reason.clone())) }
                { for contact }
                { fact(locale, msg::WHO_ASKED, locale.formats().local(request.issued)) }
                { fact(locale, msg::WHO_SIGNATURE, badge(Tone::Good, Icon::Check, &locale.text(msg::EMERGENCY_OWN_KEY))) }
            </dl>
            { styled("p", "hint", asked.name.as_str()) }
        </section>
    }
}

/// How much is given, and until when.
pub(super) fn options(
    locale: &Locale,
    asked: &Asked,
    emergency: &Emergency,
    on_action: &Callback<Action>,
) -> Html {
    let id = &emergency.request.entitlement;
    let typed = asked.form.grants.get(id).cloned();
    let quantity = typed.unwrap_or_else(|| emergency.request.quantity.to_string());
    let set = |field: FormField| {
        on_action.reform(move |text| Action::Requests(RequestsAction::Set(field.clone(), text)))
    };
    let line = |id, label, value, hint, problem| Field {
        id,
        label: locale.text(label),
        value,
        autocomplete: "off",
        inputmode: "text",
        hint: Some(locale.text(hint)),
        problem,
    };
    let problem = asked.form.end().is_err().then(|| ("until", locale.text(msg::OPTION_UNTIL_PROBLEM)));
    let amount =
        line("emergency-quantity", msg::EMERGENCY_QUANTITY, &quantity, msg::EMERGENCY_QUANTITY_HINT, None);
    let end = line("until", msg::OPTION_UNTIL, &asked.form.until, msg::EMERGENCY_UNTIL_HINT, problem);
    html! {
        <section class="panel stack" aria-label={locale.text(msg::OPTIONS_TITLE)}>
            <h3 class="label">{ locale.text(msg::OPTIONS_TITLE) }</h3>
            <div class="form">
                { field(amount, set(FormField::Grant(id.clone()))) }
                { field(end, set(FormField::Until)) }
            </div>
        </section>
    }
}

/// The licence, once its line is stored.
pub(super) fn answered(
    locale: &Locale,
    state: &State,
    emergency: &Emergency,
    on_action: &Callback<Action>,
) -> Html {
    let Some((signed, number)) = &emergency.answer else { return Html::default() };
    let is_safe = state.ledgers.book.as_ref().is_some_and(|book| book.is_safe(*number));
    let one = |look, words, action| button(look, locale.text(words), Action::Requests(action), on_action);
    let (href, text) = mail(locale, &signed.armor, msg::EMERGENCY_MAIL, msg::EMERGENCY_SUBJECT);
    let content = if is_safe {
        html! {
            <>
                <p class="actions">
                    { one(Look::Primary, msg::ANSWER_SAVE, RequestsAction::SaveAnswer) }
                    { one(Look::Plain, msg::ANSWER_COPY, RequestsAction::Copy(signed.armor.clone())) }
                    <a class="button" {href}>{ locale.text(msg::ANSWER_MAIL_OPEN) }</a>
                </p>
                <div class="field">
                    <label for="answer-mail">{ locale.text(msg::ANSWER_MAIL_TEXT) }</label>
                    <textarea id="answer-mail" rows="6" readonly=true value={text} />
                </div>
                { armor_out(locale, signed) }
            </>
        }
    } else {
        html! { <p class="warning">{ Icon::Warning.html() }{ locale.text(msg::ANSWER_NOT_KEPT) }</p> }
    };
    html! {
        <section class="panel stack made" aria-labelledby="answer-title">
            <h2 id="answer-title">{ Icon::Check.html() }{ locale.text(msg::ANSWER_TITLE) }</h2>
            { styled("p", "muted", locale.format(msg::LICENCES_SIGNED, [("id", signed.id.as_str().into())])) }
            { content }
        </section>
    }
}

/// What to do where the installation's key is not known.
pub(super) fn unknown(locale: &Locale) -> Html {
    html! { <p class="warning">{ Icon::Key.html() }<span>{ locale.text(msg::EMERGENCY_UNKNOWN) }{ " " }<a href={Route::Keys.href()}>{ locale.text(msg::NAV_KEYS) }</a></span></p> }
}
