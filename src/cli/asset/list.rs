//! `infog asset list`.

mod select;

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use self::select::{Lack, Selection};
use super::{json_of, missing_of};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::estate::estates;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::domain::asset::expiry::Ending;
use crate::domain::asset::query::{BadQuery, Condition, Order};
use crate::domain::asset::{Asset, AssetKind, AssetStatus, Field};
use crate::domain::contract::clauses::Every;
use crate::domain::fold::fold;
use crate::domain::id::ClientCode;
use crate::domain::nearest::nearest;
use crate::domain::site::Site;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Page, Table, Tone};
use crate::store;
use crate::store::asset::Filter;

/// List assets by client and tag
///
/// Filters add up. A condition is FIELD=VALUE, FIELD!=VALUE, FIELD~PART, FIELD!~PART, FIELD<DATE, FIELD>DATE; case and
/// accents make no difference, an empty value is an absent one, attr.NAME is a field too.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog asset list --client ried --kind server,virtual-server
  infog asset list --where 'os~Windows 10' --where 'warranty_until<2026-12-31' --sort warranty_until
  infog asset list --without backup          also: antivirus, contract, serial, any field
  infog asset list --expiring 90d --sort site
  infog asset list --missing                 what is still to be found out
  infog asset list --format csv > assets.csv")]
pub struct Args {
    /// Of this client
    #[arg(long, short, value_name = "CODE", add = candidates::clients())]
    client: Option<String>,

    /// Of this kind; several with commas
    #[arg(long, value_delimiter = ',', value_name = "KIND")]
    kind: Vec<String>,

    /// In this status; several with commas
    #[arg(long, value_delimiter = ',', value_name = "STATUS")]
    status: Vec<String>,

    /// At this site
    #[arg(long, value_name = "SITE")]
    site: Option<String>,

    /// Of which this holds: 'os~Windows 10', 'warranty_until<2026-12-31'. May be repeated
    #[arg(long = "where", value_name = "CONDITION")]
    conditions: Vec<String>,

    /// That lack a backup, an antivirus, a contract or a field that their kind asks for. May be repeated
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    without: Vec<String>,

    /// Of which something ends within this time: warranty, lease, subscription, support; 90d, 12w, 3mo, 1y
    #[arg(long, value_name = "TIME")]
    expiring: Option<Every>,

    /// Only those that lack what their kind asks for, with what it is
    #[arg(long)]
    missing: bool,

    /// By this field, absent ones last; -FIELD for the greatest first
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,

    /// No more than this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

fn status(text: &str) -> Result<AssetStatus, Failure> {
    AssetStatus::parse(text).map_err(|fault| {
        let codes: Vec<&str> = AssetStatus::ALL.iter().map(|status| status.code()).collect();
        Failure::from(fault).hinted(format!("statuses are {}", codes.join(", ")))
    })
}

fn condition(text: &str) -> Result<Condition, Failure> {
    Condition::parse(text).map_err(|fault| {
        let asks_client = matches!(&fault, BadQuery::Field { field, .. } if field == "client");
        let failure = Failure::from(fault);
        if asks_client { failure.hinted("say `--client CODE`") } else { failure }
    })
}

/// An asset of the list, with what of it ends first where that was asked.
struct Line {
    client: ClientCode,
    asset: Asset,
    ending: Option<(Ending, chrono::NaiveDate)>,
}

impl Args {
    /// Prints them.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        let (selection, order) = (self.selection()?, self.sort.as_deref().map(Order::parse).transpose()?);
        let mut lines = self.lines(ctx, &selection)?;
        if let Some(order) = &order {
            lines.sort_by(|a, b| order.compare(&a.asset, &b.asset));
        } else if self.expiring.is_some() {
            lines.sort_by_key(|line| line.ending.map(|(what, on)| (on, what)));
        }
        let total = lines.len();
        lines.truncate(self.limit.unwrap_or(total));
        if lines.len() < total {
            ctx.out.note(&ctx.locale.shown_of(lines.len(), total));
        }
        if ctx.wants_json() {
            ctx.json(&Listed(&lines))?;
        } else {
            let mut page = Page::new();
            page.table(self.table(&ctx.locale, &lines, &asked_fields(&selection, order.as_ref())));
            ctx.answer(&Answer { json: Value::Null, page })?;
        }
        if lines.is_empty() {
            self.hint_at_site(ctx)?;
        }
        Ok(Exit::Done)
    }

    fn selection(&self) -> Result<Selection, Failure> {
        let kinds = self.kind.iter().map(|text| AssetKind::parse(text)).collect::<Result<_, _>>()?;
        let statuses = self.status.iter().map(|text| status(text)).collect::<Result<_, _>>()?;
        let conditions = self.conditions.iter().map(|text| condition(text)).collect::<Result<_, _>>()?;
        let lacks = self.without.iter().map(|text| Lack::parse(text)).collect::<Result<_, _>>()?;
        let site = self.site.clone();
        Ok(Selection { kinds, statuses, site, conditions, lacks, within: self.expiring, missing: self.missing })
    }

    fn lines(&self, ctx: &mut Ctx, selection: &Selection) -> Result<Vec<Line>, Failure> {
        let (now, reader) = (ctx.now(), ctx.zone().clone());
        ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let client = client.as_ref().map(|client| &client.code);
            let estates = match selection.asks_estates() {
                true => estates(db, client, now, &reader)?,
                false => HashMap::new(),
            };
            let sites = if selection.site.is_some() { store::site::list(db, client)? } else { Vec::new() };
            let filter = Filter { client, kind: selection.only_kind(), status: selection.only_status() };
            let mut lines = Vec::new();
            store::asset::each(db, &filter, &mut |client, asset| {
                let estate = estates.get(&client.key());
                let own: Vec<&Site> = sites.iter().filter(|site| site.client == client).collect();
                if selection.is_at(asset.site.as_deref(), &own) && selection.takes(&asset, estate) {
                    let ending = selection.ending(&asset, estate);
                    lines.push(Line { client, asset, ending });
                }
                Ok(())
            })?;
            Ok(lines)
        })
    }

    /// Nothing is where nobody has been: the nearest site that assets are at.
    fn hint_at_site(&self, ctx: &mut Ctx) -> Result<(), Failure> {
        let Some(wanted) = &self.site else { return Ok(()) };
        let mut sites = BTreeSet::new();
        ctx.read(|db| {
            let client = self.client.as_deref().map(|code| find::client(db, code)).transpose()?;
            let filter = Filter { client: client.as_ref().map(|client| &client.code), ..Filter::default() };
            Ok::<_, Failure>(store::asset::each(db, &filter, &mut |_, asset| {
                sites.extend(asset.site);
                Ok(())
            })?)
        })?;
        if sites.iter().any(|site| fold(site) == fold(wanted.trim())) {
            return Ok(());
        }
        let folded: Vec<String> = sites.iter().map(|site| fold(site)).collect();
        let near = nearest(&fold(wanted), folded.iter().map(String::as_str));
        let near = near.and_then(|near| sites.iter().find(|site| fold(site) == near));
        ctx.out.hint(&match near {
            Some(near) => format!("no asset is at a site `{wanted}`; did you mean `{near}`?"),
            None => format!("no asset is at a site `{wanted}`"),
        });
        Ok(())
    }

    fn table(&self, locale: &Locale, lines: &[Line], asked: &[Field]) -> Table {
        let mut table = Table::new("assets", locale.asset_none())
            .column(Column::new("client", locale.title_client()))
            .column(Column::new("tag", locale.title_tag()))
            .column(Column::new("kind", locale.title_kind()).keep(5))
            .column(Column::new("label", locale.title_label()).keep(4))
            .column(Column::new("status", locale.title_status()).keep(5));
        if self.expiring.is_some() {
            let (on, what) = (locale.title_ends_on(), locale.title_what());
            table = table.column(Column::new("ends_on", on)).column(Column::new("ending", what));
        }
        for field in asked {
            table = table.column(Column::new(field.to_string(), locale.asset_field(field)).keep(6));
        }
        table = match self.missing {
            true => table.column(Column::new("missing", locale.asset_missing())),
            false => table
                .column(Column::new("serial", locale.title_serial()).keep(1))
                .column(Column::new("site", locale.title_site()).keep(2))
                .column(Column::new("assigned_to", locale.title_assigned_to()).keep(3)),
        };
        for line in lines {
            let dim = line.asset.status.is_gone();
            let cells = self.cells(locale, line, asked).into_iter();
            table.row(cells.map(|cell| if dim { cell.tone(Tone::Dim) } else { cell }));
        }
        table
    }

    fn cells(&self, locale: &Locale, line: &Line, asked: &[Field]) -> Vec<Cell> {
        let asset = &line.asset;
        let mut cells = vec![
            line.client.as_str().into(),
            asset.tag.as_str().into(),
            Cell::both(locale.asset_kind(asset.kind), asset.kind.code()),
            Cell::from(asset.text("label")),
            Cell::both(locale.asset_status(asset.status), asset.status.code()),
        ];
        if self.expiring.is_some() {
            cells.push(Cell::from(line.ending.map(|(_, on)| Cell::both(locale.date_short(on), on))));
            cells.push(Cell::from(line.ending.map(|(what, _)| Cell::both(locale.ending(what), what.code()))));
        }
        cells.extend(asked.iter().map(|field| value(locale, asset, field)));
        match self.missing {
            true => cells.push(missing_of(locale, asset)),
            false => cells.extend([
                Cell::from(asset.serial()),
                Cell::from(asset.site.as_deref()),
                Cell::from(asset.text("assigned_to")),
            ]),
        }
        cells
    }
}

/// The fields that the question names and that the list does not show anyway, each once.
fn asked_fields(selection: &Selection, order: Option<&Order>) -> Vec<Field> {
    const SHOWN: [&str; 7] = ["tag", "kind", "label", "status", "serial", "site", "assigned_to"];
    let mut asked: Vec<Field> = Vec::new();
    for field in selection.conditions.iter().map(Condition::field).chain(order.map(Order::field)) {
        if !asked.contains(field) && !SHOWN.contains(&field.name().as_ref()) {
            asked.push(field.clone());
        }
    }
    asked
}

fn value(locale: &Locale, asset: &Asset, field: &Field) -> Cell {
    let Some(raw) = asset.shown(field) else { return Cell::none() };
    match field {
        Field::Date(name) => asset.date(name).map_or_else(Cell::none, |d| Cell::both(locale.date_short(d), d)),
        Field::ManagedBy => Cell::both(locale.managed_by(asset.managed_by), raw),
        Field::Criticality => Cell::both(locale.criticality(asset.criticality), raw),
        Field::Seats => Cell::number(raw.as_str(), &raw),
        _ => Cell::from(raw),
    }
}

/// All of them for programs, one made after the other.
struct Listed<'l>(&'l [Line]);

impl serde::Serialize for Listed<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(json_with))
    }
}

fn json_with(line: &Line) -> Value {
    let mut json = json_of(&line.client, &line.asset);
    if let Some((what, on)) = line.ending {
        json.insert("ends_on".into(), json!(on));
        json.insert("ending".into(), json!(what.code()));
    }
    Value::Object(json)
}
