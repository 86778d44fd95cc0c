//! What the pages share: the parts that they are made of, the browser that they run in, their texts in four
//! languages, and the formats that they read and write. Nothing here knows what a page is for.

pub mod charset;
pub mod components;
pub mod csv;
mod given;
pub mod i18n;
pub mod locale;
pub mod platform;
pub mod qr;
pub mod slip;
pub mod theme;

pub use given::Given;
