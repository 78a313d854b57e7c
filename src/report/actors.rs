//! Who speaks for each side of a contract on a date.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::contract::Terms;
use crate::domain::contract::clauses::{Role, RoleKind, Side};
use crate::locale::Locale;

use super::page::{Cell, Column, Page, Table, Tone};

/// The roles of a contract that are held on a date, and the sides without their single contact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actors {
    /// The date.
    pub on: NaiveDate,
    /// By side, then by role.
    pub roles: Vec<Role>,
    /// Sides of which nobody is the single contact.
    pub without_contact: Vec<Side>,
}

impl Actors {
    /// Those of `terms` on `date`.
    #[must_use]
    pub fn of(terms: &Terms, date: NaiveDate) -> Self {
        let mut roles: Vec<Role> = terms.roles.iter().filter(|role| role.held_on(date)).cloned().collect();
        roles.sort_by(|a, b| (a.side, a.role, &a.name).cmp(&(b.side, b.role, &b.name)));
        let speaks = |side: &Side| roles.iter().any(|r| r.side == *side && r.role == RoleKind::SingleContact);
        let without_contact = Side::ALL.iter().filter(|side| !speaks(side)).copied().collect();
        Self { on: date, roles, without_contact }
    }
}

/// For programs.
#[must_use]
pub fn json(actors: &Actors) -> Value {
    json!({ "on": actors.on, "roles": actors.roles, "without_single_contact": actors.without_contact })
}

/// For people.
pub fn section(page: &mut Page, actors: &Actors, locale: &Locale) {
    page.heading(2, locale.actors_heading(locale.date(actors.on)));
    let mut table = Table::new("roles", locale.actors_none())
        .column(Column::new("side", locale.title_side()))
        .column(Column::new("role", locale.title_role()))
        .column(Column::new("name", locale.title_name()))
        .column(Column::new("contact", locale.title_contact()).keep(2))
        .column(Column::new("from", locale.title_from()).keep(1))
        .column(Column::new("to", locale.title_to()).keep(1));
    let date = |date: Option<NaiveDate>| date.map_or_else(Cell::none, |d| Cell::both(locale.date_short(d), d));
    for role in &actors.roles {
        table.row([
            Cell::both(locale.side(role.side), role.side),
            Cell::both(locale.role(role.role), role.role),
            role.name.as_str().into(),
            Cell::from(role.contact.as_deref()),
            date(role.from),
            date(role.to),
        ]);
    }
    page.table(table);
    for side in &actors.without_contact {
        page.note(Tone::Warn, locale.actors_no_contact(locale.side(*side)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contract::tests::{date, terms};

    fn role(role: RoleKind, side: Side, name: &str, from: Option<&str>, to: Option<&str>) -> Role {
        Role { role, side, name: name.into(), contact: None, from: from.map(date), to: to.map(date) }
    }

    #[test]
    fn roles_are_those_of_the_day_and_a_side_without_a_contact_is_named() {
        let mut terms = terms();
        terms.roles = vec![
            role(RoleKind::SingleContact, Side::Provider, "Léa", None, Some("2026-01-31")),
            role(RoleKind::SingleContact, Side::Provider, "Marc", Some("2026-02-01"), None),
            role(RoleKind::Emergency, Side::Client, "M. Koch", None, None),
        ];
        let names = |on: &str| {
            let actors = Actors::of(&terms, date(on));
            (actors.roles.iter().map(|r| r.name.clone()).collect::<Vec<_>>(), actors.without_contact)
        };
        assert_eq!(names("2026-01-31"), (vec!["Léa".to_owned(), "M. Koch".to_owned()], vec![Side::Client]));
        assert_eq!(names("2026-02-01").0, ["Marc", "M. Koch"]);
    }
}
