//! What is decided about sets of licences, at the exact instants.
//!
//! The licences are read by the reader that follows verification, but carry no signature: what is tested
//! here is the verdict, and signing would be most of the time. Whether a signature holds is tested apart.

mod claims;
mod clock;
mod emergency;
mod limits;
mod reading;
mod report;
mod sets;
mod status;

use claims::Claims;
