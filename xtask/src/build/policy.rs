//! The Content-Security-Policy of the pages.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Of the app on the site: as its other pages, and what it needs to open with its server gone. The name of a
/// policy of Trusted Types is that of `www/offline.js`, which makes one of the worker's address.
pub(crate) const APP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
     base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types service-worker";

/// Of the other pages of the site: everything from their own origin, nothing inline.
pub(crate) const HOSTED: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// Of the single file: the very script and stylesheet that are in it, and no connection to anywhere.
pub(crate) fn single_file(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        source_hash(script),
        source_hash(style),
    )
}

/// The hash source of an inline element's text, as CSP 3 writes it.
fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_hash_is_that_of_the_csp_specification() {
        // The example of CSP Level 3, section 8.3 "Usage of hash sources".
        let text = "alert('Hello, world.');";
        assert_eq!(source_hash(text), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
    }

    #[test]
    fn no_policy_allows_inline_or_foreign_sources() {
        for policy in [APP, HOSTED, &single_file("script", "style")] {
            assert!(policy.starts_with("default-src 'none'; "), "{policy}");
            for refused in ["unsafe-inline", "'unsafe-eval'", "http", "*"] {
                assert!(!policy.contains(refused), "{policy}");
            }
        }
    }
}
