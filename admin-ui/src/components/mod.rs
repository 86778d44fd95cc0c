//! The parts that pages are made of: properties in, callbacks out.

mod announcer;
mod button;
mod confirm;
mod drop_here;
mod element;
mod facts;
mod field;
mod file_button;
mod icon;
mod instant;
mod key_review;
mod notices;
mod paste_form;
mod qr_code;
mod shell;
mod status;
mod thumbprint;

pub(crate) use announcer::announcer;
pub(crate) use button::{Look, button, named_button};
pub(crate) use confirm::confirm;
pub(crate) use drop_here::drop_here;
pub(crate) use element::{element, styled};
pub(crate) use facts::{fact, facts};
pub(crate) use field::{Field, choice, field};
pub(crate) use file_button::{Choice, file_button};
pub(crate) use icon::Icon;
pub(crate) use instant::instant;
pub(crate) use key_review::{TITLE as KEY_REVIEW, key_review};
pub(crate) use notices::notices;
pub(crate) use paste_form::{PasteForm, paste_form};
pub(crate) use qr_code::qr_code;
pub(crate) use shell::{Frame, page_title, shell};
pub(crate) use status::{Tone, badge, status_badge, status_name};
pub(crate) use thumbprint::thumbprint;
