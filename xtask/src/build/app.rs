//! The administrator's page, hosted and as one file.

use std::fs;

use anyhow::{Context as _, Result};

use super::page::{Page, with_policy};
use super::wasm::Glue;
use super::{Builder, offline, policy, single_file};
use crate::files;

const NAME: &str = "countersign-admin";

/// Of `www`, not for the hosted site: the start script of the single file.
const SINGLE_FILE_SCRIPT: &str = "app-single.js";

impl Builder<'_> {
    /// Builds the site into `target/dist/site` and the single file `target/dist/countersign.html`, both
    /// from one compilation. The npm package must have been built: the site serves it under `npm/`.
    pub(crate) fn app(&self) -> Result<()> {
        self.shell.say("app", "compiling the administrator's page");
        let module = self.compile("page", &["build", "--package", NAME], &format!("{NAME}.wasm"))?;
        let hosted = self.bind(NAME, &module, Glue::Page)?;
        let single = self.bind(NAME, &module, Glue::Script)?;
        let wasm = self.optimise(NAME, &hosted.wasm)?;
        // The two kinds of glue differ in JavaScript alone, so far.
        let single_wasm = if single.wasm == hosted.wasm {
            wasm.clone()
        } else {
            self.optimise(&format!("{NAME}-single"), &single.wasm)?
        };

        let www = self.workspace.root.join("www");
        let dist = self.workspace.dist();
        let site = dist.join("site");
        files::fresh_folder(&site)?;
        files::copy_folder(&www, &site, &[SINGLE_FILE_SCRIPT, offline::WORKER])?;
        files::copy_folder(&dist.join("npm"), &site.join("npm"), &[])?;
        files::write(&site.join(format!("{NAME}.js")), hosted.js)?;
        files::write(&site.join(format!("{NAME}_bg.wasm")), wasm)?;
        let policies = [
            ("index.html", policy::APP),
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

        let page = Page {
            template: &files::read_text(&www.join("index.html"))?,
            style: &files::read_text(&www.join("app.css"))?,
            glue: &single.js,
            start: &files::read_text(&www.join(SINGLE_FILE_SCRIPT))?,
            wasm: &single_wasm,
        };
        let file = dist.join("countersign.html");
        files::write(&file, single_file::render(&page)?)?;
        self.shell.say("app", file.display());
        Ok(())
    }
}
