//! A browser of our own, driven by WebDriver.

mod driver;
mod element;
mod wait;

pub use element::{Element, Role};
pub use wait::wait_for;

use crate::provided;
use driver::Driver;
use serde_json::{Value, json};
use std::fs;

/// A tab of the browser.
#[derive(Debug)]
pub struct Tab(String);

/// A headless Chromium with one window, an empty profile and its own driver.
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
        let driver = Driver::start();
        let capabilities = fs::read(provided::chromium_capabilities()).expect("capabilities");
        let mut capabilities: Value = serde_json::from_slice(&capabilities).expect("capabilities in JSON");
        capabilities["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });
        let request = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let session = driver.post("/session", &request).unwrap_or_else(|error| panic!("{error}"));
        let session = session["sessionId"].as_str().expect("a session's id").to_owned();
        Self { driver, session }
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

    /// Sends a command of the Chrome DevTools protocol.
    ///
    /// # Panics
    /// Where it fails.
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        let request = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", &request).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What the console shows since this was last asked: errors, warnings, violations of the page's policy.
    pub fn console(&self) -> Vec<String> {
        let text = |entry: &Value| entry["message"].as_str().map(str::to_owned);
        self.log("browser").iter().filter_map(text).collect()
    }

    /// The addresses that were asked for since this was last asked.
    pub fn requests(&self) -> Vec<String> {
        let address = |entry: &Value| {
            let entry: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &entry["message"];
            let is_request = message["method"] == "Network.requestWillBeSent";
            is_request.then(|| message["params"]["request"]["url"].as_str().map(str::to_owned))?
        };
        self.log("performance").iter().filter_map(address).collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.post("/se/log", &json!({ "type": kind })).unwrap_or_else(|error| panic!("{error}"));
        log.as_array().expect("a log is a list").clone()
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
