//! Refused lines of a file, told to people: those with the same reason together.

use std::collections::HashMap;
use std::fmt::Display;

use super::failure::Failure;
use crate::intake::refusal::Refusal;

/// More reasons are counted, not told.
const SHOWN: usize = 20;
/// Of lines with the same reason so many are named.
const NAMED: usize = 5;

/// Nothing of the file is taken because of `refused` of its lines, of which the first `refusals` are known.
pub fn file(name: impl Display, read: u64, refused: u64, refusals: &[Refusal]) -> Failure {
    let are = if refused == 1 { "is" } else { "are" };
    let failure = Failure::refused(format!("{name}: {refused} of {read} lines {are} refused; nothing was changed"));
    sentences(refused, refusals).into_iter().fold(failure, Failure::because)
}

/// Why lines are refused, a sentence for each reason, in the order of their first lines.
pub fn sentences(refused: u64, refusals: &[Refusal]) -> Vec<String> {
    let mut groups: Vec<(&Refusal, Vec<u64>)> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for refusal in refusals {
        let place = *places.entry((&refusal.column, &refusal.reason)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, others)) => others.push(refusal.line),
            None => groups.push((refusal, Vec::new())),
        }
    }
    groups.truncate(SHOWN);
    let told: usize = groups.iter().map(|(_, others)| others.len() + 1).sum();
    let mut sentences: Vec<String> = groups.iter().map(|(first, others)| alike(first, others)).collect();
    let left = refused.saturating_sub(told as u64);
    if left > 0 {
        sentences.push(format!("… and {left} more"));
    }
    sentences
}

fn alike(first: &Refusal, others: &[u64]) -> String {
    let named: Vec<String> = others.iter().take(NAMED).map(u64::to_string).collect();
    match (others, others.len().saturating_sub(NAMED)) {
        ([], _) => first.to_string(),
        ([one], _) => format!("{first} (and line {one})"),
        (_, 0) => format!("{first} (and lines {})", named.join(", ")),
        (_, more) => format!("{first} (and lines {} and {more} more)", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: u64, reason: &str) -> Refusal {
        Refusal { line, column: "client".into(), value: "x".into(), reason: reason.into() }
    }

    #[test]
    fn lines_with_the_same_reason_are_told_together() {
        let mut refusals = vec![refusal(2, "no `x`"), refusal(3, "no `y`"), refusal(4, "no `x`")];
        let told = sentences(3, &refusals);
        assert_eq!(told, ["line 2, column `client`: no `x` (and line 4)", "line 3, column `client`: no `y`"]);
        refusals.extend((5..=9).map(|line| refusal(line, "no `x`")));
        assert_eq!(sentences(8, &refusals)[0], "line 2, column `client`: no `x` (and lines 4, 5, 6, 7, 8 and 1 more)");
        assert_eq!(sentences(12, &refusals).last().map(String::as_str), Some("… and 4 more"));
        let many: Vec<Refusal> = (1..=30).map(|line| refusal(line, &format!("no `{line}`"))).collect();
        let told = sentences(30, &many);
        assert_eq!((told.len(), told[20].as_str()), (21, "… and 10 more"));
        assert!(sentences(0, &[]).is_empty());
    }
}
