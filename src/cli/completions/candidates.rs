//! What a shell is offered from the user's own database: read-only, within 30 ms, nothing on any error.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::OnceLock;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::cli::args::Global;
use crate::cli::config::settings::Settings;
use crate::cli::config::{Environment, option_in};
use crate::cli::failure::Failure;
use crate::domain::id::{ClientCode, folded};
use crate::domain::ticket::breach::USUAL;
use crate::domain::ticket::relation;
use crate::render::neutral_line;
use crate::store::{self, Db, Store};

/// More are not offered: nobody reads them, and the shell waits.
const MOST: u32 = 500;

/// What the line being completed says of where to look.
struct Line {
    database: PathBuf,
    client: Option<ClientCode>,
    /// bash inserts a value without quotes, so that a blank in it would part it.
    blanks: bool,
}

static LINE: OnceLock<Line> = OnceLock::new();

/// Remembers the line that is being completed; without it nothing is offered.
pub fn prepare(shell: &str, environment: &Environment) {
    let start = environment.words.iter().position(|word| word == "--").map_or(0, |at| at + 1);
    let words: &[OsString] = environment.words.get(start..).unwrap_or_default();
    let path = |name| option_in(words, name).map(PathBuf::from);
    let global = Global { db: path("--db"), config: path("--config"), ..Global::default() };
    let client = option_in(words, "--client").and_then(OsStr::to_str).and_then(|code| ClientCode::new(code).ok());
    if let Ok(settings) = Settings::decide(&global, environment) {
        let _ = LINE.set(Line { database: settings.database.value, client, blanks: !shell.contains("bash") });
    }
}

/// A value and what it is.
type Offer = (String, Option<String>);

/// Finds offers in the database for what was typed.
type Look = fn(&mut dyn Db, &Line, &str) -> Result<Vec<Offer>, Failure>;

/// The candidates that `look` finds and that begin with what was typed.
fn completer(look: Look) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let (Some(line), Some(typed)) = (LINE.get(), typed.to_str()) else { return Vec::new() };
        let found = Store::peek(&line.database)
            .map_err(Failure::from)
            .and_then(|mut store| store.read(|db| look(db, line, typed)));
        let start = folded(typed);
        let fits = |(value, _): &Offer| folded(value).starts_with(&start) && is_plain(value, line.blanks);
        found.unwrap_or_default().into_iter().filter(fits).map(candidate).collect()
    })
}

/// zsh parts a value from its help at a colon.
fn is_plain(value: &str, blanks: bool) -> bool {
    !value.contains(':') && (blanks || !value.contains(char::is_whitespace))
}

fn candidate((value, help): Offer) -> CompletionCandidate {
    let help = help.map(|text| neutral_line(&text).into_owned().into());
    CompletionCandidate::new(value).help(help)
}

/// Codes of clients, with their names.
#[must_use]
pub fn clients() -> ArgValueCompleter {
    completer(|db, _, _| {
        let clients = store::client::list(db, false)?;
        Ok(clients.into_iter().map(|client| (client.code.to_string(), Some(client.name))).collect())
    })
}

/// Codes of sites, with their names.
#[must_use]
pub fn sites() -> ArgValueCompleter {
    completer(|db, line, _| {
        let sites = store::site::list(db, line.client.as_ref())?;
        let used = sites.into_iter().filter(|site| !site.archived);
        Ok(used.map(|site| (site.code.to_string(), Some(site.name))).collect())
    })
}

/// Names of contacts, with their telephone.
#[must_use]
pub fn contacts() -> ArgValueCompleter {
    completer(|db, line, _| {
        let contacts = store::contact::list(db, line.client.as_ref())?;
        let here = contacts.into_iter().filter(|contact| !contact.archived);
        Ok(here.map(|contact| (contact.name, contact.phone.or(contact.mobile))).collect())
    })
}

/// Tags of assets, of the client that the line names if it names one.
#[must_use]
pub fn assets() -> ArgValueCompleter {
    completer(|db, line, typed| {
        let tags = store::asset::tags(db, line.client.as_ref(), &folded(typed), MOST)?;
        Ok(tags.into_iter().map(|tag| (tag.to_string(), None)).collect())
    })
}

/// Tags of licences, of the client that the line names if it names one.
#[must_use]
pub fn licences() -> ArgValueCompleter {
    completer(|db, line, typed| {
        let tags = store::licence::tags(db, line.client.as_ref(), &folded(typed), MOST)?;
        Ok(tags.into_iter().map(|tag| (tag.to_string(), None)).collect())
    })
}

/// Codes of third parties, with their names.
#[must_use]
pub fn third_parties() -> ArgValueCompleter {
    completer(|db, _, _| {
        let parties = store::third_party::list(db, false)?;
        Ok(parties.into_iter().map(|party| (party.code.to_string(), Some(party.name))).collect())
    })
}

/// Numbers of authorisations, with who granted them.
#[must_use]
pub fn authorisations() -> ArgValueCompleter {
    completer(|db, _, _| {
        let known = store::third_party::authorisations(db)?;
        Ok(known.into_iter().map(|one| (one.number.to_string(), Some(one.granted_by))).collect())
    })
}

/// Numbers of actions that are open, with what is to be done.
#[must_use]
pub fn actions() -> ArgValueCompleter {
    completer(|db, line, _| {
        let known = store::action::list(db, line.client.as_ref())?;
        let open = known.into_values().filter(|known| known.action.end.is_none());
        Ok(open.map(|known| (known.number.to_string(), known.action.text)).collect())
    })
}

/// Names of campaigns, of the client that the line names if it names one.
#[must_use]
pub fn campaigns() -> ArgValueCompleter {
    completer(|db, line, _| {
        let campaigns = store::campaign::list(db, line.client.as_ref())?;
        Ok(campaigns.into_iter().map(|one| (one.name.to_string(), Some(one.client.to_string()))).collect())
    })
}

/// Numbers of open tickets, the newest first, with their titles.
#[must_use]
pub fn open_tickets() -> ArgValueCompleter {
    completer(|db, _, _| {
        let tickets = store::ticket::open_titles(db, MOST)?;
        Ok(tickets.into_iter().map(|(number, title)| (number.0.to_string(), Some(title))).collect())
    })
}

/// References of contracts.
#[must_use]
pub fn contracts() -> ArgValueCompleter {
    completer(|db, _, _| Ok(store::contract::refs(db)?.into_iter().map(|r| (r.to_string(), None)).collect()))
}

/// Names of calendars, `always` among them.
#[must_use]
pub fn calendars() -> ArgValueCompleter {
    completer(|db, _, _| {
        let names = store::calendar::names(db)?.into_iter().map(|(name, _)| (name.to_string(), None));
        Ok(names.chain([("always".to_owned(), None)]).collect())
    })
}

/// Severities of every contract, with their labels.
#[must_use]
pub fn severities() -> ArgValueCompleter {
    completer(|db, line, _| {
        let terms = match &line.client {
            Some(client) => store::contract::of_client(db, client)?,
            None => store::contract::list(db)?,
        };
        let mut offers: Vec<Offer> = Vec::new();
        for severity in terms.into_iter().flat_map(|stored| stored.value.severities) {
            if !offers.iter().any(|(code, _)| *code == severity.code.as_str()) {
                offers.push((severity.code.to_string(), Some(severity.label)));
            }
        }
        Ok(offers)
    })
}

/// Reasons of a breach: the usual ones, and those of every contract with their labels.
#[must_use]
pub fn breach_reasons() -> ArgValueCompleter {
    completer(|db, _, _| {
        let mut offers: Vec<Offer> = USUAL.iter().map(|code| ((*code).to_owned(), None)).collect();
        for own in store::contract::list(db)?.into_iter().flat_map(|stored| stored.value.breach_reasons) {
            offers.push((own.code.to_string(), Some(own.label)));
        }
        offers.dedup_by(|a, b| a.0 == b.0);
        Ok(offers)
    })
}

/// The known relations of tickets; any other may be typed.
#[must_use]
pub fn relations() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let start = typed.to_str().unwrap_or_default();
        let known = relation::KNOWN.iter().flat_map(|(one, other)| [*one, *other]);
        let known: std::collections::BTreeSet<&str> = known.filter(|word| word.starts_with(start)).collect();
        known.into_iter().map(CompletionCandidate::new).collect()
    })
}

/// The usual reasons for a pause.
pub const PAUSE_REASONS: [&str; 6] = [
    "waiting-client",
    "waiting-third-party",
    "waiting-supplier",
    "waiting-authorisation",
    "no-site-access",
    "scheduled",
];

/// The usual reasons of a pause; any other may be typed.
#[must_use]
pub fn pause_reasons() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let start = typed.to_str().unwrap_or_default();
        PAUSE_REASONS.into_iter().filter(|reason| reason.starts_with(start)).map(CompletionCandidate::new).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_is_never_offered_and_a_blank_not_to_bash() {
        assert!(!is_plain("a:b", true));
        assert!(is_plain("SRV 01", true));
        assert!(!is_plain("SRV 01", false));
    }
}
