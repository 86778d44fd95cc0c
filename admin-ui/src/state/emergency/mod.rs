//! Emergencies: what may be asked for or started, the form of a request, and the request that was made.

mod candidate;
mod form;
mod made;
mod requesting;
mod start;

pub(crate) use candidate::Candidate;
pub(crate) use form::{RequestField, RequestForm, RequestProblem};
pub(crate) use made::{MadeRequest, UnsignedRequest};
pub(crate) use requesting::{AskedFor, RequestStep, Requesting};
