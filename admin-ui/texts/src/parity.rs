//! Compares the translations with each other.

use crate::words;
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Every language, with the plural categories that its whole numbers have (CLDR; `other` is always there
/// as the default).
pub(crate) const LANGUAGES: [(&str, &[&str]); 4] =
    [("en", &["one"]), ("fr", &["one"]), ("de", &["one"]), ("ru", &["one", "few", "many"])];

const PLURAL_CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The messages of one file (an attribute as `message.attribute`), each with its variables.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

/// The folder of the sentences about errors. It has no English file: the English ones are in the core.
pub(crate) const ERRORS: &str = "errors";

/// Reads `PART/LANGUAGE.ftl` of every part of each folder and `errors/LANGUAGE.ftl` where a folder has that, and
/// gives for each folder the ids of the messages of the former.
///
/// # Errors
/// Everything that is wrong: a file that can't be read or parsed, a message that a language lacks or that
/// two parts have, a variable that it lacks or has alone, a plural category that it leaves out, a word or a mark
/// that the language has otherwise.
pub(crate) fn check(folders: &[&Path]) -> Result<Vec<Vec<String>>, Vec<String>> {
    let mut problems = Vec::new();
    let mut all = BTreeSet::new();
    let mut ids = Vec::new();
    for folder in folders {
        let mut own = BTreeSet::new();
        for part in parts(folder).map_err(|problem| vec![problem])? {
            for id in compare(&part, &LANGUAGES, &mut problems).into_keys() {
                if !all.insert(id.clone()) {
                    problems.push(format!("{}: another part has the message {id}", part.display()));
                }
                own.insert(id);
            }
        }
        let errors = folder.join(ERRORS);
        if errors.exists() {
            compare(&errors, &LANGUAGES[1..], &mut problems);
        }
        ids.push(own.into_iter().collect());
    }
    if problems.is_empty() { Ok(ids) } else { Err(problems) }
}

/// The folders with the texts of the page's parts.
///
/// # Errors
/// A sentence, where the folder can't be read.
pub(crate) fn parts(locales: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("{}: {error}", locales.display());
    let entries = fs::read_dir(locales).map_err(unreadable)?.collect::<Result<Vec<_>, _>>();
    let mut parts: Vec<PathBuf> = entries.map_err(unreadable)?.iter().map(fs::DirEntry::path).collect();
    parts.retain(|path| path.is_dir() && !path.ends_with(ERRORS));
    parts.sort();
    Ok(parts)
}

/// Compares each language with the first one, and gives the first one's catalogue.
fn compare(folder: &Path, languages: &[(&str, &[&str])], problems: &mut Vec<String>) -> Catalogue {
    let mut reference: Option<(&str, Catalogue)> = None;
    for (language, plurals) in languages {
        let path = folder.join(format!("{language}.ftl"));
        let name = path.display().to_string();
        let source = match fs::read_to_string(&path) {
            Ok(source) => source,
            Err(error) => {
                problems.push(format!("{name}: {error}"));
                continue;
            }
        };
        problems.extend(words::check(language, &name, &source));
        let catalogue = read(&name, &source, plurals, problems);
        match &reference {
            None => reference = Some((language, catalogue)),
            Some((other, expected)) => differences(&name, &catalogue, other, expected, problems),
        }
    }
    reference.map(|(_, catalogue)| catalogue).unwrap_or_default()
}

fn differences(name: &str, found: &Catalogue, other: &str, expected: &Catalogue, problems: &mut Vec<String>) {
    for (id, variables) in expected {
        match found.get(id) {
            None => problems.push(format!("{name}: the message {id} is missing")),
            Some(own) if own != variables => {
                problems
                    .push(format!("{name}: {id} has the variables {own:?}, but {variables:?} in {other}"));
            }
            Some(_) => {}
        }
    }
    for id in found.keys().filter(|id| !expected.contains_key(*id)) {
        problems.push(format!("{name}: the message {id} is not there in {other}"));
    }
}

fn read(name: &str, source: &str, plurals: &[&str], problems: &mut Vec<String>) -> Catalogue {
    let resource = match parser::parse(source) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            problems.extend(errors.iter().map(|error| format!("{name}: {error}")));
            return Catalogue::new();
        }
    };
    let mut catalogue = Catalogue::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let attributes = message
            .attributes
            .iter()
            .map(|attribute| (format!("{id}.{}", attribute.id.name), &attribute.value));
        for (id, pattern) in message.value.iter().map(|value| (id.to_owned(), value)).chain(attributes) {
            let mut walk = Walk { plurals, variables: BTreeSet::new(), lacking: BTreeSet::new() };
            walk.pattern(pattern);
            if !walk.lacking.is_empty() {
                problems.push(format!("{name}: {id} lacks the plural forms {:?}", walk.lacking));
            }
            if catalogue.insert(id.clone(), walk.variables).is_some() {
                problems.push(format!("{name}: the message {id} stands twice"));
            }
        }
    }
    catalogue
}

/// Collects what a message refers to.
struct Walk<'a> {
    plurals: &'a [&'a str],
    variables: BTreeSet<String>,
    lacking: BTreeSet<String>,
}

impl Walk<'_> {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                self.plural_forms(variants);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, expression: &InlineExpression<&str>) {
        match expression {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments: Some(arguments), .. } => self.arguments(arguments),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { arguments: None, .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        for argument in &arguments.positional {
            self.inline(argument);
        }
        for argument in &arguments.named {
            self.inline(&argument.value);
        }
    }

    fn plural_forms(&mut self, variants: &[Variant<&str>]) {
        let keys: BTreeSet<&str> = variants
            .iter()
            .filter_map(|variant| match variant.key {
                VariantKey::Identifier { name } => Some(name),
                VariantKey::NumberLiteral { .. } => None,
            })
            .collect();
        if PLURAL_CATEGORIES.iter().any(|category| keys.contains(category)) {
            let lacking = self.plurals.iter().filter(|category| !keys.contains(**category));
            self.lacking.extend(lacking.map(|category| (*category).to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_incomplete_translation_is_found_out() {
        let folder = std::env::temp_dir().join(format!("countersign-parity-{}", std::process::id()));
        for part in ["errors", "page", "other"] {
            fs::create_dir_all(folder.join(part)).unwrap();
        }
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        write("page/en.ftl", "a = A { $x }\nb = B\nn = { $n ->\n    [one] 1\n   *[other] n\n }\n");
        write("page/fr.ftl", "a = A { $y }\nb = B\nn = { $n ->\n    [one] 1\n   *[other] n\n }\n");
        write("page/de.ftl", "a = A { $x }\nn = { $n ->\n    [one] 1\n   *[other] n\n }\n");
        write(
            "page/ru.ftl",
            "a = A { $x }\nb = B\nc = C\nn = { $n ->\n    [one] 1\n    [few] 2\n   *[other] n\n }\n",
        );
        for language in ["fr", "de", "ru"] {
            write(&format!("errors/{language}.ftl"), "e = E\n");
            write(&format!("other/{language}.ftl"), "n = N\n");
        }
        write("other/en.ftl", "n = N\n");
        let problems = check(&[&folder]).unwrap_err();
        fs::remove_dir_all(&folder).unwrap();

        let found = |file: &str, words: &str| {
            problems.iter().any(|problem| problem.contains(file) && problem.contains(words))
        };
        assert!(found("fr.ftl", "a has the variables"), "{problems:?}");
        assert!(found("de.ftl", "b is missing"), "{problems:?}");
        assert!(found("ru.ftl", "c is not there"), "{problems:?}");
        assert!(found("ru.ftl", "n lacks the plural forms {\"many\"}"), "{problems:?}");
        assert!(found("page", "another part has the message n"), "{problems:?}");
        assert_eq!(problems.len(), 5, "{problems:?}");
    }
}
