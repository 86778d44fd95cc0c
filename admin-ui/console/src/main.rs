//! The issuer's console: answers requests, keeps the ledger, signs licences. All of it on this computer.
//!
//! [`state`] is what the console knows and how that changes, without a browser: its reducers give the effects that a
//! change has, as values. [`effects`] has the browser do these, by [`platform`]. [`pages`] show the state and tell what
//! the reader does; [`app`] brings them together.

mod app;
mod effects;
mod i18n;
mod pages;
mod platform;
mod route;
mod start;
mod state;

use countersign_kit::{locale, theme};
use gloo::utils::document;

/// The element of the page that the app takes over.
const ROOT: &str = "app";

fn main() {
    if let Some(root) = document().get_element_by_id(ROOT) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
