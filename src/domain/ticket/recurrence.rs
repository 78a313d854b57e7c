//! Incidents that come again: on the same asset, or said in the same words. Each group may be a problem.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fold;
use crate::domain::id::{AssetTag, ClientCode, TicketNumber};
use crate::domain::instant::Instant;

/// An incident of the span looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// Its number.
    pub number: TicketNumber,
    /// Whose.
    pub client: ClientCode,
    /// What it is called.
    pub title: String,
    /// What it is on.
    pub assets: Vec<AssetTag>,
    /// When it was opened.
    pub opened_at: Instant,
    /// The problem that is known to cause it.
    pub problem: Option<TicketNumber>,
}

/// Why a group may be a problem.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sign {
    /// All on this asset.
    Asset(AssetTag),
    /// All titles hold these words, folded.
    Words(Vec<String>),
}

/// Incidents that may have one cause.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Whose.
    pub client: ClientCode,
    /// Why.
    pub sign: Sign,
    /// All of them, by number.
    pub incidents: Vec<TicketNumber>,
    /// Those that no problem explains.
    pub open: Vec<TicketNumber>,
    /// The problem that explains the others.
    pub problem: Option<TicketNumber>,
    /// First opening.
    pub first_at: Instant,
    /// Last opening.
    pub last_at: Instant,
}

/// Words that say nothing of a cause, folded: French and English.
const EMPTY: [&str; 44] = [
    "avec",
    "dans",
    "depuis",
    "pour",
    "plus",
    "sans",
    "sous",
    "cette",
    "leur",
    "nous",
    "vous",
    "mais",
    "tout",
    "tous",
    "toute",
    "etre",
    "fait",
    "faire",
    "probleme",
    "incident",
    "demande",
    "erreur",
    "panne",
    "marche",
    "fonctionne",
    "impossible",
    "client",
    "poste",
    "utilisateur",
    "with",
    "from",
    "does",
    "work",
    "working",
    "cannot",
    "this",
    "that",
    "problem",
    "issue",
    "error",
    "broken",
    "user",
    "ticket",
    "again",
];

/// A word shorter than this says nothing.
const SHORTEST: usize = 4;

/// So many words of a title are looked at.
const MOST_WORDS: usize = 12;

/// Groups of at least `least` incidents of one client, the largest first; a group within another one is not told.
///
/// Two titles are alike if they share two words that say something, or all they have.
#[must_use]
pub fn candidates(incidents: &[Incident], least: usize) -> Vec<Candidate> {
    let mut groups: BTreeMap<(ClientCode, Sign), BTreeSet<usize>> = BTreeMap::new();
    for (index, incident) in incidents.iter().enumerate() {
        for tag in &incident.assets {
            let sign = Sign::Asset(tag.clone());
            groups.entry((incident.client.clone(), sign)).or_default().insert(index);
        }
        for words in signs(&incident.title) {
            groups.entry((incident.client.clone(), Sign::Words(words))).or_default().insert(index);
        }
    }
    groups.retain(|_, members| members.len() >= least.max(1));
    let mut found: Vec<(ClientCode, Sign, BTreeSet<usize>)> =
        groups.into_iter().map(|((client, sign), members)| (client, sign, members)).collect();
    // the largest first; of equal ones an asset says more than words
    found.sort_by(|a, b| b.2.len().cmp(&a.2.len()).then_with(|| a.1.cmp(&b.1)));
    let mut kept: Vec<(ClientCode, Sign, BTreeSet<usize>)> = Vec::new();
    for group in found {
        if !kept.iter().any(|other| group.2.is_subset(&other.2)) {
            kept.push(group);
        }
    }
    kept.into_iter().filter_map(|(client, sign, members)| candidate(incidents, client, sign, &members)).collect()
}

/// Pairs of words that say something; the only word where a title has one.
fn signs(title: &str) -> Vec<Vec<String>> {
    let words = telling(title);
    if let [only] = words.as_slice() {
        return vec![vec![only.clone()]];
    }
    let pairs = words
        .iter()
        .enumerate()
        .flat_map(|(i, one)| words.iter().skip(i.saturating_add(1)).map(move |other| vec![one.clone(), other.clone()]));
    pairs.collect()
}

/// The words of a title that say something, each once, in order of the alphabet.
fn telling(title: &str) -> Vec<String> {
    let folded = fold::words(title);
    let told = folded.split(' ').filter(|word| word.chars().count() >= SHORTEST && !EMPTY.contains(word));
    let once: BTreeSet<&str> = told.take(MOST_WORDS).collect();
    once.into_iter().map(str::to_owned).collect()
}

fn candidate(incidents: &[Incident], client: ClientCode, sign: Sign, members: &BTreeSet<usize>) -> Option<Candidate> {
    let members: Vec<&Incident> = members.iter().filter_map(|index| incidents.get(*index)).collect();
    let mut open: Vec<TicketNumber> = members.iter().filter(|i| i.problem.is_none()).map(|i| i.number).collect();
    if open.is_empty() {
        return None;
    }
    open.sort_unstable();
    let mut numbers: Vec<TicketNumber> = members.iter().map(|i| i.number).collect();
    numbers.sort_unstable();
    let sign = match sign {
        Sign::Words(_) => Sign::Words(shared(&members)),
        asset @ Sign::Asset(_) => asset,
    };
    Some(Candidate {
        client,
        sign,
        incidents: numbers,
        open,
        problem: members.iter().filter_map(|i| i.problem).max(),
        first_at: members.iter().map(|i| i.opened_at).min()?,
        last_at: members.iter().map(|i| i.opened_at).max()?,
    })
}

/// The words that all titles have.
fn shared(members: &[&Incident]) -> Vec<String> {
    let mut titles = members.iter().map(|i| telling(&i.title));
    let first = titles.next().unwrap_or_default();
    titles.fold(first, |shared, words| shared.into_iter().filter(|word| words.contains(word)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(number: i64, title: &str, asset: Option<&str>) -> Incident {
        Incident {
            number: TicketNumber(number),
            client: ClientCode::new("ried").unwrap(),
            title: title.to_owned(),
            assets: asset.into_iter().map(|tag| AssetTag::new(tag).unwrap()).collect(),
            opened_at: Instant(number * 1000),
            problem: None,
        }
    }

    fn numbers(candidate: &Candidate) -> Vec<i64> {
        candidate.incidents.iter().map(|n| n.0).collect()
    }

    #[test]
    fn the_same_asset_again_and_again_is_a_candidate() {
        let all = [
            incident(1, "Bourrage", Some("IMP-01")),
            incident(2, "Plus d'encre", Some("IMP-01")),
            incident(3, "Hors ligne", Some("imp-01")),
            incident(4, "Hors ligne", Some("IMP-02")),
        ];
        let found = candidates(&all, 3);
        assert_eq!(found.len(), 1);
        assert_eq!(numbers(&found[0]), [1, 2, 3]);
        assert_eq!(found[0].sign, Sign::Asset(AssetTag::new("IMP-01").unwrap()));
        assert_eq!((found[0].first_at, found[0].last_at), (Instant(1000), Instant(3000)));
    }

    #[test]
    fn the_same_words_are_a_candidate_however_they_are_written() {
        let all = [
            incident(1, "Messagerie très lente ce matin", None),
            incident(2, "MESSAGERIE LENTE depuis lundi", None),
            incident(3, "La messagerie est encore lente", None),
            incident(4, "Messagerie : nouvelle boîte", None),
        ];
        let found = candidates(&all, 3);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].sign, Sign::Words(vec!["lente".into(), "messagerie".into()]));
        assert_eq!(numbers(&found[0]), [1, 2, 3]);
    }

    #[test]
    fn clients_are_never_mixed_and_empty_words_tell_nothing() {
        let mut other = incident(3, "Messagerie lente", None);
        other.client = ClientCode::new("koch").unwrap();
        let all = [incident(1, "Messagerie lente", None), incident(2, "Messagerie lente", None), other];
        assert!(candidates(&all, 3).is_empty());
        let empty = [1, 2, 3].map(|n| incident(n, "Problème avec poste client", None));
        assert!(candidates(&empty, 3).is_empty());
    }

    #[test]
    fn what_a_problem_explains_already_is_left_and_its_number_is_told() {
        let mut all = [1, 2, 3].map(|n| incident(n, "VPN coupé", Some("FW-01")));
        all[0].problem = Some(TicketNumber(9));
        let found = candidates(&all, 3);
        assert_eq!((found[0].problem, found[0].open.len()), (Some(TicketNumber(9)), 2));
        all.iter_mut().for_each(|i| i.problem = Some(TicketNumber(9)));
        assert!(candidates(&all, 3).is_empty());
    }
}
