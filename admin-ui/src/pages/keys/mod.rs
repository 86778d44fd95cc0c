//! The page of the trusted keys.

mod key_row;

use crate::components::{Choice, PasteForm, element, file_button, paste_form, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::{Action, Given, KeyFamily, Keyring};
use yew::prelude::*;

/// The page. `on_files` gets the files with the family that they are to be keys of.
pub(crate) fn keys_page(
    locale: &Locale,
    keyring: &Keyring,
    on_files: &Callback<(KeyFamily, Vec<web_sys::File>)>,
    on_action: &Callback<Action>,
) -> Html {
    let sections = [&OWN, &KEYGEN].map(|words| {
        let import = import(locale, words, on_files, on_action);
        section(locale, words, keyring, import, on_action)
    });
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::KEYS_TITLE)) }
                { element("p", locale.text(msg::KEYS_INTRO)) }
            </div>
            { for sections }
        </>
    }
}

/// The words of a section.
struct Words {
    family: KeyFamily,
    id: &'static str,
    title: Message,
    intro: Option<Message>,
    none: Message,
    import: Message,
}

const OWN: Words = Words {
    family: KeyFamily::Countersign,
    id: "own-keys",
    title: msg::KEYS_OWN_TITLE,
    intro: None,
    none: msg::KEYS_OWN_NONE,
    import: msg::KEYS_IMPORT_OWN,
};

const KEYGEN: Words = Words {
    family: KeyFamily::Keygen,
    id: "keygen-keys",
    title: msg::KEYS_KEYGEN_TITLE,
    intro: Some(msg::KEYS_KEYGEN_INTRO),
    none: msg::KEYS_KEYGEN_NONE,
    import: msg::KEYS_IMPORT_KEYGEN,
};

fn section(
    locale: &Locale,
    words: &Words,
    keyring: &Keyring,
    import: Html,
    on_action: &Callback<Action>,
) -> Html {
    let keys = keyring.trusted(words.family);
    let rows = keys.iter().map(|key| key_row::row(locale, keyring, words.family, key, on_action));
    html! {
        <section class="keys" aria-labelledby={words.id}>
            <h2 id={words.id}>{ locale.text(words.title) }</h2>
            if let Some(intro) = words.intro {
                { element("p", locale.text(intro)) }
            }
            if keys.is_empty() {
                { styled("p", "empty", locale.text(words.none)) }
            } else {
                <ul class="plain">{ for rows }</ul>
            }
            { import }
        </section>
    }
}

fn import(
    locale: &Locale,
    words: &Words,
    on_files: &Callback<(KeyFamily, Vec<web_sys::File>)>,
    on_action: &Callback<Action>,
) -> Html {
    let family = words.family;
    let on_text = on_action.reform(move |text| Action::ReviewKeys { family, given: Given::Pasted(text) });
    let on_files = on_files.reform(move |files| (family, files));
    let button =
        file_button(&format!("{}-file", words.id), locale.text(msg::KEYS_CHOOSE), Choice::One, &on_files);
    let text = PasteForm {
        id: &format!("{}-text", words.id),
        label: locale.text(msg::KEYS_PASTE),
        hint: locale.text(msg::KEYS_PASTE_HINT),
        button: locale.text(msg::KEYS_READ),
    };
    html! {
        <div class="panel import">
            { element("h3", locale.text(words.import)) }
            <div class="open">
                <div class="choose">{ button }</div>
                { paste_form(text, on_text) }
            </div>
        </div>
    }
}
