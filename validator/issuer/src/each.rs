//! A document for each row of a table.

use crate::slips::{Slip, slips};
use countersign::issue::{ClaimsInput, SignedDocument, SigningKey};
use countersign::{DocumentType, Error, UnixTime};
use serde_json::Value;
use std::collections::HashSet;

/// A table: the names of its columns, and its rows with the lines that they begin on.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// Why a text is no table that documents are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableError {
    /// It is no CSV: what the reader says of it.
    Unreadable(String),
    /// It has no rows.
    Empty,
}

impl Table {
    /// Reads CSV (RFC 4180), with the separator that its first row has: a comma, a semicolon or a tabulator.
    ///
    /// # Errors
    /// Where it can't be read, or has no rows.
    pub fn read(text: &str) -> Result<Self, TableError> {
        let text = text.trim_start_matches('\u{feff}');
        let head = text.lines().next().unwrap_or_default();
        let count = |separator: &u8| head.bytes().filter(|byte| byte == separator).count();
        let separator = [b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).trim(csv::Trim::All).from_reader(text.as_bytes());
        let unreadable = |error: csv::Error| TableError::Unreadable(error.to_string());
        let columns: Vec<String> = reader.headers().map_err(unreadable)?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        if rows.is_empty() { Err(TableError::Empty) } else { Ok(Self { columns, rows }) }
    }

    /// The names of its columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

/// Claims with places to fill in, such as `{{site}}` or `{{users:number}}`, and the table that fills them.
#[derive(Debug, Clone)]
pub struct Each {
    template: Value,
    document_type: DocumentType,
    table: Table,
    /// The ids that were made, in small letters: also where a system takes two names for one that differ in capitals.
    taken: HashSet<String>,
}

/// Why a row makes no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowRefusal {
    /// The template names a column that is not there.
    NoColumn(String),
    /// What the row makes are no claims of the type.
    Claims(Error),
    /// The claims lack `jti` or `iat`: the same again would give other documents.
    NoIdentity,
    /// The claims have what hardly anybody means.
    Slip(Slip),
    /// Another row has this `jti` too.
    Twice(String),
}

impl RowRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoColumn(_) => "usage_invalid",
            Self::Claims(error) => error.code().as_str(),
            Self::NoIdentity => "claims_missing",
            Self::Slip(slip) => slip.code(),
            Self::Twice(_) => "claims_duplicate",
        }
    }
}

impl From<Error> for RowRefusal {
    fn from(error: Error) -> Self {
        Self::Claims(error)
    }
}

impl Each {
    /// The template is read as strictly as what is made of it.
    ///
    /// # Errors
    /// Those of reading claims.
    pub fn new(template: &[u8], document_type: DocumentType, table: Table) -> countersign::Result<Self> {
        ClaimsInput::read(template, document_type)?;
        // What reads as claims is JSON.
        let template = serde_json::from_slice(template).unwrap_or_default();
        Ok(Self { template, document_type, table, taken: HashSet::new() })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.table.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.table.rows.is_empty()
    }

    /// The line of the table on which a row begins.
    pub fn line(&self, row: usize) -> u64 {
        self.table.rows.get(row).map_or(0, |(line, _)| *line)
    }

    /// The claims of a row, as JSON, before they are read.
    ///
    /// # Errors
    /// [`RowRefusal::NoColumn`].
    pub fn fill(&self, row: usize) -> Result<Value, RowRefusal> {
        let cells = self.table.rows.get(row).map_or(&[][..], |(_, cells)| cells);
        Ok(self.table.fill(&self.template, cells)?.unwrap_or_default())
    }

    /// Signs the document of a row; its `jti`, which is no other row's from then on. Of the slips in the claims, those
    /// are let pass that are `allowed`.
    ///
    /// # Errors
    /// Why the row makes none.
    pub fn sign(
        &mut self,
        row: usize,
        allowed: impl Fn(&Slip) -> bool,
        keys: &[&SigningKey],
        now: UnixTime,
    ) -> Result<(String, SignedDocument), RowRefusal> {
        let mut claims = ClaimsInput::read(self.fill(row)?.to_string().as_bytes(), self.document_type)?;
        let (Some(jti), Some(_)) = (claims.id().map(str::to_owned), claims.issued()) else {
            return Err(RowRefusal::NoIdentity);
        };
        if let Some(slip) = slips(&claims, now).into_iter().find(|slip| !allowed(slip)) {
            return Err(RowRefusal::Slip(slip));
        }
        claims.fill(now)?;
        let signed = claims.sign(keys, now)?;
        if self.taken.insert(jti.to_lowercase()) { Ok((jti, signed)) } else { Err(RowRefusal::Twice(jti)) }
    }
}

impl Table {
    /// A part of the template with a row's cells in it; none where it is an empty cell alone.
    fn fill(&self, template: &Value, cells: &[String]) -> Result<Option<Value>, RowRefusal> {
        Ok(Some(match template {
            Value::String(text) => return self.fill_text(text, cells),
            Value::Array(items) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.fill(item, cells)).collect();
                items?.into_iter().flatten().collect()
            }
            Value::Object(members) => {
                let mut filled = serde_json::Map::new();
                for (name, value) in members {
                    if let Some(value) = self.fill(value, cells)? {
                        filled.insert(name.clone(), value);
                    }
                }
                filled.into()
            }
            other => other.clone(),
        }))
    }

    fn fill_text(&self, text: &str, cells: &[String]) -> Result<Option<Value>, RowRefusal> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
        {
            let is_alone = before.is_empty() && after.is_empty() && filled.is_empty();
            let (name, is_number) = match name.trim().strip_suffix(":number") {
                Some(name) => (name.trim(), true),
                None => (name.trim(), false),
            };
            let cell = self.columns.iter().position(|column| column == name).and_then(|at| cells.get(at));
            let cell = cell.ok_or_else(|| RowRefusal::NoColumn(name.to_owned()))?;
            match (is_alone, is_number) {
                (true, _) if cell.is_empty() => return Ok(None),
                // What is no number stays a text, such as "unlimited".
                (true, true) => {
                    return Ok(Some(cell.parse::<u64>().map_or_else(|_| cell.as_str().into(), Value::from)));
                }
                _ => {}
            }
            filled += before;
            filled += cell;
            rest = after;
        }
        Ok(Some((filled + rest).into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"{"iss":"https://vendor.example","aud":"p","sub":"{{site}}","jti":"L-{{site}}","iat":1700000000,
        "lic":{"serial":1,"name":"n","kind":"standard","perpetual":true,"holder":{"name":"{{name}}","city":"{{city}}"},
        "entitlements":[{"id":"users","metric":"user","quantity":"{{users:number}}"}]}}"#;

    fn made(table: &str) -> Vec<Result<String, &'static str>> {
        let table = Table::read(table).unwrap();
        let mut each = Each::new(TEMPLATE.as_bytes(), DocumentType::License, table).unwrap();
        let now = UnixTime::from_secs(1_764_000_000).unwrap();
        let rows = 0..each.len();
        let key = SigningKey::generate().unwrap();
        let signed = rows.map(|row| each.sign(row, |_| false, &[&key], now));
        signed.map(|signed| signed.map(|(jti, _)| jti).map_err(|refusal| refusal.code())).collect()
    }

    #[test]
    fn each_row_makes_a_document_or_says_why_not() {
        assert_eq!(
            made("site;name;users;city\n1;A;20;\n2;\"B; and C\";unlimited;Bonn\n3;;20;\nx y;D;20;\n1;E;1;\n"),
            [
                Ok("L-1".into()),
                Ok("L-2".into()),
                Err("claims_missing"),
                Err("claims_value"),
                Err("claims_duplicate")
            ]
        );
        assert_eq!(made("\u{feff}site,name,users\n1,A,2\n"), [Err("usage_invalid")]);
    }

    #[test]
    fn what_is_no_table_makes_nothing() {
        for empty in ["", "site;name\n", "\u{feff}"] {
            assert_eq!(Table::read(empty).err(), Some(TableError::Empty), "{empty:?}");
        }
        assert!(matches!(Table::read("a,b\n1\n").err(), Some(TableError::Unreadable(_))));
    }
}
