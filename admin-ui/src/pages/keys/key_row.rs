//! A trusted key in its list.

use super::retire::retire;
use crate::components::{Icon, Look, Tone, badge, fact, named_button, thumbprint};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::licence::document_type;
use crate::state::{Action, KeyFamily, State};
use countersign::{Keep, Retirement, TrustedKey};
use yew::prelude::*;

pub(super) fn row(
    locale: &Locale,
    state: &State,
    family: KeyFamily,
    key: &TrustedKey,
    on_action: &Callback<Action>,
) -> Html {
    let print = key.key.thumbprint();
    let built_in = state.keyring.is_built_in(family, &print);
    let imported = !built_in && state.keyring.trusted(family).get(&print).is_some();
    let origin = match (built_in, imported) {
        (true, _) => msg::KEY_BUILT_IN,
        (false, true) => msg::KEY_IMPORTED,
        (false, false) => msg::KEY_FROM_UPDATE,
    };
    let retirable = imported && family == KeyFamily::Countersign && key.retired.is_none();
    let name = locale.format(msg::KEY_REMOVE_NAMED, [("thumbprint", print.to_string().into())]);
    let (label, remove) = (locale.text(msg::KEY_REMOVE), Action::Distrust { family, thumbprint: print });
    html! {
        <li class="card key" key={print.to_string()}>
            <header>
                <div class="title">{ thumbprint(&print) }{ badge(Tone::Neutral, Icon::Key, &locale.text(origin)) }</div>
                if imported {
                    <p class="actions">
                        { named_button(Look::Quiet, label, Some(name), remove, on_action) }
                    </p>
                }
            </header>
            if family == KeyFamily::Countersign {
                { constraints(locale, key) }
            }
            if retirable {
                { retire(locale, print, on_action) }
            }
        </li>
    }
}

/// A key that was imported and does not count, and why.
pub(super) fn idle(locale: &Locale, key: &TrustedKey, on_action: &Callback<Action>) -> Html {
    let print = key.key.thumbprint();
    let name = locale.format(msg::KEY_REMOVE_NAMED, [("thumbprint", print.to_string().into())]);
    let remove = Action::Distrust { family: KeyFamily::Countersign, thumbprint: print };
    html! {
        <li class="card key" key={print.to_string()} data-idle="true">
            <header>
                <div class="title">{ thumbprint(&print) }{ badge(Tone::Warning, Icon::Warning, &locale.text(msg::KEY_IDLE)) }</div>
                <p class="actions">
                    { named_button(Look::Quiet, locale.text(msg::KEY_REMOVE), Some(name), remove, on_action) }
                </p>
            </header>
            <p class="warning">{ Icon::Warning.html() }{ locale.text(msg::KEY_IDLE_WHY) }</p>
            { constraints(locale, key) }
        </li>
    }
}

/// What a key is trusted for. A Keygen key has no such constraints.
fn constraints(locale: &Locale, key: &TrustedKey) -> Html {
    let issuer = key.issuer.clone().unwrap_or_else(|| locale.text(msg::KEY_ISSUER_ANY));
    let uses = match &key.uses {
        None => locale.text(msg::KEY_USES_DEFAULT),
        Some(uses) => {
            let names: Vec<String> = uses.iter().map(|kind| document_type(locale, *kind)).collect();
            names.join(", ")
        }
    };
    let products = match &key.products {
        None => locale.text(msg::KEY_PRODUCTS_ANY),
        Some(products) => products.join(", "),
    };
    html! {
        <>
            if let Some(retirement) = &key.retired {
                <p class="warning">{ Icon::Warning.html() }{ retired(locale, retirement) }</p>
            }
            <dl class="across">
                { fact(locale, msg::KEY_ISSUER, issuer) }
                { fact(locale, msg::KEY_USES, uses) }
                { fact(locale, msg::KEY_PRODUCTS, products) }
                { fact(locale, msg::KEY_PERIOD, period(locale, key)) }
            </dl>
        </>
    }
}

fn period(locale: &Locale, key: &TrustedKey) -> String {
    let date = |instant| locale.formats().local(instant).into();
    match (key.not_before, key.expires) {
        (None, None) => locale.text(msg::KEY_PERIOD_ANY),
        (Some(start), None) => locale.format(msg::KEY_PERIOD_FROM, [("start", date(start))]),
        (None, Some(end)) => locale.format(msg::KEY_PERIOD_UNTIL, [("end", date(end))]),
        (Some(start), Some(end)) => {
            locale.format(msg::KEY_PERIOD_BOTH, [("start", date(start)), ("end", date(end))])
        }
    }
}

fn retired(locale: &Locale, retirement: &Retirement) -> String {
    let message = match retirement.keep {
        Keep::Nothing => msg::KEY_RETIRED_KEEP_NONE,
        Keep::Before => msg::KEY_RETIRED_KEEP_BEFORE,
        Keep::Payloads(_) => msg::KEY_RETIRED_KEEP_SOME,
        _ => msg::KEY_RETIRED,
    };
    locale.format(message, [("at", locale.formats().local(retirement.at).into())])
}
