//! Which documents are authentic, and what each is worth: the rules as they are written, each applied to each
//! document and each other one, at whatever cost.

use crate::papers::{
    ACCOUNT, ACTIVATION, Act, Claims, LICENSE, LIST, Machine, PRODUCT, Paper, RECEIPT, REQUEST, Read, Terms,
    UPDATE, VENDOR, prefix,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const DAY: i64 = 86_400;

/// What is said of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Nothing,
    Any,
    Code(Machine),
    /// With its parts, and with the key that it has where that was proved.
    Host(Machine, bool),
}

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) now: i64,
    pub(crate) version: Option<&'static str>,
    pub(crate) told: Told,
    pub(crate) alive: Option<Vec<Machine>>,
    pub(crate) usage: Vec<(&'static str, u64)>,
    pub(crate) entry: Vec<(&'static str, u64)>,
    pub(crate) floor: Option<i64>,
    /// Whether the issuer is named; else it is the one of the account's licences.
    pub(crate) issuer: bool,
    /// What the installation remembers of receipts: the licence, the activation and its serial.
    pub(crate) noted: Vec<(String, String, u64)>,
}

pub(crate) struct Model<'a> {
    pub(crate) ask: &'a Ask,
    /// The document of each file, or the code of the error.
    pub(crate) rows: Vec<(Read, Result<(), &'static str>)>,
    /// The authentic ones, each once.
    pub(crate) papers: Vec<Read>,
    pub(crate) now: i64,
    /// Which licences count, once that was asked.
    counting: RefCell<BTreeMap<*const Claims, bool>>,
}

impl Claims {
    pub(crate) fn license(&self) -> &Terms {
        self.lic.as_ref().unwrap()
    }

    pub(crate) fn act(&self) -> &Act {
        self.act.as_ref().unwrap()
    }

    pub(crate) fn serial(&self) -> Option<u64> {
        let serials = [
            self.lic.as_ref().map(|lic| lic.serial),
            self.act.as_ref().map(|act| act.serial),
            self.rcp.as_ref().map(|rcp| rcp.serial),
            self.rev.as_ref().map(|rev| rev.serial),
            self.tru.as_ref().map(|tru| tru.serial),
        ];
        serials.into_iter().flatten().next()
    }

    pub(crate) fn account(&self) -> (&str, &str, &str) {
        (&self.iss, &self.aud, &self.sub)
    }

    fn end(&self) -> Option<i64> {
        self.exp.map(|exp| exp + self.lic.as_ref().map_or(0, |lic| lic.grace_days) * DAY)
    }
}

impl<'a> Model<'a> {
    pub(crate) fn new(papers: &[Paper], ask: &'a Ask) -> Self {
        let mut model = Self::at(ask, Vec::new(), ask.now);
        let read: Vec<Read> = papers.iter().map(Paper::read).collect();
        let mut outcomes = vec![Ok(()); read.len()];
        // What proves a document stands in those before.
        for types in [&[UPDATE][..], &[LICENSE, LIST, REQUEST], &[ACTIVATION], &[RECEIPT]] {
            let now: Vec<_> = (0..read.len()).filter(|&index| types.contains(&read[index].typ)).collect();
            for &index in &now {
                outcomes[index] = model.prove(&read[index]);
            }
            for index in now {
                let one =
                    |other: &Read| (other.typ, &other.payload) == (read[index].typ, &read[index].payload);
                if outcomes[index].is_ok() && !model.papers.iter().any(one) {
                    model.papers.push(read[index].clone());
                }
            }
        }
        model.rows = read.into_iter().zip(outcomes).collect();
        model.now = model.floor().max(Some(ask.now)).unwrap();
        model
    }

    fn at(ask: &'a Ask, papers: Vec<Read>, now: i64) -> Self {
        Self { ask, rows: Vec::new(), papers, now, counting: RefCell::default() }
    }

    /// The same at each later instant that a document names.
    pub(crate) fn later(&self) -> Vec<Self> {
        let dates = |paper: &Read| {
            let claims = &paper.claims;
            let parts = claims.lic.iter().flat_map(|lic| &lic.entitlements).map(|part| part.exp);
            parts.chain([claims.nbf, claims.exp, claims.end()]).flatten().collect::<Vec<_>>()
        };
        let instants: BTreeSet<i64> = self.papers.iter().flat_map(dates).collect();
        let later = instants.into_iter().filter(|instant| *instant > self.now);
        later.map(|instant| Self::at(self.ask, self.papers.clone(), instant)).collect()
    }

    pub(crate) fn of(&self, typ: &'static str) -> impl Iterator<Item = &Claims> {
        self.papers.iter().filter(move |paper| paper.typ == typ).map(|paper| &paper.claims)
    }

    pub(crate) fn is_own(claims: &Claims) -> bool {
        claims.account() == (VENDOR, PRODUCT, ACCOUNT)
    }

    /// The issuer of the account, where it is known.
    pub(crate) fn issuer(&self) -> Option<&'static str> {
        (self.ask.issuer || self.own().next().is_some()).then_some(VENDOR)
    }

    pub(crate) fn own(&self) -> impl Iterator<Item = &Claims> {
        self.of(LICENSE).filter(|lic| Self::is_own(lic))
    }

    /// Of each type and `jti` of the account's the issuer signed the highest serial that is not revoked; the
    /// lists; what the caller says.
    pub(crate) fn floor(&self) -> Option<i64> {
        let signed = || {
            let signed = self.papers.iter().filter(|paper| [LICENSE, ACTIVATION].contains(&paper.typ));
            signed.filter(|paper| {
                let claims = &paper.claims;
                let own = (&*claims.aud, &*claims.sub) == (PRODUCT, ACCOUNT) && !self.is_delegated(claims);
                own && self.issuer().is_none_or(|issuer| issuer == claims.iss) && !self.is_revoked(claims)
            })
        };
        let newest = signed().filter(|own| {
            !signed().any(|other| {
                let names = |paper: &Read| {
                    let license = paper.claims.act.as_ref().map(|act| act.license.clone());
                    (paper.typ, paper.claims.iss.clone(), license, paper.claims.jti.clone())
                };
                names(other) == names(own) && other.claims.serial() > own.claims.serial()
            })
        });
        let issued = newest.map(|own| own.claims.iat);
        issued.chain(self.own_lists().map(|list| list.iat)).chain(self.ask.floor).max()
    }

    fn lists(&self) -> impl Iterator<Item = &Claims> {
        self.of(LIST).filter(|list| !self.is_replaced(list))
    }

    pub(crate) fn own_lists(&self) -> impl Iterator<Item = &Claims> {
        let own = |list: &&Claims| self.issuer().is_none_or(|issuer| issuer == list.iss);
        self.lists().filter(own).filter(|list| list.aud == PRODUCT)
    }

    fn is_replaced(&self, list: &Claims) -> bool {
        self.of(LIST)
            .any(|other| (&other.iss, &other.aud) == (&list.iss, &list.aud) && other.serial() > list.serial())
    }

    pub(crate) fn is_revoked(&self, claims: &Claims) -> bool {
        let typ = if claims.act.is_some() { ACTIVATION } else { LICENSE };
        // The issuer of a delegated one's licence is the account's, where that is known.
        let issuer = if self.is_delegated(claims) { self.issuer() } else { Some(&*claims.iss) };
        let lists = self.lists().filter(|list| Some(&*list.iss) == issuer && list.aud == claims.aud);
        let lists: Vec<_> = lists.map(|list| list.rev.as_ref().unwrap()).collect();
        let listed = lists.iter().filter_map(|list| list.digests.as_ref()).any(|digests| {
            let digests = URL_SAFE_NO_PAD.decode(digests).unwrap();
            digests.chunks(8).any(|digest| digest == prefix(typ, &claims.jti))
        });
        listed
            || lists.iter().flat_map(|list| &list.revoked).any(|entry| {
                let names = entry.jti.as_ref() == Some(&claims.jti)
                    && entry.typ.as_deref().unwrap_or(LICENSE) == typ
                    && entry.serial.is_none_or(|upto| claims.serial() <= Some(upto));
                names || (self.is_delegated(claims) && entry.kid.as_ref() == Some(&claims.iss))
            })
    }

    pub(crate) fn in_conflict(&self, claims: &Claims) -> bool {
        let identity = |claims: &Claims| {
            let license = claims.act.as_ref().map(|act| act.license.clone());
            let account = (claims.iss.clone(), claims.aud.clone(), claims.sub.clone());
            (claims.lic.is_some(), account, license, claims.jti.clone(), claims.serial())
        };
        let same = self.papers.iter().filter(|paper| {
            [LICENSE, ACTIVATION].contains(&paper.typ) && identity(&paper.claims) == identity(claims)
        });
        same.count() > 1
    }

    pub(crate) fn has_started(&self, claims: &Claims) -> bool {
        claims.nbf.is_none_or(|start| self.now >= start)
    }

    fn has_expired(&self, claims: &Claims) -> bool {
        claims.end().is_some_and(|end| self.now >= end)
    }

    fn fits_version(&self, lic: &Terms) -> bool {
        let (Some(versions), Some(version)) = (&lic.versions, self.ask.version) else { return true };
        match &**versions {
            "5" => version.starts_with("5."),
            "6" => version.starts_with("6."),
            other => panic!("{other}"),
        }
    }

    fn fits_host(&self, lic: &Terms) -> bool {
        let Some(bound) = &lic.hosts else { return true };
        match self.ask.told {
            Told::Any => true,
            Told::Nothing => false,
            Told::Code(machine) | Told::Host(machine, _) => {
                bound.lock_codes.contains(&machine.lock_code().to_string())
            }
        }
    }

    pub(crate) fn must_be_activated(&self, lic: &Terms) -> bool {
        lic.activation.as_deref() == Some("required") && self.ask.told != Told::Any
    }

    fn supersedes(&self, by: &Claims, other: &Claims) -> bool {
        let lic = by.license();
        let newer = by.jti == other.jti && lic.serial > other.license().serial;
        let names = by.jti != other.jti && lic.supersedes.contains(&other.jti) && other.iat <= by.iat;
        by.account() == other.account()
            && (newer || names)
            && !self.is_revoked(by)
            && !self.in_conflict(by)
            && self.has_started(by)
            && self.fits_version(lic)
            && self.fits_host(lic)
            && (!self.must_be_activated(lic) || self.is_activated(by))
            // An emergency, a trial and what is temporary hold a place only while they run.
            && (lic.kind == "standard" || !self.has_expired(by))
    }

    pub(crate) fn license_reasons(&self, claims: &Claims) -> Vec<String> {
        let lic = claims.license();
        let days = if lic.kind == "trial" { 7 } else { 15 };
        let inactive = self.must_be_activated(lic) && !self.is_activated(claims);
        let deactivated = inactive
            && self.serving(claims).into_iter().any(|act| {
                // Of another host's activation the receipt says nothing here.
                self.reasons_of_its_own(act).first().is_some_and(|status| status == "deactivated")
            });
        let ends = |within: i64| claims.exp.is_some_and(|end| end - self.now <= within);
        let (started, expired) = (self.has_started(claims), self.has_expired(claims));
        applying(&[
            ("revoked", self.is_revoked(claims)),
            ("conflict", self.in_conflict(claims)),
            ("superseded", self.of(LICENSE).any(|by| self.supersedes(by, claims))),
            ("wrong_product", claims.aud != PRODUCT),
            ("wrong_account", claims.sub != ACCOUNT),
            ("wrong_version", !self.fits_version(lic)),
            ("wrong_host", !self.fits_host(lic)),
            ("activation_required", inactive && !deactivated),
            ("deactivated", deactivated),
            ("not_yet_valid", !started),
            ("expired", started && expired),
            ("grace", started && !expired && ends(0)),
            ("expiring", started && !expired && !ends(0) && ends(days * DAY)),
        ])
    }

    pub(crate) fn license_status(&self, claims: &Claims) -> String {
        self.license_reasons(claims).first().cloned().unwrap_or_else(|| "active".into())
    }

    pub(crate) fn counts(&self, claims: &Claims) -> bool {
        let known = self.counting.borrow().get(&(&raw const *claims)).copied();
        known.unwrap_or_else(|| {
            let counts = ["active", "expiring", "grace"].contains(&&*self.license_status(claims));
            self.counting.borrow_mut().insert(claims, counts);
            counts
        })
    }

    pub(crate) fn reasons(&self, file: &Read) -> Vec<String> {
        // The one document that files of one payload are.
        let same = |paper: &&Read| (paper.typ, &paper.payload) == (file.typ, &file.payload);
        let paper = self.papers.iter().find(same).unwrap();
        match paper.typ {
            LICENSE => self.license_reasons(&paper.claims),
            ACTIVATION => self.activation_reasons(&paper.claims),
            LIST => applying(&[
                ("superseded", self.is_replaced(&paper.claims)),
                ("wrong_product", paper.claims.aud != PRODUCT),
            ]),
            _ => Vec::new(),
        }
    }
}

pub(crate) fn applying(reasons: &[(&str, bool)]) -> Vec<String> {
    reasons.iter().filter(|(_, applies)| *applies).map(|(code, _)| (*code).to_owned()).collect()
}
