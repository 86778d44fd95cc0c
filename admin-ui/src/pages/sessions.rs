//! Who has a session of a pool, since when, beside how many there may be: as the page around this one tells it.

use crate::components::{Icon, Listing, element, refusal, styled, table};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::{accounts, quantity};
use crate::state::{Account, Action, List, PoolUse, State, ToldPool};
use countersign::{LeaseState, PoolState, printable};
use std::collections::BTreeMap;
use yew::prelude::*;

/// How many entitlements there are at most in the table above: more are found in the list below.
const MOST: usize = 100;

/// The page.
pub(crate) fn sessions_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <>
            <div class="page-head printed">
                { element("h1", locale.text(msg::SESSIONS_TITLE)) }
                { element("p", locale.text(msg::SESSIONS_INTRO)) }
            </div>
            { accounts(locale, state, on_action) }
            <section class="panel stack" aria-label={locale.text(msg::SESSIONS_TITLE)}>
                { match state.told_pool() {
                    Some((account, told)) => content(locale, state, account, told, on_action),
                    None => styled("p", "muted", locale.text(msg::SESSIONS_NONE)),
                } }
            </section>
        </>
    }
}

fn content(
    locale: &Locale,
    state: &State,
    account: &Account,
    told: &ToldPool,
    on_action: &Callback<Action>,
) -> Html {
    let refused = told.refusal.as_ref().map(|error| {
        let words = locale.format(msg::SESSIONS_REFUSED, [("origin", (&told.origin).into())]);
        html! { <div role="alert"><p class="warning">{ Icon::Warning.html() }{ words }</p>{ refusal(locale, error) }</div> }
    });
    let pool = told.state.as_deref().map(|pool| held(locale, state, account, told, pool, on_action));
    html! { <>{ for refused }{ for pool }</> }
}

fn held(
    locale: &Locale,
    state: &State,
    account: &Account,
    told: &ToldPool,
    pool: &PoolState,
    on_action: &Callback<Action>,
) -> Html {
    let formats = locale.formats();
    let parts = [("origin", (&told.origin).into()), ("at", formats.local(pool.at).into())];
    let uses = state.pool_uses(account, pool);
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for one in &uses {
        names.insert(one.id, one.name);
    }
    let name = |id: &str| names.get(id).copied().unwrap_or_default();
    let view = state.view(List::Sessions);
    let listing = Listing { id: "sessions", list: List::Sessions, view: &view, is_sorted: false };
    let found = pool.sessions.iter().filter(|session| view.finds([&session.client, name(&session.id)]));
    let found: Vec<_> = found.collect();
    let part = view.part_of(found.len());
    let rows = found.get(part.from..part.to).unwrap_or_default().iter().map(|session| {
        let state = match session.state {
            LeaseState::Borrowed => Some(msg::SESSION_BORROWED),
            LeaseState::Lingering => Some(msg::SESSION_LINGERING),
            _ => None,
        };
        let note = [Some(name(&session.id).to_owned()), state.map(|state| locale.text(state))];
        let note = note.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let since = [session.since, session.until].map(|at| formats.local(at));
        (titled(&session.client, note), since.into())
    });
    let titles = [msg::COLUMN_CLIENT, msg::COLUMN_SINCE, msg::COLUMN_UNTIL].map(|title| locale.text(title));
    let of_use =
        [msg::COLUMN_ENTITLEMENT, msg::COLUMN_USE, msg::COLUMN_LIMIT].map(|title| locale.text(title));
    let of_uses = uses.iter().take(MOST).map(|one| row(locale, one)).collect();
    let label = locale.text(msg::SESSIONS_HELD);
    html! {
        <>
            { styled("p", "muted", locale.format(msg::SESSIONS_TOLD, parts)) }
            { table(locale.text(msg::COLUMN_USE), of_use.into(), "number", of_uses) }
            { element("h2", label.clone()) }
            { listing.tools(locale, pool.sessions.len(), on_action) }
            if !found.is_empty() {
                { table(label, titles.into(), "when", rows.collect()) }
            }
            { listing.parts(locale, part, on_action) }
        </>
    }
}

fn row(locale: &Locale, one: &PoolUse<'_>) -> (Html, Vec<String>) {
    let number = |number: u64| locale.formats().number(number);
    let notes = [
        (one.over(), msg::SESSIONS_OVER),
        (one.borrowed, msg::SESSIONS_BORROWED),
        (one.lingering, msg::SESSIONS_LINGERING),
    ];
    let notes = notes.into_iter().filter(|(count, _)| *count > 0);
    let notes: Vec<String> =
        notes.map(|(count, words)| locale.format(words, [("number", number(count).into())])).collect();
    let limit = match one.limit {
        Some(limit) => quantity(locale, limit),
        None => locale.text(msg::FEATURE_NOT_GRANTED),
    };
    (titled(one.name, notes.join(" · ")), vec![number(one.used), limit])
}

fn titled(name: &str, note: String) -> Html {
    html! {
        <>
            { styled("span", "line", name) }
            if !note.is_empty() {
                <span class="line note">{ printable(&note) }</span>
            }
        </>
    }
}
