//! Kazakh, Kyrgyz and Tajik text that no native speaker has reviewed yet.
//!
//! What is not drafted falls back to Russian; an area may be missing here as a whole. A reviewed
//! language moves to [`AREAS`](super::AREAS), where tests ask for every id.

use super::Language;

/// The drafts of one area.
pub(super) struct Draft {
    /// The area's name, which is the name of its files.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "tests compare the area with its English")
    )]
    pub(super) area: &'static str,
    pub(super) kk: &'static str,
    pub(super) ky: &'static str,
    pub(super) tg: &'static str,
}

macro_rules! drafts {
    ($($name:literal),+ $(,)?) => {
        /// Every area that is drafted, if only in part.
        pub(super) const DRAFTS: &[Draft] = &[$(Draft {
            area: $name,
            kk: include_str!(concat!("../../locales/kk/", $name, ".ftl")),
            ky: include_str!(concat!("../../locales/ky/", $name, ".ftl")),
            tg: include_str!(concat!("../../locales/tg/", $name, ".ftl")),
        }),+];
    };
}

drafts!(
    "app",
    "bin",
    "cli",
    "count",
    "custody",
    "dashboard",
    "elsewhere",
    "evidence",
    "export",
    "facility",
    "handover",
    "keys",
    "language",
    "law",
    "reasons",
    "released",
    "repeats",
    "screens",
    "tally",
    "vault",
    "visit"
);

/// Returns the drafts in this language; none for a language that is complete.
pub(super) fn of(language: Language) -> impl Iterator<Item = &'static str> {
    DRAFTS.iter().filter_map(move |draft| match language {
        Language::En | Language::Ru => None,
        Language::Kk => Some(draft.kk),
        Language::Ky => Some(draft.ky),
        Language::Tg => Some(draft.tg),
    })
}
