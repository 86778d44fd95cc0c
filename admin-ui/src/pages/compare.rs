//! Two licences side by side, or a licence and what is in force: what differs is marked.

use super::licence::{feature, licence_address, licence_kind, quantity};
use crate::components::{Look, button, element, styled};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use crate::platform::form;
use crate::route::Route;
use crate::state::{Action, Compared, Pair, Share, Side, State, pairs};
use countersign::{Granted, License};
use std::collections::BTreeMap;
use yew::prelude::*;

/// How many entitlements there are at most: more is for spreadsheets, and prints for minutes.
const MOST: usize = 500;

/// The page.
pub(crate) fn compare_page(locale: &Locale, state: &State, on_action: &Callback<Action>) -> Html {
    html! {
        <>
            <p class="actions">
                { button(Look::Primary, locale.text(msg::PRINT), Action::Print, on_action) }
                <a class="button" href={Route::Licence.href()}>{ locale.text(msg::COMPARE_BACK) }</a>
            </p>
            <article class="sheet compare">
                { element("h1", locale.text(msg::COMPARE_TITLE)) }
                if let Some(sides) = state.compared() {
                    { choices(locale, state, &sides, on_action) }
                    { table(locale, state, &sides, on_action) }
                } else {
                    { styled("p", "muted", locale.text(msg::COMPARE_NOTHING)) }
                }
            </article>
        </>
    }
}

fn choices(
    locale: &Locale,
    state: &State,
    sides: &[(Side, Compared<'_>); 2],
    on_action: &Callback<Action>,
) -> Html {
    let comparable = state.comparable();
    let fields = [("compare-left", msg::COMPARE_LEFT), ("compare-right", msg::COMPARE_RIGHT)];
    let menus = fields.into_iter().zip(sides).enumerate().map(|(place, ((id, label), (chosen, _)))| {
        let others: Vec<Side> = comparable.iter().map(|(side, _)| side.clone()).collect();
        let comparing = state.comparing.clone();
        let kept = sides[1 - place].0.clone();
        let on_change = on_action.reform(move |event: Event| {
            let mut comparing = comparing.clone();
            let side = form::chosen(&event).and_then(|index| others.get(index)).cloned();
            // What stands on the other side stays there.
            (comparing.left, comparing.right) =
                if place == 0 { (side, Some(kept.clone())) } else { (Some(kept.clone()), side) };
            Action::Compare(comparing)
        });
        let options = comparable.iter().enumerate().map(|(index, (side, compared))| {
            html! {
                <option value={index.to_string()} selected={side == chosen}>{ title(locale, *compared) }</option>
            }
        });
        html! {
            <div class="field">
                <label for={id}>{ locale.text(label) }</label>
                <select {id} autocomplete="off" onchange={on_change}>{ for options }</select>
            </div>
        }
    });
    html! { <div class="form sides">{ for menus }</div> }
}

/// What a side is called.
fn title(locale: &Locale, side: Compared<'_>) -> String {
    match side {
        Compared::InForce(account) => {
            locale.format(msg::COMPARE_IN_FORCE, [("name", (&account.name.name).into())])
        }
        Compared::License(file, license) if file.kept.is_none() => {
            let parts = [("name", (&license.name).into()), ("file", (&file.name).into())];
            locale.format(msg::COMPARE_NOT_ADDED, parts)
        }
        Compared::License(file, license) => [license.name.as_str(), file.name.as_str()].join(" · "),
    }
}

fn table(
    locale: &Locale,
    state: &State,
    sides: &[(Side, Compared<'_>); 2],
    on_action: &Callback<Action>,
) -> Html {
    let sides = [sides[0].1, sides[1].1];
    let all = state.comparing.all;
    let facts: Vec<Row> = facts(locale, sides).into_iter().filter(|row| all || row.differs()).collect();
    let pairs = pairs(sides);
    let differences =
        facts.iter().filter(|row| row.differs()).count() + pairs.iter().filter(|pair| pair.differs()).count();
    let names = names(locale, state, sides);
    let pairs: Vec<Pair<'_>> = pairs.into_iter().filter(|pair| all || pair.differs()).collect();
    let more = pairs.len().saturating_sub(MOST);
    let entitlements = pairs.iter().take(MOST).map(|pair| {
        let name = names.get(pair.id).copied().unwrap_or(pair.id).to_owned();
        let share = |share: &Option<Share>| share.as_ref().map(|share| words(locale, share));
        let [left, right] = &pair.sides;
        Row { name, sides: [share(left), share(right)], is_comparable: true }
    });
    let rows = facts.into_iter().chain(entitlements).map(|row| row.html(locale));
    let count = [
        ("count", (differences as u64).into()),
        ("number", locale.formats().number(differences as u64).into()),
    ];
    let toggle = {
        let mut comparing = state.comparing.clone();
        comparing.all = !all;
        let label = if all { msg::COMPARE_LESS } else { msg::COMPARE_ALL };
        button(Look::Quiet, locale.text(label), Action::Compare(comparing), on_action)
    };
    html! {
        <>
            <div class="compare-head">{ styled("p", "genuine", locale.format(msg::COMPARE_COUNT, count)) }{ toggle }</div>
            <div class="wide" tabindex="0" role="region" aria-label={locale.text(msg::COMPARE_TITLE)}>
                <table class="comparison">
                    <thead>
                        <tr>
                            <th scope="col">{ locale.text(msg::COMPARE_WHAT) }</th>
                            { for sides.map(|side| html! { <th scope="col">{ title(locale, side) }</th> }) }
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if more > 0 {
                { styled("p", "hint", locale.format(msg::COMPARE_MORE, [("number", locale.formats().number(more as u64).into())])) }
            }
        </>
    }
}

/// The names of the entitlements of both sides.
fn names<'s>(locale: &Locale, state: &'s State, sides: [Compared<'s>; 2]) -> BTreeMap<&'s str, &'s str> {
    let mut names = BTreeMap::new();
    let mut take = |license: &'s License| {
        for entitlement in &license.entitlements {
            if let Some(name) = &entitlement.name {
                names.entry(entitlement.id.as_str()).or_insert(name.for_language(locale.language().tag()));
            }
        }
    };
    for side in sides {
        match side {
            Compared::License(_, license) => take(license),
            Compared::InForce(account) => {
                state.licenses(&account.name).for_each(|(license, _)| take(license));
            }
        }
    }
    names
}

fn words(locale: &Locale, share: &Share) -> String {
    let granted = match share.granted {
        Granted::Feature(granted) => feature(locale, granted),
        Granted::Quantity { granted, emergency } => quantity(locale, granted.plus(emergency)),
    };
    let end = share
        .expires
        .map(|end| locale.format(msg::ENTITLEMENT_EXPIRES, [("end", locale.formats().end(end).into())]));
    [Some(granted), end].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A row of the comparison.
struct Row {
    name: String,
    sides: [Option<String>; 2],
    /// Whether a side that says nothing says something by that: what is in force has no serial.
    is_comparable: bool,
}

impl Row {
    fn differs(&self) -> bool {
        let [left, right] = &self.sides;
        left != right && (self.is_comparable || (left.is_some() && right.is_some()))
    }

    fn html(self, locale: &Locale) -> Html {
        let differs = self.differs();
        let cells = self.sides.map(|side| match side {
            Some(words) => element("td", words),
            None => styled("td", "muted", "–"),
        });
        html! {
            <tr class={differs.then_some("differs")}>
                <th scope="row">
                    { styled("span", "line", self.name) }
                    if differs {
                        { styled("span", "line note", locale.text(msg::COMPARE_DIFFERS)) }
                    }
                </th>
                { for cells }
            </tr>
        }
    }
}

/// What both sides say beside their entitlements.
fn facts(locale: &Locale, sides: [Compared<'_>; 2]) -> Vec<Row> {
    let is_comparable = sides.iter().all(|side| matches!(side, Compared::License(..)));
    let sides = sides.map(|side| said(locale, side));
    let [left, right] = sides;
    let rows = left.into_iter().zip(right).map(|((name, left), (_, right))| Row {
        name: locale.text(name),
        sides: [left, right],
        is_comparable,
    });
    rows.filter(|row| row.sides.iter().any(Option::is_some)).collect()
}

/// What a side says of each fact, if anything.
fn said(locale: &Locale, side: Compared<'_>) -> Vec<(Message, Option<String>)> {
    let formats = locale.formats();
    let license = match side {
        Compared::License(_, license) => Some(license),
        Compared::InForce(_) => None,
    };
    let of = |tell: &dyn Fn(&License) -> Option<String>| license.and_then(tell);
    let (product, account, edition) = match side {
        Compared::License(_, license) => (&license.product, &license.account, license.edition.clone()),
        Compared::InForce(account) => {
            let edition = account.report.as_ref().ok().and_then(|report| report.edition.clone());
            (&account.name.product, &account.name.name, edition)
        }
    };
    vec![
        (msg::FACT_PRODUCT, Some(product.clone())),
        (msg::FACT_ACCOUNT, Some(account.clone())),
        (msg::FACT_HOLDER, of(&|license| Some(license_holder(locale, license)))),
        (msg::FACT_EDITION, edition),
        (msg::FACT_KIND, of(&|license| Some(licence_kind(locale, license.kind)))),
        (msg::FACT_ID, of(&|license| Some(license.id.clone()))),
        (msg::FACT_SERIAL, of(&|license| Some(formats.number(license.serial)))),
        (msg::FACT_ISSUED, of(&|license| Some(formats.local(license.issued)))),
        (msg::FACT_NOT_BEFORE, of(&|license| license.not_before.map(|start| formats.local(start)))),
        (
            msg::FACT_EXPIRES,
            of(&|license| {
                Some(license.expires.map_or_else(|| locale.text(msg::FACT_PERPETUAL), |end| formats.end(end)))
            }),
        ),
        (
            msg::FACT_GRACE,
            of(&|license| license.end().filter(|_| license.grace_days > 0).map(|end| formats.end(end))),
        ),
        (msg::FACT_SUPPORT, of(&|license| license.support_until.map(|day| formats.day(day)))),
        (msg::FACT_VERSIONS, of(&|license| license.versions.as_ref().map(ToString::to_string))),
        (
            msg::FACT_HOSTS,
            of(&|license| {
                let codes: Vec<String> = license.lock_codes.iter().map(ToString::to_string).collect();
                (!codes.is_empty()).then(|| codes.join(", "))
            }),
        ),
        (
            msg::FACT_ORDER_NUMBER,
            of(&|license| license.order.as_ref().and_then(|order| order.order_number.clone())),
        ),
    ]
}

fn license_holder(locale: &Locale, license: &License) -> String {
    let lines = licence_address(locale, &license.holder);
    [license.holder.name.clone()].into_iter().chain(lines).collect::<Vec<_>>().join(", ")
}
