//! Text of the law and vocabulary files, in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One text by language code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wording(pub BTreeMap<String, String>);

impl Wording {
    /// Returns the text in `language`; else in Russian, in English, or in any language there is.
    ///
    /// The second value says whether it is the language that was asked for.
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
