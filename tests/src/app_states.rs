//! The states that the app can be in, one after another.

use crate::app::{App, CHANGE, VENDOR};
use crate::app_seats::numbered;
use crate::fixtures;
use crate::webdriver::Role;
use serde_json::json;

/// The licences that together show everything that a card can have: several statuses, warnings, an agreement,
/// contacts, components, a volume.
const LICENSES: [&str; 7] = [
    "ucware-testlizenz",
    "ucware-downgrade",
    "orange-uce-base",
    "orange-uce-emergency",
    "spss-statistics-premium",
    "skype-room-kms",
    "call-services-sessions",
];

impl App<'_> {
    /// Goes through the states, and looks at each; its name is for messages.
    ///
    /// # Panics
    /// Where one is not reached, or `look` does.
    pub fn in_every_state(&self, look: impl Fn(&str)) {
        look("nothing is open");
        self.go_to("Trusted keys");
        self.find(Role::Heading, "Trusted keys");
        look("no key is trusted");
        self.import_keys("test-key.pem", &fixtures::read("test-key.pem"));
        self.find(Role::Heading, "The key can’t be imported");
        look("a private key is refused");
        self.find(Role::Button, "Close").click();
        self.import_keys("keys.json", &fixtures::read("keys.json"));
        self.find(Role::Heading, "Do you trust this key?");
        look("a key is reviewed");
        self.find(Role::Button, "Trust").click();
        self.find(Role::Button, &format!("Remove the key {VENDOR}"));
        look("a key is trusted");
        self.go_to("Licence");
        self.find(Role::FileField, "Add licence files…");
        self.open_all();
        look("files are open");
        self.find(Role::Button, "Musterfirma · ucware · musterfirma").click();
        let overview = self.find(Role::Region, "ucware · Musterfirma");
        overview.find(Role::Button, "Where does 5 come from?").click();
        look("an account is shown");
        self.browser.run("location.hash = '#/compare'", json!([]));
        self.find(Role::Heading, "Compare");
        look("two licences are compared");
        self.on_the_other_pages(&look);
        self.go_to("Licence");
        self.find(Role::FileField, "Add licence files…");
        self.find(Role::Button, "Remove ucware-downgrade.lic").click();
        self.find(Role::Heading, CHANGE);
        look("a change is shown");
        self.find(Role::Button, "Cancel").click();
        self.find(Role::Button, "Delete everything…").click();
        self.find(Role::Heading, "Delete everything?");
        look("all is about to be deleted");
        self.find(Role::Button, "Cancel").click();
        self.browser.run("localStorage.setItem('countersign.key.damaged', '{')", json!([]));
        self.reload_at("#/nowhere");
        self.find(Role::Heading, "There is no such page");
        self.find(Role::Button, "Delete the entry");
        look("a stored key is damaged, and there is no such page");
    }

    fn on_the_other_pages(&self, look: &impl Fn(&str)) {
        self.go_to("Information");
        self.find(Role::Heading, "Information");
        look("the facts of an account are shown");
        self.find(Role::Button, "Request emergency licence…").click();
        let name = self.find(Role::TextField, "Your name");
        look("an emergency licence is asked for");
        self.browser.run("arguments[0].select()", json!([name.reference()]));
        name.give(" ");
        self.find(Role::Button, "Make the request").click();
        self.find(Role::Region, "Request an emergency licence").wait_for_text("Please fill this in.");
        look("a request is wrong");
        name.give("Gerd Gudlat");
        let email = self.find(Role::TextField, "E-mail");
        self.browser.run("arguments[0].select()", json!([email.reference()]));
        email.give("gerd@musterfirma.example");
        self.find(Role::Button, "Make the request").click();
        self.find(Role::Heading, "The request is ready");
        look("a request is made");
        self.find(Role::Button, "Done").click();
        self.find(Role::Link, "Printable version").click();
        self.find(Role::Heading, "Licence agreement and facts");
        look("the agreement is about to be printed");
        self.on_the_seats_page(look);
        self.go_to("History");
        self.find(Role::Heading, "What was done");
        look("the history is shown");
        self.go_to("Licence");
        self.find(Role::Link, "Proof of entitlement").click();
        self.find(Role::Heading, "Proof of entitlement");
        look("a proof of entitlement is about to be printed");
        self.on_the_volume_page(look);
        self.reload_at("#/sessions");
        self.find(Role::Heading, "Sessions");
        look("no page has told of a pool");
    }

    fn on_the_volume_page(&self, look: &impl Fn(&str)) {
        self.go_to("Volume");
        self.find(Role::Heading, "Volume activation");
        look("nothing is known of volume activation");
        let printed = b"0 100 1688 kms.example.com.\n10 100 1688 kms2.example.com.\n";
        self.find(Role::FileField, "Choose kms.txt…").give(&self.file("kms.txt", printed));
        self.type_in("Product key", "2MG3G-3BNTT-3MFW9-KDQW3-TCK7R");
        self.type_in("New systems a day", "3");
        self.type_in("The key is for", "20");
        self.browser.element("[data-plan=automatic]");
        self.browser.element("[data-chart=kms]").find(Role::Button, "Show as a table").click();
        look("a KMS is found, and its count is drawn");
        self.find(Role::FileField, "Choose kms.txt…").give(&self.file("other.txt", b"\nNo answer\n"));
        self.type_in("Product key", "2MG3G-3BNO");
        self.type_in("Systems", "0");
        self.find(Role::Button, "Without access to volume licences: ask for a promotional MAK").click();
        self.find(Role::Button, "Make the request").click();
        self.browser.element("[data-kms=not_understood]");
        look("nothing of what was given is right");
    }

    fn on_the_seats_page(&self, look: &impl Fn(&str)) {
        self.go_to("Seats");
        self.find(Role::Heading, "Nobody is on the list yet");
        look("nobody is on the list");
        // Six bundles, of which there are five, and a line without a name.
        let list = ["username,first,last,client_bundle\n", &numbered(6).replace('\n', ",x\n"), ",No,Name,\n"];
        self.choose_list("people.csv", list.concat().as_bytes());
        look("a list is about to be imported");
        self.find(Role::Button, "Import").click();
        self.find(Role::Region, "people.csv is imported").wait_for_text("2 lines were left out");
        look("a list is imported, but for some lines");
        self.find(Role::Button, "Close").click();
        self.tick("Client bundle", "user0005");
        self.find(Role::Button, "Show who has one");
        self.find(Role::Button, "Add a person").click();
        look("a seat is denied");
    }

    fn open_all(&self) {
        for fixture in LICENSES {
            let name = format!("{fixture}.lic");
            self.add(&name, &fixtures::read(&name));
        }
        for (name, content) in [
            ("altered.lic", fixtures::tampered()),
            ("key.json", fixtures::read("keys.json")),
            ("empty.lic", Vec::new()),
        ] {
            self.choose(name, &content);
            self.card(name);
        }
    }
}
