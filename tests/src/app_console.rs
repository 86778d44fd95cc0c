//! The issuer's console, used as people at a licence desk use it.

use crate::app::App;
use crate::fixtures;
use crate::webdriver::{Element, Role};
use countersign::issue::{ActivationRequestDraft, SigningKey};
use countersign::{Amounts, Envelope, HostIdentity, Part, PartName, UnixTime};
use serde_json::json;
use std::time::SystemTime;

/// The passphrase of the tests' keys.
pub const PASSPHRASE: &str = "correct horse battery";
/// The issuer of the fixtures.
pub const ISSUER: &str = "https://vendor.example";
/// The part of the page with what is handed out.
const HANDED_OUT: &str = "Hand it out";

/// A machine with a key and a machine id of its own.
pub struct Machine {
    /// Its key.
    pub key: SigningKey,
    /// What it says of itself.
    pub identity: HostIdentity,
}

impl Machine {
    /// A machine that people call so.
    ///
    /// # Panics
    /// Where there are no random numbers.
    pub fn new(name: &str) -> Self {
        let key = SigningKey::generate().expect("random numbers");
        let parts = Part::new(PartName::MachineId, name);
        let identity = HostIdentity::new(Some(*key.public_key()), parts, Some(name.to_owned()));
        Self { key, identity: identity.expect("a host") }
    }

    /// Its request for so much of a licence of the fixtures.
    ///
    /// # Panics
    /// Where the wishes are none.
    pub fn request(&self, product: &str, license: &str, (id, wanted): (&str, u64)) -> String {
        let wants: Amounts = [(id.to_owned(), wanted)].into_iter().collect();
        let draft = ActivationRequestDraft {
            product: product.to_owned(),
            account: "musterkontakt".to_owned(),
            license: license.to_owned(),
            product_version: None,
            host: self.identity.clone(),
            wants,
            replaces: None,
            redundant: None,
        };
        draft.sign(&self.key, now()).expect("a request").to_armor()
    }
}

fn now() -> UnixTime {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock");
    UnixTime::from_secs(i64::try_from(seconds.as_secs()).expect("a clock")).expect("a clock")
}

impl App<'_> {
    /// Goes to a page of the console by its address: the link to the requests says how many there are.
    pub fn console_at(&self, hash: &str, heading: &str) {
        self.browser.run("location.hash = arguments[0]", json!([hash]));
        self.find(Role::Heading, heading);
    }

    /// Imports the key that signs the fixtures, which is then open.
    pub fn import_vendor_key(&self) {
        self.console_at("#/keys", "Keys");
        let pem = self.file("test-key.pem", &fixtures::read("test-key.pem"));
        self.find(Role::FileField, "Choose key file…").give(&pem);
        self.find(Role::Heading, "Import this signing key");
        for field in ["#passphrase-import", "#passphrase-import-again"] {
            self.browser.element(field).give(PASSPHRASE);
        }
        self.find(Role::Button, "Import").click();
        self.find(Role::Button, "Lock now");
    }

    /// Begins a ledger of the fixtures' issuer.
    pub fn begin_ledger(&self) {
        self.console_at("#/ledger", "Ledger");
        self.find(Role::TextField, "Issuer").give(ISSUER);
        self.find(Role::Button, "Begin a new ledger").click();
        self.find(Role::Heading, "countersign.ledger");
    }

    /// Takes a document of the fixtures into the ledger.
    pub fn enter(&self, name: &str) {
        let file = self.file(name, &fixtures::read(name));
        self.find(Role::FileField, "Choose documents…").give(&file);
    }

    /// Chooses a request, and gives the part of the page about it.
    pub fn ask(&self, request: &str) -> Element<'_> {
        self.console_at("#/", "Requests");
        // The one that is shown already is not waited for.
        let mark = "document.querySelector('article')?.setAttribute('data-seen', '')";
        self.browser.run(mark, json!([]));
        let file = self.file("a.request", request.as_bytes());
        self.find(Role::FileField, "Choose requests…").give(&file);
        self.wait_until("return !!document.querySelector('article:not([data-seen])')", json!([]));
        self.browser.element("article")
    }

    /// Answers the request that is shown, and gives the activation as it stands in the e-mail.
    ///
    /// # Panics
    /// Where there is none.
    pub fn sign_and_hand_out(&self) -> String {
        self.find(Role::Button, "Sign and hand out").click();
        let mail = self.find(Role::Region, HANDED_OUT).find(Role::TextField, "Text for an e-mail").value();
        let start = mail.find("-----BEGIN").expect("an activation");
        let armor = mail[start..].to_owned();
        assert!(Envelope::read(armor.as_bytes()).is_ok(), "{armor}");
        armor
    }

    /// Puts the request that is shown away.
    pub fn dismiss(&self, machine: &str) {
        self.find(Role::Button, &format!("Dismiss {machine}")).click();
    }

    /// Saves the ledger.
    pub fn save_ledger(&self, name: &str) -> Vec<u8> {
        self.console_at("#/ledger", "Ledger");
        self.saved(name, || self.find(Role::Button, "Save ledger").click())
    }
}
