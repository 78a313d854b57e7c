//! Time by client and technician: who worked for whom, where, and on what.
//!
//! These figures are for the provider: a client's report names no technician's hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::id::{ClientCode, TicketNumber, folded};
use crate::domain::ticket::event::WorkMode;
use crate::domain::ticket::work::Nature;
use crate::domain::volume::{Entry, Source};
use crate::locale::Locale;

use super::page::{Cell, Column, Page, Table, Tone};

/// What one technician put in for one client.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// Entries.
    pub entries: u32,
    /// Minutes of work from afar, as they were logged.
    pub remote_minutes: u64,
    /// Minutes of work on site, as they were logged.
    pub on_site_minutes: u64,
    /// Tickets worked on.
    pub tickets: BTreeSet<TicketNumber>,
    /// Minutes by nature; those of which nothing is said under `None`.
    pub natures: BTreeMap<Option<Nature>, u64>,
}

impl Share {
    /// All minutes.
    #[must_use]
    pub const fn minutes(&self) -> u64 {
        self.remote_minutes.saturating_add(self.on_site_minutes)
    }

    fn take(&mut self, entry: &Entry) {
        self.entries += 1;
        let minutes = u64::from(entry.minutes);
        match entry.mode {
            WorkMode::Remote => self.remote_minutes += minutes,
            WorkMode::OnSite => self.on_site_minutes += minutes,
        }
        if let Source::Ticket(number, _) = entry.source {
            self.tickets.insert(number);
        }
        *self.natures.entry(entry.work.nature).or_default() += minutes;
    }

    fn add(&mut self, other: &Self) {
        self.entries += other.entries;
        self.remote_minutes += other.remote_minutes;
        self.on_site_minutes += other.on_site_minutes;
        self.tickets.extend(other.tickets.iter().copied());
        for (nature, minutes) in &other.natures {
            *self.natures.entry(*nature).or_default() += minutes;
        }
    }
}

/// The time of a span of days, both ends included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Workload {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// By client, then by technician: the name as it was first written, its case apart.
    pub shares: BTreeMap<ClientCode, BTreeMap<String, (String, Share)>>,
}

impl Workload {
    /// Nothing yet.
    #[must_use]
    pub const fn new(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, shares: BTreeMap::new() }
    }

    /// Counts an entry of the span.
    pub fn take(&mut self, client: &ClientCode, entry: &Entry) {
        let people = self.shares.entry(client.clone()).or_default();
        people.entry(folded(&entry.by)).or_insert_with(|| (entry.by.clone(), Share::default())).1.take(entry);
    }

    /// What a client got in all.
    #[must_use]
    pub fn of_client(&self, client: &ClientCode) -> Share {
        sum(self.shares.get(client).into_iter().flat_map(|people| people.values().map(|(_, share)| share)))
    }

    /// What each technician put in, for all clients.
    #[must_use]
    pub fn by_technician(&self) -> Vec<(String, Share)> {
        let mut people: BTreeMap<&str, (String, Share)> = BTreeMap::new();
        for (key, (name, share)) in self.shares.values().flatten() {
            people.entry(key).or_insert_with(|| (name.clone(), Share::default())).1.add(share);
        }
        people.into_values().collect()
    }

    /// Everything.
    #[must_use]
    pub fn total(&self) -> Share {
        sum(self.shares.values().flat_map(|people| people.values().map(|(_, share)| share)))
    }
}

fn sum<'s>(shares: impl Iterator<Item = &'s Share>) -> Share {
    shares.fold(Share::default(), |mut sum, share| {
        sum.add(share);
        sum
    })
}

fn share_json(share: &Share) -> Value {
    let natures: Vec<Value> =
        share.natures.iter().map(|(nature, minutes)| json!({"nature": nature, "minutes": minutes})).collect();
    json!({
        "minutes": share.minutes(),
        "remote_minutes": share.remote_minutes,
        "on_site_minutes": share.on_site_minutes,
        "entries": share.entries,
        "tickets": share.tickets.len(),
        "natures": natures,
    })
}

fn named(mut object: Value, key: &str, value: Value) -> Value {
    if let Value::Object(fields) = &mut object {
        fields.insert(key.to_owned(), value);
    }
    object
}

/// For programs.
#[must_use]
pub fn json(workload: &Workload) -> Value {
    let lines = workload.shares.iter().flat_map(|(client, people)| {
        people.values().map(move |(name, share)| {
            named(named(share_json(share), "client", json!(client)), "technician", json!(name))
        })
    });
    let clients = workload.shares.keys().map(|c| named(share_json(&workload.of_client(c)), "client", json!(c)));
    let people = workload.by_technician();
    let people = people.iter().map(|(name, share)| named(share_json(share), "technician", json!(name)));
    json!({
        "from": workload.from,
        "to": workload.to,
        "lines": lines.collect::<Vec<_>>(),
        "clients": clients.collect::<Vec<_>>(),
        "technicians": people.collect::<Vec<_>>(),
        "total": share_json(&workload.total()),
    })
}

/// For people.
#[must_use]
pub fn page(workload: &Workload, locale: &Locale) -> Page {
    let mut page = Page::new();
    page.heading(1, locale.workload_heading(locale.date(workload.from), locale.date(workload.to)));
    page.table(lines(workload, locale));
    if workload.shares.is_empty() {
        return page;
    }
    let mut people = table("technicians", locale).titled(locale.workload_by_technician());
    people.columns.remove(0);
    for (name, share) in workload.by_technician() {
        people.row(cells(None, &name, &share, locale, Tone::Plain).into_iter().skip(1));
    }
    page.table(people);
    page.table(natures(&workload.total(), locale));
    page
}

fn table(name: &'static str, locale: &Locale) -> Table {
    Table::new(name, locale.workload_none())
        .column(Column::new("client", locale.title_client()))
        .column(Column::new("technician", locale.title_technician()))
        .column(Column::new("minutes", locale.title_time_spent()).right())
        .column(Column::new("remote_minutes", locale.mode_remote()).right().keep(2))
        .column(Column::new("on_site_minutes", locale.mode_on_site()).right().keep(2))
        .column(Column::new("entries", locale.title_entries()).right().keep(1))
        .column(Column::new("tickets", locale.title_tickets()).right().keep(1))
}

fn lines(workload: &Workload, locale: &Locale) -> Table {
    let mut table = table("workload", locale);
    for (client, people) in &workload.shares {
        for (name, share) in people.values() {
            table.row(cells(Some(client), name, share, locale, Tone::Plain));
        }
        if people.len() > 1 {
            table.row(cells(Some(client), &locale.total(), &workload.of_client(client), locale, Tone::Strong));
        }
    }
    table
}

fn cells(client: Option<&ClientCode>, name: &str, share: &Share, locale: &Locale, tone: Tone) -> Vec<Cell> {
    let time = |minutes: u64| {
        let seconds = i64::try_from(minutes).unwrap_or(i64::MAX / 60).saturating_mul(60);
        let text = if minutes == 0 { super::page::NOTHING.to_owned() } else { locale.duration(seconds) };
        Cell::number(text, minutes).tone(tone)
    };
    vec![
        client.map_or_else(Cell::none, |c| Cell::text(c.as_str())),
        Cell::text(name).tone(tone),
        time(share.minutes()),
        time(share.remote_minutes),
        time(share.on_site_minutes),
        Cell::number(share.entries.to_string(), share.entries),
        Cell::number(share.tickets.len().to_string(), share.tickets.len()),
    ]
}

fn natures(share: &Share, locale: &Locale) -> Table {
    let mut table = Table::new("natures", locale.workload_none())
        .titled(locale.report_time_by_nature())
        .column(Column::new("nature", locale.title_nature()))
        .column(Column::new("minutes", locale.title_time_spent()).right())
        .column(Column::new("share", locale.title_share()).right());
    let all = i64::try_from(share.minutes()).unwrap_or(i64::MAX);
    for (nature, minutes) in &share.natures {
        let part = i64::try_from(*minutes).unwrap_or(i64::MAX);
        let rate = locale.rate(part, all, 1);
        table.row([
            nature.map_or_else(|| Cell::both(locale.not_said(), ""), |n| Cell::both(locale.nature(n), n.code())),
            Cell::number(locale.duration(part.saturating_mul(60)), minutes),
            rate.map_or_else(Cell::none, Cell::from),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::domain::volume::Work;

    fn entry(ticket: i64, by: &str, minutes: u32, mode: WorkMode) -> Entry {
        Entry {
            source: Source::Ticket(TicketNumber(ticket), 2),
            at: Instant(0),
            recorded_at: Instant(0),
            minutes,
            mode,
            by: by.to_owned(),
            work: Work::default(),
            in_scope: true,
        }
    }

    #[test]
    fn sums_agree_by_client_by_technician_and_in_all() {
        let day = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let mut workload = Workload::new(day, day);
        let [ried, koch] = ["ried", "koch"].map(|code| ClientCode::new(code).unwrap());
        workload.take(&ried, &entry(1, "lea", 30, WorkMode::Remote));
        workload.take(&ried, &entry(1, "Lea", 15, WorkMode::OnSite));
        workload.take(&ried, &entry(2, "marc", 60, WorkMode::Remote));
        workload.take(&koch, &entry(3, "marc", 20, WorkMode::Remote));
        assert_eq!(workload.of_client(&ried).minutes(), 105);
        assert_eq!(workload.of_client(&ried).tickets.len(), 2);
        let people: Vec<_> = workload.by_technician().into_iter().map(|(name, s)| (name, s.minutes())).collect();
        assert_eq!(people, [("lea".to_owned(), 45), ("marc".to_owned(), 80)]);
        assert_eq!(workload.total().minutes(), 125);
        assert_eq!(workload.total().natures, BTreeMap::from([(None, 125)]));
    }
}
