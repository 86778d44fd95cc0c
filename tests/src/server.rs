//! A web server for one folder.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tiny_http::{Header, Request, Response, Server};

/// As strict as a page with WebAssembly can have it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// Serves a folder on a free port of this computer, until it is dropped.
pub struct StaticServer {
    server: Arc<Server>,
    worker: Option<JoinHandle<()>>,
}

impl StaticServer {
    /// Starts serving.
    ///
    /// # Panics
    /// Where no port is free.
    pub fn start(folder: impl Into<PathBuf>) -> Self {
        Self::with_policy(folder, POLICY)
    }

    /// Starts serving by another policy.
    ///
    /// # Panics
    /// Where no port is free.
    pub fn with_policy(folder: impl Into<PathBuf>, policy: &str) -> Self {
        Self::serve(folder.into(), Some(policy.to_owned()))
    }

    /// Starts serving pages that have a policy of their own, or none.
    ///
    /// # Panics
    /// Where no port is free.
    pub fn without_policy(folder: impl Into<PathBuf>) -> Self {
        Self::serve(folder.into(), None)
    }

    fn serve(folder: PathBuf, policy: Option<String>) -> Self {
        let server = Arc::new(Server::http((Ipv4Addr::LOCALHOST, 0)).expect("a free port"));
        let listener = Arc::clone(&server);
        let worker = thread::spawn(move || {
            // Each in a thread of its own, which nobody waits for: a browser may leave an answer unread, and ask
            // for another file meanwhile.
            for request in listener.incoming_requests() {
                let (folder, policy) = (folder.clone(), policy.clone());
                thread::spawn(move || answer(request, &folder, policy.as_deref()));
            }
        });
        Self { server, worker: Some(worker) }
    }

    /// Where it listens.
    pub fn socket(&self) -> SocketAddr {
        self.server.server_addr().to_ip().expect("it listens on a port")
    }

    /// The address of a file in the folder.
    pub fn address(&self, file: &str) -> String {
        format!("http://{}/{file}", self.server.server_addr())
    }
}

impl Drop for StaticServer {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(worker) = self.worker.take() {
            drop(worker.join());
        }
    }
}

fn answer(request: Request, folder: &Path, policy: Option<&str>) {
    let file = match request.url().trim_start_matches('/') {
        "" => "index.html".to_owned(),
        file => file.to_owned(),
    };
    // The browser went away: nobody is left to tell.
    drop(match fs::read(folder.join(&file)) {
        Ok(content) => {
            let mut response = Response::from_data(content);
            response.add_header(header("Content-Type", media_type(&file)));
            // What a page that was left had not read yet stays locked in a browser's cache, where the next page waits
            // 20 s for each file.
            response.add_header(header("Cache-Control", "no-store"));
            if let Some(policy) = policy {
                response.add_header(header("Content-Security-Policy", policy));
            }
            request.respond(response)
        }
        Err(_) => request.respond(Response::empty(404)),
    });
}

fn media_type(address: &str) -> &'static str {
    match address.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("a header in ASCII")
}
