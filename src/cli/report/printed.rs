//! A report as it is printed: made now, or as it was closed.

use serde_json::Value;

use crate::cli::context::Ctx;
use crate::cli::failure::{Exit, Failure, Outcome};
use crate::domain::client::Language;
use crate::locale::{Lang, Locale};
use crate::render;
use crate::report::closing::Told;
use crate::report::page::Page;

/// One report, and the language of its contract.
pub enum Printed<T> {
    /// Made now.
    Fresh(T, Language),
    /// As it was told when its month was closed.
    Closed(Box<Told>, Language),
}

impl<T> Printed<T> {
    const fn language(&self) -> Language {
        match self {
            Self::Fresh(_, language) | Self::Closed(_, language) => *language,
        }
    }

    fn json(&self, make: impl Fn(&T) -> Value) -> Result<String, Failure> {
        match self {
            Self::Fresh(one, _) => line(&make(one)),
            Self::Closed(told, _) => Ok(told.json.clone()),
        }
    }

    fn page(&self, asked: Option<Language>, make: impl Fn(&T, &Locale) -> Page) -> Page {
        let language = asked.unwrap_or(self.language());
        match self {
            Self::Fresh(one, _) => make(one, &Locale::new(Lang::from(language))),
            Self::Closed(told, _) => told.page(language).clone(),
        }
    }
}

/// JSON on one line, without its line feed.
///
/// # Errors
/// A fault of infog.
pub fn line(value: &Value) -> Result<String, Failure> {
    let line = render::json::line(value).map_err(|e| Failure::fault("an answer is no JSON").because(e))?;
    Ok(line.trim_end().to_owned())
}

/// All of them on one page, each in its language.
pub fn page<T>(all: &[Printed<T>], asked: Option<Language>, make: impl Fn(&T, &Locale) -> Page) -> Page {
    let mut page = Page::new();
    for one in all {
        page.append(one.page(asked, &make));
    }
    page
}

/// The words in which pages are laid out, whoever prints them; the reader's where they are of several languages.
pub fn locale<T>(ctx: &Ctx, all: &[Printed<T>]) -> Locale {
    let first = all.first().map(Printed::language);
    let alike = first.filter(|first| all.iter().all(|one| one.language() == *first));
    let language = ctx.settings.asked_language().or(alike);
    language.map_or_else(|| ctx.locale.clone(), |language| Locale::new(Lang::from(language)))
}

/// Prints them: a bare object where there is one, unless a list was asked for.
///
/// # Errors
/// Standard output cannot be written.
pub fn answer<T>(
    ctx: &Ctx,
    all: &[Printed<T>],
    as_list: bool,
    json: impl Fn(&T) -> Value,
    make: impl Fn(&T, &Locale) -> Page,
) -> Outcome {
    if ctx.wants_json() {
        let lines = all.iter().map(|one| one.json(&json)).collect::<Result<Vec<_>, _>>()?;
        let text = match lines.as_slice() {
            [one] if !as_list => format!("{one}\n"),
            many => format!("[{}]\n", many.join(",")),
        };
        ctx.out.answer(text)?;
    } else {
        let asked = ctx.settings.asked_language();
        ctx.answer_in(&locale(ctx, all), || Value::Null, || page(all, asked, &make))?;
    }
    Ok(Exit::Done)
}
