//! `infog report close`.

use serde_json::{Value, json};

use super::document::{Wanted, documents};
use super::printed::line;
use crate::cli::closed::{Since, adjusted};
use crate::cli::completions::candidates;
use crate::cli::context::{Answer, Ctx};
use crate::cli::desk::Desk;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::cli::find;
use crate::cli::judge::{Asked, is_ungoverned, judged};
use crate::domain::client::{Client, Language};
use crate::domain::id::ClientCode;
use crate::domain::instant::Month;
use crate::domain::span::Span;
use crate::domain::text;
use crate::intake::when;
use crate::locale::{Lang, Locale};
use crate::report::closing::{self, Document, Figures, Told, figures};
use crate::report::monthly::Monthly;
use crate::report::monthly::trend::Point;
use crate::report::page::{Cell, Column, Facts, Page, Table, Tone};
use crate::report::{monthly, sla_json, sla_page};
use crate::store::closing::{Closing, LONGEST, Seal};
use crate::store::{self, Db};

/// Close a month: its figures are frozen, and printed as they were closed from then on
///
/// The checksum covers every fact that was recorded up to then and the documents that follow from them; `infog verify`
/// checks it. What is recorded later appears as a dated adjustment in the next `report monthly` and under --show. Work in a closed month is
/// logged only with `--late`. Open points are listed before: breaches without a reason, outages that are not over.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  infog report close --client ried --month 2026-06 --dry-run      what is still open
  infog report close --client ried --month 2026-06
  infog report close --client ried --month 2026-06 --show         what was recorded since
  infog report close --list
  infog report close --client ried --month 2026-06 --reopen --reason \"visit of 12 June forgotten\"")]
pub struct Args {
    /// Client; may be left out where there is only one
    #[arg(long, short, value_name = "C", add = candidates::clients())]
    client: Option<ClientCode>,

    /// Month: 2026-06 or last
    #[arg(long, value_name = "M", default_value = "last", conflicts_with = "list")]
    month: String,

    /// List the closings of one client, or of all
    #[arg(long, conflicts_with_all = ["show", "reopen", "dry_run"])]
    list: bool,

    /// Show a closing: when, by whom, its checksum, and what was recorded since
    #[arg(long, conflicts_with_all = ["reopen", "dry_run"])]
    show: bool,

    /// Open the month again; what was closed stays in the log
    #[arg(long, requires = "reason")]
    reopen: bool,

    /// Why it is opened again
    #[arg(long, value_name = "TEXT", requires = "reopen")]
    reason: Option<String>,

    /// Tell the open points and write nothing
    #[arg(long, conflicts_with = "reopen")]
    dry_run: bool,
}

impl Args {
    /// Closes, shows, lists or opens again.
    pub fn run(self, ctx: &mut Ctx) -> Outcome {
        if self.list {
            return self.listed(ctx);
        }
        let month = when::month(&self.month, ctx.zone().date(ctx.now()))?;
        match (self.show, self.reopen) {
            (true, _) => self.shown(ctx, month),
            (_, true) => self.reopened(ctx, month),
            _ => self.close(ctx, month),
        }
    }

    fn client(&self, db: &mut dyn Db) -> Result<Client, Failure> {
        find::client_or_only(db, self.client.as_ref().map(ClientCode::as_str))
    }

    fn close(&self, ctx: &mut Ctx, month: Month) -> Outcome {
        let (client, made) = self.made(ctx, month)?;
        let mut points: Vec<OpenPoint> = Vec::new();
        for point in made.iter().flat_map(|(one, _)| open_points(one)) {
            if !points.contains(&point) {
                points.push(point); // an outage concerns every contract that speaks of availability
            }
        }
        let span = Span::month(month);
        if ctx.read(|db| is_ungoverned(db, &client.code, span))? {
            ctx.remark(&ctx.locale.report_no_contract_then(client.code.as_str(), month.to_string()));
        }
        for point in &points {
            ctx.out.warning(&point.sentence(&ctx.locale));
        }
        if self.dry_run {
            let json = json!({
                "client": client.code, "month": month.to_string(), "closed": false,
                "open_points": points.iter().map(OpenPoint::json).collect::<Vec<_>>(),
            });
            let count = i64::try_from(points.len()).unwrap_or(i64::MAX);
            ctx.changed(&json, &ctx.locale.open_points(count), &month.to_string())?;
            return Ok(Exit::Done);
        }
        if !points.is_empty() && ctx.prompt.may_ask() {
            ctx.prompt.confirm(&ctx.locale.close_all_the_same(month.to_string()))?;
        }
        let (reader, provider, stamp) = (ctx.zone().clone(), ctx.settings.file.provider(), ctx.stamp_now());
        let now = ctx.now();
        let seal = ctx.write(|db| {
            let editions = may_close(db, &client, month)?;
            let wanted = Wanted { client: &client, contract: None, span, now, reader: &reader, provider: &provider };
            let made = documents(db, &wanted)?;
            over(&made, month)?;
            let (figures, text) = frozen(&made)?;
            Ok(store::closing::close(db, &client.code, month, (editions + 1, &figures, &text), &stamp)?)
        })?;
        let json = json!({
            "client": client.code, "month": month.to_string(), "closed": true,
            "edition": seal.edition, "by": stamp.actor, "sha256": seal.sha256,
            "inputs": {"position": seal.position, "head": seal.head},
            "open_points": points.iter().map(OpenPoint::json).collect::<Vec<_>>(),
        });
        let text = ctx.locale.month_closed_now(client.code.as_str(), month.to_string(), seal.sha256.as_str());
        ctx.changed(&json, &text, &seal.sha256)?;
        Ok(Exit::Done)
    }

    fn made(&self, ctx: &mut Ctx, month: Month) -> Result<(Client, Vec<(Monthly, Language)>), Failure> {
        let (now, reader, provider) = (ctx.now(), ctx.zone().clone(), ctx.settings.file.provider());
        ctx.read(|db| {
            let client = self.client(db)?;
            may_close(db, &client, month)?;
            let span = Span::month(month);
            let wanted = Wanted { client: &client, contract: None, span, now, reader: &reader, provider: &provider };
            let made = documents(db, &wanted)?;
            over(&made, month)?;
            Ok((client, made))
        })
    }

    fn reopened(&self, ctx: &mut Ctx, month: Month) -> Outcome {
        let reason = text::line("reason", self.reason.as_deref().unwrap_or_default())?;
        let stamp = ctx.stamp_now();
        let client = ctx.write(|db| {
            let client = self.client(db)?;
            closed(db, &client, month)?;
            store::closing::reopen(db, &client.code, month, &reason, &stamp)?;
            Ok(client)
        })?;
        let json = json!({"client": client.code, "month": month.to_string(), "closed": false, "reason": reason});
        let text = ctx.locale.month_reopened(client.code.as_str(), month.to_string());
        ctx.changed(&json, &text, &month.to_string())?;
        Ok(Exit::Done)
    }

    fn shown(&self, ctx: &mut Ctx, month: Month) -> Outcome {
        let now = ctx.now();
        let (client, closing, zone, found) = ctx.read(|db| {
            let client = self.client(db)?;
            let closing = closed(db, &client, month)?;
            let mut desk = Desk::new();
            let span = Span::month(month);
            let own = std::slice::from_ref(&closing);
            let asked = Asked { client: Some(&client), contract: None, span, now, months: 0, closings: own };
            let mut found = Vec::new();
            for one in judged(&mut desk, db, &asked)? {
                let contract = one.report.contract.clone();
                let since = Since {
                    closing: &closing,
                    contract: contract.as_ref(),
                    late: &one.late,
                    report: Some(&one.report),
                    now,
                };
                let adjusted = adjusted(&mut desk, db, &client, &since, |_| true)?;
                found.push((contract, adjusted));
            }
            let zone = find::zone_of(&client)?;
            Ok((client, closing, zone, found))
        })?;
        let Some(seal) = &closing.seal else { return Ok(Exit::Done) };
        let mut page = Page::new();
        page.heading(1, ctx.locale.closing_title(client.code.as_str(), ctx.locale.month(month)));
        page.facts(seal_facts(&closing, seal, ctx));
        for (contract, adjusted) in &found {
            page.heading(2, contract.as_ref().map_or_else(|| ctx.locale.report_no_contract(), ToString::to_string));
            closing::section(&mut page, std::slice::from_ref(adjusted), &zone, &ctx.locale);
        }
        let mut json = told(&closing, client.code.as_str(), &zone);
        let adjustments = found
            .iter()
            .map(|(contract, adjusted)| json!({"contract": contract, "adjustments": closing::json(adjusted, &zone)}));
        if let Value::Object(object) = &mut json {
            object.insert("contracts".into(), adjustments.collect());
        }
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }

    fn listed(&self, ctx: &mut Ctx) -> Outcome {
        let now = ctx.now();
        let found = ctx.read(|db| {
            let clients = match &self.client {
                Some(code) => vec![find::client(db, code.as_str())?],
                None => store::client::list(db, true)?,
            };
            let mut found = Vec::new();
            for client in clients {
                let mut all = store::closing::history(db, &client.code)?;
                all.retain(|one| one.stamp.recorded_at <= now);
                found.extend(all.into_iter().map(|one| (client.clone(), one)));
            }
            Ok::<_, Failure>(found)
        })?;
        let locale = &ctx.locale;
        let mut table = Table::new("closings", locale.closing_none())
            .column(Column::new("client", locale.title_client()))
            .column(Column::new("month", locale.title_month()))
            .column(Column::new("state", locale.title_state()))
            .column(Column::new("edition", locale.title_edition()).right().keep(2))
            .column(Column::new("recorded_at", locale.title_recorded()))
            .column(Column::new("by", locale.title_actor()).keep(3))
            .column(Column::new("sha256", "SHA-256").keep(1))
            .column(Column::new("reason", locale.title_reason()).keep(4));
        for (client, one) in &found {
            table.row(row(client, one, ctx));
        }
        let mut page = Page::new();
        page.table(table);
        let zone = ctx.zone();
        let json = found.iter().map(|(client, one)| told(one, client.code.as_str(), zone)).collect::<Value>();
        ctx.answer(&Answer { json, page })?;
        Ok(Exit::Done)
    }
}

fn row(client: &Client, one: &Closing, ctx: &Ctx) -> [Cell; 8] {
    let (locale, zone) = (&ctx.locale, ctx.zone());
    let state = match one.seal {
        Some(_) => Cell::both(locale.closing_closed(), "closed"),
        None => Cell::both(locale.closing_reopened(), "reopened").tone(Tone::Warn),
    };
    let seal = one.seal.as_ref();
    let at = one.stamp.recorded_at;
    [
        Cell::text(client.code.as_str()),
        Cell::both(locale.month(one.month), one.month),
        state,
        seal.map_or_else(Cell::none, |seal| Cell::number(seal.edition.to_string(), seal.edition)),
        Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at)),
        Cell::text(one.stamp.actor.as_str()),
        seal.map_or_else(Cell::none, |seal| Cell::both(seal.sha256.chars().take(12).collect::<String>(), &seal.sha256)),
        Cell::from(one.reason.as_deref()),
    ]
}

fn told(one: &Closing, client: &str, zone: &crate::domain::calendar::Zone) -> Value {
    let seal = one.seal.as_ref();
    json!({
        "client": client,
        "month": one.month.to_string(),
        "state": if seal.is_some() { "closed" } else { "reopened" },
        "edition": seal.map(|seal| seal.edition),
        "recorded_at": zone.rfc3339(one.stamp.recorded_at),
        "by": one.stamp.actor,
        "sha256": seal.map(|seal| seal.sha256.as_str()),
        "inputs": seal.map(|seal| json!({"position": seal.position, "head": seal.head})),
        "reason": one.reason,
    })
}

fn seal_facts(closing: &Closing, seal: &Seal, ctx: &Ctx) -> Facts {
    let (locale, zone) = (&ctx.locale, ctx.zone());
    let at = closing.stamp.recorded_at;
    let mut facts = Facts::new("closing");
    facts.add("recorded_at", locale.title_recorded(), Cell::both(locale.moment(zone.local(at)), zone.rfc3339(at)));
    facts.add("by", locale.title_actor(), closing.stamp.actor.as_str());
    facts.add("edition", locale.title_edition(), Cell::number(seal.edition.to_string(), seal.edition));
    facts.add("sha256", "SHA-256", seal.sha256.as_str());
    facts.add("inputs", locale.closing_inputs(), format!("{}:{}", seal.position, seal.head));
    facts
}

/// How many times it was closed before.
fn may_close(db: &mut dyn Db, client: &Client, month: Month) -> Result<u32, Failure> {
    if let Some(before) = store::closing::of_month(db, &client.code, month)? {
        let zone = find::zone_of(client)?;
        let (when, by) = (zone.date(before.stamp.recorded_at), before.stamp.actor);
        let code = &client.code;
        return Err(Failure::refused(format!("`{code}` had {month} closed on {when} by {by}")).hinted(format!(
            "to close it anew: `infog report close --client {code} --month {month} --reopen --reason TEXT`"
        )));
    }
    let all = store::closing::history(db, &client.code)?;
    let editions = all.iter().filter(|one| one.month == month && one.seal.is_some()).count();
    Ok(u32::try_from(editions).unwrap_or(u32::MAX))
}

fn closed(db: &mut dyn Db, client: &Client, month: Month) -> Result<Closing, Failure> {
    store::closing::of_month(db, &client.code, month)?.ok_or_else(|| {
        Failure::refused(format!("`{}` has not closed {month}", client.code))
            .hinted("`infog report close --list` shows what was closed")
    })
}

/// Nothing is closed before it is over, in the zone of each contract.
fn over(made: &[(Monthly, Language)], month: Month) -> Result<(), Failure> {
    let under_way = made.iter().find(|(one, _)| one.sla.period.is_under_way());
    let Some((one, _)) = under_way else { return Ok(()) };
    let zone = &one.sla.period.zone;
    let (now, end) = (zone.rfc3339(one.as_of()), zone.rfc3339(one.sla.period.to));
    let failure = Failure::refused(format!("{month} is not over: now is {now}, it ends at {end}"));
    let last = month.previous();
    Err(if last.year() >= 1 { failure.hinted(format!("the last one that may be closed is {last}")) } else { failure })
}

/// The figures for comparison and the documents, as they are kept.
fn frozen(made: &[(Monthly, Language)]) -> Result<(Value, String), Failure> {
    let mut documents = Vec::with_capacity(made.len());
    let mut all = Vec::with_capacity(made.len());
    for (one, language) in made {
        let service = sla_json::sla(&one.sla);
        let contract = one.sla.contract.clone();
        all.push(Figures { contract: contract.clone(), point: Point::of(&one.sla), figures: figures(&service) });
        documents.push(Document {
            contract,
            language: *language,
            sla: told_in_both(&service, |locale| sla_page::sla(&one.sla, &one.titles, locale))?,
            monthly: told_in_both(&monthly::json(one), |locale| monthly::page(one, locale))?,
        });
    }
    let kept = |e: serde_json::Error| Failure::fault("a document cannot be kept").because(e);
    let text = serde_json::to_string(&documents).map_err(kept)?;
    if text.len() > LONGEST {
        let failure = Failure::refused(format!("the documents of this month are {} bytes long", text.len()));
        return Err(failure.hinted(format!("at most {LONGEST} are kept; close months with fewer breaches")));
    }
    Ok((serde_json::to_value(&all).map_err(kept)?, text))
}

fn told_in_both(json: &Value, page: impl Fn(&Locale) -> Page) -> Result<Told, Failure> {
    let made = |language| page(&Locale::new(Lang::from(language)));
    Ok(Told { json: line(json)?, en: made(Language::En), fr: made(Language::Fr) })
}

/// What is not settled when a month is closed.
#[derive(PartialEq, Eq)]
enum OpenPoint {
    /// Nobody said why.
    Breach(i64, String),
    /// Nobody said until when.
    Outage(i64),
}

impl OpenPoint {
    fn sentence(&self, locale: &Locale) -> String {
        match self {
            Self::Breach(ticket, metric) => {
                let metric =
                    serde_json::from_value(json!(metric)).map_or_else(|_| metric.clone(), |m| locale.metric(m));
                locale.point_breach(format!("#{ticket}"), metric)
            }
            Self::Outage(number) => locale.point_outage(number.to_string()),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Breach(ticket, metric) => {
                json!({"kind": "breach-without-reason", "ticket": ticket, "metric": metric})
            }
            Self::Outage(number) => json!({"kind": "open-outage", "outage": number}),
        }
    }
}

fn open_points(one: &Monthly) -> Vec<OpenPoint> {
    let service = sla_json::sla(&one.sla);
    let list = |key: &str| service[key].as_array().cloned().unwrap_or_default();
    let breaches = list("breaches").into_iter().filter(|breach| breach["reason"].is_null());
    let mut points: Vec<OpenPoint> = breaches
        .map(|b| {
            OpenPoint::Breach(b["ticket"].as_i64().unwrap_or(0), b["metric"].as_str().unwrap_or_default().to_owned())
        })
        .collect();
    let mut open: Vec<i64> = list("availability")
        .iter()
        .flat_map(|service| service["open_outages"].as_array().cloned().unwrap_or_default())
        .filter_map(|number| number.as_i64())
        .collect();
    open.sort_unstable();
    open.dedup();
    points.extend(open.into_iter().map(OpenPoint::Outage));
    points
}
