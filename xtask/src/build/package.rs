//! The npm package.

use anyhow::Result;

use super::Builder;
use super::wasm::Glue;
use crate::files;

impl Builder<'_> {
    /// Builds the npm package into `target/dist/npm`: the files of `validator/npm` as they are, the schemas
    /// of `validator/schema`, and the generated `countersign.js` and `countersign_bg.wasm` that its loader
    /// imports.
    pub(crate) fn package(&self) -> Result<()> {
        self.shell.say("package", "compiling the validator for npm");
        // The crate type is given here and not in the manifest: an rlib beside a cdylib there
        // silently turns link-time optimisation off.
        let module = self.compile(
            "web",
            &["rustc", "--package", "countersign", "--lib", "--features", "js", "--crate-type", "cdylib"],
            "countersign.wasm",
        )?;
        let bound = self.bind("countersign", &module, Glue::Package)?;
        let wasm = self.optimise("countersign", &bound.wasm)?;

        let root = &self.workspace.root;
        let package = self.workspace.dist().join("npm");
        files::fresh_folder(&package)?;
        files::copy_folder(&root.join("validator/npm"), &package, &[])?;
        for schema in ["report", "claims"] {
            let source = root.join(format!("validator/schema/{schema}.schema.json"));
            files::copy(&source, &package.join(format!("schema/{schema}.json")))?;
        }
        for license in files::names_in(root)?.iter().filter(|name| name.starts_with("LICENSE")) {
            files::copy(&root.join(license), &package.join(license))?;
        }
        files::write(&package.join("countersign.js"), bound.js)?;
        files::write(&package.join("countersign_bg.wasm"), wasm)?;
        self.shell.say("package", package.display());
        Ok(())
    }
}
