//! What is said of a TOML file that is refused.

use infog::intake::toml_source::Problems;

/// Each problem names a place inside the text and is brief; together they fit a few screens.
pub fn check(problems: &Problems, text: &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
    assert!(!problems.all().is_empty(), "refused for nothing");
    for problem in problems.all() {
        let length = problem.line.checked_sub(1).and_then(|index| lines.get(index));
        let length = length.unwrap_or_else(|| panic!("line {} of {}: {problem}", problem.line, lines.len()));
        assert!((1..=length + 1).contains(&problem.column), "column {} of {length}: {problem}", problem.column);
        assert!(
            problem.width >= 1 && problem.column + problem.width <= length + 2,
            "{} wide: {problem}",
            problem.width
        );
        super::brief(&problem.message);
        assert!(
            !problem.to_string().chars().any(|c| c != '\n' && c.is_control()),
            "it acts on a terminal: {problem:?}"
        );
    }
    let shown = problems.to_string();
    assert!(shown.chars().count() <= 40_000, "{} characters are shown", shown.chars().count());
}
