//! The administrator's page: opens, checks and shows licence files, and keeps the keys that are trusted.
//!
//! [`state`] is what the page knows and how that changes, without a browser; [`platform`] is the browser;
//! [`pages`] and [`components`] show the state and tell what the reader does; [`app`] brings them together.

mod app;
mod components;
mod effects;
mod export;
mod fold;
mod i18n;
mod keeper;
mod order;
mod pages;
mod platform;
mod rosters;
mod route;
mod start;
mod state;

use countersign_kit::{charset, csv, locale, theme};
use gloo::utils::document;

/// The element of the page that the app takes over.
const ROOT: &str = "app";

fn main() {
    if let Some(root) = document().get_element_by_id(ROOT) {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
