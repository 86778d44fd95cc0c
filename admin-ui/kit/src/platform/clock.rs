//! The clock.

use countersign::UnixTime;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;

/// The longest wait for the next reading: a computer that slept, or whose clock was set, is caught up with.
const LONGEST_WAIT_SECS: i64 = 3_600;

/// What the clock reads now.
pub fn now() -> UnixTime {
    let secs = (js_sys::Date::now() / 1_000.0).floor();
    // A clock outside of 1970 to 9999 is broken, and at the end of time no licence with an end counts.
    UnixTime::from_secs(secs as i64).unwrap_or(UnixTime::MAX)
}

/// Reads the clock once `instant` has come, or after an hour, and whenever the page is seen again.
/// Dropping it ends it.
pub struct Alarm {
    _timeout: Timeout,
    _visible: EventListener,
}

impl Alarm {
    /// Calls `ring` when it is time.
    pub fn set(now: UnixTime, instant: Option<UnixTime>, ring: impl Fn(UnixTime) + 'static) -> Self {
        let wait = instant.map_or(LONGEST_WAIT_SECS, |instant| instant.as_secs() - now.as_secs());
        let millis = wait.clamp(1, LONGEST_WAIT_SECS) as u32 * 1_000;
        let ring = Rc::new(ring);
        let at_sight = Rc::clone(&ring);
        Self {
            _timeout: Timeout::new(millis, move || ring(self::now())),
            _visible: EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| {
                at_sight(self::now());
            }),
        }
    }
}
