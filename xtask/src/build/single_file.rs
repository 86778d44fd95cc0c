//! One HTML file with everything in it, for `file://` and for sending by e-mail.

use std::io::Write as _;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::page::{Page, replace_once, with_policy};
use super::policy;

const MANIFEST: &str = "<link rel=\"manifest\" href=\"manifest.webmanifest\">\n";
const SCRIPT: &str = "<script type=\"module\" src=\"app.js\"></script>";

/// Writes the page. The same input gives the same bytes.
pub(crate) fn render(page: &Page) -> Result<String> {
    let script = inline(&[page.glue, page.start].join("\n"), "</script")?;
    let style = inline(page.style, "</style")?;
    let wasm = STANDARD.encode(gzip(page.wasm)?);
    // At the end of the body: a classic script in the head would run before there is a body.
    let scripts = format!(
        "<script type=\"application/octet-stream\" id=\"wasm\">{wasm}</script>\n<script>{script}</script>\n</body>"
    );
    // Only what can be installed has a manifest.
    let html = page.template.replacen(MANIFEST, "", 1);
    let html = replace_once(&html, SCRIPT, "")?;
    let stylesheet = format!("<link rel=\"stylesheet\" href=\"{}\">", page.stylesheet);
    let html = replace_once(&html, &stylesheet, &format!("<style>{style}</style>"))?;
    let html = with_policy(&html, &policy::single_file(&script, &style))?;
    replace_once(&html, "</body>", &scripts)
}

/// Text as the HTML parser will hand it over, so that its hash is the one that the browser computes.
fn inline(text: &str, end: &str) -> Result<String> {
    let lower = text.to_ascii_lowercase();
    ensure!(
        !lower.contains(end) && !lower.contains("<!--"),
        "text with {end} or <!-- can't stand in the page"
    );
    ensure!(!text.contains('\r') && !text.contains('\0'), "the HTML parser would change a CR or NUL");
    Ok(text.to_owned())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "<!DOCTYPE html><head><meta charset=\"utf-8\">\
        <link rel=\"manifest\" href=\"manifest.webmanifest\">\n\
        <link rel=\"stylesheet\" href=\"app.css\"><script type=\"module\" src=\"app.js\"></script></head><body></body>";

    fn page(glue: &str) -> Result<String> {
        render(&of(TEMPLATE, glue))
    }

    fn of<'a>(template: &'a str, glue: &'a str) -> Page<'a> {
        Page { template, stylesheet: "app.css", style: "p{}", glue, start: "go()", wasm: b"\0asm" }
    }

    #[test]
    fn nothing_is_loaded_from_outside() {
        let html = page("let a").unwrap();
        assert!(!html.contains("src=") && !html.contains("href="), "{html}");
        assert!(html.contains("<script>let a\ngo()</script>"), "{html}");
        assert!(html.contains("<style>p{}</style>"), "{html}");
    }

    #[test]
    fn a_page_in_a_folder_has_its_stylesheet_above_and_no_manifest() {
        let template = TEMPLATE.replace("href=\"app.css\"", "href=\"../app.css\"").replace(MANIFEST, "");
        let page = Page { stylesheet: "../app.css", ..of(&template, "let a") };
        let html = render(&page).unwrap();
        assert!(html.contains("<style>p{}</style>") && !html.contains("href="), "{html}");
    }

    #[test]
    fn the_policy_names_the_text_between_the_tags() {
        let html = page("let a").unwrap();
        assert!(html.contains(&policy::single_file("let a\ngo()", "p{}")), "{html}");
    }

    #[test]
    fn the_module_unpacks_to_itself() {
        let html = page("let a").unwrap();
        let (_, rest) = html.split_once("id=\"wasm\">").unwrap();
        let packed = STANDARD.decode(rest.split_once('<').unwrap().0).unwrap();
        let mut unpacked = Vec::new();
        std::io::copy(&mut flate2::read::GzDecoder::new(packed.as_slice()), &mut unpacked).unwrap();
        assert_eq!(unpacked, b"\0asm");
    }

    #[test]
    fn a_script_that_would_end_early_is_refused() {
        assert!(page("'</SCRIPT>'").is_err());
        assert!(page("'<!--'").is_err());
        assert!(page("a\r\nb").is_err());
    }
}
