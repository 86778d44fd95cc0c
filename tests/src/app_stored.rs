//! What the browser keeps for the app.

use crate::app::App;
use crate::webdriver::wait_for;
use serde_json::{Value, json};

impl App<'_> {
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
                transaction.oncomplete = () => {
                  open.result.close();
                  // Beside the texts there are the number of the last change, and the installation's key.
                  const { result } = request;
                  resolve(Array.isArray(result) ? result.filter((value) => typeof value === 'string') : null);
                };
                transaction.onabort = reject;
              };
            }).catch(() => null);";
        self.browser.run(&script.replace("REQUEST", request), json!([mode, text]))
    }
}
