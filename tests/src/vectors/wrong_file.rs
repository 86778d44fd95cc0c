//! A file that was chosen by mistake.

use super::Class;
use sha2::{Digest, Sha256};

pub(super) fn add(class: &mut Class) {
    let noise: Vec<u8> = (0..32_u8).flat_map(|number| Sha256::digest([number])).collect();
    let none = "This is no licence, and begins like none.";
    for (name, bytes) in [
        ("png", &b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1F\x15\xC4\x89"[..]),
        ("jpeg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        ("gif", b"GIF89a\x01\0\x01\0\x80\0\0"),
        ("pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0license.lic"),
        ("zip-empty", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("gzip", b"\x1F\x8B\x08\0\0\0\0\0\0\x03"),
        ("windows-program", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0"),
        ("linux-program", b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"),
        ("wasm-module", b"\0asm\x01\0\0\0"),
        ("html-page", b"<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head></html>\n"),
        ("xml-license", b"<?xml version=\"1.0\"?>\n<license><users>501</users></license>\n"),
        ("csv", b"username;first name;last name\r\nsupervisor;;\r\n"),
        ("readme", b"Put the licence file into this folder.\n"),
        ("ini-license", b"[license]\nusers = 501\n"),
        ("minisign-signature", b"untrusted comment: signature\nRWQf6LRCGA9i\n"),
        (
            "openssh-key",
            b"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4 vendor\n",
        ),
        ("random-bytes", &noise),
        ("1-byte", b"A"),
        ("1-zero-byte", b"\0"),
        ("1-new-line", b"\n"),
        ("white-space", b" \t\r\n \r\n"),
        ("zero-bytes", &[0; 512]),
        ("byte-order-mark", "\u{FEFF}".as_bytes()),
    ] {
        class.add(name, "armor_missing", none, bytes);
    }
    for (name, expect, comment, bytes) in [
        ("empty", "size_empty", "A file without a byte.", &b""[..]),
        ("1-brace", "json_syntax", "The first byte of a JSON document.", b"{"),
        ("1-full-stop", "encoding_segments", "Two empty parts of three.", b"."),
        ("2-full-stops", "json_syntax", "Three empty parts.", b".."),
        ("beginning-of-compact", "encoding_segments", "The first bytes of a compact document.", b"eyJ"),
        (
            "package-json",
            "json_envelope",
            "Another JSON document.",
            b"{\"name\":\"countersign\",\"version\":\"0.1.0\"}",
        ),
        ("key-set", "json_envelope", "The key set in place of the licence.", b"{\"keys\":[]}"),
        (
            "file-name",
            "encoding_segments",
            "A file's name in place of its content.",
            b"ucware-testlizenz.lic",
        ),
        (
            "certificate",
            "armor_label_unknown",
            "A certificate.",
            b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        ),
        (
            "private-key",
            "armor_label_unknown",
            "A private key.",
            b"-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----\n",
        ),
    ] {
        class.add(name, expect, comment, bytes);
    }
}
