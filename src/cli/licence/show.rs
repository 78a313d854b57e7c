//! `infog licence show`.

use serde_json::{Value, json};

use super::{found, holder_json, holder_text, json_of, tone};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::calendar::Zone;
use crate::domain::client::Client;
use crate::domain::licence::{Seats, masked};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::store::licence::Seat;
use crate::store::{self, Db};

/// Show a licence and who holds its seats
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence show RIED-M365
  infog licence show RIED-M365 --all          seats that came back too
  infog licence show RIED-ERP --show-key      the whole key; that it was shown is recorded")]
pub struct Args {
    /// Its tag
    #[arg(add = candidates::licences())]
    tag: String,

    /// Whose, where several clients have that tag
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// The whole key; that you saw it is recorded
    #[arg(long)]
    show_key: bool,

    /// Seats that came back too
    #[arg(long)]
    all: bool,
}

/// A licence and its seats.
struct Found {
    client: Client,
    zone: Zone,
    licence: Asset,
    seats: Vec<Seat>,
    used: u32,
    key: Option<String>,
}

impl Args {
    /// Prints it.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let stamp = ctx.stamp_now();
        let found = match self.show_key {
            false => ctx.read(|db| self.found(db))?,
            true => ctx.write(|db| {
                let found = self.found(db)?;
                if found.key.is_some() {
                    store::licence::note_key_shown(db, &found.client.code, &found.licence.tag, &stamp)?;
                }
                Ok(found)
            })?,
        };
        let today = found.zone.date(ctx.now());
        let mut page = Page::new();
        page.heading(1, found.licence.product());
        page.facts(facts(&ctx.locale, &found, tone(&found.licence, found.used, today)));
        page.table(seats(&ctx.locale, &found, self.all));
        let over = Seats { bought: found.licence.seats, used: found.used }.over();
        if over > 0 {
            let bought = i64::from(found.licence.seats.unwrap_or(0));
            page.note(Tone::Bad, ctx.locale.licence_over(found.licence.tag.as_str(), i64::from(found.used), bought));
        }
        ctx.answer(&Answer { json: json_with(&found), page })?;
        Ok(Exit::Done)
    }

    fn found(&self, db: &mut dyn Db) -> Result<Found, crate::cli::failure::Failure> {
        let (client, licence) = found(db, self.client.as_deref(), &self.tag)?;
        let seats = store::licence::seats(db, &client.code, &licence.tag, self.all)?;
        let used = store::licence::used(db, &client.code, &licence.tag)?;
        let whole = licence.text("licence_key");
        let key = whole.map(|key| if self.show_key { key.to_owned() } else { masked(key) });
        Ok(Found { zone: find::zone_of(&client)?, client, seats, used, key, licence })
    }
}

fn json_with(found: &Found) -> Value {
    let mut json = json_of(&found.client.code, &found.licence, found.used);
    json.insert("key".into(), json!(found.key));
    let seat = |seat: &Seat| {
        json!({
            "holder": seat.holder.as_ref().map(holder_json),
            "assigned_at": found.zone.rfc3339(seat.assigned_at),
            "assigned_by": seat.assigned_by,
            "over_use": seat.over_use,
            "reason": seat.reason,
            "released_at": seat.released_at.map(|at| found.zone.rfc3339(at)),
            "released_as": seat.released_as,
        })
    };
    json.insert("holders".into(), found.seats.iter().map(seat).collect());
    Value::Object(json)
}

fn facts(locale: &Locale, found: &Found, tone: Tone) -> Facts {
    let licence = &found.licence;
    let seats = Seats { bought: licence.seats, used: found.used };
    let number = |n: u32| Cell::number(locale.integer(i64::from(n)), n);
    let mut facts = Facts::new("licence");
    facts.add("client", locale.title_client(), found.client.code.as_str());
    facts.add("tag", locale.title_tag(), licence.tag.as_str());
    facts.add("product", locale.title_product(), licence.product());
    facts.maybe("publisher", locale.title_publisher(), licence.text("manufacturer"));
    facts.maybe("key", locale.field_licence_key(), found.key.as_deref());
    facts.add("seats", locale.title_seats(), Cell::from(seats.bought.map(number)));
    facts.add("used", locale.title_used(), number(seats.used).tone(tone));
    facts.add("free", locale.title_free(), Cell::from(seats.free().map(number)).tone(tone));
    facts.maybe("expires_on", locale.title_ends_on(), locale.licence_term(licence.licence_term()));
    let owner = licence.licence_owner();
    facts.add("owner", locale.title_owner(), Cell::both(locale.licence_owner(owner), owner.code()));
    facts.maybe("supplier", locale.title_supplier(), licence.text("supplier"));
    let status = Cell::both(locale.asset_status(licence.status), licence.status.code());
    facts.add("status", locale.title_status(), status);
    facts.maybe("notes", locale.field_notes(), licence.text("notes"));
    facts
}

fn seats(locale: &Locale, found: &Found, with_past: bool) -> Table {
    let mut table = Table::new("holders", locale.licence_no_holders())
        .column(Column::new("holder", locale.title_holder()))
        .column(Column::new("since", locale.title_since()))
        .column(Column::new("by", locale.title_actor()).keep(1));
    if with_past {
        table = table.column(Column::new("until", locale.title_to()));
    }
    table = table.column(Column::new("reason", locale.title_reason()).keep(2));
    for seat in &found.seats {
        let moment = |at| Cell::both(locale.moment(found.zone.local(at)), found.zone.rfc3339(at));
        let mut cells = vec![
            Cell::from(seat.holder.as_ref().map(|holder| holder_text(holder, &found.client.code))),
            moment(seat.assigned_at),
            seat.assigned_by.as_str().into(),
        ];
        if with_past {
            cells.push(Cell::from(seat.released_at.map(moment)));
        }
        let tone = if seat.over_use { Tone::Bad } else { Tone::Plain };
        cells.push(Cell::from(seat.reason.as_deref()).tone(tone));
        let dim = seat.released_at.is_some();
        table.row(cells.into_iter().map(|cell| if dim { cell.tone(Tone::Dim) } else { cell }));
    }
    table
}
