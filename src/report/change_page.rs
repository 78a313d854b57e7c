//! A change on its ticket's page: window, downtime, way back, test, deployment, documents; and what a ticket is linked to.

use crate::domain::instant::Instant;
use crate::domain::ticket::change::{self, Lacking, Window};
use crate::domain::ticket::event::Happening;
use crate::domain::ticket::kind::TicketKind;
use crate::domain::ticket::relation::Link;
use crate::locale::Locale;

use super::page::{Cell, Facts, Page, Tone};
use super::ticket::TicketView;

/// What is known of a change, and what it lacks for its next step; nothing of other tickets.
pub(super) fn section(page: &mut Page, view: &TicketView, locale: &Locale) {
    let state = &view.state;
    if !state.links.is_empty() {
        page.list(state.links.iter().map(|link| Cell::both(linked(link, locale), link.to)));
    }
    if state.opening.kind != TicketKind::Change || (state.change.is_empty() && lacking(view).is_none()) {
        return;
    }
    page.heading(2, locale.change_heading());
    page.facts(facts(view, locale));
    if let Some(lacking) = lacking(view) {
        page.note(Tone::Warn, lacking_words(lacking, locale));
    }
}

/// What keeps it from its next step.
fn lacking(view: &TicketView) -> Option<Lacking> {
    let state = &view.state;
    match (state.status.is_open() && state.change.deployed_at.is_none(), view.terms()) {
        (true, terms) => change::lacks_to_deploy(state, terms),
        (false, terms) if state.cancelled.is_none() => change::lacks_to_close(state, terms),
        _ => None,
    }
}

fn lacking_words(lacking: Lacking, locale: &Locale) -> String {
    match lacking {
        Lacking::Trial => locale.change_lacks_test(),
        Lacking::Passed => locale.change_test_failed(),
        Lacking::Document => locale.change_lacks_document(),
    }
}

fn facts(view: &TicketView, locale: &Locale) -> Facts {
    let known = &view.state.change;
    let mut facts = Facts::new("change");
    facts.add("window", locale.title_window(), known.window.map_or_else(Cell::none, |w| window(view, &w, locale)));
    let downtime = known.window.map(|w| i64::from(w.downtime_minutes) * 60);
    facts.maybe("downtime_s", locale.title_downtime(), downtime.map(|s| Cell::number(locale.duration(s), s)));
    facts.maybe("way_back", locale.title_way_back(), known.way_back.as_deref());
    if let Some(trial) = &known.trial {
        let result = locale.test_result(trial.result);
        let said = trial.said.as_deref().map(|said| format!(" – {said}")).unwrap_or_default();
        let when = moment(view, trial.at, locale).text;
        facts.add(
            "test",
            locale.title_test(),
            Cell::both(format!("{result}, {when}, {}{said}", trial.by), trial.result),
        );
    }
    facts.maybe("deployed_at", locale.event_deployed(), known.deployed_at.map(|at| moment(view, at, locale)));
    let documents = (!known.documents.is_empty()).then(|| known.documents.join(", "));
    facts.maybe("documents", locale.title_documents(), documents);
    facts
}

fn moment(view: &TicketView, at: Instant, locale: &Locale) -> Cell {
    Cell::both(locale.moment(view.zone.local(at)), view.instant(at))
}

fn window(view: &TicketView, window: &Window, locale: &Locale) -> Cell {
    let [from, to] = [window.from, window.to].map(|at| moment(view, at, locale));
    Cell::both(format!("{} – {}", from.text, to.text), format!("{}/{}", from.raw, to.raw))
}

/// `causé par #12`.
fn linked(link: &Link, locale: &Locale) -> String {
    match &link.relation {
        Some(relation) => format!("{} {}", locale.relation(relation), link.to),
        None => locale.links_to(link.to),
    }
}

/// What an event of links and changes says beside its kind; `None` for other events.
pub(super) fn taken(view: &TicketView, what: &Happening, locale: &Locale) -> Option<String> {
    Some(match what {
        Happening::Linked { to, relation } => {
            linked(&Link { to: *to, relation: relation.clone(), at: view.now }, locale)
        }
        Happening::Unlinked { to } => to.to_string(),
        Happening::ChangePlanned { window_from, window_to, downtime_minutes } => {
            let planned = Window { from: *window_from, to: *window_to, downtime_minutes: *downtime_minutes };
            let downtime = locale.change_downtime(locale.duration(i64::from(*downtime_minutes) * 60));
            format!("{}, {downtime}", window(view, &planned, locale).text)
        }
        Happening::Documented { reference } => reference.clone(),
        _ => return None,
    })
}

/// The same for programs.
pub(super) fn code(view: &TicketView, what: &Happening) -> Option<String> {
    Some(match what {
        Happening::Linked { to, relation } => format!("{} {to}", relation.as_deref().unwrap_or_default()),
        Happening::Unlinked { to } => to.to_string(),
        Happening::ChangePlanned { window_from, window_to, downtime_minutes } => {
            format!("{}/{} {downtime_minutes}", view.instant(*window_from), view.instant(*window_to))
        }
        Happening::ChangeTested { result } => result.to_string(),
        Happening::Documented { reference } => reference.clone(),
        _ => return None,
    })
}
