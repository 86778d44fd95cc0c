//! The page of the trusted keys.

mod key_row;
mod lists;
mod retire;

use crate::components::{Choice, PasteForm, element, file_button, paste_form, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::licence;
use crate::state::{Action, Given, KeyFamily, Outcome, State};
use yew::prelude::*;

/// The page. `on_keys` gets the files with the family that they are to be keys of, `on_files` documents.
pub(crate) fn keys_page(
    locale: &Locale,
    state: &State,
    on_keys: &Callback<(KeyFamily, Vec<web_sys::File>)>,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let [own, keygen] = [&OWN, &KEYGEN].map(|words| {
        let import = import(locale, words, on_keys, on_action);
        section(locale, words, state, import, on_action)
    });
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::KEYS_TITLE)) }
                { element("p", locale.text(msg::KEYS_INTRO)) }
            </div>
            { licence::proposal_panel(locale, state, on_action) }
            { licence::given(locale, state, on_action) }
            { own }
            { lists::section(locale, state, on_files, on_action) }
            { keygen }
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
    state: &State,
    import: Html,
    on_action: &Callback<Action>,
) -> Html {
    let keys = match words.family {
        KeyFamily::Countersign => state.keys_in_force(),
        KeyFamily::Keygen => state.keyring.trusted(words.family).clone(),
    };
    let idle = match words.family {
        KeyFamily::Countersign => state.idle_keys(),
        KeyFamily::Keygen => Vec::new(),
    };
    let idle = idle.iter().map(|key| key_row::idle(locale, key, on_action));
    let idle: Vec<Html> = idle.collect();
    let rows = keys.iter().map(|key| key_row::row(locale, state, words.family, key, on_action));
    // Whoever has no files of such a vendor needs none of this.
    let is_needed = || state.files.iter().any(|file| matches!(file.outcome, Outcome::Keygen(_)));
    if words.family == KeyFamily::Keygen && keys.is_empty() && !is_needed() {
        return html! {
            <section class="keys" aria-label={locale.text(words.title)}>
                <details class="folded">
                    <summary>{ locale.text(words.title) }</summary>
                    { element("p", locale.text(msg::KEYS_KEYGEN_INTRO)) }
                    { import }
                </details>
            </section>
        };
    }
    html! {
        <section class="keys" aria-labelledby={words.id}>
            <h2 id={words.id}>{ locale.text(words.title) }</h2>
            if let Some(intro) = words.intro {
                { element("p", locale.text(intro)) }
            }
            if keys.is_empty() {
                { styled("p", "empty", locale.text(words.none)) }
            } else {
                <ul class="plain">{ for rows }{ for idle }</ul>
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
