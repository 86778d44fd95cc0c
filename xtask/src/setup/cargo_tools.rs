//! Programs from crates.io.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::files;
use crate::shell::Shell;
use crate::workspace::Workspace;

/// A program that is compiled on this machine.
#[derive(Debug)]
pub(crate) struct CargoTool {
    /// The crate.
    pub(crate) name: &'static str,
    /// Exactly this version.
    pub(crate) version: String,
    /// What it is for, said while a person waits for it.
    pub(crate) purpose: &'static str,
    /// Cargo features, where the default ones bring what is not used here.
    pub(crate) default_features: Features,
}

/// Which of a crate's features are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Features {
    /// The default ones.
    Default,
    /// None.
    None,
}

impl CargoTool {
    /// The test driver of WebAssembly; drives the test runner below.
    pub(crate) fn wasm_pack() -> Self {
        Self {
            name: "wasm-pack",
            version: "0.15.1".to_owned(),
            purpose: "runs the tests compiled to WebAssembly",
            default_features: Features::Default,
        }
    }

    /// The test runner of WebAssembly, at the version of wasm-bindgen in `Cargo.lock`.
    pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<Self> {
        Ok(Self {
            name: "wasm-bindgen-cli",
            version: workspace.locked_version("wasm-bindgen")?,
            purpose: "holds the runner of these tests in Node.js and browsers",
            // The default one is TLS, for browsers on other machines.
            default_features: Features::None,
        })
    }

    /// Mozilla's WebDriver server, which Debian has no package of.
    pub(crate) fn geckodriver() -> Self {
        Self {
            name: "geckodriver",
            version: "0.37.1".to_owned(),
            purpose: "drives Firefox",
            default_features: Features::Default,
        }
    }

    /// The checker of dependencies.
    pub(crate) fn cargo_deny() -> Self {
        Self {
            name: "cargo-deny",
            version: "0.20.2".to_owned(),
            purpose: "checks licences, sources and advisories of dependencies",
            default_features: Features::Default,
        }
    }

    /// Where these programs are.
    pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
        workspace.tools().join("bin")
    }

    /// Compiles the program, unless this version is installed, and returns where it is.
    pub(crate) fn install(&self, workspace: &Workspace, shell: &Shell) -> Result<PathBuf> {
        let Self { name, version, .. } = self;
        let root = workspace.tools();
        files::unless_done(&root.join("installed").join(name), version, || {
            shell.say("cargo", format_args!("compiling {name} {version}, which {}", self.purpose));
            let mut cargo = Command::new("cargo");
            // Unoptimised: it takes a third of the time, and the tests are not faster for it. Not
            // `--locked`: a version in an author's lock file may have been yanked since.
            cargo.args(["install", "--quiet", "--force", "--debug", name, "--version", version]);
            if self.default_features == Features::None {
                cargo.arg("--no-default-features");
            }
            cargo.arg("--root").arg(&root).arg("--target-dir").arg(root.join("build"));
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "false").current_dir(&workspace.root);
            shell.run(&mut cargo).with_context(|| format!("installing {name} from crates.io"))
        })?;
        Ok(Self::folder(workspace).join(format!("{name}{}", env::consts::EXE_SUFFIX)))
    }
}
