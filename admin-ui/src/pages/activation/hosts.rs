//! A licence that is to be activated: how it stands, what is claimed of it, on which machines.

use crate::components::{Look, element, named_button, status_badge, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::pages::licence::entitlement_name;
use crate::pages::quantity;
use crate::state::{Account, Action, Activated, ActivationAction, Pool, State};
use countersign::{License, Status, printable};
use yew::prelude::*;

/// The width of a bar; it is scaled.
const WIDTH: u64 = 1_000;

/// The panel of a licence.
pub(super) fn panel(
    locale: &Locale,
    state: &State,
    account: &Account,
    (license, status): (&License, Status),
    on_action: &Callback<Action>,
) -> Html {
    let all = state.activated_hosts(&account.name);
    let own: Vec<&Activated<'_>> = all.iter().filter(|it| it.activation.license == license.id).collect();
    let here = state.status_here(license);
    let id = format!("activation-{}", license.id);
    let ask = Action::Activation(ActivationAction::Ask { license: license.id.clone() });
    let is_here = own.iter().any(|it| it.is_own && it.here == Some(Status::Active));
    let name = |id: &str| {
        let licenses = state.licenses(&account.name).map(|(license, _)| license);
        entitlement_name(locale, licenses, id)
    };
    let pools = State::pools(license, &all).into_iter().map(|pool| bar(locale, &name(pool.id), &pool));
    let label = if is_here { msg::ACTIVATION_ASK_AGAIN } else { msg::ACTIVATION_ASK };
    let full = [locale.text(label), license.name.clone()].join(" ");
    html! {
        <section class="panel stack" aria-labelledby={id.clone()} key={license.id.clone()}>
            <div class="title">
                <h2 {id}>{ printable(&license.name) }</h2>
                { status_badge(locale, here.filter(|_| status.counts()).unwrap_or(status)) }
            </div>
            { styled("p", "muted", license.id.as_str()) }
            { element("p", next(locale, state, account, license, status, here)) }
            { for pools }
            { table(locale, &own, name, on_action) }
            if status.counts() {
                <p class="actions">{ named_button(if is_here { Look::Plain } else { Look::Primary }, locale.text(label), Some(full), ask, on_action) }</p>
            }
        </section>
    }
}

/// What to do next.
fn next(
    locale: &Locale,
    state: &State,
    account: &Account,
    license: &License,
    status: Status,
    here: Option<Status>,
) -> String {
    if !status.counts() {
        return locale.text(msg::ACTIVATION_NEXT_INACTIVE);
    }
    if let Some(at) = state.waiting_since(&account.name, license) {
        return locale.format(msg::ACTIVATION_NEXT_WAITING, [("at", locale.formats().local(at).into())]);
    }
    let message: Message = match here {
        _ if !license.activation_required => msg::ACTIVATION_NEXT_FREE,
        Some(here) if here.counts() => msg::ACTIVATION_NEXT_ACTIVE,
        Some(Status::Deactivated) => msg::ACTIVATION_NEXT_RETURNED,
        _ => msg::ACTIVATION_NEXT_REQUIRED,
    };
    locale.text(message)
}

fn bar(locale: &Locale, name: &str, pool: &Pool<'_>) -> Html {
    let words = [
        ("name", name.into()),
        ("claimed", locale.formats().number(pool.claimed).into()),
        ("quantity", quantity(locale, pool.quantity).into()),
    ];
    let claimed = pool.quantity.limit().filter(|most| *most > 0).map(|most| {
        let share = u128::from(pool.claimed.min(most)) * u128::from(WIDTH) / u128::from(most);
        share.to_string()
    });
    html! {
        <div class="pool">
            { element("p", locale.format(msg::ACTIVATION_POOL, words)) }
            if let Some(claimed) = claimed {
                <svg class="pool-bar" viewBox={format!("0 0 {WIDTH} 20")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="free" width={WIDTH.to_string()} height="20" />
                    <rect class="claimed" width={claimed} height="20" />
                </svg>
            }
        </div>
    }
}

/// The machines, a row each; that there is none, in words.
fn table(
    locale: &Locale,
    activations: &[&Activated<'_>],
    name: impl Fn(&str) -> String,
    on_action: &Callback<Action>,
) -> Html {
    if activations.is_empty() {
        return styled("p", "muted", locale.text(msg::ACTIVATION_NO_HOSTS));
    }
    let rows = activations.iter().map(|it| row(locale, it, &name, on_action));
    html! {
        <>
            <table class="hosts">
                { element("caption", locale.text(msg::ACTIVATION_HOSTS)) }
                <thead>
                    <tr>
                        <th scope="col">{ locale.text(msg::ACTIVATION_HOST) }</th>
                        <th scope="col">{ locale.text(msg::ACTIVATION_GRANTS) }</th>
                        <th scope="col">{ locale.text(msg::ACTIVATION_STATUS) }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
            { styled("p", "hint", locale.text(msg::ACTIVATION_HOSTS_HINT)) }
        </>
    }
}

fn row(
    locale: &Locale,
    it: &Activated<'_>,
    name: &impl Fn(&str) -> String,
    on_action: &Callback<Action>,
) -> Html {
    let codes: Vec<String> = it.activation.host.lock_codes.iter().map(ToString::to_string).collect();
    let title = it.activation.host.description.clone().unwrap_or_else(|| codes.join(", "));
    let grants = it.activation.grants.iter().map(|(id, grant)| {
        let slots = it.activation.slots.get(id).map(|slots| {
            let run = [("first", slots.first.into()), ("last", slots.last.into())];
            locale.format(msg::ACTIVATION_SLOTS, run)
        });
        let words = [("grant", locale.formats().number(grant).into()), ("name", name(id).into())];
        html! { <span class="line">{ locale.format(msg::ACTIVATION_GRANT, words) }{ for slots.map(|slots| styled("span", "line note", slots)) }</span> }
    });
    let until = it.activation.expires.map(|end| {
        styled(
            "span",
            "line note",
            locale.format(msg::ACTIVATION_UNTIL, [("end", locale.formats().end(end).into())]),
        )
    });
    let file = it.file.id;
    let give_back = it.is_own && it.here == Some(Status::Active);
    let full = [locale.text(msg::ACTIVATION_RETURN), title.clone()].join(" ");
    html! {
        <tr key={it.activation.id.clone()}>
            <th scope="row">
                { styled("span", "line", title.as_str()) }
                if title != codes.join(", ") {
                    { for codes.iter().map(|code| styled("span", "line note", code.as_str())) }
                }
                if it.is_own {
                    { styled("span", "line note", locale.text(msg::ACTIVATION_THIS)) }
                }
            </th>
            <td>{ for grants }{ for until }</td>
            <td>
                { status_badge(locale, it.status) }
                if give_back {
                    <p>{ named_button(Look::Quiet, locale.text(msg::ACTIVATION_RETURN), Some(full), Action::Activation(ActivationAction::Return(file)), on_action) }</p>
                }
            </td>
        </tr>
    }
}
