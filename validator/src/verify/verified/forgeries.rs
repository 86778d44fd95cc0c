//! Ways to forge a [`Verified`](crate::Verified): none of them compiles, and what stands beside them does.
//!
//! Reading is permitted:
//! ```
//! # use countersign::{License, Verified};
//! fn serial(verified: &Verified<License>) -> u64 {
//!     verified.serial
//! }
//! ```
//! Not so changing what was read:
//! ```compile_fail,E0594
//! # use countersign::{License, Verified};
//! fn forge(verified: &mut Verified<License>) {
//!     verified.serial = 2;
//! }
//! ```
//! or making a licence of one's own:
//! ```compile_fail,E0639
//! # use countersign::{License, Verified};
//! fn forge(verified: &Verified<License>) -> License {
//!     License { serial: 2, ..License::clone(verified) }
//! }
//! ```
//! or calling a licence verified, by the fields,
//! ```compile_fail,E0451
//! # use countersign::{License, Verified};
//! fn forge(license: License, verified: Verified<License>) -> Verified<License> {
//!     Verified { value: license.into(), ..verified }
//! }
//! ```
//! ```compile_fail,E0616
//! # use countersign::{License, Verified};
//! fn forge(license: License, mut verified: Verified<License>) -> Verified<License> {
//!     verified.value = license.into();
//!     verified
//! }
//! ```
//! by the constructor,
//! ```compile_fail,E0624
//! # use countersign::{License, Verified};
//! fn forge(license: License) -> Verified<License> {
//!     Verified::new(license, &[], Vec::new())
//! }
//! ```
//! or by a trait that makes values from nothing, from bytes, or from others:
//! ```compile_fail,E0277
//! # use countersign::{License, Verified};
//! fn forge() -> Verified<License> {
//!     Default::default()
//! }
//! ```
//! ```compile_fail,E0277
//! # use countersign::{License, Verified};
//! fn forge<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<Verified<License>, D::Error> {
//!     serde::Deserialize::deserialize(reader)
//! }
//! ```
//! ```compile_fail,E0277
//! # use countersign::{License, Verified};
//! fn forge(license: License) -> Verified<License> {
//!     license.into()
//! }
//! ```
//! ```compile_fail,E0277
//! # use countersign::{License, Verified};
//! fn forge(verified: &mut Verified<License>) -> &mut License {
//!     std::ops::DerefMut::deref_mut(verified)
//! }
//! ```
