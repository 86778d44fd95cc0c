//! Hosts: who a machine says that it is, in host files and in the documents about it.

mod file;
mod identity;

pub use identity::HostIdentity;
pub(crate) use identity::read_key;
