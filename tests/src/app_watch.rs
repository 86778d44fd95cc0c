//! Watching that the page keeps what it sees to itself.

use crate::webdriver::{Browser, Engine};
use serde_json::{Value, json};
use std::cell::RefCell;

/// What a page did while it was watched.
///
/// Chromium tells all that it logs. The others log nothing that WebDriver could ask for: there the page is
/// asked itself, from the moment on when it is loaded, what it loaded and what it complained of.
pub(crate) struct Watch<'a> {
    browser: &'a Browser,
    seen: RefCell<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// Errors, warnings, violations of the page's policy.
    complaints: Vec<String>,
    /// Addresses that were asked for.
    requests: Vec<String>,
}

const BEGIN: &str = "
    const complaints = window.complaints = [];
    const complain = (...words) => complaints.push(words.join(' '));
    addEventListener('securitypolicyviolation', (event) =>
      complain('policy:', event.effectiveDirective, event.blockedURI));
    addEventListener('error', (event) => complain('error:', event.message));
    addEventListener('unhandledrejection', (event) => complain('rejection:', event.reason));
    for (const level of ['error', 'warn']) {
      console[level] = (...words) => complain(level, ...words);
    }";

const TELL: &str = "
    const complaints = window.complaints ?? ['a page was loaded and not watched'];
    const loaded = performance.getEntries().map(({ name }) => name).filter((name) => name.includes(':'));
    return { complaints, loaded: [location.href, ...loaded] };";

impl<'a> Watch<'a> {
    pub(crate) fn new(browser: &'a Browser) -> Self {
        Self { browser, seen: RefCell::default() }
    }

    /// Watches the page that was loaded.
    pub(crate) fn begin(&self) {
        if self.browser.engine() != Engine::Chromium {
            self.browser.run(BEGIN, json!([]));
        }
    }

    /// Takes down what the page did so far: it is asked no more once another one is loaded.
    pub(crate) fn take_down(&self) {
        let mut seen = self.seen.borrow_mut();
        if self.browser.engine() == Engine::Chromium {
            seen.complaints.extend(self.browser.console());
            seen.requests.extend(self.browser.requests());
        } else {
            let told = self.browser.run(TELL, json!([]));
            seen.complaints.extend(texts(&told["complaints"]));
            seen.requests.extend(texts(&told["loaded"]));
        }
    }

    /// What the page complained of, which is forgotten by that.
    pub(crate) fn complaints(&self) -> Vec<String> {
        self.take_down();
        self.browser.run("window.complaints = []", json!([]));
        let seen = self.seen.take();
        seen.complaints
    }

    /// Holds the page to what it promises: it asks for nothing from elsewhere, and complains of nothing.
    ///
    /// # Panics
    /// Where the promise is broken.
    pub(crate) fn check(&self, address: &str) {
        self.take_down();
        let Seen { complaints, requests } = self.seen.take();
        assert!(complaints.is_empty(), "{address}: {complaints:#?}");
        // What stands above a page in a folder of the site is the page's own, too.
        let site = address.match_indices('/').nth(2).map_or(address, |(end, _)| &address[..=end]);
        let own = if address.starts_with("http") { site } else { address };
        let is_own = |asked: &String| [own, "data:", "blob:"].iter().any(|start| asked.starts_with(start));
        assert!(!requests.is_empty() && requests.iter().all(is_own), "{address}: {requests:#?}");
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}
