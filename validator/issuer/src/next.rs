//! The next serial of a licence, and what differs from the one before.

use countersign::{License, Verified};
use serde_json::Value;

/// A claim that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which, e.g. `lic.entitlements.users.quantity`: members of lists by their `id`, where each has one.
    pub path: String,
    /// What it was; none where it is new.
    pub before: Option<Value>,
    /// What it is; none where it is gone.
    pub after: Option<Value>,
}

/// The claims of the serial that follows a licence: the same but for the serial, and without when it was issued.
pub fn next_serial(license: &Verified<License>) -> Value {
    // What was verified is JSON.
    let mut claims: Value = serde_json::from_slice(license.payload()).unwrap_or_default();
    if let Some(claims) = claims.as_object_mut() {
        claims.shift_remove("iat");
    }
    if let Some(serial) = claims.pointer_mut("/lic/serial") {
        *serial = (license.serial + 1).into();
    }
    claims
}

/// What differs between claims, but for when they were issued, in the order of the older ones.
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut all = Vec::new();
    compare("", Some(before), Some(after), &mut all);
    all.retain(|difference| difference.path != "iat");
    all
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, all: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    let parts = [before, after].map(|side| side.and_then(members));
    // A part that is all new, or gone, is named whole.
    let [Some(old), Some(new)] = parts else {
        let (before, after) = (before.cloned(), after.cloned());
        return all.push(Difference { path: path.to_owned(), before, after });
    };
    let names = old.iter().chain(new.iter().filter(|(name, _)| old.iter().all(|(known, _)| known != name)));
    let find = |side: &[(String, &Value)], name: &str| {
        side.iter().find(|(known, _)| known == name).map(|(_, value)| (*value).clone())
    };
    for (name, _) in names {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        compare(&path, find(&old, name).as_ref(), find(&new, name).as_ref(), all);
    }
}

/// The members of an object, or of a list whose items have ids of their own.
fn members(value: &Value) -> Option<Vec<(String, &Value)>> {
    match value {
        Value::Object(members) => Some(members.iter().map(|(name, value)| (name.clone(), value)).collect()),
        Value::Array(items) => {
            let named: Option<Vec<_>> =
                items.iter().map(|item| Some((item.get("id")?.as_str()?.to_owned(), item))).collect();
            named.filter(|named| {
                let mut ids: Vec<_> = named.iter().map(|(id, _)| id).collect();
                ids.sort();
                ids.windows(2).all(|pair| pair[0] != pair[1])
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_differs_is_named_by_its_path() {
        let before = json!({ "iat": 1, "exp": 5, "lic": { "serial": 1, "versions": "5",
            "entitlements": [{ "id": "users", "quantity": 20 }, { "id": "fax", "metric": "feature" }], "list": [1, 2] } });
        let after = json!({ "iat": 2, "exp": 5, "lic": { "serial": 2, "grace_days": 3,
            "entitlements": [{ "id": "fax", "metric": "feature" }, { "id": "users", "quantity": 25 }], "list": [1] } });
        let found: Vec<_> =
            differences(&before, &after).into_iter().map(|d| (d.path, d.before, d.after)).collect();
        let expected = [
            ("lic.serial", Some(json!(1)), Some(json!(2))),
            ("lic.versions", Some(json!("5")), None),
            ("lic.entitlements.users.quantity", Some(json!(20)), Some(json!(25))),
            ("lic.list", Some(json!([1, 2])), Some(json!([1]))),
            ("lic.grace_days", None, Some(json!(3))),
        ];
        assert_eq!(found, expected.map(|(path, before, after)| (path.to_owned(), before, after)));
        assert_eq!(differences(&before, &before), []);
    }
}
