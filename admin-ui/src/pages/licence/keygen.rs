//! The card of a file of a vendor who uses Keygen.

use super::document::{Head, frame};
use super::keygen_facts as facts;
use crate::components::{Icon, Tone, badge, element, fact, refusal, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::form;
use crate::route::Route;
use crate::state::{Action, Contents, FileId, KeygenOutcome, OpenedFile};
use countersign::keygen::{KeygenContents, KeygenKind, KeygenSecrets, KeygenStatus};
use countersign::{Code, Error, Thumbprint, UnixTime};
use yew::prelude::*;

/// What came of the file, and a form where its contents are encrypted.
pub(super) fn card(
    locale: &Locale,
    file: &OpenedFile,
    outcome: &KeygenOutcome,
    now: UnixTime,
    actions: Html,
    on_action: &Callback<Action>,
) -> Html {
    let (kind, signer, contents) = match outcome {
        KeygenOutcome::Unverified { kind, error } => return unverified(locale, file, *kind, error, actions),
        KeygenOutcome::Authentic { kind, signer, contents } => (*kind, signer, contents),
    };
    let kind_name = kind_name(locale, kind);
    let proof = authenticity(locale, signer);
    let unlock = unlock_form(locale, file.id, kind, on_action);
    match contents {
        Contents::Open(contents) => {
            let title = contents.license.as_ref().and_then(|license| license.name.as_deref());
            let subtitle = [kind_name.as_str(), file.name.as_str()].join(" · ");
            let body = html! {
                <>
                    { styled("p", "subtitle", subtitle) }
                    { styled("p", "verdict", sentence(locale, contents, now)) }
                    <div class="columns">{ for facts::sections(locale, contents) }</div>
                    { facts::entitlements(locale, contents) }
                    { proof }
                </>
            };
            let head = Head::new(status(locale, contents.status_at(now)), actions);
            frame(file, "verified", head, title.unwrap_or(&kind_name), body)
        }
        Contents::Locked => {
            let body = html! {
                <>
                    { styled("p", "subtitle", kind_name) }
                    { styled("p", "verdict", locale.text(msg::KEYGEN_ENCRYPTED)) }
                    { unlock }
                    { proof }
                </>
            };
            let badge = badge(Tone::Good, Icon::Check, &locale.text(msg::STATUS_GENUINE));
            frame(file, "locked", Head::new(badge, actions), &file.name, body)
        }
        Contents::Refused(error) => {
            let body = html! {
                <>
                    { styled("p", "subtitle", kind_name) }
                    { refusal(locale, error) }
                    if error.code() == Code::KeySecret {
                        { unlock }
                    }
                    { proof }
                </>
            };
            let badge = badge(Tone::Warning, Icon::Warning, &locale.text(msg::STATUS_UNREADABLE));
            frame(file, "locked", Head::new(badge, actions), &file.name, body)
        }
    }
}

fn unverified(locale: &Locale, file: &OpenedFile, kind: KeygenKind, error: &Error, actions: Html) -> Html {
    let badge = badge(Tone::Bad, Icon::Cross, &locale.text(msg::STATUS_UNVERIFIED));
    let body = html! {
        <>
            { refusal(locale, error) }
            if error.code() == Code::KeyUnknown {
                <p><a class="button" href={Route::Keys.href()}>{ locale.text(msg::KEYGEN_REGISTER) }</a></p>
            }
            <dl class="structure">{ fact(locale, msg::FACT_TYPE, kind_name(locale, kind)) }</dl>
            { styled("p", "hint", locale.text(msg::UNVERIFIED_NOTICE)) }
        </>
    };
    frame(file, "unverified", Head::new(badge, actions), &file.name, body)
}

fn kind_name(locale: &Locale, kind: KeygenKind) -> String {
    locale.text(match kind {
        KeygenKind::LicenseFile => msg::KEYGEN_LICENSE_FILE,
        KeygenKind::MachineFile => msg::KEYGEN_MACHINE_FILE,
        _ => msg::DOCUMENT_OTHER,
    })
}

fn status(locale: &Locale, status: KeygenStatus) -> Html {
    let (tone, icon, word) = match status {
        KeygenStatus::Active => (Tone::Good, Icon::Check, msg::STATUS_ACTIVE),
        KeygenStatus::Suspended => (Tone::Bad, Icon::Warning, msg::STATUS_SUSPENDED),
        _ => (Tone::Bad, Icon::Cross, msg::STATUS_EXPIRED),
    };
    badge(tone, icon, &locale.text(word))
}

fn sentence(locale: &Locale, contents: &KeygenContents, now: UnixTime) -> String {
    let end = contents.end().map(|end| locale.formats().end(end));
    match (contents.status_at(now), end) {
        (KeygenStatus::Suspended, _) => locale.text(msg::SAYS_SUSPENDED),
        (KeygenStatus::Active, None) => locale.text(msg::SAYS_PERPETUAL),
        (KeygenStatus::Active, Some(end)) => locale.format(msg::SAYS_UNTIL, [("end", end.into())]),
        (_, Some(end)) => {
            // Files are made for a few weeks and fetched anew: the licence may well go on.
            let licence_end = contents.license.as_ref().and_then(|license| license.expires);
            let licence_goes_on = licence_end.is_none_or(|end| end > now);
            let message = if licence_goes_on { msg::SAYS_FILE_EXPIRED } else { msg::SAYS_EXPIRED };
            locale.format(message, [("end", end.into())])
        }
        (_, None) => locale.text(msg::SAYS_DOES_NOT_COUNT),
    }
}

fn authenticity(locale: &Locale, signer: &Thumbprint) -> Html {
    html! {
        <section class="authenticity">
            { element("h4", locale.text(msg::SECTION_AUTHENTICITY)) }
            <p class="genuine">{ Icon::Check.html() }{ locale.text(msg::AUTHENTIC_TEXT) }</p>
            <dl>{ fact(locale, msg::FACT_KEY, thumbprint(signer)) }</dl>
        </section>
    }
}

fn unlock_form(locale: &Locale, file: FileId, kind: KeygenKind, on_action: &Callback<Action>) -> Html {
    let on_action = on_action.clone();
    let on_submit = Callback::from(move |event: SubmitEvent| {
        if let Some(license_key) = form::input(&event, "license-key") {
            let fingerprint = form::input(&event, "fingerprint");
            on_action.emit(Action::Decrypt { file, secrets: KeygenSecrets { license_key, fingerprint } });
        }
    });
    let field = |name: &'static str, label: String| {
        html! {
            <label class="field">
                { element("span", label) }
                <input type="text" {name} required=true spellcheck="false" autocomplete="off" />
            </label>
        }
    };
    html! {
        <form class="unlock" onsubmit={on_submit}>
            { field("license-key", locale.text(msg::KEYGEN_LICENSE_KEY)) }
            if kind == KeygenKind::MachineFile {
                { field("fingerprint", locale.text(msg::KEYGEN_FINGERPRINT)) }
            }
            <button type="submit" class="primary">{ locale.text(msg::KEYGEN_DECRYPT) }</button>
        </form>
    }
}
