//! Nature, signature, term, renewal, ways to reach the desk.

use super::super::terms::Terms;
use super::Remark;
use crate::domain::contract::term::RenewalMode;

/// Three years, below which a provider hardly earns back its inventory.
const USUAL_LEAST: u32 = 36;
/// Five years, above which a client can hardly leave.
const USUAL_MOST: u32 = 60;

pub(super) fn review(terms: &Terms, remarks: &mut Vec<Remark>) {
    remarks.extend(nature(terms));
    if terms.signed_on.is_none() {
        let sentence = "nothing says when this version was signed";
        remarks.push(Remark::new("unsigned", "signed_on", sentence, format!("signed_on = \"{}\"", terms.effective_on)));
    }
    remarks.extend(length(terms));
    remarks.extend(renewal(terms));
    if terms.channels.is_empty() {
        let sentence = "no channel is named: a ticket from any channel is in the contract";
        let clause = "channels = [\"phone\", \"mail\", \"ticket\"]";
        remarks.push(Remark::new("no-channels", "channels", sentence, clause));
    }
    if terms.interventions.is_empty() {
        let sentence = "it does not say whether work is done remotely, on site or both";
        let clause = "interventions = [\"remote\", \"on-site\"]";
        remarks.push(Remark::new("no-interventions", "interventions", sentence, clause));
    }
}

fn nature(terms: &Terms) -> Option<Remark> {
    let absent = [
        (terms.kind.is_none(), "kind = \"global\""),
        (terms.family.is_none(), "family = \"infogerance\""),
        (terms.delivery.is_none(), "delivery = \"service-centre\""),
        (terms.commitment.is_none(), "commitment = \"means\""),
    ];
    let clause: Vec<&str> = absent.into_iter().filter(|(absent, _)| *absent).map(|(_, clause)| clause).collect();
    let keys: Vec<&str> = clause.iter().filter_map(|c| c.split(' ').next()).collect();
    let sentence = format!("it does not say what sort of contract it is: {} absent", keys.join(", "));
    (!clause.is_empty()).then(|| Remark::new("no-nature", "kind", sentence, clause.join("\n")))
}

fn length(terms: &Terms) -> Option<Remark> {
    let months = terms.term_months()?;
    let why = match months {
        m if m < USUAL_LEAST => "shorter than the usual three years",
        m if m > USUAL_MOST => "longer than the usual five years",
        _ => return None,
    };
    Some(Remark::new("unusual-term", "months", format!("a term of {months} months is {why}"), "months = 36"))
}

fn renewal(terms: &Terms) -> Option<Remark> {
    const CLAUSE: &str = "[renewal]\nmode = \"tacit\"\nmonths = 12\nnotice_months = 3";
    let end = terms.last_day().map_or_else(|| "its last day".to_owned(), |end| end.to_string());
    let Some(renewal) = terms.renewal else {
        let sentence = format!("nothing is said of renewal: the contract is over after {end}");
        return Some(Remark::new("no-renewal", "renewal", sentence, CLAUSE));
    };
    match (renewal.mode, renewal.months, renewal.notice_months) {
        (RenewalMode::None, ..) => None,
        (RenewalMode::Tacit, None, _) => {
            let sentence =
                format!("renewed tacitly without a length, it runs on after {end} without a term (code civil 1215)");
            Some(Remark::new("endless-renewal", "renewal", sentence, "months = 12"))
        }
        (_, _, None) => {
            let sentence = format!("no notice is agreed: it can be left on {end} without warning");
            Some(Remark::new("no-notice", "renewal", sentence, "notice_months = 3"))
        }
        _ => None,
    }
}
