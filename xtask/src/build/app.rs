//! The pages that are apps, the administrator's and the issuer's, each hosted and as one file.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::page::{Page, with_policy};
use super::wasm::Glue;
use super::{Builder, offline, policy, single_file};
use crate::files;
use crate::workspace::Workspace;

/// An app: a crate that compiles to a module, and its folder in `www`.
pub(crate) struct App {
    /// The crate, and what its module and glue are named after.
    pub(crate) name: &'static str,
    /// The profile that it is compiled by.
    profile: &'static str,
    /// Below `www` and the site; empty for the top.
    folder: &'static str,
    /// The stylesheet as the page names it, which all share.
    stylesheet: &'static str,
    /// The single file, below `dist`.
    file: &'static str,
}

const ADMIN: App = App {
    name: "countersign-admin",
    profile: "web",
    folder: "",
    stylesheet: "app.css",
    file: "countersign.html",
};

const CONSOLE: App = App {
    name: "countersign-console",
    profile: "page",
    folder: "console",
    stylesheet: "../app.css",
    file: "countersign-console.html",
};

/// All of them.
pub(crate) const APPS: [App; 2] = [ADMIN, CONSOLE];

impl App {
    /// Its module as rustc made it, with the names of its functions.
    pub(crate) fn symbols(&self, workspace: &Workspace) -> PathBuf {
        workspace.compiled(self.profile, &self.module())
    }

    fn module(&self) -> String {
        format!("{}.wasm", self.name)
    }
}

/// Of `www`, not for the hosted site: the start script of the single files.
const SINGLE_FILE_SCRIPT: &str = "app-single.js";

impl Builder<'_> {
    /// Builds the site into `target/dist/site` and the single files beside it, each app from one compilation. The npm
    /// package must have been built: the site serves it under `npm/`.
    pub(crate) fn app(&self) -> Result<()> {
        let www = self.workspace.root.join("www");
        let dist = self.workspace.dist();
        let site = dist.join("site");
        files::fresh_folder(&site)?;
        files::copy_folder(&www, &site, &[SINGLE_FILE_SCRIPT, offline::WORKER])?;
        files::copy_folder(&dist.join("npm"), &site.join("npm"), &[])?;
        for app in &APPS {
            self.one_app(app)?;
        }
        let policies = [
            ("index.html", policy::APP),
            ("console/index.html", policy::HOSTED),
            ("embed/index.html", policy::HOSTED),
            ("add-user/index.html", policy::HOSTED),
        ];
        for (page, policy) in policies {
            let page = site.join(page);
            let html = files::read_text(&page)?;
            let html = with_policy(&html, policy).with_context(|| page.display().to_string())?;
            fs::write(&page, html)?;
        }
        offline::write_worker(&www, &site)?;
        self.shell.say("app", site.display());
        Ok(())
    }

    /// Compiles an app, puts its module into the site, and writes its single file.
    fn one_app(&self, app: &App) -> Result<()> {
        let App { name, profile, folder, stylesheet, file } = *app;
        self.shell.say("app", format_args!("compiling {name}"));
        let module = self.compile(profile, &["build", "--package", name], &app.module())?;
        let hosted = self.bind(name, &module, Glue::Page)?;
        let single = self.bind(name, &module, Glue::Script)?;
        let wasm = self.optimise(name, &hosted.wasm)?;
        // The two kinds of glue differ in JavaScript alone, so far.
        let single_wasm = if single.wasm == hosted.wasm {
            wasm.clone()
        } else {
            self.optimise(&format!("{name}-single"), &single.wasm)?
        };

        let www = self.workspace.root.join("www");
        let dist = self.workspace.dist();
        let site = dist.join("site").join(folder);
        files::write(&site.join(format!("{name}.js")), hosted.js)?;
        files::write(&site.join(format!("{name}_bg.wasm")), wasm)?;

        let page = Page {
            template: &files::read_text(&www.join(folder).join("index.html"))?,
            stylesheet,
            style: &files::read_text(&www.join("app.css"))?,
            glue: &single.js,
            start: &files::read_text(&www.join(SINGLE_FILE_SCRIPT))?,
            wasm: &single_wasm,
        };
        let file = dist.join(file);
        files::write(&file, single_file::render(&page)?)?;
        self.shell.say("app", file.display());
        Ok(())
    }
}
