//! `infog authorisation show`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{assets, json_of, state};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::calendar::Zone;
use crate::domain::id::AuthorisationNumber;
use crate::domain::third_party::Authorisation;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table};
use crate::store;
use crate::store::event::Recorded;

/// Show an authorisation and what happened to it
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog authorisation show A-3
  infog authorisation show 3 --json")]
pub struct Args {
    /// Its number
    #[arg(value_name = "N", add = candidates::authorisations())]
    number: AuthorisationNumber,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let (one, zone, history) = ctx.read(|db| {
            let one = find::authorisation(db, self.number)?;
            let zone = find::zone_of(&find::client(db, one.client.as_str())?)?;
            let history = store::third_party::history(db, self.number)?;
            Ok::<_, Failure>((one, zone, history))
        })?;
        let today = zone.date(now);
        let mut json = json_of(&one, today);
        if let Value::Object(object) = &mut json {
            let event = |event: &Recorded| json!({ "at": zone.rfc3339(event.stamp.at), "by": event.stamp.actor, "type": event.kind });
            object.insert("events".into(), history.iter().map(event).collect());
        }
        let mut page = Page::new();
        page.heading(1, ctx.locale.authorisation_heading(one.number.to_string()));
        page.facts(facts(&ctx.locale, &one, today)).table(events(&ctx.locale, &zone, &history));
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn facts(locale: &Locale, one: &Authorisation, today: NaiveDate) -> Facts {
    let date = |date: NaiveDate| Cell::both(locale.date(date), date);
    let mut facts = Facts::new("authorisation");
    facts.add("type", locale.title_what(), Cell::both(locale.agreement(one.kind), one.kind.code()));
    facts.add("state", locale.title_state(), state(locale, one, today));
    facts.add("client", locale.title_client(), one.client.as_str());
    facts.add("third_party", locale.title_third_party(), one.third_party.as_str());
    facts.add("assets", locale.title_assets(), assets(locale, one));
    facts.maybe("scope", locale.title_scope(), one.scope.as_deref());
    facts.add("granted_by", locale.title_granted_by(), one.granted_by.as_str());
    facts.add("from", locale.title_from(), date(one.from));
    facts.add("to", locale.title_to(), Cell::from(one.to.map(date)));
    facts.maybe("evidence", locale.title_evidence(), one.evidence.as_deref());
    facts.maybe("ended_because", locale.title_ended_because(), one.ended_because.as_deref());
    facts
}

fn events(locale: &Locale, zone: &Zone, history: &[Recorded]) -> Table {
    let mut table = Table::new("events", locale.none())
        .titled(locale.events_heading())
        .column(Column::new("at", locale.title_at()))
        .column(Column::new("type", locale.title_event()))
        .column(Column::new("by", locale.title_actor()));
    for event in history {
        let word = match event.kind.as_str() {
            "granted" => locale.authorisation_event_granted(),
            "ended" => locale.authorisation_event_ended(),
            "undone" => locale.audit_undone(),
            other => other.to_owned(),
        };
        table.row([
            Cell::both(locale.moment(zone.local(event.stamp.at)), zone.rfc3339(event.stamp.at)),
            Cell::both(word, &event.kind),
            event.stamp.actor.as_str().into(),
        ]);
    }
    table
}
