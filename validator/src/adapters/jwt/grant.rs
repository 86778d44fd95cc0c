//! An entitlement of a mapping, and what of it a token grants.

use super::source::{Source, Values, check_members};
use crate::adapters::foreign::Draft;
use crate::error::{Code, Error, Result};
use crate::json::{Node, Value};

/// The members that are as in a licence.
const AS_IN_A_LICENSE: [&str; 8] =
    ["id", "metric", "name", "assignable", "applies_to", "overage", "components", "model"];

/// An entitlement of a mapping.
pub(super) struct Grant {
    /// What is the same for all tokens.
    constants: Vec<(&'static str, Value<'static>)>,
    amount: Amount,
}

/// What of the entitlement a token grants.
enum Amount {
    /// The feature, or not.
    Feature { granted_by: Source, contains: Option<String> },
    /// So much.
    Quantity { source: Source, unlimited: Option<Value<'static>> },
}

impl Grant {
    pub(super) fn read(node: &Node<'_>) -> Result<Self> {
        let own = ["quantity", "granted_by"];
        check_members(node, &[&AS_IN_A_LICENSE[..], &own].concat())?;
        let mut constants = Vec::new();
        for name in AS_IN_A_LICENSE {
            let value = node.optional(name)?;
            constants.extend(value.map(|value| (name, value.value().clone().into_owned())));
        }
        let [quantity, granted_by] = own.map(|name| node.optional(name));
        let is_feature = node.required("metric")?.string()? == "feature";
        let amount = match (is_feature, quantity?, granted_by?) {
            (true, None, Some(granted_by)) => Self::read_feature(&granted_by)?,
            (false, Some(quantity), None) => Self::read_quantity(&quantity)?,
            (true, Some(quantity), _) => {
                return Err(quantity.error(Code::ClaimsConflict).with_needed("granted_by"));
            }
            (false, _, Some(granted_by)) => {
                return Err(granted_by.error(Code::ClaimsConflict).with_needed("quantity"));
            }
            (true, None, None) => return Err(node.error(Code::ClaimsMissing).with_needed("granted_by")),
            (false, None, None) => return Err(node.error(Code::ClaimsMissing).with_needed("quantity")),
        };
        Ok(Self { constants, amount })
    }

    fn read_feature(node: &Node<'_>) -> Result<Amount> {
        let contains = node.optional("contains")?;
        let granted_by = Source::read_beside(node, "contains")?;
        let contains = match (contains, &granted_by) {
            (None, Source::Constant(Value::Boolean(true)) | Source::Claim { .. }) => None,
            (Some(text), Source::Claim { .. }) => Some(text.string()?.to_owned()),
            _ => return Err(node.error(Code::ClaimsValue).with_needed("the value true, or a claim")),
        };
        Ok(Amount::Feature { granted_by, contains })
    }

    fn read_quantity(node: &Node<'_>) -> Result<Amount> {
        let unlimited = node.optional("unlimited")?;
        let source = Source::read_beside(node, "unlimited")?;
        let unlimited = match (unlimited, &source) {
            (None, _) => None,
            (Some(value), Source::Claim { .. }) => Some(value.value().clone().into_owned()),
            (Some(value), _) => {
                return Err(value.error(Code::ClaimsConflict).with_needed("a claim beside it"));
            }
        };
        Ok(Amount::Quantity { source, unlimited })
    }

    /// The entitlement as a licence has it; none where the token does not grant it.
    pub(super) fn draft<'v>(&self, values: &Values<'v>) -> Result<Option<Draft<'v>>> {
        let mut draft = Draft::default();
        for (name, value) in &self.constants {
            draft.set(name, value.clone());
        }
        match &self.amount {
            Amount::Feature { granted_by, contains } => {
                let granted =
                    match granted_by.take(values, true.into())? {
                        None => false,
                        Some(Value::Boolean(granted))
                            if contains.is_none() || matches!(values, Values::Samples) =>
                        {
                            granted
                        }
                        Some(claim) => is_member(&claim, contains.as_deref()).map_err(|error| {
                            match granted_by.pointer() {
                                Some(pointer) => error.with_at(pointer),
                                None => error,
                            }
                        })?,
                    };
                Ok(granted.then_some(draft))
            }
            Amount::Quantity { source, unlimited } => {
                let Some(quantity) = source.take(values, Value::Integer(0))? else { return Ok(None) };
                let quantity =
                    if unlimited.as_ref() == Some(&quantity) { "unlimited".into() } else { quantity };
                draft.set("quantity", quantity);
                Ok(Some(draft))
            }
        }
    }

    /// Where the quantity comes from.
    pub(super) fn quantity(&self) -> Option<&Source> {
        match &self.amount {
            Amount::Quantity { source, .. } => Some(source),
            Amount::Feature { .. } => None,
        }
    }
}

/// Whether an array of strings holds a text.
fn is_member(claim: &Value<'_>, text: Option<&str>) -> Result<bool> {
    let wrong = |found: &Value<'_>, needed: &'static str| {
        Err(Error::new(Code::ClaimsType).with_found(found.type_name()).with_needed(needed))
    };
    let Some(text) = text else { return wrong(claim, "boolean") };
    let Value::Array(items) = claim else { return wrong(claim, "array") };
    let mut found = false;
    for item in items {
        let Value::String(item) = item else { return wrong(item, "an array of strings") };
        found |= item == text;
    }
    Ok(found)
}
