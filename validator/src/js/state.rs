//! The state of an installation in JavaScript.

use super::judgement::Judgement;
use super::keys::read_threshold;
use super::rows::{details, rows};
use super::{Files, Refusal, TrustedKeys, json, object, options, user_names};
use crate::documents::deactivation::ActivationName;
use crate::error::{Code, Error};
use crate::judge::question::Question;
use crate::judge::report::Report;
use crate::keys::write_key;
use crate::state::{Became, ByFile, OpenedState, TakenOver};
use crate::values::base64;
use crate::values::document_type::DocumentType;
use crate::values::thumbprint::Thumbprint;
use crate::values::time::UnixTime;
use crate::verify::files::Verifier;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use std::num::NonZeroUsize;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// What an installation must not forget, beside the keys that its application trusts by itself. The loader
/// gives it a public face.
#[wasm_bindgen]
pub struct State {
    pub(super) state: crate::state::State,
    own: TrustedKeys,
    threshold: NonZeroUsize,
    /// The files, verified; none since one of them, or a key, came or went.
    opened: OnceCell<OpenedState>,
}

/// A file as the loader lists it. Instants are Unix seconds.
#[derive(Serialize)]
struct Document<'s> {
    digest: String,
    name: &'s str,
    added: UnixTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<UnixTime>,
}

/// What became of a file that was to be added.
#[derive(Serialize)]
struct Added<'f> {
    file: &'f str,
    digest: String,
    outcome: Became,
    #[serde(skip_serializing_if = "Option::is_none")]
    typ: Option<DocumentType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'f Error>,
}

/// What became of the files of a folder.
#[derive(Serialize)]
struct Synced<'f> {
    files: Vec<Added<'f>>,
    removed: Vec<String>,
}

/// An activation that was given back.
#[derive(Serialize)]
struct GivenBack<'s> {
    product: &'s str,
    account: &'s str,
    license: &'s str,
    activation: &'s str,
    serial: u64,
    at: UnixTime,
}

/// The clock's high-water mark.
#[derive(Serialize)]
struct Clock {
    #[serde(skip_serializing_if = "Option::is_none")]
    mark: Option<UnixTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<UnixTime>,
    resets: u64,
}

#[wasm_bindgen]
impl State {
    /// That of a new installation.
    ///
    /// # Errors
    /// A [`Refusal`] where no document could have so many signatures, or the threshold is none.
    #[wasm_bindgen(constructor)]
    pub fn new(own: &TrustedKeys, threshold: f64) -> Result<State, Refusal> {
        let (state, threshold) = (crate::state::State::new(user_names::fold), read_threshold(threshold)?);
        Ok(State { state, own: TrustedKeys(own.0.clone()), threshold, opened: OnceCell::new() })
    }

    /// Puts in a state that [`to_lines`](Self::to_lines) wrote. The lines of it that could not be read, as
    /// JSON text.
    #[wasm_bindgen(js_name = mergeJson)]
    pub fn merge_json(&mut self, lines: &[u8]) -> String {
        let (other, dropped) = crate::state::State::parse(lines, user_names::fold);
        self.state.merge(other);
        self.opened.take();
        json(&dropped)
    }

    /// All of it, as text.
    #[wasm_bindgen(js_name = toLines)]
    pub fn to_lines(&self) -> String {
        self.state.to_lines()
    }

    /// Every key that is trusted, with whose word that is, as a JWK set.
    #[wasm_bindgen(js_name = keysJson)]
    pub fn keys_json(&self) -> String {
        let imported = self.state.keys();
        let keys = self.opened().keys().iter().map(|key| {
            let kid = key.key.thumbprint();
            let origin = match (imported.get(&kid), self.own.0.get(&kid)) {
                (Some(_), _) => "imported",
                (None, Some(_)) => "application",
                (None, None) => "update",
            };
            let written = write_key(key);
            format!(r#"{{"origin":"{origin}",{}"#, written.strip_prefix('{').unwrap_or_default())
        });
        format!(r#"{{"keys":[{}]}}"#, keys.collect::<Vec<_>>().join(","))
    }

    /// Trusts the keys of a source from now on.
    ///
    /// # Errors
    /// A [`Refusal`] of the stage `key_` or `json_`; and then none is trusted.
    #[wasm_bindgen(js_name = addKeys)]
    pub fn add_keys(&mut self, source: &[u8], now: f64) -> Result<(), Refusal> {
        let (keys, now) = (crate::keys::TrustedKeys::parse(source)?, instant(now)?);
        self.state.keys().extend(keys.clone())?;
        for key in keys.iter() {
            self.state.add_key(key.clone(), now)?;
        }
        self.opened.take();
        Ok(())
    }

    /// Ceases to trust a key that was imported. Tells whether it was there.
    ///
    /// # Errors
    /// A [`Refusal`] where the text is no thumbprint.
    #[wasm_bindgen(js_name = removeKey)]
    pub fn remove_key(&mut self, thumbprint: &str, now: f64) -> Result<bool, Refusal> {
        let thumbprint: Thumbprint = thumbprint.parse()?;
        self.opened.take();
        Ok(self.state.remove_key(&thumbprint, instant(now)?))
    }

    /// The files, the removed ones among them, as JSON text.
    #[wasm_bindgen(js_name = documentsJson)]
    pub fn documents_json(&self) -> String {
        let documents = self.state.documents().into_iter().map(|document| Document {
            digest: base64::encode_url(&document.digest()),
            name: document.name(),
            added: document.added(),
            removed: document.removed(),
        });
        json(&documents.collect::<Vec<_>>())
    }

    /// A file's bytes; none where there is no such file.
    pub fn content(&self, digest: &str) -> Option<Vec<u8>> {
        let digest = read_digest(digest)?;
        let mut documents = self.state.documents().into_iter();
        documents.find(|document| document.digest() == digest).map(|document| document.bytes().to_vec())
    }

    /// Adds files; what became of each, as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    #[wasm_bindgen(js_name = addJson)]
    pub fn add_json(&mut self, files: Files, now: f64) -> Result<String, Refusal> {
        let (verifier, now) = (self.verifier(), instant(now)?);
        let taken = self.state.add_and_tell(files.list(), &verifier, now);
        Ok(self.took(&files, taken))
    }

    /// Takes over what a folder holds, and nothing else; what became of each file and which were removed, as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    #[wasm_bindgen(js_name = syncJson)]
    pub fn sync_json(&mut self, files: Files, now: f64) -> Result<String, Refusal> {
        let (verifier, now) = (self.verifier(), instant(now)?);
        let taken = self.state.sync(files.list(), &verifier, now);
        Ok(self.took(&files, taken))
    }

    /// The files with what a report says of each, as JSON text.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = rowsJson)]
    pub fn rows_json(&self, options: &str) -> Result<String, Refusal> {
        rows(&self.state, self.opened(), &self.by_file(options)?)
    }

    /// The name of an entitlement that is shown, in a language.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = nameOf)]
    pub fn name_of(&self, id: &str, language: &str, options: &str) -> Result<String, Refusal> {
        let ByFile { report, files, .. } = self.by_file(options)?;
        Ok(report.name_of(&files, id, language).to_owned())
    }

    /// When something is judged otherwise next, in Unix seconds; none where nothing changes any more.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = nextChange)]
    pub fn next_change(&self, options: &str) -> Result<Option<f64>, Refusal> {
        let ByFile { report, files, .. } = self.by_file(options)?;
        Ok(report.next_turn(&files).map(|turn| turn.as_secs() as f64))
    }

    /// What the licence in a file says of itself, and its claims, as JSON text; none where it has no authentic one.
    #[wasm_bindgen(js_name = licenseJson)]
    pub fn license_json(&self, digest: &str) -> Option<String> {
        let digest = read_digest(digest)?;
        let documents = self.state.documents_in(self.opened()).ok()?;
        let (_, _, file) = documents.into_iter().find(|(other, _, _)| **other == digest)?;
        let license = file.document()?.license()?;
        let claims = str::from_utf8(license.payload()).ok()?;
        Some(format!(r#"{{"details":{},"claims":{claims}}}"#, json(&details(license))))
    }

    /// Removes a file. Tells whether it was in use.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    pub fn remove(&mut self, digest: &str, now: f64) -> Result<bool, Refusal> {
        let now = instant(now)?;
        Ok(read_digest(digest).is_some_and(|digest| self.state.remove(&digest, now)))
    }

    /// Takes a removal back. Tells whether the file was removed.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    pub fn restore(&mut self, digest: &str, now: f64) -> Result<bool, Refusal> {
        let now = instant(now)?;
        Ok(read_digest(digest).is_some_and(|digest| self.state.restore(&digest, now)))
    }

    /// Notes that an activation is no longer used here, whose file is verified beside those of the state. What was
    /// noted, as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where the file is malformed, not authentic, or no activation.
    #[wasm_bindgen(js_name = deactivateJson)]
    pub fn deactivate_json(&mut self, activation: &[u8], now: f64) -> Result<String, Refusal> {
        let at = instant(now)?;
        let documents =
            self.state.documents().into_iter().map(|document| (document.name(), document.bytes()));
        let mut files = self.verifier().open(documents.chain([("activation", activation)])).files;
        let document = match files.pop() {
            Some(file) => file.outcome?,
            None => return Err(Error::from(Code::SizeEmpty).into()),
        };
        let Some(activation) = document.activation() else {
            let error = Error::new(Code::HeaderTypMismatch).with_found(document.document_type());
            return Err(error.with_needed(DocumentType::Activation.typ()).into());
        };
        let (name, serial) = (activation.name(), activation.serial);
        self.state.deactivate(name.clone(), serial, at);
        self.opened.take();
        Ok(json(&GivenBack::new(&name, serial, at)))
    }

    /// The activations that were given back, as JSON text.
    #[wasm_bindgen(js_name = deactivationsJson)]
    pub fn deactivations_json(&self) -> String {
        let noted = self.state.past_deactivations();
        json(&noted.map(|noted| GivenBack::new(noted.activation, noted.serial, noted.at)).collect::<Vec<_>>())
    }

    /// How much of each entitlement is in use, as it was noted: pairs, as JSON text.
    #[wasm_bindgen(js_name = usageJson)]
    pub fn usage_json(&self) -> String {
        json(&self.state.usage().iter().collect::<Vec<_>>())
    }

    /// Notes how much of an entitlement is in use.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    #[wasm_bindgen(js_name = setUsage)]
    pub fn set_usage(&mut self, id: &str, amount: f64, now: f64) -> Result<(), Refusal> {
        self.state.set_usage(id, amount as u64, instant(now)?);
        Ok(())
    }

    /// Notes no longer how much of an entitlement is in use. Tells whether it was noted.
    ///
    /// # Errors
    /// A [`Refusal`] where `now` is no instant.
    #[wasm_bindgen(js_name = clearUsage)]
    pub fn clear_usage(&mut self, id: &str, now: f64) -> Result<bool, Refusal> {
        Ok(self.state.clear_usage(id, instant(now)?))
    }

    /// The clock's high-water mark, as JSON text.
    #[wasm_bindgen(js_name = clockJson)]
    pub fn clock_json(&self) -> String {
        let clock = &self.state.clock;
        json(&Clock { mark: clock.mark(), pending: clock.pending(), resets: self.state.clock_resets() })
    }

    /// Judges what is held in the circumstances that `options`, a JSON text, names.
    ///
    /// # Errors
    /// A [`Refusal`] where the options can't be understood, or leave open what is judged.
    pub fn judge(&self, options: &str) -> Result<Judgement, Refusal> {
        Ok(Judgement(Rc::new(self.report(&options::read(options)?)?)))
    }

    /// Judges the present instant, and remembers what must be remembered of it.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    pub fn observe(&mut self, options: &str) -> Result<Judgement, Refusal> {
        let (verifier, question) = (self.verifier(), options::read(options)?);
        Ok(Judgement(Rc::new(self.state.observe(&verifier, &question)?)))
    }

    /// What would change if the file `removed` were taken out and others were added,
    /// as JSON text.
    ///
    /// # Errors
    /// A [`Refusal`] where an added file is refused; as [`judge`](Self::judge).
    #[wasm_bindgen(js_name = previewJson)]
    pub fn preview_json(
        &self,
        removed: Option<String>,
        added: Files,
        options: &str,
    ) -> Result<String, Refusal> {
        let (verifier, question) = (self.verifier(), options::read(options)?);
        let mut after = self.state.clone();
        if let Some(removed) = removed {
            let digest = read_digest(&removed);
            if !digest.is_some_and(|digest| after.remove(&digest, question.now)) {
                let error = Error::new(Code::UsageInvalid).with_at("change.remove").with_found(removed);
                return Err(error.with_needed("the digest of a file in use").into());
            }
        }
        added.check_sizes()?;
        for file in after.add(added.list(), &verifier, question.now) {
            file.outcome?;
        }
        Ok(json(&self.state.preview(&after, &verifier, &question)?))
    }

    /// Starts the emergency that a licence's clause permits; why not, where it is denied.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = startEmergency)]
    pub fn start_emergency(&mut self, id: &str, options: &str) -> Result<Option<String>, Refusal> {
        let (verifier, question) = (self.verifier(), options::read(options)?);
        let started = self.state.start_emergency(id, &verifier, &question)?;
        Ok(started.err().map(|denial| denial.as_str().to_owned()))
    }

    /// Whether a person may use an entitlement that is given to named people.
    ///
    /// # Errors
    /// As [`judge`](Self::judge).
    #[wasm_bindgen(js_name = decidePerson)]
    pub fn decide_person(&self, id: &str, name: &str, options: &str) -> Result<JsValue, Refusal> {
        let report = self.report(&options::read(options)?)?;
        object(&report.decide_person(id, &self.state.roster, name))
    }
}

impl State {
    fn verifier(&self) -> Verifier {
        TrustedKeys(self.state.keys_beside(&self.own.0)).verifier(self.threshold)
    }

    pub(super) fn report(&self, question: &Question) -> Result<Report, Refusal> {
        Ok(self.state.report_opened(self.opened(), question)?)
    }

    #[inline(never)]
    fn by_file(&self, options: &str) -> Result<ByFile, Refusal> {
        Ok(self.state.report_by_file(self.opened(), &options::read(options)?)?)
    }

    fn opened(&self) -> &OpenedState {
        self.opened.get_or_init(|| self.state.open(&self.verifier()))
    }

    /// Keeps what was verified, and tells what became of the files.
    fn took(&mut self, files: &Files, taken: TakenOver) -> String {
        let TakenOver { files: mut outcomes, became, removed, opened } = taken;
        files.judge_sizes(&mut outcomes);
        self.opened = opened.into();
        let list = files.list();
        let added = outcomes.iter().zip(&list).zip(became).map(|((file, (_, bytes)), outcome)| Added {
            file: &file.name,
            digest: base64::encode_url(&Sha256::digest(bytes)),
            outcome,
            typ: file.document().map(|document| document.document_type()),
            error: file.outcome.as_ref().err(),
        });
        let removed = removed.iter().map(|digest| base64::encode_url(digest)).collect();
        json(&Synced { files: added.collect(), removed })
    }
}

impl<'s> GivenBack<'s> {
    fn new(name: &'s ActivationName, serial: u64, at: UnixTime) -> Self {
        let ActivationName { product, account, license, id } = name;
        Self { product, account, license, activation: id, serial, at }
    }
}

/// The loader has checked that the number is a whole one.
pub(super) fn instant(seconds: f64) -> Result<UnixTime, Refusal> {
    UnixTime::from_secs(seconds as i64).map_err(|error| error.with_at("now").into())
}

fn read_digest(text: &str) -> Option<[u8; 32]> {
    base64::decode_url(text.as_bytes()).ok()?.try_into().ok()
}
