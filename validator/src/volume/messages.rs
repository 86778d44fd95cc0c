//! What the tools say where there is no record.
//!
//! The names of the DNS's answers (NXDOMAIN, SERVFAIL) and PowerShell's names of errors are never translated, and
//! Windows' nslookup gives its reasons in English in every language it is known in; the words of the four languages of
//! the page are known besides. Only whole lines that are messages come here, so that no host's name is taken for one.

use super::names::is_address;

/// What a message says of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It does not exist, or has no such record.
    Absent,
    /// There was no answer.
    Unanswered,
}

/// Beginnings of words by which no answer is told, in lower case.
const UNANSWERED: [&str; 37] = [
    "servfail",
    "refused",
    "formerr",
    "notimp",
    "notauth",
    "notzone",
    "badvers",
    "timed out",
    "timed-out",
    "timeout",
    "time-out",
    "server failed",
    "server failure",
    "no response",
    "not implemented",
    "format error",
    "unspecified",
    "unreachable",
    "could be reached",
    "communications error",
    "not available",
    "berschreitung",
    "antwortet nicht",
    "keine antwort",
    "verweigert",
    "abgelehnt",
    "serverfehler",
    "délai",
    "refus",
    "pas de réponse",
    "превышен",
    "отказ",
    "отклонен",
    "échec",
    "aucune réponse",
    "сбой",
    "нет ответа",
];
/// The same by which is told that there is nothing of the name.
const ABSENT: [&str; 17] = [
    "nxdomain",
    "nxrrset",
    "non-existent",
    "nonexistent",
    "no answer",
    "no records",
    "no information",
    "not exist",
    "nicht vorhanden",
    "nicht existier",
    "existiert nicht",
    "inexistant",
    "existe pas",
    "существ",
    "не найден",
    "non existant",
    "нет записей",
];
/// PowerShell's names of the errors that tell the same.
const ABSENT_ERRORS: [&str; 3] =
    ["DNS_ERROR_RCODE_NAME_ERROR", "DNS_INFO_NO_RECORDS", "DNS_ERROR_RCODE_NXRRSET"];

/// What a reason says.
pub(super) fn reason(text: &str) -> Option<Said> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&UNANSWERED) { Some(Said::Unanswered) } else { has(&ABSENT).then_some(Said::Absent) }
}

/// What a message says that may have its reason after a colon.
pub(super) fn told(line: &str) -> Option<Said> {
    match split(line) {
        (_, Some(given)) => reason(given),
        (_, None) => reason(line),
    }
}

/// What the status of an answer says, by its name in the DNS; nothing where it is one with records.
pub(super) fn status(name: &str) -> Option<Said> {
    match name {
        "NOERROR" => None,
        "NXDOMAIN" | "NXRRSET" => Some(Said::Absent),
        _ => Some(Said::Unanswered),
    }
}

/// What a name of PowerShell's errors says; nothing where the line has none.
pub(super) fn error_name(line: &str) -> Option<Said> {
    if ABSENT_ERRORS.iter().any(|name| line.contains(name)) {
        return Some(Said::Absent);
    }
    let is_name = |word: &str| word.contains("DNS_ERROR_") || word.contains("ERROR_TIMEOUT");
    is_name(line).then_some(Said::Unanswered)
}

/// A line that begins with `**`, and what it says: of nslookup.
pub(super) enum Starred {
    /// That of the name.
    Said(Said),
    /// Nothing of the name: a warning, such as that the DNS server has no name.
    Warning,
    /// Something that is not known.
    Unknown,
}

/// Reads a line of nslookup that begins with `**`.
pub(super) fn starred(line: &str) -> Starred {
    let names_service = line.to_ascii_lowercase().contains("_vlmcs");
    let (before, reason_given) = split(line);
    match (reason_given, names_service) {
        (Some(given), true) => reason(given).map_or(Starred::Unknown, Starred::Said),
        // "Can't find server name for address 10.0.0.1: Non-existent domain".
        (Some(_), false) if before.split_whitespace().any(|word| is_address(word.trim_end_matches(':'))) => {
            Starred::Warning
        }
        (Some(given), false) => match reason(given) {
            Some(Said::Unanswered) => Starred::Said(Said::Unanswered),
            _ => Starred::Unknown,
        },
        // That there are no records of the type is told without a reason, and so is that a server did not answer:
        // only the former names what was asked for.
        (None, true) => Starred::Said(reason(line).unwrap_or(Said::Absent)),
        (None, false) => Starred::Said(Said::Unanswered),
    }
}

/// What is before the last colon that a space follows, and what is after.
fn split(line: &str) -> (&str, Option<&str>) {
    let colon = line.rmatch_indices(':').find(|(at, _)| line[at + 1..].starts_with(char::is_whitespace));
    match colon {
        Some((at, _)) => (&line[..at], Some(line[at + 1..].trim())),
        None => (line, None),
    }
}
