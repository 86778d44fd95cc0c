//! The file that a ledger is kept in.

use crate::ledger::whole_lines;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
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
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        Ok(Self { file, text })
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
        self.file.sync_all()
    }
}
