//! The media types of what is served.

use std::path::Path;

/// The media type of a file. A browser compiles a module while it loads only as `application/wasm`,
/// and runs no script under another type than its own.
pub(super) fn of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        Some("txt" | "md" | "lic" | "ts") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
