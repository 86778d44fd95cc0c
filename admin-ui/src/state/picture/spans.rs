//! What runs from when until when: licences, grace, support, emergencies, activations.

use super::Axis;
use crate::order::sort_by_key;
use crate::state::{Account, Outcome, State};
use countersign::{License, LicenseKind, Status, UnixTime, VerifiedDocument};

/// How many there are at most in one picture: those that end next.
const MOST: usize = 12;

/// What runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Running {
    License,
    Emergency,
    Support,
    Activation,
}

/// Something that runs from when until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span<'s> {
    pub(crate) what: Running,
    /// The name of the licence.
    pub(crate) name: &'s str,
    pub(crate) from: UnixTime,
    /// The first instant after it; none where it has no end.
    pub(crate) until: Option<UnixTime>,
    /// The end of the grace after that, where there is any.
    pub(crate) grace: Option<UnixTime>,
}

/// A picture of what runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spans<'s> {
    pub(crate) axis: Axis,
    pub(crate) spans: Vec<Span<'s>>,
    /// How many more there are.
    pub(crate) more: usize,
}

impl Span<'_> {
    /// The first instant after all of it.
    fn end(&self) -> Option<UnixTime> {
        self.grace.or(self.until)
    }
}

impl State {
    /// What runs of an account around now. What ended before, or begins after the time that is shown, is not in it.
    pub(crate) fn spans<'s>(&'s self, account: &'s Account) -> Spans<'s> {
        let mut spans: Vec<Span<'s>> = Vec::new();
        for (license, judgement) in self.licenses(&account.name) {
            if judgement.status.counts()
                || matches!(
                    judgement.status,
                    Status::NotYetValid | Status::Expired | Status::ActivationRequired
                )
            {
                spans.extend(of_license(license));
            }
        }
        // Support of several licences that ends with one day is one.
        let mut supported = Vec::new();
        spans.retain(|span| {
            span.what != Running::Support || {
                let is_new = !supported.contains(&span.until);
                supported.push(span.until);
                is_new
            }
        });
        spans.extend(self.clauses(account));
        spans.extend(self.activations(account));
        let instants = spans.iter().flat_map(|span| [Some(span.from), span.until, span.grace]).flatten();
        let axis = Axis::around(self.now, instants.collect::<Vec<_>>().into_iter());
        spans.retain(|span| axis.shows(span.from, span.end()));
        let more = spans.len().saturating_sub(MOST);
        if more > 0 {
            sort_by_key(&mut spans, |span| span.end().unwrap_or(UnixTime::MAX));
            spans.truncate(MOST);
        }
        sort_by_key(&mut spans, |span| (span.what as u8, span.from));
        Spans { axis, spans, more }
    }

    /// The emergencies that were started by the clause of a licence; those of licences of their own are in these.
    fn clauses<'s>(&'s self, account: &'s Account) -> impl Iterator<Item = Span<'s>> {
        let name = &account.name;
        let own = self.record.shared.past_emergencies().filter(|past| {
            past.issuer == name.issuer && past.product == name.product && past.account == name.name
        });
        own.filter_map(|past| {
            let mut licenses = self.licenses(name);
            let (license, _) = licenses.find(|(license, _)| license.id == past.start.license)?;
            let (from, until) = (past.start.at, Some(past.start.end));
            let span = Span { what: Running::Emergency, name: &license.name, from, until, grace: None };
            (license.kind != LicenseKind::Emergency).then_some(span)
        })
    }

    fn activations<'s>(&'s self, account: &'s Account) -> impl Iterator<Item = Span<'s>> {
        let activation = |file: &'s crate::state::OpenedFile| match &file.outcome {
            Outcome::Other { document, .. } => match &**document {
                VerifiedDocument::Activation(activation) => Some(activation),
                _ => None,
            },
            _ => None,
        };
        let kept = self.files.iter().filter(|file| file.kept.is_some());
        let own = kept.filter_map(move |file| activation(file)).filter(|activation| {
            let name = &account.name;
            activation.product == name.product && activation.account == name.name
        });
        own.map(|activation| Span {
            what: Running::Activation,
            name: activation.host.description.as_deref().unwrap_or(&activation.license),
            from: activation.not_before.unwrap_or(activation.issued),
            until: activation.expires,
            grace: None,
        })
    }
}

fn of_license(license: &License) -> impl Iterator<Item = Span<'_>> {
    let from = license.not_before.unwrap_or(license.issued);
    let what = match license.kind {
        LicenseKind::Emergency => Running::Emergency,
        _ => Running::License,
    };
    let span = |what, until, grace| Span { what, name: &license.name, from, until, grace };
    let grace = license.end().filter(|_| license.grace_days > 0);
    let support = license.support_until.map(|day| span(Running::Support, Some(day.end()), None));
    [span(what, license.expires, grace)].into_iter().chain(support)
}
