//! Catalogues of text, embedded in the program.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Language;
use crate::message::{Argument, Message};

/// One area of the catalogue in English and in Russian.
pub struct Area {
    /// Its name, which is its file's name.
    pub name: &'static str,
    /// The English text.
    pub en: &'static str,
    /// The Russian text.
    pub ru: &'static str,
}

macro_rules! areas {
    ($($name:literal),+ $(,)?) => {
        /// Every area of the catalogue: one file a language in `locales/`.
        pub const AREAS: &[Area] = &[$(Area {
            name: $name,
            en: include_str!(concat!("../../locales/en/", $name, ".ftl")),
            ru: include_str!(concat!("../../locales/ru/", $name, ".ftl")),
        }),+];
    };
}

areas!(
    "app",
    "checklist",
    "cli",
    "count",
    "export",
    "expr",
    "facility",
    "keeping",
    "handover",
    "keys",
    "law",
    "screens",
    "vault",
    "visit",
    "xlsform",
);

/// The text of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// Opens the catalogue of a language.
    pub fn new(language: Language) -> Self {
        let spoken = if language == Language::En {
            Language::En
        } else {
            Language::Ru
        };
        let tag: LanguageIdentifier = spoken.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The isolation marks U+2068 and U+2069 would land on the terminal as boxes.
        bundle.set_use_isolating(false);
        for area in AREAS {
            let text = if spoken == Language::En {
                area.en
            } else {
                area.ru
            };
            let resource = match FluentResource::try_new(text.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Returns the language that was asked for.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns whether the catalogue has a text for this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle
            .get_message(id)
            .is_some_and(|message| message.value().is_some())
    }

    /// Returns the text of the message. An id without text comes back in brackets, which tests refuse.
    pub fn text(&self, message: &Message) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(message.id())
            .and_then(|found| found.value())
        else {
            return format!("[{}]", message.id());
        };
        let mut arguments = FluentArgs::new();
        for (name, argument) in message.arguments() {
            match argument {
                Argument::Text(text) => arguments.set(*name, text.as_str()),
                // Fluent computes with f64; counts of this program stay far below 2^53.
                #[expect(clippy::cast_precision_loss, reason = "counts stay below 2^53")]
                Argument::Number(number) => {
                    arguments.set(*name, FluentValue::from(*number as f64));
                }
                Argument::Message(inner) => arguments.set(*name, self.text(inner)),
            }
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&arguments), &mut errors)
            .into_owned()
    }

    /// Returns the text of an id without arguments.
    pub fn id(&self, id: &'static str) -> String {
        self.text(&Message::new(id))
    }

    /// Returns the text of an id that is put together at run time (`facility-type-IVS`), if there is one.
    pub fn find(&self, id: &str) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, None, &mut errors)
                .into_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_bundle::FluentResource;

    use super::*;

    /// Returns ids with the variables each uses, by a plain reading of the file.
    fn ids(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in text.lines() {
            let opens = line
                .split_once('=')
                .map(|(id, _)| id.trim_end())
                .filter(|id| {
                    id.starts_with(|letter: char| letter.is_ascii_lowercase()) && !id.contains(' ')
                });
            if let Some(id) = opens {
                current = id.to_owned();
                assert!(
                    found.insert(current.clone(), BTreeSet::new()).is_none(),
                    "{id} twice"
                );
            }
            for part in line.split('$').skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
                    .collect();
                found.entry(current.clone()).or_default().insert(name);
            }
        }
        found
    }

    #[test]
    fn russian_and_english_have_the_same_ids_with_the_same_variables() {
        for area in AREAS {
            let (en, ru) = (ids(area.en), ids(area.ru));
            let missing: Vec<_> = en.keys().filter(|id| !ru.contains_key(*id)).collect();
            assert!(
                missing.is_empty(),
                "{}: not in Russian: {missing:?}",
                area.name
            );
            let extra: Vec<_> = ru.keys().filter(|id| !en.contains_key(*id)).collect();
            assert!(extra.is_empty(), "{}: not in English: {extra:?}", area.name);
            for (id, variables) in &en {
                assert_eq!(
                    Some(variables),
                    ru.get(id),
                    "{}: variables of {id}",
                    area.name
                );
            }
        }
    }

    #[test]
    fn every_file_is_good_fluent_and_every_id_belongs_to_one_area() {
        let mut seen = BTreeSet::new();
        for area in AREAS {
            for text in [area.en, area.ru] {
                if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
                    panic!("{}: {errors:?}", area.name);
                }
            }
            for id in ids(area.en).into_keys() {
                assert!(seen.insert(id.clone()), "{id} stands in two areas");
            }
        }
    }

    #[test]
    fn russian_plurals_count_as_russians_do() {
        let catalogue = Catalogue::new(Language::Ru);
        let text = |count: i64| catalogue.text(&Message::new("app-visits").number("count", count));
        assert_eq!(text(1), "1 посещение");
        assert_eq!(text(3), "3 посещения");
        assert_eq!(text(5), "5 посещений");
        assert_eq!(text(21), "21 посещение");
        assert_eq!(text(112), "112 посещений");
    }

    #[test]
    fn a_message_inside_a_message_speaks_the_same_language() {
        let inner = Message::new("app-visits").number("count", 2);
        let outer = Message::new("app-both")
            .message("first", inner.clone())
            .message("second", inner);
        assert_eq!(
            Catalogue::new(Language::En).text(&outer),
            "2 visits. 2 visits"
        );
        assert_eq!(
            Catalogue::new(Language::Kk).text(&outer),
            "2 посещения. 2 посещения"
        );
    }
}
