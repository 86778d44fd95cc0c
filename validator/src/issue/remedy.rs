//! What to do about an error, for who issues documents.

use crate::error::{Code, Error};

impl Error {
    /// The same error, told to who makes documents and has the keys: there is no vendor to ask.
    #[must_use]
    pub fn for_issuer(self) -> Self {
        let remedy = match self.code() {
            Code::KeySecret => "Give the passphrase with which the private key was encrypted.",
            Code::JsonBom | Code::JsonUtf8 => {
                "Save the file as UTF-8 without a byte order mark, and try again."
            }
            Code::SizeEmpty => "Give the file as it was written.",
            Code::KeyRandomness => return self,
            code => match code.as_str().split('_').next() {
                Some("armor" | "encoding") => "Give the file as it was written.",
                Some("json" | "header" | "claims" | "signature") => "Correct the file, and try again.",
                Some("key") => "Give the right key, or make a new one with countersign keygen.",
                _ => return self,
            },
        };
        self.with_remedy(remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_himself() {
        for &code in Code::ALL {
            let error = Error::new(code).for_issuer();
            for sender in ["vendor", "sender"] {
                assert!(!error.remedy().contains(sender), "{error}");
            }
            assert_eq!(error.to_string(), format!("{}. {}", code.meaning(), error.remedy()));
        }
    }
}
