//! How each language is written here, as far as a machine can hold a text to that: spaces and marks, and one word
//! for one thing.

/// Spaces at which no line breaks.
const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

/// What no text of a language has in it, in lower case and as whole words, and what it has instead: each was said
/// beside the other of one thing, or is no word of the language as it is written here.
const FORBIDDEN: [(&str, &[(&str, &str)]); 4] = [
    (
        "en",
        &[
            ("license", "licence"),
            ("color", "colour"),
            ("center", "centre"),
            ("recognize", "recognise"),
            ("import use", "import usage"),
            ("judged by", "by which licence"),
            ("keys needed", "thumbprint"),
            ("key id", "thumbprint"),
            ("people came", "people were added"),
            ("amounts to", "what it grants"),
        ],
    ),
    (
        "fr",
        &[
            ("courriel", "e-mail"),
            ("mise à jour de confiance", "mise à jour des clés"),
            ("mises à jour de confiance", "mises à jour des clés"),
        ],
    ),
    (
        "de",
        &[
            ("notbetrieb", "Notfallzeitraum"),
            ("notfall-anfrage", "Notfallanfrage"),
            ("notfall-anfragen", "Notfallanfragen"),
            ("unterschrieben", "signiert"),
            ("vertrauensupdate", "Schlüsselaktualisierung"),
            ("vertrauensupdates", "Schlüsselaktualisierungen"),
            ("hinausläuft", "umfasst"),
            ("irgendwohin", "Nichts verlässt diesen Rechner"),
            ("plätze vergeben", "Plätze zuweisen"),
            ("platz vergeben", "Platz zuweisen"),
        ],
    ),
    (
        "ru",
        &[
            ("аварийная", "экстренная"),
            ("аварийной", "экстренной"),
            ("аварийную", "экстренную"),
            ("аварийный", "экстренный"),
            ("экстренный режим", "экстренный период"),
            ("обновление доверия", "обновление ключей"),
            ("обновления доверия", "обновления ключей"),
        ],
    ),
];

/// What is wrong with how a file of a language is written, line by line.
pub(crate) fn check(language: &str, name: &str, source: &str) -> Vec<String> {
    let texts = source.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let said = texts.flat_map(|(number, line)| {
        let at = number + 1;
        wrong(language, line).into_iter().map(move |problem| format!("{name}:{at}: {problem}"))
    });
    said.collect()
}

fn wrong(language: &str, line: &str) -> Vec<String> {
    let marks = match language {
        "fr" => french_marks(line),
        "de" => german_ellipsis(line),
        _ => None,
    };
    let forbidden = FORBIDDEN.iter().filter(|(of, _)| *of == language).flat_map(|(_, words)| words.iter());
    let plain = said(line).to_lowercase().replace(NO_BREAK, " ");
    let found = forbidden.filter(|(word, _)| has_words(&plain, word));
    let found = found.map(|(word, instead)| format!("“{word}” is “{instead}” here"));
    marks.into_iter().chain(found).collect()
}

/// The text of a line, without the id of its message and what stands in braces.
fn said(line: &str) -> String {
    let text = line.split_once(" = ").map_or(line, |(_, text)| text);
    let mut depth = 0_usize;
    let shown = text.chars().filter(|c| {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    shown.collect()
}

fn has_words(text: &str, words: &str) -> bool {
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + words.len()..));
        ends(before.and_then(|text| text.chars().next_back()))
            && ends(after.and_then(|text| text.chars().next()))
    })
}

/// In French a no-break space stands before a mark of two parts, and within the quotation marks.
fn french_marks(line: &str) -> Option<String> {
    let chars: Vec<char> = line.chars().collect();
    let is_kept = |c: Option<&char>| c.is_some_and(|c| NO_BREAK.contains(c));
    // Within a time or an address a colon is no mark of a sentence.
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() || *c == '/');
    let stray = chars.iter().enumerate().find(|(at, mark)| {
        let (before, after) = (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + 1));
        match mark {
            '«' => !is_kept(after),
            ':' if is_word(before) && is_word(after) => false,
            ';' | ':' | '?' | '!' | '»' => !is_kept(before),
            _ => false,
        }
    });
    stray.map(|(_, mark)| format!("“{mark}” lacks its no-break space"))
}

/// In German a space stands before the ellipsis that takes the place of words.
fn german_ellipsis(line: &str) -> Option<String> {
    let mut before = None;
    for c in line.chars() {
        if c == '…' && before.is_some_and(char::is_alphanumeric) {
            return Some("“…” lacks its space".to_owned());
        }
        before = Some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_held_to_its_no_break_spaces() {
        for good in
            ["a = Oui\u{a0}: { $x }\u{a0}?", "a = «\u{a0}b\u{a0}»\u{202f}!", "a = 12:00, https://a", "# a: b"]
        {
            assert_eq!(check("fr", "f", good), [""; 0], "{good}");
        }
        for bad in
            ["a = Oui : b", "a = Oui: b", "a = « b\u{a0}»", "a = «\u{a0}b »", "a = Quoi?", "    [one] b ;"]
        {
            assert_eq!(check("fr", "f", bad).len(), 1, "{bad}");
        }
        assert_eq!(check("en", "f", "a = What?"), [""; 0]);
    }

    #[test]
    fn german_has_a_space_before_an_ellipsis() {
        assert_eq!(check("de", "f", "a = CSV importieren …\nb = (BEGIN … END)"), [""; 0]);
        assert_eq!(check("de", "f", "a = Datei wählen…"), ["f:1: “…” lacks its space"]);
        assert_eq!(check("en", "f", "a = Choose…"), [""; 0]);
    }

    #[test]
    fn a_word_that_is_said_otherwise_here_is_found_out() {
        assert_eq!(
            check("de", "f", "a = Der Notbetrieb beginnt."),
            ["f:1: “notbetrieb” is “Notfallzeitraum” here"]
        );
        assert_eq!(check("de", "f", "a = Die Adresse führt nirgendwohin."), [""; 0]);
        assert_eq!(check("en", "f", "# Import use\nfact-license = Licence { $license }"), [""; 0]);
        assert_eq!(check("en", "f", "a = The License").len(), 1);
        assert_eq!(check("fr", "f", "a = mise à\u{a0}jour de confiance").len(), 1);
    }
}
