//! A browser of our own, driven by WebDriver.

mod devtools;
mod display;
mod driver;
mod element;
mod engine;
mod wait;

pub use element::{Element, Role};
pub use engine::Engine;
pub use wait::wait_for;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use driver::Driver;
use serde_json::{Value, json};
use std::path::PathBuf;

/// A tab of the browser.
#[derive(Debug)]
pub struct Tab(String);

/// A browser that nobody sees with one window, an empty profile and its own driver.
pub struct Browser {
    driver: Driver,
    session: String,
}

impl Browser {
    /// Starts it.
    ///
    /// # Panics
    /// Where it does not start.
    pub fn start() -> Self {
        let driver = Driver::start(Engine::provided());
        let session = driver.session();
        Self { driver, session }
    }

    /// What it runs pages with.
    pub fn engine(&self) -> Engine {
        self.driver.engine()
    }

    /// Where it puts what is downloaded.
    pub fn downloads(&self) -> PathBuf {
        self.driver.downloads()
    }

    /// Goes to an address, and waits until the page is loaded.
    ///
    /// # Panics
    /// Where it can't be loaded.
    pub fn open(&self, address: &str) {
        self.post("/url", &json!({ "url": address })).unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Loads the page anew.
    ///
    /// # Panics
    /// Where it can't be loaded.
    pub fn reload(&self) {
        self.post("/refresh", &json!({})).unwrap_or_else(|error| panic!("{error}"));
    }

    /// The tab that is driven.
    ///
    /// # Panics
    /// Where it was closed.
    pub fn tab(&self) -> Tab {
        let handle = self.get("/window").unwrap_or_else(|error| panic!("{error}"));
        Tab(handle.as_str().expect("a tab's handle").to_owned())
    }

    /// Opens another tab, which is not driven yet.
    ///
    /// # Panics
    /// Where the browser refuses.
    pub fn new_tab(&self) -> Tab {
        let tab = self.post("/window/new", &json!({ "type": "tab" }));
        let tab = tab.unwrap_or_else(|error| panic!("{error}"));
        Tab(tab["handle"].as_str().expect("a tab's handle").to_owned())
    }

    /// Drives another tab from now on.
    ///
    /// # Panics
    /// Where it was closed.
    pub fn switch_to(&self, Tab(handle): &Tab) {
        self.post("/window", &json!({ "handle": handle })).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Closes the tab that is driven; another must be switched to.
    ///
    /// # Panics
    /// Where the browser refuses.
    pub fn close_tab(&self) {
        self.driver
            .delete(&format!("/session/{}/window", self.session))
            .unwrap_or_else(|error| panic!("{error}"));
    }

    /// The element of the page that has a role and a name. Waits until there is one.
    ///
    /// # Panics
    /// Where there is none after a long time.
    pub fn find(&self, role: Role, name: &str) -> Element<'_> {
        element::find(self, "/elements", role, name)
    }

    /// The first element that a CSS selector finds.
    ///
    /// # Panics
    /// Where there is none.
    pub fn element(&self, selector: &str) -> Element<'_> {
        let request = json!({ "using": "css selector", "value": selector });
        let found = self.post("/element", &request).unwrap_or_else(|error| panic!("{selector}: {error}"));
        Element::new(self, &found).expect("an element")
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Option<Element<'_>> {
        Element::new(self, &self.get("/element/active").ok()?)
    }

    /// What of the page is seen, as a PNG image.
    ///
    /// # Panics
    /// Where the browser refuses.
    pub fn screenshot(&self) -> Vec<u8> {
        let picture = self.get("/screenshot").unwrap_or_else(|error| panic!("{error}"));
        STANDARD.decode(picture.as_str().expect("a picture")).expect("a picture in base64")
    }

    /// Presses a key: a character, or one of the code points that stand for others (W3C WebDriver, section
    /// 17.4.2).
    ///
    /// # Panics
    /// Where the browser refuses.
    pub fn press(&self, key: char) {
        let key = key.to_string();
        let presses = [json!({ "type": "keyDown", "value": key }), json!({ "type": "keyUp", "value": key })];
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": presses }] });
        self.post("/actions", &actions).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Runs the body of a function in the page and returns what it returns; a promise's value where that is
    /// one.
    ///
    /// # Panics
    /// Where it throws.
    pub fn run(&self, script: &str, arguments: Value) -> Value {
        let request = json!({ "script": script, "args": arguments });
        self.post("/execute/sync", &request).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    fn get(&self, command: &str) -> Result<Value, String> {
        self.driver.get(&format!("/session/{}{command}", self.session))
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.driver.post(&format!("/session/{}{command}", self.session), body)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser; killed alone, it would leave it running.
        drop(self.driver.delete(&format!("/session/{}", self.session)));
    }
}
