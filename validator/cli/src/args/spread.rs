//! Options that take several values after one another, without swallowing the files that may follow.

use countersign::LockCode;
use std::ffi::{OsStr, OsString};

/// The options that take amounts, and those that take lock codes.
const AMOUNTS: [&str; 2] = ["--want", "--grant"];
const LOCK_CODES: [&str; 2] = ["--lock-code", "--alive"];

/// Repeats an option before each further value of it: `--alive A B` is `--alive A --alive B`. What does not look like
/// one of its values is the next word of the command line, e.g. a file.
pub(crate) fn spread(words: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut spread: Vec<OsString> = Vec::new();
    // The option whose values stand here, and whether the first of them, which it must have, was there.
    let mut option: Option<(&str, bool)> = None;
    let mut is_over = false;
    for word in words {
        is_over |= word == "--";
        let named = AMOUNTS.iter().chain(&LOCK_CODES).find(|name| word == ***name);
        option = match (named, option) {
            _ if is_over => None,
            (Some(name), _) => Some((*name, false)),
            (None, Some((name, false))) => Some((name, true)),
            (None, Some((name, true))) if is_value(name, &word) => {
                spread.push(name.into());
                Some((name, true))
            }
            _ => None,
        };
        spread.push(word);
    }
    spread
}

fn is_value(option: &str, word: &OsStr) -> bool {
    let Some(word) = word.to_str() else { return false };
    if LOCK_CODES.contains(&option) {
        return LockCode::parse(word).is_ok();
    }
    word.split_once('=')
        .is_some_and(|(id, amount)| !id.is_empty() && !id.starts_with('-') && amount.parse::<u64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_repeated_for_its_further_values_alone() {
        let code = "CS1-8GQ29-GDASW-AFJAK-AZW37-EKD7J";
        let spread = |words: &str| {
            let words = words.replace('C', code);
            let words = super::spread(words.split(' ').map(OsString::from));
            words.join(OsStr::new(" ")).into_string().unwrap_or_default().replace(code, "C")
        };
        for (words, same) in [
            ("activate --grant a=1 b=2 request", "activate --grant a=1 --grant b=2 request"),
            ("verify --alive C C a.lic C", "verify --alive C --alive C a.lic C"),
            ("verify --alive a.lic C", "verify --alive a.lic --alive C"),
            ("verify --alive --keys C", "verify --alive --keys --alive C"),
            ("activate --lock-code C --license C", "activate --lock-code C --license C"),
            ("verify -- --alive C C", "verify -- --alive C C"),
        ] {
            assert_eq!(spread(words), same);
        }
    }
}
