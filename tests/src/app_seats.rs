//! The app's seats page.

use crate::app::App;
use crate::fixtures;
use crate::webdriver::{Element, Role};
use serde_json::json;

/// The part of the page that says that more seats are given than granted.
pub const OVER: &str = "More seats are given than granted";

impl App<'_> {
    /// Trusts the vendor, adds the licence of 501 users and 500 seats of each kind, and goes to the seats.
    pub fn open_the_seats(&self) {
        self.trust_the_vendor();
        self.add("testlizenz.lic", &fixtures::read("ucware-testlizenz.lic"));
        self.go_to("Seats");
        self.find(Role::Heading, "Seats");
    }

    /// Chooses a list of people. How it would be read is then shown.
    pub fn choose_list(&self, name: &str, content: &[u8]) -> Element<'_> {
        self.find(Role::FileField, "Import CSV…").give(&self.file(name, content));
        self.find(Role::Region, &format!("Import {name}"))
    }

    /// Imports a list as it is read without a word said about it, and waits until that is done.
    pub fn import_list(&self, name: &str, content: &[u8]) -> Element<'_> {
        self.choose_list(name, content).find(Role::Button, "Import").click();
        self.find(Role::Region, &format!("{name} is imported"))
    }

    /// Ticks or unticks the seat of a person.
    pub fn tick(&self, entitlement: &str, user: &str) {
        self.find(Role::Checkbox, &format!("{entitlement} for {user}")).click();
    }

    /// Looks for people, in place of those who were looked for before.
    pub fn search(&self, words: &str) {
        let field = self.find(Role::TextField, "Search");
        self.browser.run("arguments[0].select()", json!([field.reference()]));
        field.give(words);
    }

    /// Whether the browser would ask before the page is left.
    pub fn is_guarded(&self) -> bool {
        let script = "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        self.browser.run(script, json!([])) == json!(true)
    }

    /// Waits until the title of a column counts so many seats: `(7/500)`.
    pub fn wait_for_count(&self, entitlement: &str, count: &str) {
        let script = "const [name, count] = arguments;
            const heads = [...document.querySelectorAll('.seat-head')];
            return heads.some(head => head.innerText.includes(name) && head.innerText.includes(count))";
        self.wait_until(script, json!([entitlement, count]));
    }
}

/// A list of thirty people: `supervisor`, Gerd Gudlat, Sandra Singer and others.
#[must_use]
pub fn thirty_people() -> String {
    let known =
        "username,firstname,lastname\nsupervisor,,\ngerd.gudlat,Gerd,Gudlat\nsandra.singer,Sandra,Singer\n";
    known.to_owned() + &numbered(27)
}

/// So many lines of people who are numbered.
#[must_use]
pub fn numbered(people: usize) -> String {
    (0..people).map(|number| format!("user{number:04},First{number},Last{number}\n")).collect()
}
