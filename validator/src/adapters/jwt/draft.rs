//! The claims of a licence, from those of a token.

use super::JwtMapping;
use super::mapping::WithoutEnd;
use super::pointer::Pointer;
use super::source::{Source, Values};
use crate::adapters::foreign::Draft;
use crate::error::{Code, Error, Result};
use crate::json::{Decimal, Value};
use crate::values::time::UnixTime;

/// The claims of a licence, and the claims of the token that they come from.
pub(super) struct LicenseDraft<'v> {
    pub(super) claims: Value<'v>,
    /// Fields of the licence, and the pointers to where their values come from.
    origins: Vec<(String, String)>,
}

impl<'v> LicenseDraft<'v> {
    /// Writes the licence. Its errors name claims of the token, and nothing that they say.
    pub(super) fn new(mapping: &JwtMapping, values: &Values<'v>) -> Result<Self> {
        let mut writer = Writer { values, origins: Vec::new() };
        let end = writer.instant("exp", &mapping.end)?;
        if end.is_none() && mapping.without_end == WithoutEnd::Refused {
            let at = mapping.end.pointer().map_or_else(|| "exp".to_owned(), Pointer::to_string);
            return Err(Error::new(Code::ClaimsMissing).with_at(at));
        }

        let mut holder = Draft::default();
        for (name, source) in &mapping.holder {
            writer.set(&mut holder, "lic.holder.", name, source)?;
        }
        let mut entitlements = Vec::new();
        for grant in &mapping.grants {
            if let Some(draft) = grant.draft(values)? {
                let field = format!("lic.entitlements[{}].quantity", entitlements.len());
                writer.note(field, grant.quantity());
                entitlements.push(draft.finish()?);
            }
        }
        let mut lic = Draft::default();
        for (name, source) in &mapping.terms {
            writer.set(&mut lic, "lic.", name, source)?;
        }
        if end.is_none() {
            lic.set("perpetual", true);
        }
        lic.set("holder", holder.finish()?);
        lic.set("entitlements", entitlements);

        let mut root = Draft::default();
        root.set("ver", 1);
        root.set("iss", mapping.issuer());
        root.set("aud", mapping.product.clone());
        writer.set(&mut root, "", "sub", &mapping.account)?;
        writer.set(&mut root, "", "jti", &mapping.identity)?;
        for (name, instant) in [
            ("iat", writer.instant("iat", &mapping.issued)?),
            ("nbf", writer.instant("nbf", &mapping.start)?),
            ("exp", end),
        ] {
            if let Some(instant) = instant {
                root.set(name, instant);
            }
        }
        root.set("lic", lic.finish()?);
        Ok(Self { claims: root.finish()?, origins: writer.origins })
    }

    /// The error, which is about a field of the licence, with the claim that this comes from.
    pub(super) fn locate(&self, error: Error) -> Error {
        let Some(field) = error.at() else { return error };
        match self.origins.iter().find(|(origin, _)| origin == field) {
            None => error,
            Some((_, pointer)) => {
                let at = format!("{field}, from {pointer}");
                error.with_at(at)
            }
        }
    }
}

struct Writer<'w, 'v> {
    values: &'w Values<'v>,
    origins: Vec<(String, String)>,
}

impl<'v> Writer<'_, 'v> {
    fn set(&mut self, draft: &mut Draft<'v>, path: &str, name: &'static str, source: &Source) -> Result<()> {
        if let Some(value) = source.take(self.values, sample(name))? {
            self.note(format!("{path}{name}"), Some(source));
            draft.set(name, value);
        }
        Ok(())
    }

    fn note(&mut self, field: String, source: Option<&Source>) {
        let pointer = source.and_then(Source::pointer);
        self.origins.extend(pointer.map(|pointer| (field, pointer.to_string())));
    }

    /// An instant in whole seconds. An end or a start that the mapping takes from elsewhere holds beside the
    /// token's own.
    fn instant(&mut self, name: &'static str, source: &Source) -> Result<Option<Value<'v>>> {
        self.note(name.to_owned(), Some(source));
        let mapped = source.take(self.values, sample(name))?.map(|value| whole_seconds(value, name));
        let own = match name {
            "iat" => None,
            _ => self.values.standard_claim(name).map(|value| whole_seconds(value, name)),
        };
        Ok(match (mapped, own) {
            (Some(Value::Integer(mapped)), Some(Value::Integer(own))) => {
                let stricter = if name == "exp" { mapped.min(own) } else { mapped.max(own) };
                Some(stricter.into())
            }
            // What is no instant is left to the reader of licences, which refuses it.
            (Some(Value::Integer(_)) | None, own @ Some(_)) => own,
            (mapped, _) => mapped,
        })
    }
}

/// A number with a fraction as the whole second that stands for it: an issue rounded down, a start or an end
/// up. Anything else as it is.
fn whole_seconds<'v>(value: Value<'v>, name: &str) -> Value<'v> {
    let Value::Number(literal) = &value else { return value };
    match Decimal::read(literal) {
        Some(Decimal::Between { floor, fraction }) => (floor + i64::from(fraction && name != "iat")).into(),
        _ => value,
    }
}

/// A value that the field may have.
fn sample(name: &str) -> Value<'static> {
    match name {
        "serial" => Value::Integer(1),
        "iat" | "nbf" | "grace_days" => Value::Integer(0),
        "exp" => Value::Integer(UnixTime::MAX.as_secs()),
        "kind" => "standard".into(),
        "versions" => "1".into(),
        "support_until" => "2000-01-01".into(),
        _ => "sample".into(),
    }
}
