//! A server in front of the demonstration site, for what must happen before the page starts.

use crate::provided;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use tiny_http::{Header, Request, Response, Server};
use ureq::Agent;

/// Where the script is; the site has no such file.
const SCRIPT: &str = "before.js";
/// Before everything that loads or runs anything, and after the policy, which it is under as well.
const BEFORE: &str = "<meta name=\"viewport\"";

/// Answers as the site does, with its headers, but for one more script that its page runs first.
pub(crate) struct Front {
    server: Arc<Server>,
    script: Arc<Mutex<String>>,
    worker: Option<JoinHandle<()>>,
}

impl Front {
    /// Starts it on a free port of this computer, until it is dropped.
    pub(crate) fn start(script: &str) -> Self {
        let server = Arc::new(Server::http((Ipv4Addr::LOCALHOST, 0)).expect("a free port"));
        let script = Arc::new(Mutex::new(script.to_owned()));
        let (listener, text) = (Arc::clone(&server), Arc::clone(&script));
        let worker = thread::spawn(move || {
            for request in listener.incoming_requests() {
                answer(request, &text.lock().expect("a script"));
            }
        });
        Self { server, script, worker: Some(worker) }
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.server.server_addr())
    }

    /// Has another script run from the next visit on.
    pub(crate) fn set(&self, script: &str) {
        script.clone_into(&mut self.script.lock().expect("a script"));
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(worker) = self.worker.take() {
            drop(worker.join());
        }
    }
}

fn answer(request: Request, script: &str) {
    let path = request.url().trim_start_matches('/').to_owned();
    // Where the browser went away, nobody is left to tell.
    if path == SCRIPT {
        let media_type = Header::from_bytes("Content-Type", "text/javascript").expect("a header in ASCII");
        drop(request.respond(Response::from_string(script).with_header(media_type)));
        return;
    }
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.get(format!("{}{path}", provided::url())).call().expect("the site answers");
    let mut content = answer.body_mut().read_to_vec().expect("the site's file");
    if path.is_empty() {
        let page = String::from_utf8(content).expect("a page in UTF-8");
        assert!(page.contains(BEFORE), "{page}");
        let tag = format!("<script src=\"{SCRIPT}\"></script>{BEFORE}");
        content = page.replacen(BEFORE, &tag, 1).into_bytes();
    }
    let mut response = Response::from_data(content).with_status_code(answer.status().as_u16());
    for name in ["content-type", "content-security-policy", "cache-control"] {
        let value = answer.headers().get(name).map(|value| value.as_bytes());
        if let Some(header) = value.and_then(|value| Header::from_bytes(name, value).ok()) {
            response.add_header(header);
        }
    }
    drop(request.respond(response));
}
