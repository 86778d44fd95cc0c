//! A web server for one folder, on this computer alone.

mod content_type;
mod port;
mod resolve;

use std::fs::File;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result, anyhow};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::build::policy;
use resolve::Resource;

/// Enough that a page's files come at once; more would wait for the disk.
const WORKERS: usize = 4;

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

/// A server at work, until this process ends.
#[derive(Debug)]
pub(crate) struct Serving {
    /// The port that it got.
    pub(crate) port: u16,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Serving {
    /// Serves the folder on the first free port from the one given.
    pub(crate) fn start(root: &Path, port: u16) -> Result<Self> {
        let (port, listener) = port::first_free(port, |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)))?;
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!("serving: {error}"))?;
        let server = Arc::new(server);
        let root = root.canonicalize().with_context(|| format!("serving {}", root.display()))?;
        let workers = (0..WORKERS).map(|_| {
            let (server, root) = (Arc::clone(&server), root.clone());
            thread::spawn(move || work(&server, &root))
        });
        Ok(Self { port, workers: workers.collect() })
    }

    /// Where a browser finds it.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Serves until this process is ended.
    pub(crate) fn wait(self) {
        for worker in self.workers {
            // A worker that panicked has said so; the others go on.
            drop(worker.join());
        }
    }
}

fn work(server: &Server, root: &Path) {
    while let Ok(request) = server.recv() {
        // The browser went away: nobody is left to tell.
        drop(answer(request, root));
    }
}

fn answer(request: Request, root: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return refuse(request, 405, "Only GET and HEAD are answered here.\n");
    }
    match resolve::resource(root, request.url()) {
        Resource::File(path) => match File::open(&path) {
            Ok(file) => {
                let response = Response::from_file(file);
                request.respond(with_headers(response, &[("Content-Type", content_type::of(&path))]))
            }
            Err(_) => refuse(request, 404, "There is no such file.\n"),
        },
        Resource::Folder(location) => {
            let response = Response::empty(308);
            request.respond(with_headers(response, &[("Location", &location)]))
        }
        Resource::None => refuse(request, 404, "There is no such file.\n"),
    }
}

fn refuse(request: Request, status: u16, text: &str) -> io::Result<()> {
    let response = Response::from_string(text).with_status_code(status);
    request.respond(with_headers(response, &[("Content-Type", "text/plain; charset=utf-8")]))
}

fn with_headers<R: io::Read>(response: Response<R>, own: &[(&str, &str)]) -> Response<R> {
    let policy = format!("{}; frame-ancestors 'none'", policy::APP);
    let policy = ("Content-Security-Policy", policy.as_str());
    let headers = HEADERS.iter().chain(own).chain([&policy]);
    headers
        .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
        .fold(response, |response, header| response.with_header(header))
}

#[cfg(test)]
mod tests;
