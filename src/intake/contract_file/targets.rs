//! `[[target]]`: commitments (rules 12 to 17), and that no two of them tie (rule 23).

use crate::domain::allowance::Allowance;
use crate::domain::contract::Terms;
use crate::domain::contract::target::{Commitment, DayEnd, Metric, Target};
use crate::domain::id::CalendarName;
use crate::intake::toml_source::{Field, Section};

use super::scope::{named_line, named_severity};

const FORM: &str = "a commitment, `\"3h working\"` or `{ within = \"3h working\", calendar = \"always\" }`";

pub(super) fn read(root: &Section<'_, '_>, terms: &mut Terms) {
    let mut lines: Vec<usize> = Vec::new();
    for section in root.tables("target") {
        let target = target(&section, terms);
        let tied = terms.targets.iter().zip(&lines).find_map(|(other, line)| Some((tie(other, &target)?, *line)));
        if let Some((metric, line)) = tied.filter(|_| is_whole(&section, &target)) {
            let hint = "give one of them a line, a ticket kind or a severity, or make one of both";
            let message =
                format!("it ties with the target on line {line}: both speak of `{metric}` for the same tickets");
            section.report(message, Some(hint.to_owned()));
        }
        lines.push(section.line());
        terms.targets.push(target);
        section.close();
    }
}

fn target(section: &Section<'_, '_>, terms: &Terms) -> Target {
    Target {
        line: named_line(section, terms),
        ticket: section.get("ticket").and_then(|f| f.choice()),
        severity: named_severity(section, terms),
        firm: section.get("firm").and_then(|f| f.flag()).unwrap_or(true),
        response: commitment(section, "response"),
        workaround: commitment(section, "workaround"),
        resolution: commitment(section, "resolution"),
        update: commitment(section, "update"),
    }
}

/// Whether it concerns whom the file says: what could not be read would tie with everything.
fn is_whole(section: &Section<'_, '_>, target: &Target) -> bool {
    section.has("line") == target.line.is_some()
        && section.has("ticket") == target.ticket.is_some()
        && section.has("severity") == target.severity.is_some()
}

/// The metric of which both speak with the same line, ticket kind and severity.
fn tie(one: &Target, other: &Target) -> Option<Metric> {
    let same = one.line == other.line && one.ticket == other.ticket && one.severity == other.severity;
    Metric::ALL.into_iter().find(|m| same && one.speaks_of(*m) && other.speaks_of(*m))
}

fn commitment(section: &Section<'_, '_>, metric: &'static str) -> Option<Commitment> {
    let field = section.get(metric)?;
    if !field.is_table() {
        return Some(Commitment { within: allowance(&field)?, calendar: None, due: DayEnd::default() });
    }
    let section = field.section(format!("`{metric}` of {}", section.name()))?;
    let within = section.need("within").and_then(|f| allowance(&f));
    let calendar = section.get("calendar").and_then(|f| f.parsed::<CalendarName>("a calendar's name"));
    let due = section.get("due");
    let day_end = due.as_ref().and_then(Field::choice);
    if let (Some(due), Some(Allowance::Working(_) | Allowance::Elapsed(_))) = (due, within) {
        due.report("`due` says when a day ends; this commitment is in hours", Some("leave it out".to_owned()));
    }
    section.close();
    Some(Commitment { within: within?, calendar, due: day_end.unwrap_or_default() })
}

fn allowance(field: &Field<'_, '_>) -> Option<Allowance> {
    let within = field.parsed(FORM)?;
    if matches!(within, Allowance::Working(0) | Allowance::Elapsed(0) | Allowance::WorkingDays(0)) {
        field.report(
            "a commitment of no time cannot be kept",
            Some("a target without any metric says that there is no commitment".to_owned()),
        );
        return None;
    }
    Some(within)
}
