//! What a vendor, or the build, has put into the page beside the app.

use gloo::utils::document;

/// The element with the keys that a vendor builds into the page, a JWK set.
const KEYS: &str = "trusted-keys";

/// The element with the limits that a vendor builds into the page.
const ENTRY_LIMITS: &str = "meta[name=countersign-entry]";

/// The element that says that there are samples.
const SAMPLES: &str = "countersign-samples";

/// Whether the page says that there are samples beside it. Only the demonstration build does, so that no
/// other one asks its server for what is not there.
pub(crate) fn has_samples() -> bool {
    document().get_element_by_id(SAMPLES).is_some()
}

/// The keys that the vendor built into the page.
pub(crate) fn keys() -> Option<String> {
    document().get_element_by_id(KEYS)?.text_content()
}

/// What may be used without a licence, as the vendor built it into the page.
pub(crate) fn entry_limits() -> Option<String> {
    let found = document().query_selector(ENTRY_LIMITS).ok()??;
    found.get_attribute("content")
}
