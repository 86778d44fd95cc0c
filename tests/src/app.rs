//! The app, used as a person at the browser uses it.

use crate::webdriver::{Browser, Element, Role, wait_for};
use crate::{fixtures, provided};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

/// The thumbprint of the key that signs the fixtures.
pub const VENDOR: &str = "1IG2tMH7J2wbJZnOf8LJzQitKf7LMvoAElsuDMVM54Y";
/// The part of the page that shows a change before it is made.
pub const CHANGE: &str = "Apply this change?";
/// The part of the page of keys that is for licences.
const LICENCE_KEYS: &str = "Keys for licences";
/// The part of the page of keys that is for the files of vendors who use Keygen.
pub const KEYGEN_KEYS: &str = "Keys of other vendors (Keygen)";

/// The app in a browser, in English, with no key trusted.
pub struct App<'a> {
    /// The browser.
    pub browser: &'a Browser,
    address: String,
    /// Where files lie to be chosen from.
    folder: TempDir,
}

impl<'a> App<'a> {
    /// Runs a scenario in the page from the server and in the single file, and holds both to what they
    /// promise: nothing is asked for from elsewhere, and the console stays empty.
    ///
    /// # Panics
    /// Where the scenario does, or the promise is broken.
    pub fn everywhere(scenario: impl Fn(&App<'_>)) {
        let single_file = provided::dist().join("countersign.html");
        let browser = Browser::start();
        for address in [provided::url(), format!("file://{}", single_file.display())] {
            App::open(&browser, address).run(&scenario);
        }
    }

    /// Runs a scenario in the page from the server alone.
    ///
    /// # Panics
    /// As [`everywhere`](Self::everywhere).
    pub fn hosted(scenario: impl Fn(&App<'_>)) {
        App::open(&Browser::start(), provided::url()).run(&scenario);
    }

    fn open(browser: &'a Browser, address: String) -> Self {
        let app = Self { browser, address, folder: tempfile::tempdir().expect("a temporary folder") };
        // The scenario before may have left another.
        app.emulate("screen", &[]);
        app.visit();
        app
    }

    /// Goes to the page.
    pub fn visit(&self) {
        self.browser.open(&self.address);
        self.find(Role::Heading, "Licence");
    }

    /// Loads the page anew.
    pub fn reload(&self) {
        self.browser.reload();
        self.find(Role::Heading, "Licence");
    }

    fn run(&self, scenario: &impl Fn(&App<'_>)) {
        scenario(self);
        let console = self.browser.console();
        assert!(console.is_empty(), "{}: {console:#?}", self.address);
        let requests = self.browser.requests();
        let elsewhere = requests.iter().any(|address| !self.is_own(address));
        assert!(!requests.is_empty() && !elsewhere, "{}: {requests:#?}", self.address);
    }

    /// Whether an address is the page's own: of its server, or the very file.
    fn is_own(&self, address: &str) -> bool {
        address.starts_with(&self.address) || address.starts_with("data:") || address.starts_with("blob:")
    }

    /// The element that has a role and a name. Waits until there is one.
    pub fn find(&self, role: Role, name: &str) -> Element<'_> {
        self.browser.find(role, name)
    }

    /// Goes to a page by the navigation.
    pub fn go_to(&self, page: &str) {
        self.find(Role::Link, page).click();
    }

    /// Trusts the key of the fixtures, as an administrator does who compared it with the vendor's.
    pub fn trust_the_vendor(&self) {
        self.go_to("Trusted keys");
        self.import_keys("keys.json", &fixtures::read("keys.json"));
        self.find(Role::Button, "Trust").click();
        self.find(Role::Button, &format!("Remove the key {VENDOR}"));
        self.go_to("Licence");
        self.find(Role::FileField, "Choose files…");
    }

    /// Chooses a file on the page of keys. What it holds is then shown for review.
    pub fn import_keys(&self, name: &str, content: &[u8]) {
        self.find(Role::Region, LICENCE_KEYS)
            .find(Role::FileField, "Choose file…")
            .give(&self.file(name, content));
    }

    /// Chooses a licence file.
    pub fn choose(&self, name: &str, content: &[u8]) {
        self.find(Role::FileField, "Choose files…").give(&self.file(name, content));
    }

    /// Adds an authentic document, and waits until it is there.
    pub fn add(&self, name: &str, content: &[u8]) {
        self.choose(name, content);
        self.apply();
        self.find(Role::Button, &format!("Remove {name}"));
    }

    /// Makes the change that is shown.
    pub fn apply(&self) {
        self.find(Role::Region, CHANGE).find(Role::Button, "Apply").click();
    }

    /// Takes a document out.
    pub fn remove(&self, name: &str) {
        self.find(Role::Button, &format!("Remove {name}")).click();
        self.apply();
    }

    /// What the browser keeps for the page.
    ///
    /// # Panics
    /// Where it keeps nothing.
    pub fn stored(&self) -> String {
        self.read_stored().expect("a stored record")
    }

    /// Waits until what the browser keeps contains a text.
    ///
    /// # Panics
    /// Where it does not after a long time.
    pub fn wait_until_stored(&self, text: &str) {
        wait_for(&format!("{text} to be stored"), || self.read_stored()?.contains(text).then_some(()));
    }

    /// Waits until the browser keeps nothing for the page.
    ///
    /// # Panics
    /// Where it does so after a long time.
    pub fn wait_until_nothing_is_stored(&self) {
        wait_for("nothing to be stored", || self.read_stored().is_none().then_some(()));
    }

    /// Waits until what the browser keeps does not contain a text any more.
    ///
    /// # Panics
    /// Where it does after a long time.
    pub fn wait_until_not_stored(&self, text: &str) {
        wait_for(&format!("{text} not to be stored"), || (!self.stored().contains(text)).then_some(()));
    }

    fn read_stored(&self) -> Option<String> {
        let all = self.in_store("readonly", "getAll()", "");
        // Beside the texts there is the number of the last change.
        let texts: String = all.as_array()?.iter().filter_map(Value::as_str).collect();
        Some(texts).filter(|texts| !texts.is_empty())
    }

    /// Puts a text in place of what the browser keeps for the page.
    pub fn store(&self, text: &str) {
        self.in_store("readwrite", "put(text, 'record')", text);
    }

    fn in_store(&self, mode: &str, request: &str, text: &str) -> Value {
        let script = "const [mode, text] = arguments;
            return new Promise((resolve, reject) => {
              const open = indexedDB.open('countersign', 1);
              open.onerror = reject;
              // The page has not made it yet: whoever looks first must not make another.
              open.onupgradeneeded = () => open.transaction.abort();
              open.onsuccess = () => {
                const transaction = open.result.transaction('records', mode);
                const request = transaction.objectStore('records').REQUEST;
                transaction.oncomplete = () => { open.result.close(); resolve(request.result ?? null); };
                transaction.onabort = reject;
              };
            }).catch(() => null);";
        self.browser.run(&script.replace("REQUEST", request), json!([mode, text]))
    }

    /// Has the browser save files in a folder of the test's, and waits until one is saved.
    ///
    /// # Panics
    /// Where none is after a long time.
    pub fn saved(&self, name: &str, save: impl FnOnce()) -> Vec<u8> {
        let behaviour = json!({ "behavior": "allow", "downloadPath": self.folder.path() });
        self.browser.devtools("Browser.setDownloadBehavior", behaviour);
        save();
        // It has another name until it is complete.
        wait_for(name, || fs::read(self.folder.path().join(name)).ok())
    }

    /// Deletes a file that was laid down to be chosen.
    ///
    /// # Panics
    /// Where there is none.
    pub fn forget_file(&self, name: &str) {
        fs::remove_file(self.folder.path().join(name)).expect("a temporary file");
    }

    /// Waits until a script returns true.
    ///
    /// # Panics
    /// Where it does not after a long time.
    pub fn wait_until(&self, script: &str, arguments: Value) {
        wait_for(script, || (self.browser.run(script, arguments.clone()) == json!(true)).then_some(()));
    }

    /// Pastes text into a field.
    pub fn paste(&self, field: &Element<'_>, text: &str) {
        field.click();
        self.browser.devtools("Input.insertText", json!({ "text": text }));
    }

    /// What came of a file: the card with its title. Waits until there is one.
    pub fn card(&self, title: &str) -> Element<'_> {
        self.find(Role::Article, title)
    }

    /// All that is seen, in one line.
    pub fn text(&self) -> String {
        Element::text(&self.browser.element("body"))
    }

    /// Shows the page on another medium, `screen` or `print`, and to a reader with these preferences.
    pub fn emulate(&self, medium: &str, preferences: &[(&str, &str)]) {
        let feature = |(name, value): &(&str, &str)| json!({ "name": name, "value": value });
        let features: Vec<_> = preferences.iter().map(feature).collect();
        let medium = json!({ "media": medium, "features": features });
        self.browser.devtools("Emulation.setEmulatedMedia", medium);
    }

    /// Lays a file down, to be chosen; its path.
    pub fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("a temporary file");
        path.to_str().expect("a path in UTF-8").to_owned()
    }
}
