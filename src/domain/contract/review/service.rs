//! Perimeter, severities, targets, goals, penalties.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::super::terms::{Severity, Terms};
use super::Remark;
use crate::domain::allowance::Allowance;
use crate::domain::contract::goal::GoalMetric;
use crate::domain::contract::policy::WhenClosed;
use crate::domain::contract::target::{Metric, Target};
use crate::domain::id::CalendarName;
use crate::domain::ticket::kind::TicketKind;

pub(super) fn review(terms: &Terms, remarks: &mut Vec<Remark>) {
    lines(terms, remarks);
    if terms.severities.is_empty() {
        let sentence = "no severity is defined: every incident is as grave as any other";
        let clause =
            "[[severity]]\ncode = \"N1\"\nlabel = \"Critique\"\nmeaning = \"Le réseau ne permet plus de travailler\"";
        remarks.push(Remark::new("no-severities", "severity", sentence, clause));
    }
    if terms.targets.is_empty() {
        let sentence = "there is no target: the contract commits to no delay";
        let clause = "[[target]]\nticket = \"incident\"\nresponse = \"3h working\"";
        remarks.push(Remark::new("no-targets", "target", sentence, clause));
    } else {
        remarks.extend(terms.severities.iter().filter_map(|severity| without_target(terms, severity)));
        remarks.extend(requests(terms));
        remarks.extend(terms.targets.iter().filter_map(response_after_resolution));
        remarks.extend(terms.targets.iter().flat_map(|target| elapsed(terms, target)));
    }
    goals(terms, remarks);
}

fn lines(terms: &Terms, remarks: &mut Vec<Remark>) {
    if terms.lines.is_empty() {
        let sentence = "no perimeter line is drawn: every asset of the client is covered";
        let clause = "[[line]]\nname = \"postes\"\nkinds = [\"workstation\", \"laptop\"]";
        remarks.push(Remark::new("no-lines", "line", sentence, clause));
    }
    let greedy = terms.lines.iter().position(|l| l.takes_everything() && l.excluded.is_empty());
    for line in terms.lines.iter().skip(greedy.map_or(usize::MAX, |i| i + 1)) {
        let sentence = format!("the line `{}` is never reached: one before it covers every asset", line.name);
        remarks.push(Remark::new("line-never-reached", "line", sentence, ""));
    }
    for line in terms.lines.iter().filter(|l| l.price.is_some() && l.unit.is_none()) {
        let sentence = format!("the price of the line `{}` does not say what it is paid for", line.name);
        remarks.push(Remark::new("line-price-without-unit", "line", sentence, "unit = \"month\""));
    }
}

/// The targets that concern tickets of a kind and severity, on some line.
fn concerning<'t>(
    terms: &'t Terms,
    kind: TicketKind,
    severity: Option<&'t Severity>,
) -> impl Iterator<Item = &'t Target> + Clone {
    let grave = move |t: &&Target| t.severity.as_ref().is_none_or(|code| severity.is_some_and(|s| s.code == *code));
    terms.targets.iter().filter(move |t| t.ticket.is_none_or(|k| k == kind)).filter(grave)
}

/// An incident of this severity has no commitment, or only one of the two that count.
fn without_target(terms: &Terms, severity: &Severity) -> Option<Remark> {
    let code = &severity.code;
    let mut targets = concerning(terms, TicketKind::Incident, Some(severity));
    let clause = |metric: Metric, within: &str| {
        format!("[[target]]\nticket = \"incident\"\nseverity = \"{code}\"\n{metric} = \"{within}\"")
    };
    if targets.clone().next().is_none() {
        let sentence = format!("an incident of severity `{code}` has no target, hence no commitment");
        return Some(Remark::new(
            "severity-without-target",
            "target",
            sentence,
            clause(Metric::Response, "6h working"),
        ));
    }
    let speaks = |metric: Metric| concerning(terms, TicketKind::Incident, Some(severity)).any(|t| t.speaks_of(metric));
    let none_on_purpose = targets.any(Target::is_none_on_purpose);
    match (speaks(Metric::Response), speaks(Metric::Resolution)) {
        _ if none_on_purpose => None,
        (true, false) => {
            let sentence = format!(
                "severity `{code}` promises a response and no resolution: the report will judge only the first"
            );
            Some(Remark::new(
                "response-without-resolution",
                "target",
                sentence,
                clause(Metric::Resolution, "16h working"),
            ))
        }
        (false, true) => {
            let sentence = format!("severity `{code}` promises a resolution and no response");
            Some(Remark::new("resolution-without-response", "target", sentence, clause(Metric::Response, "3h working")))
        }
        _ => None,
    }
}

/// Requests are tickets too: a target, or one without any metric to say that there is none.
fn requests(terms: &Terms) -> Option<Remark> {
    let concerned = terms.targets.iter().any(|t| t.ticket.is_none_or(|kind| kind == TicketKind::Request));
    let sentence = "requests have no target, hence no commitment";
    let clause = "[[target]]\nticket = \"request\"\nresolution = \"5d working\"";
    (!concerned).then(|| Remark::new("no-request-target", "target", sentence, clause))
}

fn response_after_resolution(target: &Target) -> Option<Remark> {
    let (response, resolution) = (target.response.as_ref()?, target.resolution.as_ref()?);
    let comparable = response.within.unit() == resolution.within.unit() && response.calendar == resolution.calendar;
    let longer = response.within.seconds() > resolution.within.seconds();
    let sentence = format!(
        "{}: the response (`{}`) is allowed more time than the resolution (`{}`)",
        target.name(),
        response.within,
        resolution.within
    );
    (comparable && longer).then(|| Remark::new("response-after-resolution", "target", sentence, ""))
}

/// Elapsed hours in a contract of working hours, with what they come to on a Friday.
fn elapsed<'t>(terms: &'t Terms, target: &'t Target) -> impl Iterator<Item = Remark> + 't {
    let granted = Metric::ALL.into_iter().filter_map(|metric| Some((metric, target.commitment(metric)?)));
    granted.filter_map(|(metric, commitment)| {
        let calendar = commitment.calendar.as_ref().unwrap_or(&terms.calendar);
        let Allowance::Elapsed(seconds) = commitment.within else { return None };
        let example = on_a_friday(seconds, terms.policy.elapsed_due_when_closed)?;
        let (name, within) = (target.name(), commitment.within);
        let sentence = format!("{name}: {metric} `{within}` counts nights, weekends and holidays: {example}");
        let clause = format!("{metric} = \"{}\"", Allowance::Working(seconds));
        let office = *calendar != CalendarName::always();
        office.then(|| Remark::new("elapsed-in-office-hours", "target", sentence, clause))
    })
}

/// When a commitment of elapsed `seconds` would be due.
fn on_a_friday(seconds: i64, when_closed: WhenClosed) -> Option<String> {
    let friday = friday_morning()?;
    let due = friday.checked_add_signed(TimeDelta::seconds(seconds))?;
    let then = match when_closed {
        WhenClosed::Keep => "open or closed",
        WhenClosed::NextOpening => "or at the next opening if the desk is closed then",
    };
    let (opened, due) = (friday.format("%Y-%m-%d at %H:%M"), due.format("%A %Y-%m-%d at %H:%M"));
    Some(format!("opened on Friday {opened} it is due on {due}, {then}"))
}

/// A Friday in winter, far from any change of the clocks.
fn friday_morning() -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(2026, 1, 23)?.and_hms_opt(10, 20, 0)
}

fn goals(terms: &Terms, remarks: &mut Vec<Remark>) {
    if terms.goals.is_empty() {
        let sentence = "there is no goal: the report shows rates and judges none";
        let clause = "[[goal]]\nmetric = \"response\"\nat_least = 95.0";
        remarks.push(Remark::new("no-goal", "goal", sentence, clause));
    }
    let promised = |metric: GoalMetric| match (metric, metric.clock()) {
        (GoalMetric::Availability, _) => !terms.availability.is_empty(),
        (_, Some(clock)) => terms.targets.iter().any(|t| t.commitment(clock).is_some()),
        (_, None) => true,
    };
    for goal in terms.goals.iter().filter(|g| !promised(g.metric)) {
        let metric = goal.metric;
        let sentence = format!("there is a goal on `{metric}`, and nothing promises it: it will never be judged");
        let section = if metric == GoalMetric::Availability { "availability" } else { "target" };
        remarks.push(Remark::new("goal-without-target", section, sentence, ""));
    }
    if terms.penalties.is_empty() {
        let sentence = "there is no penalty: missing a goal costs nothing";
        let clause = "[[penalty]]\nmetric = \"response\"\nfranchise_points = \"1\"\npercent_per_point = \"2\"\ncap_percent = \"10\"";
        remarks.push(Remark::new("no-penalty", "penalty", sentence, clause));
    }
    for penalty in terms.penalties.iter().filter(|p| !terms.goals.iter().any(|g| g.metric == p.metric)) {
        let metric = penalty.metric;
        let sentence = format!("there is a penalty on `{metric}` and no goal to miss");
        let clause = format!("[[goal]]\nmetric = \"{metric}\"\nat_least = 95.0");
        remarks.push(Remark::new("penalty-without-goal", "goal", sentence, clause));
    }
}
