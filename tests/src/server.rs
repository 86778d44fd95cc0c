//! A web server for one folder.

use local_server::{Request, Response, Server};
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

/// As strict as a page with WebAssembly can have it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// Serves a folder on a free port of this computer, until it is dropped.
pub struct StaticServer(Server);

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
        Self(serve(move |request| answer(request, &folder, policy.as_deref())))
    }

    /// Where it listens.
    pub fn socket(&self) -> SocketAddr {
        self.0.address()
    }

    /// The address of a file in the folder.
    pub fn address(&self, file: &str) -> String {
        format!("http://{}/{file}", self.0.address())
    }
}

/// Serves on a free port of this computer.
pub(crate) fn serve(answer: impl Fn(&Request) -> Response + Send + Sync + 'static) -> Server {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    Server::start(listener, answer).expect("it listens on a port")
}

fn answer(request: &Request, folder: &Path, policy: Option<&str>) -> Response {
    let path = request.target.split('?').next().unwrap_or_default();
    let file = match path.trim_start_matches('/') {
        "" => "index.html".to_owned(),
        file => file.to_owned(),
    };
    let Ok(content) = fs::read(folder.join(&file)) else { return Response::new(404, "") };
    // The pages of one test are not those of the next.
    let response =
        Response::new(200, content).with("Content-Type", media_type(&file)).with("Cache-Control", "no-store");
    match policy {
        Some(policy) => response.with("Content-Security-Policy", policy),
        None => response,
    }
}

fn media_type(address: &str) -> &'static str {
    match address.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js" | "mjs") => "text/javascript",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
