//! A request that was made, in every form in which it can be sent.

use crate::components::{Icon, Look, button, element, fact, qr_codes, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::entitlement_name;
use crate::platform::document::encode_uri_component;
use crate::state::{Account, Action, MadeRequest, State};
use yew::prelude::*;

/// The id of its title, which takes the focus when the request is made.
pub(super) const TITLE: &str = "made-title";
/// The id of the field with the text for an e-mail.
pub(crate) const EMAIL_TEXT: &str = "request-text";

/// The file that the installation's public key is saved as.
const KEY_FILE: &str = "installation-key.json";

/// File, clipboard, e-mail, QR code; and the key by which the vendor knows who asks.
pub(super) fn panel(
    locale: &Locale,
    state: &State,
    account: &Account,
    made: &MadeRequest,
    on_action: &Callback<Action>,
) -> Html {
    let licenses = state.licenses(&account.name).map(|(license, _)| license);
    let name = entitlement_name(locale, licenses, &made.entitlement);
    let (subject, body) = (subject(locale, state, account), body(locale, state, account, made, &name));
    let mail = ["mailto:?subject=", &encode_uri_component(&subject), "&body=", &encode_uri_component(&body)];
    let file = Action::Save { name: made.file_name(), text: made.text.as_str().into() };
    let key = Action::Save { name: KEY_FILE.to_owned(), text: made.public_key.as_str().into() };
    let formats = locale.formats();
    let asked = [
        ("quantity", formats.number(made.quantity).into()),
        ("name", (&name).into()),
        ("registered", formats.number(made.registered).into()),
        ("granted", formats.number(made.granted).into()),
    ];
    let copy =
        button(Look::Plain, locale.text(msg::MADE_COPY), Action::Copy(body.as_str().into()), on_action);
    html! {
        <section class="panel made" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ Icon::Check.html() }{ locale.text(msg::MADE_TITLE) }</h2>
            { element("p", locale.text(msg::MADE_TEXT)) }
            <dl class="rows">
                { fact(locale, msg::MADE_ASKS_FOR, locale.format(msg::MADE_QUANTITY, asked)) }
                { fact(locale, msg::MADE_ID, element("code", &made.id)) }
                { fact(locale, msg::MADE_KEY, html! { <>{ thumbprint(&made.installation) }{ styled("span", "line note", locale.text(msg::MADE_KEY_HINT)) }</> }) }
            </dl>
            <p class="actions">
                { button(Look::Primary, locale.text(msg::MADE_SAVE), file, on_action) }
                { copy }
                <a class="button" href={mail.concat()}>{ locale.text(msg::MADE_MAIL) }</a>
                { button(Look::Plain, locale.text(msg::MADE_SAVE_KEY), key, on_action) }
            </p>
            <div class="ways">
                <div class="field">
                    <label for={EMAIL_TEXT}>{ locale.text(msg::MADE_MAIL_TEXT) }</label>
                    <textarea id={EMAIL_TEXT} class="letter" rows="12" readonly=true spellcheck="false" value={body.clone()} />
                </div>
                { qr_codes(locale, &made.compact, &locale.text(msg::MADE_QR_LABEL), locale.text(msg::MADE_QR_HINT)) }
            </div>
            <p class="actions">
                { button(Look::Plain, locale.text(msg::MADE_DONE), Action::LeaveRequest, on_action) }
            </p>
        </section>
    }
}

fn subject(locale: &Locale, state: &State, account: &Account) -> String {
    let company = company(state, account);
    locale.format(msg::MAIL_SUBJECT, [("company", company.into())])
}

/// The e-mail: what a person at the vendor's reads, and then the request for their program.
fn body(locale: &Locale, state: &State, account: &Account, made: &MadeRequest, name: &str) -> String {
    let formats = locale.formats();
    let parts = [
        ("company", company(state, account).into()),
        ("quantity", formats.number(made.quantity).into()),
        ("name", name.into()),
        ("registered", formats.number(made.registered).into()),
        ("granted", formats.number(made.granted).into()),
    ];
    let key = locale.format(msg::MAIL_KEY, [("thumbprint", made.installation.to_string().into())]);
    let form = &state.requesting.form;
    let signature = [&form.name, &form.email, &form.phone].map(|line| line.trim().to_owned());
    let signature: Vec<String> = signature.into_iter().filter(|line| !line.is_empty()).collect();
    let paragraphs =
        [locale.format(msg::MAIL_TEXT, parts), key, signature.join("\n"), made.text.trim_end().to_owned()];
    paragraphs.join("\n\n")
}

fn company(state: &State, account: &Account) -> String {
    let license = state.lead(&account.name).or_else(|| state.licenses(&account.name).next());
    license.map_or_else(|| account.name.name.clone(), |(license, _)| license.holder.name.clone())
}
