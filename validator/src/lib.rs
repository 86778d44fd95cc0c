//! Verifies Ed25519-signed licence files.
