//! What files say, for people.

use super::{Document, Shown};
use crate::files::shown;
use crate::report::explain;
use crate::table::{colour, status};
use anstyle::{AnsiColor, Style};
use countersign::{UnixTime, printable};
use serde_json::{Map, Value};

/// Where the values stand.
const COLUMN: usize = 22;

/// What a document says besides what all say, by the name of that claim.
const BODIES: [&str; 4] = ["lic", "rev", "tru", "emr"];

pub(super) fn text(files: &[Shown<'_>]) -> String {
    let texts: Vec<_> = files.iter().map(file).collect();
    texts.join("\n")
}

fn file(file: &Shown<'_>) -> String {
    match file {
        Shown::Refused { file, error } => {
            let red = colour(AnsiColor::Red);
            format!("{}\n{red}✗{red:#} {}: {error}\n", title(file), error.code())
        }
        Shown::Document(document) => title(document.file) + "\n" + &self::document(document),
    }
}

fn title(file: &str) -> String {
    let bold = Style::new().bold();
    format!("{bold}{}{bold:#}", shown(file))
}

fn document(document: &Document<'_>) -> String {
    let mut text = String::new();
    if let Some(standing) = &document.standing {
        let (words, style) = status(standing.status);
        let because: Vec<_> = standing.reasons.iter().map(|reason| printable(&explain(reason))).collect();
        let because = if because.is_empty() { String::new() } else { format!("  {}", because.join("; ")) };
        text += &format!("{style}{words}{style:#}{because}\n");
    }
    let signers: Vec<_> = document.signers.iter().map(ToString::to_string).collect();
    line(&mut text, 0, "document", document.typ);
    line(&mut text, 0, "signed by", &signers.join(", "));
    text += &summary(&document.claims);
    let Some(claims) = document.claims.as_object() else { return text };
    let (body, head): (Vec<_>, Vec<_>) = claims.iter().partition(|(name, _)| BODIES.contains(&name.as_str()));
    for (name, value) in head.into_iter().filter(|(name, _)| *name != "ver") {
        member(&mut text, 0, name, value);
    }
    for (_, value) in body {
        members(&mut text, 0, value.as_object());
    }
    text
}

/// What a document comes to, where its claims alone do not say that to everybody.
fn summary(claims: &Value) -> String {
    let mut text = String::new();
    if let Some(list) = claims.get("rev") {
        let named = list["revoked"].as_array().map_or(0, Vec::len);
        let digests = list["digests"].as_str().map_or(0, |digests| digests.len() * 3 / 4 / 8);
        let what = format!("revokes {} of this issuer and product", named + digests);
        line(&mut text, 0, "what it does", &format!("{what}, from the moment it is loaded"));
    } else if let Some(update) = claims.get("tru") {
        let count = |name: &str| update[name].as_array().map_or(0, Vec::len);
        let what = format!(
            "names {} keys that sign for this issuer, and retires {}",
            count("keys"),
            count("retired")
        );
        line(&mut text, 0, "what it does", &(what + "; replaces the last update whole"));
    } else if let Some(wish) = claims.get("emr") {
        let of = |name: &str| scalar(name, &wish[name]);
        // Of absent ones, the usual number is asked for.
        let quantity = wish.get("quantity").map_or("10".to_owned(), |quantity| scalar("quantity", quantity));
        let what = format!(
            "{quantity} more of {}, of which {} of {} are in use",
            of("entitlement"),
            of("registered"),
            of("granted")
        );
        line(&mut text, 0, "asks for", &what);
        line(&mut text, 0, "asked by", &format!("installation {}", scalar("iss", &claims["iss"])));
    } else if let (Some(license), Some(end)) = (claims.get("lic"), claims["exp"].as_i64()) {
        let grace = license["grace_days"].as_i64().filter(|days| *days > 0);
        if let Some(end) = grace.and_then(|days| UnixTime::from_secs(end + days * 86_400).ok()) {
            line(&mut text, 0, "end of its grace", &end.to_string());
        }
    }
    text
}

fn members(text: &mut String, depth: usize, object: Option<&Map<String, Value>>) {
    for (name, value) in object.into_iter().flatten() {
        member(text, depth, name, value);
    }
}

fn member(text: &mut String, depth: usize, name: &str, value: &Value) {
    let label = label(name);
    match value {
        Value::Object(object) => {
            line(text, depth, &label, "");
            members(text, depth + 1, Some(object));
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            line(text, depth, &label, "");
            for (index, item) in items.iter().enumerate() {
                line(text, depth + 1, &format!("{}.", index + 1), "");
                members(text, depth + 2, item.as_object());
            }
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| scalar(name, item)).collect();
            line(text, depth, &label, &items.join(", "));
        }
        // An agreement has paragraphs.
        Value::String(long) if long.contains('\n') => {
            line(text, depth, &label, "");
            for paragraph in long.lines() {
                text.push_str(format!("{}{}", "  ".repeat(depth + 1), printable(paragraph)).trim_end());
                text.push('\n');
            }
        }
        value => line(text, depth, &label, &scalar(name, value)),
    }
}

fn line(text: &mut String, depth: usize, label: &str, value: &str) {
    let label = format!("{}{}", "  ".repeat(depth), printable(label));
    let padding = " ".repeat(COLUMN.saturating_sub(label.chars().count()).max(2));
    text.push_str(format!("{label}{padding}{value}").trim_end());
    text.push('\n');
}

fn label(name: &str) -> String {
    match name {
        "iss" => "issuer".to_owned(),
        "aud" => "product".to_owned(),
        "sub" => "account".to_owned(),
        "jti" => "id".to_owned(),
        "iat" => "issued".to_owned(),
        "nbf" => "begins".to_owned(),
        "exp" => "ends".to_owned(),
        name => name.replace('_', " "),
    }
}

fn scalar(name: &str, value: &Value) -> String {
    let is_instant = matches!(name, "iat" | "nbf" | "exp" | "at" | "next_update");
    match value {
        Value::Number(seconds) if is_instant => {
            let instant = seconds.as_i64().and_then(|seconds| UnixTime::from_secs(seconds).ok());
            instant.map_or_else(|| seconds.to_string(), |instant| instant.to_string())
        }
        Value::Bool(is) => if *is { "yes" } else { "no" }.to_owned(),
        Value::String(text) => printable(text),
        Value::Null => String::new(),
        other => printable(&other.to_string()),
    }
}
