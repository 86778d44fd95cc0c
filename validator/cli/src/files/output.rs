//! Files that a command makes: whole or not at all, and never in the place of something else.

use super::{is_input, is_standard, print, secrets};
use crate::failure::Failure;
use std::io::{Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

/// A file to make.
pub(crate) struct NewFile<'a> {
    pub(crate) path: &'a Path,
    pub(crate) content: &'a str,
    pub(crate) secrecy: Secrecy,
    pub(crate) existing: Existing,
}

/// Who may read a new file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// As the system has it for new files.
    Default,
    /// Its owner alone, where the system knows that.
    OwnerOnly,
}

/// What becomes of a file that has the name already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and nothing is written: no option changes that.
    AlwaysKept,
    /// It stays, and nothing is written.
    Kept,
    /// The new one takes its place, unless it holds a private key or was an input: `--force`.
    Replaced,
}

/// Makes a file, or prints its content where there is no name, or the name is `-`.
pub(crate) fn create(path: Option<&Path>, content: &str, existing: Existing) -> Result<(), Failure> {
    match path {
        Some(path) if !is_standard(path) => {
            create_all(&[NewFile { path, content, secrecy: Secrecy::Default, existing }])
        }
        _ => print(content),
    }
}

/// Whether a file is there already just as it would be made. It is no input for that.
pub(crate) fn is_made(path: &Path, content: &str) -> bool {
    std::fs::read(path).is_ok_and(|there| there == content.as_bytes())
}

/// Makes files, all of them or none.
pub(crate) fn create_all(files: &[NewFile<'_>]) -> Result<(), Failure> {
    prepare(files)?.place()
}

/// Writes files, all of them or none, each beside its place and brought to the disk: what is left to do is to give them
/// their names. Where that has to wait for something else that is written, it is known before whether they can be.
pub(crate) fn prepare(files: &[NewFile<'_>]) -> Result<Prepared, Failure> {
    let plans: Vec<_> = files.iter().map(Plan::new).collect::<Result<_, _>>()?;
    Ok(Prepared(plans.iter().map(Plan::write).collect::<Result<_, _>>()?))
}

/// Files that are whole, and have not their names yet.
pub(crate) struct Prepared(Vec<Pending>);

impl Prepared {
    /// These, and others after them.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Gives the files their names, all of them or none.
    pub(crate) fn place(self) -> Result<(), Failure> {
        let mut placed = Vec::new();
        for file in self.0 {
            match file.place() {
                Ok(path) => placed.extend(path),
                Err(failure) => return Err(take_back(&placed, failure)),
            }
        }
        Ok(())
    }
}

/// Removes what was made before the rest of it failed.
fn take_back(placed: &[PathBuf], failure: Failure) -> Failure {
    let left = placed.iter().find(|path| std::fs::remove_file(path).is_err());
    left.map_or(failure, |path| Failure::leftover(path))
}

/// A file that may be written.
struct Plan<'a> {
    file: &'a NewFile<'a>,
    /// Where it goes: of a link that is to be replaced, the file that it leads to.
    target: PathBuf,
    /// As the file says it, where there is one to replace.
    existing: Existing,
}

impl<'a> Plan<'a> {
    fn new(file: &'a NewFile<'a>) -> Result<Self, Failure> {
        // Also a link that leads nowhere is there.
        let there = std::fs::symlink_metadata(file.path).is_ok();
        let existing = match file.existing {
            Existing::Replaced if !there => Existing::Kept,
            existing => existing,
        };
        let target = match existing {
            Existing::Replaced => writable(file.path, None, "overwritten")?,
            _ if there => return Err(taken(file.path, existing)),
            _ => file.path.to_owned(),
        };
        Ok(Self { file, target, existing })
    }

    fn write(&self) -> Result<Pending, Failure> {
        let written = write_beside(&self.target, self.file, self.existing);
        // Closed at once: of a thousand files no thousand are open.
        let temporary =
            written.map_err(|error| Failure::unwritable(self.file.path, &error))?.into_temp_path();
        Ok(Pending { temporary, target: self.target.clone(), existing: self.existing })
    }
}

/// A file that is whole, and has not its name yet. It goes away by itself where it never gets one.
struct Pending {
    temporary: TempPath,
    target: PathBuf,
    existing: Existing,
}

impl Pending {
    /// Gives the file its name; gives back the name where there was no such file before.
    fn place(self) -> Result<Option<PathBuf>, Failure> {
        let Self { temporary, target, existing } = self;
        let placed = match existing {
            Existing::Replaced => temporary.persist(&target),
            Existing::Kept | Existing::AlwaysKept => temporary.persist_noclobber(&target),
        };
        placed.map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => taken(&target, existing),
            _ => Failure::unwritable(&target, &error.error),
        })?;
        sync_folder(folder(&target));
        Ok((existing != Existing::Replaced).then_some(target))
    }
}

fn write_beside(target: &Path, file: &NewFile<'_>, existing: Existing) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".countersign-");
    // Unless told otherwise, a temporary file is its owner's alone.
    #[cfg(unix)]
    if file.secrecy == Secrecy::Default {
        let permissions = match existing {
            Existing::Replaced => std::fs::metadata(target)?.permissions(),
            // As far as the process's mask lets it.
            _ => std::os::unix::fs::PermissionsExt::from_mode(0o666),
        };
        builder.permissions(permissions);
    }
    let mut temporary = builder.tempfile_in(folder(target))?;
    temporary.write_all(file.content.as_bytes())?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The name of a file is on the disk once its folder is. A system that can't say so is no failure: the file
/// is there.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
}

/// The file that a name leads to, where the command may add to it what `argument` names it for.
pub(crate) fn extendable(path: &Path, argument: &str) -> Result<PathBuf, Failure> {
    writable(path, Some(argument), "added to")
}

/// The file that a name leads to, where `what` may be done to it.
fn writable(path: &Path, argument: Option<&str>, what: &str) -> Result<PathBuf, Failure> {
    let unreadable = |error| Failure::unwritable(path, &error);
    let target = std::fs::canonicalize(path).map_err(unreadable)?;
    if !std::fs::metadata(&target).map_err(unreadable)?.is_file() {
        return Err(unreadable(Error::other("it is no file")));
    }
    if is_input(&target, argument).map_err(unreadable)? {
        let why = format!("is named for this very command to read, and is not {what}. Choose another name");
        return Err(Failure::kept(path, &why));
    }
    let mut content = Vec::new();
    std::fs::File::open(&target)
        .and_then(|file| file.take(secrets::LONGEST + 1).read_to_end(&mut content))
        .map_err(unreadable)?;
    if secrets::may_hold_private_key(&content) {
        let why = format!("may hold a private key, and is never {what}. Choose another name");
        return Err(Failure::kept(path, &why));
    }
    Ok(target)
}

fn taken(path: &Path, existing: Existing) -> Failure {
    let why = match existing {
        Existing::AlwaysKept => "is there already, and is never overwritten. Choose another name",
        _ => "is there already. Choose another name, or replace it with --force",
    };
    Failure::kept(path, why)
}
