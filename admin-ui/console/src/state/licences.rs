//! Licences: claims from a template, corrected in fields or as JSON, looked over, signed.

pub(crate) use super::batch::{Batch, BatchAction, Form, Run};
use super::templates::{Template, Templates};
use super::{Effect, Keys, Reading};
use countersign::issue::{ClaimsInput, SigningKey};
use countersign::{
    DocumentType, Envelope, Error, JudgedLicense, License, Question, TrustedKey, TrustedKeys, UnixTime,
    Verified, verify,
};
use countersign_issuer::{Difference, Slip, differences, next_serial, slips};
use countersign_kit::Given;
use countersign_kit::charset::Encoding;
use countersign_kit::i18n::Language;
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
    /// The serial that this one follows.
    pub(crate) older: Option<Verified<License>>,
    /// What differs from that.
    pub(crate) differences: Vec<Difference>,
    pub(crate) templates: Templates,
    /// A table that licences are made of.
    pub(crate) batch: Option<Batch>,
    /// A file that could not be opened.
    pub(crate) refused: Option<(String, Error)>,
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
    SaveCompact,
    Copy,
    /// Begins the serial that follows a licence.
    Follow(Verified<License>),
    /// Takes a licence to follow, a table, or templates from a file.
    Open(Given),
    /// Keeps the claims as a template.
    KeepTemplate(String),
    BeginOwn(usize),
    ForgetTemplate(usize),
    SaveTemplates,
    Batch(BatchAction),
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
        keys: &Keys,
        (now, language): (UnixTime, Language),
    ) -> Vec<Effect> {
        let key = keys.signing();
        match action {
            LicencesAction::Begin(index) => {
                let Some((_, claims)) = TEMPLATES.get(index) else { return Vec::new() };
                self.older = None;
                self.change(without_own(claims, issuer), now);
            }
            LicencesAction::Follow(license) => {
                let claims = pretty(&next_serial(&license));
                self.older = Some(license);
                self.change(claims, now);
            }
            LicencesAction::Open(given) => return self.open(given, keys, (now, language)),
            LicencesAction::KeepTemplate(name) => {
                let claims = serde_json::from_str(&self.claims).ok().filter(Value::is_object);
                let name = name.trim().to_owned();
                let Some(claims) = claims.filter(|_| !name.is_empty()) else { return Vec::new() };
                self.templates.add(vec![Template { name, claims }]);
                return vec![self.templates.keep()];
            }
            LicencesAction::BeginOwn(index) => {
                let Some(template) = self.templates.own.get(index) else { return Vec::new() };
                let claims = pretty(&template.claims);
                self.older = None;
                self.change(claims, now);
            }
            LicencesAction::ForgetTemplate(index) if index < self.templates.own.len() => {
                self.templates.own.remove(index);
                return vec![self.templates.keep()];
            }
            LicencesAction::ForgetTemplate(_) => {}
            LicencesAction::SaveTemplates => {
                return vec![Effect::Save { name: "templates.json".into(), text: self.templates.write() }];
            }
            LicencesAction::Batch(BatchAction::Close) => {
                self.batch = None;
                self.change(self.claims.clone(), now);
            }
            LicencesAction::Batch(action) => {
                let allows = self.allows_slips;
                let batch = self.batch.as_mut();
                return batch
                    .map(|batch| batch.reduce(&action, &self.claims, allows, key, now))
                    .unwrap_or_default();
            }
            LicencesAction::Copy => {
                return self.signed.iter().map(|signed| Effect::Copy(signed.armor.clone())).collect();
            }
            LicencesAction::SaveCompact => {
                let save = self.signed.as_ref().map(|signed| Effect::Save {
                    name: file_name(&signed.id, "jwt"),
                    text: signed.compact.clone() + "\n",
                });
                return save.into_iter().collect();
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
                let save = self.signed.as_ref().map(|signed| Effect::Save {
                    name: file_name(&signed.id, "lic"),
                    text: signed.armor.clone(),
                });
                return save.into_iter().collect();
            }
            // The ledger's to do.
            LicencesAction::Enter => {}
        }
        Vec::new()
    }

    fn change(&mut self, claims: String, now: UnixTime) {
        (self.claims, self.signed, self.error, self.allows_slips) = (claims, None, None, false);
        if let Some(batch) = &mut self.batch {
            batch.run = None;
        }
        // Of a template, what its first row makes.
        let filled = self.batch.as_ref().and_then(|batch| batch.first(&self.claims));
        let shown = filled.as_ref().unwrap_or(&self.claims);
        let input = ClaimsInput::read(shown.as_bytes(), DocumentType::License);
        self.slips = input.as_ref().map(|input| slips(input, now)).unwrap_or_default();
        self.preview = Some(preview(shown, now).map(Box::new));
        let before = self.older.as_ref().and_then(|older| serde_json::from_slice(older.payload()).ok());
        let compare = |before: Value| Some(differences(&before, &serde_json::from_str(&self.claims).ok()?));
        self.differences = before.and_then(compare).unwrap_or_default();
    }

    /// Whether rows of a table are being signed.
    pub(super) fn is_running(&self) -> bool {
        self.batch.as_ref().and_then(|batch| batch.run.as_ref()).is_some_and(Run::is_running)
    }

    /// Takes in the templates that are stored.
    pub(super) fn load(&mut self, stored: Option<&str>) {
        let made_before = std::mem::take(&mut self.templates.own);
        self.templates.add(stored.and_then(Templates::read).unwrap_or_default());
        self.templates.add(made_before);
    }

    /// Whether the licence that is followed would not be superseded: the same identity, and no higher serial.
    pub(crate) fn stays_behind(&self) -> bool {
        let Some(Ok(seen)) = &self.preview else { return false };
        let older = self.older.as_ref();
        older.is_some_and(|older| older.id == seen.license.id && seen.license.serial <= older.serial)
    }

    fn open(&mut self, given: Given, keys: &Keys, (now, language): (UnixTime, Language)) -> Vec<Effect> {
        let (name, bytes) = match given {
            Given::File { name, bytes } => (name, bytes),
            Given::Pasted(text) => (String::new(), text.into_bytes()),
            _ => return Vec::new(),
        };
        self.refused = None;
        if Envelope::read(&bytes).is_ok() {
            match (Reading { keys }).previous::<License>(&bytes) {
                Ok(license) => {
                    return self.reduce(LicencesAction::Follow(license), None, keys, (now, language));
                }
                Err(error) => self.refused = Some((name, error)),
            }
            return Vec::new();
        }
        let text = Encoding::detect(&bytes, language).decode(&bytes);
        if let Some(templates) = Templates::read(&text) {
            self.templates.add(templates);
            return vec![self.templates.keep()];
        }
        self.batch = Some(Batch::new(name, &text));
        self.change(self.claims.clone(), now);
        Vec::new()
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

fn file_name(id: &str, extension: &str) -> String {
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
    format!("{id}.{extension}")
}
