//! The forms in which a signed document leaves.

use super::SignedDocument;
use crate::carrier::armor;
use std::fmt::Write as _;

impl SignedDocument {
    /// Armoured text, the form of a `.lic` file.
    pub fn to_armor(&self) -> String {
        armor::write(self.document_type, self.to_json().as_bytes())
    }

    /// JSON: flattened for one signature, general for several (RFC 7515, section 7.2).
    pub fn to_json(&self) -> String {
        // No value holds a character that JSON escapes: all of them are base64url.
        let mut json = format!(r#"{{"payload":"{}","#, self.payload);
        let rows = self.signatures.iter().map(|signature| {
            format!(r#""protected":"{}","signature":"{}""#, signature.protected, signature.signature)
        });
        match rows.collect::<Vec<_>>().as_slice() {
            [row] => json.push_str(row),
            rows => {
                let rows = rows.join("},{");
                // Writing to a string can't fail.
                let _ = write!(json, r#""signatures":[{{{rows}}}]"#);
            }
        }
        json.push('}');
        json
    }

    /// The compact form, for QR codes, addresses and environment variables; none where there are several
    /// signatures.
    pub fn to_compact(&self) -> Option<String> {
        match self.signatures.as_slice() {
            [one] => Some(format!("{}.{}.{}", one.protected, self.payload, one.signature)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::issue::SigningKey;
    use crate::issue::sign::sign;
    use crate::{Carrier, DocumentType, Envelope};

    #[test]
    fn every_carrier_is_read_back() {
        let keys = [SigningKey::generate().unwrap(), SigningKey::generate().unwrap()];
        let one = sign(b"{}", DocumentType::License, &[&keys[0]]).unwrap();
        let two = sign(b"{}", DocumentType::License, &[&keys[0], &keys[1]]).unwrap();
        let written = [
            (one.to_armor(), Carrier::Armor, 1),
            (one.to_json(), Carrier::Json, 1),
            (one.to_compact().unwrap(), Carrier::Compact, 1),
            (two.to_armor(), Carrier::Armor, 2),
            (two.to_json(), Carrier::Json, 2),
        ];
        for (text, carrier, signatures) in written {
            let envelope = Envelope::read(text.as_bytes()).unwrap();
            assert_eq!((envelope.carrier(), envelope.key_ids().count()), (carrier, signatures));
        }
        assert_eq!(two.to_compact(), None);
    }
}
