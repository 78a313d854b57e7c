//! Contracts, the work under them, and third parties.

use super::{Sheet, Whose, code, counted, lines, maybe_counted, yes};
use crate::cli::failure::Failure;
use crate::domain::id::ContractRef;
use crate::domain::volume::Source;
use crate::report::page::Cell;
use crate::store::{self, Db};

fn refs(whose: &Whose) -> Vec<ContractRef> {
    whose.contracts.iter().filter_map(|contract| Some(contract.latest()?.contract.clone())).collect()
}

pub fn contracts(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for reference in refs(whose) {
        for stored in store::contract::history(db, &reference)? {
            let terms = &stored.value;
            sheet.row(&[
                terms.contract.as_str().into(),
                counted(terms.amendment),
                terms.title.as_str().into(),
                code(&terms.kind),
                terms.effective_on.to_string().into(),
                terms.starts_on.to_string().into(),
                terms.ends_on.map(|day| day.to_string()).into(),
                terms.calendar.as_str().into(),
                whose.at(stored.recorded_at),
                stored.actor.as_str().into(),
                stored.reason.as_deref().into(),
                yes(stored.replaced_by.is_none()),
            ]);
        }
    }
    Ok(())
}

pub fn volumes(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for reference in refs(whose) {
        for bought in store::work::top_ups(db, &reference)? {
            sheet.row(&[
                reference.as_str().into(),
                counted(bought.quantity),
                bought.from.to_string().into(),
                bought.until.map(|day| day.to_string()).into(),
                bought.reference.as_deref().into(),
            ]);
        }
    }
    Ok(())
}

pub fn work(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for reference in refs(whose) {
        let texts = store::work::texts(db, &reference)?;
        for entry in store::work::entries(db, &reference)? {
            let (ticket, seq, text) = match entry.source {
                Source::Ticket(number, seq) => (Some(number.0), Some(seq), None),
                Source::Contract(event) => (None, None, texts.get(&event).map(String::as_str)),
            };
            let work = &entry.work;
            let leave = work.permit.as_ref().map(|permit| lines(permit.codes()));
            sheet.row(&[
                reference.as_str().into(),
                maybe_counted(ticket),
                maybe_counted(seq),
                whose.at(entry.at),
                whose.at(entry.recorded_at),
                entry.by.as_str().into(),
                counted(entry.minutes),
                entry.mode.code().into(),
                yes(entry.in_scope),
                code(&work.nature),
                work.quote.as_deref().into(),
                work.unit.as_deref().into(),
                maybe_counted(work.quantity.as_ref()),
                leave.unwrap_or_else(Cell::none),
                text.into(),
            ]);
        }
    }
    Ok(())
}

pub fn obligations(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for reference in refs(whose) {
        for done in store::duty::done(db, &reference)? {
            sheet.row(&[
                reference.as_str().into(),
                done.code.as_str().into(),
                done.on.to_string().into(),
                done.evidence.as_deref().into(),
            ]);
        }
    }
    Ok(())
}

pub fn actions(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for known in store::action::list(db, Some(&whose.client.code))?.into_values() {
        let (action, end) = (&known.action, known.action.end.as_ref());
        sheet.row(&[
            counted(known.number),
            action.kind.code().into(),
            action.text.as_deref().into(),
            action.contract.as_ref().map(|contract| contract.as_str()).into(),
            action.owner.as_deref().into(),
            action.due.map(|day| day.to_string()).into(),
            maybe_counted(action.ticket.map(|number| number.0)),
            whose.at(action.since),
            whose.maybe_at(end.map(|end| end.at)),
            end.map(|end| end.how.code()).into(),
            end.and_then(|end| end.note.as_deref()).into(),
        ]);
    }
    Ok(())
}

pub fn third_parties(_: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for party in &whose.shared.third_parties {
        sheet.row(&[
            party.code.as_str().into(),
            party.name.as_str().into(),
            party.client.as_ref().map(|code| code.as_str()).into(),
            party.contact.as_deref().into(),
            party.hours.as_deref().into(),
            party.contract.as_deref().into(),
            yes(party.subcontractor),
            yes(party.archived),
        ]);
    }
    Ok(())
}

pub fn authorisations(db: &mut dyn Db, whose: &mut Whose, sheet: &mut Sheet<'_>) -> Result<(), Failure> {
    for leave in store::third_party::of_client(db, &whose.client.code)? {
        sheet.row(&[
            counted(leave.number.0),
            leave.third_party.as_str().into(),
            leave.kind.code().into(),
            lines(&leave.assets),
            leave.granted_by.as_str().into(),
            leave.from.to_string().into(),
            leave.to.map(|day| day.to_string()).into(),
            leave.scope.as_deref().into(),
            leave.evidence.as_deref().into(),
            leave.ended_because.as_deref().into(),
        ]);
    }
    Ok(())
}
