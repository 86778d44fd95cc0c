//! What pictures show: what runs from when until when, and what is granted as time goes on.

mod axis;
mod chart;
mod spans;

pub(crate) use axis::Axis;
pub(crate) use chart::{Chart, Charts, Level};
pub(crate) use spans::{Running, Span};
