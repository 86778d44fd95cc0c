//! The npm package.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Builder;
use super::wasm::{BUILD, Glue};
use crate::files;
use crate::workspace::Workspace;

/// A module of the package: what `validator/npm` has a loader for.
#[derive(Debug)]
pub(crate) struct Module {
    /// The crate that it is made of.
    pub(crate) package: &'static str,
    /// The feature of that crate that has its bindings.
    pub(crate) feature: &'static str,
    /// In the package.
    folder: &'static str,
    profile: &'static str,
    pub(crate) purpose: Purpose,
}

/// What a module is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It verifies, and signs nothing.
    Verifying,
    /// It signs.
    Signing,
    /// It neither verifies nor signs.
    Counting,
}

/// The crate that verifies.
const VALIDATOR: &str = "countersign";

/// The modules. Those of one crate are compiled by different profiles for another reason, too: of one profile, two
/// would be one file to cargo, which can't tell then which of them it has.
pub(crate) const MODULES: [Module; 7] = [
    Module { package: VALIDATOR, feature: "js", folder: "", profile: "web", purpose: Purpose::Verifying },
    Module {
        package: VALIDATOR,
        feature: "js-slim",
        folder: "slim",
        profile: "slim",
        purpose: Purpose::Verifying,
    },
    // Whoever keeps a state verifies its few files once, as the administrator's page does.
    Module {
        package: VALIDATOR,
        feature: "js-state",
        folder: "state",
        profile: "page",
        purpose: Purpose::Verifying,
    },
    Module {
        package: VALIDATOR,
        feature: "js-host",
        folder: "host",
        profile: "host",
        purpose: Purpose::Signing,
    },
    Module {
        package: VALIDATOR,
        feature: "js-volume",
        folder: "volume",
        profile: "volume",
        purpose: Purpose::Counting,
    },
    // Hands out sessions, and looks at no document.
    Module {
        package: VALIDATOR,
        feature: "js-pool",
        folder: "pool",
        profile: "pool",
        purpose: Purpose::Counting,
    },
    // A desk signs and counts; it is downloaded once, and waits for people.
    Module {
        package: "countersign-issuer",
        feature: "js",
        folder: "issuer",
        profile: "page",
        purpose: Purpose::Signing,
    },
];

impl Module {
    /// The module as rustc made it, with the names of its functions.
    pub(crate) fn symbols(&self, workspace: &Workspace) -> PathBuf {
        workspace.compiled(self.profile, &self.file())
    }

    fn file(&self) -> String {
        format!("{}.wasm", self.package.replace('-', "_"))
    }
}

/// What makes a CommonJS module of an entry, by the bundler that the tests use anyway.
const BUNDLE: &str = "xtask/src/bundle.mjs";

/// The CommonJS module of an entry that another one has more than: what the two make must go to either.
const WITHOUT_FILE: &str =
    "const { LedgerFile, StateFile, ...others } = require(\"./file.cjs\");\nmodule.exports = others;\n";

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
        let Module { package: made_of, feature, folder, profile, .. } = module;
        self.shell.say("package", format_args!("compiling {made_of} for npm with {feature}"));
        // The crate type is given here and not in the manifest: an rlib beside a cdylib there
        // silently turns link-time optimisation off.
        let arguments =
            ["rustc", "--package", made_of, "--lib", "--features", feature, "--crate-type", "cdylib"];
        let compiled = self.compile(profile, &arguments, &module.file())?;
        let bound = self.bind("countersign", &compiled, Glue::Package)?;
        let wasm = self.optimise(&format!("{made_of}-{feature}"), &bound.wasm)?;
        let (js, wasm) = paired(&bound.js, wasm)?;
        let to_package = if folder.is_empty() { "." } else { ".." };
        let folder = package.join(folder);
        files::write(&folder.join("countersign.js"), js)?;
        files::write(&folder.join("countersign_bg.wasm.js"), inlined(&wasm, to_package))?;
        files::write(&folder.join("countersign_bg.wasm"), wasm)?;
        self.commonjs(&folder)
    }

    /// What `require` gets: the entries that need no file beside them, and their types. To TypeScript, those of an
    /// ES module are none that CommonJS could have.
    fn commonjs(&self, folder: &Path) -> Result<()> {
        let has = |name: &str| folder.join(format!("{name}.js")).is_file();
        let mut names = vec!["index"];
        let stores = ["redis", "postgres"].into_iter().filter(|name| has(name)).collect::<Vec<_>>();
        if has("file") {
            // What the one makes must go to the other.
            let entries = [&["file"], &stores[..]].concat();
            self.bundle(folder, &entries)?;
            names.extend(entries);
            files::write(&folder.join("index.cjs"), WITHOUT_FILE)?;
        } else {
            self.bundle(folder, &["inline"])?;
            std::fs::rename(folder.join("inline.cjs"), folder.join("index.cjs"))?;
            for store in &stores {
                self.bundle(folder, &[store])?;
            }
            names.extend(stores);
        }
        for name in names {
            let types = files::read_text(&folder.join(format!("{name}.d.ts")))?;
            let types =
                types.replace("/index.js\"", "/index.cjs\"").replace("/postgres.js\"", "/postgres.cjs\"");
            files::write(&folder.join(format!("{name}.d.cts")), types)?;
        }
        Ok(())
    }

    /// Entries of a folder with all that they import, as CommonJS modules.
    fn bundle(&self, folder: &Path, entries: &[&str]) -> Result<()> {
        let script = self.workspace.root.join(BUNDLE);
        let mut bundle = Command::new("node");
        bundle.arg(script).arg(&self.npm.modules).arg(folder).args(entries);
        self.shell.run(&mut bundle)
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
