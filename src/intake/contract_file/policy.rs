//! `[policy]`: how contested situations are decided. What is absent keeps its default.

use crate::domain::contract::Terms;
use crate::domain::contract::policy::{OnSeverityChange, Policy};
use crate::domain::id::PauseReason;
use crate::intake::toml_source::{Field, Section};

/// The longest time in which a ticket may be reopened, in days.
const LONGEST_REOPENING: u32 = 3_650;
/// The largest sample that a contract may ask for.
const LARGEST_SAMPLE: u32 = 10_000;

pub(super) fn read(root: &Section<'_, '_>, terms: &mut Terms) {
    let Some(section) = root.table("policy") else { return };
    let default = Policy::default();
    let given = |key: &'static str| section.get(key);
    let (up, down) = given("on_severity_change").map_or((None, None), |f| on_severity_change(&f));
    terms.policy = Policy {
        suspends: given("suspends").map_or(default.suspends, |_| section.list("suspends", |f| f.choice())),
        pauses: given("pauses").map_or(default.pauses, |_| section.list("pauses", pause)),
        on_severity_up: up.unwrap_or(default.on_severity_up),
        on_severity_down: down.unwrap_or(default.on_severity_down),
        on_reopen: given("on_reopen").and_then(|f| f.choice()).unwrap_or(default.on_reopen),
        elapsed_due_when_closed: given("elapsed_due_when_closed")
            .and_then(|f| f.choice())
            .unwrap_or(default.elapsed_due_when_closed),
        reopen_within_days: given("reopen_within_days").and_then(|f| f.whole(0..=LONGEST_REOPENING)),
        min_sample: given("min_sample").and_then(|f| f.whole(1..=LARGEST_SAMPLE)).unwrap_or(default.min_sample),
        warn_at: given("warn_at").and_then(|f| f.whole(1..=100)).unwrap_or(default.warn_at),
    };
    section.close();
}

fn pause(field: &Field<'_, '_>) -> Option<PauseReason> {
    field.parsed("the code of a reason, `\"waiting-client\"`")
}

/// One word for both directions, or `{ up, down }`.
fn on_severity_change(field: &Field<'_, '_>) -> (Option<OnSeverityChange>, Option<OnSeverityChange>) {
    if !field.is_table() {
        let both = field.choice();
        return (both, both);
    }
    let Some(section) = field.section("`on_severity_change` of [policy]".to_owned()) else { return (None, None) };
    let up = section.get("up").and_then(|f| f.choice());
    let down = section.get("down").and_then(|f| f.choice());
    section.close();
    (up, down)
}
