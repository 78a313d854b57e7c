//! Workbooks (XLSX): one sheet as rows of text, within caps that hold before anything is parsed.
//!
//! Cells are streamed, never laid out as a rectangle: two cells at opposite corners of a sheet are two cells.

mod archive;
mod cell;

pub(super) use archive::check as check_archive;

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::grid::Grid;
use crate::domain::date::clipped;
use crate::domain::nearest::hint;

/// How much of a workbook is read at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Caps {
    /// Bytes of all its parts together, unpacked.
    pub unpacked_bytes: u64,
    /// Unpacked bytes for each packed one.
    pub ratio: u64,
    /// Cells of a sheet, blank ones inside its rows included.
    pub cells: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// Bytes of a sheet as text: one shared text may stand in many cells.
    pub text_bytes: usize,
}

impl Caps {
    /// 100 MiB unpacked, ratio 100, five million cells, 1,000 columns, 100 MiB of text.
    pub const USUAL: Self =
        Self { unpacked_bytes: 100 << 20, ratio: 100, cells: 5_000_000, columns: 1_000, text_bytes: 100 << 20 };
}

/// One sheet of a workbook.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows that are not blank.
    pub grid: Grid,
    /// Other visible sheets, which were not read.
    pub others: Vec<String>,
}

/// The workbook is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadWorkbook {
    /// No workbook, damaged, or locked by a password.
    #[error("the workbook cannot be read ({0}); is it an XLSX file, whole and without a password?")]
    Unreadable(String),
    /// Larger than [`Caps::unpacked_bytes`].
    #[error("the workbook unpacks to more than {allowed} bytes; save the sheet as CSV")]
    TooLarge {
        /// At most.
        allowed: u64,
    },
    /// Beyond [`Caps::ratio`].
    #[error(
        "the workbook of {packed} bytes unpacks to more than {ratio} times its size, as no honest one does; it is not read"
    )]
    Bomb {
        /// Its size.
        packed: u64,
        /// At most.
        ratio: u64,
    },
    /// Too many parts.
    #[error("the workbook has {parts} parts; {allowed} are allowed")]
    ManyParts {
        /// As many.
        parts: usize,
        /// At most.
        allowed: usize,
    },
    /// Beyond [`Caps::cells`] or [`Caps::text_bytes`].
    #[error("row {row}: sheet `{sheet}` has too many cells up to here ({cells} are allowed); save it as CSV")]
    ManyCells {
        /// The sheet.
        sheet: String,
        /// The row at which reading stopped.
        row: u64,
        /// At most.
        cells: usize,
    },
    /// Beyond [`Caps::columns`].
    #[error("row {row}: sheet `{sheet}` has a cell in column {column}; {allowed} columns are allowed")]
    WideSheet {
        /// The sheet.
        sheet: String,
        /// The row.
        row: u64,
        /// The column, from 1.
        column: usize,
        /// At most.
        allowed: usize,
    },
    /// A cell before the one that was read last.
    #[error("row {row}: the cells of sheet `{sheet}` are not in order; open the workbook and save it again")]
    Disorder {
        /// The sheet.
        sheet: String,
        /// The row.
        row: u64,
    },
    /// No sheet of that name.
    #[error("the workbook has no sheet `{wanted}`; its sheets are {}{}", .sheets.join(", "), hint(.nearest.as_deref()))]
    NoSheet {
        /// As it was asked for.
        wanted: String,
        /// What may have been meant.
        nearest: Option<String>,
        /// Those there are.
        sheets: Vec<String>,
    },
}

impl BadWorkbook {
    fn unreadable(error: &dyn std::fmt::Display) -> Self {
        Self::Unreadable(clipped(&error.to_string()))
    }
}

/// Whether the bytes begin as an archive does: a workbook, or nothing that infog reads.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads the sheet of that name, or the first visible one in which something stands.
///
/// # Errors
/// [`BadWorkbook`]: no workbook, beyond the caps, no such sheet.
pub fn read(bytes: &[u8], wanted: Option<&str>, caps: &Caps) -> Result<Sheet, BadWorkbook> {
    archive::check(bytes, caps)?;
    // the reader of workbooks counts without looking in places: a cell in column 99999999999 ends it
    std::panic::catch_unwind(|| parsed(bytes, wanted, caps))
        .unwrap_or_else(|_| Err(BadWorkbook::Unreadable("it names cells that no sheet has".to_owned())))
}

fn parsed(bytes: &[u8], wanted: Option<&str>, caps: &Caps) -> Result<Sheet, BadWorkbook> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| BadWorkbook::unreadable(&e))?;
    let names: Vec<String> = visible(&workbook);
    if let Some(wanted) = wanted {
        let name = named(&workbook, wanted)?;
        let grid = grid(&mut workbook, &name, caps)?;
        return Ok(Sheet { name, grid, others: Vec::new() });
    }
    let mut read = Sheet::default();
    for name in names {
        if read.grid.is_empty() {
            let grid = grid(&mut workbook, &name, caps)?;
            read = Sheet { name, grid, others: read.others };
        } else {
            read.others.push(name);
        }
    }
    Ok(read)
}

fn visible<R: std::io::Read + std::io::Seek>(workbook: &Xlsx<R>) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter();
    let shown = sheets.filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible);
    shown.map(|sheet| sheet.name.clone()).collect()
}

/// The sheet of that name, hidden or not; case and accents do not matter.
fn named<R: std::io::Read + std::io::Seek>(workbook: &Xlsx<R>, wanted: &str) -> Result<String, BadWorkbook> {
    use crate::domain::{fold::fold, nearest::nearest};
    let sheets: Vec<String> = workbook.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
    let exact = sheets.iter().find(|name| *name == wanted);
    match exact.or_else(|| sheets.iter().find(|name| fold(name) == fold(wanted))) {
        Some(name) => Ok(name.clone()),
        None => {
            let nearest = nearest(wanted, sheets.iter().map(String::as_str)).map(str::to_owned);
            let sheets = sheets.iter().map(|name| format!("`{}`", clipped(name))).collect();
            Err(BadWorkbook::NoSheet { wanted: clipped(wanted), nearest, sheets })
        }
    }
}

fn grid<R: std::io::Read + std::io::Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    caps: &Caps,
) -> Result<Grid, BadWorkbook> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|e| BadWorkbook::unreadable(&e))?;
    let mut building = Building { grid: Grid::default(), sheet: name, caps, at: None, cell: String::new() };
    while let Some(cell) = cells.next_cell().map_err(|e| BadWorkbook::unreadable(&e))? {
        building.take(cell.get_position(), cell.get_value())?;
    }
    building.grid.drop_blank();
    Ok(building.grid)
}

/// A grid under way.
struct Building<'s> {
    grid: Grid,
    sheet: &'s str,
    caps: &'s Caps,
    at: Option<(u32, u32)>,
    cell: String,
}

impl Building<'_> {
    fn take(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<(), BadWorkbook> {
        self.cell.clear();
        cell::write(value, &mut self.cell);
        if self.cell.is_empty() {
            return Ok(());
        }
        let (line, sheet) = (u64::from(row) + 1, || clipped(self.sheet));
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if self.at.is_some_and(|before| (row, column) <= before) {
            return Err(BadWorkbook::Disorder { sheet: sheet(), row: line });
        }
        if place >= self.caps.columns {
            let (column, allowed) = (place.saturating_add(1), self.caps.columns);
            return Err(BadWorkbook::WideSheet { sheet: sheet(), row: line, column, allowed });
        }
        if self.at.is_none_or(|(before, _)| before != row) {
            self.grid.begin(line);
        }
        let wanted = self.grid.cells() + place.saturating_sub(self.grid.width()) + 1;
        if wanted > self.caps.cells || self.grid.bytes() + self.cell.len() > self.caps.text_bytes {
            return Err(BadWorkbook::ManyCells { sheet: sheet(), row: line, cells: self.caps.cells });
        }
        while self.grid.width() < place {
            self.grid.push("");
        }
        self.grid.push(&self.cell);
        self.at = Some((row, column));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
