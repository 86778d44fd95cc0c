//! A refusal of the issuer's side: for the desk, and as a text for the customer.

use crate::i18n::{Texts, msg};
use crate::locale::Locale;
use countersign_issuer::{Failure, Refusal, RefusalCode};
use countersign_kit::components::{element, refusal as document_refusal, status_name, styled};
use yew::prelude::*;

/// Why something was refused, and what to do.
pub(crate) fn failure(locale: &Locale, failure: &Failure) -> Html {
    let refusal = match failure {
        Failure::Document(error) | Failure::Unfit(error) => return document_refusal(locale, error),
        Failure::Refused(refusal) => refusal,
        _ => return element("p", failure.to_string()),
    };
    let meaning = match refusal.code {
        RefusalCode::License(status) => {
            locale.format(msg::REFUSED_LICENSE, [("status", status_name(locale, status).into())])
        }
        code => meaning(locale, code),
    };
    let details = [
        (msg::REFUSAL_CODE, Some(refusal.code.as_str())),
        (msg::REFUSAL_AT, refusal.at.as_deref()),
        (msg::REFUSAL_FOUND, refusal.found.as_deref()),
        (msg::REFUSAL_NEEDED, refusal.needed.as_deref()),
    ];
    let details = details.into_iter().filter_map(|(name, value)| {
        Some(html! { <div><dt>{ locale.text(name) }</dt><dd>{ element("code", value?) }</dd></div> })
    });
    html! {
        <div class="refusal" data-code={refusal.code.as_str()}>
            { styled("p", "meaning", meaning) }
            { for shortage(locale, refusal).map(|words| element("p", words)) }
            <p class="remedy">
                { element("strong", locale.text(msg::REFUSAL_WHAT_TO_DO)) }{ " " }{ remedy(locale, refusal.code) }
            </p>
            <dl class="details" aria-label={locale.text(msg::REFUSAL_DETAILS)}>{ for details }</dl>
        </div>
    }
}

/// The same as a text for the customer, in the customer's language.
pub(crate) fn for_customer(texts: &Texts, failure: &Failure, license: &str) -> String {
    let mut lines = vec![texts.format(msg::REFUSED_INTRO, [("licence", license.into())])];
    match failure {
        Failure::Document(error) | Failure::Unfit(error) => lines.push(texts.meaning(error.code())),
        Failure::Refused(refusal) => {
            lines.push(match refusal.code {
                RefusalCode::License(_) => texts.text(msg::REFUSED_LICENSE_CUSTOMER),
                code => meaning(texts, code),
            });
            lines.extend(shortage(texts, refusal));
        }
        _ => lines.push(failure.to_string()),
    }
    lines.push(texts.format(msg::REFUSED_CODE, [("code", failure.code().into())]));
    lines.join("\n")
}

fn meaning(texts: &Texts, code: RefusalCode) -> String {
    match texts.explanation(code.as_str()) {
        Some((meaning, _)) => meaning.to_owned(),
        None => format!("{}.", code.text().0),
    }
}

fn remedy(texts: &Texts, code: RefusalCode) -> String {
    texts.explanation(code.as_str()).map_or(code.text().1, |(_, remedy)| remedy).to_owned()
}

fn shortage(texts: &Texts, refusal: &Refusal) -> Option<String> {
    let shortage = refusal.shortage?;
    let numbers = [
        ("used", shortage.used.into()),
        ("limit", shortage.limit.into()),
        ("left", shortage.left.into()),
        ("requested", shortage.requested.into()),
    ];
    Some(texts.format(msg::REFUSED_SHORTAGE, numbers))
}
