//! The parts that pages are made of: properties in, callbacks out.

mod button;
mod code_words;
mod drop_here;
mod element;
mod facts;
mod field;
mod file_button;
mod icon;
mod instant;
mod paste_form;
mod qr_code;
mod refusal;
mod shell;
mod status;
mod thumbprint;

pub use button::{Look, button, named_button};
pub use code_words::code_words;
pub use drop_here::drop_here;
pub use element::{element, lines, printable_lines, styled};
pub use facts::{fact, facts};
pub use field::{Field, choice, field};
pub use file_button::{Choice, file_button};
pub use icon::Icon;
pub use instant::instant;
pub use paste_form::{PasteForm, paste_form};
pub use qr_code::qr_codes;
pub use refusal::refusal;
pub use shell::{Frame, Link, shell};
pub use status::{Tone, badge, status_badge, status_name};
pub use thumbprint::thumbprint;
