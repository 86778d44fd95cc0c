//! A change before it is made: what would come, what would go, what that would come to.

use super::document::compare_link;
use super::{facts, limits};
use crate::components::{Icon, Listing, Look, button, element, refusal, status_name, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::state::{
    AccountName, Action, ChangedFiles, List, OpenedFile, Outcome, Proposal, State, not_counting,
};
use countersign::{Difference, Granted, License, LicenseKind, LimitRow, Preview, Quantity, Report, Status};
use std::rc::Rc;
use yew::prelude::*;

/// The id of its title, which takes the focus when there is something to decide.
pub(crate) const TITLE: &str = "proposal-title";

/// Of so many differences one reads all.
const READABLE: usize = 50;

/// How many of those are named who would be over.
const NAMED: usize = 20;

/// Of so many files each can be compared here; of more, on the page for that.
const COMPARED: usize = 3;

/// What ends within so many seconds is said beforehand: the product reminds its administrators so long before.
const SOON: i64 = 30 * 86_400;

/// The change that waits for a decision, or the way back from the last one.
pub(crate) fn panel(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    match &state.proposal {
        Some(proposal) => preview(locale, state, proposal, on_action),
        None => state.changed_files().map(|changed| undo(locale, &changed, on_action)).unwrap_or_default(),
    }
}

fn undo(locale: &Locale, changed: &ChangedFiles<'_>, on_action: &Callback<Action>) -> Html {
    let named = |message, names: &[&str]| {
        let more = (names.len() > NAMED).then_some("…");
        let names: Vec<&str> = names.iter().take(NAMED).copied().chain(more).collect();
        (!names.is_empty()).then(|| locale.format(message, [("names", names.join(", ").into())]))
    };
    let files = [named(msg::UNDO_ADDED, &changed.added), named(msg::UNDO_REMOVED, &changed.removed)];
    let mut said: Vec<String> = files.into_iter().flatten().collect();
    if said.is_empty() {
        said.push(locale.text(msg::UNDO_PEOPLE));
    }
    html! {
        <section class="panel undo" aria-label={locale.text(msg::UNDO_LABEL)}>
            { styled("p", "genuine", said.join(" ")) }
            <p class="actions">
                { button(Look::Plain, locale.text(msg::UNDO), Action::Undo, on_action) }
                { button(Look::Quiet, locale.text(msg::NOTICE_DISMISS), Action::KeepChange, on_action) }
            </p>
        </section>
    }
}

fn preview(locale: &Locale, state: &State, proposal: &Proposal, on_action: &Callback<Action>) -> Html {
    let several = proposal.accounts.len() > 1;
    let accounts = proposal.accounts.iter().map(|(name, preview)| {
        html! {
            <>
                if several {
                    { element("h3", [name.product.as_str(), name.name.as_str()].join(" · ")) }
                }
                { outcome(locale, state, name, proposal, preview, on_action) }
            </>
        }
    });
    html! {
        <section class="panel proposal" aria-labelledby={TITLE}>
            <h2 id={TITLE} tabindex="-1">{ locale.text(msg::PROPOSAL_TITLE) }</h2>
            { decide(locale, on_action) }
            { files(locale, state, proposal, msg::PROPOSAL_ADDING, &proposal.adding) }
            { files(locale, state, proposal, msg::PROPOSAL_REMOVING, &proposal.removing) }
            { for accounts }
            { decide(locale, on_action) }
            <p class="actions">
                { for proposal.adding.iter().filter(|file| file.is_license()).take(COMPARED).map(|file| compare_link(locale, file, on_action)) }
            </p>
        </section>
    }
}

/// The two buttons, which stand above what is decided and below.
fn decide(locale: &Locale, on_action: &Callback<Action>) -> Html {
    html! {
        <p class="actions">
            { button(Look::Primary, locale.text(msg::PROPOSAL_APPLY), Action::Apply, on_action) }
            { button(Look::Plain, locale.text(msg::REVIEW_CANCEL), Action::LayAside, on_action) }
        </p>
    }
}

fn files(
    locale: &Locale,
    state: &State,
    proposal: &Proposal,
    title: Message,
    files: &[Rc<OpenedFile>],
) -> Html {
    if files.is_empty() {
        return Html::default();
    }
    let more = files.len().saturating_sub(NAMED) as u64;
    let more = (more > 0).then(|| {
        let number = [("number", locale.formats().number(more).into())];
        element("li", locale.format(msg::SEATS_OVER_MORE, number))
    });
    let rows = files.iter().take(NAMED).map(|file| {
        let title = match &file.outcome {
            Outcome::License { license, .. } => license.name.clone(),
            Outcome::Other { document, .. } => super::document_type(locale, document.document_type()),
            _ => String::new(),
        };
        html! {
            <li>
                { element("strong", title) }{ " " }{ styled("span", "muted", &file.name) }
                if let Outcome::License { license, .. } = &file.outcome {
                    { matters(locale, state, license) }
                } else {
                    { activation(locale, state, proposal, file) }
                }
            </li>
        }
    });
    html! { <div>{ styled("h3", "label", locale.text(title)) }<ul class="plain">{ for rows }{ for more }</ul></div> }
}

/// What matters about an activation before it comes: of which licence, how much, for which machine, and whether that is
/// this browser.
fn activation(locale: &Locale, state: &State, proposal: &Proposal, file: &OpenedFile) -> Html {
    let known = proposal.activations.iter().find(|(id, ..)| *id == file.id);
    let (Some((_, anywhere, here)), Outcome::Other { document, .. }) = (known, &file.outcome) else {
        return Html::default();
    };
    let Some(activation) = document.activation() else { return Html::default() };
    let licenses = state.files.iter().filter_map(|file| match &file.outcome {
        Outcome::License { license, .. } if license.id == activation.license => Some(&***license),
        _ => None,
    });
    let licenses: Vec<&License> = licenses.collect();
    let grants = activation.grants.iter().map(|(id, grant)| {
        let name = limits::name(locale, licenses.iter().copied(), id);
        let words = [("grant", locale.formats().number(grant).into()), ("name", name.into())];
        locale.format(msg::ACTIVATION_GRANT, words)
    });
    let grants = grants.collect::<Vec<_>>().join(", ");
    let codes: Vec<String> = activation.host.lock_codes.iter().map(ToString::to_string).collect();
    let codes = codes.join(", ");
    let host = activation.host.description.iter().map(String::as_str).chain([codes.as_str()]);
    let host = host.collect::<Vec<_>>().join(" · ");
    let until = activation
        .expires
        .map(|end| locale.format(msg::ACTIVATION_UNTIL, [("end", locale.formats().end(end).into())]));
    let says = [activation.license.clone(), grants].into_iter().chain(until);
    let says = says.collect::<Vec<_>>().join(" · ");
    let (message, is_warning) = match (here, anywhere) {
        (Some(Status::Active), _) => (msg::ACTIVATION_IS_HERE, false),
        (Some(Status::WrongHost) | None, Some(Status::Active)) => (msg::ACTIVATION_IS_ELSEWHERE, true),
        _ => (msg::ACTIVATION_IS_IDLE, true),
    };
    let status = here.filter(|here| *here != Status::Active).or(*anywhere);
    let words = [("status", status.map(|status| status_name(locale, status)).unwrap_or_default().into())];
    let code = status.map(Status::as_str);
    let class = if is_warning { "warning" } else { "genuine" };
    let icon = if is_warning { Icon::Info } else { Icon::Check };
    html! {
        <>
            { styled("span", "line", says) }
            { styled("span", "line note", host) }
            <p {class} data-code={code}>{ icon.html() }{ element("span", locale.format(message, words)) }</p>
        </>
    }
}

/// What matters about a licence before it comes or goes: by whom, whose, of which kind, until when; and whether it
/// answers what nobody asked.
fn matters(locale: &Locale, state: &State, license: &License) -> Html {
    let formats = locale.formats();
    let issuer = [("issuer", (&license.issuer).into())];
    let term = match license.end() {
        Some(end) => locale.format(msg::SAYS_UNTIL, [("end", formats.end(end).into())]),
        None => locale.text(msg::SAYS_PERPETUAL),
    };
    let kind = facts::kind(locale, license.kind);
    let facts = [license.holder.name.as_str(), &kind, &term].join(" · ");
    let unasked = state.unasked(license).filter(|_| license.kind == LicenseKind::Emergency).map(|id| {
        let text = locale.format(msg::PROPOSAL_UNASKED, [("id", id.into())]);
        html! { <p class="warning">{ Icon::Warning.html() }{ element("span", text) }</p> }
    });
    html! {
        <>
            { styled("span", "line", facts) }
            { styled("span", "line note", locale.format(msg::PROPOSAL_AUTHENTIC, issuer)) }
            { for unasked }
        </>
    }
}

fn outcome(
    locale: &Locale,
    state: &State,
    account: &AccountName,
    proposal: &Proposal,
    preview: &countersign::Result<Preview>,
    on_action: &Callback<Action>,
) -> Html {
    let preview = match preview {
        Ok(preview) => preview,
        Err(error) => return refusal(locale, error),
    };
    let idle = not_counting(preview).into_iter().map(|idle| {
        let parts = [("name", idle.file.into()), ("status", status_name(locale, idle.status).into())];
        html! { <li>{ Icon::Info.html() }{ element("span", locale.format(msg::PROPOSAL_NOT_COUNTING, parts)) }</li> }
    });
    let idle: Vec<Html> = idle.collect();
    let view = state.view(List::Differences);
    let part = view.part_of(preview.differences.len());
    let listing = Listing { id: "differences", list: List::Differences, view: &view, is_sorted: false };
    let differences = in_vendors_order(state, account, proposal, preview);
    let shown = differences.get(part.from..part.to).unwrap_or_default();
    let rows =
        shown.iter().map(|difference| row(locale, state, account, (proposal, &preview.after), difference));
    html! {
        <>
            if preview.differences.is_empty() {
                { element("p", locale.text(msg::PROPOSAL_NO_DIFFERENCE)) }
            } else {
                <table class="differences">
                    { element("caption", locale.text(msg::PROPOSAL_CAPTION)) }
                    <thead>
                        <tr>
                            <th scope="col">{ locale.text(msg::COLUMN_ENTITLEMENT) }</th>
                            <th scope="col" class="number">{ locale.text(msg::COLUMN_BEFORE) }</th>
                            <th scope="col" class="number">{ locale.text(msg::COLUMN_AFTER) }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
                if part.count > 0 {
                    { listing.parts(locale, part, on_action) }
                }
            }
            if !idle.is_empty() {
                <ul class="plain warnings">{ for idle }</ul>
            }
        </>
    }
}

/// What differs, as the licences name it: those that come, then those that are there. What is too long to be read from
/// its beginning to its end stays in the order of ids.
fn in_vendors_order<'p>(
    state: &State,
    account: &AccountName,
    proposal: &Proposal,
    preview: &'p Preview,
) -> Vec<&'p Difference> {
    let mut differences: Vec<&Difference> = preview.differences.iter().collect();
    if differences.len() <= READABLE {
        let coming = proposal.adding.iter().filter_map(|file| match &file.outcome {
            Outcome::License { license, .. } => Some(&***license),
            _ => None,
        });
        let licenses = coming.chain(state.licenses(account).map(|(license, _)| license));
        let ids: Vec<&str> =
            licenses.flat_map(|license| &license.entitlements).map(|entitlement| &*entitlement.id).collect();
        differences.sort_by_key(|difference| ids.iter().position(|id| *id == difference.id));
    }
    differences
}

fn row(
    locale: &Locale,
    state: &State,
    account: &AccountName,
    (proposal, after): (&Proposal, &Report),
    difference: &Difference,
) -> Html {
    let coming = proposal.adding.iter().filter_map(|file| match &file.outcome {
        Outcome::License { license, .. } => Some(&***license),
        _ => None,
    });
    let name = limits::name(
        locale,
        state.licenses(account).map(|(license, _)| license).chain(coming),
        &difference.id,
    );
    let over = (difference.over_by > 0).then(|| {
        let number = [("number", locale.formats().number(difference.over_by).into())];
        let mut words = locale.format(msg::LIMIT_OVER, number);
        if !difference.over_users.is_empty() {
            let named: Vec<&str> = difference.over_users.iter().take(NAMED).map(String::as_str).collect();
            words = [words, named.join(", ")].join(": ");
        }
        let more = difference.over_users.len().saturating_sub(NAMED) as u64;
        if more > 0 {
            let more =
                locale.format(msg::SEATS_OVER_MORE, [("number", locale.formats().number(more).into())]);
            words = [words, more].join(" ");
        }
        styled("span", "limit-over", words)
    });
    let ends = ending(locale, after, &difference.id);
    html! {
        <tr>
            <th scope="row">{ name }{ for over }{ for ends.map(|ends| styled("span", "line note", ends)) }</th>
            <td class="number">{ granted(locale, difference.before) }</td>
            <td class="number">{ granted(locale, difference.after) }</td>
        </tr>
    }
}

/// How many of an entitlement end soon, and when.
fn ending(locale: &Locale, after: &Report, id: &str) -> Option<String> {
    let Some(LimitRow::Quantity(row)) = after.limit(id) else { return None };
    let change = row.next_change;
    let change = change.filter(|change| change.at.as_secs() - after.judged_at.as_secs() <= SOON)?;
    let (now, then) = (row.granted.plus(row.emergency), change.granted.plus(change.emergency));
    let (number, less) = match (now, then) {
        (Quantity::Limited(now), Quantity::Limited(then)) if then < now => (now - then, now),
        _ => return None,
    };
    let formats = locale.formats();
    let parts = [
        ("number", formats.number(number).into()),
        ("all", formats.number(less).into()),
        ("end", formats.end(change.at).into()),
    ];
    Some(locale.format(msg::PROPOSAL_ENDING, parts))
}

fn granted(locale: &Locale, granted: Option<Granted>) -> String {
    match granted {
        None => locale.text(msg::GRANTED_NOTHING),
        Some(Granted::Feature(granted)) => limits::feature(locale, granted),
        Some(Granted::Quantity { granted, emergency }) => limits::quantity(locale, granted.plus(emergency)),
    }
}
