//! Activation: which licences need it, what is asked for, which machines have it, and giving it back.

mod form;
mod hosts;
mod made;
mod reduce;

pub(crate) use form::{ActivationField, ActivationForm, ActivationProblem, Whose};
pub(crate) use hosts::{Activated, Pool};
pub(in crate::state) use hosts::{activation, status_in};
pub(crate) use made::{Outgoing, Sending, UnsignedActivation, UnsignedReturn};

use super::{FileId, Given};
use countersign::{PublicKey, Report, Result};
use std::rc::Rc;

/// What is known and done on the page of activation.
#[derive(Clone, Default)]
pub(crate) struct Activating {
    /// The public half of this browser's own key, once it was read or made.
    pub(crate) installation: Option<PublicKey>,
    pub(crate) form: ActivationForm,
    pub(crate) step: ActivationStep,
    /// What the licences of the account that is shown come to in this very browser.
    pub(crate) here: Option<Rc<Report>>,
}

/// How far it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum ActivationStep {
    /// Nothing is being done.
    #[default]
    Closed,
    /// The form is being filled in.
    Asking,
    /// Something is made, and is to be sent.
    Made(Rc<Outgoing>),
}

/// What is done on the page of activation.
#[derive(Clone, Debug)]
pub(crate) enum ActivationAction {
    /// This browser's own key was found.
    Found(PublicKey),
    /// The form is to be shown, for a licence.
    Ask { license: String },
    /// A field was typed into.
    Edit { field: ActivationField, text: String },
    /// It is said for which machine it is.
    Choose(Whose),
    /// A host file was given.
    HostFile(Given),
    /// The request is to be made as the form says.
    Make,
    /// It was signed, or could not be.
    Made(Box<Result<Outgoing>>),
    /// The form, or what was made, is laid aside.
    Leave,
    /// An activation of this browser is to be given back, once that was confirmed.
    Return(FileId),
    /// The receipt was signed, or could not be.
    Returned(Box<Result<Outgoing>>),
}
