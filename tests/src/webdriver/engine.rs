//! What differs between the browsers that are driven.

use super::display::Display;
use crate::provided;
use serde_json::{Value, json};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

/// What draws and runs pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Of Chrome, Edge and Opera. It alone can be driven by the DevTools protocol too.
    Chromium,
    /// Gecko.
    Firefox,
    /// Of Safari, here in GTK's small browser.
    WebKit,
}

impl Engine {
    /// The one that `cargo xtask test` provides.
    ///
    /// # Panics
    /// Where it provides none.
    pub fn provided() -> Self {
        match &provided::engine()[..] {
            "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            "webkit" => Self::WebKit,
            unknown => panic!("there is no engine {unknown:?}"),
        }
    }

    /// What its WebDriver server says when it listens, before the port. `None` where it says nothing.
    pub(super) fn listening(self) -> Option<&'static str> {
        match self {
            Self::Chromium => Some("was started successfully on port "),
            Self::Firefox => Some("Listening on 127.0.0.1:"),
            Self::WebKit => None,
        }
    }

    /// The port that its server is told to listen on. 0 where it takes a free one and says which.
    pub(super) fn port(self) -> u16 {
        match self.listening() {
            Some(_) => 0,
            // Free a moment ago: nothing better can be had for a server that does not choose by itself.
            None => {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
                listener.local_addr().expect("an address").port()
            }
        }
    }

    /// Puts the folders where it keeps and downloads things into a server's environment, and its display.
    pub(super) fn prepare(self, command: &mut Command, folder: &Path, display: Option<&Display>) {
        command.env("TMPDIR", folder);
        if self == Self::WebKit {
            // It has no settings of its own: it goes by those of the desktop.
            let downloads = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads(folder).display());
            fs::write(folder.join("user-dirs.dirs"), downloads).expect("a temporary file");
            command.env("HOME", folder).env("XDG_CONFIG_HOME", folder).env("LANG", "en_US.UTF-8");
        }
        if let Some(display) = display {
            command.env("DISPLAY", display.name());
        }
    }

    /// The capabilities with which the browser is started.
    pub(super) fn capabilities(self, folder: &Path) -> Value {
        let capabilities = fs::read(provided::capabilities()).expect("capabilities");
        let mut capabilities: Value = serde_json::from_slice(&capabilities).expect("capabilities in JSON");
        // In milliseconds; a page with a long licence is busy for longer than the usual 30,000 here.
        capabilities["timeouts"] = json!({ "script": 120_000 });
        let downloads = downloads(folder);
        match self {
            Self::Chromium => {
                capabilities["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });
                capabilities["goog:chromeOptions"]["prefs"] =
                    json!({ "download.default_directory": downloads });
            }
            Self::Firefox => {
                let preferences = &mut capabilities["moz:firefoxOptions"]["prefs"];
                preferences["browser.download.dir"] = json!(downloads);
                // The folder of the line above, not the desktop or the one of downloads.
                preferences["browser.download.folderList"] = json!(2);
            }
            Self::WebKit => {}
        }
        capabilities
    }
}

/// Where in a browser's folder it puts what is downloaded.
pub(super) fn downloads(folder: &Path) -> std::path::PathBuf {
    folder.join("downloads")
}
