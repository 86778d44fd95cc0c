//! A port to serve on.

use std::io;

use anyhow::{Context as _, Result, bail};

/// As many programs as may already be serving something here.
const ATTEMPTS: u16 = 100;

/// Binds the first port, from the given one upwards, that no other program has.
///
/// # Errors
/// When none of a hundred is free, or binding fails for another reason.
pub(super) fn first_free<T>(start: u16, bind: impl Fn(u16) -> io::Result<T>) -> Result<(u16, T)> {
    for port in start..=start.saturating_add(ATTEMPTS - 1) {
        match bind(port) {
            Ok(bound) => return Ok((port, bound)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("listening on port {port}")),
        }
    }
    bail!("no free port from {start} on: choose another with --port")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bind_from(free: u16) -> impl Fn(u16) -> io::Result<()> {
        move |port| if port < free { Err(io::ErrorKind::AddrInUse.into()) } else { Ok(()) }
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        assert_eq!(first_free(8080, bind_from(8080)).unwrap().0, 8080);
        assert_eq!(first_free(8080, bind_from(8083)).unwrap().0, 8083);
    }

    #[test]
    fn the_search_ends() {
        assert!(first_free(8080, bind_from(u16::MAX)).is_err());
        assert!(first_free(u16::MAX, |_| Err::<(), _>(io::ErrorKind::AddrInUse.into())).is_err());
    }

    #[test]
    fn another_error_is_not_a_taken_port() {
        let error = first_free(80, |_| Err::<(), _>(io::ErrorKind::PermissionDenied.into())).unwrap_err();
        assert_eq!(error.to_string(), "listening on port 80");
    }
}
