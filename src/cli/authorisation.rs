//! Authorisations of clients and cooperation agreements: what allows work on the assets of third parties (rule 22).

mod add;
mod end;
mod list;
mod show;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::third_party::{Authorisation, Standing};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Table, Tone};

verbs! { "Manage what allows work on assets that third parties manage" {
    Add(add::Args),
    #[command(visible_alias = "ls")]
    List(list::Args),
    Show(show::Args),
    End(end::Args),
} }

/// An authorisation for programs, as it stands on a day of the client's zone.
pub fn json_of(one: &Authorisation, today: NaiveDate) -> Value {
    json!({
        "number": one.number,
        "type": one.kind.code(),
        "client": one.client,
        "third_party": one.third_party,
        "assets": one.assets,
        "scope": one.scope,
        "granted_by": one.granted_by,
        "from": one.from,
        "to": one.to,
        "evidence": one.evidence,
        "ended_because": one.ended_because,
        "state": one.standing_on(today).code(),
    })
}

/// Authorisations, each as it stands on a day.
pub fn table(locale: &Locale, known: &[(Authorisation, NaiveDate)]) -> Table {
    let mut table = Table::new("authorisations", locale.authorisation_none())
        .column(Column::new("number", locale.title_number()))
        .column(Column::new("client", locale.title_client()).keep(6))
        .column(Column::new("third_party", locale.title_third_party()))
        .column(Column::new("type", locale.title_what()).keep(3))
        .column(Column::new("assets", locale.title_assets()).keep(5))
        .column(Column::new("scope", locale.title_scope()).keep(2))
        .column(Column::new("granted_by", locale.title_granted_by()).keep(1))
        .column(Column::new("from", locale.title_from()).keep(4))
        .column(Column::new("to", locale.title_to()))
        .column(Column::new("state", locale.title_state()));
    let date = |date: NaiveDate| Cell::both(locale.date_short(date), date);
    for (one, today) in known {
        table.row([
            Cell::both(one.number.to_string(), one.number.0),
            one.client.as_str().into(),
            one.third_party.as_str().into(),
            Cell::both(locale.agreement(one.kind), one.kind.code()),
            assets(locale, one),
            Cell::from(one.scope.as_deref()),
            one.granted_by.as_str().into(),
            date(one.from),
            Cell::from(one.to.map(date)),
            state(locale, one, *today),
        ]);
    }
    table
}

fn assets(locale: &Locale, one: &Authorisation) -> Cell {
    let tags: Vec<&str> = one.assets.iter().map(|tag| tag.as_str()).collect();
    match tags.is_empty() {
        true => Cell::both(locale.authorisation_all_assets(), ""),
        false => Cell::both(tags.join(", "), tags.join(" ")),
    }
}

fn state(locale: &Locale, one: &Authorisation, today: NaiveDate) -> Cell {
    let standing = one.standing_on(today);
    let tone = match standing {
        Standing::InForce => Tone::Good,
        Standing::ToCome => Tone::Plain,
        Standing::Over => Tone::Dim,
    };
    Cell::both(locale.standing(standing), standing.code()).tone(tone)
}
