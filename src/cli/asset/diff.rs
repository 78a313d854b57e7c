//! `infog asset diff`.

use serde_json::{Value, json};

use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx, Instants};
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::{Asset, Field, FieldChange, changes};
use crate::domain::calendar::Zone;
use crate::domain::campaign::{Acceptance, Campaign, Comparison, Difference, compare};
use crate::domain::instant::Instant;
use crate::locale::Locale;
use crate::report::asset_value::value;
use crate::report::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::store;

/// Compare an inventory that the client accepted with a later state, field by field
///
/// What came, what went (retired or lost), what changed; an asset that was renamed is known again.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset diff --since initial --client ried
  infog asset diff --since initial --until 2026-12-31 --format md
  infog asset diff --since initial --format csv > changes.csv")]
pub struct Args {
    /// The campaign that the client accepted
    #[arg(long, value_name = "CAMPAIGN", add = candidates::campaigns())]
    since: String,

    /// The later state: as of this instant, or the end of this day; now if absent
    #[arg(long, value_name = "WHEN")]
    until: Option<String>,

    /// Whose, where several clients have that campaign
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,
}

/// Two states and what differs.
struct Compared {
    campaign: Campaign,
    accepted: Acceptance,
    until: Instant,
    zone: Zone,
    found: Comparison,
}

impl Args {
    /// Prints what differs, by tag.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (now, instants) = (ctx.now(), ctx.instants());
        let compared = ctx.read(|db| {
            let campaign = find::campaign(db, self.client.as_deref(), &self.since)?;
            let accepted = campaign.accepted.clone().ok_or_else(|| not_accepted(&campaign))?;
            let zone = find::zone_of(&find::client(db, campaign.client.as_str())?)?;
            let until = match self.until.as_deref() {
                Some(text) => end_of(text, instants, &zone)?.min(now),
                None => now,
            };
            if until < accepted.at {
                let (until, at) = (zone.rfc3339(until), zone.rfc3339(accepted.at));
                let sentence = format!("{until} is before campaign `{}` was accepted: {at}", campaign.name);
                return Err(Failure::refused(sentence).hinted("a later state is compared: `--until WHEN`"));
            }
            let after = store::campaign::state_at(db, &campaign.client, until)?;
            let found = compare(&store::campaign::frozen(db, &campaign)?, &after);
            Ok(Compared { campaign, accepted, until, zone, found })
        })?;
        ctx.answer(&Answer { json: json_of(&compared), page: page(&ctx.locale, &compared) })?;
        Ok(Exit::Done)
    }
}

fn not_accepted(campaign: &Campaign) -> Failure {
    let (name, client) = (&campaign.name, &campaign.client);
    Failure::refused(format!("campaign `{name}` of client `{client}` is not accepted yet: nothing is frozen"))
        .hinted(format!("`infog asset campaign accept \"{name}\" --client {client} --by NAME` freezes it"))
}

/// A day without a time means its last second.
fn end_of(typed: &str, instants: Instants, zone: &Zone) -> Result<Instant, Failure> {
    match crate::domain::date::parse(typed).ok().and_then(|day| day.succ_opt()) {
        Some(next) => Ok(zone.start_of_day(next).plus_s(-1)),
        None => instants.read(typed, zone),
    }
}

/// What happened to each field; of an asset that is gone, what its way out changed.
fn changes_of(difference: &Difference) -> Vec<FieldChange> {
    match difference {
        Difference::Added(asset) => changes(None, asset),
        Difference::Gone { before, after } => after.as_ref().map(|after| before.diff(after)).unwrap_or_default(),
        Difference::Changed { changes, .. } => changes.clone(),
    }
}

fn json_of(compared: &Compared) -> Value {
    let found = &compared.found;
    let one = |difference: &Difference| {
        let asset = difference.asset();
        json!({
            "change": difference.code(),
            "tag": asset.tag,
            "kind": asset.kind.code(),
            "label": asset.text("label"),
            "changes": changes_of(difference),
        })
    };
    json!({
        "campaign": compared.campaign.name,
        "client": compared.campaign.client,
        "accepted_at": compared.zone.rfc3339(compared.accepted.at),
        "until": compared.zone.rfc3339(compared.until),
        "added": found.count("added"),
        "gone": found.count("gone"),
        "changed": found.count("changed"),
        "unchanged": found.unchanged,
        "erased": found.erased,
        "differences": found.differences.iter().map(one).collect::<Value>(),
    })
}

fn page(locale: &Locale, compared: &Compared) -> Page {
    let (campaign, found) = (&compared.campaign, &compared.found);
    let day = |at| locale.date(compared.zone.date(at));
    let (from, to) = (day(compared.accepted.at), day(compared.until));
    let mut page = Page::new();
    page.heading(1, locale.diff_heading(campaign.name.as_str(), campaign.client.as_str(), from, to));
    let count = |n: usize| Cell::number(locale.integer(i64::try_from(n).unwrap_or(i64::MAX)), n);
    let mut facts = Facts::new("counts");
    facts.add("added", locale.title_added(), count(found.count("added")));
    facts.add("gone", locale.title_gone(), count(found.count("gone")));
    facts.add("changed", locale.title_changed(), count(found.count("changed")));
    facts.add("unchanged", locale.title_unchanged(), count(found.unchanged));
    if found.erased > 0 {
        facts.add("erased", locale.title_erased(), count(found.erased));
    }
    page.facts(facts).table(table(locale, found));
    page
}

fn table(locale: &Locale, found: &Comparison) -> Table {
    let mut table = Table::new("differences", locale.diff_none())
        .column(Column::new("tag", locale.title_tag()))
        .column(Column::new("kind", locale.title_kind()).keep(1))
        .column(Column::new("change", locale.title_change()))
        .column(Column::new("field", locale.title_field()))
        .column(Column::new("before", locale.title_before()))
        .column(Column::new("after", locale.title_after()));
    for difference in &found.differences {
        for field in changes_of(difference) {
            table.row(row(locale, difference, field));
        }
    }
    table
}

fn row(locale: &Locale, difference: &Difference, field: FieldChange) -> [Cell; 6] {
    let (before, after) = match difference {
        Difference::Added(asset) => (None, Some(asset)),
        Difference::Gone { before, after } => (Some(before), after.as_ref()),
        Difference::Changed { before, after, .. } => (Some(before), Some(after)),
    };
    let (word, tone) = match difference {
        Difference::Added(_) => (locale.diff_added(), Tone::Good),
        Difference::Gone { .. } => (locale.diff_gone(), Tone::Bad),
        Difference::Changed { .. } => (locale.diff_changed(), Tone::Warn),
    };
    let known = Field::parse(&field.field);
    let label = known.as_ref().map_or_else(|| field.field.clone(), |field| locale.asset_field(field));
    let side = |asset: Option<&Asset>, raw: Option<String>| {
        let words = asset.zip(known.as_ref()).and_then(|(asset, field)| value(locale, asset, field));
        words.unwrap_or_else(|| Cell::from(raw))
    };
    let asset = difference.asset();
    [
        asset.tag.as_str().into(),
        Cell::both(locale.asset_kind(asset.kind), asset.kind.code()),
        Cell::both(word, difference.code()).tone(tone),
        Cell::both(label, &field.field),
        side(before, field.before),
        side(after, field.after),
    ]
}
