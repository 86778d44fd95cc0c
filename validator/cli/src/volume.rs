//! `countersign volume`: activates many systems.

use crate::Verdict;
use crate::args::{Format, VolumeCommand, VolumeForm, VolumeKey, VolumeKms, VolumePlan};
use crate::failure::Failure;
use crate::files;
use crate::opening::Judged;
use crate::table::{colour, plain, table};
use anstyle::AnsiColor;
use countersign::printable;
use countersign::volume::{
    KmsLookup, Outcome, ProductKey, Promotion, VolumeLicense, parse_kms, parse_product_key, plan,
};
use serde_json::json;
use std::path::Path;

pub(crate) fn run(command: &VolumeCommand, format: Format) -> Result<Verdict, Failure> {
    match command {
        VolumeCommand::Kms(args) => kms(args, format),
        VolumeCommand::Key(args) => key(args, format),
        VolumeCommand::Plan(args) => planned(args, format),
        VolumeCommand::Form(args) => form(args, format),
    }
}

fn kms(args: &VolumeKms, format: Format) -> Result<Verdict, Failure> {
    let (lookup, bytes) = looked_up(&args.file)?;
    files::print(&match format {
        Format::Json => files::to_json(&lookup)?,
        Format::Text => told(&lookup, &bytes),
    })?;
    Ok(match lookup {
        KmsLookup::Found { .. } => Verdict::Good,
        KmsLookup::None | KmsLookup::NoAnswer => Verdict::DoesNotCount,
        KmsLookup::NotUnderstood { .. } => Verdict::Refused,
    })
}

/// What a file says of the KMS, and its bytes.
fn looked_up(path: &Path) -> Result<(KmsLookup, Vec<u8>), Failure> {
    let bytes = files::read(path)?;
    let lookup = parse_kms(&bytes).map_err(|error| Failure::in_file(path, &error).exit(2))?;
    Ok((lookup, bytes))
}

fn told(lookup: &KmsLookup, bytes: &[u8]) -> String {
    match lookup {
        KmsLookup::Found { hosts } => {
            let row = |host: &countersign::volume::KmsRecord| {
                [plain(&host.host), plain(host.port), plain(host.priority), plain(host.weight)]
            };
            let rows: Vec<_> = hosts.iter().map(row).collect();
            sentence(AnsiColor::Green, "✓", "There is a KMS. Clients try its hosts in this order.")
                + "\n"
                + &table(["HOST", "PORT", "PRIORITY", "WEIGHT"], &rows)
        }
        KmsLookup::None => {
            sentence(AnsiColor::Red, "✗", "There is no KMS: the DNS has no record _vlmcs._tcp.")
        }
        KmsLookup::NoAnswer => {
            let words =
                "Nobody answered, so whether there is a KMS is not known. Check the network, and try again.";
            sentence(AnsiColor::Yellow, "!", words)
        }
        KmsLookup::NotUnderstood { line } => {
            let text = line_of(bytes, *line);
            let words = format!(
                "Line {line} is not understood: {}. nslookup of Windows tells a part on another way: end the command in >kms.txt 2>&1.",
                printable(&text)
            );
            sentence(AnsiColor::Red, "✗", &words)
        }
    }
}

/// A line as far as it can be shown.
fn line_of(bytes: &[u8], line: usize) -> String {
    let text = countersign::volume::console_text(bytes);
    let shown = countersign::volume::console_lines(&text).nth(line - 1).unwrap_or_default().trim();
    if shown.is_empty() { "there is nothing on it".to_owned() } else { shown.chars().take(120).collect() }
}

fn sentence(hue: AnsiColor, symbol: &str, words: &str) -> String {
    let style = colour(hue);
    format!("{style}{symbol}{style:#} {words}\n")
}

fn key(args: &VolumeKey, format: Format) -> Result<Verdict, Failure> {
    let key = product_key(&args.key.join(" "))?;
    let name = key.generic();
    files::print(&match format {
        Format::Json => {
            let mut row = json!({ "key": key.to_string(), "kind": key.kind() });
            if let Some(name) = name {
                row["name"] = name.into();
            }
            files::to_json(&row)?
        }
        Format::Text => match name {
            Some(name) => {
                format!("{key}  generic: {name}. With it a system looks for a KMS on its network.\n")
            }
            None => format!("{key}  other: a key of your own, such as a MAK.\n"),
        },
    })?;
    Ok(Verdict::Good)
}

fn product_key(text: &str) -> Result<ProductKey, Failure> {
    parse_product_key(text).map_err(|error| Failure::in_key(&error))
}

fn planned(args: &VolumePlan, format: Format) -> Result<Verdict, Failure> {
    let inputs = args.files.iter().chain(&args.kms);
    if inputs.filter(|path| files::is_standard(path)).count() > 1 {
        return Err(Failure::usage("Standard input can be read once: give - one time."));
    }
    let key = args.key.as_deref().map(product_key).transpose()?;
    let lookup = args.kms.as_deref().map(looked_up).transpose()?.map(|(lookup, _)| lookup);
    let judged = match &args.files[..] {
        [] => None,
        files => Some(Judged::new(files, &args.circumstances)?),
    };
    let license = match &judged {
        None => VolumeLicense::NotGiven,
        Some(judged) => VolumeLicense::Judged(judged.report.volume.as_ref()),
    };
    let plan = plan(lookup.as_ref(), key.as_ref(), license);
    let (outcome, next) = (plan.outcome, plan.next.words());
    files::print(&match format {
        Format::Json => files::to_json(&json!({ "plan": outcome.as_str(), "next": next }))?,
        Format::Text => {
            let (hue, symbol) = match outcome {
                Outcome::Automatic | Outcome::Mak => (AnsiColor::Green, "✓"),
                Outcome::Unknown => (AnsiColor::Yellow, "!"),
                _ => (AnsiColor::Red, "✗"),
            };
            sentence(hue, symbol, &format!("{}. {next}", words(outcome)))
        }
    })?;
    let mut verdict = if outcome.activates() { Verdict::Good } else { Verdict::DoesNotCount };
    for (name, error) in judged.iter().flat_map(Judged::refused) {
        // On standard error: what is asked for is the plan.
        Failure::in_file(Path::new(name), error).tell(Format::Text);
        verdict = verdict.max(Verdict::of_refusal(error));
    }
    Ok(verdict)
}

fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Automatic => "The systems activate by themselves",
        Outcome::KmsMissing => "The key needs a KMS, and there is none",
        Outcome::Mak => "The key is one of your own",
        Outcome::NoLicense => "Nothing can be activated yet",
        Outcome::Unknown => "Whether there is a KMS is not known",
        // An outcome that this version of the command has no words for is still told by its step.
        other => other.as_str(),
    }
}

fn form(args: &VolumeForm, format: Format) -> Result<Verdict, Failure> {
    let form = Promotion {
        company: args.company.clone(),
        contact_name: args.contact_name.clone(),
        contact_email: args.contact_email.clone(),
        contact_phone: args.contact_phone.clone(),
        systems: args.systems,
        deployment_date: args.date,
        technical_account_manager: args.account_manager.clone(),
    };
    let problems: Vec<_> = form.problems();
    if !problems.is_empty() {
        let lines = problems.iter().map(|problem| {
            let at = problem.at().unwrap_or_default();
            let found = problem.found().unwrap_or_default();
            format!("{} ({at}): {found}, needed: {}.", option(at), problem.needed().unwrap_or_default())
        });
        let lines: Vec<String> = lines.collect();
        let message = format!("The form is not filled in as it should be.\n{}", lines.join("\n"));
        let fields: Vec<_> = problems.iter().filter_map(|problem| problem.at()).collect();
        return Err(Failure::usage(message).at(&fields.join(", ")));
    }
    files::print(&match format {
        Format::Json => form.to_json()?,
        Format::Text => form.to_text()?,
    })?;
    Ok(Verdict::Good)
}

/// The option for a field of the form.
fn option(field: &str) -> &'static str {
    match field {
        "company" => "--company",
        "contact.name" => "--contact-name",
        "contact.email" => "--contact-email",
        "contact.phone" => "--contact-phone",
        "systems" => "--systems",
        "deployment_date" => "--date",
        _ => "--account-manager",
    }
}
