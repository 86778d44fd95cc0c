//! Somebody whom seats can be given to.

use crate::error::{Code, Error, Result};
use crate::json::{Node, Value};
use crate::text::{is_invisible, printable};

/// Makes one text of all spellings of a user name that mean the same person.
///
/// It is an argument, because a thorough one needs the tables of Unicode, which browsers have in
/// `String.prototype.normalize` and need not download. With a normaliser at hand it is [`fold_nfkc`] on that,
/// without one [`fold_case`]. To fold what is folded already must change nothing: a stored seat is known by
/// the folded name.
pub type Fold = fn(&str) -> String;

/// Takes user names that differ only by case for one, or by what nobody sees: spaces around them, and characters
/// that show nothing.
pub fn fold_case(name: &str) -> String {
    visible(name).to_lowercase()
}

/// Takes user names for one that differ only by case, composition or compatible characters, or by what nobody sees,
/// much as Unicode's `NFKC_Casefold` does. `nfkc` brings a
/// text into Unicode's normalisation form KC, and `lower` into lower case, both by the tables that are at hand;
/// names in ASCII need none.
///
/// ```
/// # fn nfkc(name: &str) -> String { name.replace("j\u{30c}", "\u{1f0}") }
/// fn fold(name: &str) -> String {
///     countersign::fold_nfkc(name, nfkc, str::to_lowercase)
/// }
///
/// assert_eq!(fold("J\u{30c}"), "\u{1f0}");
/// let roster = countersign::Roster::new(fold);
/// ```
pub fn fold_nfkc(name: &str, nfkc: impl Fn(&str) -> String, lower: impl Fn(&str) -> String) -> String {
    if name.is_ascii() {
        return name.trim().to_ascii_lowercase();
    }
    // A lower case may compose where the upper one did not: J and a caron are two characters, \u{1f0} is one.
    nfkc(&lower(&visible(&nfkc(name))))
}

/// What is seen of a name.
fn visible(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !is_invisible(*c)).collect();
    seen.trim().to_owned()
}

/// Somebody whom seats can be given to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The user name, which is unique in a [`Roster`](super::Roster).
    pub name: String,
    /// The first name; may be empty.
    pub first: String,
    /// The last name; may be empty.
    pub last: String,
}

impl Person {
    /// The key of the person, by which they are one. What could deceive a reader of the list is refused, and a name
    /// of which nothing is seen.
    pub(super) fn key(&self, fold: Fold) -> Result<String> {
        self.check()?;
        let key = fold(&self.name);
        line("name", &key, |node| node.name()).map(|()| key)
    }

    fn check(&self) -> Result<()> {
        line("name", &self.name, |node| node.name())?;
        line("first", &self.first, |node| node.line())?;
        line("last", &self.last, |node| node.line())
    }

    /// The error for this person, who is already there.
    pub(crate) fn duplicates(&self, present: &Person) -> Error {
        let needed = ["another name than ", &printable(&present.name)].concat();
        Error::new(Code::PersonDuplicate).with_found(&self.name).with_needed(needed)
    }
}

fn line(field: &'static str, text: &str, read: fn(&Node<'_>) -> Result<String>) -> Result<()> {
    let value = Value::String(text.into());
    match read(&Node::root(&value)) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.with_code(Code::PersonName).with_at(field)),
    }
}
