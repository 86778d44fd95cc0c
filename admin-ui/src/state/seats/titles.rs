//! What the columns of a list hold, as their titles say, or what stands in them.

use super::import::Field;
use super::{Name, Table};
use crate::csv::Row;
use std::collections::{BTreeMap, BTreeSet};

/// The titles that are known.
pub(super) struct Titles {
    /// By the title without anything but letters and digits: what the column holds, and how likely that is against
    /// another column of which its title says the same; the least is the likeliest.
    known: BTreeMap<String, (Field, usize)>,
}

impl Titles {
    /// Those that every list may have, and the ids of the entitlements that a table gives.
    pub(super) fn of(table: &Table) -> Self {
        let names = [
            (Name::User, 0, USER_TITLES),
            (Name::User, EMAIL, EMAIL_TITLES),
            (Name::First, 0, FIRST_TITLES),
            (Name::Last, 0, LAST_TITLES),
        ];
        let names = names.into_iter().flat_map(|(name, first, titles)| {
            (first..).zip(titles).map(move |(rank, title)| ((*title).to_owned(), (Field::Name(name), rank)))
        });
        let seats = table
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| (letters(&column.id), (Field::Seat(index), 0)));
        // An entitlement whose id is a title of names is none here: lists have names first.
        Self { known: seats.chain(names).collect() }
    }

    fn get(&self, title: &str) -> Option<(Field, usize)> {
        self.known.get(&plain(title)).copied()
    }

    /// How many different titles of a record are known.
    pub(super) fn count(&self, row: &Row) -> usize {
        let fields = row.fields.iter().filter_map(|title| self.get(title));
        fields.map(|(field, _)| field).collect::<BTreeSet<_>>().len()
    }

    /// What the columns with these titles hold; of several that seem to hold the same, the likeliest does.
    pub(super) fn fields(&self, titles: &[String]) -> Columns {
        let mut best: BTreeMap<Field, (usize, usize)> = BTreeMap::new();
        for (index, title) in titles.iter().enumerate() {
            let Some((field, rank)) = self.get(title) else { continue };
            let own = (rank, index);
            best.entry(field).and_modify(|best| *best = own.min(*best)).or_insert(own);
        }
        let mut columns = Columns { fields: vec![Field::Ignored; titles.len()], is_by_email: false };
        for (field, (rank, index)) in best {
            columns.fields[index] = field;
            columns.is_by_email |= rank >= EMAIL;
        }
        columns
    }
}

/// What the columns of a list hold.
pub(super) struct Columns {
    pub(super) fields: Vec<Field>,
    /// Whether e-mail addresses stand in for user names, which the list lacks.
    pub(super) is_by_email: bool,
}

impl Columns {
    /// Those of a list without titles: user name, first name, last name; but e-mail addresses, wherever they
    /// stand, are the user names.
    pub(super) fn untitled(width: usize, rows: &[Row]) -> Self {
        let email = email(width, rows);
        let mut names = Name::ALL.into_iter().filter(|name| email.is_none() || *name != Name::User);
        let fields = (0..width).map(|index| match email {
            Some(email) if email == index => Field::Name(Name::User),
            _ => names.next().map_or(Field::Ignored, Field::Name),
        });
        Self { fields: fields.collect(), is_by_email: email.is_some() }
    }

    /// Takes e-mail addresses for the user names where no title says which column has these.
    pub(super) fn with_user_names(mut self, rows: &[Row]) -> Self {
        if !self.fields.contains(&Field::Name(Name::User))
            && let Some(index) = email(self.fields.len(), rows)
            && self.fields[index] == Field::Ignored
        {
            self.fields[index] = Field::Name(Name::User);
            self.is_by_email = true;
        }
        self
    }
}

/// The first column of which every field is an e-mail address.
fn email(width: usize, rows: &[Row]) -> Option<usize> {
    let is_address = |text: &str| {
        let (name, host) = text.trim().split_once('@').unwrap_or_default();
        !name.is_empty() && host.contains('.') && !host.contains(['@', ' '])
    };
    let mut columns = 0..width;
    columns.find(|&index| {
        !rows.is_empty()
            && rows.iter().all(|row| row.fields.get(index).is_some_and(|field| is_address(field)))
    })
}

/// A title without what is put beside it in brackets, such as `[Required]`, in letters and digits alone.
fn plain(title: &str) -> String {
    let named = title.split(['[', '(']).next().unwrap_or_default();
    letters(if named.trim().is_empty() { title } else { named })
}

fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|character| character.is_alphanumeric()).collect()
}

/// How likely an e-mail address is the user name: less than anything that is titled so.
const EMAIL: usize = 1_000;

/// How directories, programs and spreadsheets title the column of the user names, in the languages of the page; the
/// likeliest first. Active Directory has both of the first.
const USER_TITLES: &[&str] = &[
    "samaccountname",
    "username",
    "loginname",
    "login",
    "uid",
    "userid",
    "benutzername",
    "anmeldename",
    "benutzerkennung",
    "benutzerid",
    "kennung",
    "nomdutilisateur",
    "identifiant",
    "имяпользователя",
    "логин",
    "userprincipalname",
    "upn",
    "bname",
    "user",
    "account",
    "accountname",
    "benutzer",
    "utilisateur",
    "compte",
    "пользователь",
    "учетнаязапись",
    "учётнаязапись",
];

/// That of the e-mail addresses.
const EMAIL_TITLES: &[&str] = &[
    "email",
    "emailaddress",
    "primaryemail",
    "primarysmtpaddress",
    "mail",
    "mailaddress",
    "emailadresse",
    "mailadresse",
    "email1value",
    "email1address",
    "workemail",
    "adresseemail",
    "adressemail",
    "adressedemessagerie",
    "courriel",
    "mél",
    "электроннаяпочта",
    "адресэлектроннойпочты",
    "почта",
    "эпочта",
];

/// That of the first names.
const FIRST_TITLES: &[&str] =
    &["firstname", "givenname", "forename", "vorname", "prénom", "prenom", "имя", "first", "rufname"];

/// That of the last names. `Name` alone is often the whole name.
const LAST_TITLES: &[&str] = &[
    "lastname",
    "surname",
    "familyname",
    "sn",
    "nachname",
    "familienname",
    "zuname",
    "nomdefamille",
    "фамилия",
    "last",
    "nom",
    "name",
];
