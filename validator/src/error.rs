//! The one error type, and the table of its stable codes.

use std::borrow::Cow;
use std::fmt;

/// Why a file, a key or a question was refused.
///
/// Carries a stable [`Code`], where in the input it went wrong, and both sides of the mismatch: what was
/// found and what was needed. `Display` gives an English sentence that says what is wrong and what to do;
/// a user interface in another language writes its own from [`code`](Error::code), [`at`](Error::at),
/// [`found`](Error::found) and [`needed`](Error::needed).
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Parts>);

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    code: Code,
    at: Option<String>,
    found: Option<String>,
    needed: Option<Cow<'static, str>>,
    /// What to do about it, where the reader is not the one for whom the code's own remedy is written.
    remedy: Option<&'static str>,
}

/// The result of everything here that reads input.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub(crate) fn new(code: Code) -> Self {
        Self(Box::new(Parts { code, at: None, found: None, needed: None, remedy: None }))
    }

    /// The same mismatch, as the stage that knows its meaning names it.
    pub(crate) fn with_code(mut self, code: Code) -> Self {
        self.0.code = code;
        self
    }

    /// The same without what was found, where that is not to be shown.
    pub(crate) fn without_found(mut self) -> Self {
        self.0.found = None;
        self
    }

    /// The same without either side, where what is needed would show what was found.
    pub(crate) fn without_sides(mut self) -> Self {
        self.0.needed = None;
        self.without_found()
    }

    pub(crate) fn with_at(mut self, at: impl fmt::Display) -> Self {
        self.0.at = Some(excerpt(&at, 200));
        self
    }

    pub(crate) fn with_found(mut self, found: impl fmt::Display) -> Self {
        self.0.found = Some(excerpt(&found, 80));
        self
    }

    pub(crate) fn with_needed(mut self, needed: impl Into<Cow<'static, str>>) -> Self {
        self.0.needed = Some(needed.into());
        self
    }

    #[cfg(feature = "issue")]
    pub(crate) fn with_remedy(mut self, remedy: &'static str) -> Self {
        self.0.remedy = Some(remedy);
        self
    }

    /// What went wrong, as a value to match on.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Where in the input: a field's path (`lic.entitlements[0].id`), a line or a byte.
    pub fn at(&self) -> Option<&str> {
        self.0.at.as_deref()
    }

    /// The side that the input has. Long input is cut, and control characters are escaped.
    pub fn found(&self) -> Option<&str> {
        self.0.found.as_deref()
    }

    /// The side that would have been accepted.
    pub fn needed(&self) -> Option<&str> {
        self.0.needed.as_deref()
    }

    /// What the reader can do about it, in English.
    pub fn remedy(&self) -> &'static str {
        self.0.remedy.unwrap_or(self.0.code.remedy())
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code.meaning())?;
        let sides = [("at", self.at()), ("found", self.found()), ("needed", self.needed())];
        let mut separator = " (";
        for (side, value) in sides {
            if let Some(value) = value {
                write!(f, "{separator}{side}: {value}")?;
                separator = ", ";
            }
        }
        f.write_str(if separator == ", " { "). " } else { ". " })?;
        f.write_str(self.remedy())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.0.code)
    }
}

impl std::error::Error for Error {}

impl serde::Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut row = serializer.serialize_struct("Error", 5)?;
        row.serialize_field("code", self.0.code.as_str())?;
        row.serialize_field("message", &format!("{self}"))?;
        for (name, side) in [("at", self.at()), ("found", self.found()), ("needed", self.needed())] {
            match side {
                Some(side) => row.serialize_field(name, side)?,
                None => row.skip_field(name)?,
            }
        }
        row.end()
    }
}

/// Input in an error is for reading, so it is kept short and can't steer a terminal or a page.
fn excerpt(input: &dyn fmt::Display, longest: usize) -> String {
    let mut short = String::new();
    for (count, c) in format!("{input}").chars().enumerate() {
        if count == longest {
            short.push('…');
            break;
        }
        if crate::text::is_forbidden(c) || is_invisible(c) {
            short.extend(c.escape_unicode());
        } else {
            short.push(c);
        }
    }
    short
}

/// What is no control character, and yet not seen. Where one is at fault, it must be.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal: $meaning:literal, $remedy:literal;)*) => {
        /// The stable codes of [`Error`]. A code begins with the stage that refused, and never changes
        /// its meaning; new ones may be added.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] #[doc = "."] $(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every code, in the order of the stages.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The code as it stands in reports and in JavaScript, e.g. `signature_invalid`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What is wrong, and what to do about it.
            fn text(self) -> (&'static str, &'static str) {
                match self { $(Code::$variant => ($meaning, $remedy),)* }
            }

            /// What the code means, in English.
            pub fn meaning(self) -> &'static str {
                self.text().0
            }

            /// What the reader can do about it, in English.
            pub fn remedy(self) -> &'static str {
                self.text().1
            }
        }
    };
}

codes! {
    SizeEmpty "size_empty": "The file is empty", "Get the file from its sender again.";
    SizeTooLarge "size_too_large": "The file is larger than is accepted", "Check that it is the right file, or raise the limit.";

    ArmorMissing "armor_missing": "This can't be read as a licence file", "Choose the file that the vendor sent: it begins with -----BEGIN, with { or with eyJ.";
    ArmorLabelUnknown "armor_label_unknown": "The label of the -----BEGIN line is not known", "Choose the file that was asked for, with its label as it was sent, or update this program.";
    ArmorLabelMismatch "armor_label_mismatch": "The label of the block is not that of the document in it", "Ask the sender for the unaltered file.";
    ArmorRepeated "armor_repeated": "There is more than one -----BEGIN line", "Give one document at a time.";
    ArmorEndMissing "armor_end_missing": "The -----END line that belongs to the -----BEGIN line is missing", "Copy all of the text, from -----BEGIN to the dashes after -----END, or get the file again.";

    EncodingBase64 "encoding_base64": "There is a character in the encoded data that does not belong there", "The file was altered on its way, often by a mail program: get it again as an attachment.";
    EncodingPadding "encoding_padding": "The encoded data has the wrong padding or length", "The file was altered on its way: get it again as an attachment.";
    EncodingTrailingBits "encoding_trailing_bits": "The encoded data does not end as it should", "The file was altered: get it from its sender again.";
    EncodingSegments "encoding_segments": "A compact document has three parts with dots between them", "Copy all of the text again.";

    JsonUtf8 "json_utf8": "The document is not valid UTF-8", "Ask the vendor for a correct file.";
    JsonBom "json_bom": "The document begins with a byte order mark", "Ask the vendor for a correct file.";
    JsonSyntax "json_syntax": "The document is not valid JSON", "The file was altered or cut short: get it again.";
    JsonRoot "json_root": "The document is not a JSON object", "Ask the vendor for a correct file.";
    JsonDepth "json_depth": "The document is nested too deeply", "Ask the vendor for a correct file.";
    JsonCount "json_count": "The document has more values than it can need", "Ask the vendor for a correct file.";
    JsonDuplicateKey "json_duplicate_key": "A name stands twice in one object", "Ask the vendor for a correct file.";
    JsonNumber "json_number": "A number is not an integer that can be represented exactly", "Ask the vendor for a correct file.";
    JsonSurrogate "json_surrogate": "A string has half of a surrogate pair", "Ask the vendor for a correct file.";
    JsonTrailing "json_trailing": "Something follows the end of the document", "The file was altered: get it again.";
    JsonEnvelope "json_envelope": "The envelope does not have the members that it should have", "Ask the vendor for a correct file.";

    HeaderMissing "header_missing": "The protected header lacks a field", "Ask the vendor for a correct file.";
    HeaderField "header_field": "The header has a field that version 1 does not know", "Update this program, or ask the vendor for a correct file.";
    HeaderUnprotected "header_unprotected": "There is a header that no signature protects", "Do not use this file.";
    HeaderAlg "header_alg": "The signature algorithm is not Ed25519", "Do not use this file.";
    HeaderTyp "header_typ": "The document type is not known", "Update this program, or ask the vendor for a correct file.";
    HeaderTypMismatch "header_typ_mismatch": "The document is of another type than was asked for", "Choose a file of the right type.";
    HeaderKid "header_kid": "The key id is not a thumbprint", "Ask the vendor for a correct file.";

    KeyFormat "key_format": "The key file is not in a format that is read", "Give a JWK set, SPKI PEM, an OpenSSH or minisign public key, or 32 bytes in hex or base64.";
    KeyPrivate "key_private": "This is a private key", "Keep it secret, and give only the public key.";
    KeyWeak "key_weak": "The key is weak: anybody can sign for it", "Ask the vendor for a proper key.";
    KeyNonCanonical "key_non_canonical": "The key is not encoded in the one permitted way", "Ask the vendor for a proper key.";
    KeyTorsion "key_torsion": "The key has a torsion component", "Ask the vendor for a proper key.";
    KeyThumbprint "key_thumbprint": "The key id is not the thumbprint of the key", "Ask the vendor for a correct key set.";
    KeyInvalid "key_invalid": "The key set has a key that can't be used", "Ask the vendor for a correct key set.";
    KeyUnknown "key_unknown": "No trusted key signed this file", "Compare the thumbprint of its key with the vendor's, and add that key if it is genuine.";
    KeyUse "key_use": "The signing key is not trusted for this type of document", "Ask the vendor which key signs such documents.";
    KeyIssuer "key_issuer": "The signing key is not trusted for this issuer", "Ask the vendor whether the file is genuine.";
    KeyProduct "key_product": "The signing key is not trusted for this product", "Ask the vendor whether the file is genuine.";
    KeyPeriod "key_period": "The file was issued outside the signing key's period", "Ask the vendor for a file signed with a current key.";
    KeyRetired "key_retired": "The signing key was retired", "Ask the vendor for a file signed with a current key.";
    KeySecret "key_secret": "The licence key or passphrase that decrypts the data is missing or wrong", "Enter it exactly as the vendor sent it.";
    KeyRandomness "key_randomness": "The system gave no random numbers to make a key from", "Try again, or make the key on another machine.";

    SignatureCount "signature_count": "The number of signatures is outside the limits", "Ask the vendor for a correct file.";
    SignatureMalformed "signature_malformed": "A signature is not 64 bytes long", "The file was altered or cut short: get it again.";
    SignatureInvalid "signature_invalid": "The signature does not hold: the file was altered, or is not genuine", "Do not use it. Get the file from the vendor again.";
    SignatureThreshold "signature_threshold": "Not enough trusted keys signed this file", "Ask the vendor for a file with all signatures.";

    ClaimsMissing "claims_missing": "A required field is missing", "Ask the vendor for a correct file.";
    ClaimsType "claims_type": "A field has a value of the wrong type", "Ask the vendor for a correct file.";
    ClaimsValue "claims_value": "A field has a value that is not permitted", "Ask the vendor for a correct file.";
    ClaimsRange "claims_range": "A number is outside its limits", "Ask the vendor for a correct file.";
    ClaimsLength "claims_length": "A text or a list is too short or too long", "Ask the vendor for a correct file.";
    ClaimsText "claims_text": "A text has a character that could deceive a reader", "Ask the vendor for a correct file.";
    ClaimsDuplicate "claims_duplicate": "An id stands twice where it may stand once", "Ask the vendor for a correct file.";
    ClaimsConflict "claims_conflict": "Two fields contradict each other", "Ask the vendor for a correct file.";
    ClaimsCrit "claims_crit": "The document requires an extension that is not known here", "Update this program.";

    ActivationMissing "activation_missing": "The activation that the receipt is about is not at hand", "Give the activation, with its licence, together with the receipt.";
    Stale "stale": "A newer document of this kind was taken already", "Use the newest one.";
    ProductAmbiguous "product_ambiguous": "The files are for several products", "Name the product that is to be judged.";
    AccountAmbiguous "account_ambiguous": "The files are for several accounts", "Name the account that is to be judged.";
    ListBytes "list_bytes": "A character of a name can't be read in the encoding that was chosen", "Choose another encoding, or correct the name in the list.";
    ListEmpty "list_empty": "There is no line with anything in it", "Choose another file.";
    ListLine "list_line": "The line has more fields, or longer ones, than a list may have", "Compare the separator, and look for a quotation mark that is never closed.";
    PersonName "person_name": "A name of a person is missing, too long, or has a character that could deceive a reader", "Correct the name, and try again.";
    PersonDuplicate "person_duplicate": "Somebody with this user name is on the list already", "Keep one of the two, or give one of them another user name.";
    StateEntry "state_entry": "An entry of the saved state is not as it should be", "Put in again what it held, or import an older export, which undoes nothing.";
    StateFormat "state_format": "This is not the first line of a saved state", "Choose the file that was exported. What could be read of this one was taken.";
    StateVersion "state_version": "The state was saved by a newer version of the program", "Update this program. What could be read was taken.";
    PoolEntry "pool_entry": "A line of the pool's snapshot is not as it should be", "Restore an unchanged snapshot. Nothing of this one was taken.";
    PoolFormat "pool_format": "This is not a whole snapshot of a pool", "Restore the text that a pool wrote, all of it. Nothing of this one was taken.";
    PoolVersion "pool_version": "The snapshot was written by a newer version of the program", "Update this program. Nothing of the snapshot was taken.";
    HostInvalid "host_invalid": "The host file is not as it should be", "Make it again on that machine.";
    VersionInvalid "version_invalid": "The product version can't be read", "Give it as numbers with dots between them, e.g. 5.1.";
    LockCodeInvalid "lock_code_invalid": "The lock code has a mistake in it", "Compare it with the machine's, group by group.";
    ProductKeyInvalid "product_key_invalid": "The product key has a mistake in it", "Compare it with the one that you were given, group by group.";
    LockCodeMissing "lock_code_missing": "There is neither a key nor a machine id to make a lock code from", "Make a key on the machine, or give its machine id.";
    InstantInvalid "instant_invalid": "The point in time can't be read", "Give Unix seconds or a date and time such as 2026-01-31T12:00:00Z.";
    UsageInvalid "usage_invalid": "The request can't be understood", "See the documentation of the command or function.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_its_stage_and_stands_once() {
        const STAGES: [&str; 8] =
            ["size_", "armor_", "encoding_", "json_", "header_", "key_", "signature_", "claims_"];
        /// Those that are no fault of a file.
        const OTHERS: [&str; 22] = [
            "account_ambiguous",
            "activation_missing",
            "host_invalid",
            "instant_invalid",
            "list_bytes",
            "list_empty",
            "list_line",
            "lock_code_invalid",
            "lock_code_missing",
            "person_duplicate",
            "person_name",
            "pool_entry",
            "pool_format",
            "pool_version",
            "product_ambiguous",
            "product_key_invalid",
            "stale",
            "state_entry",
            "state_format",
            "state_version",
            "usage_invalid",
            "version_invalid",
        ];
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for name in &names {
            assert!(STAGES.iter().any(|stage| name.starts_with(stage)) || OTHERS.contains(name), "{name}");
        }
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(count, names.len());
    }

    #[test]
    fn a_message_names_both_sides_and_the_remedy() {
        let error = Error::new(Code::ClaimsType).with_at("lic.name").with_found("5").with_needed("text");
        assert_eq!(
            error.to_string(),
            "A field has a value of the wrong type (at: lic.name, found: 5, needed: text). Ask the vendor for a correct file."
        );
    }

    #[test]
    fn found_input_is_cut_and_escaped() {
        let error = Error::new(Code::ClaimsValue).with_found("\u{202E}".to_string() + &"x".repeat(200));
        let found = error.found().unwrap();
        assert!(found.starts_with("\\u{202e}x") && found.ends_with('…') && found.len() < 100, "{found}");
    }
}
