//! Catalogues of text, embedded in the program.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Language;
use super::drafts;
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
    "bin",
    "checklist",
    "cli",
    "codes",
    "count",
    "custody",
    "dashboard",
    "elsewhere",
    "evidence",
    "export",
    "expr",
    "facility",
    "guard",
    "keeping",
    "handover",
    "keys",
    "language",
    "law",
    "paper",
    "reasons",
    "recipients",
    "repeats",
    "screens",
    "release",
    "released",
    "short",
    "tally",
    "vault",
    "versions",
    "visit",
    "xlsform",
);

/// The text of one language.
pub struct Catalogue {
    language: Language,
    /// Where a text is looked for: the language itself, then Russian where it is only drafted. Each
    /// has plural rules of its own, so that a Russian text among drafts still counts in Russian.
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl Catalogue {
    /// Opens the catalogue of a language.
    pub fn new(language: Language) -> Self {
        let areas = AREAS.iter();
        let bundles = match language {
            Language::En => vec![bundle(language, areas.map(|area| area.en))],
            Language::Ru => vec![bundle(language, areas.map(|area| area.ru))],
            Language::Kk | Language::Ky | Language::Tg => vec![
                bundle(language, drafts::of(language)),
                bundle(Language::Ru, areas.map(|area| area.ru)),
            ],
        };
        Self { language, bundles }
    }

    /// Returns the language that was asked for.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns whether the catalogue has a text for this id.
    pub fn has(&self, id: &str) -> bool {
        self.lookup(id, None).is_some()
    }

    /// Returns the text of the message. An id without text comes back in brackets, which tests refuse.
    pub fn text(&self, message: &Message) -> String {
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
                Argument::Words(text) => {
                    let code = self.language.code();
                    arguments.set(*name, text.in_language(code).0.to_owned());
                }
            }
        }
        self.lookup(message.id(), Some(&arguments))
            .unwrap_or_else(|| format!("[{}]", message.id()))
    }

    /// Returns the text of an id without arguments.
    pub fn id(&self, id: &'static str) -> String {
        self.text(&Message::new(id))
    }

    /// Returns the text of an id that is put together at run time (`facility-type-IVS`), if there is one.
    pub fn find(&self, id: &str) -> Option<String> {
        self.lookup(id, None)
    }

    /// Returns the text from the first bundle that has one.
    fn lookup(&self, id: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        self.bundles.iter().find_map(|bundle| {
            let pattern = bundle.get_message(id)?.value()?;
            let mut errors = Vec::new();
            Some(
                bundle
                    .format_pattern(pattern, arguments, &mut errors)
                    .into_owned(),
            )
        })
    }
}

/// Puts the files of one language together.
fn bundle(
    language: Language,
    texts: impl Iterator<Item = &'static str>,
) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The isolation marks U+2068 and U+2069 would land on the terminal as boxes.
    bundle.set_use_isolating(false);
    for text in texts {
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
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
        assert_eq!(Catalogue::new(Language::Kk).text(&outer), "2 бару. 2 бару");
    }

    /// Returns each draft with its language and area, and the English of its area.
    fn drafted() -> impl Iterator<Item = (Language, &'static str, &'static str, &'static str)> {
        drafts::DRAFTS.iter().flat_map(|draft| {
            let area = AREAS.iter().find(|area| area.name == draft.area).unwrap();
            [
                (Language::Kk, area.name, draft.kk, area.en),
                (Language::Ky, area.name, draft.ky, area.en),
                (Language::Tg, area.name, draft.tg, area.en),
            ]
        })
    }

    #[test]
    fn a_draft_is_good_fluent_and_says_at_its_head_that_it_is_a_draft() {
        for (language, area, text, _) in drafted() {
            let code = language.code();
            assert!(text.starts_with("# DRAFT"), "{code}/{area}");
            if let Err((_, errors)) = FluentResource::try_new(text.to_owned()) {
                panic!("{code}/{area}: {errors:?}");
            }
        }
    }

    #[test]
    fn a_draft_has_only_ids_of_the_english_with_the_same_variables() {
        for (language, area, text, english) in drafted() {
            let (code, en) = (language.code(), ids(english));
            for (id, variables) in ids(text) {
                // Whoever gives the English another variable and does not speak the language takes
                // the draft out: Russian stands in its place.
                assert_eq!(Some(&variables), en.get(&id), "{code}/{area}: {id}");
            }
        }
    }

    #[test]
    fn a_draft_counts_by_the_categories_of_its_language() {
        for (language, area, text, _) in drafted() {
            for of_russian in ["[few]", "[many]", "[two]", "[zero]"] {
                let code = language.code();
                assert!(!text.contains(of_russian), "{code}/{area}: {of_russian}");
            }
        }
    }

    #[test]
    fn a_text_that_is_not_drafted_is_russian_with_russian_plurals() {
        let catalogue = Catalogue {
            language: Language::Kk,
            bundles: vec![
                bundle(Language::Kk, std::iter::empty()),
                bundle(Language::Ru, AREAS.iter().map(|area| area.ru)),
            ],
        };
        let visits = Message::new("app-visits").number("count", 3);
        assert_eq!(catalogue.text(&visits), "3 посещения");
        assert_eq!(catalogue.find("menu-title").as_deref(), Some("Меню"));
        assert!(!catalogue.has("no-such-id"));
    }
}
