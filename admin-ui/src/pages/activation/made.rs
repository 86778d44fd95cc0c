//! What was made, in every form in which it can be sent: a request, a slip, a receipt.

use crate::components::{Icon, Look, button, element, fact, qr_codes};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::EMAIL_TEXT;
use crate::pages::licence::entitlement_name;
use crate::platform::document::encode_uri_component;
use crate::state::{Account, Action, ActivationAction, Outgoing, Sending, State};
use yew::prelude::*;

/// The id of its title, which takes the focus when it is made.
pub(super) const TITLE: &str = "activation-made";

/// File, clipboard, e-mail, QR code.
pub(super) fn panel(
    locale: &Locale,
    state: &State,
    account: &Account,
    made: &Outgoing,
    on_action: &Callback<Action>,
) -> Html {
    let (title, text): (Message, Message) = match made.what {
        Sending::Request => (msg::MADE_TITLE, msg::ACTIVATION_MADE_REQUEST),
        Sending::Slip => (msg::ACTIVATION_MADE_SLIP_TITLE, msg::ACTIVATION_MADE_SLIP),
        Sending::Receipt => (msg::ACTIVATION_MADE_RECEIPT_TITLE, msg::ACTIVATION_MADE_RECEIPT),
    };
    let leave = Action::Activation(ActivationAction::Leave);
    // What was given back must not be used again: only once that is stored, the receipt goes out.
    let content = if made.what == Sending::Receipt && !state.is_stored() {
        html! { <p class="warning">{ Icon::Warning.html() }{ locale.text(msg::ACTIVATION_MADE_NOT_KEPT) }</p> }
    } else {
        ways(locale, state, account, made, on_action)
    };
    html! {
        <section class="panel made" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ Icon::Check.html() }{ locale.text(title) }</h2>
            { element("p", locale.text(text)) }
            { content }
            <p class="actions">{ button(Look::Plain, locale.text(msg::MADE_DONE), leave, on_action) }</p>
        </section>
    }
}

fn ways(
    locale: &Locale,
    state: &State,
    account: &Account,
    made: &Outgoing,
    on_action: &Callback<Action>,
) -> Html {
    let wants = wants(locale, state, account, made);
    let code = made.lock_code.map(|code| code.to_string()).unwrap_or_default();
    let subject = locale.format(
        if made.what == Sending::Receipt {
            msg::ACTIVATION_MAIL_RETURN
        } else {
            msg::ACTIVATION_MAIL_SUBJECT
        },
        [("license", made.license.as_str().into())],
    );
    let body = body(locale, made, &subject, &code, &wants);
    let mail = ["mailto:?subject=", &encode_uri_component(&subject), "&body=", &encode_uri_component(&body)];
    let file = Action::Save { name: made.file.clone(), text: made.text.as_str().into() };
    html! {
        <>
            <dl class="rows">
                { fact(locale, msg::ACTIVATION_LICENCE, made.license.clone()) }
                { for made.description.as_ref().map(|description| fact(locale, msg::ACTIVATE_DESCRIPTION, description.clone())) }
                { fact(locale, msg::ACTIVATION_LOCK_CODE, html! { <code>{ code }</code> }) }
                if !wants.is_empty() {
                    { fact(locale, msg::ACTIVATION_WANTS, wants.join(", ")) }
                }
            </dl>
            <p class="actions">
                { button(Look::Primary, locale.text(msg::MADE_SAVE), file, on_action) }
                { button(Look::Plain, locale.text(msg::MADE_COPY), Action::Copy(body.as_str().into()), on_action) }
                <a class="button" href={mail.concat()}>{ locale.text(msg::MADE_MAIL) }</a>
            </p>
            <div class="ways">
                <div class="field">
                    <label for={EMAIL_TEXT}>{ locale.text(msg::MADE_MAIL_TEXT) }</label>
                    <textarea id={EMAIL_TEXT} class="letter" rows="12" readonly=true spellcheck="false" value={body.clone()} />
                </div>
                { qr_codes(locale, &made.compact, &locale.text(msg::ACTIVATION_QR), locale.text(msg::ACTIVATION_QR_HINT)) }
            </div>
        </>
    }
}

fn wants(locale: &Locale, state: &State, account: &Account, made: &Outgoing) -> Vec<String> {
    let one = |(id, wanted): &(String, u64)| {
        let licenses = state.licenses(&account.name).map(|(license, _)| license);
        let name = entitlement_name(locale, licenses, id);
        locale.format(
            msg::ACTIVATION_GRANT,
            [("grant", locale.formats().number(*wanted).into()), ("name", name.into())],
        )
    };
    made.wants.iter().map(one).collect()
}

/// The e-mail: what a person at the vendor's reads, and then what their program reads.
fn body(locale: &Locale, made: &Outgoing, subject: &str, code: &str, wants: &[String]) -> String {
    let line = |name: Message, value: &str| format!("{}: {value}", locale.text(name));
    let mut facts = vec![line(msg::ACTIVATION_LOCK_CODE, code)];
    facts.extend(made.description.as_ref().map(|text| line(msg::ACTIVATE_DESCRIPTION, text)));
    if !wants.is_empty() {
        facts.push(line(msg::ACTIVATION_WANTS, &wants.join(", ")));
    }
    [subject.to_owned(), facts.join("\n"), made.text.trim_end().to_owned()].join("\n\n")
}
