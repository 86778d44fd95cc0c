//! The app's page of information.

use crate::app::{App, CHANGE};
use crate::app_keyboard::TAB;
use crate::fixtures;
use crate::webdriver::{Element, Role};
use serde_json::json;

impl App<'_> {
    /// Adds the base licence of an Orange\[uc\]e server, with so many of its 20 users in use, and goes to the
    /// page.
    pub fn with_users(&self, users: u64) {
        self.trust_the_vendor();
        self.add("base.lic", &fixtures::read("orange-uce-base.lic"));
        self.use_accounts(users);
    }

    /// Types in how many users there are, and goes to the page.
    pub fn use_accounts(&self, users: u64) {
        self.go_to("Licence");
        self.type_over("In use: User accounts", &format!("{users}{TAB}"));
        self.wait_until_stored(&format!("\"amount\":{users}"));
        self.go_to("Information");
        self.find(Role::Heading, "Information");
    }

    /// Adds a file on the page, after a look at what it changes.
    pub fn update_licence(&self, name: &str, fixture: &str) {
        let file = self.file(name, &fixtures::read(&format!("{fixture}.lic")));
        self.find(Role::FileField, "Update licence…").give(&file);
        self.find(Role::Region, CHANGE).find(Role::Button, "Apply").click();
        self.wait_until("return document.querySelector('.proposal') === null", json!([]));
    }

    /// The facts about the company.
    pub fn facts(&self) -> Element<'_> {
        self.find(Role::Region, "Musterhandel GmbH")
    }

    /// Types into a field, in place of what stands there.
    pub fn type_over(&self, field: &str, text: &str) {
        let field = self.find(Role::TextField, field);
        self.browser.run("arguments[0].select()", json!([field.reference()]));
        field.give(text);
    }

    /// A day (`YYYY-MM-DD`) as the page writes it in English.
    ///
    /// # Panics
    /// Where it is no day.
    pub fn day(&self, day: &str) -> String {
        let script = "const format = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' };
            return new Intl.DateTimeFormat('en-GB', format).format(new Date(arguments[0]));";
        self.browser.run(script, json!([day])).as_str().expect("a day").to_owned()
    }
}
