//! The WebDriver server, and the requests that it answers (W3C WebDriver, section 5).

use crate::provided;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use ureq::Agent;

/// What ChromeDriver says when it listens.
const LISTENING: &str = "was started successfully on port ";

/// A ChromeDriver of our own, on a free port.
pub(super) struct Driver {
    process: Child,
    address: String,
    agent: Agent,
    /// Where it and the browser put profiles and sockets, not all of which they remove.
    _folder: TempDir,
}

impl Driver {
    pub(super) fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = Command::new(provided::chromedriver());
        command.arg("--port=0").env("TMPDIR", folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let output = process.stdout.take().expect("standard output is a pipe");
        let port = BufReader::new(output).lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once(LISTENING)?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let address = format!("http://127.0.0.1:{}", port.expect("ChromeDriver says its port"));
        // A refusal has a body that says why.
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        Self { process, address, agent, _folder: folder }
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

/// The `value` of an answer, or its error.
fn value(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, String> {
    let mut answer = answer.map_err(|error| error.to_string())?;
    let mut body: Value = answer.body_mut().read_json().map_err(|error| error.to_string())?;
    let value = body["value"].take();
    if answer.status().is_success() { Ok(value) } else { Err(value.to_string()) }
}
