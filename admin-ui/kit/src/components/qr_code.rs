//! QR codes (ISO/IEC 18004).

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use yew::prelude::*;

/// The light frame around a code, in modules: readers need it.
const QUIET_ZONE: i32 = 4;

/// A text as a QR code, which a click enlarges and another makes small again; nothing where it is too long for one. It is dark on light also in a dark page: not
/// every reader takes the reverse.
pub fn qr_code(text: &str, label: String) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Low) else { return Html::default() };
    let size = code.size() + 2 * QUIET_ZONE;
    html! {
        <details class="qr">
            <summary>
                <svg class="qr-code" role="img" aria-label={label} viewBox={format!("0 0 {size} {size}")}
                    shape-rendering="crispEdges">
                    <rect width={size.to_string()} height={size.to_string()} />
                    <path d={modules(&code)} />
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
