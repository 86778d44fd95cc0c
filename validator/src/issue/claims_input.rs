//! Claims as a person writes them, and the slips in them.

use super::claims_names::{ClaimsSchema, Parts, nearest};
use super::document::{completed, sign_document};
use super::{SignedDocument, SigningKey};
use crate::error::{Code, Error, Result};
use crate::json;
use crate::values::document_type::DocumentType;
use crate::values::time::{Date, UnixTime};
use serde_json::{Map, Value};

/// Claims that every token may have (RFC 7519, section 4.1): no slip where this type of document needs none.
const REGISTERED: [&str; 2] = ["aud", "sub"];

/// How far ahead of the clock `iat` may lie, in seconds: as far as the clocks of two machines that are set by the
/// network may differ.
pub const CLOCK_TOLERANCE: i64 = 300;

/// The claims of a document as a person wrote them: with calendar dates where instants stand, and perhaps
/// with slips that the format permits and nobody means.
///
/// ```
/// use countersign::issue::ClaimsInput;
/// use countersign::DocumentType;
///
/// # fn main() -> countersign::Result<()> {
/// let claims = br#"{ "iss": "https://vendor.example", "exp": "2027-12-31", "lic": { "gracedays": 30 } }"#;
/// let input = ClaimsInput::read(claims, DocumentType::License)?;
/// assert_eq!(input.dates()[0].instant.to_string(), "2028-01-01T00:00:00Z");
/// assert_eq!(input.unknown()[0].path, "lic.gracedays");
/// assert_eq!(input.unknown()[0].nearest.as_deref(), Some("lic.grace_days"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ClaimsInput {
    document_type: DocumentType,
    /// As they are signed.
    bytes: Vec<u8>,
    claims: Map<String, Value>,
    dates: Vec<ReadDate>,
    unknown: Vec<UnknownClaim>,
    made_up: Vec<&'static str>,
}

/// A date that was read as an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadDate {
    /// The claim, e.g. `exp`.
    pub path: String,
    /// What it says.
    pub date: Date,
    /// The end of that day in UTC, or of a beginning (`nbf`, `iat`), its start.
    pub instant: UnixTime,
}

/// A claim that no reader knows, and each ignores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownClaim {
    /// The claim, e.g. `lic.gracedays`.
    pub path: String,
    /// The known one that is most like it, where one is.
    pub nearest: Option<String>,
}

/// An instant on the wrong side of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstantSlip {
    /// The claim, e.g. `exp`.
    pub path: String,
    /// What it says.
    pub instant: UnixTime,
}

impl ClaimsInput {
    /// Reads the claims of a document of a type.
    ///
    /// # Errors
    /// The stage `json_`. Whether the claims are a document, [`sign`](Self::sign) says.
    pub fn read(bytes: &[u8], document_type: DocumentType) -> Result<Self> {
        json::parse(bytes, "claims").map_err(Error::for_issuer)?;
        let mut claims: Map<String, Value> = serde_json::from_slice(bytes).map_err(unreadable)?;
        let schema = ClaimsSchema::new()?;
        let mut found =
            Found { schema: &schema, all: schema.paths(document_type), dates: vec![], unknown: vec![] };
        found.look_into(&mut claims, &schema.document(document_type), "");
        let Found { dates, unknown, .. } = found;
        let bytes = if dates.is_empty() { bytes.to_vec() } else { write(&claims)? };
        Ok(Self { document_type, bytes, claims, dates, unknown, made_up: Vec::new() })
    }

    /// The dates that were read as instants.
    pub fn dates(&self) -> &[ReadDate] {
        &self.dates
    }

    /// The claims that are unknown.
    pub fn unknown(&self) -> &[UnknownClaim] {
        &self.unknown
    }

    /// The ends that are past: of the document, of an entitlement, of a revocation list.
    pub fn past(&self, now: UnixTime) -> Vec<InstantSlip> {
        let entitlements = self.claims.get("lic").and_then(|lic| lic["entitlements"].as_array());
        let entitlements = entitlements.into_iter().flatten().enumerate();
        let own = entitlements.map(|(index, row)| (format!("lic.entitlements[{index}].exp"), row.get("exp")));
        let next = self.claims.get("rev").and_then(|list| list.get("next_update"));
        let ends = [("exp".to_owned(), self.claims.get("exp")), ("rev.next_update".to_owned(), next)];
        slips(ends.into_iter().chain(own), |end| end <= now)
    }

    /// `iat` where it lies more than `tolerance` seconds ahead: documents of the account that were issued
    /// before it are judged at no earlier instant, so that such a licence makes others expire.
    pub fn future(&self, now: UnixTime, tolerance: i64) -> Vec<InstantSlip> {
        let latest = now.as_secs().saturating_add(tolerance);
        slips([("iat".to_owned(), self.claims.get("iat"))], |issued| issued.as_secs() > latest)
    }

    /// Fills `ver`, `iat` and `jti` where they are absent, `iat` as `now`.
    ///
    /// # Errors
    /// [`Code::KeyRandomness`] where an id has to be made and can't.
    pub fn fill(&mut self, now: UnixTime) -> Result<()> {
        if let Some(completed) = completed(&self.claims, now)? {
            let absent = ["iat", "jti"].into_iter().filter(|name| !self.claims.contains_key(*name));
            self.made_up.extend(absent);
            self.bytes = write(&completed)?;
            self.claims = completed;
        }
        Ok(())
    }

    /// Which of `iat` and `jti` were filled: signed again, the claims are another document.
    pub fn made_up(&self) -> &[&'static str] {
        &self.made_up
    }

    /// The type of the document.
    pub fn document_type(&self) -> DocumentType {
        self.document_type
    }

    /// The document's `jti`, where it has one.
    pub fn id(&self) -> Option<&str> {
        self.claims.get("jti").and_then(Value::as_str)
    }

    /// When the document is issued, where it says so.
    pub fn issued(&self) -> Option<UnixTime> {
        instant(self.claims.get("iat"))
    }

    /// The payload as it is signed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Signs the document with each of the keys. The claims are signed byte for byte, unless a date was read
    /// as an instant or something was filled.
    ///
    /// # Errors
    /// As [`sign_document`].
    pub fn sign(&self, keys: &[&SigningKey], now: UnixTime) -> Result<SignedDocument> {
        sign_document(&self.bytes, self.document_type, keys, now)
    }
}

fn slips<'v>(
    instants: impl IntoIterator<Item = (String, Option<&'v Value>)>,
    is_slip: impl Fn(UnixTime) -> bool,
) -> Vec<InstantSlip> {
    let read = instants.into_iter().filter_map(|(path, value)| Some((path, instant(value)?)));
    let slips = read.filter(|(_, instant)| is_slip(*instant));
    slips.map(|(path, instant)| InstantSlip { path, instant }).collect()
}

fn instant(value: Option<&Value>) -> Option<UnixTime> {
    value.and_then(Value::as_i64).and_then(|seconds| UnixTime::from_secs(seconds).ok())
}

fn write(claims: &Map<String, Value>) -> Result<Vec<u8>> {
    serde_json::to_vec(claims).map_err(unreadable)
}

fn unreadable(_: serde_json::Error) -> Error {
    Error::new(Code::JsonSyntax).with_at("claims")
}

/// What is found on the way through the claims.
struct Found<'s> {
    schema: &'s ClaimsSchema,
    /// All claims of the document.
    all: Vec<String>,
    dates: Vec<ReadDate>,
    unknown: Vec<UnknownClaim>,
}

impl<'s> Found<'s> {
    fn look_into(&mut self, object: &mut Map<String, Value>, parts: &Parts<'s>, path: &str) {
        let names = self.schema.names(parts);
        for (name, value) in object {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match &names {
                Some(names) if !names.contains(&name.as_str()) && !REGISTERED.contains(&path.as_str()) => {
                    let nearest = nearest(&path, name, names, &self.all);
                    self.unknown.push(UnknownClaim { path, nearest });
                }
                _ => self.look_at(value, &self.schema.member(parts, name), &path, name),
            }
        }
    }

    fn look_at(&mut self, value: &mut Value, parts: &Parts<'s>, path: &str, name: &str) {
        match value {
            Value::Object(object) => self.look_into(object, parts, path),
            Value::Array(items) => {
                let parts = self.schema.items(parts);
                for (index, item) in items.iter_mut().enumerate() {
                    self.look_at(item, &parts, &format!("{path}[{index}]"), name);
                }
            }
            Value::String(text) if self.schema.is_instant(parts) => {
                if let Some(date) = Date::parse(text) {
                    let instant = if matches!(name, "nbf" | "iat") { date.start() } else { date.end() };
                    *value = instant.as_secs().into();
                    self.dates.push(ReadDate { path: path.to_owned(), date, instant });
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn now() -> UnixTime {
        UnixTime::from_secs(NOW).unwrap()
    }

    fn license(head: &str, terms: &str) -> String {
        format!(
            r#"{{"iss":"v","aud":"p","sub":"s",{head}"lic":{{"serial":1,"name":"N","kind":"standard",{terms}"holder":{{"name":"H"}},"entitlements":[{{"id":"users","metric":"user","quantity":1}}]}}}}"#
        )
    }

    fn read(claims: &str) -> ClaimsInput {
        ClaimsInput::read(claims.as_bytes(), DocumentType::License).unwrap()
    }

    #[test]
    fn claims_without_dates_stay_as_they_are() {
        let claims = license(r#""ver":1,"jti":"A","iat":1,"exp":1900000000,  "#, "");
        let mut input = read(&claims);
        input.fill(now()).unwrap();
        assert_eq!(input.bytes(), claims.as_bytes());
        assert!(input.made_up().is_empty() && input.unknown().is_empty() && input.dates().is_empty());
        assert_eq!((input.id(), input.issued().map(UnixTime::as_secs)), (Some("A"), Some(1)));
    }

    #[test]
    fn a_date_is_the_end_of_its_day_and_of_a_beginning_the_start() {
        let mut input = read(&license(r#""nbf":"2027-01-01","exp":"2027-12-31","#, ""));
        let dates: Vec<_> =
            input.dates().iter().map(|read| (read.path.as_str(), read.instant.to_string())).collect();
        assert_eq!(
            dates,
            [("nbf", "2027-01-01T00:00:00Z".to_owned()), ("exp", "2028-01-01T00:00:00Z".to_owned())]
        );
        input.fill(now()).unwrap();
        let key = SigningKey::generate().unwrap();
        assert!(input.sign(&[&key], now()).is_ok());
        // What is no day is refused as it is without this reading, and a day stays one where one belongs.
        let odd = read(&license(r#""exp":"2027-02-30","#, r#""support_until":"2027-12-31","#));
        assert!(odd.dates().is_empty());
        assert_eq!(odd.sign(&[&key], now()).unwrap_err().code(), Code::ClaimsType);
    }

    #[test]
    fn instants_on_the_wrong_side_are_found() {
        let paths = |slips: Vec<InstantSlip>| slips.into_iter().map(|slip| slip.path).collect::<Vec<_>>();
        let input = |exp: i64, iat: i64| read(&license(&format!(r#""exp":{exp},"iat":{iat},"#), ""));
        assert_eq!(paths(input(NOW, NOW + 10).past(now())), ["exp"]);
        assert!(input(NOW + 1, NOW).past(now()).is_empty());
        assert_eq!(paths(input(NOW, NOW + 11).future(now(), 10)), ["iat"]);
        assert!(input(NOW, NOW + 10).future(now(), 10).is_empty());
        let own = license("", "").replace(r#""quantity":1"#, r#""quantity":1,"exp":"2020-01-01""#);
        assert_eq!(paths(read(&own).past(now())), ["lic.entitlements[0].exp"]);
        let list = br#"{"iss":"v","aud":"p","rev":{"serial":1,"next_update":"2020-01-01"}}"#;
        let list = ClaimsInput::read(list, DocumentType::RevocationList).unwrap();
        assert_eq!(paths(list.past(now())), ["rev.next_update"]);
    }

    #[test]
    fn unknown_claims_are_found_at_any_depth_and_languages_are_none() {
        let claims = license(r#""perpetual":true,"#, r#""gracedays":30,"#)
            .replace(r#""metric":"user""#, r#""metric":"user","name":{"de":"Nutzer"},"quantitiy":5"#);
        let input = read(&claims);
        let unknown: Vec<_> =
            input.unknown().iter().map(|claim| (claim.path.as_str(), claim.nearest.as_deref())).collect();
        assert_eq!(
            unknown,
            [
                ("perpetual", Some("lic.perpetual")),
                ("lic.gracedays", Some("lic.grace_days")),
                ("lic.entitlements[0].quantitiy", Some("lic.entitlements[0].quantity")),
            ]
        );
    }

    #[test]
    fn what_is_filled_is_told() {
        let mut input = read(&license(r#""iat":5,"exp":1900000000,"#, ""));
        input.fill(now()).unwrap();
        assert_eq!(input.made_up(), ["jti"]);
        assert_eq!(input.id().map(str::len), Some(24));
        assert_eq!(input.issued().map(UnixTime::as_secs), Some(5));
    }

    #[test]
    fn what_is_read_twice_is_refused_before_anything_is_made_of_it() {
        let twice = ClaimsInput::read(br#"{"exp":"2027-12-31","exp":1}"#, DocumentType::License);
        assert_eq!(twice.unwrap_err().code(), Code::JsonDuplicateKey);
    }
}
