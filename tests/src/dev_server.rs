//! A tool that serves a project while it is worked on.

use crate::webdriver::wait_for;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use tempfile::NamedTempFile;

/// A running tool that serves on a port of this computer, until it is dropped.
pub struct DevServer {
    process: Child,
    port: u16,
    log: NamedTempFile,
}

impl DevServer {
    /// Starts a tool that takes `--port`, and waits until it serves at 127.0.0.1.
    ///
    /// # Panics
    /// Where it ends before, or never serves.
    pub(crate) fn start(command: &mut Command) -> Self {
        let port = free_port();
        let log = NamedTempFile::new().expect("a temporary file");
        let output = || Stdio::from(File::options().append(true).open(log.path()).expect("a temporary file"));
        command.args(["--port", &port.to_string()]);
        command.stdin(Stdio::null()).stdout(output()).stderr(output());
        #[cfg(unix)]
        // It has helpers of its own, which end with it by their group alone.
        std::os::unix::process::CommandExt::process_group(command, 0);
        let process = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut server = Self { process, port, log };
        wait_for("a server", || server.serves().then_some(()));
        server
    }

    /// The address of a file that it serves.
    pub fn address(&self, file: &str) -> String {
        format!("http://127.0.0.1:{}/{file}", self.port)
    }

    /// What it printed.
    pub fn output(&self) -> String {
        fs::read_to_string(self.log.path()).expect("what a tool prints is text")
    }

    fn serves(&mut self) -> bool {
        let ended = self.process.try_wait().expect("a child's status");
        assert!(ended.is_none(), "{ended:?}\n{}", self.output());
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok()
    }
}

impl Drop for DevServer {
    fn drop(&mut self) {
        // It may have ended by itself.
        #[cfg(unix)]
        drop(Command::new("kill").args(["-KILL", "--", &format!("-{}", self.process.id())]).output());
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Of the tools, not all say which port they took when none was named.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address").port()
}
