//! Errors as JavaScript expects them.

use crate::error::Error;
use js_sys::{Error as JsError, Reflect};

/// A real `Error` whose `code`, `at`, `found` and `needed` can be read.
pub(super) fn thrown(error: &Error) -> JsError {
    let thrown = JsError::new(&error.to_string());
    thrown.set_name("CountersignError");
    let sides = [("at", error.at()), ("found", error.found()), ("needed", error.needed())];
    let sides = sides.into_iter().filter_map(|(name, side)| Some((name, side?)));
    for (name, value) in sides.chain([("code", error.code().as_str())]) {
        // Fails only on an object that is frozen or a proxy; this one was made above.
        let _ = Reflect::set(&thrown, &name.into(), &value.into());
    }
    thrown
}
