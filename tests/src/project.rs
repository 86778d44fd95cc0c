//! A throwaway project that uses the npm package as its users do.

use crate::{folder, program, provided};
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
        project.add(&folder("js").join(sources));
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

    /// Runs a tool of [`provided::node_modules`], e.g. `vite/bin/vite.js`, in the project.
    ///
    /// # Panics
    /// Where it fails.
    pub fn tool(&self, script: &str, arguments: &[&str]) -> String {
        let script = provided::node_modules().join(script);
        program::run(Command::new("node").arg(script).args(arguments).current_dir(self.path()), "")
    }

    fn add(&self, sources: &Path) {
        for entry in fs::read_dir(sources).unwrap_or_else(|error| panic!("{}: {error}", sources.display())) {
            let path = entry.expect("an entry of a folder").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
            self.write(name, fs::read(&path).expect("a source file"));
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
