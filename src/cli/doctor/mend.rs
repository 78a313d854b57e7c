//! The lines for a shell that mend what was found: quoted, and about the same database.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::cli::config::settings::Setting;
use crate::cli::shell::{self, quoted};
use crate::domain::id::{CalendarName, ClientCode, ContractRef, TicketNumber};

/// A line of a shell holds no more names than that; the next run tells the rest.
const NAMES: usize = 200;

/// Writes command lines.
pub struct Mend {
    /// `infog`, with the database where an option said it.
    infog: String,
}

/// A draft of the next amendment.
pub struct Amend<'a> {
    /// Of which contract.
    pub contract: &'a ContractRef,
    /// From which day.
    pub from: NaiveDate,
}

/// A draft of a calendar's next version.
pub struct Revise<'a> {
    /// Of which calendar.
    pub calendar: &'a CalendarName,
    /// From which day.
    pub from: NaiveDate,
    /// There is a version from that day, which is in use.
    pub again: bool,
}

impl Mend {
    /// About this database.
    pub fn new(database: &Setting<PathBuf>) -> Self {
        Self { infog: shell::infog(database) }
    }

    /// Adds a clause to a contract by an amendment.
    pub fn add_clause(&self, amend: &Amend<'_>, clause: &str) -> String {
        format!("{} | {}", printed(clause), self.amended(amend, " --add -"))
    }

    /// Puts assets into a contract by an amendment.
    pub fn cover(&self, amend: &Amend<'_>, tags: &[String]) -> String {
        self.amended(amend, &each("cover", tags))
    }

    /// Takes assets out of a contract by an amendment.
    pub fn exclude(&self, amend: &Amend<'_>, tags: &[String]) -> String {
        self.amended(amend, &each("exclude", tags))
    }

    /// Moves the last day of a contract by an amendment.
    pub fn prolong(&self, amend: &Amend<'_>, ends_on: NaiveDate) -> String {
        self.amended(amend, &format!(" --ends-on {ends_on}"))
    }

    fn amended(&self, amend: &Amend<'_>, how: &str) -> String {
        let (infog, contract) = (&self.infog, quoted(amend.contract.as_str()));
        format!("{infog} contract export {contract} --draft {}{how} | {infog} contract apply -", amend.from)
    }

    /// Records a contract.
    pub fn new_contract(&self, file: &str) -> String {
        format!("{} | {} contract apply -", printed(file), self.infog)
    }

    /// Gives a calendar the holidays of a territory.
    pub fn keep_holidays(&self, revise: &Revise<'_>, region: &str) -> String {
        self.revised(revise, &format!(" --holidays {region}"))
    }

    /// Gives a calendar closures or openings.
    pub fn add_days(&self, revise: &Revise<'_>, sections: &str) -> String {
        format!("{} | {}", printed(sections), self.revised(revise, " --add -"))
    }

    fn revised(&self, revise: &Revise<'_>, how: &str) -> String {
        let (infog, name) = (&self.infog, quoted(revise.calendar.as_str()));
        let reason = if revise.again { " --correct 'infog doctor'" } else { "" };
        format!("{infog} calendar export {name} --draft {}{how} | {infog} calendar apply -{reason}", revise.from)
    }

    /// Shows a month of a calendar.
    pub fn draw(&self, calendar: &CalendarName, month: impl std::fmt::Display) -> String {
        format!("{} calendar show {} --month {month}", self.infog, quoted(calendar.as_str()))
    }

    /// Shows the open clocks of a client.
    pub fn due(&self, client: &ClientCode) -> String {
        format!("{} sla due --client {}", self.infog, quoted(client.as_str()))
    }

    /// Records that somebody decides by a day.
    pub fn decide(
        &self,
        text: &str,
        (client, contract): (&ClientCode, &ContractRef),
        owner: &str,
        due: NaiveDate,
    ) -> String {
        let (infog, text, owner) = (&self.infog, quoted(text), quoted(owner));
        let (client, contract) = (quoted(client.as_str()), quoted(contract.as_str()));
        format!("{infog} action add {text} --client {client} --contract {contract} --owner {owner} --due {due}")
    }

    /// Cancels tickets.
    pub fn withdraw(&self, tickets: &[TicketNumber], why: &str) -> String {
        let numbers: Vec<String> = tickets.iter().take(NAMES).map(|number| number.0.to_string()).collect();
        format!("{} ticket cancel {} --reason withdrawn --text {}", self.infog, numbers.join(" "), quoted(why))
    }

    /// Notes until when the provider is insured.
    pub fn insure(&self, until: NaiveDate) -> String {
        format!("{} config set provider.insurance.until {until}", self.infog)
    }
}

fn each(option: &str, tags: &[String]) -> String {
    tags.iter().take(NAMES).map(|tag| format!(" --{option} {}", quoted(tag))).collect()
}

/// A command that prints these lines.
fn printed(lines: &str) -> String {
    let words: Vec<String> = lines.lines().map(quoted).collect();
    format!("printf '%s\\n' {}", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::settings::Origin;

    #[test]
    fn a_database_that_an_option_named_is_named_again() {
        let at = |origin| Mend::new(&Setting { value: PathBuf::from("my data/i.db"), origin });
        let name = CalendarName::new("office").unwrap();
        assert_eq!(at(Origin::Default).draw(&name, "2026-03"), "infog calendar show office --month 2026-03");
        assert!(at(Origin::Option("db")).draw(&name, "2026-03").starts_with("infog --db 'my data/i.db' calendar"));
    }
}
