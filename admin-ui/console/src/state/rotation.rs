//! Changing keys: the next trust update, what falls by it, and in which order it is taken in.

use super::book::Book;
use super::keys::Keys;
use super::licences::Signed;
use super::revocations::file_part;
use super::{Effect, Reading};
use countersign::issue::{SigningKey, TrustUpdateDraft};
use countersign::{
    Date, DocumentType, Error, Keep, License, Retirement, Thumbprint, TrustUpdate, TrustedKey, TrustedKeys,
    UnixTime, Verified,
};
use countersign_kit::Given;
use std::collections::BTreeMap;

/// The part of the page of keys that changes them.
#[derive(Default)]
pub(crate) struct Rotation {
    /// The last update, which the next one says again.
    pub(crate) previous: Option<Verified<TrustUpdate>>,
    /// Whose keys they are, as it is typed; where it is not, the ledger or the last update says so.
    issuer: Option<String>,
    /// What is to become of keys.
    fates: BTreeMap<Thumbprint, Fate>,
    /// The last day of keys that are laid aside, as it is typed; empty: up to now.
    pub(crate) last_day: String,
    /// What the update comes to; none while it would say nothing new.
    pub(crate) plan: Option<Result<Plan, Error>>,
    pub(crate) signed: Option<Signed>,
    /// What could not be opened.
    pub(crate) refused: Option<(String, Error)>,
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It signs for the issuer.
    Signs,
    /// It is laid aside: what it signed before stays good.
    Aside,
    /// It leaked: nothing that it ever signed is good any more.
    Leaked,
}

impl Fate {
    pub(crate) const ALL: [Self; 3] = [Self::Signs, Self::Aside, Self::Leaked];

    /// Its name in menus.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Signs => "signs",
            Self::Aside => "before",
            Self::Leaked => "leaked",
        }
    }
}

/// What an update comes to.
pub(crate) struct Plan {
    draft: TrustUpdateDraft,
    /// Whether a key is new to customers.
    pub(crate) adds: bool,
    /// Whether one is laid aside, or leaked.
    pub(crate) lays_aside: bool,
    pub(crate) leaks: bool,
    /// The ledger's licences that are refused once the update is taken in.
    pub(crate) fallen: Vec<Verified<License>>,
    /// How many of the ledger's revocation lists are.
    pub(crate) fallen_lists: usize,
}

impl Plan {
    /// The serial of the update.
    pub(crate) fn serial(&self) -> u64 {
        self.draft.serial()
    }

    /// The keys that sign from then on.
    pub(crate) fn signing(&self) -> Vec<Thumbprint> {
        let retired = self.draft.retired();
        self.draft.keys().map(|key| key.key.thumbprint()).filter(|kid| !retired.contains_key(kid)).collect()
    }

    /// The keys that no longer do.
    pub(crate) fn retired(&self) -> impl Iterator<Item = (&Thumbprint, &Retirement)> {
        self.draft.retired().iter()
    }
}

/// What is done to change keys.
#[derive(Clone, Debug)]
pub(crate) enum RotationAction {
    /// Takes the last update from a file.
    Open(Given),
    SetIssuer(String),
    /// Says what becomes of a key; none: what became of it before.
    SetFate(Thumbprint, Option<Fate>),
    SetLastDay(String),
    /// Saves the public half of the open key as customers' builds embed it.
    SaveRoot,
    Sign,
    Save,
    Copy,
}

impl Rotation {
    /// Whose keys they are.
    pub(crate) fn issuer(&self, book: Option<&Book>) -> String {
        if let Some(previous) = &self.previous {
            return previous.issuer.clone();
        }
        let own =
            book.filter(|book| book.ledger.delegate().is_none()).map(|book| book.ledger.issuer().to_owned());
        self.issuer.clone().or(own).unwrap_or_default()
    }

    /// The keys that an update may speak of: all that are known but roots, the open one among these.
    pub(crate) fn keys(&self, keys: &Keys) -> BTreeMap<Thumbprint, TrustedKey> {
        let own = keys.own.iter().map(|own| TrustedKey::new(own.public));
        let named = self.previous.iter().flat_map(|previous| previous.keys.iter().cloned());
        let all = own.chain(keys.trusted.iter().cloned()).chain(named);
        let is_root = |key: &TrustedKey| {
            let signs_updates =
                key.uses.as_ref().is_some_and(|uses| uses.contains(&DocumentType::TrustUpdate));
            signs_updates || keys.signing().is_some_and(|open| open.public_key() == &key.key)
        };
        all.filter(|key| !is_root(key)).map(|key| (key.key.thumbprint(), key)).collect()
    }

    /// What becomes of a key: what was chosen, else what the last update says; none where nothing is said of it.
    pub(crate) fn fate(&self, key: &Thumbprint) -> Option<Fate> {
        let before = self.previous.as_ref();
        let chosen = self.fates.get(key).copied();
        chosen.or_else(|| match before?.retired.get(key) {
            Some(Retirement { keep: Keep::Nothing, .. }) => Some(Fate::Leaked),
            Some(_) => Some(Fate::Aside),
            None => before?.keys.iter().any(|known| known.key.thumbprint() == *key).then_some(Fate::Signs),
        })
    }

    /// The instant from which on keys that are laid aside sign nothing; none where the text is no day.
    pub(crate) fn end(&self, now: UnixTime) -> Option<UnixTime> {
        let text = self.last_day.trim();
        if text.is_empty() { Some(now) } else { Some(Date::parse(text)?.end()) }
    }

    /// Finds out anew what the update would come to.
    pub(super) fn plan(&mut self, book: Option<&Book>, keys: &Keys, now: UnixTime) {
        let end = self.end(now).filter(|_| !self.fates.is_empty());
        self.plan = end.map(|end| self.planned(book, keys, end, now));
    }

    fn planned(&self, book: Option<&Book>, keys: &Keys, end: UnixTime, now: UnixTime) -> Result<Plan, Error> {
        let known = self.keys(keys);
        let new = || TrustUpdateDraft::new(self.issuer(book));
        let mut draft = self.previous.as_ref().map_or_else(new, TrustUpdateDraft::after);
        for (kid, fate) in &self.fates {
            match (fate, known.get(kid)) {
                // A root, which is one since it was opened.
                (_, None) => {}
                (Fate::Signs, Some(key)) => draft.add(key.clone())?,
                (Fate::Aside, Some(_)) => draft.retire(*kid, &Retirement { at: end, keep: Keep::Before }),
                (Fate::Leaked, Some(_)) => draft.retire(*kid, &Retirement { at: now, keep: Keep::Nothing }),
            }
        }
        let is_good = |signers: &[Thumbprint], payload: &[u8], issued: UnixTime| {
            signers.iter().any(|kid| match (draft.retired().get(kid), known.get(kid)) {
                (Some(retired), Some(key)) => {
                    TrustedKey { retired: Some(retired.clone()), ..key.clone() }.keeps(payload, issued)
                }
                _ => true,
            })
        };
        let own = book.filter(|book| book.ledger.issuer() == self.issuer(Some(book)));
        let licences = own.into_iter().flat_map(|book| book.ledger.licenses());
        let fallen = licences
            .filter(|license| !is_good(license.signers(), license.payload(), license.issued))
            .cloned()
            .collect();
        let lists = own.into_iter().flat_map(|book| book.ledger.lists());
        let fallen_lists = lists.filter(|list| !is_good(list.signers(), list.payload(), list.issued)).count();
        let has = |wanted| self.fates.values().any(|fate| *fate == wanted);
        let [adds, lays_aside, leaks] = Fate::ALL.map(has);
        Ok(Plan { adds, lays_aside, leaks, fallen, fallen_lists, draft })
    }

    pub(super) fn reduce(
        &mut self,
        action: RotationAction,
        book: Option<&Book>,
        keys: &Keys,
        now: UnixTime,
    ) -> Vec<Effect> {
        match action {
            RotationAction::Open(given) => self.open(given, keys),
            RotationAction::SetIssuer(text) => self.issuer = Some(text),
            RotationAction::SetFate(key, fate) => match fate {
                Some(fate) => drop(self.fates.insert(key, fate)),
                None => drop(self.fates.remove(&key)),
            },
            RotationAction::SetLastDay(text) => self.last_day = text,
            RotationAction::SaveRoot => return self.save_root(book, keys).into_iter().collect(),
            RotationAction::Sign => {
                if let Some(root) = keys.signing() {
                    self.sign(book, keys, root, now);
                }
                return Vec::new();
            }
            RotationAction::Save => {
                let save = self.signed.as_ref().map(|signed| Effect::Save {
                    name: format!("{}.trust", signed.id),
                    text: signed.armor.clone(),
                });
                return save.into_iter().collect();
            }
            RotationAction::Copy => {
                return self.signed.iter().map(|signed| Effect::Copy(signed.armor.clone())).collect();
            }
        }
        self.signed = None;
        self.plan(book, keys, now);
        Vec::new()
    }

    fn open(&mut self, given: Given, keys: &Keys) {
        let (name, bytes) = match given {
            Given::File { name, bytes } => (name, bytes),
            Given::Pasted(text) => (String::new(), text.into_bytes()),
            _ => return,
        };
        match (Reading { keys }).previous::<TrustUpdate>(&bytes) {
            Ok(update) => (self.previous, self.refused) = (Some(update), None),
            Err(error) => self.refused = Some((name, error)),
        }
    }

    /// The public half of the key that signs updates, for them alone.
    fn save_root(&self, book: Option<&Book>, keys: &Keys) -> Option<Effect> {
        let root = TrustedKey {
            issuer: Some(self.issuer(book)).filter(|issuer| !issuer.is_empty()),
            uses: Some(vec![DocumentType::TrustUpdate]),
            ..TrustedKey::new(*keys.signing()?.public_key())
        };
        let mut set = TrustedKeys::default();
        set.insert(root).ok()?;
        Some(Effect::Save { name: "root.json".into(), text: set.to_jwk_set() })
    }

    fn sign(&mut self, book: Option<&Book>, keys: &Keys, root: &SigningKey, now: UnixTime) {
        let Some(end) = self.end(now).filter(|_| !self.fates.is_empty()) else { return };
        let signed = self.planned(book, keys, end, now).and_then(|plan| {
            let signed = plan.draft.sign(&[root], now)?;
            let (armor, compact) = (signed.to_armor(), signed.to_compact().unwrap_or_default());
            let own = [*root.public_key()];
            let update = countersign_issuer::previous(armor.as_bytes(), &own, &TrustedKeys::default())?;
            let id = format!("trust-{}", file_part(&plan.serial().to_string()));
            Ok((Signed { id, armor, compact }, update))
        });
        match signed {
            Ok((signed, update)) => {
                // What it comes to stays on the page: in which order it is taken in is still to be read.
                (self.signed, self.previous) = (Some(signed), Some(update));
                self.fates.clear();
                self.last_day.clear();
            }
            Err(error) => self.plan = Some(Err(error)),
        }
    }
}
