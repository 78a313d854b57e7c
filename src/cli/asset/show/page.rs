//! An asset for people: what is known, in groups; what hangs on it; what became of it.

use super::story::{Move, Update};
use super::{Covered, Found};
use crate::cli::asset::missing_of;
use crate::domain::asset::{AssetStatus, Field};
use crate::domain::life::{Deed, Entry, Repair, repairs};
use crate::domain::version::Standing;
use crate::locale::Locale;
use crate::report::asset_value::value;
use crate::report::page::{Cell, Column, Facts, Page, Table, Tone};

/// Updates shown; `asset history` and `--json` have them all.
const LAST_UPDATES: usize = 5;

/// What it is, and who looks after it.
const IDENTITY: [&str; 10] =
    ["kind", "label", "serial", "manufacturer", "model", "status", "managed_by", "criticality", "licence_key", "seats"];
/// Where it is, and who uses it.
const PLACE: [&str; 4] = ["site", "location", "assigned_to", "parent"];
/// What runs on it.
const SOFTWARE: [&str; 4] = ["os", "os_version", "firmware", "attr.support_until"];
/// How it was bought, and who stands up for it.
const PURCHASE: [&str; 8] = [
    "supplier",
    "purchased_on",
    "financing",
    "lease_until",
    "warranty_from",
    "warranty_until",
    "warranty_level",
    "expires_on",
];
/// How soon it must be back after a disaster.
const CONTINUITY: [&str; 3] = ["attr.rto", "attr.rpo", "attr.emergency_contact"];

/// The whole page.
pub fn page(locale: &Locale, found: &Found) -> Page {
    let asset = &found.asset;
    let mut page = Page::new();
    page.heading(1, asset.text("label").unwrap_or(asset.tag.as_str()));
    page.facts(identity(locale, found));
    group(&mut page, locale.group_place(), place(locale, found));
    group(&mut page, locale.group_software(), software(locale, found));
    group(&mut page, locale.group_purchase(), chosen("purchase", locale, found, &PURCHASE));
    group(&mut page, locale.group_continuity(), continuity(locale, found));
    group(&mut page, locale.group_own(), own(locale, found));
    if !found.children.is_empty() {
        page.table(children(locale, found).titled(locale.group_children()));
    }
    if !found.story.moves.is_empty() {
        page.table(moves(locale, found).titled(locale.group_moves()));
    }
    let repaired = repairs(&found.story.deeds);
    if !repaired.is_empty() {
        page.table(repaired_table(locale, found, &repaired).titled(locale.group_repairs()));
    }
    if !found.story.updates.is_empty() {
        page.table(updates(locale, found).titled(locale.group_updates()));
    }
    page.heading(2, locale.tickets_of_asset(asset.tag.as_str())).table(tickets(locale, found));
    page
}

/// A group with its heading, if there is anything in it.
fn group(page: &mut Page, title: String, facts: Facts) {
    if !facts.facts.is_empty() {
        page.heading(3, title).facts(facts);
    }
}

/// Those of the columns that are known.
fn chosen(name: &'static str, locale: &Locale, found: &Found, columns: &[&'static str]) -> Facts {
    let mut facts = Facts::new(name);
    for (key, field) in columns.iter().filter_map(|name| Some((*name, Field::parse(name)?))) {
        facts.maybe(key, locale.asset_field(&field), value(locale, &found.asset, &field));
    }
    facts
}

fn identity(locale: &Locale, found: &Found) -> Facts {
    let asset = &found.asset;
    let mut facts = Facts::new("asset");
    facts.add("client", locale.title_client(), found.client.as_str());
    facts.add("tag", locale.title_tag(), asset.tag.as_str());
    facts.facts.append(&mut chosen("asset", locale, found, &IDENTITY).facts);
    facts.maybe("replaces", locale.title_replaces(), found.story.replaces().map(|tag| tag.as_str()));
    facts.maybe("replaced_by", locale.title_replaced_by(), found.story.replaced_by().map(|tag| tag.as_str()));
    facts.maybe("stands_in_for", locale.title_stands_in_for(), found.story.stands_in_for().map(|tag| tag.as_str()));
    let covered: Vec<String> = found.covered.iter().map(covered_words).collect();
    let covered = if covered.is_empty() {
        Cell::both(locale.no_commitment(), "").tone(Tone::Warn)
    } else {
        Cell::from(covered.join(", "))
    };
    facts.add("covered_by", locale.title_contract(), covered);
    facts.maybe("notes", locale.field_notes(), asset.text("notes"));
    let gone = matches!(asset.status, AssetStatus::Retired | AssetStatus::Lost);
    if !gone && !asset.missing().is_empty() {
        facts.add("missing", locale.asset_missing(), missing_of(locale, asset));
    }
    facts
}

fn covered_words(covered: &Covered) -> String {
    match &covered.line {
        Some(line) => format!("{} ({line})", covered.contract),
        None => covered.contract.clone(),
    }
}

fn place(locale: &Locale, found: &Found) -> Facts {
    let mut facts = chosen("place", locale, found, &PLACE);
    for fact in &mut facts.facts {
        match (fact.key.as_ref(), &found.site, &found.parent) {
            ("site", Some(site), _) => fact.value.text = format!("{} ({})", site.name, site.code),
            ("parent", _, Some(parent)) => {
                let label = parent.text("label").map(|label| format!(" – {label}")).unwrap_or_default();
                fact.value.text = format!("{}{label}", parent.tag);
            }
            ("parent", _, None) => {
                fact.value.text = locale.parent_unknown(fact.value.raw.as_str());
                fact.value.tone = Tone::Warn;
            }
            _ => {}
        }
    }
    facts
}

fn software(locale: &Locale, found: &Found) -> Facts {
    let mut facts = chosen("software", locale, found, &SOFTWARE);
    let is_version = |name: &&String| *name == "version" || name.starts_with("version.");
    for name in found.asset.attrs.keys().filter(is_version) {
        let field = Field::Attr(name.clone());
        facts.maybe("version", locale.asset_field(&field), value(locale, &found.asset, &field));
    }
    for standing in &found.standings {
        facts.add("standing", standing.component.code(), standing_cell(locale, found, standing));
    }
    facts
}

fn standing_cell(locale: &Locale, found: &Found, standing: &Standing) -> Cell {
    let today = found.zone.date(found.now);
    let target = standing.target.as_deref().map(|target| match standing.behind {
        Some(true) => locale.standing_behind(target),
        Some(false) => locale.standing_reached(target),
        None => locale.standing_unknown(target),
    });
    let support = standing.supported_until.map(|until| match standing.is_past_support(today) {
        true => locale.support_over(locale.date(until)),
        false => locale.standing_supported(locale.date(until)),
    });
    let words: Vec<String> = target.into_iter().chain(support).collect();
    let bad = standing.behind == Some(true) || standing.is_past_support(today);
    let raw = standing.supported_until.map(|until| until.to_string()).unwrap_or_default();
    Cell::both(words.join(", "), raw).tone(if bad { Tone::Bad } else { Tone::Plain })
}

fn continuity(locale: &Locale, found: &Found) -> Facts {
    let mut facts = chosen("continuity", locale, found, &CONTINUITY);
    let person = found.emergency.as_ref();
    let reach = person.and_then(|contact| contact.mobile.as_deref().or(contact.phone.as_deref()));
    if let (Some(fact), Some(reach)) = (facts.facts.iter_mut().find(|f| f.key == "attr.emergency_contact"), reach) {
        fact.value.text = format!("{}, {reach}", fact.value.text);
    }
    facts
}

/// What its kind has of its own and no other group shows.
fn own(locale: &Locale, found: &Found) -> Facts {
    let mut facts = Facts::new("attr");
    for name in found.asset.attrs.keys() {
        let full = format!("attr.{name}");
        let shown = SOFTWARE.contains(&full.as_str()) || CONTINUITY.contains(&full.as_str());
        if shown || name == "version" || name.starts_with("version.") {
            continue;
        }
        let field = Field::Attr(name.clone());
        facts.maybe("attr", locale.asset_field(&field), value(locale, &found.asset, &field));
    }
    facts
}

fn children(locale: &Locale, found: &Found) -> Table {
    let mut table = Table::new("children", "")
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()))
        .column(Column::new("label", locale.title_label()))
        .column(Column::new("status", locale.title_status()));
    for child in &found.children {
        table.row([
            child.tag.as_str().into(),
            Cell::both(locale.asset_kind(child.kind), child.kind.code()),
            child.text("label").into(),
            Cell::both(locale.asset_status(child.status), child.status.code()),
        ]);
    }
    table
}

fn moment(locale: &Locale, found: &Found, at: crate::domain::instant::Instant) -> Cell {
    Cell::both(locale.moment(found.zone.local(at)), found.zone.rfc3339(at))
}

fn moves(locale: &Locale, found: &Found) -> Table {
    let mut table = Table::new("moves", "")
        .column(Column::new("at", locale.title_at()))
        .column(Column::new("from", locale.title_before()))
        .column(Column::new("to", locale.title_after()))
        .column(Column::new("by", locale.title_actor()).keep(1))
        .column(Column::new("text", locale.title_why()).keep(2));
    for entry in &found.story.moves {
        table.row([
            moment(locale, found, entry.at),
            Cell::both(locale.asset_status(entry.from), entry.from.code()),
            Cell::both(locale.asset_status(entry.to), entry.to.code()),
            entry.by.as_str().into(),
            why(locale, entry),
        ]);
    }
    table
}

/// What explains a move: what was done, with which other asset, and what was said.
fn why(locale: &Locale, entry: &Move) -> Cell {
    let done = entry.deed.as_ref().filter(|(code, _)| code != "moved").map(|(code, other)| {
        let other = other.as_ref().map(|tag| format!(" ({tag})")).unwrap_or_default();
        format!("{}{other}", locale.deed(code))
    });
    let words: Vec<String> = done.into_iter().chain(entry.text.clone()).collect();
    if words.is_empty() { Cell::none() } else { Cell::from(words.join(", ")) }
}

fn repaired_table(locale: &Locale, found: &Found, repaired: &[Repair<'_>]) -> Table {
    let mut table = Table::new("repairs", "")
        .column(Column::new("supplier", locale.title_supplier()))
        .column(Column::new("reference", locale.title_reference()).keep(3))
        .column(Column::new("out_at", locale.title_out()))
        .column(Column::new("expected_on", locale.title_expected()).keep(2))
        .column(Column::new("back_at", locale.title_back()))
        .column(Column::new("loan", locale.title_loan()).keep(4))
        .column(Column::new("text", locale.title_note()).keep(1));
    for repair in repaired {
        let (supplier, reference, expected) = match repair.out.deed() {
            Some(Deed::SentOut { supplier, reference, expected_on, .. }) => {
                (Some(supplier.as_str()), reference.as_deref(), *expected_on)
            }
            _ => (None, None, None),
        };
        let said: Vec<&str> = [repair.out.text(), repair.back.and_then(Entry::text)].into_iter().flatten().collect();
        table.row([
            supplier.into(),
            reference.into(),
            moment(locale, found, repair.out.at),
            expected.map_or_else(Cell::none, |day| Cell::both(locale.date(day), day)),
            repair.back.map_or_else(Cell::none, |back| moment(locale, found, back.at)),
            repair.out.other.as_ref().map(|(_, tag)| tag.as_str()).into(),
            if said.is_empty() { Cell::none() } else { Cell::from(said.join("; ")) },
        ]);
    }
    table
}

fn updates(locale: &Locale, found: &Found) -> Table {
    let mut table = Table::new("updates", "")
        .column(Column::new("at", locale.title_at()))
        .column(Column::new("component", locale.title_component()))
        .column(Column::new("from", locale.title_before()))
        .column(Column::new("to", locale.title_after()))
        .column(Column::new("by", locale.title_actor()).keep(1))
        .column(Column::new("text", locale.title_note()).keep(2));
    for entry in found.story.updates.iter().rev().take(LAST_UPDATES) {
        table.row([
            moment(locale, found, entry.at),
            entry.component.code().into(),
            entry.from.as_deref().into(),
            entry.to.as_deref().into(),
            entry.by.as_str().into(),
            said_of(entry),
        ]);
    }
    table
}

fn said_of(entry: &Update) -> Cell {
    let words: Vec<String> = entry.ticket.map(|n| n.to_string()).into_iter().chain(entry.text.clone()).collect();
    if words.is_empty() { Cell::none() } else { Cell::from(words.join(", ")) }
}

fn tickets(locale: &Locale, found: &Found) -> Table {
    let mut table = Table::new("tickets", locale.none_of_asset())
        .column(Column::new("number", locale.title_number()).right())
        .column(Column::new("opened_at", locale.title_opened()))
        .column(Column::new("status", locale.title_status()))
        .column(Column::new("title", locale.title_title()));
    for (number, summary) in &found.tickets {
        table.row([
            Cell::number(number.to_string(), number.0),
            moment(locale, found, summary.opened_at),
            Cell::both(locale.status(summary.status), summary.status.code()),
            summary.title.as_str().into(),
        ]);
    }
    table
}
