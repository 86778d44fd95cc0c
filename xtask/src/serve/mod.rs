//! A web server for one folder, on this computer alone.

mod content_type;
mod port;
mod resolve;

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

use anyhow::{Context as _, Result};
use local_server::{Request, Response, Server};

use crate::build::policy;
use resolve::Resource;

/// Sent with everything, so that what works here works on a strictly configured host too.
const HEADERS: [(&str, &str); 6] = [
    ("X-Content-Type-Options", "nosniff"),
    // Whoever builds again sees the new files.
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// A server at work, until it is dropped.
#[derive(Debug)]
pub(crate) struct Serving {
    /// The port that it got.
    pub(crate) port: u16,
    server: Server,
}

impl Serving {
    /// Serves the folder on the first free port from the one given.
    pub(crate) fn start(root: &Path, port: u16) -> Result<Self> {
        let (port, listener) = port::first_free(port, |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        let root = root.canonicalize().with_context(|| format!("serving {}", root.display()))?;
        let server = Server::start(listener, move |request| answer(request, &root)).context("serving")?;
        Ok(Self { port, server })
    }

    /// Where a browser finds it.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until this process is ended.
    pub(crate) fn wait(self) {
        self.server.wait();
    }
}

fn answer(request: &Request, root: &Path) -> Response {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return refusal(405, "Only GET and HEAD are answered here.\n");
    }
    match resolve::resource(root, &request.target) {
        Resource::File(path) => match fs::read(&path) {
            Ok(content) => {
                with_headers(Response::new(200, content), ("Content-Type", content_type::of(&path)))
            }
            Err(_) => refusal(404, "There is no such file.\n"),
        },
        Resource::Folder(location) => with_headers(Response::new(308, ""), ("Location", &location)),
        Resource::None => refusal(404, "There is no such file.\n"),
    }
}

fn refusal(status: u16, text: &str) -> Response {
    with_headers(Response::new(status, text), ("Content-Type", "text/plain; charset=utf-8"))
}

fn with_headers(response: Response, own: (&str, &str)) -> Response {
    let policy = format!("{}; frame-ancestors 'none'", policy::APP);
    let policy = ("Content-Security-Policy", policy.as_str());
    HEADERS.iter().chain([&own, &policy]).fold(response, |response, (name, value)| response.with(name, value))
}

#[cfg(test)]
mod tests;
