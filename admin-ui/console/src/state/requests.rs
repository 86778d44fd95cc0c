//! What is asked: requests that came, and lock codes that are typed in.

use super::Effect;
use super::ledger::Book;
use crate::i18n::Language;
use countersign::issue::SigningKey;
use countersign::{
    ActivationRequest, Amounts, Date, Envelope, Error, LockCode, TrustedKeys, UnixTime, Verified,
};
use countersign_issuer::{Answer, Ask, Failure, MatchParts, Planned, Typed};
use countersign_kit::slip::Slip;
use std::collections::BTreeMap;

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
    /// It can't be read.
    Refused(Error),
}

/// The options of an answer, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    /// How much is given, by entitlement, where that is said.
    pub(crate) grants: BTreeMap<String, String>,
    pub(crate) until: String,
    /// Nothing, `all`, or how many parts.
    pub(crate) matching: String,
    pub(crate) comment: String,
}

/// Lock codes and whose they are, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypedForm {
    pub(crate) codes: String,
    pub(crate) has_quorum: bool,
    pub(crate) license: String,
    pub(crate) replaces: String,
    pub(crate) description: String,
}

/// A field of the options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormField {
    Grant(String),
    Until,
    Match,
    Comment,
    Codes,
    License,
    Replaces,
    Description,
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

impl TypedForm {
    /// The lock codes, each with what is wrong with it.
    pub(crate) fn read_codes(&self) -> Vec<Result<LockCode, Error>> {
        let words = self.codes.lines().map(str::trim).filter(|line| !line.is_empty());
        words.map(LockCode::parse).collect()
    }

    fn typed(&self) -> Option<Typed> {
        let lock_codes: Vec<_> = self.read_codes().into_iter().collect::<Result<_, _>>().ok()?;
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let license = given(&self.license).filter(|_| !lock_codes.is_empty())?;
        Some(Typed {
            lock_codes,
            has_quorum: self.has_quorum,
            license,
            replaces: given(&self.replaces),
            description: given(&self.description),
        })
    }
}

impl Form {
    /// When it ends: a day, which it includes; nothing where the text is no day.
    pub(crate) fn end(&self) -> Result<Option<UnixTime>, ()> {
        let text = self.until.trim();
        if text.is_empty() { Ok(None) } else { Date::parse(text).map(|day| Some(day.end())).ok_or(()) }
    }

    /// The amounts, where each is a whole number.
    pub(crate) fn amounts(&self) -> Option<Amounts> {
        let typed = self.grants.iter().filter(|(_, text)| !text.trim().is_empty());
        typed.map(|(id, text)| Some((id.clone(), text.trim().parse().ok()?))).collect()
    }

    /// What is asked for; nothing while a field is not right.
    fn ask(&self) -> Option<Ask> {
        let matching = match self.matching.trim() {
            "" => None,
            "all" => Some(MatchParts::All),
            least => Some(MatchParts::AtLeast(least.parse().ok()?)),
        };
        let comment = Some(self.comment.trim().to_owned()).filter(|comment| !comment.is_empty());
        Some(Ask { grants: self.amounts()?, until: self.end().ok()?, matching, comment })
    }
}

impl Asked {
    /// The licence that is asked for.
    pub(crate) fn license(&self) -> Option<&str> {
        match &self.what {
            What::Request { request, .. } => Some(&request.license),
            What::Typed(typed) => Some(&*typed.license),
            What::Refused(_) => None,
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
        let Some(ask) = self.form.ask() else { return Vec::new() };
        let signed = match &self.what {
            What::Request { file, .. } => book.answer(now, |ledger| ledger.answer(file, &ask, key, now)),
            What::Typed(typed) => {
                let Some(typed) = typed.typed() else { return Vec::new() };
                book.answer(now, |ledger| ledger.answer_typed(&typed, &ask, key, now))
            }
            What::Refused(_) => return Vec::new(),
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

impl Requests {
    /// The one that is shown.
    pub(crate) fn shown(&self) -> Option<&Asked> {
        self.all.get(self.shown)
    }

    /// How many wait for an answer.
    pub(crate) fn waiting(&self) -> usize {
        self.all.iter().filter(|asked| asked.answer.is_none()).count()
    }

    /// Takes a request in.
    pub(super) fn bring(&mut self, name: String, file: Vec<u8>, language: Language) {
        let read = Envelope::read(&file).and_then(|envelope| envelope.verify(&TrustedKeys::default()));
        let what = match read {
            Ok(request) => What::Request { file, request: Box::new(request) },
            Err(error) => What::Refused(error),
        };
        self.push(name, what, language);
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
        for asked in self.all.iter_mut().filter(|asked| asked.answer.is_none()) {
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
                if let (Some(book), Some(key), None) = (book, key, &self.answer) {
                    return self.sign(book, key, now);
                }
            }
            RequestsAction::SaveAnswer => {
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
            _ => {}
        }
    }
}
