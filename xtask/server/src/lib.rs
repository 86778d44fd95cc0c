//! A web server for this computer alone, for trying pages and for tests.
//!
//! Every connection has a thread and ends with its answer. Servers that keep connections in a pool of threads, as
//! `tiny_http` does, leave some of a browser's six unread while others of them idle, and the page waits; those that
//! don't bring an asynchronous runtime, for which everybody's first command would wait.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The most bytes of a request before its body.
const LONGEST: u64 = 1 << 16;
/// How long a browser may keep a connection open on which it asks nothing.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is asked for. A body is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET`, for example.
    pub method: String,
    /// The path and the query, as they came.
    pub target: String,
}

/// What is answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The status, e.g. 200.
    pub status: u16,
    /// Headers, besides those about the length and the connection.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer with this content and no header.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    /// With one more header.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// A server at work, until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    is_closing: Arc<AtomicBool>,
    worker: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves what comes to a listener.
    ///
    /// # Errors
    /// Where the listener has no address.
    pub fn start(
        listener: TcpListener,
        answer: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let is_closing = Arc::<AtomicBool>::default();
        let (closing, answer) = (Arc::clone(&is_closing), Arc::new(answer));
        let worker = thread::spawn(move || {
            for stream in listener.incoming() {
                if closing.load(Ordering::Acquire) {
                    return;
                }
                let answer = Arc::clone(&answer);
                // A browser that went away has nobody left to tell.
                thread::spawn(move || {
                    stream.and_then(|stream| converse(&stream, &*answer)).unwrap_or_default()
                });
            }
        });
        Ok(Self { address, is_closing, worker: Some(worker) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until this process ends.
    pub fn wait(mut self) {
        if let Some(worker) = self.worker.take() {
            drop(worker.join());
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(worker) = self.worker.take() else { return };
        self.is_closing.store(true, Ordering::Release);
        // The last connection, by which the listener finds out.
        if TcpStream::connect(self.address).is_ok() {
            drop(worker.join());
        }
    }
}

fn converse(mut stream: &TcpStream, answer: &dyn Fn(&Request) -> Response) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some(request) = read(stream)? else { return Ok(()) };
    let Response { status, headers, body } = answer(&request);
    let mut head = format!("HTTP/1.1 {status} \r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if request.method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// Reads a request up to its body; none where the connection ends before.
fn read(stream: &TcpStream) -> io::Result<Option<Request>> {
    let mut lines = BufReader::new(stream.take(LONGEST)).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(None) };
    for line in lines {
        if line?.is_empty() {
            let mut words = first.split(' ').map(str::to_owned);
            return Ok(words.next().zip(words.next()).map(|(method, target)| Request { method, target }));
        }
    }
    Ok(None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "all of this module is tests")]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn server() -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let answer = |request: &Request| {
            Response::new(200, request.target.as_bytes()).with("X-Method", &request.method)
        };
        Server::start(listener, answer).unwrap()
    }

    fn ask(server: &Server, request: &str) -> String {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    }

    #[test]
    fn what_is_asked_for_is_answered() {
        let server = server();
        let said = ask(&server, "GET /a?b");
        assert!(said.starts_with("HTTP/1.1 200 ") && said.ends_with("X-Method: GET\r\n\r\n/a?b"), "{said}");
        let said = ask(&server, "HEAD /a");
        assert!(said.contains("Content-Length: 2\r\n") && said.ends_with("\r\n\r\n"), "{said}");
    }

    #[test]
    fn connections_on_which_nothing_is_asked_keep_nobody_waiting() {
        let server = server();
        let idle: Vec<_> = (0..50).map(|_| TcpStream::connect(server.address()).unwrap()).collect();
        assert!(ask(&server, "GET /").ends_with("\r\n\r\n/"));
        drop(idle);
    }

    #[test]
    fn a_server_that_is_dropped_listens_no_more() {
        let server = server();
        let address = server.address();
        drop(server);
        assert!(TcpStream::connect(address).is_err());
    }
}
