//! What a Keygen file says.

use crate::components::{element, fact, facts, instant};
use crate::i18n::{Message, msg};
use crate::locale::Locale;
use countersign::keygen::{KeygenContents, KeygenEntitlement, KeygenLicense, KeygenMachine};
use countersign::{UnixTime, printable};
use std::collections::BTreeMap;
use yew::prelude::*;

/// The licence, the machine and the file itself.
pub(super) fn sections(locale: &Locale, contents: &KeygenContents) -> Vec<Html> {
    let mut sections = Vec::new();
    if let Some(license) = &contents.license {
        sections.push(facts(locale, msg::NAV_LICENCE, license_facts(locale, license)));
    }
    if let Some(machine) = &contents.machine {
        sections.push(facts(locale, msg::SECTION_MACHINE, machine_facts(locale, machine)));
    }
    let life = vec![
        fact(locale, msg::FACT_ISSUED, instant(locale, contents.issued)),
        end(locale, msg::FACT_FILE_ENDS, contents.file_expires),
    ];
    sections.push(facts(locale, msg::SECTION_FILE, life));
    let notes = contents.license.iter().map(|license| &license.metadata);
    let notes = notes.chain(contents.machine.iter().map(|machine| &machine.metadata));
    sections.push(facts(locale, msg::SECTION_NOTES, notes.flat_map(metadata).collect()));
    sections
}

fn license_facts(locale: &Locale, license: &KeygenLicense) -> Vec<Html> {
    let [product, policy] = [&license.product, &license.policy]
        .map(|reference| reference.as_ref().map(|reference| reference.label().to_owned()));
    let texts = [
        (msg::FACT_NAME, &license.name),
        (msg::KEYGEN_LICENSE_KEY, &license.key),
        (msg::FACT_PRODUCT, &product),
        (msg::FACT_POLICY, &policy),
        (msg::FACT_STATUS_AT_ISSUE, &license.status),
    ];
    let numbers = [
        (msg::FACT_MACHINES, license.max_machines),
        (msg::FACT_PROCESSES, license.max_processes),
        (msg::METRIC_USER, license.max_users),
    ];
    let mut rows = optional(locale, &texts);
    rows.push(fact(locale, msg::FACT_ID, element("code", &license.id)));
    rows.push(end(locale, msg::FACT_LICENCE_ENDS, license.expires));
    rows.extend(
        numbers
            .into_iter()
            .filter_map(|(name, limit)| Some(fact(locale, name, locale.formats().number(limit?.limit()?)))),
    );
    rows
}

fn machine_facts(locale: &Locale, machine: &KeygenMachine) -> Vec<Html> {
    let mut rows = optional(locale, &[(msg::FACT_NAME, &machine.name)]);
    rows.push(fact(locale, msg::FACT_OWN_ID, element("code", &machine.id)));
    rows.push(fact(locale, msg::KEYGEN_FINGERPRINT, element("code", &machine.fingerprint)));
    rows
}

fn optional(locale: &Locale, texts: &[(Message, &Option<String>)]) -> Vec<Html> {
    texts.iter().filter_map(|(name, text)| Some(fact(locale, *name, text.as_ref()?.clone()))).collect()
}

fn end(locale: &Locale, name: Message, end: Option<UnixTime>) -> Html {
    match end {
        Some(end) => fact(locale, name, instant(locale, end)),
        None => fact(locale, name, locale.text(msg::FACT_PERPETUAL)),
    }
}

/// What the vendor noted, under the vendor's own names.
fn metadata(notes: &BTreeMap<String, String>) -> impl Iterator<Item = Html> + '_ {
    notes.iter().map(|(name, value)| html! { <div>{ element("dt", name) }{ element("dd", value) }</div> })
}

/// The table of the entitlements, if there are any.
pub(super) fn entitlements(locale: &Locale, contents: &KeygenContents) -> Html {
    if contents.entitlements.is_empty() {
        return Html::default();
    }
    let rows = contents.entitlements.iter().map(entitlement);
    html! {
        <table class="entitlements">
            { element("caption", locale.text(msg::ENTITLEMENTS_CAPTION)) }
            <thead>
                <tr>
                    <th scope="col">{ locale.text(msg::COLUMN_ENTITLEMENT) }</th>
                    <th scope="col">{ locale.text(msg::REFUSAL_CODE) }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn entitlement(entitlement: &KeygenEntitlement) -> Html {
    html! {
        <tr>
            <th scope="row">{ printable(entitlement.name.as_ref().unwrap_or(&entitlement.id)) }</th>
            <td>{ element("code", entitlement.code.as_deref().unwrap_or("–")) }</td>
        </tr>
    }
}
