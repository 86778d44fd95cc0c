//! What is asked: requests that came, and lock codes that are typed in.

use super::Effect;
use super::emergencies::Emergency;
use super::ledger::Book;
pub(crate) use super::request_form::{Form, FormField, TypedForm};
use crate::i18n::Language;
use countersign::issue::SigningKey;
use countersign::{ActivationRequest, DocumentType, Envelope, Error, TrustedKeys, UnixTime, Verified};
use countersign_issuer::{Answer, Failure, Planned};
use countersign_kit::slip::Slip;

/// All that waits for an answer, or got one.
#[derive(Default)]
pub(crate) struct Requests {
    pub(crate) all: Vec<Asked>,
    /// The one that is shown.
    pub(crate) shown: usize,
    next_id: u32,
}

/// One question.
pub(crate) struct Asked {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) what: What,
    pub(crate) form: Form,
    /// What the answer would be; none while nothing can be said.
    pub(crate) plan: Option<Result<Planned, Failure>>,
    pub(crate) answer: Option<Answer>,
    pub(crate) failure: Option<Failure>,
    /// The customer's language, for the refusal.
    pub(crate) language: Language,
}

/// What is asked.
pub(crate) enum What {
    Request {
        file: Vec<u8>,
        request: Box<Verified<ActivationRequest>>,
    },
    /// Lock codes on the telephone.
    Typed(TypedForm),
    /// More than a licence grants, at once.
    Emergency(Box<Emergency>),
    /// It can't be read; the keys that come later may be what it needs.
    Refused {
        file: Vec<u8>,
        error: Error,
    },
}

/// What is done with requests.
#[derive(Clone, Debug)]
pub(crate) enum RequestsAction {
    /// Begins typing lock codes in.
    Type,
    Show(usize),
    Close(usize),
    Set(FormField, String),
    SetQuorum(bool),
    SetLanguage(Language),
    Sign,
    SaveAnswer,
    Copy(String),
}

impl Asked {
    /// The licence that is asked for.
    pub(crate) fn license(&self) -> Option<&str> {
        match &self.what {
            What::Request { request, .. } => Some(&request.license),
            What::Typed(typed) => Some(&*typed.license),
            What::Emergency(emergency) => Some(&emergency.request.license),
            What::Refused { .. } => None,
        }
    }

    /// Whether it was answered.
    pub(crate) fn is_answered(&self) -> bool {
        match &self.what {
            What::Emergency(emergency) => emergency.answer.is_some(),
            _ => self.answer.is_some(),
        }
    }

    /// How much of an entitlement is asked for, as it is typed or else wanted.
    pub(crate) fn grant(&self, id: &str) -> String {
        if let Some(typed) = self.form.grants.get(id) {
            return typed.clone();
        }
        let What::Request { request, .. } = &self.what else { return String::new() };
        request.wants.get(id).map(|wanted| wanted.to_string()).unwrap_or_default()
    }

    /// Finds out anew what the answer would be.
    fn plan(&mut self, book: Option<&mut Book>, now: UnixTime) {
        self.plan = None;
        if let What::Emergency(emergency) = &mut self.what {
            emergency.plan = None;
            if let Some(book) = book {
                emergency.plan(&self.form, book, now);
            }
            return;
        }
        let (Some(book), Some(ask)) = (book, self.form.ask()) else { return };
        self.plan = match &self.what {
            What::Request { file, .. } => Some(book.ledger.plan(file, &ask, now)),
            What::Typed(typed) if !ask.grants.is_empty() => {
                typed.typed().map(|typed| book.ledger.plan_typed(&typed, &ask, now))
            }
            _ => None,
        };
    }

    fn sign(&mut self, book: &mut Book, key: &SigningKey, now: UnixTime) -> Vec<Effect> {
        if let What::Emergency(emergency) = &mut self.what {
            return emergency.sign(&self.form, book, key, now).unwrap_or_else(|failure| {
                self.failure = Some(failure);
                Vec::new()
            });
        }
        let Some(ask) = self.form.ask() else { return Vec::new() };
        let signed = match &self.what {
            What::Request { file, .. } => book.answer(now, |ledger| ledger.answer(file, &ask, key, now)),
            What::Typed(typed) => {
                let Some(typed) = typed.typed() else { return Vec::new() };
                book.answer(now, |ledger| ledger.answer_typed(&typed, &ask, key, now))
            }
            What::Emergency(_) | What::Refused { .. } => return Vec::new(),
        };
        match signed {
            Ok((answer, effects)) => {
                (self.answer, self.failure) = (Some(answer), None);
                effects
            }
            Err(failure) => {
                self.failure = Some(failure);
                Vec::new()
            }
        }
    }

    /// The file that the answer is saved as.
    pub(crate) fn file_name(answer: &Answer) -> String {
        let id: String =
            answer.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect();
        format!("activation-{id}-{}.lic", answer.serial)
    }
}

/// An answer in text form, to be put into an e-mail or a file.
pub(crate) fn armor(answer: &Answer) -> String {
    Envelope::read(answer.document.as_bytes())
        .map(|envelope| envelope.to_signed().to_armor())
        .unwrap_or_default()
}

fn read(file: Vec<u8>, trusted: &TrustedKeys) -> What {
    let read = Envelope::read(&file).and_then(|envelope| match envelope.document_type() {
        DocumentType::EmergencyRequest => {
            Ok(What::Emergency(Box::new(Emergency::new(envelope.verify(trusted)?))))
        }
        _ => {
            let request = Box::new(envelope.verify(&TrustedKeys::default())?);
            Ok(What::Request { file: file.clone(), request })
        }
    });
    read.unwrap_or_else(|error| What::Refused { file, error })
}

impl Requests {
    /// The one that is shown.
    pub(crate) fn shown(&self) -> Option<&Asked> {
        self.all.get(self.shown)
    }

    /// How many wait for an answer.
    pub(crate) fn waiting(&self) -> usize {
        self.all.iter().filter(|asked| !asked.is_answered()).count()
    }

    /// Takes a request in. Whether an installation asks, the keys say that are trusted; a host proves itself.
    pub(super) fn bring(&mut self, name: String, file: Vec<u8>, trusted: &TrustedKeys, language: Language) {
        self.push(name, read(file, trusted), language);
    }

    /// Reads again what could not be read, because there are other keys now.
    pub(super) fn read_again(&mut self, trusted: &TrustedKeys) {
        for asked in &mut self.all {
            if let What::Refused { file, .. } = &mut asked.what {
                asked.what = read(std::mem::take(file), trusted);
            }
        }
    }

    /// Takes back what was answered, because nobody kept it.
    pub(super) fn forget_answers(&mut self) {
        for asked in &mut self.all {
            asked.answer = None;
            if let What::Emergency(emergency) = &mut asked.what {
                emergency.answer = None;
            }
        }
    }

    /// Takes a slip in, as if its lock codes were typed.
    pub(super) fn bring_slip(&mut self, slip: &Slip, language: Language) {
        let codes: Vec<String> = slip.lock_codes.iter().map(ToString::to_string).collect();
        let typed = TypedForm {
            has_quorum: codes.len() > 1,
            codes: codes.join("\n"),
            license: slip.license.clone(),
            replaces: String::new(),
            description: slip.description.clone().unwrap_or_default(),
        };
        self.push(String::new(), What::Typed(typed), language);
        if let Some(asked) = self.all.last_mut() {
            asked.form.grants =
                slip.wants.iter().map(|(id, wanted)| (id.clone(), wanted.to_string())).collect();
        }
    }

    fn push(&mut self, name: String, what: What, language: Language) {
        let (id, form) = (self.next_id, Form::default());
        self.next_id += 1;
        self.shown = self.all.len();
        self.all.push(Asked { id, name, what, form, plan: None, answer: None, failure: None, language });
    }

    /// Finds out anew what the answers would be.
    pub(super) fn plan(&mut self, mut book: Option<&mut Book>, now: UnixTime) {
        for asked in self.all.iter_mut().filter(|asked| !asked.is_answered()) {
            asked.plan(book.as_deref_mut(), now);
        }
    }

    pub(super) fn reduce(
        &mut self,
        action: RequestsAction,
        book: Option<&mut Book>,
        key: Option<&SigningKey>,
        (now, language): (UnixTime, Language),
    ) -> Vec<Effect> {
        match action {
            RequestsAction::Type => self.push(String::new(), What::Typed(TypedForm::default()), language),
            RequestsAction::Show(index) => self.shown = index,
            RequestsAction::Close(index) if index < self.all.len() => {
                self.all.remove(index);
                self.shown = self.shown.saturating_sub(usize::from(index <= self.shown));
                return Vec::new();
            }
            RequestsAction::Close(_) => {}
            RequestsAction::Copy(text) => return vec![Effect::Copy(text)],
            action => {
                let Some(asked) = self.all.get_mut(self.shown) else { return Vec::new() };
                return asked.reduce(action, book, key, now);
            }
        }
        self.plan(book, now);
        Vec::new()
    }
}

impl Asked {
    fn reduce(
        &mut self,
        action: RequestsAction,
        book: Option<&mut Book>,
        key: Option<&SigningKey>,
        now: UnixTime,
    ) -> Vec<Effect> {
        match action {
            RequestsAction::Set(field, text) => {
                self.set(field, text);
                self.failure = None;
                self.plan(book, now);
            }
            RequestsAction::SetQuorum(has_quorum) => {
                if let What::Typed(typed) = &mut self.what {
                    typed.has_quorum = has_quorum;
                }
                self.plan(book, now);
            }
            RequestsAction::SetLanguage(language) => self.language = language,
            RequestsAction::Sign => {
                if let (Some(book), Some(key), false) = (book, key, self.is_answered()) {
                    return self.sign(book, key, now);
                }
            }
            RequestsAction::SaveAnswer => {
                if let What::Emergency(emergency) = &self.what {
                    let is_safe = |number| book.as_ref().is_some_and(|book| book.is_safe(number));
                    let safe = emergency.answer.iter().filter(|(_, number)| is_safe(*number));
                    let save = safe.map(|(signed, _)| Effect::Save {
                        name: format!("emergency-{}.lic", super::revocations::file_part(&signed.id)),
                        text: signed.armor.clone(),
                    });
                    return save.collect();
                }
                let safe = self
                    .answer
                    .as_ref()
                    .filter(|answer| book.is_some_and(|book| book.is_safe(answer.number)));
                let save =
                    safe.map(|answer| Effect::Save { name: Self::file_name(answer), text: armor(answer) });
                return save.into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn set(&mut self, field: FormField, text: String) {
        if let What::Typed(typed) = &mut self.what {
            match field {
                FormField::Codes => return typed.codes = text,
                FormField::License => {
                    self.form.grants.clear();
                    return typed.license = text;
                }
                FormField::Replaces => return typed.replaces = text,
                FormField::Description => return typed.description = text,
                _ => {}
            }
        }
        match field {
            FormField::Grant(id) => {
                // What else is wanted stays wanted.
                if let (What::Request { request, .. }, true) = (&self.what, self.form.grants.is_empty()) {
                    let wanted = request.wants.iter().map(|(id, wanted)| (id.to_owned(), wanted.to_string()));
                    self.form.grants = wanted.collect();
                }
                self.form.grants.insert(id, text);
            }
            FormField::Until => self.form.until = text,
            FormField::Match => self.form.matching = text,
            FormField::Comment => self.form.comment = text,
            FormField::Refusal => self.form.refusal = text,
            _ => {}
        }
    }
}
