//! Writes what is made from code and keys: the vectors.

use countersign_tests::{folder, vectors};
use std::fs;
use std::io;

fn main() -> io::Result<()> {
    let root = folder("vectors");
    for (path, content) in vectors::files() {
        let path = root.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, content)?;
    }
    Ok(())
}
