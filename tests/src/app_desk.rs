//! A licence desk with both pages: the administrator's of a customer, and the console of the vendor, each in a browser of
//! its own. Files go from one to the other as people hand them over.

use crate::app::{App, CHANGE};
use crate::app_console::Machine;
use crate::webdriver::{Element, Role};
use crate::{Claims, Jws};
use serde_json::json;

/// The licence of these scenarios.
pub const LICENCE: &str = "DESK-1";

/// A licence of so many of one entitlement, called seats, that is to be activated.
#[must_use]
pub fn licence(id: &str, metric: &str, quantity: u64) -> String {
    let granted = json!({ "id": id, "name": { "en": "Seats" }, "metric": metric, "quantity": quantity });
    let claims = Claims::new(LICENCE)
        .with("aud", "call-studio")
        .with("sub", "musterkontakt")
        .with("lic.name", "Call Studio")
        .with("lic.versions", "5")
        .with("lic.activation", "required")
        .granting(granted);
    Jws::license(claims.payload()).compact()
}

/// Runs a scenario with the vendor's console, which has its key open and the licence in its ledger.
///
/// # Panics
/// Where the scenario does.
pub fn with_console(id: &str, metric: &str, quantity: u64, scenario: impl Fn(&App<'_>, &str)) {
    let licence = licence(id, metric, quantity);
    App::console_hosted(|desk| {
        desk.import_vendor_key();
        desk.begin_ledger();
        desk.bring("licence.jwt", licence.as_bytes());
        desk.browser.element("main").wait_for_text("licence DESK-1, serial 1");
        scenario(desk, &licence);
    });
}

impl App<'_> {
    /// Takes a document into the ledger of the console.
    pub fn bring(&self, name: &str, content: &[u8]) {
        self.console_at("#/ledger", "Ledger");
        self.find(Role::FileField, "Choose documents…").give(&self.file(name, content));
    }
}

/// The administrator's page of a customer in a browser of its own, on the page of activation.
pub struct Site<'a, 'b> {
    /// The page.
    pub app: &'b App<'a>,
}

impl Site<'_, '_> {
    /// Runs a scenario on the page of activation, where the vendor is trusted and the licence is there.
    ///
    /// # Panics
    /// Where the scenario does.
    pub fn with<T>(licence: &str, scenario: impl Fn(&Site<'_, '_>) -> T) -> T {
        let result = std::cell::RefCell::new(None);
        App::hosted(|app| {
            app.trust_the_vendor();
            app.add_as("licence.jwt", "licence.jwt", licence.as_bytes());
            app.go_to("Activation");
            app.find(Role::Heading, "Activation");
            *result.borrow_mut() = Some(scenario(&Site { app }));
        });
        result.into_inner().expect("a scenario that ran")
    }

    /// The form of a request, empty.
    fn ask(&self) {
        let script = "const ask = [...document.querySelectorAll('button')]
            .find((button) => /^Ask for/.test(button.textContent)); ask?.click(); return !!ask";
        self.app.wait_until(script, json!([]));
        self.app.find(Role::Heading, "Ask for an activation of Call Studio");
    }

    fn make(&self, description: &str, wanted: &str) -> Element<'_> {
        self.app.type_in("Description of the machine", description);
        self.app.type_in("Seats", wanted);
        self.app.find(Role::Button, "Make the request").click();
        self.app.wait_until("return !!document.querySelector('.made .qr-code')", json!([]));
        self.app.browser.element(".made")
    }

    /// Makes a request that this browser signs, and leaves it shown.
    pub fn open_request(&self, description: &str, wanted: &str) {
        self.ask();
        self.make(description, wanted);
    }

    /// The request that this browser signs.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn request(&self, description: &str, wanted: &str, version: Option<&str>) -> String {
        self.ask();
        if let Some(version) = version {
            self.app.type_in("Version of the product", version);
        }
        self.make(description, wanted);
        let name = format!("activation-request-{LICENCE}.lic");
        let saved = self.app.saved(&name, || self.app.find(Role::Button, "Save as a file…").click());
        self.app.find(Role::Button, "Done").click();
        String::from_utf8(saved).expect("a request")
    }

    /// What stands in the e-mail about another machine.
    #[must_use]
    pub fn slip(&self, machine: &Machine, description: &str, wanted: &str) -> String {
        self.ask();
        self.app.browser.element("#activate-other").click();
        let host = self.app.file("host.json", machine.identity.to_json().as_bytes());
        self.app.find(Role::FileField, "Host file…").give(&host);
        self.make(description, wanted);
        let mail = self.app.find(Role::TextField, "Text for an e-mail").value();
        self.app.find(Role::Button, "Done").click();
        mail
    }

    /// Gives the page an answer, and the change that it shows.
    pub fn give(&self, name: &str, answer: &str) -> Element<'_> {
        self.app.find(Role::FileField, "Choose the answer…").give(&self.app.file(name, answer.as_bytes()));
        self.app.find(Role::Region, CHANGE)
    }

    /// Gives the activation of this browser back; the receipt.
    #[must_use]
    pub fn give_back(&self, description: &str) -> Vec<u8> {
        self.app.find(Role::Button, &format!("Give back… {description}")).click();
        self.app.find(Role::Region, "Give this activation back?").find(Role::Button, "Give back").click();
        self.app.find(Role::Heading, "It is given back");
        let link = "return document.querySelector('.made a[href^=\"mailto:\"]') !== null";
        self.app.wait_until(link, json!([]));
        let mail = self.app.find(Role::TextField, "Text for an e-mail").value();
        let start = mail.find("-----BEGIN").expect("a receipt");
        mail.as_bytes()[start..].to_vec()
    }

    /// All that the page keeps, as a file.
    #[must_use]
    pub fn backup(&self) -> Vec<u8> {
        self.app.go_to("Licence");
        let backup =
            self.app.saved("countersign-backup.jsonl", || self.app.find(Role::Button, "Back up…").click());
        self.app.go_to("Activation");
        backup
    }

    /// Restores a backup.
    pub fn restore(&self, backup: &[u8]) {
        self.app.go_to("Licence");
        self.app.find(Role::FileField, "Restore…").give(&self.app.file("backup.jsonl", backup));
        self.app.find(Role::Region, "Restore this backup?").find(Role::Button, "Restore").click();
        self.app.go_to("Activation");
    }
}
