//! The steps that a page tells its reader to take, taken from the page itself.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// A fenced block that its reader carries out.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A file to write, from a block with `title=NAME`.
    File {
        /// The file's name.
        name: &'a str,
        /// What to write into it.
        content: String,
    },
    /// A line of shell to run, from a block with the word `steps`.
    Shell {
        /// The line, without its remark.
        line: &'a str,
        /// What it prints, where the line has a remark that says so.
        prints: Option<&'a str>,
    },
}

/// Takes the steps of a page in a folder, one after the other, as a reader does who has installed these tools;
/// `COUNTERSIGN` is the folder of the repository. Gives back how many lines were run.
///
/// # Panics
/// Where a line fails, or prints something else than its remark says.
pub fn follow(page: &str, folder: &Path, tools: &[PathBuf]) -> usize {
    let mut lines = 0;
    for step in steps(page) {
        match step {
            Step::File { name, content } => {
                fs::write(folder.join(name), content).expect("a temporary file");
            }
            Step::Shell { line, prints } => {
                let printed = run(line, folder, tools);
                if let Some(prints) = prints {
                    assert_eq!(printed.trim(), prints, "{line}");
                }
                lines += 1;
            }
        }
    }
    lines
}

fn run(line: &str, folder: &Path, tools: &[PathBuf]) -> String {
    let tools = tools.iter().filter_map(|tool| tool.parent().map(Path::to_path_buf));
    let rest = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(tools.chain(env::split_paths(&rest)));
    let output = Command::new("sh")
        .args(["-euc", line])
        .current_dir(folder)
        .env("PATH", path.expect("folders without colons"))
        .env("COUNTERSIGN", Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{line}: {}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// The steps of a text in Markdown, in their order.
pub fn steps(markdown: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(name) = info.split(' ').find_map(|word| word.strip_prefix("title=")) {
            steps.push(Step::File { name, content: block.join("\n") + "\n" });
        } else if info.split(' ').any(|word| word == "steps") {
            steps.extend(block.into_iter().map(shell));
        }
    }
    steps
}

/// A line of shell; its remark says what it prints, up to a semicolon.
fn shell(line: &str) -> Step<'_> {
    let (line, remark) = line.split_once('#').map_or((line, None), |(line, remark)| (line, Some(remark)));
    let prints = remark.map(|remark| remark.split(';').next().unwrap_or(remark).trim());
    Step::Shell { line: line.trim(), prints }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titled_blocks_are_files_and_marked_ones_are_run() {
        let text = "a\n```sh\nskipped\n```\n```json title=a.json\n{\n}\n```\n```sh steps\nnode a.mjs    # 1 2; a remark\nls\n```\n";
        assert_eq!(
            steps(text),
            [
                Step::File { name: "a.json", content: "{\n}\n".to_owned() },
                Step::Shell { line: "node a.mjs", prints: Some("1 2") },
                Step::Shell { line: "ls", prints: None },
            ]
        );
    }
}
