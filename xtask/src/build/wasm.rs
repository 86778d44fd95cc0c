//! From a crate to optimised WebAssembly with its JavaScript glue.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::Builder;
use crate::files;
use crate::setup::toolchain::WASM_TARGET;
use crate::shell;

/// Code generation for every WebAssembly build, tests included. `simd128` makes hashing and
/// base64 faster; every engine that is still supported by its maker has it.
pub(crate) const RUSTFLAGS: &str = "-Ctarget-feature=+simd128";

/// How readily functions are inlined in what is downloaded. Of 0, 10, 20, 25, 40, 60 and the compiler's own
/// choice this makes the smallest module, and verifying takes no longer.
const INLINING: &str = "-Cllvm-args=-inline-threshold=20";

/// What rustc and wasm-bindgen emit. wasm-opt refuses a module with features that it was not told of;
/// named one by one, so that a new one is noticed here and not by an old browser.
const FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What makes the glue smaller, by the bundler that the tests use anyway.
const MINIFY: &str = "xtask/src/minify.mjs";

/// How the generated glue offers to load its module.
const LOADERS: &str = "export { initSync, __wbg_init as default };";

/// What stands in [`INSTANTIATE`] for the name of the module's build.
pub(super) const BUILD: &str = "countersign-build";

/// What the package has in place of [`LOADERS`]: loading is its own, which tells what is to be done where loading
/// fails, so that the glue links a compiled module and no more. Unlike the loaders, this asks no `instanceof`,
/// which a module from another realm fails; and it takes no module but the one that it was made for.
const INSTANTIATE: &str = "export function instantiate(module) {
    if (!WebAssembly.Module.customSections(module, 'countersign-build').length) throw Error('another build');
    __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports()), module);
}";

/// A function that is called once stays one: merged into their callers, functions have more local variables
/// than one byte can number.
const OPTIMISATION: [&str; 6] = [
    "-Oz",
    "--one-caller-inline-max-function-size",
    "10",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// How JavaScript loads a module.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Glue {
    /// An ES module to whose `instantiate` a compiled module is given.
    Package,
    /// An ES module that finds the WebAssembly beside itself.
    Page,
    /// A classic script that sets the global `wasm_bindgen`: what an inline script can be.
    Script,
}

impl Glue {
    fn name(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Page => "page",
            Self::Script => "script",
        }
    }
}

/// A module and the JavaScript that loads it.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) js: String,
    pub(crate) wasm: Vec<u8>,
}

impl Builder<'_> {
    /// Compiles with the arguments given to cargo and returns the module as rustc made it.
    pub(crate) fn compile(&self, profile: &str, arguments: &[&str], file: &str) -> Result<Vec<u8>> {
        let target = self.workspace.wasm_target();
        let mut cargo = self.toolchain.cargo();
        cargo
            .args(arguments)
            .args(["--profile", profile, "--target", WASM_TARGET, "--target-dir"])
            .arg(&target)
            .env("CARGO_ENCODED_RUSTFLAGS", self.rustflags().join(OsStr::new("\u{1f}")))
            .current_dir(&self.workspace.root);
        self.shell.run(&mut cargo)?;
        files::read(&self.workspace.compiled(profile, file))
    }

    /// The flags of what is shipped: panics in it name no folder of the machine that it was built on.
    fn rustflags(&self) -> Vec<OsString> {
        let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let cargo_home = cargo_home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
        let sources = cargo_home.map(|cargo_home| cargo_home.join("registry/src"));
        let mut flags = vec![RUSTFLAGS.into(), INLINING.into()];
        for folder in sources.iter().chain([&self.workspace.root]) {
            let mut flag = OsString::from("--remap-path-prefix=");
            flag.push(folder);
            flag.push("=");
            flags.push(flag);
        }
        flags
    }

    /// Makes the JavaScript glue, and the module that fits it.
    pub(crate) fn bind(&self, name: &str, module: &[u8], glue: Glue) -> Result<Bound> {
        let folder = self.workspace.wasm_target().join("glue").join(glue.name());
        let mut bindgen = Bindgen::new();
        bindgen
            .input_bytes(name, module.to_vec())
            .out_name(name)
            .typescript(false)
            .remove_name_section(true)
            .remove_producers_section(true);
        match glue {
            Glue::Package => bindgen.web(true)?.omit_default_module_path(true),
            Glue::Page => bindgen.web(true)?.omit_default_module_path(false),
            Glue::Script => bindgen.no_modules(true)?.omit_default_module_path(true),
        };
        let mut output =
            bindgen.generate_output().with_context(|| format!("binding {name} to JavaScript"))?;
        ensure!(
            output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
            "{name} brings JavaScript files of its own (wasm-bindgen \"snippets\"), which nothing here packs"
        );
        files::fresh_folder(&folder)?;
        output.emit(&folder)?;
        let js = folder.join(format!("{name}.js"));
        if matches!(glue, Glue::Package) {
            let generated = files::read_text(&js)?;
            ensure!(generated.contains(LOADERS), "the glue of {name} offers loading in another way now");
            files::write(&js, generated.replace(LOADERS, INSTANTIATE))?;
        }
        Ok(Bound { js: self.minify(&js, glue)?, wasm: files::read(&folder.join(format!("{name}_bg.wasm")))? })
    }

    /// JavaScript without what only its readers need.
    pub(super) fn minify(&self, file: &Path, glue: Glue) -> Result<String> {
        let kind = match glue {
            Glue::Package | Glue::Page => "module",
            Glue::Script => "script",
        };
        let script = self.workspace.root.join(MINIFY);
        shell::read(Command::new("node").arg(script).arg(&self.npm.modules).arg(kind).arg(file))
    }

    /// Makes a module smaller. A module that was optimised last time is not optimised again.
    pub(crate) fn optimise(&self, name: &str, module: &[u8]) -> Result<Vec<u8>> {
        let folder = self.workspace.wasm_target().join("optimised");
        let input = folder.join(format!("{name}.input.wasm"));
        let output = folder.join(format!("{name}.wasm"));
        let tool = files::read(&self.npm.modules.join("binaryen/package.json"))?;
        let arguments = [FEATURES.as_slice(), &OPTIMISATION].concat().concat();
        let key = files::fingerprint(&[module, &tool, arguments.as_bytes()]);
        files::unless_done(&folder.join(format!("{name}.key")), &key, || {
            self.shell.say("wasm-opt", format_args!("making {name} smaller"));
            files::write(&input, module)?;
            let mut wasm_opt = self.npm.wasm_opt();
            wasm_opt.args(FEATURES).args(OPTIMISATION);
            self.shell.run(wasm_opt.arg(&input).arg("-o").arg(&output))?;
            Ok(fs::remove_file(&input)?)
        })?;
        files::read(&output)
    }
}
