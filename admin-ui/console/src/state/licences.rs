//! Licences: claims from a template, corrected in fields or as JSON, looked over, signed.

use super::Effect;
use countersign::issue::{ClaimsInput, SigningKey};
use countersign::{DocumentType, Error, JudgedLicense, Question, TrustedKey, TrustedKeys, UnixTime, verify};
use countersign_issuer::{Slip, slips};
use serde_json::Value;

/// The templates: a system, and the claims of one of its licences.
pub(crate) const TEMPLATES: [(&str, &str); 6] = [
    ("UCware", include_str!("../../../../tests/fixtures/ucware-testlizenz.json")),
    ("Orange[uc]e", include_str!("../../../../tests/fixtures/orange-uce-base.json")),
    ("Call Studio", include_str!("../../../../tests/fixtures/call-studio-seats.json")),
    ("Call Services", include_str!("../../../../tests/fixtures/call-services-sessions.json")),
    ("SPSS Statistics", include_str!("../../../../tests/fixtures/spss-statistics-premium.json")),
    ("Skype Room System", include_str!("../../../../tests/fixtures/skype-room-mak.json")),
];

/// What belongs to the licence of which a template is made, and to no other.
const OWN_CLAIMS: [&str; 2] = ["jti", "iat"];

/// The page of licences.
#[derive(Default)]
pub(crate) struct Licences {
    /// The claims, as JSON.
    pub(crate) claims: String,
    /// What the customer will see.
    pub(crate) preview: Option<Result<Box<JudgedLicense>, Error>>,
    /// What hardly anybody means.
    pub(crate) slips: Vec<Slip>,
    /// Whether it is signed all the same.
    pub(crate) allows_slips: bool,
    pub(crate) signed: Option<Signed>,
    pub(crate) error: Option<Error>,
}

/// A licence that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) id: String,
    pub(crate) armor: String,
    pub(crate) compact: String,
}

/// What is done with licences.
#[derive(Clone, Debug)]
pub(crate) enum LicencesAction {
    /// Begins with a template, in an issuer's name where there is one.
    Begin(usize),
    SetClaims(String),
    /// Sets a member by its JSON pointer (RFC 6901): a text, or a number where it has one.
    Set(String, String),
    AllowSlips(bool),
    Sign,
    Save,
    /// Takes the licence into the ledger.
    Enter,
}

impl Licences {
    /// A member of the claims, as it stands in its field; none where the claims are no JSON.
    pub(crate) fn member(&self, pointer: &str) -> Option<String> {
        let claims: Value = serde_json::from_str(&self.claims).ok()?;
        Some(match claims.pointer(pointer) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        })
    }

    /// The entitlements with a quantity: their ids and their pointers.
    pub(crate) fn quantities(&self) -> Vec<(String, String)> {
        let claims: Option<Value> = serde_json::from_str(&self.claims).ok();
        let rows = claims.as_ref().and_then(|claims| claims.pointer("/lic/entitlements")?.as_array());
        let rows = rows.into_iter().flatten().enumerate().filter(|(_, row)| row.get("quantity").is_some());
        rows.map(|(index, row)| {
            let id = row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            (id, format!("/lic/entitlements/{index}/quantity"))
        })
        .collect()
    }

    pub(super) fn reduce(
        &mut self,
        action: LicencesAction,
        issuer: Option<&str>,
        key: Option<&SigningKey>,
        now: UnixTime,
    ) -> Vec<Effect> {
        match action {
            LicencesAction::Begin(index) => {
                let Some((_, claims)) = TEMPLATES.get(index) else { return Vec::new() };
                self.change(without_own(claims, issuer), now);
            }
            LicencesAction::SetClaims(claims) => self.change(claims, now),
            LicencesAction::Set(pointer, text) => {
                if let Some(claims) = set(&self.claims, &pointer, &text) {
                    self.change(claims, now);
                }
            }
            LicencesAction::AllowSlips(allows) => self.allows_slips = allows,
            LicencesAction::Sign => {
                if let Some(key) = key.filter(|_| self.allows_slips || self.slips.is_empty()) {
                    match sign(&self.claims, key, now) {
                        Ok(signed) => (self.signed, self.error) = (Some(signed), None),
                        Err(error) => (self.signed, self.error) = (None, Some(error)),
                    }
                }
            }
            LicencesAction::Save => {
                let save = self
                    .signed
                    .as_ref()
                    .map(|signed| Effect::Save { name: file_name(&signed.id), text: signed.armor.clone() });
                return save.into_iter().collect();
            }
            // The ledger's to do.
            LicencesAction::Enter => {}
        }
        Vec::new()
    }

    fn change(&mut self, claims: String, now: UnixTime) {
        (self.claims, self.signed, self.error, self.allows_slips) = (claims, None, None, false);
        let input = ClaimsInput::read(self.claims.as_bytes(), DocumentType::License);
        self.slips = input.as_ref().map(|input| slips(input, now)).unwrap_or_default();
        self.preview = Some(preview(&self.claims, now).map(Box::new));
    }
}

/// What a licence with these claims is worth where its key is trusted. It is signed by a key that nobody else has.
fn preview(claims: &str, now: UnixTime) -> countersign::Result<JudgedLicense> {
    let key = SigningKey::generate()?;
    let signed = sign(claims, &key, now)?;
    let mut keys = TrustedKeys::default();
    keys.insert(TrustedKey::new(*key.public_key()))?;
    verify(signed.armor.as_bytes(), &keys, &Question::at(now))
}

fn sign(claims: &str, key: &SigningKey, now: UnixTime) -> countersign::Result<Signed> {
    let mut claims = ClaimsInput::read(claims.as_bytes(), DocumentType::License)?;
    claims.fill(now)?;
    let signed = claims.sign(&[key], now)?;
    let (armor, compact) = (signed.to_armor(), signed.to_compact().unwrap_or_default());
    Ok(Signed { id: claims.id().unwrap_or_default().to_owned(), armor, compact })
}

/// The claims of a template without what is another licence's own.
fn without_own(claims: &str, issuer: Option<&str>) -> String {
    let Ok(Value::Object(mut claims)) = serde_json::from_str(claims) else { return claims.to_owned() };
    claims.retain(|name, _| !OWN_CLAIMS.contains(&&**name));
    if let Some(issuer) = issuer {
        claims.insert("iss".to_owned(), issuer.into());
    }
    pretty(&Value::Object(claims))
}

/// The claims with a member set, or without it where the text is empty; none where there is no place for it.
fn set(claims: &str, pointer: &str, text: &str) -> Option<String> {
    let mut claims: Value = serde_json::from_str(claims).ok()?;
    let (parent, name) = pointer.rsplit_once('/')?;
    let parent = claims.pointer_mut(parent)?.as_object_mut()?;
    let text = text.trim();
    // A number stays one, as far as what is typed is.
    let is_number = matches!(name, "serial" | "quantity") || parent.get(name).is_some_and(Value::is_number);
    let value = match text.parse::<u64>() {
        _ if text.is_empty() => None,
        Ok(number) if is_number => Some(number.into()),
        _ => Some(text.into()),
    };
    match value {
        None => drop(parent.shift_remove(name)),
        Some(value) => drop(parent.insert(name.to_owned(), value)),
    }
    Some(pretty(&claims))
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn file_name(id: &str) -> String {
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    format!("{id}.lic")
}
