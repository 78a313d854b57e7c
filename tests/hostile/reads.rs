//! The commands that tell what is kept.

use clap::CommandFactory as _;

use super::arguments::verbs;
use super::harmless;
use crate::harness::World;

/// Commands that read, to see what was let in.
pub const READS: [&[&str]; 64] = [
    &["status"],
    &["client", "list"],
    &["client", "show", "ried"],
    &["site", "list"],
    &["site", "show", "nord", "--client", "ried"],
    &["room", "list"],
    &["room", "show", "local", "--client", "ried"],
    &["contact", "list"],
    &["contact", "show", "Mme Weber", "--client", "ried"],
    &["calendar", "list"],
    &["calendar", "show", "ried-bureau"],
    &["calendar", "holidays", "ried-bureau", "--year", "2026"],
    &["calendar", "history", "ried-bureau"],
    &["calendar", "export", "ried-bureau"],
    &["contract", "list"],
    &["contract", "show", "RIED-2025"],
    &["contract", "history", "RIED-2025"],
    &["contract", "volume", "RIED-2025"],
    &["contract", "renewals"],
    &["contract", "obligation", "list"],
    &["contract", "export", "RIED-2025"],
    &["asset", "list"],
    &["asset", "show", "RIED-SRV-01"],
    &["asset", "history", "RIED-SRV-01"],
    &["asset", "updates"],
    &["asset", "behind"],
    &["asset", "diff", "--since", "initial", "--client", "ried"],
    &["asset", "export"],
    &["asset", "campaign", "list"],
    &["asset", "campaign", "show", "initial"],
    &["asset", "target", "list"],
    &["asset", "repair", "list"],
    &["licence", "list"],
    &["licence", "show", "M365", "--all"],
    &["outage", "list"],
    &["third-party", "list"],
    &["third-party", "show", "sage"],
    &["authorisation", "list"],
    &["authorisation", "show", "1"],
    &["call", "list"],
    &["action", "list", "--all"],
    &["expiring"],
    &["ticket", "list", "--all"],
    &["ticket", "show", "1"],
    &["ticket", "search", "panne"],
    &["ticket", "candidates", "--client", "ried"],
    &["ticket", "export"],
    &["sla", "due"],
    &["sla", "check"],
    &["sla", "explain", "1"],
    &["report", "sla", "--client", "ried", "--month", "2026-07"],
    &["report", "monthly", "--client", "ried", "--month", "2026-07"],
    &["report", "monthly", "--client", "ried", "--month", "2026-06"],
    &["report", "close", "--client", "ried", "--list"],
    &["report", "close", "--client", "ried", "--month", "2026-06", "--show"],
    &["report", "volume", "--client", "ried", "--month", "2026-07"],
    &["report", "availability", "--client", "ried", "--month", "2026-06"],
    &["report", "calls", "--client", "ried", "--month", "2026-06"],
    &["report", "inventory", "--client", "ried"],
    &["report", "responsibility", "--client", "ried"],
    &["report", "workload"],
    &["doctor"],
    &["audit"],
    &["undo", "--list"],
];

pub fn read_all(world: &World, formats: &[&str], of: &dyn std::fmt::Debug) {
    for words in READS {
        for format in formats {
            let answer = world.infog(words).word("--format").word(format).status_any().run();
            harmless(&answer, &(of, words, format));
        }
    }
}

/// A verb that lists or shows cannot be forgotten above.
#[test]
fn every_verb_that_lists_or_shows_is_read() {
    let mut found = Vec::new();
    verbs(&infog::cli::args::Cli::command(), &[], &mut found);
    let reads = |path: &[String]| {
        READS.iter().any(|words| words.iter().zip(path).filter(|(a, b)| a == b).count() == path.len())
    };
    let telling = |path: &[String]| {
        let last = path.last().expect("a verb").as_str();
        let told =
            ["list", "show", "history", "export", "candidates", "renewals", "behind", "updates", "due", "explain"];
        (path[0] == "report" || (path.len() > 1 && told.contains(&last)))
            && !["config", "calc"].contains(&path[0].as_str())
    };
    let wanted: Vec<_> = found.iter().map(|(path, _)| path).filter(|path| telling(path)).collect();
    assert!(wanted.len() > 40, "{wanted:?}");
    let forgotten: Vec<_> = wanted.iter().filter(|path| !reads(path)).collect();
    assert_eq!(forgotten, Vec::<&&Vec<String>>::new());
}
