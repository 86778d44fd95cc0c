//! The app, used as a person at the browser uses it.

use crate::app_keyboard::TAB;
use crate::app_watch::Watch;
use crate::front::{Extra, Front};
use crate::webdriver::{Browser, Element, Engine, Role, Tab, wait_for};
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

/// The heading of the administrator's page at its address.
const HEADING: &str = "Licence";
/// That of the issuer's console.
const CONSOLE_HEADING: &str = "Requests";

/// The app in a browser, in English, with no key trusted.
pub struct App<'a> {
    /// The browser.
    pub browser: &'a Browser,
    address: String,
    /// The heading of the page that the address leads to.
    heading: &'static str,
    pub(crate) front: Option<Front>,
    watch: Watch<'a>,
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
            App::open(&browser, address, None).run(&scenario);
        }
    }

    /// Runs a scenario in the page from the server alone.
    ///
    /// # Panics
    /// As [`everywhere`](Self::everywhere).
    pub fn hosted(scenario: impl Fn(&App<'_>)) {
        App::open(&Browser::start(), provided::url(), None).run(&scenario);
    }

    /// Runs a scenario in the page from the server, where a script runs before the page's own.
    ///
    /// The single file can't be had that way: its policy lets no script run but the one that is in it.
    ///
    /// # Panics
    /// As [`everywhere`](Self::everywhere).
    pub fn after(script: &str, scenario: impl Fn(&App<'_>)) {
        App::with(Extra { script: script.to_owned(), ..Extra::default() }, scenario);
    }

    /// Runs a scenario in the page from the server, into whose head its vendor built something.
    ///
    /// # Panics
    /// As [`everywhere`](Self::everywhere).
    pub fn built_with(head: &str, scenario: impl Fn(&App<'_>)) {
        App::with(Extra { head: head.to_owned(), ..Extra::default() }, scenario);
    }

    fn with(extra: Extra, scenario: impl Fn(&App<'_>)) {
        let front = Front::start(extra);
        App::open(&Browser::start(), front.url(), Some(front)).run(&scenario);
    }

    /// Runs a scenario in the page at another address.
    ///
    /// # Panics
    /// As [`everywhere`](Self::everywhere).
    pub fn served_at(address: String, scenario: impl Fn(&App<'_>)) {
        App::open(&Browser::start(), address, None).run(&scenario);
    }

    /// The page at another address, for scenarios in which its server goes.
    pub fn visited(browser: &'a Browser, address: String) -> Self {
        Self::open(browser, address, None)
    }

    /// Runs a scenario in the issuer's console, from the server and in its single file, and holds both to the same.
    ///
    /// # Panics
    /// As [`everywhere`](Self::everywhere).
    pub fn console(scenario: impl Fn(&App<'_>)) {
        let single_file = provided::dist().join("countersign-console.html");
        let browser = Browser::start();
        for address in [format!("{}console/", provided::url()), format!("file://{}", single_file.display())] {
            App::at_heading(&browser, address, CONSOLE_HEADING, None).run(&scenario);
        }
    }

    /// Runs a scenario in the issuer's console from the server alone.
    ///
    /// # Panics
    /// As [`everywhere`](Self::everywhere).
    pub fn console_hosted(scenario: impl Fn(&App<'_>)) {
        let address = format!("{}console/", provided::url());
        App::at_heading(&Browser::start(), address, CONSOLE_HEADING, None).run(&scenario);
    }

    fn open(browser: &'a Browser, address: String, front: Option<Front>) -> Self {
        Self::at_heading(browser, address, HEADING, front)
    }

    fn at_heading(
        browser: &'a Browser,
        address: String,
        heading: &'static str,
        front: Option<Front>,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let app = Self { browser, address, heading, front, folder, watch: Watch::new(browser) };
        app.visit();
        app
    }

    /// Goes to the page.
    pub fn visit(&self) {
        self.browser.open(&self.address);
        self.watch.begin();
        self.find(Role::Heading, self.heading);
    }

    /// Loads the page anew.
    pub fn reload(&self) {
        self.load_anew();
        self.find(Role::Heading, self.heading);
    }

    /// Loads the page anew at another address of its own, from `#` on.
    pub fn reload_at(&self, hash: &str) {
        self.browser.run("location.hash = arguments[0]", json!([hash]));
        self.load_anew();
    }

    fn load_anew(&self) {
        self.watch.take_down();
        self.browser.reload();
        self.watch.begin();
    }

    fn run(&self, scenario: &impl Fn(&App<'_>)) {
        scenario(self);
        self.watch.check(&self.address);
    }

    /// What the page complained of, errors, warnings and violations of its policy, which is forgiven by that.
    pub fn complaints(&self) -> Vec<String> {
        self.watch.complaints()
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
        self.find(Role::FileField, "Add licence files…");
    }

    /// Chooses a file on the page of keys. What it holds is then shown for review.
    pub fn import_keys(&self, name: &str, content: &[u8]) {
        self.find(Role::Region, LICENCE_KEYS)
            .find(Role::FileField, "Choose file…")
            .give(&self.file(name, content));
    }

    /// Chooses a licence file.
    pub fn choose(&self, name: &str, content: &[u8]) {
        self.find(Role::FileField, "Add licence files…").give(&self.file(name, content));
    }

    /// Adds an authentic document, and waits until it is there.
    pub fn add(&self, name: &str, content: &[u8]) {
        self.add_as(name, name, content);
    }

    /// Adds an authentic document whose name is shown otherwise, and waits until it is there.
    pub fn add_as(&self, name: &str, shown: &str, content: &[u8]) {
        self.choose(name, content);
        self.apply();
        self.find(Role::Button, &format!("Remove {shown}"));
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

    /// What a file has in it that the page hands to the browser to save. Waits until it is saved.
    ///
    /// # Panics
    /// Where none is after a long time.
    pub fn saved(&self, name: &str, save: impl FnOnce()) -> Vec<u8> {
        let path = self.browser.downloads().join(name);
        save();
        // Until it is complete it has another name, or nothing in it.
        let saved = wait_for(name, || fs::read(&path).ok().filter(|content| !content.is_empty()));
        // The next of this name would get another.
        fs::remove_file(path).expect("a saved file");
        saved
    }

    /// Goes back to a tab.
    pub fn go_back_to(&self, tab: &Tab) {
        self.browser.switch_to(tab);
        if self.browser.engine() == Engine::WebKit {
            // It hides and shows none of its tabs when another is driven.
            self.see_again();
        }
    }

    /// Tells the page that it is seen again.
    pub(crate) fn see_again(&self) {
        self.browser.run("document.dispatchEvent(new Event('visibilitychange'))", json!([]));
    }

    /// Waits until a script returns true.
    ///
    /// # Panics
    /// Where it does not after a long time.
    pub fn wait_until(&self, script: &str, arguments: Value) {
        wait_for(script, || (self.browser.run(script, arguments.clone()) == json!(true)).then_some(()));
    }

    /// Types a number into a field, in place of what stands there, and leaves the field.
    pub fn type_in(&self, field: &str, number: &str) {
        let field = self.find(Role::TextField, field);
        self.browser.run("arguments[0].select()", json!([field.reference()]));
        field.give(&format!("{number}{TAB}"));
    }

    /// Waits until something is refused, and says why in words; its code.
    pub fn refusal(&self, words: &str) -> String {
        self.browser.element("main").wait_for_text(words);
        let script = "const coded = [...document.querySelectorAll('[data-code]')];
            return coded.find((element) => element.innerText.includes(arguments[0]))?.dataset.code ?? null";
        let code = self.browser.run(script, json!([words]));
        code.as_str().unwrap_or_else(|| panic!("{words:?} has no code")).to_owned()
    }

    /// Pastes text into a field.
    pub fn paste(&self, field: &Element<'_>, text: &str) {
        field.click();
        self.insert(text);
    }

    /// Pastes text where the focus is.
    ///
    /// # Panics
    /// Where no text can be.
    pub fn insert(&self, text: &str) {
        let script = "return document.execCommand('insertText', false, ...arguments)";
        assert_eq!(self.browser.run(script, json!([text])), json!(true), "text was inserted");
    }

    /// Drops a file on the page.
    pub fn drop_file(&self, name: &str, content: &[u8]) {
        if self.browser.engine() == Engine::Chromium {
            let data = json!({ "items": [], "files": [self.file(name, content)], "dragOperationsMask": 1 });
            for event in ["dragEnter", "dragOver", "drop"] {
                let event = json!({ "type": event, "x": 300, "y": 20, "data": data });
                self.browser.devtools("Input.dispatchDragEvent", event);
            }
        } else {
            // The others can't be told to drag a file: the page gets the events that it would get.
            let script = "const [name, content] = arguments;
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([new Uint8Array(content)], name));
                for (const event of ['dragenter', 'dragover', 'drop']) {
                  const target = document.querySelector('main');
                  target.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
                }";
            self.browser.run(script, json!([name, content]));
        }
    }

    /// What came of a file: the card with its title, or its row, opened. Waits until there is one.
    pub fn card(&self, title: &str) -> Element<'_> {
        let card = self.find(Role::Article, title);
        let open = "arguments[0].querySelector(':scope > details:not([open]) > summary')?.click()";
        self.browser.run(open, json!([card.reference()]));
        card
    }

    /// All that is seen, in one line.
    pub fn text(&self) -> String {
        Element::text(&self.browser.element("body"))
    }

    /// Has the appearance chosen, and the page take it on at once.
    pub fn appear(&self, appearance: &str) {
        self.find(Role::Menu, "Appearance").choose(appearance);
        // A colour on its way to another one is neither. What goes round for ever has no end to go to.
        let settle = "document.getAnimations()
            .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
            .forEach((animation) => animation.finish())";
        self.browser.run(settle, json!([]));
    }

    /// Has another language (its tag) chosen, whatever it is in now, and waits until the page speaks it.
    pub fn speak(&self, tag: &str) {
        let choose = "const menu = document.getElementById('language');
            menu.value = arguments[0];
            menu.dispatchEvent(new Event('change', { bubbles: true }))";
        self.browser.run(choose, json!([tag]));
        self.wait_until("return document.documentElement.lang === arguments[0]", json!([tag]));
    }

    /// Looks at the page as it is on paper.
    pub fn on_paper(&self, look: impl FnOnce()) {
        let show = |medium| self.browser.devtools("Emulation.setEmulatedMedia", json!({ "media": medium }));
        if self.browser.engine() == Engine::Chromium {
            show("print");
            look();
            show("");
        } else {
            // The others show no other medium: the rules for paper become those for the screen.
            let script = "const media = { print: 'all', screen: 'not all' };
                for (const sheet of document.styleSheets) for (const rule of sheet.cssRules) {
                  if (rule.media) rule.media.mediaText = media[rule.media.mediaText] ?? rule.media.mediaText;
                }";
            self.browser.run(script, json!([]));
            look();
            self.load_anew();
        }
    }

    /// Lays a file down, to be chosen; its path.
    pub fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, content).expect("a temporary file");
        path.to_str().expect("a path in UTF-8").to_owned()
    }
}
