//! An event in the history.

use crate::components::{element, styled, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::document_type;
use crate::state::{AccountName, Event, Happened, Outcome, State};
use countersign::{PastEmergency, StoredDocument};
use yew::prelude::*;

pub(super) fn row(locale: &Locale, state: &State, event: &Event<'_>) -> Html {
    let (name, about) = match &event.what {
        Happened::Added(document) if state.is_request(document) => {
            (msg::EVENT_REQUESTED, file(locale, state, document))
        }
        Happened::Added(document) => (msg::EVENT_ADDED, file(locale, state, document)),
        Happened::Removed(document) => (msg::EVENT_REMOVED, file(locale, state, document)),
        Happened::KeyImported(key) => (msg::EVENT_KEY_IMPORTED, thumbprint(&key.key.thumbprint())),
        Happened::KeyRetired(key) => (msg::EVENT_KEY_RETIRED, thumbprint(&key.key.thumbprint())),
        Happened::KeyRemoved(key) => (msg::EVENT_KEY_REMOVED, thumbprint(&key.key.thumbprint())),
        Happened::EmergencyStarted(past) => (msg::EVENT_EMERGENCY_STARTED, emergency(state, past)),
        Happened::EmergencyEnded(past) => (msg::EVENT_EMERGENCY_ENDED, emergency(state, past)),
        Happened::EmergencySettled(past) => (msg::EVENT_EMERGENCY_SETTLED, emergency(state, past)),
        Happened::Roster { account, entitlement: None, removed, count } => {
            let name = if *removed { msg::EVENT_PEOPLE_REMOVED } else { msg::EVENT_PEOPLE_ADDED };
            (name, counted(locale, *count, account.name.clone()))
        }
        Happened::Roster { account, entitlement: Some(id), removed, count } => {
            let name = if *removed { msg::EVENT_SEATS_TAKEN } else { msg::EVENT_SEATS_GIVEN };
            (name, counted(locale, *count, state.entitlement_name(account, id).to_owned()))
        }
        Happened::Usage { account, entitlement, amount } => {
            let title = state.entitlement_name(account, entitlement).to_owned();
            match amount {
                Some(amount) => (msg::EVENT_USAGE, counted(locale, *amount, title)),
                None => (msg::EVENT_USAGE_CLEARED, element("span", title)),
            }
        }
    };
    html! {
        <div data-event={event.what.code()}>
            <dt><time datetime={event.at.to_string()}>{ locale.formats().local(event.at) }</time></dt>
            <dd>{ styled("strong", "line", locale.text(name)) }{ about }</dd>
        </div>
    }
}

/// How many, and of what.
fn counted(locale: &Locale, count: u64, of: String) -> Html {
    html! { <>{ element("span", locale.formats().number(count)) }{ styled("span", "line note", of) }</> }
}

/// The file, and what is in it where it can still be verified.
fn file(locale: &Locale, state: &State, document: &StoredDocument) -> Html {
    let digest = document.digest();
    let kept = state.files.iter().find(|file| file.kept == Some(digest));
    let contents = kept.and_then(|file| match &file.outcome {
        Outcome::License { license, .. } => Some([license.name.as_str(), &license.id].join(" · ")),
        Outcome::Other { document, .. } => Some(document_type(locale, document.document_type())),
        _ => None,
    });
    html! { <>{ element("span", document.name()) }{ for contents.map(|contents| styled("span", "line note", contents)) }</> }
}

fn emergency(state: &State, past: &PastEmergency<'_>) -> Html {
    let account = AccountName {
        issuer: past.issuer.to_owned(),
        product: past.product.to_owned(),
        name: past.account.to_owned(),
    };
    let name = state.entitlement_name(&account, &past.start.entitlement).to_owned();
    let note = [past.product, past.account, past.start.license.as_str()].join(" · ");
    html! { <>{ element("span", name) }{ styled("span", "line note", note) }</> }
}
