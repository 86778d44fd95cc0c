//! The keys: own ones, of which one at a time can be open, and those of others that are trusted.

use super::{Effect, Secret, Stored, StoredKey};
use countersign::issue::SigningKey;
use countersign::{Error, PublicKey, Thumbprint, TrustedKey, TrustedKeys, UnixTime};
use countersign_kit::Given;

/// For how long a key stays open, in seconds.
pub(crate) const OPEN_SECS: i64 = 15 * 60;

/// By how much a clock may be corrected backwards while a key is open, in seconds.
const SLACK_SECS: i64 = 60;

/// The shortest passphrase that a key is kept under, in characters.
pub(crate) const SHORTEST: usize = 8;

/// How the text of a private key begins, encrypted or not.
const PRIVATE: &str = "PRIVATE KEY-----";
const ENCRYPTED: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

/// All keys.
#[derive(Default)]
pub(crate) struct Keys {
    pub(crate) own: Vec<OwnKey>,
    pub(crate) open: Option<OpenKey>,
    /// A private key that was given, and waits for its passphrase.
    pub(crate) coming: Option<Coming>,
    /// The own key that is about to be deleted.
    pub(crate) forgetting: Option<Thumbprint>,
    /// What is wrong with what was typed, and where.
    pub(crate) problem: Option<(Form, Problem)>,
    /// Those of others.
    pub(crate) trusted: TrustedKeys,
    pub(crate) review: Option<Review>,
}

/// An own key. What is secret of it is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnKey {
    pub(crate) public: PublicKey,
    pub(crate) pem: String,
}

/// The key that signs. Its memory is overwritten when it is dropped.
pub(crate) struct OpenKey {
    pub(crate) key: SigningKey,
    /// When it locks by itself.
    pub(crate) until: UnixTime,
}

/// A private key that was given.
pub(crate) struct Coming {
    pub(crate) name: String,
    /// Whether it has a passphrase already.
    pub(crate) is_encrypted: bool,
    pem: Secret,
}

/// Keys of others that were given, and wait to be trusted.
pub(crate) struct Review {
    pub(crate) name: String,
    pub(crate) keys: Result<TrustedKeys, Error>,
}

/// A form of the page of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Make,
    Import,
    Unlock(Thumbprint),
}

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The passphrase is too short to keep a key under.
    Short,
    /// It was not repeated.
    Differs,
    Refused(Error),
}

/// What is done with keys.
#[derive(Clone, Debug)]
pub(crate) enum KeysAction {
    /// Makes a key, and keeps it under a passphrase, which is typed twice.
    Make(Vec<Secret>),
    /// Imports the private key that was given: its passphrase, or the one that it is to have, typed twice.
    Import(Vec<Secret>),
    CancelImport,
    Unlock(Thumbprint, Vec<Secret>),
    Lock,
    AskForget(Thumbprint),
    Forget,
    Keep,
    SavePem(Thumbprint),
    SavePublic(Thumbprint),
    /// Shows keys of others.
    Review(Given),
    Trust,
    CancelReview,
    Distrust(Thumbprint),
}

/// What came of it, for the rest of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nothing that another page shows.
    Quiet,
    Opened,
    Locked,
    Deleted,
    Trusted,
    Distrusted,
}

impl Keys {
    /// The key that signs, while it is open.
    pub(crate) fn signing(&self) -> Option<&SigningKey> {
        self.open.as_ref().map(|open| &open.key)
    }

    /// How many minutes the key stays open, the last one begun.
    pub(crate) fn minutes_left(&self, now: UnixTime) -> Option<u64> {
        let secs = self.open.as_ref()?.until.as_secs() - now.as_secs();
        u64::try_from((secs + 59) / 60).ok()
    }

    /// When the next minute is over.
    pub(super) fn next_change(&self, now: UnixTime) -> Option<UnixTime> {
        let left = self.open.as_ref()?.until.as_secs() - now.as_secs();
        UnixTime::from_secs(now.as_secs() + (left - 1).rem_euclid(60) + 1).ok()
    }

    /// Locks the key where its time is over, or the clock was put back. Whether it did.
    pub(super) fn tick(&mut self, now: UnixTime) -> bool {
        let is_over = |open: &mut OpenKey| {
            let left = open.until.as_secs() - now.as_secs();
            left <= 0 || left > OPEN_SECS + SLACK_SECS
        };
        self.open.take_if(is_over).is_some()
    }

    /// Locks the key, and lets go of what else is secret. Whether one was open.
    pub(super) fn lock(&mut self) -> bool {
        self.coming = None;
        self.open.take().is_some()
    }

    /// Takes in what is stored; what of it can't be read.
    pub(super) fn load(&mut self, stored: &Stored) -> Vec<Error> {
        let mut errors = Vec::new();
        for StoredKey { public, pem } in &stored.keys {
            match TrustedKeys::parse(public.as_bytes()) {
                Ok(keys) => {
                    // What was made or imported before the store was read stays.
                    for key in keys
                        .iter()
                        .filter(|key| self.own.iter().all(|own| own.public != key.key))
                        .cloned()
                        .collect::<Vec<_>>()
                    {
                        self.own.push(OwnKey { public: key.key, pem: pem.clone() });
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        match stored
            .trusted
            .as_deref()
            .filter(|text| !text.is_empty())
            .map(|text| TrustedKeys::parse(text.as_bytes()))
        {
            Some(Ok(keys)) if self.trusted.is_empty() => self.trusted = keys,
            Some(Ok(_)) => {}
            Some(Err(error)) => errors.push(error),
            None => {}
        }
        errors
    }

    /// Whether a text has a private key in it.
    pub(super) fn is_private(text: &str) -> bool {
        text.contains(PRIVATE)
    }

    /// Takes a private key that was given, which waits for its passphrase.
    pub(super) fn take_private(&mut self, name: String, pem: String) {
        (self.problem, self.review) = (None, None);
        let is_encrypted = pem.contains(ENCRYPTED);
        self.coming = Some(Coming { name, is_encrypted, pem: Secret::new(pem) });
    }

    pub(super) fn reduce(&mut self, action: KeysAction, now: UnixTime) -> (Turn, Vec<Effect>) {
        self.problem = None;
        match action {
            KeysAction::Make(typed) => {
                let made = new_passphrase(&typed).and_then(|passphrase| {
                    let key = SigningKey::generate().map_err(Problem::Refused)?;
                    self.keep(key, passphrase, now)
                });
                self.settle(Form::Make, made)
            }
            KeysAction::Import(typed) => {
                let Some(coming) = &self.coming else { return (Turn::Quiet, Vec::new()) };
                let pem = coming.pem.clone();
                let read =
                    |passphrase| SigningKey::from_pem(pem.text(), passphrase).map_err(Problem::Refused);
                let kept = if coming.is_encrypted {
                    // It stays under the passphrase that it has.
                    let passphrase = typed.first().cloned().unwrap_or_else(|| Secret::new(String::new()));
                    read(Some(passphrase.text())).and_then(|key| self.keep(key, &passphrase, now))
                } else {
                    let passphrase = new_passphrase(&typed);
                    passphrase.and_then(|passphrase| self.keep(read(None)?, passphrase, now))
                };
                if kept.is_ok() {
                    self.coming = None;
                }
                self.settle(Form::Import, kept)
            }
            KeysAction::CancelImport => {
                self.coming = None;
                (Turn::Quiet, Vec::new())
            }
            KeysAction::Unlock(thumbprint, typed) => {
                let opened = self.unlock(&thumbprint, typed.first(), now).map(|()| Vec::new());
                self.settle(Form::Unlock(thumbprint), opened)
            }
            KeysAction::Lock => (if self.lock() { Turn::Locked } else { Turn::Quiet }, Vec::new()),
            KeysAction::AskForget(thumbprint) => {
                self.forgetting = Some(thumbprint);
                (Turn::Quiet, Vec::new())
            }
            KeysAction::Keep => {
                self.forgetting = None;
                (Turn::Quiet, Vec::new())
            }
            KeysAction::Forget => {
                let Some(thumbprint) = self.forgetting.take() else { return (Turn::Quiet, Vec::new()) };
                self.own.retain(|own| own.public.thumbprint() != thumbprint);
                self.open.take_if(|open| open.key.public_key().thumbprint() == thumbprint);
                (Turn::Deleted, vec![Effect::ForgetKey(thumbprint)])
            }
            KeysAction::SavePem(thumbprint) => {
                let text = self.own(&thumbprint).map(|own| own.pem.clone());
                let save = text.map(|text| Effect::Save { name: "signing-key.pem".into(), text });
                (Turn::Quiet, save.into_iter().collect())
            }
            KeysAction::SavePublic(thumbprint) => {
                let text = self.own(&thumbprint).map(|own| public_set(&own.public));
                let save = text.map(|text| Effect::Save { name: "keys.json".into(), text });
                (Turn::Quiet, save.into_iter().collect())
            }
            KeysAction::Review(given) => {
                let (name, bytes) = match given {
                    Given::File { name, bytes } => (name, bytes),
                    Given::Pasted(text) => (String::new(), text.into_bytes()),
                    _ => return (Turn::Quiet, Vec::new()),
                };
                self.review = Some(Review { name, keys: TrustedKeys::parse(&bytes) });
                (Turn::Quiet, Vec::new())
            }
            KeysAction::Trust => self.trust(),
            KeysAction::CancelReview => {
                self.review = None;
                (Turn::Quiet, Vec::new())
            }
            KeysAction::Distrust(thumbprint) => {
                self.trusted.remove(&thumbprint);
                (Turn::Distrusted, vec![Effect::KeepTrusted(self.trusted.to_jwk_set())])
            }
        }
    }

    fn own(&self, thumbprint: &Thumbprint) -> Option<&OwnKey> {
        self.own.iter().find(|own| own.public.thumbprint() == *thumbprint)
    }

    fn settle(&mut self, form: Form, done: Result<Vec<Effect>, Problem>) -> (Turn, Vec<Effect>) {
        match done {
            Ok(effects) => (Turn::Opened, effects),
            Err(problem) => {
                self.problem = Some((form, problem));
                (Turn::Quiet, Vec::new())
            }
        }
    }

    /// Keeps a key under a passphrase, and leaves it open.
    fn keep(&mut self, key: SigningKey, passphrase: &Secret, now: UnixTime) -> Result<Vec<Effect>, Problem> {
        let pem = key.to_encrypted_pem(passphrase.text()).map_err(Problem::Refused)?.to_string();
        let public = *key.public_key();
        let thumbprint = public.thumbprint();
        self.own.retain(|own| own.public.thumbprint() != thumbprint);
        self.own.push(OwnKey { public, pem: pem.clone() });
        self.hold(key, now);
        Ok(vec![Effect::KeepKey { thumbprint, public: public_set(&public), pem }])
    }

    fn unlock(&mut self, own: &Thumbprint, typed: Option<&Secret>, now: UnixTime) -> Result<(), Problem> {
        let (Some(own), Some(passphrase)) = (self.own(own), typed) else { return Ok(()) };
        let key = SigningKey::from_pem(&own.pem, Some(passphrase.text())).map_err(Problem::Refused)?;
        self.hold(key, now);
        Ok(())
    }

    fn hold(&mut self, key: SigningKey, now: UnixTime) {
        let until = UnixTime::from_secs(now.as_secs() + OPEN_SECS).unwrap_or(UnixTime::MAX);
        self.open = Some(OpenKey { key, until });
    }

    fn trust(&mut self) -> (Turn, Vec<Effect>) {
        let Some(Review { name, keys: Ok(keys) }) = self.review.take() else {
            return (Turn::Quiet, Vec::new());
        };
        match self.trusted.extend(keys) {
            Ok(()) => (Turn::Trusted, vec![Effect::KeepTrusted(self.trusted.to_jwk_set())]),
            Err(error) => {
                self.review = Some(Review { name, keys: Err(error) });
                (Turn::Quiet, Vec::new())
            }
        }
    }
}

/// A passphrase that was typed twice, long enough to keep a key under.
fn new_passphrase(typed: &[Secret]) -> Result<&Secret, Problem> {
    match typed {
        [passphrase, again] if passphrase.text() != again.text() => Err(Problem::Differs),
        [passphrase, _] if passphrase.text().chars().count() >= SHORTEST => Ok(passphrase),
        _ => Err(Problem::Short),
    }
}

/// A public key as a JWK set of one.
fn public_set(public: &PublicKey) -> String {
    let mut keys = TrustedKeys::default();
    // It fails for a second key alone.
    keys.insert(TrustedKey::new(*public)).unwrap_or_default();
    keys.to_jwk_set()
}
