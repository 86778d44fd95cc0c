//! The rules of judging, each applied to each document and each other one, at whatever cost.

use countersign::{
    DocumentType, Entitlement, File, Host, License, LicenseKind, Metric, Overage, Quantity, Question,
    RevocationList, UnixTime, Verified, VerifiedDocument,
};
use countersign_tests::judging::DAY;
use countersign_tests::random::LARGEST;
use std::collections::BTreeSet;

/// The documents, each once, and what is asked about them at an instant.
pub(crate) struct Model<'a> {
    licenses: Vec<&'a Verified<License>>,
    /// Those that no list with a higher serial replaces.
    lists: Vec<&'a RevocationList>,
    question: &'a Question,
    pub(crate) now: i64,
}

fn secs(instant: Option<UnixTime>) -> Option<i64> {
    instant.map(UnixTime::as_secs)
}

fn one_account(a: &License, b: &License) -> bool {
    (&a.issuer, &a.product, &a.account) == (&b.issuer, &b.product, &b.account)
}

pub(crate) fn is_emergency(license: &License) -> bool {
    license.kind == LicenseKind::Emergency
}

impl<'a> Model<'a> {
    pub(crate) fn new(files: &'a [File], question: &'a Question) -> Self {
        let mut licenses: Vec<&Verified<License>> = Vec::new();
        let mut lists: Vec<&RevocationList> = Vec::new();
        for file in files {
            match file.outcome.as_ref().unwrap() {
                VerifiedDocument::License(license) => {
                    if licenses.iter().all(|other| other.payload() != license.payload()) {
                        licenses.push(license);
                    }
                }
                VerifiedDocument::RevocationList(list) => lists.push(list),
                other => panic!("{other:?}"),
            }
        }
        let all = lists.clone();
        lists.retain(|list| !all.iter().any(|other| replaces(other, list)));
        let mut model = Self { licenses, lists, question, now: 0 };
        model.now = model.floor().max(question.now.as_secs());
        model
    }

    fn own(&self) -> impl Iterator<Item = &'a Verified<License>> {
        let asked = (self.question.product.as_ref(), self.question.account.as_ref());
        self.licenses.iter().copied().filter(move |own| (Some(&own.product), Some(&own.account)) == asked)
    }

    /// Of each `jti` the issue of the highest serial that is not revoked, that of the lists, and what the
    /// embedder passes.
    pub(crate) fn floor(&self) -> i64 {
        let newest = self.own().filter(|own| !self.is_revoked(own)).filter(|own| {
            let beats = |other: &Verified<License>| {
                other.id == own.id && (other.serial, other.issued) > (own.serial, own.issued)
            };
            !self.own().any(|other| !self.is_revoked(other) && beats(other))
        });
        let issued = newest.map(|own| own.issued.as_secs());
        let lists = self.own_lists().map(|list| list.issued.as_secs());
        issued.chain(lists).chain(secs(self.question.floor)).max().unwrap_or(i64::MIN)
    }

    /// The lists of the issuer that the account's licences come from; of any, where there is none.
    pub(crate) fn own_lists(&self) -> impl Iterator<Item = &'a RevocationList> {
        let issuer = self.own().next().map(|own| &own.issuer);
        let own = move |list: &&RevocationList| issuer.is_none_or(|issuer| *issuer == list.issuer);
        let product = self.question.product.as_ref();
        self.lists.iter().copied().filter(own).filter(move |list| Some(&list.product) == product)
    }

    fn is_revoked(&self, license: &License) -> bool {
        self.lists.iter().any(|list| {
            (&list.issuer, &list.product) == (&license.issuer, &license.product)
                && list.revokes(DocumentType::License, &license.id, license.serial)
        })
    }

    fn in_conflict(&self, license: &Verified<License>) -> bool {
        self.licenses.iter().any(|other| {
            one_account(license, other)
                && (&other.id, other.serial) == (&license.id, license.serial)
                && other.payload() != license.payload()
        })
    }

    fn fits_version(&self, license: &License) -> bool {
        match (&license.versions, &self.question.product_version) {
            (Some(versions), Some(version)) => versions.covers(version),
            _ => true,
        }
    }

    fn fits_host(&self, license: &License) -> bool {
        match &self.question.host {
            Host::LockCode(code) => license.lock_codes.is_empty() || license.lock_codes.contains(code),
            Host::Any => true,
            _ => license.lock_codes.is_empty(),
        }
    }

    /// Whether it would count while its time is.
    fn is_good(&self, license: &Verified<License>) -> bool {
        let usable = self.fits_version(license) && self.fits_host(license) && !self.needs_activation(license);
        usable && !self.in_conflict(license) && !self.is_revoked(license)
    }

    /// There are no activations here; where hosts are not judged, none is needed.
    fn needs_activation(&self, license: &License) -> bool {
        license.activation_required && self.question.host != Host::Any
    }

    fn has_started(&self, license: &License) -> bool {
        secs(license.not_before).is_none_or(|start| self.now >= start)
    }

    fn has_expired(&self, license: &License) -> bool {
        secs(license.expires).is_some_and(|end| self.now >= end + i64::from(license.grace_days) * DAY)
    }

    fn supersedes(&self, by: &Verified<License>, other: &License) -> bool {
        let names = by.id != other.id && by.supersedes.contains(&other.id) && other.issued <= by.issued;
        one_account(by, other)
            && (names || (by.id == other.id && by.serial > other.serial))
            && self.is_good(by)
            && self.has_started(by)
            && (by.kind == LicenseKind::Standard || !self.has_expired(by))
    }

    /// Every reason that applies, in the order of the statuses.
    pub(crate) fn reasons(&self, license: &Verified<License>) -> Vec<&'static str> {
        let days = if license.kind == LicenseKind::Trial { 7 } else { 15 };
        let ends = |within: i64| secs(license.expires).is_some_and(|end| end - self.now <= within);
        let time = match () {
            () if !self.has_started(license) => Some("not_yet_valid"),
            () if self.has_expired(license) => Some("expired"),
            () if ends(0) => Some("grace"),
            () if ends(days * DAY) => Some("expiring"),
            () => None,
        };
        let reasons = [
            ("revoked", self.is_revoked(license)),
            ("conflict", self.in_conflict(license)),
            ("superseded", self.licenses.iter().any(|by| self.supersedes(by, license))),
            ("wrong_product", Some(&license.product) != self.question.product.as_ref()),
            ("wrong_account", Some(&license.account) != self.question.account.as_ref()),
            ("wrong_version", !self.fits_version(license)),
            ("wrong_host", !self.fits_host(license)),
            ("activation_required", self.needs_activation(license)),
        ];
        let applying = reasons.into_iter().filter(|(_, applies)| *applies).map(|(code, _)| code);
        applying.chain(time).collect()
    }

    pub(crate) fn list_reasons(&self, list: &RevocationList) -> Vec<&'static str> {
        let reasons = [
            ("superseded", self.lists.iter().any(|other| replaces(other, list))),
            ("wrong_product", Some(&list.product) != self.question.product.as_ref()),
        ];
        reasons.into_iter().filter(|(_, applies)| *applies).map(|(code, _)| code).collect()
    }

    pub(crate) fn status(&self, license: &Verified<License>) -> &'static str {
        self.reasons(license).first().copied().unwrap_or("active")
    }

    fn counting(&self) -> Vec<&'a Verified<License>> {
        let counts = |own: &&Verified<License>| matches!(self.status(own), "active" | "expiring" | "grace");
        self.own().filter(counts).collect()
    }

    fn is_licensed(&self) -> bool {
        self.counting().into_iter().any(|license| !is_emergency(license))
    }

    pub(crate) fn edition(&self) -> Option<String> {
        let standing = self.counting().into_iter().filter(|license| !is_emergency(license));
        match standing.max_by_key(|license| (license.issued, &license.id, license.serial)) {
            Some(newest) => newest.edition.clone(),
            None => Some("Entry".into()),
        }
    }

    pub(crate) fn ids(&self) -> BTreeSet<&str> {
        let named =
            self.own().flat_map(|own| own.entitlements.iter().map(|entitlement| entitlement.id.as_str()));
        named.chain(self.question.entry.iter().map(|(id, _)| id)).collect()
    }

    pub(crate) fn metric(&self, id: &str) -> Metric {
        let age = |license: &&Verified<License>| {
            (license.issued, license.id.clone(), license.serial, license.payload().to_vec())
        };
        let names = |license: &&Verified<License>| named(license, id).is_some();
        let earliest = self.counting().into_iter().filter(names).min_by_key(age);
        let chosen = earliest.or_else(|| self.own().filter(names).max_by_key(age));
        chosen.and_then(|license| named(license, id)).map_or(Metric::User, |entitlement| entitlement.metric)
    }

    /// The entitlements of this id that add something now, with their licences.
    pub(crate) fn parts(&self, id: &str) -> Vec<(&'a Verified<License>, &'a Entitlement)> {
        let metric = self.metric(id);
        let parts = self.counting().into_iter().filter_map(|license| Some((license, named(license, id)?)));
        let adds =
            |part: &Entitlement| part.metric == metric && secs(part.expires).is_none_or(|end| self.now < end);
        parts.filter(|(_, part)| adds(part)).collect()
    }

    /// What is granted, and allowed besides an emergency.
    pub(crate) fn granted(&self, id: &str) -> (Quantity, Quantity) {
        if let Some(entry) = self.question.entry.get(id).filter(|_| !self.is_licensed()) {
            return (Quantity::Limited(entry), Quantity::Limited(entry));
        }
        let mut sums = (Some(0), Some(0));
        for (_, part) in self.parts(id).into_iter().filter(|(license, _)| !is_emergency(license)) {
            let quantity = part.quantity.unwrap().limit().map(u128::from);
            let allowed = match part.overage {
                Overage::Always => None,
                Overage::Percent(percent) => {
                    quantity.map(|number| number * (100 + u128::from(percent)) / 100)
                }
                _ => quantity,
            };
            sums.0 = sums.0.zip(quantity).map(|(sum, number)| sum + number);
            sums.1 = sums.1.zip(allowed).map(|(sum, number)| sum + number);
        }
        let quantity = |sum: Option<u128>| match sum {
            None => Quantity::Unlimited,
            Some(sum) => Quantity::Limited(u64::try_from(sum).unwrap_or(LARGEST).min(LARGEST)),
        };
        (quantity(sums.0), quantity(sums.1))
    }

    /// The emergency licence that starts first of those that count; of one request, its first answer.
    pub(crate) fn emergency(&self, id: &str) -> Quantity {
        let start = |license: &License| license.not_before.unwrap_or(license.issued);
        let counting = self.counting();
        let again = |license: &License| {
            let mut others = counting.iter().filter(|other| {
                is_emergency(other) && other.request == license.request && other.id != license.id
            });
            others.any(|other| (start(other), &other.id) < (start(license), &license.id))
        };
        let parts =
            self.parts(id).into_iter().filter(|(license, _)| is_emergency(license) && !again(license));
        let first = parts.min_by_key(|(license, _)| (start(license), &license.id, license.serial));
        first.map_or(Quantity::ZERO, |(_, part)| part.quantity.unwrap_or(Quantity::ZERO))
    }
}

fn replaces(list: &RevocationList, other: &RevocationList) -> bool {
    (&list.issuer, &list.product) == (&other.issuer, &other.product) && list.serial > other.serial
}

fn named<'l>(license: &'l License, id: &str) -> Option<&'l Entitlement> {
    license.entitlements.iter().find(|entitlement| entitlement.id == id)
}
