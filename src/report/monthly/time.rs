//! Where the time went: by nature, by mode, by the channel through which tickets came.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::id::TicketNumber;
use crate::domain::ticket::event::{Channel, WorkMode};
use crate::domain::ticket::work::Nature;
use crate::domain::volume::{Entry, Source};
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table};

/// Entries and their minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spent {
    /// How many entries.
    pub entries: u32,
    /// Their minutes as they were logged.
    pub minutes: u64,
}

impl Spent {
    fn add(&mut self, entry: &Entry) {
        self.entries += 1;
        self.minutes += u64::from(entry.minutes);
    }
}

/// The work of some days, sorted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TimeSpent {
    /// All of it.
    pub all: Spent,
    /// By nature; nothing where nobody said it.
    pub natures: BTreeMap<Option<&'static str>, (Option<Nature>, Spent)>,
    /// By mode: from afar, on site.
    pub modes: [Spent; 2],
    /// By the channel of the ticket; nothing where there is no ticket, or nobody said it.
    pub channels: BTreeMap<Option<&'static str>, (Option<Channel>, Spent)>,
    /// How many tickets came through each channel.
    pub opened: BTreeMap<Option<&'static str>, (Option<Channel>, u32)>,
}

impl TimeSpent {
    /// Sorts `entries`; `came` tells through which channel a ticket came, `opened` which were opened in these days.
    #[must_use]
    pub fn of<'e>(
        entries: impl Iterator<Item = &'e Entry>,
        came: &BTreeMap<TicketNumber, Option<Channel>>,
        opened: impl Iterator<Item = TicketNumber>,
    ) -> Self {
        let mut spent = Self::default();
        for entry in entries {
            spent.all.add(entry);
            let nature = entry.work.nature;
            spent.natures.entry(nature.map(Nature::code)).or_insert((nature, Spent::default())).1.add(entry);
            let [remote, on_site] = &mut spent.modes;
            if entry.mode == WorkMode::Remote {
                remote.add(entry)
            } else {
                on_site.add(entry)
            }
            let channel = match entry.source {
                Source::Ticket(number, _) => came.get(&number).copied().flatten(),
                Source::Contract(_) => None,
            };
            spent.channels.entry(channel.map(Channel::code)).or_insert((channel, Spent::default())).1.add(entry);
        }
        for number in opened {
            let channel = came.get(&number).copied().flatten();
            spent.opened.entry(channel.map(Channel::code)).or_insert((channel, 0)).1 += 1;
        }
        spent
    }
}

/// For programs.
#[must_use]
pub fn json(spent: &TimeSpent) -> Value {
    let one = |key: &str, code: Option<&str>, s: &Spent| json!({key: code, "entries": s.entries, "minutes": s.minutes});
    let [remote, on_site] = &spent.modes;
    json!({
        "entries": spent.all.entries,
        "minutes": spent.all.minutes,
        "by_nature": spent.natures.iter().map(|(code, (_, s))| one("nature", *code, s)).collect::<Vec<_>>(),
        "by_mode": [one("mode", Some("remote"), remote), one("mode", Some("on-site"), on_site)],
        "by_channel": spent.channels.iter().map(|(code, (_, s))| one("channel", *code, s)).collect::<Vec<_>>(),
        "opened_by_channel": spent.opened.iter()
            .map(|(code, (_, n))| json!({"channel": code, "tickets": n})).collect::<Vec<_>>(),
    })
}

/// Tickets by channel.
#[must_use]
pub fn opened(spent: &TimeSpent, locale: &Locale) -> Table {
    let mut table = Table::new("opened_by_channel", locale.none())
        .titled(locale.report_opened_by_channel())
        .column(Column::new("channel", locale.title_channel()))
        .column(Column::new("tickets", locale.title_tickets()).right());
    for (code, (channel, count)) in &spent.opened {
        table.row([channel_cell(*code, *channel, locale), Cell::number(locale.integer(i64::from(*count)), count)]);
    }
    table
}

fn channel_cell(code: Option<&str>, channel: Option<Channel>, locale: &Locale) -> Cell {
    let word = channel.map_or_else(|| locale.not_said(), |channel| locale.channel(channel));
    Cell::both(word, code.unwrap_or_default())
}

/// The section of the time put in.
pub fn section(page: &mut Page, spent: &TimeSpent, locale: &Locale) {
    page.heading(2, locale.report_time());
    if spent.all.entries == 0 {
        page.paragraph(locale.time_none());
        return;
    }
    let mut natures = table("time_by_nature", "nature", locale.report_time_by_nature(), locale.title_nature(), locale);
    for (code, (nature, one)) in &spent.natures {
        let word = nature.map_or_else(|| locale.not_said(), |nature| locale.nature(nature));
        row(&mut natures, Cell::both(word, code.unwrap_or_default()), one, spent, locale);
    }
    let mut modes = table("time_by_mode", "mode", locale.report_time_by_mode(), locale.title_mode(), locale);
    for (mode, one) in [WorkMode::Remote, WorkMode::OnSite].into_iter().zip(&spent.modes) {
        row(&mut modes, Cell::both(locale.work_mode(mode), mode.code()), one, spent, locale);
    }
    let heading = locale.report_time_by_channel();
    let mut channels = table("time_by_channel", "channel", heading, locale.title_channel(), locale);
    for (code, (channel, one)) in &spent.channels {
        row(&mut channels, channel_cell(*code, *channel, locale), one, spent, locale);
    }
    page.table(natures).table(modes).table(channels);
}

fn table(name: &'static str, key: &'static str, title: String, head: String, locale: &Locale) -> Table {
    Table::new(name, locale.none())
        .titled(title)
        .column(Column::new(key, head))
        .column(Column::new("entries", locale.title_entries()).right())
        .column(Column::new("minutes", locale.title_work()).right())
        .column(Column::new("share", locale.title_share()).right())
}

#[allow(clippy::cast_precision_loss)] // minutes of a month, far below 2^53
fn row(table: &mut Table, name: Cell, one: &Spent, spent: &TimeSpent, locale: &Locale) {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let share = locale.rate(signed(one.minutes), signed(spent.all.minutes), 0);
    let fraction = one.minutes as f64 / spent.all.minutes.max(1) as f64;
    table.row([
        name,
        Cell::number(locale.integer(i64::from(one.entries)), one.entries),
        Cell::number(locale.duration(signed(one.minutes).saturating_mul(60)), one.minutes),
        share.map_or_else(Cell::none, |text| Cell::number(text, fraction)),
    ]);
}
