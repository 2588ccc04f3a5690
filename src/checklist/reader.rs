//! Reads TOML leniently: takes what can be taken and lists every defect on the way.
//!
//! serde would stop at the first defect, so the document is walked by hand. Its invariant: a key
//! that was written is either read or reported, never dropped in silence.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::defect::{Defect, DefectCode};
use super::places::Places;
use super::{Columns, Required, Text};
use crate::message::Message;

/// The sorts of value that keys can want, for messages.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sort {
    Text,
    Number,
    Flag,
    Texts,
    Languages,
    Table,
    Tables,
}

impl Sort {
    const fn message(self) -> Message {
        match self {
            Self::Text => Message::new("chk-sort-text"),
            Self::Number => Message::new("chk-sort-number"),
            Self::Flag => Message::new("chk-sort-flag"),
            Self::Texts => Message::new("chk-sort-texts"),
            Self::Languages => Message::new("chk-sort-languages"),
            Self::Table => Message::new("chk-sort-table"),
            Self::Tables => Message::new("chk-sort-tables"),
        }
    }
}

/// One table of the document with its path.
#[derive(Debug, Clone)]
pub(super) struct Table<'d, 't> {
    pub(super) path: String,
    entries: &'d DeTable<'t>,
    span: Range<usize>,
}

impl<'d, 't> Table<'d, 't> {
    pub(super) fn root(document: &'d Spanned<DeTable<'t>>) -> Self {
        Self {
            path: String::new(),
            entries: document.get_ref(),
            span: 0..0,
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'d str> {
        self.entries.keys().map(|key| key.get_ref().as_ref())
    }

    pub(super) fn at(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

/// Reads values out of tables and keeps places and defects.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    pub(super) places: Places<'t>,
    pub(super) defects: Vec<Defect>,
    /// Whether the text broke the rules of TOML, so that keys may be missing for that reason alone.
    broken: bool,
}

/// Parses as much of the text as TOML's rules allow.
pub(super) fn open(text: &str) -> (Spanned<DeTable<'_>>, Reader<'_>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        places: Places::of(text),
        defects: Vec::new(),
        broken: !errors.is_empty(),
    };
    for error in errors {
        let (line, column) = reader
            .places
            .line_and_column(error.span().map_or(0, |span| span.start));
        let mut defect = Defect::new(DefectCode::NotToml, "")
            .with("detail", error.message())
            .suggest(Message::new("rec-chk-not-toml"));
        defect.line = Some(line);
        defect.column = Some(column);
        reader.defects.push(defect);
    }
    (document, reader)
}

impl<'t> Reader<'t> {
    /// Returns whether the text broke the rules of TOML.
    pub(super) const fn is_broken(&self) -> bool {
        self.broken
    }

    /// Reports keys that the table cannot have and keys that it lacks.
    pub(super) fn keys(&mut self, table: &Table<'_, '_>, needed: &[&str], other: &[&str]) {
        self.places
            .note(table.path.clone(), table.span.clone(), None);
        for (key, _) in table.entries {
            let name = key.get_ref().as_ref();
            if needed.contains(&name) || other.contains(&name) {
                continue;
            }
            let path = table.at(name);
            self.places.note(path.clone(), key.span(), None);
            let known = needed.iter().chain(other).copied();
            let defect = Defect::new(DefectCode::UnknownKey, path).with("key", name);
            self.defects.push(match renamed(name) {
                Some(ours) if known.clone().any(|key| key == ours) => {
                    defect.suggest(Message::new("rec-chk-did-you-mean").text("meant", ours))
                }
                _ => defect.meant(name, known),
            });
        }
        if self.broken {
            return;
        }
        for key in needed {
            if !table.has(key) {
                self.defects
                    .push(Defect::new(DefectCode::MissingKey, table.at(key)).with("key", *key));
            }
        }
    }

    fn wrong(&mut self, path: &str, key: &str, wanted: Sort) {
        self.defects.push(
            Defect::new(DefectCode::WrongType, path)
                .with("key", key)
                .suggest(Message::new("rec-chk-wrong-type").message("wanted", wanted.message())),
        );
    }

    /// Returns the value of the key and notes its place.
    fn value<'d>(&mut self, table: &Table<'d, 't>, key: &str) -> Option<&'d DeValue<'t>> {
        let value = table.entries.get(key)?;
        self.places
            .note(table.at(key), value.span(), value.get_ref().as_str());
        Some(value.get_ref())
    }

    /// Reads a text.
    pub(super) fn text(&mut self, table: &Table<'_, 't>, key: &str) -> Option<String> {
        let value = self.value(table, key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(&table.at(key), key, Sort::Text);
        }
        text
    }

    /// Reads a text that must not be empty; an empty text stands for a defect that was reported.
    pub(super) fn name(&mut self, table: &Table<'_, 't>, key: &str) -> String {
        let text = self.text(table, key);
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            self.defects
                .push(Defect::new(DefectCode::EmptyText, table.at(key)).with("key", key));
        }
        text.unwrap_or_default()
    }

    /// Reads a whole number.
    pub(super) fn number(&mut self, table: &Table<'_, 't>, key: &str) -> Option<u32> {
        let value = self.value(table, key)?;
        let number = value
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok());
        if number.is_none() {
            self.wrong(&table.at(key), key, Sort::Number);
        }
        number
    }

    /// Reads `true` or `false`; false if it is not there.
    pub(super) fn flag(&mut self, table: &Table<'_, 't>, key: &str) -> bool {
        let Some(value) = self.value(table, key) else {
            return false;
        };
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong(&table.at(key), key, Sort::Flag);
        }
        flag.unwrap_or_default()
    }

    /// Reads `true`, `false`, or an expression.
    pub(super) fn required(&mut self, table: &Table<'_, 't>, key: &str) -> Required {
        let Some(value) = self.value(table, key) else {
            return Required::Never;
        };
        if let Some(flag) = value.as_bool() {
            return Required::Flag(flag);
        }
        match value.as_str() {
            // Somebody meant `true`.
            Some("yes" | "no" | "true" | "false") | None => {
                self.wrong(&table.at(key), key, Sort::Flag);
                Required::Never
            }
            Some(text) => Required::Where(text.to_owned()),
        }
    }

    /// Reads a list of texts; nothing if it is not there.
    pub(super) fn texts(&mut self, table: &Table<'_, 't>, key: &str) -> Vec<String> {
        let Some(value) = self.value(table, key) else {
            return Vec::new();
        };
        let Some(list) = value.as_array() else {
            self.wrong(&table.at(key), key, Sort::Texts);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, element) in list.iter().enumerate() {
            let path = format!("{}[{index}]", table.at(key));
            let written = element.get_ref().as_str();
            self.places.note(path.clone(), element.span(), written);
            match written {
                Some(text) => texts.push(text.to_owned()),
                None => self.wrong(&path, key, Sort::Text),
            }
        }
        texts
    }

    /// Reads a text in several languages; empty if it is not there.
    pub(super) fn languages(&mut self, table: &Table<'_, 't>, key: &str) -> Text {
        let Some(value) = self.value(table, key) else {
            return Text::default();
        };
        let Some(entries) = value.as_table() else {
            self.wrong(&table.at(key), key, Sort::Languages);
            return Text::default();
        };
        let mut texts = BTreeMap::new();
        for (language, text) in entries {
            let path = format!("{}.{}", table.at(key), language.get_ref());
            let written = text.get_ref().as_str();
            self.places.note(path.clone(), text.span(), written);
            match written {
                Some(text) => {
                    texts.insert(language.get_ref().clone().into_owned(), text.to_owned());
                }
                None => self.wrong(&path, language.get_ref().as_ref(), Sort::Text),
            }
        }
        Text(texts)
    }

    /// Reads texts by free keys; nothing if they are not there.
    pub(super) fn columns(&mut self, table: &Table<'_, 't>, key: &str) -> Columns {
        self.languages(table, key).0
    }

    /// Reads a word of a fixed set.
    pub(super) fn word<T>(
        &mut self,
        table: &Table<'_, 't>,
        key: &str,
        read: impl Fn(&str) -> Option<T>,
        known: &[&str],
    ) -> Option<T> {
        let text = self.text(table, key)?;
        let word = read(&text);
        if word.is_none() {
            self.defects.push(
                Defect::new(DefectCode::UnknownWord, table.at(key))
                    .with("key", key)
                    .with("word", text.as_str())
                    .meant(&text, known.iter().copied()),
            );
        }
        word
    }

    /// Reads a table of tables by name.
    pub(super) fn table<'d>(&mut self, table: &Table<'d, 't>, key: &str) -> Option<Table<'d, 't>> {
        let found = table.entries.get(key)?;
        let Some(entries) = found.get_ref().as_table() else {
            self.value(table, key);
            self.wrong(&table.at(key), key, Sort::Table);
            return None;
        };
        Some(Table {
            path: table.at(key),
            entries,
            span: found.span(),
        })
    }

    /// Reads a list of tables (`[[key]]`); nothing if it is not there.
    pub(super) fn tables<'d>(&mut self, table: &Table<'d, 't>, key: &str) -> Vec<Table<'d, 't>> {
        let Some(value) = self.value(table, key) else {
            return Vec::new();
        };
        let Some(list) = value.as_array() else {
            self.wrong(&table.at(key), key, Sort::Tables);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (index, element) in list.iter().enumerate() {
            let path = format!("{}[{index}]", table.at(key));
            self.places.note(path.clone(), element.span(), None);
            match element.get_ref().as_table() {
                Some(entries) => tables.push(Table {
                    path,
                    entries,
                    span: element.span(),
                }),
                None => self.wrong(&path, key, Sort::Tables),
            }
        }
        tables
    }
}

/// Returns our word for a key that XLSForm, or an author's habit, calls otherwise.
fn renamed(key: &str) -> Option<&'static str> {
    Some(match key.to_lowercase().as_str() {
        "type" => "kind",
        "relevance" | "condition" | "if" => "relevant",
        "calculate" => "calculation",
        "caption" | "text" | "question_text" => "label",
        "guidance_hint" | "help" => "guidance",
        "norms" => "norm",
        "facts" => "fact",
        "list" | "list_name" | "choice" => "choices",
        "mandatory" => "required",
        "sections" => "section",
        "questions" => "question",
        "form_id" | "id_string" => "id",
        "form_title" => "title",
        "constraint_msg" => "constraint_message",
        _ => return None,
    })
}
