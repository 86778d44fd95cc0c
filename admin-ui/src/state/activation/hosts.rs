//! The machines that a licence is activated on, and what they claim of it, as far as the files at hand tell.

use crate::state::{Account, AccountName, OpenedFile, Outcome, State};
use countersign::{
    Activation, AuthenticRow, DocumentOutcome, DocumentType, Host, HostIdentity, HostProof, License, Metric,
    Quantity, Report, Status, UnixTime, VerifiedDocument,
};

/// An activation of an account, and what it is worth.
pub(crate) struct Activated<'s> {
    pub(crate) file: &'s OpenedFile,
    pub(crate) activation: &'s Activation,
    /// Wherever its machine is.
    pub(crate) status: Status,
    /// In this browser.
    pub(crate) here: Option<Status>,
    /// Whether its machine is this browser: it names this browser's key.
    pub(crate) is_own: bool,
}

/// How much of an entitlement is claimed, at the least: there may be activations that are not at hand.
pub(crate) struct Pool<'s> {
    pub(crate) id: &'s str,
    pub(crate) quantity: Quantity,
    pub(crate) claimed: u64,
}

impl State {
    /// The licences of an account that need to be activated, or are, each with its status: the newest of each identity.
    pub(crate) fn activatable<'s>(&'s self, account: &'s AccountName) -> Vec<(&'s License, Status)> {
        let mut found: Vec<(&License, Status)> = Vec::new();
        for (license, judgement) in self.licenses(account) {
            let is_known = license.activation_required
                || self.activated_hosts(account).iter().any(|other| other.activation.license == license.id);
            let is_of_use =
                !matches!(judgement.status, Status::Superseded | Status::Revoked | Status::Conflict);
            if is_known && is_of_use && !found.iter().any(|(other, _)| other.id == license.id) {
                found.push((license, judgement.status));
            }
        }
        found
    }

    /// Whether activation is anything to an account.
    pub(crate) fn has_activation(&self, account: &Account) -> bool {
        self.licenses(&account.name).any(|(license, _)| license.activation_required)
            || !self.activated_hosts(&account.name).is_empty()
    }

    /// The licence of an account with this identity that a request may name.
    pub(crate) fn license_to_activate(&self, account: &AccountName, id: &str) -> Option<&License> {
        // Borrowed from the files alone.
        let of = |file: &&std::rc::Rc<OpenedFile>| match (&file.outcome, &file.judgement) {
            (Outcome::License { license, .. }, Some(Ok(judgement))) => {
                account.is_of(license) && license.id == id && judgement.status.counts()
            }
            _ => false,
        };
        self.files.iter().find(of).and_then(|file| match &file.outcome {
            Outcome::License { license, .. } => Some(&***license),
            _ => None,
        })
    }

    /// The activations of an account that are here, the highest serial of each.
    pub(crate) fn activated_hosts<'s>(&'s self, account: &AccountName) -> Vec<Activated<'s>> {
        let mut found: Vec<Activated<'s>> = Vec::new();
        for file in self.files.iter().filter(|file| file.kept.is_some()) {
            let Some(activation) = activation(file) else { continue };
            let Some(Ok(judgement)) = &file.judgement else { continue };
            if activation.product != account.product || activation.account != account.name {
                continue;
            }
            let own = self.activating.installation;
            let next = Activated {
                file,
                activation,
                status: judgement.status,
                here: self.activating.here.as_deref().and_then(|report| status_in(report, activation)),
                is_own: own.is_some() && activation.host.key == own,
            };
            let same = |other: &&mut Activated<'_>| {
                other.activation.id == activation.id && other.activation.license == activation.license
            };
            match found.iter_mut().find(same) {
                Some(other) if other.activation.serial < activation.serial => *other = next,
                Some(_) => {}
                None => found.push(next),
            }
        }
        found
    }

    /// What is claimed of a licence by these activations.
    pub(crate) fn pools<'s>(license: &'s License, activations: &[Activated<'_>]) -> Vec<Pool<'s>> {
        let counted = license.entitlements.iter().filter(|entitlement| entitlement.metric != Metric::Feature);
        let pools = counted.filter_map(|entitlement| {
            let claims = |activated: &&Activated<'_>| {
                // Sessions never come back, a temporary activation gives them back when it ends.
                let stays = entitlement.metric == Metric::Session && activated.activation.expires.is_none();
                activated.activation.license == license.id
                    && match activated.status {
                        Status::Active | Status::NotYetValid => true,
                        Status::Deactivated => stays,
                        _ => false,
                    }
            };
            let grants = activations.iter().filter(claims);
            let grants = grants.filter_map(|activated| activated.activation.grants.get(&entitlement.id));
            let claimed = grants.fold(0_u64, u64::saturating_add);
            Some(Pool { id: &entitlement.id, quantity: entitlement.quantity?, claimed })
        });
        pools.collect()
    }

    /// This browser as a machine.
    pub(crate) fn own_host(&self) -> Option<HostIdentity> {
        HostIdentity::new(Some(self.activating.installation?), [], None).ok()
    }

    /// Makes out what the licences of the account that is shown come to in this browser, which has its own key.
    pub(in crate::state) fn show_here(&mut self) {
        self.activating.here = None;
        let Some(account) = self.account().filter(|account| !account.name.is_entry()) else { return };
        let name = account.name.clone();
        let mut question = self.question(&name);
        question.host = self.here();
        let (verified, _) = self.verify();
        let report = self.record.report(&verified.opened, &name, question);
        self.activating.here = report.ok().map(Into::into);
    }

    /// This browser, as the judge knows it: no machine before it has a key.
    pub(in crate::state) fn here(&self) -> Host {
        self.own_host().map_or(Host::Unknown, |host| {
            let key = host.key().map(|key| key.thumbprint());
            Host::Proved(HostProof::new(&host, key))
        })
    }

    /// What a licence comes to in this browser.
    pub(crate) fn status_here(&self, license: &License) -> Option<Status> {
        let report = self.activating.here.as_deref()?;
        row(report, DocumentType::License, |row| {
            row.jti == license.id && row.serial == Some(license.serial) && row.issuer == license.issuer
        })
    }

    /// When a request for this machine and licence was made that is not answered yet.
    pub(crate) fn waiting_since(&self, account: &AccountName, license: &License) -> Option<UnixTime> {
        let answers = self.activated_hosts(account);
        let asked = self.files.iter().filter_map(|file| match &file.outcome {
            Outcome::Other { document, .. } => match &**document {
                VerifiedDocument::ActivationRequest(request) => Some(request),
                _ => None,
            },
            _ => None,
        });
        let open = asked.filter(|request| {
            let is_answered = |other: &Activated<'_>| other.activation.request.as_ref() == Some(&request.id);
            request.license == license.id
                && request.product == license.product
                && request.account == license.account
                && !answers.iter().any(is_answered)
        });
        open.map(|request| request.issued).max()
    }
}

/// The activation in a file.
pub(in crate::state) fn activation(file: &OpenedFile) -> Option<&Activation> {
    let Outcome::Other { document, .. } = &file.outcome else { return None };
    document.activation().map(|verified| &**verified)
}

/// What an activation comes to by a report.
pub(in crate::state) fn status_in(report: &Report, activation: &Activation) -> Option<Status> {
    row(report, DocumentType::Activation, |row| {
        row.jti == activation.id && row.serial == Some(activation.serial) && row.issuer == activation.issuer
    })
}

fn row(report: &Report, of: DocumentType, is: impl Fn(&AuthenticRow) -> bool) -> Option<Status> {
    let rows = report.documents.iter().filter_map(|row| match &row.outcome {
        DocumentOutcome::Authentic(row) => Some(row),
        _ => None,
    });
    rows.filter(|row| row.typ == of.typ()).find(|row| is(row)).map(|row| row.status)
}
