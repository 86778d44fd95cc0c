//! Signed documents of which every part can be made wrong.

use crate::TestKey;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// A JSON Web Signature in its base64url parts, as they stand in every carrier.
#[derive(Clone)]
pub struct Jws {
    /// The protected header.
    pub protected: String,
    /// The payload.
    pub payload: String,
    /// The signature.
    pub signature: String,
}

impl Jws {
    /// A licence with these claims, properly signed by the vendor's key.
    pub fn license(claims: impl AsRef<[u8]>) -> Self {
        let vendor = TestKey::vendor();
        Self::signed(vendor.header(), claims, &vendor)
    }

    /// A document with this header and payload, whatever they are, signed by the key.
    pub fn signed(header: impl AsRef<[u8]>, payload: impl AsRef<[u8]>, key: &TestKey) -> Self {
        let jws = Self {
            protected: URL_SAFE_NO_PAD.encode(header),
            payload: URL_SAFE_NO_PAD.encode(payload),
            signature: String::new(),
        };
        jws.signed_again(key)
    }

    /// The same document with a signature by the key over what it is now.
    pub fn signed_again(self, key: &TestKey) -> Self {
        let signature = key.sign(self.message().as_bytes());
        self.with_signature(signature)
    }

    /// The same document with another signature, of any length.
    pub fn with_signature(self, signature: impl AsRef<[u8]>) -> Self {
        Self { signature: URL_SAFE_NO_PAD.encode(signature), ..self }
    }

    /// What is signed.
    pub fn message(&self) -> String {
        format!("{}.{}", self.protected, self.payload)
    }

    /// The bytes of the signature.
    pub fn signature_bytes(&self) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(&self.signature).expect("signatures are encoded here")
    }

    /// The document as compact text.
    pub fn compact(&self) -> String {
        format!("{}.{}.{}", self.protected, self.payload, self.signature)
    }

    /// The document as flattened JSON.
    pub fn flattened(&self) -> String {
        format!(r#"{{"payload":"{}",{}}}"#, self.payload, self.signature_members())
    }

    /// The document as armoured text.
    pub fn armored(&self) -> String {
        armored("SIGNED LICENSE", self.flattened())
    }

    /// The signature as general JSON has it.
    fn signature_members(&self) -> String {
        format!(r#""protected":"{}","signature":"{}""#, self.protected, self.signature)
    }
}

/// General JSON with the payload of the first document and the signatures of all.
pub fn general(signed: &[&Jws]) -> String {
    let payload = signed.first().map_or("", |jws| &jws.payload);
    let rows: Vec<_> = signed.iter().map(|jws| format!("{{{}}}", jws.signature_members())).collect();
    format!(r#"{{"payload":"{payload}","signatures":[{}]}}"#, rows.join(","))
}

/// Anything at all between a BEGIN and an END line.
pub fn armored(label: &str, content: impl AsRef<[u8]>) -> String {
    let encoded = STANDARD.encode(content);
    let mut text = format!("-----BEGIN {label}-----\n");
    for line in encoded.as_bytes().chunks(64) {
        text.push_str(str::from_utf8(line).expect("base64 is ASCII"));
        text.push('\n');
    }
    text + &format!("-----END {label}-----\n")
}
