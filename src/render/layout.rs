//! How wide each column of a table may be, which columns stay, and where a text breaks.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::page::{Align, Column};

/// Between two columns.
pub const GAP: usize = 2;
/// A column of text is not squeezed under this while a column of less weight can leave.
const COMFORT: usize = 16;
/// A title up to this width is not wrapped.
const SHORT_TITLE: usize = 12;
/// A word longer than this may be broken when nothing else helps.
const LONGEST_WORD: usize = 24;

/// How a table stands on a terminal.
#[derive(Debug, PartialEq, Eq)]
pub enum Plan {
    /// Index and width of each column that stays, and the indices of those that left.
    Columns(Vec<(usize, usize)>, Vec<usize>),
    /// One record a block: not even the columns that must stay have room.
    Records,
}

/// The room that one column needs.
struct Need {
    index: usize,
    keep: u8,
    least: usize,
    comfort: usize,
    natural: usize,
}

/// Plans `columns` in `width`; `texts(i)` are the cells of column `i`, without its title.
pub fn plan<'a, I: Iterator<Item = &'a str>>(columns: &[Column], width: usize, texts: impl Fn(usize) -> I) -> Plan {
    let mut needs: Vec<Need> = columns.iter().enumerate().map(|(i, column)| need(i, column, texts(i))).collect();
    let mut left = Vec::new();
    while room(&needs, |need| need.comfort) > width {
        let Some(place) = first_to_leave(&needs) else { break };
        left.push(needs.remove(place).index);
    }
    if room(&needs, |need| need.least) > width {
        return Plan::Records;
    }
    left.sort_unstable();
    Plan::Columns(widths(&needs, width), left)
}

fn need<'a>(index: usize, column: &Column, texts: impl Iterator<Item = &'a str>) -> Need {
    let title = column.title.width();
    let (mut natural, mut word) = (title, if title <= SHORT_TITLE { title } else { longest_word(&column.title) });
    for text in texts {
        natural = natural.max(text.width());
        word = word.max(longest_word(text));
    }
    let natural = natural.max(1);
    let (least, comfort) = match column.align {
        Align::Right => (natural, natural),
        Align::Left => (word.clamp(1, LONGEST_WORD), natural.min(word.max(COMFORT))),
    };
    Need { index, keep: column.keep, least, comfort: comfort.max(least), natural }
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn room(needs: &[Need], of: impl Fn(&Need) -> usize) -> usize {
    needs.iter().map(of).sum::<usize>() + GAP * needs.len().saturating_sub(1)
}

/// The column of least weight, of two equal ones the right one.
fn first_to_leave(needs: &[Need]) -> Option<usize> {
    let candidates = needs.iter().enumerate().rev().filter(|(_, need)| need.keep < Column::ALWAYS);
    candidates.min_by_key(|(_, need)| need.keep).map(|(place, _)| place)
}

/// Gives what is left to the columns that must wrap most.
fn widths(needs: &[Need], width: usize) -> Vec<(usize, usize)> {
    let mut given: Vec<(usize, usize)> = needs.iter().map(|need| (need.index, need.least)).collect();
    for _ in room(needs, |need| need.least)..width {
        let wraps = |(place, (_, w)): (usize, &(usize, usize))| {
            let natural = needs.get(place)?.natural;
            (natural > *w).then(|| (natural * 1000 / w, place))
        };
        let Some((_, place)) = given.iter().enumerate().filter_map(wraps).max() else { break };
        if let Some((_, w)) = given.get_mut(place) {
            *w += 1;
        }
    }
    given
}

/// `text` in lines of at most `width`, broken at plain spaces; its own line feeds stay. A longer word is broken where
/// it must be, a no-break space never is before that.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrapped_line(line, width.max(1))).collect()
}

fn wrapped_line(line: &str, width: usize) -> Vec<String> {
    if line.width() <= width {
        return vec![line.to_owned()];
    }
    let (mut lines, mut current, mut used) = (Vec::new(), String::new(), 0);
    for word in line.split(' ') {
        let size = word.width();
        if used > 0 && used + 1 + size > width {
            lines.push(std::mem::take(&mut current));
            used = 0;
        } else if !current.is_empty() {
            current.push(' ');
            used += 1;
        }
        if size <= width {
            current.push_str(word);
            used += size;
        } else {
            broken(word, width, &mut lines, &mut current, &mut used);
        }
    }
    lines.push(current);
    lines
}

fn broken(word: &str, width: usize, lines: &mut Vec<String>, current: &mut String, used: &mut usize) {
    for c in word.chars() {
        let size = c.width().unwrap_or(0);
        if *used + size > width && *used > 0 {
            lines.push(std::mem::take(current));
            *used = 0;
        }
        current.push(c);
        *used += size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> [Column; 4] {
        [
            Column::new("number", "N°").right(),
            Column::new("title", "Titre"),
            Column::new("assignee", "Attribué à").keep(1),
            Column::new("due", "Échéance").keep(2),
        ]
    }

    fn planned(width: usize) -> Plan {
        let title = "Le serveur de fichiers ne répond plus depuis ce matin au bureau de Colmar";
        let texts = [vec!["#6", "#12345"], vec![title], vec!["lea"], vec!["12/10/2026\u{a0}08:40"]];
        plan(&columns(), width, |i| texts[i].iter().copied())
    }

    #[test]
    fn wide_terminals_give_each_column_its_own_width() {
        assert_eq!(planned(200), Plan::Columns(vec![(0, 6), (1, 73), (2, 10), (3, 16)], vec![]));
    }

    #[test]
    fn text_wraps_before_a_column_leaves() {
        assert_eq!(planned(60), Plan::Columns(vec![(0, 6), (1, 22), (2, 10), (3, 16)], vec![]));
    }

    #[test]
    fn the_column_of_least_weight_leaves_first() {
        assert_eq!(planned(50), Plan::Columns(vec![(0, 6), (1, 24), (3, 16)], vec![2]));
        assert_eq!(planned(30), Plan::Columns(vec![(0, 6), (1, 22)], vec![2, 3]));
        assert_eq!(planned(10), Plan::Records);
    }

    #[test]
    fn text_breaks_at_spaces_and_numbers_never() {
        assert_eq!(wrapped("reste 2\u{a0}h\u{a0}30 ouvrées", 11), ["reste", "2\u{a0}h\u{a0}30", "ouvrées"]);
        assert_eq!(wrapped("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrapped("日本語 日本", 5), ["日本", "語", "日本"]);
        assert_eq!(wrapped("a\n\nb", 80), ["a", "", "b"]);
        assert_eq!(wrapped("", 80), [""]);
    }
}
