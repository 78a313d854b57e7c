//! Markdown for mails, wikis and minutes: headings, pipe tables, lists. Nothing that a person typed is markup.

use super::neutral::{neutral, neutral_line};
use crate::locale::Locale;
use crate::report::page::{Align, Block, Cell, Column, Facts, Page, Table, Tone};

/// `page` as Markdown with pipe tables; blocks are parted by an empty line.
#[must_use]
pub fn markdown(page: &Page, locale: &Locale) -> String {
    let blocks: Vec<String> = page.blocks.iter().map(|one| block(one, locale)).collect();
    if blocks.is_empty() { String::new() } else { blocks.join("\n\n") + "\n" }
}

fn block(block: &Block, locale: &Locale) -> String {
    match block {
        Block::Heading { level, text } => format!("{} {}", "#".repeat((*level).clamp(1, 6).into()), line(text)),
        Block::Facts(facts) => list_of_facts(facts, locale),
        Block::Table(table) => titled_table(table),
        Block::Chart(chart) => titled_table(&chart.numbers()),
        Block::Note { tone, text } => format!("> {}", signed(*tone, &line(text))),
        Block::Text(text) => paragraph(text),
        Block::List(points) => points.iter().map(|point| format!("- {}", cell(point))).collect::<Vec<_>>().join("\n"),
        Block::Code(text) => fenced(text),
    }
}

fn list_of_facts(facts: &Facts, locale: &Locale) -> String {
    let lines = facts.facts.iter().map(|fact| {
        let label = locale.label(line(&fact.label));
        format!("- **{label}** {}", cell(&fact.value))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn titled_table(table: &Table) -> String {
    let title = table.title.as_ref().map(|title| format!("**{}**\n\n", line(title))).unwrap_or_default();
    if table.rows.is_empty() {
        return format!("{title}*{}*", line(&table.empty));
    }
    let mut lines = vec![
        row(table.columns.iter().map(|column| line(&column.title))),
        row(table.columns.iter().map(|column| rule(column).to_owned())),
    ];
    for cells in &table.rows {
        lines.push(row((0..table.columns.len()).map(|i| cells.get(i).map(cell).unwrap_or_default())));
    }
    title + &lines.join("\n")
}

const fn rule(column: &Column) -> &'static str {
    match column.align {
        Align::Left => "---",
        Align::Right => "---:",
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn cell(cell: &Cell) -> String {
    let text = line(&cell.text);
    match cell.tone {
        Tone::Strong if !text.is_empty() => format!("**{text}**"),
        tone if cell.number => signed(tone, &text),
        _ => text,
    }
}

fn signed(tone: Tone, text: &str) -> String {
    match tone {
        Tone::Good => format!("✓ {text}"),
        Tone::Warn => format!("⚠ {text}"),
        Tone::Bad => format!("✗ {text}"),
        Tone::Plain | Tone::Dim | Tone::Strong => text.to_owned(),
    }
}

fn paragraph(text: &str) -> String {
    let lines = neutral(text);
    lines.lines().map(|text| line(text.trim_start())).collect::<Vec<_>>().join("  \n")
}

/// On one line and without markup. What opens a block at the start of a line is escaped too.
fn line(text: &str) -> String {
    let text = neutral_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    let (mut before, mut rest) = (None, text.chars().peekable());
    while let Some(c) = rest.next() {
        if is_markup(before, c, rest.peek().copied()) {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    escaped_number(out)
}

fn is_markup(before: Option<char>, c: char, after: Option<char>) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
        '_' => !(in_word(before) && in_word(after)),
        '&' => after == Some('#') || in_word(after),
        '>' => before.is_none(),
        '#' | '+' | '-' | '=' => before.is_none() && after.is_none_or(|next| next == ' ' || next == c),
        _ => false,
    }
}

/// `1. ` and `1) ` at the start of a line would open a list (CommonMark 0.31, 5.2); `1.5` does not.
fn escaped_number(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let opens = |rest: &str| {
        rest.strip_prefix(['.', ')']).is_some_and(|after| after.chars().next().is_none_or(char::is_whitespace))
    };
    match text.get(digits..) {
        Some(rest) if digits > 0 && opens(rest) => {
            format!("{}\\{rest}", text.get(..digits).unwrap_or_default())
        }
        _ => text,
    }
}

/// Fenced with one backtick more than the longest run inside.
fn fenced(text: &str) -> String {
    let text = neutral(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::super::neutral::{PAYLOADS, is_unsafe};
    use super::*;
    use crate::locale::Lang;

    fn sample() -> Page {
        let mut facts = Facts::new("client");
        facts.add("client", "Client", "ried").add("zone", "Fuseau", Cell::none());
        let mut table = Table::new("tickets", "aucun ticket")
            .titled("Ouverts")
            .column(Column::new("number", "N°").right())
            .column(Column::new("title", "Titre"))
            .column(Column::new("late_s", "Retard").right());
        table.row([Cell::number("#6", 6), "Écran | noir".into(), Cell::number("1 h 20", 4800).tone(Tone::Bad)]);
        table.row([Cell::number("#7", 7), "<script>alert(1)</script>".into()]);
        let mut page = Page::new();
        page.heading(1, "Rapport")
            .facts(facts)
            .table(table)
            .note(Tone::Warn, "2 engagements à risque")
            .paragraph("Une ligne\n# pas un titre")
            .list([Cell::from("`rm -rf`"), Cell::from("1. un").tone(Tone::Strong)])
            .code("lun mar\n``` 1 2\n");
        page
    }

    #[test]
    fn a_whole_page() {
        let want = "\
# Rapport

- **Client\u{a0}:** ried
- **Fuseau\u{a0}:** —

**Ouverts**

| N° | Titre | Retard |
| ---: | --- | ---: |
| #6 | Écran \\| noir | ✗ 1 h 20 |
| #7 | \\<script>alert(1)\\</script> |  |

> ⚠ 2 engagements à risque

Une ligne  \n\\# pas un titre

- \\`rm -rf\\`
- **1\\. un**

````
lun mar
``` 1 2
````
";
        assert_eq!(markdown(&sample(), &Locale::new(Lang::Fr)), want);
    }

    #[test]
    fn only_what_would_open_a_list_is_escaped() {
        for (text, want) in [("1. un", "1\\. un"), ("12)", "12\\)"), ("11.1%", "11.1%"), ("1.", "1\\.")] {
            assert_eq!(escaped_number(text.to_owned()), want);
        }
    }

    #[test]
    fn an_empty_table_says_so() {
        let mut page = Page::new();
        page.table(Table::new("t", "aucun ticket").column(Column::new("a", "A")));
        assert_eq!(markdown(&page, &Locale::new(Lang::Fr)), "*aucun ticket*\n");
    }

    #[test]
    fn no_payload_acts() {
        for payload in PAYLOADS {
            let mut page = Page::new();
            page.heading(1, *payload).paragraph(*payload).note(Tone::Bad, *payload).code(*payload);
            page.list([Cell::from(*payload)]);
            assert!(!markdown(&page, &Locale::new(Lang::En)).contains(is_unsafe), "{payload:?}");
        }
    }
}
