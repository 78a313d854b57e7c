//! What a shell is offered for the values of an option, from the user's own database.
//!
//! A shell never sees an error: where the database cannot be read at once, nothing is offered.

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::args::Global;
use super::config::Environment;
use super::config::settings::Settings;
use crate::domain::id::folded;
use crate::store::{self, Db, R, Store};

/// More are not offered.
const MOST: u32 = 200;

/// A value and what stands beside it.
type Offer = (String, String);

/// Client codes, with names.
#[must_use]
pub fn clients() -> ArgValueCompleter {
    from(|db, _| {
        let all = store::client::list(db, false)?;
        Ok(all.into_iter().map(|c| (c.code.to_string(), c.name)).collect())
    })
}

/// Asset tags.
#[must_use]
pub fn assets() -> ArgValueCompleter {
    from(|db, start| {
        let tags = store::asset::tags(db, None, start, MOST)?;
        Ok(tags.into_iter().map(|t| (t.to_string(), String::new())).collect())
    })
}

/// Open tickets, with titles.
#[must_use]
pub fn open_tickets() -> ArgValueCompleter {
    from(|db, start| {
        let open = store::ticket::open_titles(db, if start.is_empty() { MOST } else { u32::MAX })?;
        Ok(open.into_iter().map(|(n, title)| (n.0.to_string(), title)).collect())
    })
}

/// Contract references.
#[must_use]
pub fn contracts() -> ArgValueCompleter {
    from(|db, _| Ok(store::contract::refs(db)?.into_iter().map(|r| (r.to_string(), String::new())).collect()))
}

/// Calendar names, and `always`.
#[must_use]
pub fn calendars() -> ArgValueCompleter {
    from(|db, _| {
        let names = store::calendar::names(db)?.into_iter().map(|(name, _)| name.to_string());
        Ok(names.chain(["always".to_owned()]).map(|name| (name, String::new())).collect())
    })
}

/// Severities of every contract, with labels.
#[must_use]
pub fn severities() -> ArgValueCompleter {
    from(|db, _| {
        let mut offers: Vec<Offer> = Vec::new();
        for terms in store::contract::list(db)?.into_iter().map(|s| s.value) {
            for severity in terms.severities {
                if !offers.iter().any(|(code, _)| *code == severity.code.as_str()) {
                    offers.push((severity.code.to_string(), severity.label));
                }
            }
        }
        Ok(offers)
    })
}

/// The usual reasons of a pause.
#[must_use]
pub fn pause_reasons() -> ArgValueCompleter {
    const USUAL: [&str; 6] = [
        "waiting-client",
        "waiting-third-party",
        "waiting-supplier",
        "waiting-authorisation",
        "no-site-access",
        "scheduled",
    ];
    ArgValueCompleter::new(|current: &std::ffi::OsStr| {
        candidates(current, USUAL.map(|reason| (reason.to_owned(), String::new())).to_vec())
    })
}

fn from(ask: impl Fn(&mut dyn Db, &str) -> R<Vec<Offer>> + Clone + Send + Sync + 'static) -> ArgValueCompleter {
    ArgValueCompleter::new(move |current: &std::ffi::OsStr| {
        let start = current.to_string_lossy();
        candidates(current, offered(&ask, &start).unwrap_or_default())
    })
}

fn offered(ask: &impl Fn(&mut dyn Db, &str) -> R<Vec<Offer>>, start: &str) -> Option<Vec<Offer>> {
    let settings = Settings::decide(&Global::default(), &Environment::of_process()).ok()?;
    let mut store = Store::peek(&settings.database.value).ok()?;
    store.read(|db| ask(db, start).map_err(|e| store::StoreError::from_db(e, &settings.database.value, WAIT))).ok()
}

const WAIT: std::time::Duration = std::time::Duration::from_millis(30);

/// Those that begin with what was typed. A colon would part a value from its description in zsh.
fn candidates(current: &std::ffi::OsStr, offers: Vec<Offer>) -> Vec<CompletionCandidate> {
    let start = folded(&current.to_string_lossy());
    let fitting = offers.into_iter().filter(|(value, _)| folded(value).starts_with(&start) && !value.contains(':'));
    fitting
        .take(MOST as usize)
        .map(|(value, beside)| {
            let beside = crate::render::neutral_line(&beside).into_owned();
            CompletionCandidate::new(value).help((!beside.is_empty()).then(|| beside.into()))
        })
        .collect()
}
