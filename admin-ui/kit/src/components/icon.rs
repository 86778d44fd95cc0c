//! The symbols, drawn as outlines on a grid of 16 so that no font is needed.

use yew::prelude::*;

/// A symbol. It always stands beside words, so assistive technology passes over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Something holds.
    Check,
    /// Something ends, or begins, by the clock.
    Clock,
    /// Something needs attention.
    Warning,
    /// Something is refused.
    Cross,
    /// Something is good to know.
    Info,
    /// A key.
    Key,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Check => "M3 8.5l3.5 3.5L13 5",
            Icon::Clock => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 4.5V8l2.5 1.8",
            Icon::Warning => "M8 2L1.5 13.5h13zM8 6.5v3M8 11.6v.1",
            Icon::Cross => "M4 4l8 8M12 4l-8 8",
            Icon::Info => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.3v3.7M8 4.8v.1",
            Icon::Key => "M10.5 2a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM8 8l-6 6M4 12l1.8 1.8M6 10l1.5 1.5",
        }
    }

    /// The drawing.
    pub fn html(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d={self.path()} />
            </svg>
        }
    }
}
