//! Which language is spoken, and how that is found out.

use std::fmt;
use std::str::FromStr;

use crate::domain::client::Language;

/// A language of the catalogues.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

/// The text names no language of the catalogues.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no language of infog; write `en` or `fr`")]
pub struct UnknownLang(pub String);

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// Its code: `en`, `fr`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The first of the five that says something decides: `--lang` (or what stands for it), `INFOG_LANG` (or the
    /// configured language), `LC_ALL`, `LC_MESSAGES`, `LANG`. An empty value says nothing (POSIX); `C`, `POSIX` and any
    /// language without a catalogue mean English.
    #[must_use]
    pub fn choose(
        option: Option<&str>,
        infog_lang: Option<&str>,
        lc_all: Option<&str>,
        lc_messages: Option<&str>,
        lang: Option<&str>,
    ) -> Self {
        [option, infog_lang, lc_all, lc_messages, lang]
            .into_iter()
            .flatten()
            .find(|value| !value.trim().is_empty())
            .map_or(Self::En, Self::of_tag)
    }

    /// `fr_FR.UTF-8`, `fr-CA` and `french` are French, the rest is English.
    fn of_tag(tag: &str) -> Self {
        let language = tag.trim().split(['_', '-', '.', '@']).next().unwrap_or_default().to_lowercase();
        if matches!(language.as_str(), "fr" | "fra" | "fre" | "french" | "français" | "francais") {
            Self::Fr
        } else {
            Self::En
        }
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let code = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|lang| lang.code() == code).ok_or_else(|| UnknownLang(text.to_owned()))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Fr => Self::Fr,
            Language::En => Self::En,
        }
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Fr => Self::Fr,
            Lang::En => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_says_something_decides() {
        let choose = Lang::choose;
        assert_eq!(choose(Some("en"), Some("fr"), Some("fr_FR"), None, None), Lang::En);
        assert_eq!(choose(None, Some("fr"), Some("C"), None, Some("en_GB.UTF-8")), Lang::Fr);
        assert_eq!(choose(None, None, Some("C"), Some("fr_FR.UTF-8"), Some("fr_FR.UTF-8")), Lang::En);
        assert_eq!(choose(None, None, Some(""), Some("fr_CA.UTF-8"), Some("en_GB")), Lang::Fr);
        assert_eq!(choose(None, None, None, None, Some("fr")), Lang::Fr);
        assert_eq!(choose(None, Some(""), None, None, None), Lang::En);
    }

    #[test]
    fn only_french_is_french() {
        for tag in ["fr", "fr_FR.UTF-8", "fr-BE", "FR@euro", "français"] {
            assert_eq!(Lang::of_tag(tag), Lang::Fr, "{tag}");
        }
        for tag in ["C", "POSIX", "C.UTF-8", "en_US", "de_DE", "frr_DE", "fy_NL"] {
            assert_eq!(Lang::of_tag(tag), Lang::En, "{tag}");
        }
        assert_eq!("FR".parse(), Ok(Lang::Fr));
        assert_eq!("de".parse::<Lang>(), Err(UnknownLang("de".into())));
    }
}
