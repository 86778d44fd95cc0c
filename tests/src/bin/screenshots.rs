//! Takes the README's pictures of the app: `cargo xtask screenshots`.
//!
//! One installation is set up as an administrator would, on a computer whose clock shows a fixed date, and each
//! page of it is pictured in its turn. Another page is one more [`Picture`].
#![allow(clippy::panic, clippy::expect_used, reason = "it fails by panicking, as a test does")]

use countersign_tests::app::App;
use countersign_tests::webdriver::Role;
use countersign_tests::{fixtures, folder};
use serde_json::json;
use std::fs;

/// In CSS pixels, which are those of the pictures.
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 860;

/// An installation, on a computer whose clock shows a fixed instant.
struct Installation {
    /// When the pictures are taken (RFC 3339).
    now: &'static str,
    /// The fixtures that are added.
    licenses: &'static [&'static str],
    pictures: &'static [Picture],
}

/// A page as it is pictured.
struct Picture {
    /// The file, in `admin-ui/screenshots`.
    file: &'static str,
    /// Goes there from the page before, and does what is to be seen.
    show: fn(&App<'_>),
}

const INSTALLATIONS: [Installation; 2] = [
    Installation {
        now: "2025-10-01T09:00:00Z",
        licenses: &["ucware-testlizenz"],
        pictures: &[
            Picture { file: "seats.png", show: show_seats },
            Picture { file: "license.png", show: show_licence },
        ],
    },
    // While the emergency of the fixtures runs.
    Installation {
        now: "2014-05-20T09:00:00Z",
        licenses: &["orange-uce-base", "orange-uce-emergency"],
        pictures: &[Picture { file: "information.png", show: show_information }],
    },
];

fn main() {
    for Installation { now, licenses, pictures } in INSTALLATIONS {
        App::at(now, |app| {
            prepare(app);
            app.reload();
            app.trust_the_vendor();
            for (name, license) in licenses.iter().map(|name| fixtures::signed_file(name)) {
                app.add(&name, &license);
            }
            for Picture { file, show } in pictures {
                show(app);
                let path = folder("../admin-ui/screenshots").join(file);
                fs::write(&path, picture(app)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            }
        });
    }
}

/// Has the browser show what is the same on every computer, and nothing that moves.
fn prepare(app: &App<'_>) {
    let size = json!({ "width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false });
    app.browser.devtools("Emulation.setDeviceMetricsOverride", size);
    app.browser.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true }));
    app.browser.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "Europe/Berlin" }));
    let features = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
    app.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
}

/// What is seen once nothing has the focus any more, from the top of the page on.
fn picture(app: &App<'_>) -> Vec<u8> {
    app.browser.run("document.activeElement.blur(); scrollTo(0, 0)", json!([]));
    app.browser.screenshot()
}

fn show_seats(app: &App<'_>) {
    app.go_to("Seats");
    app.import_list("people.csv", people().as_bytes()).find(Role::Button, "Close").click();
    for user in ["anna.albrecht", "anna.bauer", "anna.brandt"] {
        app.tick("Client bundle", user);
    }
    app.tick("Attendant", "anna.bauer");
    app.find(Role::Button, "Save 4 changes").click();
    app.wait_until_stored("anna.brandt");
    app.wait_for_count("Client bundle", "(3/500)");
}

fn show_licence(app: &App<'_>) {
    app.go_to("Licence");
    app.find(Role::Article, "Testlizenz");
}

fn show_information(app: &App<'_>) {
    app.find(Role::TextField, "In use: User accounts").give("23\u{E004}");
    app.wait_until_stored("\"amount\":23");
    app.go_to("Information");
    app.find(Role::Region, "Musterhandel GmbH");
}

/// A list of people, so many that few accounts are left.
fn people() -> String {
    const FIRST: [&str; 18] = [
        "Anna", "Bernd", "Clara", "David", "Eva", "Felix", "Greta", "Hans", "Ida", "Jonas", "Karla", "Lars",
        "Mia", "Nils", "Olga", "Paul", "Rosa", "Sven",
    ];
    const LAST: [&str; 27] = [
        "Albrecht", "Bauer", "Brandt", "Busch", "Dietrich", "Engel", "Fischer", "Fuchs", "Graf", "Haas",
        "Hahn", "Horn", "Jung", "Kaiser", "Keller", "Koch", "Kraus", "Lang", "Maier", "Neumann", "Otto",
        "Pohl", "Roth", "Schulz", "Sommer", "Vogel", "Wolf",
    ];
    let mut list = "username,firstname,lastname\n".to_owned();
    for first in FIRST {
        for last in LAST {
            let user = format!("{first}.{last}").to_lowercase();
            list.push_str(&format!("{user},{first},{last}\n"));
        }
    }
    list
}
