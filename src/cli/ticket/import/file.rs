//! The file of an export, read from its beginning as often as needed; only a workbook and what comes from a pipe are held.

use std::io::{BufRead, Read as _};

use super::Export;
use crate::cli::context::Ctx;
use crate::cli::failure::Failure;
use crate::cli::input::Input;
use crate::cli::source::Source;
use crate::intake::bytes::{BadBytes, check_size};
use crate::intake::refusal::Fault;
use crate::intake::survey::{Survey, Unread, survey};
use crate::intake::ticket_export::{Columns, Options};
use crate::intake::workbook::{self, Caps};

/// An export of another program.
pub struct ExportFile<'s> {
    source: &'s Source,
    input: Input,
    survey: Survey,
    is_workbook: bool,
}

impl<'s> ExportFile<'s> {
    /// Looks through the file: its encoding, and that it is text within the limits, or a workbook within its caps.
    /// `options` learn where the rows of a sheet stood.
    ///
    /// # Errors
    /// It is neither.
    pub fn open(ctx: &Ctx, source: &'s Source, export: &Export, options: &mut Options) -> Result<Self, Failure> {
        let input = Input::open(source, &options.limits)?;
        let mut start = Vec::new();
        let begun = input.start().and_then(|input| input.take(8).read_to_end(&mut start));
        begun.map_err(|error| source.unreadable(&error))?;
        let (input, encoding, is_workbook) = if workbook::is_archive(&start) {
            (sheet(ctx, source, &input, export, options)?, None, true)
        } else if let Some(sheet) = &export.sheet {
            let said = format!("{source}: `--sheet {sheet}` needs a workbook, and this is none");
            return Err(Failure::refused(said).hinted("leave `--sheet` out"));
        } else {
            (input, export.encoding.as_deref(), false)
        };
        let survey = survey(|| input.start(), encoding, &options.limits).map_err(|unread| match unread {
            Unread::Bytes(fault) => refusal(source, fault),
            Unread::Io(error) => source.unreadable(&error),
        })?;
        if !is_workbook {
            ctx.out.detail(&format!("{source}: read as {}", survey.encoding()));
        }
        Ok(Self { source, input, survey, is_workbook })
    }

    /// Its text, from the beginning.
    ///
    /// # Errors
    /// It cannot be read again.
    pub fn text(&self) -> Result<impl BufRead + '_, Failure> {
        let text = self.input.start().and_then(|input| self.survey.text(input));
        text.map_err(|error| self.source.unreadable(&error))
    }

    /// Plain UTF-8: no spreadsheet wrote it.
    pub fn is_plain(&self) -> bool {
        self.survey.is_plain() && !self.is_workbook
    }
}

fn refusal(source: &Source, fault: impl Into<Fault>) -> Failure {
    fault.into().of(&source.to_string()).into()
}

/// A sheet as text from its header on: the first row that is one of the program.
fn sheet(ctx: &Ctx, source: &Source, input: &Input, export: &Export, options: &mut Options) -> Result<Input, Failure> {
    let mut bytes = Vec::new();
    let most = options.limits.file_bytes.saturating_add(1);
    let read = input.start().and_then(|input| input.take(most).read_to_end(&mut bytes));
    read.map_err(|error| source.unreadable(&error))?;
    check_size(bytes.len() as u64, &options.limits).map_err(|e: BadBytes| refusal(source, e))?;
    let sheet = workbook::read(&bytes, export.sheet.as_deref(), &Caps::USUAL).map_err(|e| refusal(source, e))?;
    if sheet.others.is_empty() {
        ctx.out.detail(&format!("{source}: sheet `{}`", sheet.name));
    } else {
        let others = sheet.others.join("`, `");
        ctx.out.note(&format!("{source}: sheet `{}` is read, `{others}` is not; `--sheet NAME` chooses", sheet.name));
    }
    let cells = |row: usize| sheet.grid.row(row).map(str::to_owned).collect::<Vec<_>>();
    let header = (0..sheet.grid.len()).find(|row| Columns::fits(options.tool, &cells(*row)));
    let told = sheet.grid.text_from(header.unwrap_or(0));
    options.lines = told.lines;
    Ok(Input::Held(told.text.into_bytes()))
}
