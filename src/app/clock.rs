//! Time as an input: the program asks a [`Clock`], never the system.

use chrono::{DateTime, FixedOffset};

use crate::safeguard::{Country, official_offset_minutes};
use crate::value::{Moment, Precision};
use crate::visit::ClockCheck;

/// Tells the machine's time with the machine's own offset.
pub trait Clock: Send + Sync {
    /// Returns the machine's time now.
    fn now(&self) -> DateTime<FixedOffset>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the system's clock"
    )]
    fn now(&self) -> DateTime<FixedOffset> {
        chrono::Local::now().fixed_offset()
    }
}

/// A clock that stands still, for tests and for practice data.
#[derive(Debug, Clone, Copy)]
pub struct StandingClock(pub DateTime<FixedOffset>);

impl Clock for StandingClock {
    fn now(&self) -> DateTime<FixedOffset> {
        self.0
    }
}

/// Returns the clock check of a visit that nobody confirmed: the place's official time, and the
/// shift from the machine's own offset to it.
pub fn clock_check_of(
    country: Country,
    region: &str,
    start: Moment,
    machine: DateTime<FixedOffset>,
) -> ClockCheck {
    let day = start
        .span(Precision::Exact)
        .earliest
        .map_or(machine.date_naive(), |when| when.date());
    let offset_minutes = official_offset_minutes(country, region, day);
    let today = official_offset_minutes(country, region, machine.date_naive());
    ClockCheck {
        offset_minutes,
        shift_minutes: i32::from(today) - machine.offset().local_minus_utc() / 60,
        confirmed: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laptop_that_still_shows_the_old_zone_is_one_hour_ahead() {
        let machine = "2026-03-05T14:32:00+06:00".parse().unwrap();
        let check = clock_check_of(
            Country::Kz,
            "",
            "2026-03-05T13:05".parse().unwrap(),
            machine,
        );
        assert_eq!(
            (check.offset_minutes, check.shift_minutes, check.confirmed),
            (300, -60, false)
        );
    }
}
