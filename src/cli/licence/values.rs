//! What can be said of a licence on the command line.

use chrono::NaiveDate;

use crate::cli::failure::Failure;
use crate::domain::asset::{Asset, Field};
use crate::domain::date;
use crate::domain::licence::{Owner, Term};

/// What was bought.
#[derive(clap::Args, Debug, Default)]
pub struct Values {
    /// Who makes it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Licence key or number; shown masked
    #[arg(long, value_name = "KEY")]
    key: Option<String>,

    /// How many may use it
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    seats: Option<String>,

    /// For ever
    #[arg(long, conflicts_with = "expires_on")]
    perpetual: bool,

    /// Last day on which it may be used
    #[arg(long, value_name = "DATE")]
    expires_on: Option<String>,

    /// Whose right it is: client or provider
    #[arg(long, value_name = "WHO")]
    owner: Option<Owner>,

    /// Where it was bought
    #[arg(long, value_name = "NAME")]
    supplier: Option<String>,

    /// Number of the order or contract, other remarks
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

impl Values {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.texts().iter().all(|(_, text)| text.is_none()) && !self.says_term() && self.owner.is_none()
    }

    /// Whether it was said how long the licence holds.
    pub const fn says_term(&self) -> bool {
        self.perpetual || self.expires_on.is_some()
    }

    const fn texts(&self) -> [(&'static str, &Option<String>); 5] {
        [
            ("manufacturer", &self.publisher),
            ("licence_key", &self.key),
            ("seats", &self.seats),
            ("supplier", &self.supplier),
            ("notes", &self.notes),
        ]
    }

    /// Sets on `licence` all that was said.
    ///
    /// # Errors
    /// A value is not one of its field's.
    pub fn apply(&self, licence: &mut Asset) -> Result<(), Failure> {
        for (name, text) in self.texts() {
            if let (Some(field), Some(text)) = (Field::parse(name), text) {
                licence.set(&field, text)?;
            }
        }
        if let Some(owner) = self.owner {
            licence.set_licence_owner(owner);
        }
        let last: Option<NaiveDate> = self.expires_on.as_deref().map(date::parse).transpose()?;
        match last {
            Some(last) => licence.set_licence_term(Term::Until(last)),
            None if self.perpetual => licence.set_licence_term(Term::Perpetual),
            None => {}
        }
        Ok(())
    }
}
