//! The printable version: the licence agreement and the facts, as a sheet of paper.

use super::facts;
use crate::components::{element, fact, lines, styled};
use crate::i18n::msg;
use crate::locale::Locale;
use crate::pages::printable::{Printable, printable};
use crate::route::Route;
use crate::state::{Account, Action, State};
use countersign::{License, Report};
use yew::prelude::*;

/// The page.
pub(crate) fn agreement_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    let page =
        Printable { back: (Route::Information, msg::PRINTABLE_BACK), nothing: msg::INFORMATION_NONE, sheet };
    printable(locale, state, page, on_action)
}

fn sheet(locale: &Locale, state: &State, account: &Account, report: &Report) -> Html {
    let lead = state.lead(&account.name).or_else(|| state.licenses(&account.name).next());
    let company = lead.map(|(license, _)| element("strong", &license.holder.name));
    let counting = state.licenses(&account.name).filter(|(_, judgement)| judgement.status.counts());
    // The first licence comes first.
    let mut licenses: Vec<&License> = counting.map(|(license, _)| license).collect();
    licenses.reverse();
    let texts: Vec<Html> = licenses.iter().filter_map(|license| text(locale, license)).collect();
    let ids = licenses.iter().map(|license| html! { <li>{ identity(locale, license) }</li> });
    html! {
        <article class="sheet">
            { element("h1", locale.text(msg::PRINTABLE_TITLE)) }
            <dl class="rows">
                { for company.map(|company| fact(locale, msg::INFORMATION_COMPANY, company)) }
                { for lead.map(|(license, _)| facts::company(locale, license)) }
                { fact(locale, msg::INFORMATION_SUPPORT, facts::support(locale, state, account, report)) }
                { facts::used(locale, state, account, report) }
                { fact(locale, msg::PRINTABLE_LICENCES, html! { <ul class="plain">{ for ids }</ul> }) }
                { fact(locale, msg::FACT_JUDGED, locale.formats().local(report.judged_at)) }
            </dl>
            if texts.is_empty() {
                { styled("p", "muted", locale.text(msg::PRINTABLE_NO_AGREEMENT)) }
            }
            { for texts }
        </article>
    }
}

fn identity(locale: &Locale, license: &License) -> String {
    let parts = [
        ("name", (&license.name).into()),
        ("id", (&license.id).into()),
        ("serial", locale.formats().number(license.serial).into()),
    ];
    locale.format(msg::PRINTABLE_LICENCE, parts)
}

fn text(locale: &Locale, license: &License) -> Option<Html> {
    let agreement = license.agreement.as_ref()?;
    let title = agreement.title.clone().unwrap_or_else(|| locale.text(msg::SECTION_AGREEMENT));
    let text = agreement.text.clone()?;
    Some(html! {
        <section class="contract" lang={agreement.lang.clone()}>
            { element("h2", title) }
            { lines("contract-text", &text) }
        </section>
    })
}
