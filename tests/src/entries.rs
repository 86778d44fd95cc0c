//! Projects that import every entry of the npm package: `tests/js/tools`.

use crate::webdriver::{Browser, Role, wait_for};
use crate::{Project, fixtures};

/// What all of the ordinary entries say of the licence, and what all say that have their module inside.
pub const VERDICTS: &str = "main: Testlizenz, slim: Testlizenz, state: Testlizenz, host: loaded, issuer: Testvendor, pool: loaded, volume: generic";

/// The project, with a licence and keys in its folder `public`.
pub fn project() -> Project {
    let project = Project::with("tools");
    for (name, fixture) in [("keys.json", "keys.json"), ("license.lic", "ucware-testlizenz.lic")] {
        project.write(&format!("public/{name}"), fixtures::read(fixture));
    }
    project
}

/// What a page says by the ordinary entries, and by those that have their module inside.
///
/// # Panics
/// Where it says nothing, after a long time.
pub fn shown(browser: &Browser, address: &str) -> [String; 2] {
    [said(browser, address, "Ordinary"), browser.find(Role::Region, "Inline").text()]
}

/// What a region of a page says.
///
/// # Panics
/// Where it says nothing, after a long time.
pub fn said(browser: &Browser, address: &str, region: &str) -> String {
    browser.open(address);
    wait_for(region, || Some(browser.find(Role::Region, region).text()).filter(|text| !text.is_empty()))
}
