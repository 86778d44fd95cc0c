//! From the wish to use a licence on a machine to the request for that, and from its end to the receipt.

use super::hosts::activation;
use super::{ActivationAction, ActivationForm, ActivationStep, Outgoing, UnsignedActivation, UnsignedReturn};
use crate::state::{Announcement, Confirm, FileId, State};
use countersign::issue::DeactivationDraft;
use countersign::{License, Result, UnixTime};
use std::rc::Rc;

impl State {
    pub(in crate::state) fn apply_to_activation(&mut self, action: ActivationAction) {
        match action {
            ActivationAction::Found(key) => self.activating.installation = Some(key),
            ActivationAction::Ask { license } => self.ask_for_activation(&license),
            ActivationAction::Edit { field, text } => self.activating.form.set(field, text),
            ActivationAction::Choose(whose) => self.activating.form.whose = whose,
            ActivationAction::HostFile(given) => {
                if let Some((_, bytes)) = self.take(given) {
                    self.activating.form.take_host(&bytes);
                }
            }
            ActivationAction::Make => self.check_activation(),
            ActivationAction::Made(made) => self.take_activation(*made),
            ActivationAction::Leave => self.activating.step = ActivationStep::Closed,
            ActivationAction::Return(id) => {
                if let Some(file) = self.files.iter().find(|file| file.id == id) {
                    let name = activation(file).and_then(|activation| activation.host.description.clone());
                    let license = activation(file).map(|activation| activation.license.clone());
                    self.confirm = Some(Confirm::Return {
                        file: id,
                        name: name.unwrap_or_default(),
                        license: license.unwrap_or_default(),
                    });
                }
            }
            ActivationAction::Returned(made) => self.take_receipt(*made),
        }
    }

    fn ask_for_activation(&mut self, id: &str) {
        let Some(account) = self.account() else { return };
        let name = account.name.clone();
        let Some(license) = self.license_to_activate(&name, id) else { return };
        let is_present =
            self.activating.form.account.as_ref() == Some(&name) && self.activating.form.license == id;
        if !is_present {
            let own =
                self.activated_hosts(&name).into_iter().find(|it| it.is_own && it.activation.license == id);
            let form = ActivationForm::new(name, license, own.as_ref().map(|own| &own.activation.grants));
            let description = own.and_then(|own| own.activation.host.description.clone());
            self.activating.form = ActivationForm { description: description.unwrap_or_default(), ..form };
        }
        self.activating.step = ActivationStep::Asking;
    }

    /// The licence that the form names.
    pub(crate) fn asked_license(&self) -> Option<&License> {
        let account = self.account()?;
        let form = &self.activating.form;
        let is_of = form.account.as_ref() == Some(&account.name);
        self.license_to_activate(&account.name, &form.license).filter(|_| is_of)
    }

    /// What the form asks for, if nothing is wrong with it, and the instant that it is judged at.
    pub(crate) fn activation_to_make(&self) -> Option<(UnsignedActivation, UnixTime)> {
        let judged_at = self.account()?.report.as_ref().ok()?.judged_at;
        Some((self.activating.form.read(self.asked_license()).ok()?, judged_at))
    }

    /// Tells what is wrong with the form. Where nothing is, the request is being signed.
    fn check_activation(&mut self) {
        let problems = self.activating.form.read(self.asked_license()).err().unwrap_or_default();
        let count = problems.len();
        self.activating.form.problems = problems;
        self.announce_refused(count);
    }

    fn announce_refused(&mut self, count: usize) {
        if count > 0 {
            self.activating.form.refusals = self.activating.form.refusals.wrapping_add(1);
            self.announce(Announcement::RequestRefused { count });
        }
    }

    fn take_activation(&mut self, made: Result<Outgoing>) {
        match made {
            Ok(made) => {
                // It is kept beside the licences, so that its answer is known when it comes.
                if made.what == super::Sending::Request {
                    self.keep(&made);
                }
                self.activating.step = ActivationStep::Made(Rc::new(made));
                self.announce(Announcement::RequestMade);
            }
            Err(error) => {
                self.activating.form.refuse(&error);
                self.announce(Announcement::RequestRefused { count: 1 });
            }
        }
    }

    /// What is to be given back, and when.
    pub(crate) fn return_to_make(&self, id: FileId) -> Option<(UnsignedReturn, UnixTime)> {
        let judged_at = self.account()?.report.as_ref().ok()?.judged_at;
        let activation = self.files.iter().find(|file| file.id == id).and_then(|file| activation(file))?;
        let unsigned = UnsignedReturn {
            draft: DeactivationDraft::of(activation),
            license: activation.license.clone(),
            lock_code: activation.host.lock_codes.first().copied(),
            description: activation.host.description.clone(),
        };
        Some((unsigned, judged_at))
    }

    fn take_receipt(&mut self, made: Result<Outgoing>) {
        match made {
            Ok(made) => {
                // To be added is to be noted in the journal, for good.
                self.keep(&made);
                self.activating.step = ActivationStep::Made(Rc::new(made));
                self.announce(Announcement::ReceiptMade);
            }
            Err(error) => {
                let name = self.activating.form.license.clone();
                self.announce(Announcement::Refused { name, error });
            }
        }
    }

    fn keep(&mut self, made: &Outgoing) {
        self.undo = None;
        let (now, verifier) = (self.now, self.verifier());
        self.edit().shared_mut().add([(made.file.as_str(), made.text.as_bytes())], &verifier, now);
        self.observe();
    }

    /// Whether what was done here is stored: a receipt is handed out only then.
    pub(crate) fn is_stored(&self) -> bool {
        self.edits == self.stored_edits
    }
}
