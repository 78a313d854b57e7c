//! `infog licence list`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{json_of, tone};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::failure::{Exit, Outcome};
use crate::cli::find;
use crate::domain::asset::Asset;
use crate::domain::contract::clauses::Every;
use crate::domain::licence::{Seats, Term, masked};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;
use crate::store::licence::Used;

/// List licences: seats bought, used and free, and until when
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog licence list --client ried
  infog licence list --over                  more used than bought
  infog licence list --expiring 90d --json")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Only those of which more is used than was bought
    #[arg(long)]
    over: bool,

    /// Only those that end within this time, or have ended: 90d, 12w, 3mo, 1y
    #[arg(long, value_name = "TIME")]
    expiring: Option<Every>,

    /// Retired ones too
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let today = ctx.zone().date(ctx.now());
        let mut licences = ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            Ok(store::licence::list(db, client.as_ref().map(|client| &client.code))?)
        })?;
        licences.retain(|licence| self.wants(licence, today));
        let json = licences.iter().map(|(client, licence, used)| {
            let mut object = json_of(client, licence, *used);
            let ended = matches!(licence.licence_term(), Term::Until(last) if last < today);
            object.insert("ended".into(), json!(ended));
            Value::Object(object)
        });
        let json = json.collect::<Value>();
        let page = page(&ctx.locale, &licences, today);
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn wants(&self, (_, licence, used): &Used, today: NaiveDate) -> bool {
        let until = self.expiring.and_then(|within| within.after(today));
        (self.all || !licence.status.is_gone())
            && (!self.over || seats_of(licence, *used).over() > 0)
            && until.is_none_or(|to| matches!(licence.licence_term(), Term::Until(last) if last <= to))
    }
}

const fn seats_of(licence: &Asset, used: u32) -> Seats {
    Seats { bought: licence.seats, used }
}

fn page(locale: &Locale, licences: &[Used], today: NaiveDate) -> Page {
    let mut table = Table::new("licences", locale.licence_none())
        .column(Column::new("client", locale.title_client()).keep(5))
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("product", locale.title_product()))
        .column(Column::new("publisher", locale.title_publisher()).keep(2))
        .column(Column::new("seats", locale.title_seats()).right())
        .column(Column::new("used", locale.title_used()).right())
        .column(Column::new("free", locale.title_free()).right())
        .column(Column::new("expires_on", locale.title_ends_on()).keep(6))
        .column(Column::new("owner", locale.title_owner()).keep(3))
        .column(Column::new("key", locale.field_licence_key()).keep(1));
    let mut page = Page::new();
    for (client, licence, used) in licences {
        let tone = tone(licence, *used, today);
        table.row(cells(locale, client.as_str(), licence, *used).map(|cell| cell.tone(tone)));
    }
    page.table(table);
    for (_, licence, used) in licences {
        warn(&mut page, locale, licence, *used, today);
    }
    page
}

fn cells(locale: &Locale, client: &str, licence: &Asset, used: u32) -> [Cell; 10] {
    let seats = seats_of(licence, used);
    let number = |n: u32| Cell::number(locale.integer(i64::from(n)), n);
    let term = licence.licence_term();
    let owner = licence.licence_owner();
    [
        client.into(),
        licence.tag.as_str().into(),
        licence.product().into(),
        Cell::from(licence.text("manufacturer")),
        Cell::from(seats.bought.map(number)),
        number(seats.used),
        Cell::from(seats.free().map(number)),
        locale.licence_term(term).map_or_else(Cell::none, |text| Cell::both(text, raw_term(term))),
        Cell::both(locale.licence_owner(owner), owner.code()),
        Cell::from(licence.text("licence_key").map(masked)),
    ]
}

fn raw_term(term: Term) -> String {
    match term {
        Term::Until(last) => last.to_string(),
        Term::Perpetual => "perpetual".to_owned(),
        Term::Unknown => String::new(),
    }
}

/// What nobody should overlook.
fn warn(page: &mut Page, locale: &Locale, licence: &Asset, used: u32, today: NaiveDate) {
    let (tag, seats) = (licence.tag.as_str(), seats_of(licence, used));
    if seats.over() > 0 {
        let bought = i64::from(seats.bought.unwrap_or(0));
        page.note(Tone::Bad, locale.licence_over(tag, i64::from(used), bought));
    }
    if let Term::Until(last) = licence.licence_term()
        && last < today
        && used > 0
        && !licence.status.is_gone()
    {
        page.note(Tone::Bad, locale.licence_ended(tag, locale.date(last), i64::from(used)));
    }
}
