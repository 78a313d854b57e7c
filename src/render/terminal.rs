//! Text for people: tables that fit 60 to 200 columns, one record a block under that, plain aligned lines in a pipe.
//!
//! Colours follow the tone and never stand alone: a toned number bears a sign, a note too, and words say the rest.

use anstyle::{AnsiColor, Style};
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Width};
use unicode_width::UnicodeWidthStr;

use super::Look;
use super::layout::{GAP, Plan, plan, wrapped};
use super::neutral::{neutral, neutral_line};
use crate::locale::Locale;
use crate::report::page::{Align, Block, Cell, Column, Facts, Page, Table, Tone};

/// Under this a table becomes one record a block.
const NARROW: u16 = 60;
/// Sentences are not longer than this, however wide the terminal.
const READABLE: u16 = 100;
/// Labels of facts are not wider than this.
const WIDEST_LABEL: usize = 28;

/// `page` as text; ends with a line feed unless it is empty. A pipe (no width) is never wrapped or cut.
#[must_use]
pub fn terminal(page: &Page, look: &Look, locale: &Locale) -> String {
    let pen = Pen { look, locale };
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in &page.blocks {
        if before.is_some_and(|before| parted(before, block)) {
            out.push('\n');
        }
        pen.block(block, &mut out);
        before = Some(block);
    }
    pen.finished(out)
}

/// A heading stands close to what it heads, notes and points stand together.
const fn parted(before: &Block, after: &Block) -> bool {
    !matches!((before, after), (Block::Heading { .. }, _) | (Block::Note { .. }, Block::Note { .. }))
}

struct Pen<'a> {
    look: &'a Look,
    locale: &'a Locale,
}

impl Pen<'_> {
    fn block(&self, block: &Block, out: &mut String) {
        match block {
            Block::Heading { text, .. } => self.lines(&self.line(text), "", Tone::Strong, out),
            Block::Facts(facts) => self.facts(facts, out),
            Block::Table(table) => self.table(table, out),
            Block::Chart(chart) => self.table(&chart.drawn(self.look.unicode), out),
            Block::Note { tone, text } => {
                let sign = self.sign(*tone).map(|sign| format!("{sign} ")).unwrap_or_default();
                self.lines(&self.body(text), &sign, *tone, out);
            }
            Block::Text(text) => self.lines(&self.body(text), "", Tone::Plain, out),
            Block::List(points) => {
                let bullet = if self.look.unicode { "• " } else { "- " };
                points.iter().for_each(|point| self.lines(&self.cell(point), bullet, point.tone, out));
            }
            Block::Code(text) => {
                let text = self.body(text.trim_end_matches('\n'));
                text.lines().for_each(|line| push_line(out, line));
            }
        }
    }

    /// `text` wrapped behind `lead`; the lines after the first are indented by its width.
    fn lines(&self, text: &str, lead: &str, tone: Tone, out: &mut String) {
        let room = self.look.width.map(|width| usize::from(width.min(READABLE)).saturating_sub(lead.width()));
        for (i, line) in self.wrapped(text, room).iter().enumerate() {
            let lead = if i == 0 { lead.to_owned() } else { " ".repeat(lead.width()) };
            push_line(out, &self.painted(tone, &format!("{lead}{line}")));
        }
    }

    fn wrapped(&self, text: &str, room: Option<usize>) -> Vec<String> {
        match room {
            Some(room) => wrapped(text, room.max(10)),
            None => text.split('\n').map(str::to_owned).collect(),
        }
    }

    fn facts(&self, facts: &Facts, out: &mut String) {
        let pairs = facts.facts.iter().map(|fact| (self.line(&fact.label), &fact.value)).collect::<Vec<_>>();
        self.pairs(&pairs, out);
    }

    /// Labels on the left, values on the right, continued under themselves.
    fn pairs(&self, pairs: &[(String, &Cell)], out: &mut String) {
        let column = pairs.iter().map(|(label, _)| label.width()).max().unwrap_or(0).min(WIDEST_LABEL);
        let room = self.look.width.map(|width| usize::from(width).saturating_sub(column + GAP));
        for (label, value) in pairs {
            let pad = " ".repeat((column + GAP).saturating_sub(label.width()).max(GAP));
            for (i, line) in self.wrapped(&self.cell(value), room).iter().enumerate() {
                let start =
                    if i == 0 { format!("{}{pad}", self.painted(Tone::Dim, label)) } else { " ".repeat(column + GAP) };
                push_line(out, &format!("{start}{}", self.painted(value.tone, line)));
            }
        }
    }

    fn table(&self, table: &Table, out: &mut String) {
        if let Some(title) = &table.title {
            self.lines(&self.line(title), "", Tone::Strong, out);
        }
        if table.rows.is_empty() {
            return self.lines(&self.body(&table.empty), "", Tone::Dim, out);
        }
        let columns = self.columns(&table.columns);
        let rows = table.rows.iter().map(|row| self.row(row, columns.len())).collect::<Vec<_>>();
        let Some(width) = self.look.width else { return self.aligned(&columns, &rows, out) };
        let texts = |i: usize| rows.iter().filter_map(move |row| row.get(i)).map(|(text, _)| text.as_str());
        match plan(&columns, width.into(), texts) {
            Plan::Columns(kept, left) if width >= NARROW => {
                self.boxed(&columns, &rows, &kept, out);
                self.left_out(&columns, &left, out);
            }
            _ => self.records(table, &columns, out),
        }
    }

    /// The columns with titles that are safe to print.
    fn columns(&self, columns: &[Column]) -> Vec<Column> {
        columns.iter().map(|column| Column { title: self.line(&column.title), ..column.clone() }).collect()
    }

    fn row(&self, cells: &[Cell], columns: usize) -> Vec<(String, Tone)> {
        (0..columns)
            .map(|i| cells.get(i).map_or_else(Default::default, |cell| (self.one_line(cell), cell.tone)))
            .collect()
    }

    fn boxed(&self, columns: &[Column], rows: &[Vec<(String, Tone)>], kept: &[(usize, usize)], out: &mut String) {
        let mut table = comfy_table::Table::new();
        table.force_no_tty().set_content_arrangement(ContentArrangement::Dynamic).load_style(self.style());
        table.set_width(self.look.width.unwrap_or(u16::MAX));
        let titles = kept.iter().filter_map(|(i, _)| columns.get(*i));
        table.set_header(titles.map(|column| drawn(column, &self.painted(Tone::Strong, &column.title))));
        for row in rows {
            let cells = kept.iter().filter_map(|(i, _)| Some((columns.get(*i)?, row.get(*i)?)));
            table.add_row(cells.map(|(column, (text, tone))| drawn(column, &self.painted(*tone, text))));
        }
        let last = kept.len().saturating_sub(1);
        for (place, (_, width)) in kept.iter().enumerate() {
            let Some(column) = table.column_mut(place) else { continue };
            let padding = if place == last { 0 } else { 1 };
            let whole = u16::try_from(*width).unwrap_or(u16::MAX).saturating_add(padding);
            column.set_padding((0, padding)).set_constraint(ColumnConstraint::Absolute(Width::Fixed(whole)));
        }
        table.lines().for_each(|line| push_line(out, &line));
    }

    /// A rule under the titles and nothing else.
    fn style(&self) -> comfy_table::TableStyle {
        let rule = if self.look.unicode { '─' } else { '-' };
        let gap = ContentLineStyle::none().junction(' ');
        NOTHING.header_lines(gap).content_lines(gap).header_separator(LineStyle::none().fill(rule).junction(rule))
    }

    fn left_out(&self, columns: &[Column], left: &[usize], out: &mut String) {
        let titles = left.iter().filter_map(|i| columns.get(*i)).map(|column| column.title.as_str());
        let titles = titles.collect::<Vec<_>>().join(", ");
        if !titles.is_empty() {
            let text = self.locale.hidden_columns(&titles);
            self.lines(&self.line(&text), "", Tone::Dim, out);
        }
    }

    fn records(&self, table: &Table, columns: &[Column], out: &mut String) {
        for (i, row) in table.rows.iter().enumerate() {
            if i > 0 {
                out.push('\n');
            }
            let pairs = columns.iter().zip(row).map(|(column, cell)| (column.title.clone(), cell));
            self.pairs(&pairs.collect::<Vec<_>>(), out);
        }
    }

    fn cell(&self, cell: &Cell) -> String {
        self.with_sign(cell, self.body(&cell.text))
    }

    fn one_line(&self, cell: &Cell) -> String {
        self.with_sign(cell, self.line(&cell.text))
    }

    /// A number that means good or bad says so with a sign; a text says so with its words.
    fn with_sign(&self, cell: &Cell, text: String) -> String {
        match self.sign(cell.tone).filter(|_| cell.number) {
            Some(sign) => format!("{sign}\u{a0}{text}"),
            None => text,
        }
    }

    const fn sign(&self, tone: Tone) -> Option<&'static str> {
        match (tone, self.look.unicode) {
            (Tone::Good, true) => Some("✓"),
            (Tone::Good, false) => Some("ok"),
            (Tone::Warn, _) => Some("!"),
            (Tone::Bad, true) => Some("✗"),
            (Tone::Bad, false) => Some("x"),
            (Tone::Plain | Tone::Dim | Tone::Strong, _) => None,
        }
    }

    fn line(&self, text: &str) -> String {
        self.ascii(neutral_line(text).into_owned())
    }

    fn body(&self, text: &str) -> String {
        self.ascii(neutral(text).replace('\t', "    "))
    }

    /// One kind of no-break space, since some consoles lack the narrow one; plain signs where there are no others.
    fn ascii(&self, text: String) -> String {
        let text = if text.contains('\u{202f}') { text.replace('\u{202f}', "\u{a0}") } else { text };
        if self.look.unicode || text.is_ascii() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '…' => out.push_str("..."),
                '—' | '–' | '−' => out.push('-'),
                '’' | '‘' => out.push('\''),
                '“' | '”' | '«' | '»' => out.push('"'),
                '•' => out.push('*'),
                '→' => out.push_str("->"),
                '✓' => out.push_str("ok"),
                '✗' => out.push('x'),
                other => out.push(other),
            }
        }
        out
    }

    fn painted(&self, tone: Tone, text: &str) -> String {
        let style = match tone {
            Tone::Plain => return text.to_owned(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Warn => AnsiColor::Yellow.on_default(),
            Tone::Bad => AnsiColor::Red.on_default(),
            Tone::Dim => Style::new().dimmed(),
            Tone::Strong => Style::new().bold(),
        };
        if self.look.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// One record a line, whatever its length.
    fn aligned(&self, columns: &[Column], rows: &[Vec<(String, Tone)>], out: &mut String) {
        let mut widths: Vec<usize> = columns.iter().map(|column| column.title.width()).collect();
        for row in rows {
            for (width, (text, _)) in widths.iter_mut().zip(row) {
                *width = (*width).max(text.width());
            }
        }
        let titles = columns.iter().map(|column| (column.title.as_str(), Tone::Strong));
        self.aligned_line(columns, &widths, titles, out);
        for row in rows {
            self.aligned_line(columns, &widths, row.iter().map(|(text, tone)| (text.as_str(), *tone)), out);
        }
    }

    fn aligned_line<'a>(
        &self,
        columns: &[Column],
        widths: &[usize],
        cells: impl Iterator<Item = (&'a str, Tone)>,
        out: &mut String,
    ) {
        let mut line = String::new();
        for ((column, width), (text, tone)) in columns.iter().zip(widths).zip(cells) {
            let pad = " ".repeat(width.saturating_sub(text.width()));
            let (before, after) = match column.align {
                Align::Left => ("", pad.as_str()),
                Align::Right => (pad.as_str(), ""),
            };
            for part in [before, &self.painted(tone, text), after, "  "] {
                line.push_str(part);
            }
        }
        push_line(out, &line);
    }

    /// Scripts look for plain spaces.
    fn finished(&self, out: String) -> String {
        let plain = self.look.width.is_none() || !self.look.unicode;
        if plain && out.contains('\u{a0}') { out.replace('\u{a0}', " ") } else { out }
    }
}

fn drawn(column: &Column, text: &str) -> comfy_table::Cell {
    let cell = comfy_table::Cell::new(text);
    match column.align {
        Align::Left => cell,
        Align::Right => cell.set_alignment(CellAlignment::Right),
    }
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end_matches(' '));
    out.push('\n');
}

#[cfg(test)]
mod tests;
