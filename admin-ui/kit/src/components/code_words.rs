//! What came of a picture with QR codes, in words.

use super::element;
use crate::Given;
use crate::i18n::msg;
use crate::locale::Locale;
use yew::prelude::*;

/// That there is no code in it, which are still missing, or that it fits nothing; nothing of what is no picture.
pub fn code_words(locale: &Locale, given: &Given) -> Html {
    let named = |message, name: &str| element("p", locale.format(message, [("name", name.into())]));
    match given {
        Given::NoCode { name } => named(msg::QR_NONE, name),
        Given::WrongCode { name } => named(msg::QR_WRONG, name),
        Given::Part { missing, of, others, .. } => {
            let numbers: Vec<String> = missing.iter().map(ToString::to_string).collect();
            let words = [
                ("read", ((of - missing.len()) as u64).into()),
                ("of", (*of as u64).into()),
                ("missing", numbers.join(", ").into()),
            ];
            let others = (*others > 0).then(|| element("p", locale.text(msg::QR_OTHERS)));
            html! { <>{ element("p", locale.format(msg::QR_MISSING, words)) }{ for others }</> }
        }
        _ => Html::default(),
    }
}
