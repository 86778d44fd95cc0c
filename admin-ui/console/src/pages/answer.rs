//! What is handed out: the activation in every form, or the refusal as a text.

use super::failure::for_customer;
use crate::i18n::{CATALOGUE, Language, Message, Texts, msg};
use crate::locale::Locale;
use crate::state::licences::Signed;
use crate::state::requests::{Asked, FormField, armor};
use crate::state::{Action, RequestsAction, State};
use countersign_issuer::{Answer, Failure};
use countersign_kit::components::{Icon, Look, button, choice, qr_codes, styled};
use countersign_kit::platform::document::encode_uri_component;
use yew::prelude::*;

/// The activation, once its line is stored.
pub(crate) fn answered(
    locale: &Locale,
    state: &State,
    answer: &Answer,
    on_action: &Callback<Action>,
) -> Html {
    let is_safe = state.ledgers.book.as_ref().is_some_and(|book| book.is_safe(answer.number));
    let words = [("id", answer.id.as_str().into()), ("serial", answer.serial.into())];
    let content = if is_safe {
        hand_out(locale, answer, on_action)
    } else {
        html! { <p class="warning">{ Icon::Warning.html() }{ locale.text(msg::ANSWER_NOT_KEPT) }</p> }
    };
    html! {
        <section class="panel stack made" aria-labelledby="answer-title">
            <h2 id="answer-title">{ Icon::Check.html() }{ locale.text(msg::ANSWER_TITLE) }</h2>
            { styled("p", "muted", locale.format(msg::ANSWER_NAMED, words)) }
            { content }
        </section>
    }
}

fn hand_out(locale: &Locale, answer: &Answer, on_action: &Callback<Action>) -> Html {
    let text = armor(answer);
    let (href, mail) = mail(locale, &text, msg::ANSWER_MAIL, msg::ANSWER_SUBJECT);
    let one = |look, words, action| button(look, locale.text(words), Action::Requests(action), on_action);
    html! {
        <>
            <p class="actions">
                { one(Look::Primary, msg::ANSWER_SAVE, RequestsAction::SaveAnswer) }
                { one(Look::Plain, msg::ANSWER_COPY, RequestsAction::Copy(text)) }
                <a class="button" {href}>{ locale.text(msg::ANSWER_MAIL_OPEN) }</a>
            </p>
            <div class="field">
                <label for="answer-mail">{ locale.text(msg::ANSWER_MAIL_TEXT) }</label>
                <textarea id="answer-mail" rows="6" readonly=true value={mail} />
            </div>
            <details>
                <summary>{ locale.text(msg::ANSWER_QR) }</summary>
                { qr_codes(locale, &answer.document, &locale.text(msg::ANSWER_QR), locale.text(msg::ANSWER_QR_HINT)) }
            </details>
        </>
    }
}

/// An e-mail with a document in it: its address, and its text.
pub(crate) fn mail(locale: &Locale, armor: &str, words: Message, subject: Message) -> (String, String) {
    let text = [&*locale.text(words), armor].join("\n\n");
    let subject = encode_uri_component(&locale.text(subject));
    (format!("mailto:?subject={subject}&body={}", encode_uri_component(&text)), text)
}

/// A refusal that the desk decides, as a text for the customer.
pub(crate) fn refuse(locale: &Locale, asked: &Asked, on_action: &Callback<Action>) -> Html {
    let on_input = on_action.reform(|event: InputEvent| {
        let area = event.target_dyn_into::<web_sys::HtmlTextAreaElement>();
        let text = area.map(|area| area.value()).unwrap_or_default();
        Action::Requests(RequestsAction::Set(FormField::Refusal, text))
    });
    let texts = Texts::new(asked.language, &CATALOGUE);
    let words = [("licence", asked.license().unwrap_or_default().into())];
    let text = [&*texts.format(msg::REFUSED_INTRO, words), asked.form.refusal.trim()].join("\n");
    html! {
        <details class="stack">
            <summary>{ locale.text(msg::REFUSE) }</summary>
            <div class="stack">
                <div class="field">
                    <label for="refusal">{ locale.text(msg::REFUSE_WHY) }</label>
                    <textarea id="refusal" rows="2" value={asked.form.refusal.clone()} oninput={on_input} />
                </div>
                { for_customer_text(locale, asked, text, on_action) }
            </div>
        </details>
    }
}

/// A document as text and as a QR code, folded away.
pub(crate) fn armor_out(locale: &Locale, signed: &Signed) -> Html {
    html! {
        <>
            <details>
                <summary>{ locale.text(msg::MADE_TEXT) }</summary>
                <div class="field">
                    <label for="made-text">{ locale.text(msg::MADE_TEXT) }</label>
                    <textarea id="made-text" rows="6" readonly=true value={signed.armor.clone()} />
                </div>
            </details>
            <details>
                <summary>{ locale.text(msg::ANSWER_QR) }</summary>
                { qr_codes(locale, &signed.compact, &locale.text(msg::ANSWER_QR), locale.text(msg::LICENCES_QR_HINT)) }
            </details>
        </>
    }
}

/// The refusal as a text for the customer, in the customer's language.
pub(crate) fn refused(
    locale: &Locale,
    asked: &Asked,
    failure: &Failure,
    on_action: &Callback<Action>,
) -> Html {
    let texts = Texts::new(asked.language, &CATALOGUE);
    let text = for_customer(&texts, failure, asked.license().unwrap_or_default());
    html! {
        <details class="stack">
            <summary>{ locale.text(msg::REFUSED_TEXT) }</summary>
            <div class="stack">{ for_customer_text(locale, asked, text, on_action) }</div>
        </details>
    }
}

/// A text to copy, in the language that is chosen for the customer.
fn for_customer_text(locale: &Locale, asked: &Asked, text: String, on_action: &Callback<Action>) -> Html {
    let languages = Language::ALL.map(|language| (language.tag().to_owned(), language.endonym().to_owned()));
    let on_language = on_action.reform(|tag: String| {
        Action::Requests(RequestsAction::SetLanguage(Language::from_tag(&tag).unwrap_or_default()))
    });
    let copy = Action::Requests(RequestsAction::Copy(text.clone()));
    html! {
        <>
            { choice("customer-language", locale.text(msg::REFUSED_LANGUAGE), languages.into(), asked.language.tag(), on_language) }
            <div class="field">
                <label for="refused-text">{ locale.text(msg::REFUSED_TEXT) }</label>
                <textarea id="refused-text" rows="5" readonly=true lang={asked.language.tag()} value={text} />
            </div>
            <p class="actions">{ button(Look::Plain, locale.text(msg::ANSWER_COPY), copy, on_action) }</p>
        </>
    }
}
