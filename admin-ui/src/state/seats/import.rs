//! A list of people that was given: how it is read.

use super::{Name, Table};
use crate::csv::{self, Row, Rows, Separator};
use crate::i18n::Language;
use countersign::{Error, SeatDenial};
use std::rc::Rc;

/// How many of the people are shown before they are imported.
const SAMPLE: usize = 5;

/// A list of people on its way in.
#[derive(Clone)]
pub(crate) enum Import {
    /// How it would be read is shown.
    Review(Review),
    /// So many hundredths of it are read.
    Running { review: Review, percent: u8, stop: super::Stop },
    /// It is read.
    Done(Rc<super::Imported>),
}

/// The file of a list.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RosterFile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl std::fmt::Debug for RosterFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

/// How the characters of a list are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// Western European.
    Windows1252,
    /// Central European.
    Windows1250,
    /// Cyrillic.
    Windows1251,
}

impl Encoding {
    pub(crate) const ALL: [Encoding; 6] =
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252, Self::Windows1250, Self::Windows1251];

    /// The name by which browsers know it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
            Self::Windows1250 => "windows-1250",
            Self::Windows1251 => "windows-1251",
        }
    }

    /// The encoding that a file seems to have. Those of one byte a character can't be told from each other:
    /// of these, the one that the reader's language is usually written in.
    pub(crate) fn detect(bytes: &[u8], language: Language) -> Self {
        let start = &bytes[..bytes.len().min(4_096)];
        let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Self::Utf8,
            [0xff, 0xfe, ..] => Self::Utf16Le,
            [0xfe, 0xff, ..] => Self::Utf16Be,
            _ if zeros(1) > start.len() / 4 => Self::Utf16Le,
            _ if zeros(0) > start.len() / 4 => Self::Utf16Be,
            _ if std::str::from_utf8(bytes).is_ok() => Self::Utf8,
            _ if language == Language::Russian => Self::Windows1251,
            _ => Self::Windows1252,
        }
    }
}

/// What the fields of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Nothing that is wanted.
    Ignored,
    Name(Name),
    /// Whether the person has a seat of this column of the table.
    Seat(usize),
}

/// How a list would be read.
#[derive(Clone)]
pub(crate) struct Review {
    pub(crate) file: Rc<RosterFile>,
    pub(crate) encoding: Encoding,
    pub(super) text: Rc<str>,
    pub(crate) separator: Separator,
    /// Whether the first line is of titles.
    pub(crate) has_header: bool,
    /// The titles of its columns; without any, what stands in the first line.
    pub(crate) titles: Vec<String>,
    /// What its columns hold.
    pub(crate) fields: Vec<Field>,
    /// The first of the people.
    pub(crate) sample: Vec<Row>,
}

/// A line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineProblem {
    /// Its number; the first is 1.
    pub(crate) line: u64,
    /// The user name that stands there.
    pub(crate) name: String,
    pub(crate) problem: Problem,
}

/// Why somebody is not put on a list, or not given a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Refused(Error),
    NoSeat(SeatDenial),
}

impl Problem {
    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Refused(error) => error.code().as_str(),
            Self::NoSeat(denial) => denial.code(),
        }
    }
}

impl Review {
    /// Reads how a list seems to be written.
    pub(super) fn new(file: Rc<RosterFile>, encoding: Encoding, text: Rc<str>, table: &Table) -> Self {
        let text: Rc<str> = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.into(),
            None => text,
        };
        let separator = csv::detect(&text);
        let mut review = Self {
            file,
            encoding,
            text,
            separator,
            has_header: false,
            titles: Vec::new(),
            fields: Vec::new(),
            sample: Vec::new(),
        };
        review.set_separator(separator, table);
        review
    }

    /// Reads it with another separator, from which all the rest follows.
    pub(super) fn set_separator(&mut self, separator: Separator, table: &Table) {
        self.separator = separator;
        let first = Rows::new(&self.text, separator).next().unwrap_or_default();
        let named: Vec<Field> = first.fields.iter().map(|title| field(title, table)).collect();
        let has_header = named.contains(&Field::Name(Name::User));
        let fields = if has_header {
            named
        } else {
            let names = Name::ALL.map(Field::Name);
            (0..first.fields.len()).map(|index| names.get(index).copied().unwrap_or(Field::Ignored)).collect()
        };
        self.fields = once_each(fields);
        self.titles = first.fields;
        self.set_header(has_header);
    }

    /// Takes the first line for titles, or for a person.
    pub(super) fn set_header(&mut self, has_header: bool) {
        self.has_header = has_header;
        let rows = Rows::new(&self.text, self.separator).skip(usize::from(has_header));
        self.sample = rows.take(SAMPLE).collect();
    }

    /// Says what a column holds. What another column held is that one's no more.
    pub(super) fn set_field(&mut self, index: usize, field: Field) {
        if field != Field::Ignored {
            self.fields.iter_mut().filter(|other| **other == field).for_each(|other| *other = Field::Ignored);
        }
        if let Some(own) = self.fields.get_mut(index) {
            *own = field;
        }
    }

    /// Whether it is known which column holds the user names.
    pub(crate) fn has_user_names(&self) -> bool {
        self.fields.contains(&Field::Name(Name::User))
    }
}

/// Of several columns that seem to hold the same, the first does.
fn once_each(mut fields: Vec<Field>) -> Vec<Field> {
    for index in 1..fields.len() {
        if fields[..index].contains(&fields[index]) {
            fields[index] = Field::Ignored;
        }
    }
    fields
}

/// What a column with this title seems to hold.
fn field(title: &str, table: &Table) -> Field {
    let plain = |text: &str| -> String {
        text.to_lowercase().chars().filter(|character| character.is_alphanumeric()).collect()
    };
    let title = plain(title);
    let names = [(Name::User, USER_TITLES), (Name::First, FIRST_TITLES), (Name::Last, LAST_TITLES)];
    if let Some((name, _)) = names.into_iter().find(|(_, titles)| titles.contains(&title.as_str())) {
        return Field::Name(name);
    }
    let column = table.columns.iter().position(|column| plain(&column.id) == title);
    column.map_or(Field::Ignored, Field::Seat)
}

/// How directories and spreadsheets title the column of the user names, in the languages of the page.
const USER_TITLES: &[&str] = &[
    "user",
    "username",
    "userid",
    "login",
    "loginname",
    "account",
    "uid",
    "samaccountname",
    "userprincipalname",
    "benutzer",
    "benutzername",
    "anmeldename",
    "benutzerkennung",
    "kennung",
    "utilisateur",
    "identifiant",
    "nomdutilisateur",
    "login",
    "пользователь",
    "имяпользователя",
    "логин",
    "учетнаязапись",
    "учётнаязапись",
];

/// That of the first names.
const FIRST_TITLES: &[&str] =
    &["first", "firstname", "givenname", "forename", "vorname", "prénom", "prenom", "имя"];

/// That of the last names.
const LAST_TITLES: &[&str] = &[
    "last",
    "lastname",
    "surname",
    "familyname",
    "sn",
    "nachname",
    "familienname",
    "name",
    "nom",
    "nomdefamille",
    "фамилия",
];
