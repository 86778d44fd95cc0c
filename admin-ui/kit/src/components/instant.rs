//! A point in time.

use crate::locale::Locale;
use countersign::UnixTime;
use yew::prelude::*;

/// An instant in the computer's time zone; in UTC for whoever points at it, so that no date is said twice.
pub fn instant(locale: &Locale, instant: UnixTime) -> Html {
    let formats = locale.formats();
    html! {
        <time datetime={instant.to_string()} title={formats.utc(instant)}>{ formats.local(instant) }</time>
    }
}
