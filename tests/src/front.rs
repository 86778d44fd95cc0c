//! A server in front of the demonstration site, for what must be in the page before it starts.

use crate::provided;
use crate::server::serve;
use local_server::{Request, Response, Server};
use std::sync::{Arc, Mutex};
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
    server: Server,
    extra: Arc<Mutex<Extra>>,
}

impl Front {
    /// Starts it on a free port of this computer, until it is dropped.
    pub(crate) fn start(extra: Extra) -> Self {
        let extra = Arc::new(Mutex::new(extra));
        let current = Arc::clone(&extra);
        let server = serve(move |request| answer(request, &current.lock().expect("the extra").clone()));
        Self { server, extra }
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.server.address())
    }

    /// Has another script run from the next visit on.
    pub(crate) fn set_script(&self, script: String) {
        self.extra.lock().expect("the extra").script = script;
    }
}

fn answer(request: &Request, extra: &Extra) -> Response {
    let path = request.target.trim_start_matches('/').to_owned();
    if path == SCRIPT {
        return Response::new(200, [NOT_KEPT, &extra.script].concat())
            .with("Content-Type", "text/javascript");
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
    let response = Response::new(answer.status().as_u16(), content);
    let names = ["content-type", "content-security-policy", "cache-control"];
    let kept = names.into_iter().filter_map(|name| Some((name, answer.headers().get(name)?.to_str().ok()?)));
    kept.fold(response, |response, (name, value)| response.with(name, value))
}
