//! The app, used without a pointer.

use crate::app::{App, CHANGE, VENDOR};
use crate::fixtures;
use crate::webdriver::{Element, Engine, Role};
use serde_json::json;

/// The tabulator key (W3C WebDriver, section 17.4.2).
pub const TAB: char = '\u{E004}';
/// The Enter key.
pub const ENTER: char = '\u{E007}';
/// The Escape key.
pub const ESCAPE: char = '\u{E00C}';
/// The space bar.
pub const SPACE: char = ' ';

/// Past the last stop come Firefox's own controls. A person goes by them to the first stop again.
const PASS_BY: &str = "if (!document.hasFocus()) {
    window.focus();
    document.querySelector('a[href]').focus();
  }";

/// More than there are stops on any page.
const STOPS: usize = 80;

impl App<'_> {
    /// Goes from stop to stop until one with a name has the focus. Each shows that it has it.
    ///
    /// # Panics
    /// Where no stop has the name, or one does not show that it has the focus.
    pub fn tab_to(&self, name: &str) -> Element<'_> {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            self.browser.press(TAB);
            if self.browser.engine() == Engine::Firefox {
                self.browser.run(PASS_BY, json!([]));
            }
            let Some(stop) = self.browser.focused() else { continue };
            let found = stop.name().unwrap_or_default();
            assert!(
                self.shows_focus(&stop),
                "{found:?} does not show that it has the focus: {}",
                self.browser.run("return arguments[0].outerHTML.slice(0, 200)", json!([stop.reference()]))
            );
            if found == name {
                return stop;
            }
            passed.push(found);
        }
        panic!("no stop is {name:?}: {passed:?}");
    }

    /// Goes to a button or a link, and presses a key on it.
    ///
    /// # Panics
    /// As [`tab_to`](Self::tab_to).
    pub fn press_on(&self, name: &str, key: char) {
        self.tab_to(name);
        self.browser.press(key);
    }

    /// Trusts the vendor's key and adds a licence, both pasted, without a pointer.
    ///
    /// # Panics
    /// As [`tab_to`](Self::tab_to).
    pub fn add_by_keyboard(&self, license: &str) {
        let text = |file| String::from_utf8(fixtures::read(file)).expect("fixtures are text");
        self.press_on("Trusted keys", ENTER);
        self.find(Role::Heading, "Trusted keys");
        self.tab_to("Text of the key");
        self.insert(&text("keys.json"));
        self.press_on("Review", ENTER);
        self.find(Role::Heading, "Do you trust this key?");
        self.press_on("Trust", ENTER);
        self.find(Role::Button, &format!("Remove the key {VENDOR}"));
        self.press_on("Licence", ENTER);
        self.find(Role::FileField, "Add licence files…");
        self.tab_to("Text of a licence");
        self.insert(&text(license));
        self.press_on("Check", ENTER);
        self.find(Role::Heading, CHANGE);
        self.press_on("Apply", ENTER);
    }

    fn shows_focus(&self, stop: &Element<'_>) -> bool {
        let script = "const [stop] = arguments;
            if (stop === document.body) return true;
            // A field for files is transparent: its label stands for it.
            const seen = stop.type === 'file' ? stop.labels[0] : stop;
            const { outlineStyle, outlineWidth } = getComputedStyle(seen);
            return outlineStyle !== 'none' && outlineWidth !== '0px';";
        self.browser.run(script, json!([stop.reference()])) == json!(true)
    }
}
