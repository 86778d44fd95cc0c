//! The file that a ledger is kept in.

use crate::ledger::whole_lines;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long one waits for another who writes to the same ledger, before one tries again.
const PAUSE: Duration = Duration::from_millis(10);

/// A ledger's file, locked against every other who writes to it, until this is dropped.
///
/// What happens between reading and appending is then a whole: two who answer at once never give out the same seat.
///
/// ```
/// use countersign_issuer::LedgerFile;
/// use std::time::Duration;
///
/// # fn main() -> std::io::Result<()> {
/// # let folder = std::env::temp_dir().join(format!("countersign-ledger-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("vendor.ledger");
/// std::fs::write(&path, "first\nnever handed ou")?;
/// let mut file = LedgerFile::lock(&path, Duration::from_secs(10))?;
/// file.append(&["second"])?;
/// assert_eq!(std::fs::read_to_string(&path)?, "first\nsecond\n");
/// # std::fs::remove_dir_all(&folder)
/// # }
/// ```
#[derive(Debug)]
pub struct LedgerFile {
    path: PathBuf,
    file: File,
    text: Vec<u8>,
}

/// Whether another has a file for itself alone, as Node has on Windows (`ERROR_SHARING_VIOLATION`).
fn has_for_itself(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error() == Some(32)
}

impl LedgerFile {
    /// Opens the file, waits for others who write to it, and reads it.
    ///
    /// # Errors
    /// Those of reading; [`ErrorKind::WouldBlock`] where another has it for longer than `wait`.
    pub fn lock(path: &Path, wait: Duration) -> io::Result<Self> {
        let start = Instant::now();
        let mut file = loop {
            let file = Self::open(path, start, wait)?;
            // Another may have been put in its place while one waited for the lock.
            if is_at(&file, path)? {
                break file;
            }
        };
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        Ok(Self { path: std::path::absolute(path)?, file, text })
    }

    fn open(path: &Path, start: Instant, wait: Duration) -> io::Result<File> {
        let file = loop {
            match File::options().read(true).write(true).open(path) {
                Err(error) if !has_for_itself(&error) => return Err(error),
                Err(_) if start.elapsed() >= wait => return Err(ErrorKind::WouldBlock.into()),
                Err(_) => std::thread::sleep(PAUSE),
                Ok(file) => break file,
            }
        };
        while let Err(error) = file.try_lock() {
            match error {
                std::fs::TryLockError::Error(error) => return Err(error),
                std::fs::TryLockError::WouldBlock if start.elapsed() >= wait => {
                    return Err(ErrorKind::WouldBlock.into());
                }
                std::fs::TryLockError::WouldBlock => std::thread::sleep(PAUSE),
            }
        }
        Ok(file)
    }

    /// What it holds.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// Appends lines, each with a line feed after it, and brings them to the disk. A last line without one was never
    /// handed out, and is cut off. Where this fails, the file is left as it was, as far as the system lets that be
    /// done: what remains has no line feed after it, or was handed out by nobody.
    ///
    /// # Errors
    /// Those of writing.
    pub fn append(&mut self, lines: &[&str]) -> io::Result<()> {
        let kept = whole_lines(&self.text);
        let mut new = Vec::new();
        for line in lines {
            new.extend_from_slice(line.as_bytes());
            new.push(b'\n');
        }
        if let Err(error) = self.write(kept, &new) {
            let _ = self.file.set_len(kept as u64).and_then(|()| self.file.sync_all());
            return Err(error);
        }
        self.text.truncate(kept);
        self.text.append(&mut new);
        Ok(())
    }

    fn write(&mut self, kept: usize, new: &[u8]) -> io::Result<()> {
        if kept < self.text.len() {
            self.file.set_len(kept as u64)?;
        }
        self.file.seek(SeekFrom::Start(kept as u64))?;
        self.file.write_all(new)?;
        self.file.sync_all()?;
        // Who puts a file in the place of another takes no lock.
        match is_at(&self.file, &self.path) {
            Ok(true) => Ok(()),
            _ => Err(io::Error::other(
                "another file was put in its place, or it was removed, while it was changed; do it again",
            )),
        }
    }
}

/// Whether an open file is the one at a path. Where the system has no numbers for that, it is.
#[cfg_attr(
    not(unix),
    expect(unused_variables, clippy::unnecessary_wraps, reason = "other systems have none")
)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (own, there) = (file.metadata()?, std::fs::metadata(path)?);
        Ok((own.dev(), own.ino()) == (there.dev(), there.ino()))
    }
    #[cfg(not(unix))]
    Ok(true)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn nothing_is_appended_to_a_file_that_was_replaced_or_removed() {
        let folder = std::env::temp_dir().join(format!("countersign-replaced-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (path, new) = (folder.join("vendor.ledger"), folder.join("new"));
        let replace: fn(&Path, &Path) -> io::Result<()> = |path, new| fs::rename(new, path);
        for act in [replace, |path, _| fs::remove_file(path)] {
            for name in [&path, &new] {
                fs::write(name, "first\n").unwrap();
            }
            let mut file = LedgerFile::lock(&path, Duration::ZERO).unwrap();
            act(&path, &new).unwrap();
            assert!(file.append(&["second"]).is_err());
            assert!(fs::read_to_string(&path).is_ok_and(|text| text == "first\n") || !path.exists());
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
