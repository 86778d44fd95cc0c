//! A server in front of the demonstration site, for what must be in the page before it starts.

use crate::provided;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use tiny_http::{Header, Request, Response, Server};
use ureq::Agent;

/// Where the script is; the site has no such file.
const SCRIPT: &str = "before.js";
/// In the page, it stands under the policy as everything else does.
const SCRIPT_TAG: &str = "<script src=\"before.js\"></script>";
/// Before everything that loads or runs anything, and after the policy.
const BEFORE: &str = "<meta name=\"viewport\"";

/// Comes first in the script: a page that the browser keeps would not ask here again.
const NOT_KEPT: &str = "delete Navigator.prototype.serviceWorker;";

/// What a page has before all that the site's has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extra {
    /// Elements of its head.
    pub(crate) head: String,
    /// The first script that it runs.
    pub(crate) script: String,
}

/// Answers as the site does, with its headers, but for something more in its page.
pub(crate) struct Front {
    server: Arc<Server>,
    extra: Arc<Mutex<Extra>>,
    worker: Option<JoinHandle<()>>,
}

impl Front {
    /// Starts it on a free port of this computer, until it is dropped.
    pub(crate) fn start(extra: Extra) -> Self {
        let server = Arc::new(Server::http((Ipv4Addr::LOCALHOST, 0)).expect("a free port"));
        let extra = Arc::new(Mutex::new(extra));
        let (listener, current) = (Arc::clone(&server), Arc::clone(&extra));
        let worker = thread::spawn(move || {
            for request in listener.incoming_requests() {
                let extra = current.lock().expect("the extra").clone();
                answer(request, &extra);
            }
        });
        Self { server, extra, worker: Some(worker) }
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.server.server_addr())
    }

    /// Has another script run from the next visit on.
    pub(crate) fn set_script(&self, script: String) {
        self.extra.lock().expect("the extra").script = script;
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

fn answer(request: Request, extra: &Extra) {
    let path = request.url().trim_start_matches('/').to_owned();
    // Where the browser went away, nobody is left to tell.
    if path == SCRIPT {
        let media_type = Header::from_bytes("Content-Type", "text/javascript").expect("a header in ASCII");
        drop(
            request
                .respond(Response::from_string([NOT_KEPT, &extra.script].concat()).with_header(media_type)),
        );
        return;
    }
    let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
    let mut answer = agent.get(format!("{}{path}", provided::url())).call().expect("the site answers");
    let mut content = answer.body_mut().read_to_vec().expect("the site's file");
    if path.is_empty() {
        let page = String::from_utf8(content).expect("a page in UTF-8");
        assert!(page.contains(BEFORE), "{page}");
        let head = [SCRIPT_TAG, &extra.head, BEFORE].concat();
        content = page.replacen(BEFORE, &head, 1).into_bytes();
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
