//! The WebDriver server, and the requests that it answers (W3C WebDriver, section 5).

use super::display::Display;
use super::engine::{Engine, downloads};
use super::wait_for;
use crate::provided;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use tempfile::TempDir;
use ureq::Agent;

/// A WebDriver server of our own, on a free port.
pub(super) struct Driver {
    process: Child,
    address: String,
    agent: Agent,
    engine: Engine,
    /// Where it and the browser put profiles, sockets and downloads, not all of which they remove.
    folder: TempDir,
    /// Ends after them.
    _display: Option<Display>,
}

impl Driver {
    pub(super) fn start(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(downloads(folder.path())).expect("a temporary folder");
        let display = provided::display().map(|program| Display::start(&program));
        let asked = engine.port();
        let mut command = Command::new(provided::driver());
        command.arg(format!("--port={asked}"));
        engine.prepare(&mut command, folder.path(), display.as_ref());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let output = process.stdout.take().expect("standard output is a pipe");
        let port = engine.listening().map_or(asked, |sentence| told(output, sentence));
        // A refusal has a body that says why.
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        let address = format!("http://127.0.0.1:{port}");
        Self { process, address, agent, engine, folder, _display: display }
    }

    /// Starts the browser; the id of its session.
    pub(super) fn session(&self) -> String {
        // A server that does not say so may not listen yet.
        wait_for("the WebDriver server", || self.get("/status").ok());
        let capabilities = self.engine.capabilities(self.folder.path());
        let request = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let session = self.post("/session", &request).unwrap_or_else(|error| panic!("{error}"));
        session["sessionId"].as_str().expect("a session's id").to_owned()
    }

    pub(super) fn engine(&self) -> Engine {
        self.engine
    }

    /// Where the browser puts what is downloaded.
    pub(super) fn downloads(&self) -> PathBuf {
        downloads(self.folder.path())
    }

    pub(super) fn get(&self, path: &str) -> Result<Value, String> {
        value(self.agent.get(format!("{}{path}", self.address)).call())
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        value(self.agent.post(format!("{}{path}", self.address)).send_json(body))
    }

    pub(super) fn delete(&self, path: &str) -> Result<Value, String> {
        value(self.agent.delete(format!("{}{path}", self.address)).call())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// The port that a server says it listens on.
fn told(output: ChildStdout, sentence: &str) -> u16 {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, port) = line.split_once(sentence)?;
        port.trim_end_matches('.').parse().ok()
    });
    // It goes on talking, and would end where nobody listened.
    thread::spawn(move || lines.for_each(drop));
    port.expect("the WebDriver server says its port")
}

/// The `value` of an answer, or its error.
fn value(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, String> {
    let mut answer = answer.map_err(|error| error.to_string())?;
    let mut body: Value = answer.body_mut().read_json().map_err(|error| error.to_string())?;
    let value = body["value"].take();
    if answer.status().is_success() { Ok(value) } else { Err(value.to_string()) }
}
