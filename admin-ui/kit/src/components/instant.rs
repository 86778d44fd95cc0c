//! A point in time.

use super::styled;
use crate::locale::Locale;
use countersign::UnixTime;
use yew::prelude::*;

/// An instant in the computer's time zone, and in UTC beside it.
pub fn instant(locale: &Locale, instant: UnixTime) -> Html {
    let formats = locale.formats();
    html! {
        <time datetime={instant.to_string()}>
            { styled("span", "local", formats.local(instant)) }{ " " }
            { styled("span", "utc", formats.utc(instant)) }
        </time>
    }
}
