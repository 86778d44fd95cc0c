//! What comes of the lookup, the key and the licences, and what is to be done next.

use crate::components::{Icon, Tone, badge, choice, element, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::{Action, Basis, State, VolumeAction};
use countersign::volume::{NextStep, Outcome};
use yew::prelude::*;

const TITLE: &str = "plan-title";

pub(super) fn panel(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <section class="panel stack plan" aria-labelledby={TITLE}>
            <h2 id={TITLE}>{ locale.text(msg::PLAN_TITLE) }</h2>
            { basis(locale, state, on_action) }
            <div class="answer" aria-live="polite">{ plan(locale, state) }</div>
        </section>
    }
}

/// By which licences it is judged; nothing where there are none.
fn basis(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let accounts: Vec<_> = state.accounts.iter().filter(|account| !account.name.is_entry()).collect();
    if accounts.is_empty() {
        return Html::default();
    }
    let options = accounts.iter().enumerate().map(|(index, account)| {
        let name = [account.name.product.as_str(), account.name.name.as_str()].join(" · ");
        (index.to_string(), countersign::printable(&name))
    });
    let nothing = (String::new(), locale.text(msg::PLAN_BASIS_NOTHING));
    let options: Vec<_> = options.chain([nothing]).collect();
    let chosen = state
        .volume_account()
        .and_then(|chosen| accounts.iter().position(|account| account.name == chosen.name));
    let names: Vec<_> = accounts.iter().map(|account| account.name.clone()).collect();
    let on_choice = on_action.reform(move |value: String| {
        let name = value.parse().ok().and_then(|index: usize| names.get(index)).cloned();
        Action::Volume(VolumeAction::Judge(name.map_or(Basis::Nothing, Basis::Account)))
    });
    let chosen = chosen.map(|index| index.to_string()).unwrap_or_default();
    let menu = choice("plan-basis", locale.text(msg::PLAN_BASIS), options, &chosen, on_choice);
    html! { <div class="form">{ menu }</div> }
}

fn plan(locale: &Locale, state: &State) -> Html {
    let volume = &state.volume;
    let typed = volume.typed();
    if volume.lookup.is_none() && typed.is_none() {
        return styled("p", "muted", locale.text(msg::PLAN_NOTHING));
    }
    if typed.as_ref().is_some_and(|typed| typed.key.is_err()) {
        return html! {
            <div data-plan="product_key_invalid">
                <p>{ badge(Tone::Neutral, Icon::Key, &locale.text(msg::PLAN_KEY)) }</p>
                { element("p", locale.text(msg::PLAN_KEY_TEXT)) }
            </div>
        };
    }
    let plan = state.volume_plan();
    let (tone, icon, word) = match plan.outcome {
        Outcome::Automatic => (Tone::Good, Icon::Check, Some(msg::PLAN_AUTOMATIC)),
        Outcome::Mak => (Tone::Good, Icon::Check, Some(msg::PLAN_MAK)),
        Outcome::KmsMissing => (Tone::Bad, Icon::Cross, Some(msg::PLAN_KMS_MISSING)),
        Outcome::NoLicense => (Tone::Bad, Icon::Cross, Some(msg::PLAN_NO_LICENSE)),
        Outcome::Unknown => (Tone::Warning, Icon::Warning, Some(msg::PLAN_UNKNOWN)),
        // An outcome of a newer core is still told by its step.
        _ => (Tone::Neutral, Icon::Info, None),
    };
    let word = word.map_or_else(|| plan.outcome.as_str().to_owned(), |word| locale.text(word));
    let next = step(plan.next).map_or_else(|| plan.next.words().to_owned(), |step| locale.text(step));
    html! {
        <div data-plan={plan.outcome.as_str()}>
            <p>{ badge(tone, icon, &word) }</p>
            <p class="next-step">{ element("strong", locale.text(msg::PLAN_NEXT)) }{ " " }{ next }</p>
        </div>
    }
}

/// The words of a step; none where a newer core has one that is not known here.
pub(super) fn step(next: NextStep) -> Option<Message> {
    Some(match next {
        NextStep::EnterKey => msg::STEP_ENTER_KEY,
        NextStep::ActivateOnce => msg::STEP_ACTIVATE_ONCE,
        NextStep::SetUpKms => msg::STEP_SET_UP_KMS,
        NextStep::GetKey => msg::STEP_GET_KEY,
        NextStep::GetLicense => msg::STEP_GET_LICENSE,
        NextStep::UseMak => msg::STEP_USE_MAK,
        NextStep::UseGenericKey => msg::STEP_USE_GENERIC_KEY,
        NextStep::LookUp => msg::STEP_LOOK_UP,
        NextStep::LookUpAgain => msg::STEP_LOOK_UP_AGAIN,
        NextStep::CheckAnswer => msg::STEP_CHECK_ANSWER,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{CATALOGUE, Language, Texts};

    #[test]
    fn in_english_the_page_says_what_the_command_says() {
        let english = Texts::new(Language::English, &CATALOGUE);
        for next in NextStep::ALL {
            assert_eq!(step(*next).map(|step| english.text(step)).as_deref(), Some(next.words()), "{next:?}");
        }
    }
}
