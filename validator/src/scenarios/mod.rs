//! What is decided about sets of documents, at the exact instants.
//!
//! The documents are read by the reader that follows verification, but carry no signature: what is tested
//! here is the verdict, and signing would be most of the time. Whether a signature holds is tested apart.

mod claims;
mod clock;
mod decide;
mod emergency;
mod emergency_state;
mod limits;
mod preview;
mod reading;
mod removal;
mod report;
mod revocation;
mod seating;
mod seats;
mod sets;
mod single;
mod status;

use claims::Claims;
