//! QR codes (ISO/IEC 18004).

use super::styled;
use crate::i18n::msg;
use crate::locale::Locale;
use crate::qr;
use qrcodegen::QrCode;
use std::fmt::Write as _;
use yew::prelude::*;

/// The light frame around a code, in modules: readers need it.
const QUIET_ZONE: i32 = 4;

/// A text as QR codes, as many as it takes, with what they are and what to do with them; nothing where it is too long.
/// They are dark on light also in a dark page: not every reader takes the reverse.
pub fn qr_codes(locale: &Locale, text: &str, label: &str, hint: String) -> Html {
    let codes = qr::codes(text);
    let of = codes.len();
    let figures = codes.iter().zip(1_u64..).map(|(code, n)| {
        let numbered = [("n", n.into()), ("of", (of as u64).into())];
        let numbered = (of > 1).then(|| locale.format(msg::QR_PART, numbered));
        let label = [Some(label), numbered.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        html! { <figure>{ drawing(code, label) }{ for numbered.map(|words| styled("figcaption", "label", words)) }</figure> }
    });
    if codes.is_empty() {
        return styled("p", "hint", locale.text(msg::QR_TOO_LONG));
    }
    html! {
        <div class="qr-codes">
            { styled("p", "hint", hint) }
            if of > 1 {
                { styled("p", "hint", locale.text(msg::QR_ALL)) }
            }
            { for figures }
        </div>
    }
}

/// A code, which a click enlarges and another makes small again.
fn drawing(code: &QrCode, label: String) -> Html {
    let size = code.size() + 2 * QUIET_ZONE;
    html! {
        <details class="qr">
            <summary>
                <svg class="qr-code" role="img" aria-label={label} viewBox={format!("0 0 {size} {size}")}
                    shape-rendering="crispEdges">
                    <rect width={size.to_string()} height={size.to_string()} />
                    <path d={modules(code)} />
                </svg>
            </summary>
        </details>
    }
}

/// The dark modules, a subpath for each run of them in a row.
fn modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).count() as i32;
            if run > 0 {
                // Writing to a string can't fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET_ZONE, y + QUIET_ZONE);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcodegen::QrCodeEcc;

    #[test]
    fn every_dark_module_is_drawn_and_no_other() {
        let code = QrCode::encode_text("eyJhbGciOiJFZERTQSJ9.e30.AA", QrCodeEcc::Low).unwrap();
        let mut drawn = vec![false; (code.size() * code.size()) as usize];
        for run in modules(&code).split('M').skip(1) {
            let (place, rest) = run.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let (x, y) = (x.parse::<i32>().unwrap() - QUIET_ZONE, y.parse::<i32>().unwrap() - QUIET_ZONE);
            let length: i32 = rest.split_once('v').unwrap().0.parse().unwrap();
            assert!(rest.ends_with(&format!("v1h-{length}z")), "{run}");
            (x..x + length).for_each(|x| drawn[(y * code.size() + x) as usize] = true);
        }
        let modules = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let expected: Vec<bool> = modules.map(|(x, y)| code.get_module(x, y)).collect();
        assert_eq!(drawn, expected);
    }
}
