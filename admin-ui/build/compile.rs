//! From Fluent's syntax to Rust tables.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, Variant, VariantKey,
};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A constant for every message, the number of its row.
pub(crate) fn constants(ids: &[String]) -> String {
    let mut source = String::new();
    for (row, id) in ids.iter().enumerate() {
        let name = id.replace('-', "_").to_uppercase();
        // Writing to a string can't fail, here and below.
        let _ = writeln!(source, "pub(crate) const {name}: Message = Message({row});");
    }
    source
}

/// The table of the messages: a row for each id, a column for each language.
pub(crate) fn texts(ids: &[String], files: &[PathBuf]) -> Result<String, String> {
    let columns = files.iter().map(|file| read(file, constant)).collect::<Result<Vec<_>, _>>()?;
    let mut source = format!("[[Pattern; {}]; {}] = [\n", files.len(), ids.len());
    for id in ids {
        let cells: Vec<&str> =
            columns.iter().filter_map(|column| column.get(id)).map(String::as_str).collect();
        let _ = writeln!(source, "    [{}],", cells.join(", "));
    }
    Ok(format!("pub(super) static TEXTS: {source}];\n"))
}

/// The table of the sentences about errors, sorted by the code's id: meaning and remedy in each language.
pub(crate) fn errors(files: &[PathBuf]) -> Result<String, String> {
    let columns = files.iter().map(|file| read(file, plain)).collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<&String> = columns[0].keys().filter(|id| !id.contains('.')).collect();
    let mut source = format!("[(&str, [[&str; 2]; {}]); {}] = [\n", files.len(), ids.len());
    for id in ids {
        let remedy = format!("{id}.remedy");
        let mut cells = Vec::new();
        for column in &columns {
            let (Some(meaning), Some(remedy)) = (column.get(id), column.get(&remedy)) else {
                return Err(format!("{id} lacks its remedy"));
            };
            cells.push(format!("[{meaning}, {remedy}]"));
        }
        let code = id.trim_start_matches("error-").replace('-', "_");
        let _ = writeln!(source, "    ({code:?}, [{}]),", cells.join(", "));
    }
    Ok(format!("pub(super) static ERRORS: {source}];\n"))
}

type Terms<'a> = BTreeMap<&'a str, &'a Pattern<&'a str>>;

/// The messages of a file as Rust expressions, an attribute as `message.attribute`.
fn read(
    file: &Path,
    write: fn(&[Part]) -> Result<String, String>,
) -> Result<BTreeMap<String, String>, String> {
    let at = |problem: String| format!("{}: {problem}", file.display());
    let source = fs::read_to_string(file).map_err(|error| at(error.to_string()))?;
    let resource = parser::parse(source.as_str()).map_err(|(_, errors)| at(format!("{errors:?}")))?;
    let terms = terms(&resource);
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let attributes = message.attributes.iter();
        let attributes =
            attributes.map(|attribute| (format!("{id}.{}", attribute.id.name), &attribute.value));
        for (id, pattern) in message.value.iter().map(|value| (id.to_owned(), value)).chain(attributes) {
            let text = parts(pattern, &terms).and_then(|parts| write(&parts));
            messages.insert(id.clone(), text.map_err(|problem| at(format!("{id}: {problem}")))?);
        }
    }
    Ok(messages)
}

fn terms<'a>(resource: &'a Resource<&'a str>) -> Terms<'a> {
    let terms = resource.body.iter().filter_map(|entry| match entry {
        Entry::Term(term) => Some((term.id.name, &term.value)),
        _ => None,
    });
    terms.collect()
}

/// A part of a message.
enum Part {
    Text(String),
    Variable(String),
    Select { variable: String, forms: Vec<(String, Vec<Part>)>, other: Vec<Part> },
}

fn parts(pattern: &Pattern<&str>, terms: &Terms) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_text(&mut parts, value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::StringLiteral { value } => {
                    push_text(&mut parts, &unescape_unicode_to_string(value));
                }
                InlineExpression::VariableReference { id } => parts.push(Part::Variable(id.name.to_owned())),
                InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                    let term = terms.get(id.name).ok_or_else(|| format!("there is no term -{}", id.name))?;
                    for part in self::parts(term, &Terms::new())? {
                        match part {
                            Part::Text(text) => push_text(&mut parts, &text),
                            other => parts.push(other),
                        }
                    }
                }
                _ => return Err("only variables, terms and literals can stand in braces".to_owned()),
            },
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                parts.push(select(selector, variants, terms)?);
            }
        }
    }
    Ok(parts)
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

fn select(
    selector: &InlineExpression<&str>,
    variants: &[Variant<&str>],
    terms: &Terms,
) -> Result<Part, String> {
    let InlineExpression::VariableReference { id } = selector else {
        return Err("only a variable can be selected by".to_owned());
    };
    let (mut forms, mut other) = (Vec::new(), Vec::new());
    for variant in variants {
        let key = match variant.key {
            VariantKey::Identifier { name } => name,
            VariantKey::NumberLiteral { value } => value,
        };
        let text = parts(&variant.value, terms)?;
        if variant.default {
            other = text;
        } else {
            forms.push((key.to_owned(), text));
        }
    }
    Ok(Part::Select { variable: id.name.to_owned(), forms, other })
}

/// A message as an expression of the type `Pattern`.
fn constant(parts: &[Part]) -> Result<String, String> {
    match parts {
        [Part::Text(text)] => Ok(format!("Pattern::Text({text:?})")),
        parts => Ok(format!("Pattern::Parts({})", slice(parts))),
    }
}

fn slice(parts: &[Part]) -> String {
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("&[{}]", parts.join(", "))
}

fn part(part: &Part) -> String {
    match part {
        Part::Text(text) => format!("Part::Text({text:?})"),
        Part::Variable(name) => format!("Part::Variable({name:?})"),
        Part::Select { variable, forms, other } => {
            let forms: Vec<String> =
                forms.iter().map(|(key, text)| format!("({key:?}, {})", slice(text))).collect();
            let (forms, other) = (forms.join(", "), slice(other));
            format!("Part::Select {{ variable: {variable:?}, forms: &[{forms}], other: {other} }}")
        }
    }
}

/// A message without variables, as a string.
fn plain(parts: &[Part]) -> Result<String, String> {
    match parts {
        [Part::Text(text)] => Ok(format!("{text:?}")),
        _ => Err("a sentence about an error has no variables".to_owned()),
    }
}
