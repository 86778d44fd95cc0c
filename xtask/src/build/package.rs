//! The npm package.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Builder;
use super::wasm::Glue;
use crate::files;
use crate::workspace::Workspace;

/// A module of the package: what `validator/npm` has a loader for.
#[derive(Debug)]
pub(crate) struct Module {
    /// The feature of the validator that has its bindings.
    pub(crate) feature: &'static str,
    /// In the package.
    folder: &'static str,
    profile: &'static str,
}

/// The modules. They are compiled by different profiles for another reason, too: of one profile, the two
/// would be one file to cargo, which can't tell then which of them it has.
pub(crate) const MODULES: [Module; 3] = [
    Module { feature: "js", folder: "", profile: "web" },
    Module { feature: "js-slim", folder: "slim", profile: "slim" },
    // Whoever keeps a state verifies its few files once, as the administrator's page does.
    Module { feature: "js-state", folder: "state", profile: "page" },
];

impl Module {
    /// The module as rustc made it, with the names of its functions.
    pub(crate) fn symbols(&self, workspace: &Workspace) -> PathBuf {
        workspace.compiled(self.profile, "countersign.wasm")
    }
}

impl Builder<'_> {
    /// Builds the npm package into `target/dist/npm`: the files of `validator/npm`, the schemas
    /// of `validator/schema`, and for each module the generated `countersign.js` and `countersign_bg.wasm`
    /// that its loader imports.
    pub(crate) fn package(&self) -> Result<()> {
        let root = &self.workspace.root;
        let package = self.workspace.dist().join("npm");
        files::fresh_folder(&package)?;
        files::copy_folder(&root.join("validator/npm"), &package, &[])?;
        self.loaders(&package)?;
        for schema in ["report", "claims"] {
            let source = root.join(format!("validator/schema/{schema}.schema.json"));
            files::copy(&source, &package.join(format!("schema/{schema}.json")))?;
        }
        for license in files::names_in(root)?.iter().filter(|name| name.starts_with("LICENSE")) {
            files::copy(&root.join(license), &package.join(license))?;
        }
        for module in &MODULES {
            self.module(module)?;
        }
        self.shell.say("package", package.display());
        Ok(())
    }

    /// Takes out of the loaders what only their readers need: a page without a bundler downloads them as they
    /// are.
    fn loaders(&self, package: &Path) -> Result<()> {
        for folder in MODULES.iter().map(|module| package.join(module.folder)) {
            for file in files::names_in(&folder)?.iter().filter(|name| name.ends_with(".js")) {
                let file = folder.join(file);
                files::write(&file, self.minify(&file, Glue::Package)?)?;
            }
        }
        Ok(())
    }

    fn module(&self, module: &Module) -> Result<()> {
        let Module { feature, folder, profile } = module;
        self.shell.say("package", format_args!("compiling the validator for npm with {feature}"));
        // The crate type is given here and not in the manifest: an rlib beside a cdylib there
        // silently turns link-time optimisation off.
        let arguments =
            ["rustc", "--package", "countersign", "--lib", "--features", feature, "--crate-type", "cdylib"];
        let compiled = self.compile(profile, &arguments, "countersign.wasm")?;
        let bound = self.bind("countersign", &compiled, Glue::Package)?;
        let wasm = self.optimise(&format!("countersign-{feature}"), &bound.wasm)?;
        let folder = self.workspace.dist().join("npm").join(folder);
        files::write(&folder.join("countersign.js"), bound.js)?;
        files::write(&folder.join("countersign_bg.wasm"), wasm)
    }
}
