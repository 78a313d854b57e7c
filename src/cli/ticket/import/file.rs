//! The file of an export, read from its beginning as often as needed and never held unless it comes from a pipe.

use std::io::BufRead;

use crate::cli::context::Ctx;
use crate::cli::failure::Failure;
use crate::cli::input::Input;
use crate::cli::source::Source;
use crate::intake::bytes::Limits;
use crate::intake::refusal::Fault;
use crate::intake::survey::{Survey, Unread, survey};

/// An export of another program.
pub struct ExportFile<'s> {
    source: &'s Source,
    input: Input,
    survey: Survey,
}

impl<'s> ExportFile<'s> {
    /// Looks through the file: its encoding, and that it is text within the limits.
    ///
    /// # Errors
    /// It is not.
    pub fn open(ctx: &Ctx, source: &'s Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, Failure> {
        let input = Input::open(source, limits)?;
        let survey = survey(|| input.start(), encoding, limits).map_err(|unread| match unread {
            Unread::Bytes(fault) => Fault::from(fault).of(&source.to_string()).into(),
            Unread::Io(error) => source.unreadable(&error),
        })?;
        ctx.out.detail(&format!("{source}: read as {}", survey.encoding()));
        Ok(Self { source, input, survey })
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
        self.survey.is_plain()
    }
}
