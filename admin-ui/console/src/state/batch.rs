//! Many licences at once: one for each row of a table, all of them or none.

use super::Effect;
use countersign::issue::SigningKey;
use countersign::{DocumentType, Error, UnixTime};
use countersign_issuer::{Each, RowRefusal, Table, TableError};
use rawzip::{CompressionMethod, ZipArchiveWriter};
use serde_json::Value;
use std::io::Write as _;

/// How many rows are signed before the page is shown again: few enough that a click on Cancel is not waited for.
const ROWS: usize = 20;

/// A table, and the licences that are made of it.
pub(crate) struct Batch {
    pub(crate) name: String,
    table: Result<Table, TableError>,
    pub(crate) run: Option<Run>,
    /// Why the claims are no template.
    pub(crate) error: Option<Error>,
}

/// The rows while they are signed, and afterwards.
pub(crate) struct Run {
    each: Each,
    /// What the file of each is called, and what is in it.
    made: Vec<(String, [String; 2])>,
    pub(crate) refused: Vec<(u64, RowRefusal)>,
    next: usize,
    allows_slips: bool,
    is_cancelled: bool,
}

/// What is done with a table.
#[derive(Clone, Debug)]
pub(crate) enum BatchAction {
    Begin,
    /// Signs some rows more.
    Step,
    Cancel,
    Close,
    /// Saves all of them: in text form, or compact.
    Save(Form),
}

/// The form of documents in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Armor,
    Compact,
}

impl Run {
    /// How many rows there are, and how many were gone through.
    pub(crate) fn progress(&self) -> [usize; 2] {
        [self.next, self.each.len()]
    }

    /// Whether rows are left.
    pub(crate) fn is_running(&self) -> bool {
        !self.is_cancelled && self.next < self.each.len()
    }

    /// Whether it was ended before all rows were gone through: nothing of it is given.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.is_cancelled
    }

    /// How many there are to save: all, or none where a row is refused, as at the command line.
    pub(crate) fn ready(&self) -> usize {
        if self.is_cancelled || self.is_running() || !self.refused.is_empty() { 0 } else { self.made.len() }
    }
}

impl Batch {
    pub(super) fn new(name: String, text: &str) -> Self {
        Self { name, table: Table::read(text), run: None, error: None }
    }

    /// Why the file is no table.
    pub(crate) fn table_error(&self) -> Option<&TableError> {
        self.table.as_ref().err()
    }

    /// What its columns are called.
    pub(crate) fn columns(&self) -> &[String] {
        self.table.as_ref().map(Table::columns).unwrap_or_default()
    }

    /// The claims of the first row, where the claims are a template for them.
    pub(super) fn first(&self, claims: &str) -> Option<String> {
        let table = self.table.as_ref().ok()?.clone();
        let each = Each::new(claims.as_bytes(), DocumentType::License, table).ok()?;
        Some(each.fill(0).ok()?.to_string())
    }

    pub(super) fn reduce(
        &mut self,
        action: &BatchAction,
        claims: &str,
        allows_slips: bool,
        key: Option<&SigningKey>,
        now: UnixTime,
    ) -> Vec<Effect> {
        match action {
            BatchAction::Begin => {
                (self.run, self.error) = (None, None);
                let Ok(table) = &self.table else { return Vec::new() };
                let claims = with_issued(claims, now);
                match Each::new(claims.as_bytes(), DocumentType::License, table.clone()) {
                    Ok(each) => {
                        let (made, refused) = (Vec::new(), Vec::new());
                        self.run =
                            Some(Run { each, made, refused, next: 0, allows_slips, is_cancelled: false });
                        return vec![Effect::NextRows];
                    }
                    Err(error) => self.error = Some(error),
                }
            }
            BatchAction::Step => {
                let Some(run) = self.run.as_mut().filter(|run| run.is_running()) else { return Vec::new() };
                match key {
                    Some(key) => run.step(key, now),
                    // It was locked meanwhile.
                    None => run.is_cancelled = true,
                }
                return run.is_running().then_some(Effect::NextRows).into_iter().collect();
            }
            BatchAction::Cancel => {
                if let Some(run) = self.run.as_mut().filter(|run| run.is_running()) {
                    run.is_cancelled = true;
                }
            }
            BatchAction::Save(form) => {
                let bytes =
                    self.run.as_ref().filter(|run| run.ready() > 0).and_then(|run| zip(&run.made, *form));
                let save = bytes.map(|bytes| Effect::SaveBytes { name: "licences.zip".into(), bytes });
                return save.into_iter().collect();
            }
            // The page's to do.
            BatchAction::Close => {}
        }
        Vec::new()
    }
}

impl Run {
    fn step(&mut self, key: &SigningKey, now: UnixTime) {
        for row in self.next..self.each.len().min(self.next + ROWS) {
            let allows = self.allows_slips;
            match self.each.sign(row, |_| allows, &[key], now) {
                Ok((id, signed)) => {
                    self.made.push((id, [signed.to_armor(), signed.to_compact().unwrap_or_default() + "\n"]));
                }
                Err(refusal) => self.refused.push((self.each.line(row), refusal)),
            }
            self.next = row + 1;
        }
    }
}

/// A template without an instant of issue gets one, the same for all rows.
fn with_issued(claims: &str, now: UnixTime) -> String {
    match serde_json::from_str(claims) {
        Ok(Value::Object(mut claims)) => {
            claims.entry("iat").or_insert_with(|| now.as_secs().into());
            Value::Object(claims).to_string()
        }
        _ => claims.to_owned(),
    }
}

/// One file with all of them in it, as every system opens.
fn zip(made: &[(String, [String; 2])], form: Form) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (id, [armor, compact]) in made {
        let (extension, content) = match form {
            Form::Armor => ("lic", armor),
            Form::Compact => ("jwt", compact),
        };
        let name = format!("{id}.{extension}");
        let (mut entry, config) =
            archive.new_file(&name).compression_method(CompressionMethod::STORE).start().ok()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content.as_bytes()).ok()?;
        let (_, descriptor) = writer.finish().ok()?;
        entry.finish(descriptor).ok()?;
    }
    archive.finish().ok()?;
    Some(bytes)
}
