//! From the wish for an emergency licence to the request for one.

use super::{MadeRequest, RequestField, RequestForm, UnsignedRequest};
use crate::state::{AccountName, Announcement, OpenedFile, Outcome, State};
use countersign::{Document as _, EmergencyRequest, License, StoredDocument, TrustedKeys, VerifiedDocument};
use countersign::{Result, UnixTime};
use std::rc::Rc;

/// A request that is being made. The form keeps what was typed, whatever the step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requesting {
    pub(crate) form: RequestForm,
    pub(crate) step: RequestStep,
}

/// How far a request has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum RequestStep {
    /// The form is not shown.
    #[default]
    Closed,
    /// The form is being filled in.
    Asking,
    /// The request is made, and is to be sent.
    Made(Rc<MadeRequest>),
}

impl State {
    /// Shows the form, with what was typed into it before.
    pub(in crate::state) fn ask_for_emergency(&mut self) {
        let Some(account) = self.account() else { return };
        let candidates = self.emergency_candidates(account);
        let open = candidates.iter().find(|candidate| candidate.denial.is_none());
        let Some(candidate) = open else { return };
        let is_present = self.requesting.form.account.as_ref() == Some(&account.name);
        let form = (!is_present).then(|| RequestForm::new(account.name.clone(), candidate));
        if let Some(form) = form {
            self.requesting.form = form;
        }
        self.requesting.step = RequestStep::Asking;
    }

    pub(in crate::state) fn edit_request(&mut self, field: RequestField, text: String) {
        self.requesting.form.set(field, text);
    }

    /// What the form asks for, if nothing is wrong with it, and the instant that it is judged at.
    pub(crate) fn request_to_make(&self) -> Option<(UnsignedRequest, UnixTime)> {
        let account = self.account()?;
        let judged_at = account.report.as_ref().ok()?.judged_at;
        let request = self.requesting.form.read(&self.emergency_candidates(account)).ok()?;
        Some((request, judged_at))
    }

    /// Tells what is wrong with the form. Where nothing is, the request is being signed.
    pub(in crate::state) fn check_request(&mut self) {
        let Some(account) = self.account() else { return };
        let problems = self.requesting.form.read(&self.emergency_candidates(account)).err();
        self.requesting.form.problems = problems.unwrap_or_default();
        self.announce_problems();
    }

    pub(in crate::state) fn take_request(&mut self, made: Result<MadeRequest>) {
        match made {
            Ok(made) => {
                // It is kept beside the licences, so that its answer is known when it comes.
                self.undo = None;
                let now = self.now;
                self.trust_installation(&made);
                let verifier = self.verifier();
                self.edit().shared_mut().add([(&*made.file_name(), made.text.as_bytes())], &verifier, now);
                self.observe();
                self.requesting.step = RequestStep::Made(Rc::new(made));
                self.announce(Announcement::RequestMade);
            }
            Err(error) => {
                self.requesting.form.refuse(&error);
                self.announce_problems();
            }
        }
    }

    /// Trusts the key of this installation, for its own requests alone: only what can be verified is kept.
    fn trust_installation(&mut self, made: &MadeRequest) {
        let keys = TrustedKeys::parse(made.public_key.as_bytes()).unwrap_or_default();
        let now = self.now;
        for key in keys.iter().filter(|key| key.uses.as_deref() == Some(&[EmergencyRequest::TYPE])) {
            // It is there already, where this is not the first request.
            self.edit().shared_mut().add_key(key.clone(), now).unwrap_or_default();
        }
        self.keyring.follow(&self.record);
    }

    /// The requests that were made for an account, the last one first.
    pub(crate) fn requests<'s>(&'s self, account: &'s AccountName) -> Vec<AskedFor<'s>> {
        let of_account = |request: &EmergencyRequest| {
            request.account.as_ref().is_none_or(|name| *name == account.name)
                && request.product.as_ref().is_none_or(|name| *name == account.product)
        };
        let requests = self.files.iter().filter_map(|file| Some((&**file, request(file)?)));
        let requests = requests.filter(|(_, request)| of_account(request)).map(|(file, request)| {
            let answers = |license: &&License| license.request.as_ref() == Some(&request.id);
            let answer = self.licenses(account).map(|(license, _)| license).find(answers);
            AskedFor { file, request, answer }
        });
        requests.collect()
    }

    /// The request that a licence answers, where nothing is known of that here.
    pub(crate) fn unasked<'l>(&self, license: &'l License) -> Option<&'l str> {
        let id = license.request.as_deref()?;
        let is_known = self.files.iter().filter_map(|file| request(file)).any(|request| request.id == id);
        (!is_known).then_some(id)
    }

    /// Whether a file of the record is a request that was made here.
    pub(crate) fn is_request(&self, document: &StoredDocument) -> bool {
        let mut files = self.files.iter().filter(|file| request(file).is_some());
        files.any(|file| file.bytes() == document.bytes())
    }

    fn announce_problems(&mut self) {
        let count = self.requesting.form.problems.len();
        if count > 0 {
            self.requesting.form.refusals = self.requesting.form.refusals.wrapping_add(1);
            self.announce(Announcement::RequestRefused { count });
        }
    }
}

/// A request that was made.
pub(crate) struct AskedFor<'s> {
    pub(crate) file: &'s OpenedFile,
    pub(crate) request: &'s EmergencyRequest,
    /// The licence that answers it, once that is here.
    pub(crate) answer: Option<&'s License>,
}

/// The request in a file.
fn request(file: &OpenedFile) -> Option<&EmergencyRequest> {
    match &file.outcome {
        Outcome::Other { document, .. } => match &**document {
            VerifiedDocument::EmergencyRequest(request) => Some(request),
            _ => None,
        },
        _ => None,
    }
}
