//! The JSON Schemas that ship with the npm package, and ways to take them and what they describe apart.

use crate::folder;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// The schema of the report.
pub fn report() -> Value {
    read("report")
}

/// The schema of the claims.
pub fn claims() -> Value {
    read("claims")
}

/// The schema of the claims as people write them, as it lies beside the other.
pub fn claims_input() -> Value {
    read("claims-input")
}

/// That schema, made from the schema of the claims: what is filled may be absent, a date may stand where an
/// instant does, and nothing may be there that no reader knows.
pub fn made_claims_input() -> Value {
    let mut schema = claims();
    let open: Vec<String> =
        objects(&schema).into_iter().filter(|pointer| pointer != "/$defs/common").collect();
    for pointer in open {
        schema.pointer_mut(&pointer).expect("an object")["unevaluatedProperties"] = false.into();
    }
    schema["$id"] = "urn:countersign:schema:claims-input".into();
    schema["title"] = "Claims to sign".into();
    schema["description"] = "What `countersign sign` takes, by the type of document: `#/$defs/license`, \
        `#/$defs/revocation_list`, `#/$defs/trust_update` or `#/$defs/emergency_request`. As the claims of a \
        signed document, but `ver`, `iat` and `jti` may be absent and are filled, a date may stand in the place \
        of an instant, and a member that no reader knows is refused."
        .into();
    schema["$defs"]["common"]["required"] = json!(["iss"]);
    // Not all documents need them, but they are names that every token may have.
    for name in ["aud", "sub"] {
        schema["$defs"]["common"]["properties"][name] = true.into();
    }
    let seconds = schema["$defs"]["instant"].take();
    schema["$defs"]["instant"] = json!({
        "description": "Seconds since 1970-01-01T00:00:00Z; or a date for the end of that day in UTC, of \
            `nbf` and `iat` for its start.",
        "if": { "type": "string" },
        "then": { "$ref": "#/$defs/date" },
        "else": seconds,
    });
    schema
}

/// A schema as its file has it.
pub fn to_file(schema: &Value) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(schema).expect("JSON");
    text.push(b'\n');
    text
}

fn read(name: &str) -> Value {
    let path = folder("../validator/schema").join(format!("{name}.schema.json"));
    serde_json::from_slice(&fs::read(path).expect("the schema")).expect("JSON")
}

/// The values of an enumeration among the definitions of a schema.
pub fn enumeration<'s>(schema: &'s Value, name: &str) -> BTreeSet<&'s str> {
    let values = schema["$defs"][name]["enum"].as_array().into_iter().flatten();
    values.filter_map(Value::as_str).collect()
}

/// The pointers to the parts of a schema that describe an object with named members.
pub fn objects(schema: &Value) -> Vec<String> {
    let is_object = |part: &Value| part["type"] == "object" && part["properties"].is_object();
    pointers(schema).into_iter().filter(|pointer| schema.pointer(pointer).is_some_and(is_object)).collect()
}

/// The pointers (RFC 6901) to all values in a value, itself first.
pub fn pointers(value: &Value) -> Vec<String> {
    let mut pointers = vec![String::new()];
    let steps: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (step, value) in steps {
        let step = step.replace('~', "~0").replace('/', "~1");
        pointers.extend(self::pointers(value).into_iter().map(|rest| format!("/{step}{rest}")));
    }
    pointers
}

/// The value with another in the place of a part.
#[must_use]
pub fn replaced(value: &Value, pointer: &str, part: Value) -> Value {
    let mut value = value.clone();
    *value.pointer_mut(pointer).expect("a pointer into the value") = part;
    value
}

/// The value without a member of one of its objects; none where the pointer leads to no member.
pub fn without(value: &Value, pointer: &str) -> Option<Value> {
    let (object, name) = pointer.rsplit_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    let mut value = value.clone();
    value.pointer_mut(object)?.as_object_mut()?.remove(&name)?;
    Some(value)
}

/// The value with a member that nobody knows in one of its objects; none where the pointer leads to no object.
pub fn with_unknown_member(value: &Value, pointer: &str) -> Option<Value> {
    let mut value = value.clone();
    value.pointer_mut(pointer)?.as_object_mut()?.insert("unheard_of".to_owned(), Value::from(1));
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_leads_to_every_part() {
        let value = json!({ "a": [{ "b/c~": 1 }] });
        assert_eq!(pointers(&value), ["", "/a", "/a/0", "/a/0/b~1c~0"]);
        assert_eq!(replaced(&value, "/a/0", json!(2)), json!({ "a": [2] }));
        assert_eq!(without(&value, "/a/0/b~1c~0"), Some(json!({ "a": [{}] })));
        assert_eq!(without(&value, "/a/0"), None);
        assert_eq!(with_unknown_member(&value, "/a"), None);
        assert!(pointers(&with_unknown_member(&value, "/a/0").unwrap()).contains(&"/a/0/unheard_of".into()));
    }
}
