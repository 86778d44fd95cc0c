//! What a verified document says, by the names of the format.

use countersign::{
    Contact, Entitlement, Holder, License, LocalizedText, Overage, UnixTime, VerifiedDocument,
};
use serde_json::{Map, Value, json};

/// The claims: as they were signed, or of another maker's licence, as they were understood.
pub(super) fn of(document: &VerifiedDocument) -> Value {
    let signed: Value = serde_json::from_slice(document.payload()).unwrap_or_default();
    match document.license() {
        Some(license) if signed.get("lic").is_none() => of_license(license),
        _ => signed,
    }
}

fn of_license(license: &License) -> Value {
    let mut lic = json!({
        "serial": license.serial,
        "name": license.name,
        "edition": license.edition,
        "kind": license.kind.as_str(),
        "holder": holder(&license.holder),
        "entitlements": license.entitlements.iter().map(entitlement).collect::<Vec<_>>(),
        "support_until": license.support_until,
    });
    if license.expires.is_none() {
        lic["perpetual"] = true.into();
    }
    if license.grace_days > 0 {
        lic["grace_days"] = license.grace_days.into();
    }
    if !license.lock_codes.is_empty() {
        let codes: Vec<_> = license.lock_codes.iter().map(ToString::to_string).collect();
        lic["hosts"] = json!({ "lock_codes": codes });
    }
    present(json!({
        "iss": license.issuer,
        "aud": license.product,
        "sub": license.account,
        "jti": license.id,
        "iat": license.issued,
        "nbf": license.not_before,
        "exp": license.expires,
        "lic": present(lic),
    }))
}

fn holder(holder: &Holder) -> Value {
    let contacts: Vec<_> = holder.contacts.iter().map(contact).collect();
    present(json!({
        "name": holder.name,
        "street": holder.street,
        "postal_code": holder.postal_code,
        "city": holder.city,
        "region": holder.region,
        "country": holder.country,
        "email": holder.email,
        "phone": holder.phone,
        "contacts": (!contacts.is_empty()).then_some(contacts),
    }))
}

fn contact(contact: &Contact) -> Value {
    present(json!({
        "role": contact.role.map(|role| role.as_str()),
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
    }))
}

fn entitlement(entitlement: &Entitlement) -> Value {
    let name = entitlement.name.as_ref().map(|name| match name {
        LocalizedText::Plain(name) => Value::from(name.as_str()),
        LocalizedText::ByLanguage(names) => names
            .iter()
            .map(|(tag, name)| (tag.clone(), Value::from(name.as_str())))
            .collect::<Map<_, _>>()
            .into(),
    });
    let overage = match entitlement.overage {
        Overage::None => Value::Null,
        Overage::Percent(percent) => json!({ "percent": percent }),
        Overage::Always => "always".into(),
    };
    present(json!({
        "id": entitlement.id,
        "name": name,
        "metric": entitlement.metric.as_str(),
        "quantity": entitlement.quantity,
        "assignable": entitlement.assignable.then_some(true),
        "applies_to": entitlement.applies_to,
        "overage": overage,
        "exp": entitlement.expires.map(UnixTime::as_secs),
    }))
}

/// The members that are there: none of the format's is null.
fn present(mut object: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    object
}
