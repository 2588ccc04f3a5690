//! Languages of a form: which there are, and where one is missing.

use std::collections::{BTreeMap, BTreeSet};

use super::form::Tables;
use super::headers::Table;
use super::report::Report;
use crate::checklist::defect::{Defect, DefectCode};
use crate::message::Message;

/// What the column of no language is called.
pub(super) const DEFAULT: &str = "default";

/// Columns that are translated, as paths and as authors call them.
const TRANSLATED: [(&[&str], &str); 9] = [
    (&["label"], "label"),
    (&["hint"], "hint"),
    (&["guidance_hint"], "guidance_hint"),
    (&["bind", "jr:constraintMsg"], "constraint_message"),
    (&["bind", "jr:requiredMsg"], "required_message"),
    (&["media", "image"], "image"),
    (&["media", "big-image"], "big-image"),
    (&["media", "audio"], "audio"),
    (&["media", "video"], "video"),
];

/// The translated columns of a table: by column, the languages that have it.
fn columns_of(table: &Table) -> BTreeMap<&'static str, BTreeSet<&str>> {
    let mut found: BTreeMap<&'static str, BTreeSet<&str>> = BTreeMap::new();
    for column in table.columns.iter().flatten() {
        for (path, name) in TRANSLATED {
            if column.path.len() < path.len()
                || !column
                    .path
                    .iter()
                    .zip(path)
                    .all(|(part, wanted)| part == wanted)
            {
                continue;
            }
            match column.path.get(path.len()..) {
                Some([]) => found.entry(name).or_default().insert(DEFAULT),
                Some([language]) => found.entry(name).or_default().insert(language),
                _ => false,
            };
        }
    }
    found
}

/// Returns every language of the form, the column of no language as [`DEFAULT`].
pub(super) fn of(tables: &Tables) -> BTreeSet<&str> {
    [Some(&tables.survey), tables.choices.as_ref()]
        .into_iter()
        .flatten()
        .flat_map(|table| columns_of(table).into_values().flatten())
        .collect()
}

/// Returns the languages of labels.
pub(super) fn of_labels(tables: &Tables) -> BTreeSet<&str> {
    let mut columns = columns_of(&tables.survey);
    columns.remove("label").unwrap_or_default()
}

/// Judges whether each language has the columns that another has, and a code.
pub(super) fn check(tables: &Tables, has_or_other: bool, report: &mut Report) {
    let mut is_translated = false;
    for table in [Some(&tables.survey), tables.choices.as_ref()]
        .into_iter()
        .flatten()
    {
        let columns = columns_of(table);
        let languages: BTreeSet<&str> = columns.values().flatten().copied().collect();
        if languages.iter().all(|language| *language == DEFAULT) {
            continue;
        }
        is_translated = true;
        for language in &languages {
            let missing: Vec<&str> = columns
                .iter()
                .filter(|(_, has)| !has.contains(language))
                .map(|(name, _)| *name)
                .collect();
            if !missing.is_empty() {
                report.add(
                    Defect::new(DefectCode::FormLanguageColumn, table.sheet)
                        .with("language", *language)
                        .with("columns", missing.join(", "))
                        .on_row(1),
                );
            }
        }
    }
    for language in of(tables) {
        if language != DEFAULT && code(language).is_none() {
            report.add(
                Defect::new(DefectCode::FormLanguageCode, "survey")
                    .with("language", language)
                    .suggest(Message::new("rec-form-language-code"))
                    .on_row(1),
            );
        }
    }
    if has_or_other && is_translated {
        report.add(Defect::new(DefectCode::FormOtherTranslated, "survey"));
    }
}

/// Returns the code in brackets at the end of a language's name, as `fr` in `French (fr)`.
pub(super) fn code(language: &str) -> Option<&str> {
    let inside = language.strip_suffix(')')?.rsplit_once('(')?.1;
    let subtags = || inside.split('-');
    let is_code = subtags().all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) && subtags()
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()));
    is_code.then_some(inside)
}

/// Languages by code, as authors call them.
const NAMES: [(&str, &str); 12] = [
    ("en", "English"),
    ("ru", "Русский"),
    ("kk", "Қазақша"),
    ("ky", "Кыргызча"),
    ("tg", "Тоҷикӣ"),
    ("uz", "Oʻzbekcha"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("ar", "Arabic"),
    ("de", "German"),
    ("pt", "Portuguese"),
    ("uk", "Українська"),
];

/// Other words for them.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("en", "eng"),
    ("ru", "Russian"),
    ("kk", "Kazakh"),
    ("ky", "Kyrgyz"),
    ("tg", "Tajik"),
    ("uz", "Uzbek"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("pt", "Português"),
    ("uk", "Ukrainian"),
];

/// Returns the code under which texts of a language are kept.
pub(super) fn code_of(language: &str) -> String {
    if let Some(code) = code(language) {
        return code.to_lowercase();
    }
    let known = NAMES.iter().chain(&OTHER_NAMES);
    known
        .clone()
        .find(|(code, name)| name.eq_ignore_ascii_case(language) || *code == language)
        .map_or_else(|| language.to_owned(), |(code, _)| (*code).to_owned())
}

/// Returns what headers call the language of a code.
pub(in crate::checklist) fn header_of(code: &str) -> String {
    if code == DEFAULT {
        return code.to_owned();
    }
    match NAMES.iter().find(|(known, _)| *known == code) {
        Some((_, name)) => format!("{name} ({code})"),
        None => format!("{code} ({code})"),
    }
}
