//! A contract that is refused says where; one that is taken is kept as it is, differs from itself in nothing, and can be
//! pointed into.

use infog::domain::contract::diff::diff;
use infog::domain::contract::review::review;
use infog::domain::contract::terms::Terms;
use infog::intake::contract_file;

pub fn check(text: &str) {
    let terms = match contract_file::read("fuzz.toml", text) {
        Ok(terms) => terms,
        Err(problems) => return super::problems::check(&problems, text),
    };
    for remark in review(&terms) {
        super::brief(&format!("{remark:?}"));
    }
    let json = serde_json::to_string(&terms).expect("JSON");
    let again: Terms = serde_json::from_str(&json).expect(&json);
    assert!(again == terms, "kept as {json}");
    assert_eq!(diff(&terms, &again), []);
    points(&terms, text);
}

/// What only the database can judge is refused where the file says it, never at its first character.
fn points(terms: &Terms, text: &str) {
    for (key, value) in [("client", terms.client.as_str()), ("calendar", terms.calendar.as_str())] {
        let problems = contract_file::refused("fuzz.toml", text, key, value, "no such name", None).expect("a refusal");
        super::problems::check(&problems, text);
        let place = problems.all().first().map(|problem| (problem.line, problem.column));
        assert!(place > Some((1, 1)), "`{key}` is refused at {place:?}");
    }
}
