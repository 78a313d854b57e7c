//! Content lines: unfolded, parted into name, parameters and value; components one inside the other.

use super::BadIcs;
use crate::domain::date::clipped;

/// One property.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// The physical line on which it begins, 1 the first.
    pub line: usize,
    /// Its name, in capitals.
    pub name: String,
    /// Its parameters: names in capitals, values without quotes.
    pub params: Vec<(String, String)>,
    /// Its value as it stands.
    pub value: String,
}

impl Line {
    /// A parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value as text: `\n`, `\,`, `\;` and `\\` taken back.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n' | 'N') => out.push(' '),
                    Some(other) => out.push(other),
                    None => {}
                },
                (c, _) if c.is_control() => out.push(' '),
                (c, _) => out.push(c),
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// That the value is none of what it was to be.
    pub fn bad(&self, what: &'static str) -> BadIcs {
        BadIcs::Value { line: self.line, value: clipped(&self.value), what }
    }
}

/// The properties of a file; a line that begins with a blank goes on with the one before it.
pub(super) fn unfolded(text: &str) -> Result<Vec<Line>, BadIcs> {
    let text = text.trim_start_matches('\u{feff}');
    let mut joined: Vec<(usize, String)> = Vec::new();
    for (index, raw) in text.lines().enumerate() {
        let number = index.saturating_add(1);
        match (raw.strip_prefix([' ', '\t']), joined.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ if raw.trim().is_empty() => {}
            _ => joined.push((number, raw.to_owned())),
        }
    }
    let first = joined.first().map(|(_, line)| line.trim_end().to_uppercase());
    if first.as_deref() != Some("BEGIN:VCALENDAR") {
        return Err(BadIcs::NoCalendar);
    }
    joined.into_iter().map(|(line, text)| parted(line, &text)).collect()
}

fn parted(line: usize, text: &str) -> Result<Line, BadIcs> {
    let colon = outside_quotes(text, ':').ok_or_else(|| BadIcs::NoProperty { line, text: clipped(text) })?;
    let (head, value) = text.split_at(colon);
    let mut parts = split_outside_quotes(head, ';').into_iter();
    let name = parts.next().unwrap_or_default().trim().to_uppercase();
    let param = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (key.trim().to_uppercase(), value.trim().trim_matches('"').to_owned())
    };
    let value = value.get(1..).unwrap_or_default().trim_end().to_owned();
    Ok(Line { line, name, params: parts.map(param).collect(), value })
}

fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == wanted && !quoted).then_some(at)
    })
}

fn split_outside_quotes(text: &str, wanted: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = outside_quotes(rest, wanted) {
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after.get(1..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

/// The properties of one component, those of components inside it left out.
pub(super) struct Component<'a> {
    /// The line of its `BEGIN`.
    pub line: usize,
    /// Its own properties.
    pub lines: Vec<&'a Line>,
}

/// Every component of a kind, wherever it stands.
pub(super) fn component_lines<'a>(lines: &'a [Line], wanted: &str) -> Result<Vec<Component<'a>>, BadIcs> {
    let mut found: Vec<Component<'a>> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for line in lines {
        match line.name.as_str() {
            "BEGIN" => {
                let kind = line.value.to_uppercase();
                if kind == wanted {
                    found.push(Component { line: line.line, lines: Vec::new() });
                }
                open.push(kind);
            }
            "END" => match open.pop() {
                Some(kind) if kind == line.value.to_uppercase() => {}
                other => {
                    let found = clipped(&format!("END:{}", line.value));
                    return Err(BadIcs::Unclosed { line: line.line, found, wanted: other.unwrap_or_default() });
                }
            },
            _ if open.last().is_some_and(|kind| kind == wanted) => {
                if let Some(component) = found.last_mut() {
                    component.lines.push(line);
                }
            }
            _ => {}
        }
    }
    match open.pop() {
        None => Ok(found),
        Some(wanted) => {
            let line = lines.last().map_or(1, |last| last.line);
            Err(BadIcs::Unclosed { line, found: "the end of the file".to_owned(), wanted })
        }
    }
}
