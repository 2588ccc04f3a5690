//! Text in several languages, as authors wrote it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One text by language code (`en`, `ru`, `kk`, `ky`, `tg`, or whatever the author used).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// Returns the text in `language`; else in Russian, in English, or in any language there is.
    ///
    /// The second value says whether it is the language that was asked for, so that a screen can
    /// mark a text that fell back instead of showing nothing.
    pub fn in_language(&self, language: &str) -> (&str, bool) {
        if let Some(text) = self.0.get(language) {
            return (text, true);
        }
        let fallback = ["ru", "en"]
            .iter()
            .find_map(|code| self.0.get(*code))
            .or_else(|| self.0.values().next());
        (fallback.map_or("", String::as_str), false)
    }

    /// Returns whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}
