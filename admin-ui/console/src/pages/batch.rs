//! The part of the page of licences that makes many at once, from a table.

use crate::i18n::msg;
use crate::locale::Locale;
use crate::route::Route;
use crate::state::licences::{Batch, BatchAction, Form, Run};
use crate::state::{Action, LicencesAction, State};
use countersign::Error;
use countersign_issuer::{RowRefusal, TableError};
use countersign_kit::components::{Icon, Look, button, element, refusal, styled};
use yew::prelude::*;

/// Of a long report, so many rows are shown.
const MOST_ROWS: usize = 200;

fn act(action: BatchAction) -> Action {
    Action::Licences(LicencesAction::Batch(action))
}

/// A table that was given: what its columns are called, signing all of it, and what came of that.
pub(super) fn batch(locale: &Locale, state: &State, batch: &Batch, on_action: &Callback<Action>) -> Html {
    let content = match (batch.table_error(), &batch.run) {
        (Some(TableError::Unreadable(words)), _) => {
            html! { <p class="problem">{ locale.text(msg::BATCH_UNREADABLE) }{ " " }{ element("code", words) }</p> }
        }
        (Some(TableError::Empty), _) => styled("p", "problem", locale.text(msg::BATCH_EMPTY)),
        (None, None) => waiting(locale, state, batch, on_action),
        (None, Some(run)) => progress(locale, run, on_action),
    };
    html! {
        <section class="panel stack" aria-labelledby="batch-title">
            <header class="page-head">
                <h2 id="batch-title">{ locale.text(msg::BATCH_TITLE) }</h2>
                <p class="actions">{ button(Look::Quiet, locale.text(msg::BATCH_CLOSE), act(BatchAction::Close), on_action) }</p>
            </header>
            { styled("p", "muted", countersign::printable(&batch.name)) }
            { content }
        </section>
    }
}

fn waiting(locale: &Locale, state: &State, batch: &Batch, on_action: &Callback<Action>) -> Html {
    let columns = batch.columns().iter().map(|name| html! { <code>{ format!("{{{{{name}}}}} ") }</code> });
    let is_clean = state.licences.allows_slips || state.licences.slips.is_empty();
    html! {
        <>
            <p>{ locale.text(msg::BATCH_COLUMNS) }{ " " }{ for columns }</p>
            { styled("p", "hint", locale.text(msg::BATCH_HINT)) }
            { for batch.error.as_ref().map(|error| refusal(locale, error)) }
            if state.licences.claims.is_empty() {
                { styled("p", "muted", locale.text(msg::BATCH_NO_TEMPLATE)) }
            } else if state.keys.signing().is_none() {
                <p class="warning">{ Icon::Key.html() }<span>{ locale.text(msg::REQUESTS_LOCKED) }{ " " }<a href={Route::Keys.href()}>{ locale.text(msg::NAV_KEYS) }</a></span></p>
            } else if is_clean {
                <p class="actions">{ button(Look::Primary, locale.text(msg::BATCH_BEGIN), act(BatchAction::Begin), on_action) }</p>
            }
        </>
    }
}

fn progress(locale: &Locale, run: &Run, on_action: &Callback<Action>) -> Html {
    let [done, all] = run.progress();
    let number = |number: usize| locale.formats().number(number as u64);
    let words =
        locale.format(msg::BATCH_PROGRESS, [("done", number(done).into()), ("all", number(all).into())]);
    if run.is_running() {
        return html! {
            <>
                <progress value={done.to_string()} max={all.to_string()} aria-label={words.clone()} />
                { element("p", words) }
                <p class="actions">{ button(Look::Plain, locale.text(msg::KEYS_CANCEL), act(BatchAction::Cancel), on_action) }</p>
            </>
        };
    }
    let again = button(Look::Plain, locale.text(msg::BATCH_AGAIN), act(BatchAction::Begin), on_action);
    if run.is_cancelled() {
        return html! { <>{ element("p", locale.format(msg::BATCH_CANCELLED, [("done", number(done).into()), ("all", number(all).into())])) }<p class="actions">{ again }</p></> };
    }
    if run.refused.is_empty() {
        let save =
            |look, words, form| button(look, locale.text(words), act(BatchAction::Save(form)), on_action);
        return html! {
            <>
                <p>{ Icon::Check.html() }{ " " }{ locale.format(msg::BATCH_DONE, [("count", (run.ready() as u64).into())]) }</p>
                <p class="actions">
                    { save(Look::Primary, msg::BATCH_SAVE, Form::Armor) }
                    { save(Look::Plain, msg::BATCH_SAVE_COMPACT, Form::Compact) }
                </p>
            </>
        };
    }
    let rows = run.refused.iter().take(MOST_ROWS).map(|(line, refused)| {
        html! { <tr><th scope="row">{ number(*line as usize) }</th><td data-code={refused.code()}>{ reason(locale, refused) }</td></tr> }
    });
    let hidden = run.refused.len().saturating_sub(MOST_ROWS) as u64;
    let summary = [("count", number(run.refused.len()).into()), ("all", number(all).into())];
    html! {
        <>
            <p class="problem" role="alert">{ locale.format(msg::BATCH_REFUSED, summary) }</p>
            <div class="wide">
                <table>
                    <caption>{ locale.text(msg::BATCH_REPORT) }</caption>
                    <thead><tr>
                        <th scope="col">{ locale.text(msg::BATCH_LINE) }</th>
                        <th scope="col">{ locale.text(msg::BATCH_WHY) }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if hidden > 0 {
                { styled("p", "hint", locale.format(msg::BATCH_MORE, [("count", hidden.into())])) }
            }
            <p class="actions">{ again }</p>
        </>
    }
}

/// Why a row makes no licence.
fn reason(locale: &Locale, refused: &RowRefusal) -> Html {
    let claims = |error: &Error| {
        let at = error.at().map(|at| html! { <>{ " " }<code>{ countersign::printable(at) }</code></> });
        let found =
            error.found().map(|found| html! { <>{ ": " }<code>{ countersign::printable(found) }</code></> });
        html! { <>{ locale.meaning(error.code()) }{ for at }{ for found }</> }
    };
    match refused {
        RowRefusal::NoColumn(name) => {
            locale.format(msg::BATCH_NO_COLUMN, [("name", name.as_str().into())]).into()
        }
        RowRefusal::Claims(error) => claims(error),
        RowRefusal::Slip(slip) => super::licences::words(locale, slip).into(),
        RowRefusal::Twice(id) => locale.format(msg::BATCH_TWICE, [("id", id.as_str().into())]).into(),
        _ => locale.text(msg::BATCH_NO_IDENTITY).into(),
    }
}
