//! The clock that the page reads, set to other dates.

use crate::app::App;
use serde_json::json;

/// Sets the clock of the page to an instant, from which it goes on.
const SET: &str = "{
    const { Clock = Date } = window;
    const ahead = Clock.parse('INSTANT') - Clock.now();
    window.Clock = Clock;
    window.Date = class extends Clock {
      constructor(...parts) { parts.length ? super(...parts) : super(Clock.now() + ahead); }
      static now() { return Clock.now() + ahead; }
    };
  }";

impl App<'_> {
    /// Runs a scenario in the page from the server, on a computer whose clock shows an instant (RFC 3339)
    /// when the page is opened.
    ///
    /// # Panics
    /// As [`App::everywhere`].
    pub fn at(instant: &str, scenario: impl Fn(&App<'_>)) {
        App::after(&script(instant), scenario);
    }

    /// Sets the clock to another instant, as if the computer had slept until then: the page is seen again.
    ///
    /// # Panics
    /// Where the scenario was not run by [`App::at`].
    pub fn sleep_until(&self, instant: &str) {
        self.front.as_ref().expect("a page with a clock of its own").set_script(script(instant));
        self.browser.run(&script(instant), json!([]));
        self.see_again();
    }
}

fn script(instant: &str) -> String {
    SET.replace("INSTANT", instant)
}
