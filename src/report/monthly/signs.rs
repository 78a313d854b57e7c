//! The summary in traffic lights: each promise with its figure, its goal, the month before, and a word.

use serde_json::{Value, json};

use super::Monthly;
use super::trend::{Point, commitment_name};
use crate::domain::contract::goal::{Bound, GoalMetric};
use crate::domain::money::Decimal;
use crate::locale::Locale;
use crate::report::page::{Cell, Column, Table, Tone};
use crate::report::sla::{Key, Row};

/// How a promise stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Light {
    /// Kept.
    Green,
    /// Not plain: [`Why`] says what it is.
    Amber,
    /// Missed.
    Red,
    /// Too few cases, or none.
    Grey,
}

impl Light {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Grey => "grey",
        }
    }

    /// Its word and its tone: never the colour alone.
    #[must_use]
    pub fn cell(self, locale: &Locale) -> Cell {
        let (word, tone) = match self {
            Self::Green => (locale.light_green(), Tone::Good),
            Self::Amber => (locale.light_amber(), Tone::Warn),
            Self::Red => (locale.light_red(), Tone::Bad),
            Self::Grey => (locale.light_grey(), Tone::Dim),
        };
        Cell::both(word, self.code()).tone(tone)
    }
}

/// Why a light is neither plainly green nor plainly red.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Reached, and one case more that is missed would break the goal.
    OneMore,
    /// Missed by so little that no penalty falls due.
    Franchise,
    /// Some were missed, and no goal says how many may be.
    NoGoal,
    /// At this pace there is too little until the end of the period.
    Projected,
    /// So many per cent of the volume are used.
    Used(i64),
    /// So many open actions are late.
    Late(i64),
    /// Too few cases for a percentage (rule 25).
    TooFew,
    /// Nothing to judge.
    NoCase,
}

impl Why {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneMore => "one-more",
            Self::Franchise => "franchise",
            Self::NoGoal => "no-goal",
            Self::Projected => "projected",
            Self::Used(_) => "used",
            Self::Late(_) => "late",
            Self::TooFew => "too-few",
            Self::NoCase => "no-case",
        }
    }

    fn cell(self, locale: &Locale) -> Cell {
        let words = match self {
            Self::OneMore => locale.why_one_more(),
            Self::Franchise => locale.why_franchise(),
            Self::NoGoal => locale.why_no_goal(),
            Self::Projected => locale.why_projected(),
            Self::Used(percent) => locale.why_used(percent.to_string()),
            Self::Late(count) => locale.why_late(count),
            Self::TooFew => locale.why_too_few(),
            Self::NoCase => locale.why_no_case(),
        };
        Cell::both(words, self.code())
    }
}

/// What a light is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Topic {
    /// A commitment to tickets.
    Commitment(Key),
    /// A service.
    Service(String),
    /// A rate of calls.
    Calls(GoalMetric),
    /// The volume.
    Volume,
    /// What is due regularly.
    Duties,
    /// Actions.
    Actions,
}

/// One line of the summary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// About what.
    pub topic: Topic,
    /// How it stands.
    pub light: Light,
    /// Why, where the light alone does not tell.
    pub why: Option<Why>,
    /// Numerator and denominator.
    pub value: Option<(i64, i64)>,
    /// Whether they are enough to be a rate (rule 25).
    pub enough: bool,
    /// Where the rate must lie.
    pub goal: Option<Bound>,
    /// The same of the month before, where that is a rate.
    pub before: Option<(i64, i64)>,
}

/// Every line of the summary.
#[must_use]
pub fn signs(monthly: &Monthly) -> Vec<Sign> {
    let report = &monthly.sla;
    let shown = |key: &Key| !key.0 && (key.3.is_none() || report.goal(*key).is_some());
    let rows = report.rows.iter().filter(|(key, _)| shown(key));
    let mut signs: Vec<Sign> = rows.map(|(key, row)| of_row(monthly, *key, row)).collect();
    signs.extend(report.services.iter().map(|service| {
        let (light, why) = match service.is_kept() {
            Some(true) => (Light::Green, None),
            Some(false) if within_franchise(monthly, Some(&service.promise.service), None) => {
                (Light::Amber, Some(Why::Franchise))
            }
            Some(false) => (Light::Red, None),
            None => (Light::Grey, Some(Why::NoCase)),
        };
        let before = monthly.before().and_then(|p| p.service(&service.promise.service));
        Sign {
            topic: Topic::Service(service.promise.service.clone()),
            light,
            why,
            value: Some((service.up.up_s(), service.up.required_s)),
            enough: true,
            goal: Some(Bound::AtLeast(service.promise.at_least)),
            before: before.map(|up| (up.up_s, up.required_s)),
        }
    }));
    signs.extend(of_calls(monthly));
    signs.extend(of_volume(monthly));
    signs.extend(of_duties(monthly));
    signs.extend(of_actions(monthly));
    signs
}

/// Whether a missed goal costs nothing: less than its franchise, or less than a whole point after it.
fn within_franchise(monthly: &Monthly, service: Option<&String>, key: Option<Key>) -> bool {
    monthly.sla.charges().iter().any(|charge| {
        let severity = key.and_then(|key| key.3).and_then(|i| monthly.sla.severities.get(i));
        let same = match key {
            Some(key) => {
                charge.metric.clock() == Some(key.2)
                    && charge.ticket == Some(key.1)
                    && charge.severity.as_ref() == severity
            }
            None => charge.service.as_ref() == service,
        };
        same && charge.whole_points == 0
    })
}

fn of_row(monthly: &Monthly, key: Key, row: &Row) -> Sign {
    let report = &monthly.sla;
    let (met, decided) = (i64::from(row.met), i64::from(row.decided));
    let goal = report.goal(key).map(|goal| goal.bound);
    let (light, why) = match (goal, report.goal_met(key, row)) {
        (Some(bound), Some(true)) if met < decided && bound.judges(met, decided + 1) == Some(false) => {
            (Light::Amber, Some(Why::OneMore))
        }
        (_, Some(true)) => (Light::Green, None),
        (_, Some(false)) if within_franchise(monthly, None, Some(key)) => (Light::Amber, Some(Why::Franchise)),
        (_, Some(false)) => (Light::Red, None),
        _ if decided == 0 => (Light::Grey, Some(Why::NoCase)),
        (Some(_), None) => (Light::Grey, Some(Why::TooFew)),
        (None, None) if met == decided => (Light::Green, None),
        (None, None) => (Light::Amber, Some(Why::NoGoal)),
    };
    let severity = key.3.and_then(|index| report.severities.get(index));
    let before = monthly.before().and_then(|p| p.rate(key.2, key.1, severity)).filter(|rate| rate.enough);
    Sign {
        topic: Topic::Commitment(key),
        light,
        why,
        value: Some((met, decided)),
        enough: report.has_sample(row),
        goal,
        before: before.map(|rate| (i64::from(rate.met), i64::from(rate.decided))),
    }
}

fn of_calls(monthly: &Monthly) -> Vec<Sign> {
    let Some(calls) = &monthly.sla.calls else { return Vec::new() };
    let sign = |goal: &crate::domain::contract::goal::Goal| {
        let value = calls.total.rate(goal.metric).map(|(part, of)| (i64::from(part), i64::from(of)));
        let light = match calls.is_reached(goal.metric) {
            Some(true) => Light::Green,
            Some(false) => Light::Red,
            None => Light::Grey,
        };
        let before = monthly.before().and_then(|p| p.calls_of(goal.metric));
        Sign {
            topic: Topic::Calls(goal.metric),
            light,
            why: (light == Light::Grey).then_some(Why::NoCase),
            value,
            enough: value.is_some_and(|(_, of)| of > 0),
            goal: Some(goal.bound),
            before: before.map(|calls| (i64::from(calls.part), i64::from(calls.of))),
        }
    };
    calls.goals.iter().map(sign).collect()
}

/// Red where more is burnt than there was, amber where it will be, or from 80 per cent on.
fn of_volume(monthly: &Monthly) -> Option<Sign> {
    let projection = monthly.projection.as_ref()?;
    let (burnt, at_hand) = (projection.burnt.ten_thousandths(), projection.at_hand.ten_thousandths());
    let [warn, _] = crate::report::volume_page::WARN_AT;
    let (light, why) = match () {
        () if at_hand <= 0 && burnt == 0 => (Light::Grey, Some(Why::NoCase)),
        () if burnt > at_hand => (Light::Red, None),
        () if projection.missing() > Decimal::default() => (Light::Amber, Some(Why::Projected)),
        () if burnt * 100 >= at_hand * warn => (Light::Amber, Some(Why::Used(burnt * 100 / at_hand.max(1)))),
        () => (Light::Green, None),
    };
    let value = Some((burnt, at_hand));
    Some(Sign { topic: Topic::Volume, light, why, value, enough: true, goal: None, before: None })
}

fn of_duties(monthly: &Monthly) -> Option<Sign> {
    let all = monthly.duties.len();
    let kept = monthly.duties.iter().filter(|duty| !duty.is_overdue()).count();
    let light = if kept == all { Light::Green } else { Light::Red };
    (all > 0).then(|| counted(Topic::Duties, (light, None), kept, all))
}

fn of_actions(monthly: &Monthly) -> Option<Sign> {
    use crate::domain::action::Standing;
    let open = monthly.actions.iter().filter(|line| matches!(line.standing, Standing::Open | Standing::Overdue));
    let (mut all, mut late) = (0, 0);
    for line in open {
        all += 1;
        late += usize::from(line.standing == Standing::Overdue);
    }
    let state = match late {
        0 => (Light::Green, None),
        _ => (Light::Amber, Some(Why::Late(i64::try_from(late).unwrap_or(i64::MAX)))),
    };
    (all > 0).then(|| counted(Topic::Actions, state, all - late, all))
}

fn counted(topic: Topic, (light, why): (Light, Option<Why>), part: usize, of: usize) -> Sign {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Sign { topic, light, why, value: Some((count(part), count(of))), enough: false, goal: None, before: None }
}

/// For programs.
#[must_use]
pub fn json(monthly: &Monthly) -> Vec<Value> {
    let fraction = |(part, of): (i64, i64)| (of > 0).then(|| part as f64 / of as f64);
    let one = |sign: &Sign| {
        let (topic, about, ticket, severity) = coded(monthly, &sign.topic);
        let number = |scaled: i64| match sign.topic {
            Topic::Volume => crate::report::volume::quantity(Decimal::from_ten_thousandths(scaled)),
            _ => scaled.into(),
        };
        json!({
            "topic": topic,
            "about": about,
            "ticket": ticket,
            "severity": severity,
            "light": sign.light.code(),
            "why": sign.why.map(Why::code),
            "numerator": sign.value.map(|v| number(v.0)),
            "denominator": sign.value.map(|v| number(v.1)),
            "rate": sign.value.filter(|_| sign.enough).and_then(fraction),
            "goal": sign.goal.map(|bound| bound.percent().fraction()),
            "previous_rate": sign.before.and_then(fraction),
        })
    };
    signs(monthly).iter().map(one).collect()
}

fn coded(monthly: &Monthly, topic: &Topic) -> (&'static str, Option<String>, Option<String>, Option<String>) {
    match topic {
        Topic::Commitment((_, ticket, metric, severity)) => {
            let severity = severity.and_then(|i| monthly.sla.severities.get(i)).map(ToString::to_string);
            ("commitment", Some(metric.to_string()), Some(ticket.to_string()), severity)
        }
        Topic::Service(name) => ("availability", Some(name.clone()), None, None),
        Topic::Calls(metric) => ("telephony", Some(metric.to_string()), None, None),
        Topic::Volume => ("volume", None, None, None),
        Topic::Duties => ("obligations", None, None, None),
        Topic::Actions => ("actions", None, None, None),
    }
}

/// For people.
#[must_use]
pub fn table(monthly: &Monthly, locale: &Locale) -> Table {
    let mut table = Table::new("summary", locale.report_no_commitments())
        .column(Column::new("what", locale.title_what()))
        .column(Column::new("light", locale.title_light()))
        .column(Column::new("value", locale.title_value()).right())
        .column(Column::new("goal", locale.title_goal()).right().keep(3))
        .column(Column::new("before", locale.title_month_before()).right().keep(2))
        .column(Column::new("why", locale.title_because()).keep(4));
    for sign in signs(monthly) {
        table.row([
            name(monthly, &sign.topic, locale),
            state(&sign, locale),
            value(&sign, monthly, locale),
            goal(&sign, locale),
            before(&sign, locale),
            sign.why.map_or_else(Cell::none, |why| why.cell(locale)),
        ]);
    }
    table
}

/// The word of the light; where no goal is set, that, and for open actions whether they are in time. The code stays.
fn state(sign: &Sign, locale: &Locale) -> Cell {
    let mut cell = sign.light.cell(locale);
    match sign.topic {
        Topic::Commitment(_) if sign.goal.is_none() && sign.light != Light::Grey => {
            cell.text = locale.light_no_goal();
            cell.tone = Tone::Plain;
        }
        Topic::Actions if sign.light == Light::Green => cell.text = locale.light_in_time(),
        Topic::Actions => cell.text = locale.light_late(),
        _ => {}
    }
    cell
}

fn name(monthly: &Monthly, topic: &Topic, locale: &Locale) -> Cell {
    match topic {
        Topic::Commitment((_, ticket, metric, severity)) => {
            let severity = severity.and_then(|i| monthly.sla.severities.get(i));
            commitment_name(*metric, *ticket, severity, locale)
        }
        Topic::Service(service) => Cell::both(locale.availability_of(service.as_str()), service),
        Topic::Calls(metric) => Cell::both(locale.goal_metric(*metric), metric),
        Topic::Volume => Cell::both(locale.volume_used(), "volume"),
        Topic::Duties => Cell::both(locale.report_duties(), "obligations"),
        Topic::Actions => Cell::both(locale.report_actions(), "actions"),
    }
}

const fn decimals(topic: &Topic) -> u32 {
    if matches!(topic, Topic::Service(_)) { 2 } else { 1 }
}

/// A rate with its fraction; the counts alone where they are too few.
fn value(sign: &Sign, monthly: &Monthly, locale: &Locale) -> Cell {
    let Some((part, of)) = sign.value else { return Cell::none() };
    match &sign.topic {
        _ if of == 0 && sign.topic != Topic::Volume => Cell::none(),
        Topic::Volume => {
            let Some(statement) = &monthly.sla.volume else { return Cell::none() };
            let shown = |scaled| {
                crate::report::volume_page::quantity(locale, &statement.volume, Decimal::from_ten_thousandths(scaled))
            };
            Cell::both(locale.part_of(shown(part), shown(of)), part as f64 / of.max(1) as f64)
        }
        Topic::Duties => Cell::both(locale.duties_kept(part, of.to_string()), format!("{part}/{of}")),
        Topic::Actions => Cell::both(locale.actions_in_time(part, of.to_string()), format!("{part}/{of}")),
        Topic::Service(_) => {
            let rate = locale.rate(part, of, 2).unwrap_or_default();
            Cell::number(rate, part as f64 / of as f64)
        }
        topic if sign.enough => {
            let rate = locale.rate(part, of, decimals(topic)).unwrap_or_default();
            Cell::number(format!("{rate} ({part}/{of})"), part as f64 / of as f64)
        }
        _ => Cell::both(format!("{part}/{of}"), ""),
    }
}

fn goal(sign: &Sign, locale: &Locale) -> Cell {
    let Some(bound) = sign.goal else { return Cell::none() };
    let percent = locale.percent(bound.percent().fraction());
    let text = match bound {
        Bound::AtLeast(_) => locale.goal_at_least(percent),
        Bound::AtMost(_) => locale.goal_at_most(percent),
    };
    Cell::number(text, bound.percent().fraction())
}

fn before(sign: &Sign, locale: &Locale) -> Cell {
    match sign.before {
        Some((part, of)) if of > 0 => {
            let text = locale.rate(part, of, decimals(&sign.topic)).unwrap_or_default();
            Cell::number(text, part as f64 / of as f64)
        }
        _ => Cell::none(),
    }
}

/// What the summary compares with.
#[must_use]
pub fn previous(points: &[Point]) -> Option<&Point> {
    points.len().checked_sub(2).and_then(|i| points.get(i))
}
