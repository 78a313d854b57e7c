//! The document for programs.

use serde_json::{Value, json};

use super::{Monthly, backlog, duty, park, signs, time, trend};
use crate::domain::outage::Outage;
use crate::domain::volume::projection::Projection;
use crate::report::sla::{Flow, SlaReport};
use crate::report::volume::quantity;
use crate::report::{action, actors, closing, expiring, penalties, sla_json};

/// The whole document as one object; `service` is what `report sla` prints of the same days.
#[must_use]
pub fn json(monthly: &Monthly) -> Value {
    let report = &monthly.sla;
    let (period, zone) = (&report.period, &report.period.zone);
    json!({
        "client": report.client,
        "contract": report.contract,
        "amendment": report.terms.as_ref().map(|terms| terms.amendment),
        "period": {
            "name": period.span.to_string(),
            "from": period.span.from(),
            "to": period.span.to(),
            "zone": zone.name(),
        },
        "as_of": zone.rfc3339(period.as_of.now),
        "under_way": period.is_under_way(),
        "summary": signs::json(monthly),
        "service": sla_json::sla(report),
        "flow_by_kind": report.kinds.iter().map(|(kind, flow)| flow_of(kind.code(), flow)).collect::<Vec<_>>(),
        "trend": trend::json(&monthly.trend),
        "penalties_by_month": monthly.months.iter().map(month).collect::<Vec<_>>(),
        "projection": monthly.projection.as_ref().map(projection),
        "time": time::json(&monthly.time),
        "inventory": park::json(&monthly.park),
        "expiring": expiring::json(&monthly.expiries),
        "obligations": monthly.duties.iter().map(duty::json).collect::<Vec<_>>(),
        "backlog": backlog::json(monthly),
        "planned": monthly.planned.iter().map(|(number, outage)| planned(monthly, *number, outage)).collect::<Vec<_>>(),
        "actions": monthly.actions.iter().map(|line| action::json(line, zone)).collect::<Vec<_>>(),
        "adjustments": monthly.adjustments.iter().map(|one| closing::json(one, zone)).collect::<Vec<_>>(),
        "actors": monthly.actors.as_ref().map(actors::json),
        "provider": monthly.provider,
    })
}

fn flow_of(kind: &str, flow: &Flow) -> Value {
    let mut value = json!(flow);
    if let Value::Object(object) = &mut value {
        object.insert("ticket".into(), json!(kind));
    }
    value
}

fn month(report: &SlaReport) -> Value {
    json!({"month": report.period.span.to_string(), "penalties": penalties::json(report)})
}

fn projection(projection: &Projection) -> Value {
    json!({
        "from": projection.from,
        "to": projection.to,
        "until": projection.until,
        "elapsed_days": projection.elapsed_days,
        "days": projection.days,
        "at_hand": quantity(projection.at_hand),
        "burnt": quantity(projection.burnt),
        "projected": quantity(projection.projected),
        "missing": quantity(projection.missing()),
        "used_up_on": projection.used_up_on(),
        "method": "linear",
    })
}

fn planned(monthly: &Monthly, number: i64, outage: &Outage) -> Value {
    let zone = &monthly.sla.period.zone;
    json!({
        "number": number,
        "assets": outage.assets,
        "from": zone.rfc3339(outage.from),
        "to": outage.to.map(|to| zone.rfc3339(to)),
        "announced_at": outage.announced_at.map(|at| zone.rfc3339(at)),
        "ticket": outage.ticket,
        "reason": outage.reason,
    })
}
