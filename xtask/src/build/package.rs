//! The npm package.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Builder;
use super::wasm::{BUILD, Glue};
use crate::files;
use crate::shell;
use crate::workspace::Workspace;

/// A module of the package: what `validator/npm` has a loader for.
#[derive(Debug)]
pub(crate) struct Module {
    /// The feature of the validator that has its bindings.
    pub(crate) feature: &'static str,
    /// In the package.
    folder: &'static str,
    profile: &'static str,
    /// Whether it signs nothing.
    pub(crate) only_verifies: bool,
}

/// The modules. They are compiled by different profiles for another reason, too: of one profile, two
/// would be one file to cargo, which can't tell then which of them it has.
pub(crate) const MODULES: [Module; 4] = [
    Module { feature: "js", folder: "", profile: "web", only_verifies: true },
    Module { feature: "js-slim", folder: "slim", profile: "slim", only_verifies: true },
    // Whoever keeps a state verifies its few files once, as the administrator's page does.
    Module { feature: "js-state", folder: "state", profile: "page", only_verifies: true },
    Module { feature: "js-host", folder: "host", profile: "host", only_verifies: false },
];

impl Module {
    /// The module as rustc made it, with the names of its functions.
    pub(crate) fn symbols(&self, workspace: &Workspace) -> PathBuf {
        workspace.compiled(self.profile, "countersign.wasm")
    }
}

/// What makes a CommonJS module of an entry, by the bundler that the tests use anyway.
const BUNDLE: &str = "xtask/src/bundle.mjs";

impl Builder<'_> {
    /// Builds the npm package into `target/dist/npm`: the files of `validator/npm`, the schemas
    /// of `validator/schema`, and for each module what its entries import and what is made of them.
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
            self.module(module, &package)?;
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

    fn module(&self, module: &Module, package: &Path) -> Result<()> {
        let Module { feature, folder, profile, .. } = module;
        self.shell.say("package", format_args!("compiling the validator for npm with {feature}"));
        // The crate type is given here and not in the manifest: an rlib beside a cdylib there
        // silently turns link-time optimisation off.
        let arguments =
            ["rustc", "--package", "countersign", "--lib", "--features", feature, "--crate-type", "cdylib"];
        let compiled = self.compile(profile, &arguments, "countersign.wasm")?;
        let bound = self.bind("countersign", &compiled, Glue::Package)?;
        let wasm = self.optimise(&format!("countersign-{feature}"), &bound.wasm)?;
        let (js, wasm) = paired(&bound.js, wasm)?;
        let to_package = if folder.is_empty() { "." } else { ".." };
        let folder = package.join(folder);
        files::write(&folder.join("countersign.js"), js)?;
        files::write(&folder.join("countersign_bg.wasm.js"), inlined(&wasm, to_package))?;
        files::write(&folder.join("countersign_bg.wasm"), wasm)?;
        self.commonjs(&folder)
    }

    /// What `require` gets: the entry that needs no file beside it, and its types. To TypeScript, those of an
    /// ES module are none that CommonJS could have.
    fn commonjs(&self, folder: &Path) -> Result<()> {
        let script = self.workspace.root.join(BUNDLE);
        let entry = folder.join("inline.js");
        let bundle = shell::read(Command::new("node").arg(script).arg(&self.npm.modules).arg(entry))?;
        files::write(&folder.join("index.cjs"), bundle)?;
        let types = files::read_text(&folder.join("index.d.ts"))?;
        files::write(&folder.join("index.d.cts"), types.replace("/index.js\"", "/index.cjs\""))
    }
}

/// The glue and its module with a name that both have of their own, so that the glue knows its module from that of
/// another entry or version: most of those link, and then do something else.
fn paired(js: &str, mut wasm: Vec<u8>) -> Result<(String, Vec<u8>)> {
    ensure!(js.contains(BUILD), "the glue asks for no build");
    let fingerprint = files::fingerprint(&[js.as_bytes(), &wasm]);
    let name = format!("countersign-{fingerprint:.16}");
    // A custom section, which has a name and may have no content, is its id, its size, and its name after the name's
    // size (WebAssembly specification, 5.5.3). Both sizes are less than 128, and so one byte.
    let size = u8::try_from(name.len())?;
    wasm.extend([0, size + 1, size]);
    wasm.extend(name.as_bytes());
    Ok((js.replace(BUILD, &name), wasm))
}

/// The JavaScript that has a module inside. `to_package` leads from its folder to the package's.
fn inlined(wasm: &[u8], to_package: &str) -> String {
    let text = STANDARD.encode(wasm);
    format!(
        "import {{ decoded }} from \"{to_package}/base64.js\";\n\nexport default () => decoded(\"{text}\");\n"
    )
}
