//! The languages of the program.

/// A language in which the program can speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
    /// Kyrgyz.
    Ky,
    /// Tajik.
    Tg,
}

impl Language {
    /// Every language in the order in which screens offer it.
    pub const ALL: [Self; 5] = [Self::En, Self::Ru, Self::Kk, Self::Ky, Self::Tg];

    /// Returns the ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Kk => "kk",
            Self::Ky => "ky",
            Self::Tg => "tg",
        }
    }

    /// Returns the language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Returns the language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ru => "Русский",
            Self::Kk => "Қазақша",
            Self::Ky => "Кыргызча",
            Self::Tg => "Тоҷикӣ",
        }
    }

    /// Returns the word for a draft in this language, where the program's text is one: no native
    /// speaker has reviewed it.
    pub const fn draft_word(self) -> Option<&'static str> {
        match self {
            Self::En | Self::Ru => None,
            Self::Kk => Some("жоба"),
            Self::Ky => Some("долбоор"),
            Self::Tg => Some("лоиҳа"),
        }
    }

    /// Returns the name as lists of languages show it: in itself, a draft called a draft.
    pub fn listed_name(self) -> String {
        let name = self.own_name();
        self.draft_word()
            .map_or_else(|| name.to_owned(), |draft| format!("{name} ({draft})"))
    }
}
