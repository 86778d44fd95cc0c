//! Answering: from what is asked to an activation and its entry.

use crate::account::Account;
use crate::ask::{Ask, MatchParts, Typed, Wanted};
use crate::judged::JudgedLicenses;
use crate::ledger::{AccountName, Appended, Ledger};
use crate::line::{Entry, Line};
use crate::place::{Place, place};
use crate::refusal::{Failure, Refusal, RefusalCode};
use crate::rules::{Plan, Rules};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::issue::{ActivationDraft, SigningKey};
use countersign::{
    ActivatedHost, Activation, ActivationRequest, Amounts, ById, LedgerEntry, Matching, Slots, UnixTime,
    Verified,
};

/// An activation that answers, and what became of the ledger.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The activation, as compact JWS. To be handed out only once the line is stored.
    pub document: String,
    /// The line to store; none where the request was answered before, and is given the same answer.
    pub appended: Option<Appended>,
    /// The identity of the activation (`jti`).
    pub id: String,
    /// Its serial.
    pub serial: u64,
    /// How much it gives.
    pub grants: Amounts,
    /// Which slots those are, where a customer issues.
    pub slots: ById<Slots>,
    /// The number of its entry.
    pub number: u64,
}

pub(crate) fn to_request(
    ledger: &mut Ledger,
    file: &[u8],
    ask: &Ask,
    key: &SigningKey,
    now: UnixTime,
) -> Result<Answer, Failure> {
    let (document, request) = ledger.proofs.own_request(file)?;
    if let Some(&index) = ledger.answered.get(&request.digest()) {
        return Ok(ledger.answer_at(index, None));
    }
    let wanted = Wanted::of_request(&request, ask);
    let mut host = ActivatedHost::new(wanted.lock_codes.clone());
    host.has_quorum = wanted.has_quorum;
    host.description = request.host.description().map(str::to_owned);
    if !wanted.has_quorum {
        host.key = Some(*request.key());
        if let Some(matching) = ask.matching {
            host.parts = request.host.parts().to_vec();
            host.matching = match matching {
                MatchParts::All => Matching::All,
                MatchParts::AtLeast(least) => Matching::AtLeast(least.get()),
            };
        }
    }
    let draft = |draft: &mut ActivationDraft| draft.request = Some(request.id.clone());
    answer(ledger, &wanted, ask, host, (key, now), Some(document), &draft)
}

pub(crate) fn to_typed(
    ledger: &mut Ledger,
    typed: &Typed,
    ask: &Ask,
    key: &SigningKey,
    now: UnixTime,
) -> Result<Answer, Failure> {
    if ask.matching.is_some() {
        let needed = "a request: of a lock code that was typed in no parts are known";
        return Err(RefusalCode::UsageInvalid.refusal().at("match").needed(needed).into());
    }
    let wanted = Wanted::of_typed(typed, ask);
    let mut host = ActivatedHost::new(wanted.lock_codes.clone());
    host.has_quorum = typed.has_quorum;
    host.description.clone_from(&typed.description);
    answer(ledger, &wanted, ask, host, (key, now), None, &|_| ())
}

fn answer(
    ledger: &mut Ledger,
    wanted: &Wanted<'_>,
    ask: &Ask,
    host: ActivatedHost,
    (key, now): (&SigningKey, UnixTime),
    request: Option<String>,
    finish: &dyn Fn(&mut ActivationDraft),
) -> Result<Answer, Failure> {
    ledger.check_key(key)?;
    let at = ledger.not_before_last(now);
    let name = account_of(ledger, wanted)?;
    let delegate = ledger.delegate();
    let account = ledger.bring(&name, at)?;
    let rules = rules(account, wanted, delegate)?;
    rules.check_license()?;
    check_end(wanted, at)?;
    let Plan { place, grants, slots } = rules.plan()?;
    let license = &rules.license.license;
    let (issuer, product, sub) =
        (ledger_issuer(&name, delegate.map(|key| key.to_string())), &name.1, &name.2);
    let mut draft = ActivationDraft::new(issuer, product, sub, &license.id, host, grants);
    draft.license_serial = license.serial;
    draft.expires = ask.until;
    draft.slots = slots;
    draft.comment.clone_from(&ask.comment);
    match place {
        Place::Next(chain) => {
            let newest = &account.chain(chain).newest;
            (draft.id, draft.serial, draft.replaces) =
                (Some(newest.id.clone()), newest.serial + 1, newest.replaces.clone());
        }
        Place::After(chain) => draft.replaces = Some(account.chain(chain).newest.id.clone()),
        Place::New => {}
    }
    finish(&mut draft);
    let (number, previous) = ledger.next();
    draft.ledger = entry_of(number, previous);
    let document = draft.sign(&[key], at).map_err(Failure::Unfit)?.to_compact().unwrap_or_default();
    let appended = ledger.append(Entry::Activation { document, request }, at)?;
    Ok(ledger.answer_at(ledger.given.len() - 1, Some(appended)))
}

/// What an activation says of its entry.
fn entry_of(number: u64, previous: &str) -> Option<LedgerEntry> {
    let hash = URL_SAFE_NO_PAD.decode(previous).ok()?.try_into().ok()?;
    Some(LedgerEntry::new(number, hash))
}

/// An end has to lie ahead.
pub(crate) fn check_end(wanted: &Wanted<'_>, at: UnixTime) -> Result<(), Refusal> {
    let Some(until) = wanted.until else { return Ok(()) };
    RefusalCode::UsageInvalid
        .unless(until > at, until, format_args!("later than {at}"))
        .map_err(|refusal| refusal.at("until"))
}

fn ledger_issuer(name: &AccountName, delegate: Option<String>) -> String {
    delegate.unwrap_or_else(|| name.0.clone())
}

impl Ledger {
    fn answer_at(&self, index: usize, appended: Option<Appended>) -> Answer {
        let given = &self.given[index];
        Answer {
            document: given.document.clone(),
            appended,
            id: given.activation.id.clone(),
            serial: given.activation.serial,
            grants: given.activation.grants.clone(),
            slots: given.activation.slots.clone(),
            number: given.number,
        }
    }

    /// A customer's ledger answers by the customer's key alone.
    fn check_key(&self, key: &SigningKey) -> Result<(), Failure> {
        let own = key.public_key().thumbprint();
        let Some(delegate) = self.delegate() else { return Ok(()) };
        RefusalCode::UsageInvalid
            .unless(own == delegate, own, format_args!("the key {delegate}, whose ledger it is"))
            .map_err(|refusal| refusal.at("key").into())
    }
}

/// The account whose licence is asked for.
pub(crate) fn account_of(ledger: &Ledger, wanted: &Wanted<'_>) -> Result<AccountName, Refusal> {
    let with_license = ledger
        .accounts
        .iter()
        .filter(|(_, account)| account.licenses().iter().any(|license| license.id == wanted.license));
    let names: Vec<&AccountName> = with_license.map(|(name, _)| name).collect();
    if names.is_empty() {
        return Err(RefusalCode::LicenseMissing.refusal().found(wanted.license));
    }
    let Some((product, account)) = wanted.named else {
        return match names[..] {
            [name] => Ok(name.clone()),
            _ => Err(RefusalCode::AccountAmbiguous.refusal().found(wanted.license)),
        };
    };
    let mut of_product = names.iter().filter(|name| name.1 == product).peekable();
    if of_product.peek().is_none() {
        return Err(RefusalCode::WrongProduct.refusal().found(product).needed(&names[0].1));
    }
    let first = of_product.peek().map(|name| name.2.clone()).unwrap_or_default();
    match of_product.find(|name| name.2 == account) {
        Some(name) => Ok((*name).clone()),
        None => Err(RefusalCode::WrongAccount.refusal().found(account).needed(first)),
    }
}

pub(crate) fn rules<'a>(
    account: &'a Account,
    wanted: &'a Wanted<'a>,
    delegate: Option<countersign::Thumbprint>,
) -> Result<Rules<'a>, Refusal> {
    let missing = || RefusalCode::LicenseMissing.refusal().found(wanted.license);
    let judged: &JudgedLicenses = account.judged().ok_or_else(missing)?;
    let license = judged.get(wanted.license).ok_or_else(missing)?;
    if let Some(own) = delegate {
        let is_named = license.license.delegates.iter().any(|delegate| delegate.key.thumbprint() == own);
        let needed = format!("a licence that delegates to {own}");
        RefusalCode::LicenseMissing.unless(is_named, wanted.license, needed)?;
    }
    Ok(Rules { account, license, pool: judged.pool_of(wanted.license), wanted, delegate })
}

/// Whether an activation could be given when its entry was made, and is the entry that it says it is.
pub(crate) fn check_given(
    ledger: &mut Ledger,
    activation: &Verified<Activation>,
    request: Option<&Verified<ActivationRequest>>,
    line: &Line,
) -> Result<(), Failure> {
    let broken = |found: &str, needed: &str| RefusalCode::LedgerBroken.refusal().found(found).needed(needed);
    let entry = entry_of(line.number, &line.previous);
    if activation.ledger != entry {
        return Err(broken(
            "an activation of another entry",
            "one that carries this entry's number and hash",
        )
        .into());
    }
    if activation.request.as_deref() != request.map(|request| &*request.id) {
        return Err(broken("another request than the activation answers", "the one that it answers").into());
    }
    let ask = Ask { grants: activation.grants.clone(), until: activation.expires, ..Ask::default() };
    let typed = Typed {
        lock_codes: activation.host.lock_codes.clone(),
        has_quorum: activation.host.has_quorum,
        license: activation.license.clone(),
        replaces: None,
        description: None,
    };
    let mut wanted = match request {
        None => Wanted::of_typed(&typed, &ask),
        Some(request) => Wanted::of_request(request, &ask),
    };
    if let Some(request) = request {
        let codes = Wanted::of_typed(&typed, &ask).lock_codes;
        let is_same = wanted.license == activation.license
            && wanted.lock_codes == codes
            && (request.redundant.is_some() || activation.host.key.as_ref() == Some(request.key()));
        if !is_same {
            return Err(broken("an activation of another host or licence", "that of the request").into());
        }
        if ledger.answered.contains_key(&request.digest()) {
            return Err(broken("a request for the second time", "the answer that was given").into());
        }
    }
    let name = account_of(ledger, &wanted)?;
    let delegate = ledger.delegate();
    let account = ledger.bring(&name, line.at)?;
    let is_continued = activation.serial == 1 && activation.replaces.is_some();
    let asked_for = wanted.replaces;
    wanted.replaces = None;
    let own = rules(account, &wanted, delegate)?;
    own.check_license()?;
    check_end(&wanted, line.at)?;
    let mut found = place(account, &own.pool, &wanted);
    // The host may have a freed chain of its own, and be given another's instead.
    let replaced = |chain: usize| activation.replaces.as_deref() == Some(&*account.chain(chain).newest.id);
    if is_continued && !matches!(found, Ok(Place::After(chain)) if replaced(chain)) {
        let mut continued = wanted.clone();
        continued.replaces = activation.replaces.as_deref();
        found = place(account, &own.pool, &continued);
    }
    let place = found?;
    let expected = match place {
        Place::Next(chain) => {
            let newest = &account.chain(chain).newest;
            newest.id == activation.id && newest.serial + 1 == activation.serial
        }
        Place::After(chain) => {
            activation.serial == 1
                && account.chain_of(&activation.id).is_none()
                && activation.replaces.as_deref() == Some(&account.chain(chain).newest.id)
        }
        Place::New => {
            activation.serial == 1
                && activation.replaces.is_none()
                && account.chain_of(&activation.id).is_none()
        }
    };
    let is_asked_for = asked_for.is_none_or(|asked| activation.replaces.as_deref() == Some(asked));
    if !expected || !is_asked_for {
        return Err(broken("an activation out of turn", "the next one of its host").into());
    }
    // What was kept from before needs no asking.
    let kept = |id: &str| place.chain().and_then(|chain| account.chain(chain).newest.grants.get(id));
    let lost = place.chain().and_then(|chain| {
        let newest = &account.chain(chain).newest;
        newest.grants.iter().map(|(id, _)| id).find(|id| activation.grants.get(id).is_none())
    });
    if let Some(lost) = lost {
        return Err(broken(lost, "all that the host was given before").into());
    }
    let asked: Amounts = activation
        .grants
        .iter()
        .filter(|(id, grant)| kept(id) != Some(*grant))
        .map(|(id, grant)| (id.to_owned(), grant))
        .collect();
    if asked.is_empty() {
        // Nothing shows which of them was asked for; what was kept may be something that this licence lacks.
        let could_be_asked =
            |(id, grant): (&str, u64)| own.check_asked(&[(id.to_owned(), grant)].into()).is_ok();
        if !activation.grants.iter().any(could_be_asked) {
            own.check_asked(&activation.grants)?;
        }
    } else {
        own.check_asked(&asked)?
    }
    own.check_amounts(place, &activation.grants)?;
    if delegate.is_some() {
        own.check_slots(place, &activation.grants, &activation.slots)?;
    }
    RefusalCode::LedgerBroken.unless(
        activation.license_serial == own.license.license.serial,
        format_args!("license_serial {}", activation.license_serial),
        own.license.license.serial,
    )?;
    Ok(())
}
