//! Whether there is a KMS: the command that finds out, a place for what it printed, and what that says.

use crate::components::{
    Choice, Icon, Look, PasteForm, Tone, badge, button, element, file_button, paste_form, refusal, styled,
    table,
};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::platform::files;
use crate::state::{Action, Given, LookedUp, State, VolumeAction};
use countersign::volume::{KmsLookup, KmsRecord};
use yew::prelude::*;

const TITLE: &str = "kms-title";

/// What finds out, on Windows.
const COMMAND: &str = r"nslookup -type=srv _vlmcs._tcp >%temp%\kms.txt 2>&1";

/// How many hosts are listed: systems try no more than a few.
const MOST: usize = 50;

pub(super) fn panel(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let give = on_action.reform(|given| Action::Volume(VolumeAction::Give(given)));
    let on_files = {
        let give = give.clone();
        Callback::from(move |chosen| files::read(chosen, give.clone()))
    };
    let words = PasteForm {
        id: "kms-text",
        label: locale.text(msg::KMS_PASTE),
        hint: locale.text(msg::KMS_PASTE_HINT),
        button: locale.text(msg::KMS_READ),
    };
    html! {
        <section class="panel stack" aria-labelledby={TITLE}>
            <h2 id={TITLE}>{ locale.text(msg::KMS_TITLE) }</h2>
            <p class="how">{ locale.text(msg::KMS_HOW) }{ styled("code", "line", COMMAND) }</p>
            <div class="choose">
                { file_button("kms-file", locale.text(msg::KMS_CHOOSE), Choice::One, &on_files) }
                { styled("p", "hint", locale.text(msg::KMS_DROP)) }
            </div>
            { paste_form(words, give.reform(Given::Pasted)) }
            <div class="answer" aria-live="polite">
                { for state.volume.lookup.as_deref().map(|lookup| answer(locale, lookup, on_action)) }
            </div>
        </section>
    }
}

fn answer(locale: &Locale, lookup: &LookedUp, on_action: &Callback<Action>) -> Html {
    let name = element("code", &lookup.name);
    let forget =
        button(Look::Quiet, locale.text(msg::KMS_FORGET), Action::Volume(VolumeAction::Forget), on_action);
    let lookup = match &lookup.result {
        Err(error) => return html! { <><p>{ name }{ " " }{ forget }</p>{ refusal(locale, error) }</> },
        Ok(found) => (found, &lookup.line),
    };
    let (tone, icon, word, sentence) = match lookup.0 {
        KmsLookup::Found { .. } => {
            (Tone::Good, Icon::Check, msg::KMS_FOUND, locale.text(msg::KMS_FOUND_TEXT))
        }
        KmsLookup::None => (Tone::Bad, Icon::Cross, msg::KMS_NONE, locale.text(msg::KMS_NONE_TEXT)),
        KmsLookup::NoAnswer => {
            (Tone::Warning, Icon::Warning, msg::KMS_NO_ANSWER, locale.text(msg::KMS_NO_ANSWER_TEXT))
        }
        KmsLookup::NotUnderstood { line } => {
            let number = [("line", locale.formats().number(*line as u64).into())];
            (
                Tone::Bad,
                Icon::Cross,
                msg::KMS_NOT_UNDERSTOOD,
                locale.format(msg::KMS_NOT_UNDERSTOOD_TEXT, number),
            )
        }
    };
    let line = lookup.1.as_ref().map(|line| match line.as_str() {
        "" => styled("p", "muted", locale.text(msg::KMS_EMPTY_LINE)),
        line => html! { <p>{ styled("code", "line", line) }</p> },
    });
    html! {
        <div data-kms={lookup.0.as_str()}>
            <p class="title">{ badge(tone, icon, &locale.text(word)) }{ name }{ forget }</p>
            { element("p", sentence) }
            { for line }
            { hosts(locale, lookup.0.hosts()) }
        </div>
    }
}

fn hosts(locale: &Locale, hosts: &[KmsRecord]) -> Html {
    if hosts.is_empty() {
        return Html::default();
    }
    // A port or a priority is a name rather than an amount: its digits are not grouped.
    let rows = hosts.iter().take(MOST).map(|host| {
        let numbers = [host.port, host.priority, host.weight].map(|number| number.to_string());
        (element("code", &host.host), numbers.into())
    });
    let more = hosts.len().saturating_sub(MOST);
    let more = (more > 0).then(|| {
        let number = [("number", locale.formats().number(more as u64).into())];
        styled("p", "hint", locale.format(msg::KMS_MORE, number))
    });
    let titles = [msg::COLUMN_HOST, msg::COLUMN_PORT, msg::COLUMN_PRIORITY, msg::COLUMN_WEIGHT];
    let titles = titles.map(|title| locale.text(title));
    html! { <>{ table(locale.text(msg::KMS_FOUND), titles.into(), "number", rows.collect()) }{ for more }</> }
}
