//! The document for the committee, brought together from everything that is kept.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::cli::closed::{Since, adjusted, closings, figures_of, told_in};
use crate::cli::desk::Desk;
use crate::cli::duty;
use crate::cli::endings::{Window, of_asset, of_authorisation, of_contract, of_insurance};
use crate::cli::estate::Estate;
use crate::cli::failure::Failure;
use crate::cli::judge::{Asked, Judged, judged};
use crate::domain::asset::Asset;
use crate::domain::calendar::Zone;
use crate::domain::campaign::{Difference, Park as Held, compare, in_park};
use crate::domain::client::{Client, Language};
use crate::domain::contract::Terms;
use crate::domain::contract::penalty::monthly_fee;
use crate::domain::contract::perimeter::{Subject, services_of};
use crate::domain::id::ContractRef;
use crate::domain::instant::{Instant, Month};
use crate::domain::outage::Outage;
use crate::domain::site::Site;
use crate::domain::span::Span;
use crate::domain::volume::block::Block;
use crate::domain::volume::projection::Projection;
use crate::report::action;
use crate::report::actors::Actors;
use crate::report::closing::{Adjusted, LateFact};
use crate::report::expiring::{self, Expiry};
use crate::report::monthly::park::{Counts, Moved, Movement, Park};
use crate::report::monthly::time::TimeSpent;
use crate::report::monthly::trend::Point;
use crate::report::monthly::{AHEAD_DAYS, Monthly, backlog};
use crate::report::sla::{Period, SlaReport};
use crate::report::volume::Account;
use crate::store::closing::Closing;
use crate::store::{self, Db};

/// How many months a trend has.
const MONTHS: usize = 12;

/// What is asked for.
pub struct Wanted<'a> {
    /// Whose documents.
    pub client: &'a Client,
    /// Only that of this contract.
    pub contract: Option<&'a ContractRef>,
    /// The days.
    pub span: Span,
    /// As of when; the end of the days where that is earlier.
    pub now: Instant,
    /// The zone of calendars that are built in.
    pub reader: &'a Zone,
    /// The provider's own record.
    pub provider: &'a BTreeMap<&'static str, String>,
}

/// The documents of a client's contracts, each with the language that it is written in.
///
/// # Errors
/// The database, a calendar that is missing, or a contract that the client does not have.
pub fn documents(db: &mut dyn Db, wanted: &Wanted<'_>) -> Result<Vec<(Monthly, Language)>, Failure> {
    let mut desk = Desk::new();
    let client = Some(wanted.client);
    let closings = closings(db, &wanted.client.code, wanted.now)?;
    let asked = Asked {
        client,
        contract: wanted.contract,
        span: wanted.span,
        now: wanted.now,
        months: MONTHS,
        closings: &closings,
    };
    let all = judged(&mut desk, db, &asked)?;
    let mut documents = Vec::with_capacity(all.len());
    for one in all {
        let language = one.language;
        documents.push((document(&mut desk, db, wanted, one, &closings)?, language));
    }
    Ok(documents)
}

fn document(
    desk: &mut Desk,
    db: &mut dyn Db,
    wanted: &Wanted<'_>,
    judged: Judged,
    closings: &[Closing],
) -> Result<Monthly, Failure> {
    let adjustments = adjustments(desk, db, wanted, &judged, closings)?;
    let Judged { report, titles, months, entries, account, .. } = judged;
    let (period, client) = (report.period.clone(), &wanted.client.code);
    let came = store::ticket::channels(db, client, period.from, period.to)?;
    let of_days = entries.iter().filter(|entry| period.holds(entry.at));
    let time = TimeSpent::of(of_days, &came, report.opened.iter());
    let day = period.zone.date(period.as_of.now).min(period.span.to());
    let estate = Estate::read(db, wanted.client.clone(), period.as_of.last(), wanted.reader)?;
    let (park, assets) = park(db, &estate, &report)?;
    let duties = match &report.terms {
        Some(terms) => duty::duties(db, terms, (period.span.from(), day))?,
        None => Vec::new(),
    };
    let mut monthly = Monthly {
        projection: account.as_ref().and_then(|account| projection(account, &report, day)),
        trend: trend(&months, closings),
        months: with_penalties(&report, months),
        time,
        park,
        expiries: expiries(db, &estate, &report, &assets, wanted.provider, day)?,
        duties,
        planned: planned(db, &period, client)?,
        actions: actions(db, &report, day)?,
        adjustments,
        actors: report.terms.as_deref().map(|terms| Actors::of(terms, day)),
        provider: wanted.provider.clone(),
        sla: report,
        titles,
    };
    for ticket in backlog::oldest(&monthly).iter().map(|one| one.ticket).collect::<Vec<_>>() {
        if let (false, Some(title)) = (monthly.titles.contains_key(&ticket), store::ticket::title(db, ticket)?) {
            monthly.titles.insert(ticket, title);
        }
    }
    Ok(monthly)
}

/// The months up to the last; a closed one as it was closed.
fn trend(months: &[SlaReport], closings: &[Closing]) -> Vec<Point> {
    let point = |month: &SlaReport| {
        let closing = closings.iter().find(|one| Span::month(one.month) == month.period.span);
        let figures = closing.and_then(|closing| figures_of(closing, month.contract.as_ref()));
        figures.map_or_else(|| Point::of(month), |figures| Point { closed: true, ..figures.point })
    };
    months.iter().map(point).collect()
}

/// What was recorded of closed months and is told in this report.
fn adjustments(
    desk: &mut Desk,
    db: &mut dyn Db,
    wanted: &Wanted<'_>,
    judged: &Judged,
    closings: &[Closing],
) -> Result<Vec<Adjusted>, Failure> {
    let own: Vec<Month> = wanted.span.months().collect();
    let contract = judged.report.contract.as_ref();
    let mut found = Vec::new();
    for closing in closings.iter().filter(|closing| closing.month < wanted.span.last_month()) {
        let since = Since { closing, contract, late: &judged.late, report: None, now: wanted.now };
        let tells = |fact: &LateFact| own.contains(&told_in(closing.month, fact.event, closings));
        let adjusted = adjusted(desk, db, wanted.client, &since, tells)?;
        if !adjusted.facts.is_empty() {
            found.push(adjusted);
        }
    }
    Ok(found)
}

/// The months that the report holds whole, where it is longer than one.
fn with_penalties(report: &SlaReport, months: Vec<SlaReport>) -> Vec<SlaReport> {
    let span = report.period.span;
    if span.as_month().is_some() {
        return Vec::new();
    }
    let within = |month: &SlaReport| {
        let of = month.period.span;
        let bears =
            month.terms.as_ref().is_some_and(|terms| monthly_fee(terms).is_some() || !terms.penalties.is_empty());
        span.from() <= of.from() && of.to() <= span.to() && bears
    };
    months.into_iter().filter(within).collect()
}

/// The period of the volume that holds the last day.
fn projection((account, blocks): &(Account, Vec<Block>), report: &SlaReport, day: NaiveDate) -> Option<Projection> {
    report.volume.as_ref()?;
    let period = account.period_of(blocks, day);
    Some(Projection::new(&account.contract, &account.lines, period, day))
}

/// What came and left, and the assets that are there at the end.
fn park(db: &mut dyn Db, estate: &Estate, report: &SlaReport) -> Result<(Park, Vec<Asset>), Failure> {
    let period = &report.period;
    let before = store::campaign::state_at(db, &estate.client.code, period.from.plus_s(-1))?;
    let after = store::campaign::state_at(db, &estate.client.code, period.as_of.last())?;
    let terms = report.terms.as_deref();
    let covered = |asset: &Asset| terms.is_some_and(|terms| is_covered(terms, asset, &estate.sites));
    let changes = compare(&before, &after);
    let mut park = Park { changed: changes.count("changed"), ..Park::default() };
    for difference in &changes.differences {
        let moved = match difference {
            Difference::Added(_) => Moved::In,
            Difference::Gone { .. } => Moved::Out,
            Difference::Changed { .. } => continue,
        };
        let asset = difference.asset();
        let label = asset.text("label").map(str::to_owned);
        let (tag, kind) = (asset.tag.clone(), asset.kind);
        park.movements.push(Movement { moved, tag, kind, label, covered: covered(asset) });
    }
    park.movements.sort_by_key(|one| (one.moved, one.tag.key()));
    for asset in there(&before) {
        counts(&mut park, asset).before += 1;
    }
    for asset in there(&after) {
        let is_covered = covered(asset);
        let counts = counts(&mut park, asset);
        counts.after += 1;
        counts.covered += usize::from(is_covered);
    }
    Ok((park, there(&after).cloned().collect()))
}

fn there(held: &Held<i64>) -> impl Iterator<Item = &Asset> {
    held.values().flatten().filter(|asset| in_park(asset))
}

fn counts<'p>(park: &'p mut Park, asset: &Asset) -> &'p mut Counts {
    &mut park.kinds.entry(asset.kind.code()).or_insert((asset.kind, Counts::default())).1
}

fn is_covered(terms: &Terms, asset: &Asset, sites: &[Site]) -> bool {
    let services = services_of(asset);
    terms.coverage(&Subject::of(asset, &services).among(sites)).is_inside()
}

/// What ends within the days that are looked ahead.
fn expiries(
    db: &mut dyn Db,
    estate: &Estate,
    report: &SlaReport,
    assets: &[Asset],
    provider: &BTreeMap<&'static str, String>,
    day: NaiveDate,
) -> Result<Vec<Expiry>, Failure> {
    let window = Window { today: day, to: day.checked_add_days(Days::new(AHEAD_DAYS)).unwrap_or(day), past: false };
    let mut found: Vec<Expiry> = assets.iter().flat_map(|asset| of_asset(estate, asset, window)).collect();
    let contract = report.contract.as_ref();
    let own = estate.contracts.iter().filter(|(known, _)| {
        known.latest().is_some_and(|terms| contract.is_none_or(|contract| *contract == terms.contract))
    });
    found.extend(own.flat_map(|(known, _)| of_contract(known, window)));
    let leaves = store::third_party::of_client(db, &estate.client.code)?;
    found.extend(leaves.iter().filter_map(|leave| of_authorisation(leave, window)));
    found.extend(of_insurance(|key| provider.get(key).cloned(), window));
    expiring::sort(&mut found);
    Ok(found)
}

/// Planned work after the end, as far as the client had been told of it by then.
fn planned(
    db: &mut dyn Db,
    period: &Period,
    client: &crate::domain::id::ClientCode,
) -> Result<Vec<(i64, Outage)>, Failure> {
    let as_of = period.as_of;
    let to_come = |outage: &Outage| {
        outage.planned && !as_of.holds(outage.from) && outage.announced_at.is_none_or(|at| as_of.holds(at))
    };
    let known = store::outage::of_client(db, client)?;
    Ok(known.into_iter().map(|known| (known.number, known.outage)).filter(|(_, outage)| to_come(outage)).collect())
}

/// Actions of the contract, or of no contract in particular, that are open or ended in the days.
fn actions(db: &mut dyn Db, report: &SlaReport, day: NaiveDate) -> Result<Vec<action::Line>, Failure> {
    let known = store::action::list(db, Some(&report.client))?;
    let of_contract = |contract: &Option<ContractRef>| {
        contract.as_ref().is_none_or(|named| report.contract.as_ref().is_none_or(|own| own == named))
    };
    let own = known.values().filter(|known| of_contract(&known.action.contract));
    let lines = own.map(|known| (known.number, report.client.as_str(), &known.action));
    Ok(action::lines(lines, (report.period.as_of.last(), day), report.period.from))
}
