//! The page of keys.

use super::rotation::rotation;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::secrets;
use crate::state::keys::{Coming, Form, OwnKey, Problem, Review, SHORTEST};
use crate::state::{Action, KeysAction, Secret, State};
use countersign::{Thumbprint, TrustedKey};
use countersign_kit::Given;
use countersign_kit::components::{
    Choice, Icon, Look, PasteForm, Tone, badge, button, element, file_button, named_button, paste_form,
    refusal, styled, thumbprint,
};
use yew::prelude::*;

/// Own keys, and those of others.
pub(crate) fn keys_page(
    locale: &Locale,
    state: &State,
    on_files: &Callback<Vec<web_sys::File>>,
    on_action: &Callback<Action>,
) -> Html {
    let keys = &state.keys;
    let own = keys.own.iter().map(|own| own_key(locale, state, own, on_action));
    let trusted = keys.trusted.iter().map(|key| trusted_key(locale, key, on_action));
    html! {
        <>
            <div class="page-head">
                { element("h1", locale.text(msg::KEYS_TITLE)) }
                { element("p", locale.text(msg::KEYS_INTRO)) }
            </div>
            { for keys.coming.as_ref().map(|coming| import(locale, state, coming, on_action)) }
            { for keys.review.as_ref().map(|given| review(locale, given, on_action)) }
            <section class="keys" aria-labelledby="own-title">
                <h2 id="own-title">{ locale.text(msg::KEYS_OWN) }</h2>
                if keys.own.is_empty() {
                    { styled("p", "empty", locale.text(msg::KEYS_OWN_NONE)) }
                }
                <ul class="plain">{ for own }</ul>
                { make(locale, state, on_action) }
            </section>
            <section class="keys" aria-labelledby="trusted-title">
                <h2 id="trusted-title">{ locale.text(msg::KEYS_TRUSTED) }</h2>
                { element("p", locale.text(msg::KEYS_TRUSTED_INTRO)) }
                <ul class="plain">{ for trusted }</ul>
            </section>
            { rotation(locale, state, on_action) }
            <section class="panel open" aria-labelledby="import-title">
                <div class="choose">
                    <h2 id="import-title">{ locale.text(msg::KEYS_IMPORT) }</h2>
                    { file_button("key-file", locale.text(msg::KEYS_CHOOSE), Choice::One, on_files) }
                    { styled("p", "hint", locale.text(msg::KEYS_IMPORT_HINT)) }
                </div>
                { paste(locale, on_action) }
            </section>
        </>
    }
}

fn paste(locale: &Locale, on_action: &Callback<Action>) -> Html {
    let words = PasteForm {
        id: "key-text",
        label: locale.text(msg::KEYS_PASTE),
        hint: locale.text(msg::KEYS_PASTE_HINT),
        button: locale.text(msg::KEYS_READ),
    };
    paste_form(words, on_action.reform(|text| Action::Bring(Given::Pasted(text))))
}

/// A new key, below the ones that are there.
fn make(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let on_submit = submit(on_action, KeysAction::Make);
    html! {
        <details class="panel" open={state.keys.own.is_empty()}>
            <summary>{ locale.text(msg::KEYS_MAKE) }</summary>
            <form class="form" onsubmit={on_submit}>
                { username() }
                { new_passphrase(locale, state, Form::Make, "make") }
                <p class="actions">
                    <button type="submit" class="primary">{ locale.text(msg::KEYS_MAKE_GO) }</button>
                </p>
            </form>
        </details>
    }
}

/// The passphrase of a private key that was given.
fn import(locale: &Locale, state: &State, coming: &Coming, on_action: &Callback<Action>) -> Html {
    let on_submit = submit(on_action, KeysAction::Import);
    let cancel = Action::Keys(KeysAction::CancelImport);
    html! {
        <section class="panel review tone-warning" aria-labelledby="coming-title">
            <h2 id="coming-title" tabindex="-1">{ Icon::Key.html() }{ locale.text(msg::KEYS_COMING) }</h2>
            { styled("p", "muted", coming.name.as_str()) }
            <form class="form" onsubmit={on_submit}>
                { username() }
                if coming.is_encrypted {
                    { passphrase(locale.text(msg::KEYS_PASSPHRASE), "import", "current-password", problem(locale, state, Form::Import)) }
                } else {
                    { element("p", locale.text(msg::KEYS_COMING_PLAIN)) }
                    { new_passphrase(locale, state, Form::Import, "import") }
                }
                <p class="actions">
                    <button type="submit" class="primary">{ locale.text(msg::KEYS_KEEP) }</button>
                    { button(Look::Plain, locale.text(msg::KEYS_CANCEL), cancel, on_action) }
                </p>
            </form>
        </section>
    }
}

fn own_key(locale: &Locale, state: &State, own: &OwnKey, on_action: &Callback<Action>) -> Html {
    let print = own.public.thumbprint();
    let is_open = state.keys.signing().is_some_and(|open| open.public_key() == &own.public);
    let one = |words, action| named(locale, words, &print, Action::Keys(action), on_action);
    html! {
        <li class="card key" key={print.to_string()}>
            <header>
                <div class="title">
                    { thumbprint(&print) }
                    if is_open {
                        { badge(Tone::Good, Icon::Check, &locale.text(msg::KEYS_IS_OPEN)) }
                    } else {
                        { badge(Tone::Neutral, Icon::Key, &locale.text(msg::KEYS_IS_LOCKED)) }
                    }
                </div>
                <p class="actions">
                    { one(msg::KEYS_SAVE_PUBLIC, KeysAction::SavePublic(print)) }
                    { one(msg::KEYS_SAVE_PEM, KeysAction::SavePem(print)) }
                    { one(msg::KEYS_DELETE, KeysAction::AskForget(print)) }
                </p>
            </header>
            if state.keys.forgetting == Some(print) {
                { forget(locale, on_action) }
            } else if is_open {
                <p class="actions">
                    { button(Look::Plain, locale.text(msg::KEYS_LOCK), Action::Keys(KeysAction::Lock), on_action) }
                </p>
            } else {
                { unlock(locale, state, print, on_action) }
            }
        </li>
    }
}

fn unlock(locale: &Locale, state: &State, print: Thumbprint, on_action: &Callback<Action>) -> Html {
    let on_submit = submit(on_action, move |typed| KeysAction::Unlock(print, typed));
    let problem = problem(locale, state, Form::Unlock(print));
    html! {
        <form class="unlock" onsubmit={on_submit}>
                { username() }
            { passphrase(locale.text(msg::KEYS_PASSPHRASE), &format!("unlock-{print}"), "current-password", problem) }
            <button type="submit" class="primary">{ locale.text(msg::KEYS_UNLOCK) }</button>
        </form>
    }
}

fn forget(locale: &Locale, on_action: &Callback<Action>) -> Html {
    let (forget, keep) = (Action::Keys(KeysAction::Forget), Action::Keys(KeysAction::Keep));
    html! {
        <div class="denial" role="alert">
            { element("p", locale.text(msg::KEYS_DELETE_TEXT)) }
            <p class="actions">
                { button(Look::Plain, locale.text(msg::KEYS_DELETE_GO), forget, on_action) }
                { button(Look::Plain, locale.text(msg::KEYS_CANCEL), keep, on_action) }
            </p>
        </div>
    }
}

fn trusted_key(locale: &Locale, key: &TrustedKey, on_action: &Callback<Action>) -> Html {
    let print = key.key.thumbprint();
    let issuer = key.issuer.clone().unwrap_or_else(|| locale.text(msg::KEYS_ANY_ISSUER));
    html! {
        <li class="card key" key={print.to_string()}>
            <header>
                <div class="title">{ thumbprint(&print) }{ styled("span", "muted", issuer) }</div>
                <p class="actions">
                    { named(locale, msg::KEYS_REMOVE, &print, Action::Keys(KeysAction::Distrust(print)), on_action) }
                </p>
            </header>
        </li>
    }
}

/// The deliberate step between giving a key and trusting it.
fn review(locale: &Locale, review: &Review, on_action: &Callback<Action>) -> Html {
    let cancel = Action::Keys(KeysAction::CancelReview);
    let rows = review.keys.iter().flat_map(|keys| keys.iter()).map(|key| {
        html! {
            <li>
                { thumbprint(&key.key.thumbprint()) }
                { for key.issuer.as_ref().map(|issuer| styled("span", "muted", issuer)) }
            </li>
        }
    });
    let (tone, title) = match &review.keys {
        Ok(_) => ("tone-warning", msg::KEYS_REVIEW),
        Err(_) => ("tone-bad", msg::KEYS_REVIEW_REFUSED),
    };
    html! {
        <section class={classes!("panel", "review", tone)} aria-labelledby="review-title">
            <h2 id="review-title" tabindex="-1">{ Icon::Key.html() }{ locale.text(title) }</h2>
            { styled("p", "muted", review.name.as_str()) }
            <ul class="plain">{ for rows }</ul>
            if let Err(error) = &review.keys {
                { refusal(locale, error) }
            } else {
                { element("p", locale.text(msg::KEYS_REVIEW_TEXT)) }
            }
            <p class="actions">
                if review.keys.is_ok() {
                    { button(Look::Primary, locale.text(msg::KEYS_TRUST), Action::Keys(KeysAction::Trust), on_action) }
                }
                { button(Look::Plain, locale.text(msg::KEYS_CANCEL), cancel, on_action) }
            </p>
        </section>
    }
}

/// A quiet button, told from those of other keys by the thumbprint.
fn named(
    locale: &Locale,
    words: crate::i18n::Message,
    print: &Thumbprint,
    action: Action,
    on_action: &Callback<Action>,
) -> Html {
    let label = locale.text(words);
    let name = format!("{label}: {print}");
    named_button(Look::Quiet, label, Some(name), action, on_action)
}

fn new_passphrase(locale: &Locale, state: &State, form: Form, id: &str) -> Html {
    let again = format!("{id}-again");
    html! {
        <>
            { passphrase(locale.text(msg::KEYS_NEW_PASSPHRASE), id, "new-password", problem(locale, state, form)) }
            { passphrase(locale.text(msg::KEYS_AGAIN), &again, "new-password", None) }
            <p class="hint">{ locale.text(msg::KEYS_PASSPHRASE_HINT) }</p>
        </>
    }
}

/// What a browser's own store of passwords files a passphrase under: it asks for a name, also an unseen one.
fn username() -> Html {
    html! { <input type="text" autocomplete="username" value="countersign" readonly=true hidden=true /> }
}

/// A field for a passphrase. The page never reads it before the form is sent, and empties it then.
fn passphrase(
    label: String,
    id: &str,
    autocomplete: &'static str,
    problem: Option<(&'static str, String)>,
) -> Html {
    let (id, problem_id) = (format!("passphrase-{id}"), format!("passphrase-{id}-problem"));
    let described = problem.is_some().then(|| problem_id.clone());
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <input {id} type="password" {autocomplete} spellcheck="false" aria-describedby={described}
                aria-invalid={problem.is_some().then_some("true")} />
            if let Some((code, words)) = problem {
                <p class="problem" role="alert" id={problem_id} data-code={code}>{ words }</p>
            }
        </div>
    }
}

fn problem(locale: &Locale, state: &State, form: Form) -> Option<(&'static str, String)> {
    let (at, problem) = state.keys.problem.as_ref()?;
    (*at == form).then(|| match problem {
        Problem::Short => {
            let least = SHORTEST as u64;
            ("short", locale.format(msg::KEYS_SHORT, [("least", least.into())]))
        }
        Problem::Differs => ("differs", locale.text(msg::KEYS_DIFFERS)),
        Problem::Refused(error) => {
            let words = [locale.meaning(error.code()), locale.remedy(error.code()).to_owned()];
            (error.code().as_str(), words.join(" "))
        }
    })
}

fn submit(
    on_action: &Callback<Action>,
    action: impl Fn(Vec<Secret>) -> KeysAction + 'static,
) -> Callback<SubmitEvent> {
    on_action.reform(move |event: SubmitEvent| Action::Keys(action(secrets::take(&event))))
}
