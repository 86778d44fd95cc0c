//! What Chromium alone can be asked, and does not answer to the standard's commands.

use super::Browser;
use serde_json::{Value, json};

impl Browser {
    /// Sends a command of the Chrome DevTools protocol.
    ///
    /// # Panics
    /// Where it fails, as it does in every other engine.
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        let request = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", &request).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Kills the process of the tab that is driven; another must be switched to.
    ///
    /// # Panics
    /// Where it lives on.
    pub fn kill_tab(&self) {
        let request = json!({ "cmd": "Page.crash", "params": {} });
        let died = self.post("/goog/cdp/execute", &request);
        assert!(died.as_ref().is_err_and(|error| error.contains("tab crashed")), "{died:?}");
    }

    /// What the console shows since this was last asked: errors, warnings, violations of the page's policy.
    ///
    /// # Panics
    /// In every other engine.
    pub fn console(&self) -> Vec<String> {
        let text = |entry: &Value| entry["message"].as_str().map(str::to_owned);
        self.log("browser").iter().filter_map(text).collect()
    }

    /// The addresses that were asked for since this was last asked.
    ///
    /// # Panics
    /// In every other engine.
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
}
