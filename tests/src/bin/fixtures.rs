//! Writes what is made from claims, code and test keys: the signed fixtures and the vectors; the schema that is
//! made from another; and the package's messages.

use countersign_tests::{fixtures, folder, messages, schemas, vectors};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fs, io};

fn main() -> io::Result<()> {
    write(folder("fixtures"), fixtures::files())?;
    write(folder("vectors"), vectors::files())?;
    for language in messages::LANGUAGES {
        fs::write(messages::path(language), messages::made(language).1)?;
    }
    let input = schemas::to_file(&schemas::made_claims_input());
    write(folder("../validator/schema"), [("claims-input.schema.json".to_owned(), input)].into())
}

fn write(root: PathBuf, files: BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    let count = files.len();
    for (path, content) in files {
        let path = root.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, content)?;
    }
    println!("{count} files in {}", root.display());
    Ok(())
}
