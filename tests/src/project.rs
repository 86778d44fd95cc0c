//! A throwaway project that uses the npm package as its users do.

use crate::{DevServer, folder, paths, program, provided};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A project in a folder of its own, away from the workspace, that has the packed package installed.
pub struct Project(TempDir);

impl Project {
    /// Makes the project of the files in a folder of `tests/js`: packs the package, as publishing it would,
    /// and installs it from the tarball, with no registry at hand.
    pub fn with(sources: &str) -> Self {
        let project = Self(tempfile::tempdir().expect("a temporary folder"));
        let tarball = project.tarball();
        project.write("package.json", r#"{ "name": "throwaway", "private": true, "type": "module" }"#);
        project.npm(&["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", &tarball]);
        project.add(sources);
        project
    }

    /// The project's folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file of the project.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a temporary folder");
        fs::write(path, content).expect("a temporary file");
    }

    /// Runs Node.js in the project and returns what it printed.
    ///
    /// # Panics
    /// Where it fails.
    pub fn node(&self, arguments: &[&str], input: &str) -> String {
        program::run(Command::new("node").args(arguments).current_dir(self.path()), input)
    }

    /// Runs a tool of [`provided::node_modules`], e.g. `typescript/bin/tsc`, in the project.
    ///
    /// # Panics
    /// Where it fails.
    pub fn tool(&self, script: &str, arguments: &[&str]) -> String {
        self.run(&provided::node_modules().join(script), arguments)
    }

    /// Runs a tool of [`provided::bundlers`], e.g. `vite/bin/vite.js`, in the project.
    ///
    /// # Panics
    /// Where it fails.
    pub fn bundler(&self, script: &str, arguments: &[&str]) -> String {
        self.run(&provided::bundlers().join(script), arguments)
    }

    /// Starts a server that is a tool of [`provided::bundlers`], in the project. The port is added to the arguments.
    ///
    /// # Panics
    /// Where it does not serve.
    pub fn serve(&self, script: &str, arguments: &[&str]) -> DevServer {
        let mut command = Command::new("node");
        command.arg(provided::bundlers().join(script)).args(arguments).current_dir(self.path());
        DevServer::start(command.env("NEXT_TELEMETRY_DISABLED", "1"))
    }

    /// Has packages of [`provided::bundlers`] as if they were installed.
    pub fn link(&self, packages: &[&str]) {
        self.link_from(&provided::bundlers(), packages);
    }

    /// Has packages of a folder `node_modules` as if they were installed.
    pub fn link_from(&self, modules: &Path, packages: &[&str]) {
        for package in packages {
            let link = self.path().join("node_modules").join(package);
            #[cfg(unix)]
            std::os::unix::fs::symlink(modules.join(package), link).expect("a link");
            #[cfg(windows)]
            std::os::windows::fs::symlink_dir(modules.join(package), link).expect("a link");
        }
    }

    fn run(&self, script: &Path, arguments: &[&str]) -> String {
        let mut command = Command::new("node");
        command.arg(script).args(arguments).current_dir(self.path()).env("NEXT_TELEMETRY_DISABLED", "1");
        program::run(&mut command, "")
    }

    /// Adds the files in a folder of `tests/js`.
    pub fn add(&self, sources: &str) {
        let sources = folder("js").join(sources);
        let files = paths(&sources);
        assert!(!files.is_empty(), "{} has no files", sources.display());
        for file in files {
            self.write(&file, fs::read(sources.join(&file)).expect("a source file"));
        }
    }

    /// Packs the package into the project's folder, and returns the tarball's name.
    fn tarball(&self) -> String {
        let package = provided::dist().join("npm");
        let package = package.to_str().expect("a path in UTF-8");
        self.npm(&["pack", "--silent", "--ignore-scripts", package]).trim().to_owned()
    }

    fn npm(&self, arguments: &[&str]) -> String {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        program::run(Command::new(npm).args(arguments).current_dir(self.path()), "")
    }
}
