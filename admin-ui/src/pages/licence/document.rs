//! The card of an opened file.

use super::{keygen, other, signed, structure};
use crate::components::{
    Choice, Icon, Look, Tone, badge, button, element, file_button, named_button, refusal, styled,
};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::files;
use crate::route::Route;
use crate::state::{
    Action, Comparing, Contents, Given, KeyFamily, KeygenOutcome, OpenedFile, Outcome, Side, State, Structure,
};
use countersign::{Code, Error, printable};
use yew::prelude::*;

/// What came of a file. Of one that is not authentic, only what can be said without trusting it.
pub(super) fn card(locale: &Locale, state: &State, file: &OpenedFile, on_action: &Callback<Action>) -> Html {
    let actions = actions(locale, file, on_action);
    match &file.outcome {
        Outcome::License { structure, license } => {
            signed::card(locale, state, file, license, structure, actions, on_action)
        }
        Outcome::Other { structure, document } => other::card(locale, file, structure, document, actions),
        Outcome::Unverified { structure, error } => {
            unverified(locale, file, structure, error, actions, on_action)
        }
        Outcome::Keygen(outcome) => keygen::card(locale, file, outcome, state.now, actions, on_action),
        Outcome::Refused(error) => {
            let refused = badge(Tone::Bad, Icon::Cross, &locale.text(msg::STATUS_REFUSED));
            let head = Head::new(refused, actions);
            frame(file, "refused", head, &file.name, refusal(locale, error))
        }
        Outcome::KeyFile => key_file(locale, file, actions, on_action),
    }
}

/// The upper line of a card.
pub(super) struct Head {
    pub(super) badge: Html,
    /// What it is for and until when, in a few words; nothing where that is not known.
    pub(super) says: String,
    pub(super) actions: Html,
    /// What happens when the row is opened, where there is more to be fetched than is there.
    pub(super) on_open: Option<Callback<MouseEvent>>,
}

impl Head {
    pub(super) fn new(badge: Html, actions: Html) -> Self {
        Self { badge, says: String::new(), actions, on_open: None }
    }
}

/// The frame of every card: of a file that is kept, one row that opens. `verdict` is for scripts and style sheets.
pub(super) fn frame(file: &OpenedFile, verdict: &'static str, head: Head, title: &str, body: Html) -> Html {
    let heading = format!("file-{}", file.id);
    if file.kept.is_some() {
        return html! {
            <article class={classes!("file", verdict)} data-verdict={verdict} aria-labelledby={heading.clone()}>
                <details>
                    <summary onclick={head.on_open}>
                        { head.badge }{ " " }
                        <span class="file-title" id={heading}>{ printable(title) }</span>{ " " }
                        if title != file.name {
                            <>{ styled("span", "note", &file.name) }{ " " }</>
                        }
                        { styled("span", "file-for", head.says) }
                    </summary>
                    <div class="file-body">{ body }</div>
                </details>
                { head.actions }
            </article>
        };
    }
    html! {
        <article class={classes!("card", verdict)} data-verdict={verdict} aria-labelledby={heading.clone()}>
            <header>
                <div class="title">
                    <h3 id={heading}>{ printable(title) }</h3>
                    { head.badge }
                </div>
                { head.actions }
            </header>
            { body }
        </article>
    }
}

fn unverified(
    locale: &Locale,
    file: &OpenedFile,
    structure: &Structure,
    error: &Error,
    actions: Html,
    on_action: &Callback<Action>,
) -> Html {
    let badge = badge(Tone::Bad, Icon::Cross, &locale.text(msg::STATUS_UNVERIFIED));
    // Its thumbprint stands beneath, in groups that can be compared.
    let is_unknown = error.code() == Code::KeyUnknown;
    let said = if is_unknown { refusal(locale, &Code::KeyUnknown.into()) } else { refusal(locale, error) };
    let body = html! {
        <>
            { said }
            if is_unknown {
                { unknown_key(locale, file, on_action) }
            }
            { structure::facts_of(locale, structure) }
            { styled("p", "hint", locale.text(msg::UNVERIFIED_NOTICE)) }
        </>
    };
    frame(file, "unverified", Head::new(badge, actions), &file.name, body)
}

/// What can be done there and then about a key that is not known: its file is chosen, or its text pasted on the page
/// of keys.
fn unknown_key(locale: &Locale, file: &OpenedFile, on_action: &Callback<Action>) -> Html {
    let review = on_action.reform(|given| Action::ReviewKeys { family: KeyFamily::Countersign, given });
    let on_files = Callback::from(move |chosen| files::read(chosen, review.clone()));
    let id = format!("key-for-{}", file.id);
    html! {
        <p class="actions">
            { file_button(&id, locale.text(msg::UNVERIFIED_ADD_KEY), Choice::One, &on_files) }
            <a class="button quiet" href={Route::Keys.href()}>{ locale.text(msg::UNVERIFIED_PASTE_KEY) }</a>
        </p>
    }
}

fn key_file(locale: &Locale, file: &OpenedFile, actions: Html, on_action: &Callback<Action>) -> Html {
    let given = Given::File { name: file.name.clone(), bytes: file.bytes().to_vec() };
    let review = Action::ReviewKeys { family: KeyFamily::Countersign, given };
    let badge = badge(Tone::Neutral, Icon::Key, &locale.text(msg::STATUS_KEY));
    let body = html! {
        <>
            { element("p", locale.text(msg::KEY_FILE_TEXT)) }
            <p>{ button(Look::Plain, locale.text(msg::KEY_FILE_REVIEW), review, on_action) }</p>
        </>
    };
    frame(file, "key-file", Head::new(badge, actions), &file.name, body)
}

fn actions(locale: &Locale, file: &OpenedFile, on_action: &Callback<Action>) -> Html {
    let printable = matches!(
        file.outcome,
        Outcome::License { .. }
            | Outcome::Keygen(KeygenOutcome::Authentic { contents: Contents::Open(_), .. })
    );
    let (remove, close) = (locale.text(msg::REMOVE), Action::Close(file.id));
    let export = locale.format(msg::EXPORT_NAMED, [("name", file.name.as_str().into())]);
    let compared = file.judgement.is_some() || file.is_proposed();
    let name = locale.format(msg::REMOVE_NAMED, [("name", file.name.as_str().into())]);
    html! {
        <p class="actions">
            if printable {
                { button(Look::Quiet, locale.text(msg::PRINT), Action::Print, on_action) }
            }
            if compared {
                { compare_link(locale, file, on_action) }
            }
            if file.kept.is_some() {
                { named_button(Look::Quiet, locale.text(msg::EXPORT), Some(export), Action::Export(file.id), on_action) }
            }
            { named_button(Look::Quiet, remove, Some(name), close, on_action) }
        </p>
    }
}

/// The way to the page on which a licence is compared with what is in force, or with another.
pub(super) fn compare_link(locale: &Locale, file: &OpenedFile, on_action: &Callback<Action>) -> Html {
    let comparing = Comparing { right: Some(Side::File(file.id)), ..Comparing::default() };
    let on_click = on_action.reform(move |_: MouseEvent| Action::Compare(comparing.clone()));
    let name = locale.format(msg::COMPARE_NAMED, [("name", file.name.as_str().into())]);
    html! {
        <a class="button quiet" href={Route::Compare.href()} aria-label={name} onclick={on_click}>
            { locale.text(msg::COMPARE) }
        </a>
    }
}
