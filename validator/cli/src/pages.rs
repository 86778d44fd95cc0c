//! `countersign completions` and `countersign man`: what is made from the command line's own description.

use crate::Verdict;
use crate::args::{Completions, Format, Man};
use crate::failure::Failure;
use crate::files;
use serde_json::json;

pub(crate) fn completions(args: &Completions, format: Format) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::command(), "countersign", &mut script);
    let script = String::from_utf8_lossy(&script);
    files::print(&match format {
        Format::Json => files::to_json(&json!({ "shell": args.shell.to_string(), "script": script }))?,
        Format::Text => script.into_owned(),
    })?;
    Ok(Verdict::Good)
}

pub(crate) fn man(args: &Man, format: Format) -> Result<Verdict, Failure> {
    let mut all = crate::command();
    all.build();
    let command = match &args.command {
        None => Some(&all),
        Some(name) => all.find_subcommand(name),
    };
    let command = command
        .cloned()
        .ok_or_else(|| Failure::usage("There is no such command. `countersign --help` names all of them."))?;
    let name = command.get_display_name().unwrap_or("countersign").to_owned();
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(command).render(&mut page);
    written.map_err(Failure::usage)?;
    let page = String::from_utf8_lossy(&page);
    files::print(&match format {
        Format::Json => files::to_json(&json!({ "name": name, "page": page }))?,
        Format::Text => page.into_owned(),
    })?;
    Ok(Verdict::Good)
}
