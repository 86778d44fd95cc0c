//! Naming what is no key that is read, and what to do with it, without quoting it: it may be a secret.

use crate::carrier::plain::contains;
use crate::error::{Code, Error};
use crate::values::document_type::DocumentType;

/// How PKCS#8 begins after the length of all of it: with its version (RFC 5958).
const PRIVATE_VERSIONS: [&[u8]; 3] = [&[2, 1, 0], &[2, 1, 1], &[2, 1, 3]];
/// Password-based encryption, by which private keys are encrypted (RFC 8018).
const PBES2: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05, 0x0D];
/// How X.509 certificates of version 3 begin, after two lengths (RFC 5280).
const CERTIFICATE: &[u8] = &[0xA0, 3, 2, 1, 2];
/// Keys of other algorithms by their object identifiers.
const ALGORITHMS: [(&[u8], &str); 4] = [
    (&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01], "an RSA key"),
    (&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01], "an EC key"),
    (&[0x2B, 0x65, 0x6E], "an X25519 key"),
    (&[0x2B, 0x65, 0x71], "an Ed448 key"),
];

const OF_A_CERTIFICATE: &str = "its public key, as openssl x509 -pubkey -noout prints it";

/// An error about the format of a key, which says what was found.
pub(crate) fn unreadable(found: &str) -> Error {
    Error::new(Code::KeyFormat).with_found(found)
}

/// The error about a private key in place of a public one.
pub(crate) fn private(found: &str) -> Error {
    Error::new(Code::KeyPrivate).with_found(found)
}

/// The error about a block of PEM under another label than a public key's.
pub(crate) fn block(label: &str) -> Error {
    match label {
        _ if label.ends_with("PRIVATE KEY") => private(label),
        _ if label.contains("CERTIFICATE") => {
            unreadable("an X.509 certificate").with_needed(OF_A_CERTIFICATE)
        }
        _ if label.starts_with("PGP ") => {
            unreadable("an OpenPGP key or message").with_needed("an Ed25519 key in another format")
        }
        "RSA PUBLIC KEY" => unreadable("an RSA key").with_needed("an Ed25519 key"),
        _ if DocumentType::from_label(label).is_some() => {
            unreadable("a signed document").with_needed("the key that signed it")
        }
        _ => unreadable(&label.escape_default().to_string()).with_needed("PUBLIC KEY"),
    }
}

/// The error about DER that is no Ed25519 public key.
pub(crate) fn der(bytes: &[u8]) -> Error {
    let beginning = &bytes[..bytes.len().min(16)];
    // Lengths up to 127 are one byte, up to 65,535 three.
    let after_length = bytes.get(if bytes.get(1) == Some(&0x82) { 4.. } else { 2.. }).unwrap_or_default();
    if PRIVATE_VERSIONS.iter().any(|version| after_length.starts_with(version)) || contains(bytes, PBES2) {
        return private("a private key in DER");
    }
    if contains(beginning, CERTIFICATE) {
        return unreadable("an X.509 certificate").with_needed(OF_A_CERTIFICATE);
    }
    match algorithm(bytes) {
        Some(algorithm) => unreadable(algorithm).with_needed("an Ed25519 key"),
        None => unreadable("a key of another algorithm or form"),
    }
}

/// The algorithm of a key in DER, where it is a usual one other than Ed25519.
pub(crate) fn algorithm(der: &[u8]) -> Option<&'static str> {
    ALGORITHMS.iter().find(|(identifier, _)| contains(der, identifier)).map(|(_, algorithm)| *algorithm)
}

/// The error about a file that is no text.
pub(super) fn binary(bytes: &[u8]) -> Error {
    match bytes {
        _ if bytes.len() == 32 => {
            unreadable("32 raw bytes").with_needed("them in hex, by xxd -p -c 32, or in base64")
        }
        [0x30, ..] => der(bytes),
        _ => unreadable("binary data"),
    }
}

/// The error about a text of a form that has no blocks of PEM.
pub(super) fn text(text: &str) -> Option<Error> {
    Some(match text.trim_ascii_start() {
        text if text.starts_with("---- BEGIN SSH2 PUBLIC KEY") => {
            unreadable("an SSH2 public key (RFC 4716)").with_needed("OpenSSH's form, by ssh-keygen -i")
        }
        text if text.contains("PRIVATE KEY ----") => private("an SSH2 private key"),
        text if text.starts_with("PuTTY-User-Key-File") => private("a PuTTY key"),
        text if text.starts_with('[') => unreadable("a JSON list").with_needed("{\"keys\": […]}"),
        text if text.starts_with("untrusted comment:") && text.trim_ascii_end().lines().count() > 2 => {
            unreadable("a minisign signature").with_needed("the public key")
        }
        _ => return None,
    })
}
