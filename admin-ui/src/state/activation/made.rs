//! What is made to be sent: requests, slips and receipts.

use countersign::issue::{ActivationRequestDraft, DeactivationDraft, SignedDocument, SigningKey};
use countersign::{Amounts, Code, HostIdentity, LockCode, ProductVersion, Result, UnixTime};
use countersign_kit::slip::Slip;
use std::rc::Rc;

/// What a request is to ask for.
#[derive(Clone, Debug)]
pub(crate) enum UnsignedActivation {
    /// For this browser, signed by its own key.
    Own {
        product: String,
        account: String,
        license: String,
        product_version: Option<ProductVersion>,
        description: Option<String>,
        wants: Amounts,
    },
    /// For a machine of which the lock code is known: nobody signs.
    Slip(Rc<Slip>),
}

/// What is to be given back.
#[derive(Clone, Debug)]
pub(crate) struct UnsignedReturn {
    pub(super) draft: DeactivationDraft,
    pub(super) license: String,
    pub(super) lock_code: Option<LockCode>,
    pub(super) description: Option<String>,
}

/// What it is that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    Request,
    Slip,
    Receipt,
}

/// Something that is made, in the forms in which it can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    pub(crate) what: Sending,
    pub(crate) license: String,
    pub(crate) lock_code: Option<LockCode>,
    pub(crate) description: Option<String>,
    pub(crate) wants: Vec<(String, u64)>,
    /// The name of its file.
    pub(crate) file: String,
    /// As a text block, for a file or an e-mail.
    pub(crate) text: String,
    /// As short as it can be, for a QR code.
    pub(crate) compact: String,
}

impl UnsignedActivation {
    /// Signs the request, where it is for this browser.
    ///
    /// # Errors
    /// Those of [`ActivationRequestDraft::sign`], which name the claim.
    pub(crate) fn sign(&self, key: &SigningKey, now: UnixTime) -> Result<Outgoing> {
        let (product, account, license, product_version, description, wants) = match self {
            Self::Slip(slip) => return Ok(Outgoing::of_slip(slip)),
            Self::Own { product, account, license, product_version, description, wants } => {
                (product, account, license, product_version, description, wants)
            }
        };
        let host = HostIdentity::new(Some(*key.public_key()), [], description.clone())?;
        let lock_code = host.lock_code();
        let draft = ActivationRequestDraft {
            product: product.clone(),
            account: account.clone(),
            license: license.clone(),
            product_version: product_version.clone(),
            host,
            wants: wants.clone(),
            replaces: None,
            redundant: None,
        };
        let about = Outgoing {
            what: Sending::Request,
            license: license.clone(),
            lock_code: Some(lock_code),
            description: description.clone(),
            wants: wants.iter().map(|(id, wanted)| (id.to_owned(), wanted)).collect(),
            file: format!("activation-request-{}.lic", plain(license)),
            text: String::new(),
            compact: String::new(),
        };
        about.with(&draft.sign(key, now)?)
    }
}

impl UnsignedReturn {
    /// Signs the receipt.
    ///
    /// # Errors
    /// `key_issuer` where the activation names another key; those of [`DeactivationDraft::sign`].
    pub(crate) fn sign(&self, key: &SigningKey, now: UnixTime) -> Result<Outgoing> {
        let about = Outgoing {
            what: Sending::Receipt,
            license: self.license.clone(),
            lock_code: self.lock_code,
            description: self.description.clone(),
            wants: Vec::new(),
            file: format!("receipt-{}.lic", plain(&self.draft.activation.id)),
            text: String::new(),
            compact: String::new(),
        };
        about.with(&self.draft.sign(key, now)?)
    }
}

impl Outgoing {
    fn of_slip(slip: &Slip) -> Self {
        let text = slip.to_text();
        Self {
            what: Sending::Slip,
            license: slip.license.clone(),
            lock_code: slip.lock_codes.first().copied(),
            description: slip.description.clone(),
            wants: slip.wants.clone(),
            file: format!("activation-slip-{}.txt", plain(&slip.license)),
            compact: text.clone(),
            text: text + "\n",
        }
    }

    fn with(self, signed: &SignedDocument) -> Result<Self> {
        Ok(Self {
            text: signed.to_armor(),
            compact: signed.to_compact().ok_or(Code::SignatureCount)?,
            ..self
        })
    }
}

/// What a file may be called by.
fn plain(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect()
}
