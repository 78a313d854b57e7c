//! The one place where a civil reading becomes an instant: gaps and folds are decided here.

/// A time zone of the bundled zone database.
#[derive(Clone, Debug)]
pub struct Zone {
    tz: jiff::tz::TimeZone,
}

impl Zone {
    /// UTC.
    #[must_use]
    pub fn utc() -> Self {
        Self { tz: jiff::tz::TimeZone::UTC }
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.tz.iana_name().unwrap_or("UTC")
    }
}
