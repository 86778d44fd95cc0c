//! From Fluent's syntax to the strings that the page reads.

use crate::encoding::{COLUMN, END, FORM, LINE, SELECT, SELECT_END, TEXT, VARIABLE};
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, Variant, VariantKey,
};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A constant for every message, the number of its line, of which the first is `from`.
pub(crate) fn constants(ids: &[String], from: usize) -> String {
    let mut source = String::new();
    for (line, id) in (from..).zip(ids) {
        let name = id.replace('-', "_").to_uppercase();
        // Writing to a string can't fail, here and below.
        let _ = writeln!(source, "constant!({name}, {line});");
    }
    source
}

/// The messages of a language, from the files of all parts of the page, a line for each id.
pub(crate) fn texts(ids: &[String], files: &[PathBuf]) -> Result<String, String> {
    let mut messages = BTreeMap::new();
    for file in files {
        messages.append(&mut read(file)?);
    }
    let lines: Option<Vec<&str>> = ids.iter().map(|id| messages.get(id).map(String::as_str)).collect();
    let lines = lines.ok_or_else(|| format!("{files:?}: a message is missing"))?;
    Ok(lines.join(&LINE.to_string()))
}

/// The sentences about errors: on each line a code, its meaning, its remedy.
pub(crate) fn errors(file: &Path) -> Result<String, String> {
    let mut text = String::new();
    for [code, meaning, remedy] in explanations(file)? {
        let _ = write!(text, "{code}{COLUMN}{meaning}{COLUMN}{remedy}{LINE}");
    }
    Ok(text)
}

/// Of each error that a file has sentences about, the code, its meaning, its remedy.
///
/// # Errors
/// A sentence, where the file can't be read, or says of an error not what to do.
pub fn explanations(file: &Path) -> Result<Vec<[String; 3]>, String> {
    let messages = read(file)?;
    let meanings = messages.iter().filter(|(id, _)| !id.contains('.'));
    let explained = meanings.map(|(id, meaning)| {
        let remedy = messages.get(&format!("{id}.remedy"));
        let remedy = remedy.ok_or_else(|| format!("{}: {id} lacks its remedy", file.display()))?;
        let code = id.trim_start_matches("error-").replace('-', "_");
        Ok([code, meaning.clone(), remedy.clone()])
    });
    explained.collect()
}

type Terms<'a> = BTreeMap<&'a str, &'a Pattern<&'a str>>;

/// The messages of a file, encoded; an attribute as `message.attribute`.
fn read(file: &Path) -> Result<BTreeMap<String, String>, String> {
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
            let text = encode(pattern, &terms).map_err(|problem| at(format!("{id}: {problem}")))?;
            messages.insert(id, text);
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

fn encode(pattern: &Pattern<&str>, terms: &Terms) -> Result<String, String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_plain(&mut text, value)?,
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                text.push_str(&encode_inline(inline, terms)?);
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                text.push_str(&encode_select(selector, variants, terms)?);
            }
        }
    }
    Ok(text)
}

fn push_plain(text: &mut String, plain: &str) -> Result<(), String> {
    if plain.contains(char::is_control) {
        return Err("a message is one line, without control characters".to_owned());
    }
    text.push_str(plain);
    Ok(())
}

fn encode_inline(inline: &InlineExpression<&str>, terms: &Terms) -> Result<String, String> {
    match inline {
        InlineExpression::StringLiteral { value } => {
            let mut text = String::new();
            push_plain(&mut text, &unescape_unicode_to_string(value))?;
            Ok(text)
        }
        InlineExpression::VariableReference { id } => Ok(format!("{VARIABLE}{}{END}", id.name)),
        InlineExpression::TermReference { id, attribute: None, arguments: None } => {
            let term = terms.get(id.name).ok_or_else(|| format!("there is no term -{}", id.name))?;
            encode(term, &Terms::new())
        }
        _ => Err("only variables, terms and literals can stand in braces".to_owned()),
    }
}

fn encode_select(
    selector: &InlineExpression<&str>,
    variants: &[Variant<&str>],
    terms: &Terms,
) -> Result<String, String> {
    let InlineExpression::VariableReference { id } = selector else {
        return Err("only a variable can be selected by".to_owned());
    };
    let mut text = format!("{SELECT}{}", id.name);
    for variant in variants {
        let key = match variant.key {
            _ if variant.default => "",
            VariantKey::Identifier { name } => name,
            VariantKey::NumberLiteral { value } => value,
        };
        let form = encode(&variant.value, terms)?;
        if form.contains(SELECT) {
            return Err("a choice can't stand within a choice".to_owned());
        }
        let _ = write!(text, "{FORM}{key}{TEXT}{form}");
    }
    text.push(SELECT_END);
    Ok(text)
}
