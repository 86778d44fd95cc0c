//! The server, asked over TCP.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use super::*;
use crate::files;

/// Serves a fresh folder and returns the answer to one request.
fn ask(name: &str, request: &str) -> String {
    let root = std::env::temp_dir().join(format!("countersign-serve-{}-{name}", std::process::id()));
    files::write(&root.join("outside.txt"), "outside").unwrap();
    files::write(&root.join("site/index.html"), "<p>page").unwrap();
    files::write(&root.join("site/app.wasm"), "\0asm").unwrap();
    files::write(&root.join("site/embed/index.html"), "<p>embedded").unwrap();
    let serving = Serving::start(&root.join("site"), 18_080).unwrap();
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, serving.port)).unwrap();
    write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    std::fs::remove_dir_all(&root).unwrap();
    answer
}

#[test]
fn the_page_is_under_the_root_with_a_strict_policy() {
    let answer = ask("page", "GET /");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.ends_with("<p>page"), "{answer}");
    for header in [
        "Content-Type: text/html; charset=utf-8\r\n",
        "X-Content-Type-Options: nosniff\r\n",
        "Cache-Control: no-store\r\n",
        "Content-Security-Policy: default-src 'none'; ",
    ] {
        assert!(answer.contains(header), "{header} is not in {answer}");
    }
}

#[test]
fn a_module_has_the_type_that_browsers_compile() {
    assert!(ask("wasm", "GET /app.wasm?v=1").contains("Content-Type: application/wasm\r\n"));
}

#[test]
fn a_folder_gets_the_slash_that_its_links_need() {
    let answer = ask("folder", "GET /embed");
    assert!(answer.starts_with("HTTP/1.1 308 ") && answer.contains("Location: /embed/\r\n"), "{answer}");
    assert!(ask("slash", "GET /embed/").ends_with("<p>embedded"));
}

#[test]
fn what_is_not_served_is_not_found() {
    for (name, target) in
        [("missing", "/nothing"), ("up", "/../outside.txt"), ("encoded", "/%2e%2e/outside.txt")]
    {
        let answer = ask(name, &format!("GET {target}"));
        assert!(answer.starts_with("HTTP/1.1 404 "), "{target}: {answer}");
    }
}

#[test]
fn nothing_can_be_written() {
    assert!(ask("post", "POST /").starts_with("HTTP/1.1 405 "));
}
