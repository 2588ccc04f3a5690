//! From the headers that authors write to the columns that they mean.
//!
//! Headers have aliases (`relevance`), may be written with capitals and blanks, and are divided by
//! `::` (or by `:` in old forms) into a column, an attribute and a language. The invariant: a column
//! that means nothing here is kept under its own name and harms nobody.

use super::report::Report;
use super::workbook::{Row, Sheet};
use crate::checklist::defect::{Defect, DefectCode};
use crate::message::Message;

/// What the headers of one sheet may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headings {
    /// The name of the sheet.
    pub(super) sheet: &'static str,
    /// Columns by their own names.
    columns: &'static [&'static str],
    /// Other names, and what they stand for.
    aliases: &'static [(&'static str, &'static [&'static str])],
}

const MEDIA: [(&str, &[&str]); 4] = [
    ("image", &["media", "image"]),
    ("big-image", &["media", "big-image"]),
    ("audio", &["media", "audio"]),
    ("video", &["media", "video"]),
];

pub(super) const SURVEY: Headings = Headings {
    sheet: "survey",
    columns: &[
        "name",
        "label",
        "type",
        "hint",
        "guidance_hint",
        "default",
        "choice_filter",
        "parameters",
        "trigger",
        "bind",
        "control",
        "instance",
        "media",
        "query",
        "sms_field",
        "list_name",
        "itemset",
        "choices",
        "parent",
        "actions",
        "extra_data",
    ],
    aliases: &[
        ("compact_tag", &["instance", "odk:tag"]),
        ("read_only", &["bind", "readonly"]),
        ("readonly", &["bind", "readonly"]),
        ("relevant", &["bind", "relevant"]),
        ("relevance", &["bind", "relevant"]),
        ("required", &["bind", "required"]),
        ("constraint", &["bind", "constraint"]),
        ("constraint_message", &["bind", "jr:constraintMsg"]),
        ("constraining_message", &["bind", "jr:constraintMsg"]),
        ("calculation", &["bind", "calculate"]),
        ("calculate", &["bind", "calculate"]),
        ("required_message", &["bind", "jr:requiredMsg"]),
        ("requiredmsg", &["bind", "jr:requiredMsg"]),
        ("noapperrorstring", &["bind", "jr:noAppErrorString"]),
        ("no_app_error_string", &["bind", "jr:noAppErrorString"]),
        ("save_to", &["bind", "entities:saveto"]),
        ("appearance", &["control", "appearance"]),
        ("count", &["control", "jr:count"]),
        ("repeat_count", &["control", "jr:count"]),
        ("jr:count", &["control", "jr:count"]),
        ("autoplay", &["control", "autoplay"]),
        ("rows", &["control", "rows"]),
        ("body", &["control"]),
        ("caption", &["label"]),
        ("command", &["type"]),
        ("tag", &["name"]),
        ("value", &["name"]),
        MEDIA[0],
        MEDIA[1],
        MEDIA[2],
        MEDIA[3],
    ],
};

pub(super) const CHOICES: Headings = Headings {
    sheet: "choices",
    columns: &[
        "name",
        "label",
        "media",
        "sms_option",
        "parent",
        "extra_data",
    ],
    aliases: LISTS,
};

pub(super) const EXTERNAL_CHOICES: Headings = Headings {
    sheet: "external_choices",
    ..CHOICES
};

pub(super) const OSM: Headings = Headings {
    sheet: "osm",
    ..CHOICES
};

const LISTS: &[(&str, &[&str])] = &[
    ("list_name", &["list name"]),
    ("caption", &["label"]),
    ("value", &["name"]),
    MEDIA[0],
    MEDIA[1],
    MEDIA[2],
    MEDIA[3],
];

pub(super) const SETTINGS: Headings = Headings {
    sheet: "settings",
    columns: &[
        "name",
        "label",
        "title",
        "id_string",
        "version",
        "instance_name",
        "default_language",
        "style",
        "public_key",
        "submission_url",
        "auto_send",
        "auto_delete",
        "client_editable",
        "allow_choice_duplicates",
        "clean_text_values",
        "omit_instanceID",
        "namespaces",
        "attribute",
        "prefix",
        "delimiter",
        "flat",
        "sms_keyword",
        "sms_separator",
        "sms_allow_media",
        "sms_date_format",
        "sms_datetime_format",
        "sms_response",
        "instance_xmlns",
        "add_none_option",
        "entity_version",
        "type",
        "bind",
        "children",
        "control",
        "hint",
        "media",
        "instance",
        "sms_field",
        "choices",
        "file_name",
    ],
    aliases: &[
        ("form_title", &["title"]),
        ("set_form_title", &["title"]),
        ("form_id", &["id_string"]),
        ("set_form_id", &["id_string"]),
        ("prefix", &["prefix"]),
    ],
};

pub(super) const ENTITIES: Headings = Headings {
    sheet: "entities",
    columns: &[
        "dataset",
        "entity_id",
        "create_if",
        "update_if",
        "repeat",
        "label",
    ],
    aliases: &[("list_name", &["dataset"])],
};

/// Columns of the survey sheet that others read, or that this program adds.
const IGNORED: [&str; 12] = [
    "disabled",
    "intent",
    "notes",
    "note",
    "comment",
    "comments",
    "hxl",
    "number",
    "safeguard",
    "fact",
    "norm",
    "source",
];

/// A column: its header, and what it means as column, attribute and language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) header: String,
    pub(super) path: Vec<String>,
}

impl Column {
    /// Returns whether people read what stands in it. Quotes are straightened for expressions alone.
    fn is_shown(&self) -> bool {
        match self.path.first().map(String::as_str) {
            Some("label" | "hint" | "guidance_hint" | "title" | "norm") => true,
            Some("bind") => matches!(
                self.path.get(1).map(String::as_str),
                Some("jr:constraintMsg" | "jr:requiredMsg")
            ),
            Some(other) => other.starts_with("checklist_"),
            None => false,
        }
    }
}

/// A sheet whose headers are understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) sheet: &'static str,
    /// By column of the sheet; one without a header is `None`.
    pub(super) columns: Vec<Option<Column>>,
    pub(super) rows: Vec<Row>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'t> {
    table: &'t Table,
    row: &'t Row,
}

impl Table {
    /// Understands the headers of a sheet and tidies its texts.
    pub(super) fn of(
        sheet: &Sheet,
        headings: Headings,
        collapses_blanks: bool,
        report: &mut Report,
    ) -> Self {
        let by_two = sheet
            .headers
            .iter()
            .flatten()
            .any(|header| header.contains("::"));
        let mut columns: Vec<Option<Column>> = Vec::new();
        for header in &sheet.headers {
            let Some(header) = header else {
                columns.push(None);
                continue;
            };
            let (canonical, path) = headings.understand(header, by_two);
            let same = columns
                .iter()
                .flatten()
                .find(|column: &&Column| column.path == path);
            if let Some(other) = same
                && other.header != *header
                && canonical.as_deref() != Some(header)
            {
                report.add(
                    Defect::new(DefectCode::FormTwoHeaders, headings.sheet)
                        .with("one", other.header.as_str())
                        .with("other", header.as_str())
                        .on_row(1),
                );
            }
            if let Some(meant) = headings.slip(&path) {
                report.add(
                    Defect::new(DefectCode::FormHeaderSlip, headings.sheet)
                        .with("header", header.as_str())
                        .suggest(Message::new("rec-chk-did-you-mean").text("meant", meant))
                        .on_row(1),
                );
            }
            columns.push(Some(Column {
                header: header.clone(),
                path,
            }));
        }
        let rows = sheet.rows.iter().map(|row| Row {
            number: row.number,
            cells: row
                .cells
                .iter()
                .map(|(index, text)| {
                    let is_shown = columns
                        .get(*index)
                        .and_then(Option::as_ref)
                        .is_some_and(Column::is_shown);
                    (*index, tidy(text, collapses_blanks, is_shown))
                })
                .collect(),
        });
        let rows = rows.collect();
        Self {
            sheet: headings.sheet,
            columns,
            rows,
        }
    }

    pub(super) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.rows.iter().map(|row| Record { table: self, row })
    }

    /// Returns whether some column has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns
            .iter()
            .flatten()
            .any(|column| column.path.first().is_some_and(|first| first == name))
    }

    /// Returns whether the column is this one, in any language.
    pub(super) fn is_column(&self, index: usize, name: &str) -> bool {
        self.column(index)
            .and_then(|column| column.path.first())
            .is_some_and(|first| first == name)
    }

    pub(super) fn column(&self, index: usize) -> Option<&Column> {
        self.columns.get(index)?.as_ref()
    }
}

impl<'t> Record<'t> {
    /// Returns the number of the row as the author sees it.
    pub(super) const fn number(self) -> usize {
        self.row.number
    }

    pub(super) fn is_empty(self) -> bool {
        self.row.cells.is_empty()
    }

    pub(super) const fn sheet(self) -> &'static str {
        self.table.sheet
    }

    /// Returns the header of the column that means this, as the author wrote it.
    pub(super) fn header(self, path: &[&str]) -> Option<&'t str> {
        self.cells()
            .find(|(_, column, _)| column.path.strip_prefix_of(path).is_some())
            .map(|(_, column, _)| column.header.as_str())
    }

    /// Returns every cell with its column.
    pub(super) fn cells(self) -> impl Iterator<Item = (usize, &'t Column, &'t str)> {
        self.row.cells.iter().filter_map(move |(index, text)| {
            Some((*index, self.table.column(*index)?, text.as_str()))
        })
    }

    /// Returns the text of the column that means exactly this.
    pub(super) fn get(self, path: &[&str]) -> Option<&'t str> {
        self.cells()
            .filter(|(_, column, _)| column.path == path)
            .map(|(_, _, text)| text)
            .last()
    }

    /// Returns the texts of a column by language; `None` is the column without one.
    pub(super) fn texts(self, path: &[&str]) -> Vec<(Option<&'t str>, &'t str)> {
        self.cells()
            .filter_map(
                |(_, column, text)| match column.path.strip_prefix_of(path)? {
                    [] => Some((None, text)),
                    [language] => Some((Some(language.as_str()), text)),
                    _ => None,
                },
            )
            .collect()
    }

    /// Returns whether there is anything in this column, in any language.
    pub(super) fn has(self, name: &str) -> bool {
        self.cells()
            .any(|(_, column, _)| column.path.first().is_some_and(|first| first == name))
    }
}

/// What stands behind a beginning.
trait After {
    fn strip_prefix_of(&self, path: &[&str]) -> Option<&[String]>;
}

impl After for Vec<String> {
    fn strip_prefix_of(&self, path: &[&str]) -> Option<&[String]> {
        let (head, rest) = self.split_at_checked(path.len())?;
        (head == path).then_some(rest)
    }
}

impl Headings {
    /// Returns the header as it is known, if it is, and what it means.
    fn understand(self, header: &str, by_two: bool) -> (Option<String>, Vec<String>) {
        let snake = to_snake_case(header);
        for name in [header, snake.as_str()] {
            if self.columns.contains(&name) && self.alias(name).is_none() {
                return (Some(name.to_owned()), vec![name.to_owned()]);
            }
        }
        let parts = divide(header, by_two || header.contains("::"));
        let first = parts.first().map_or("", String::as_str);
        let snake = to_snake_case(first);
        let rest = parts.iter().skip(1).cloned();
        if let Some(meant) = self.alias(&snake) {
            let canonical = match meant {
                [one] => Some((*one).to_owned()),
                _ => None,
            };
            let path = meant.iter().map(|part| (*part).to_owned()).chain(rest);
            (canonical, path.collect())
        } else if self.columns.contains(&snake.as_str()) {
            let path = std::iter::once(snake.clone()).chain(rest).collect();
            (Some(snake), path)
        } else {
            // Choice filters name columns as they are written.
            (Some(header.to_owned()), parts)
        }
    }

    fn alias(self, name: &str) -> Option<&'static [&'static str]> {
        let mut aliases = self.aliases.iter();
        aliases
            .find(|(alias, _)| *alias == name)
            .map(|(_, meant)| *meant)
    }

    /// Returns the column that was probably meant by one that means nothing.
    fn slip(self, path: &[String]) -> Option<&'static str> {
        let first = path.first()?.to_lowercase();
        let aliases = self
            .aliases
            .iter()
            .map(|(alias, meant)| (*alias, meant.first()));
        let known = || {
            self.columns
                .iter()
                .copied()
                .chain(aliases.clone().map(|(alias, _)| alias))
        };
        let is_known = known().any(|name| name == first)
            || aliases
                .clone()
                .any(|(_, meant)| meant.is_some_and(|meant| *meant == first))
            || IGNORED.contains(&first.as_str());
        // Choice sheets have columns of their own for filters.
        if is_known || self.sheet != "survey" || first.len() < 4 {
            return None;
        }
        crate::checklist::nearest::nearest(&first, known())
    }
}

fn to_snake_case(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join("_").to_lowercase()
}

/// Divides a header by `::`, or by `:` where `jr:` stays together.
fn divide(header: &str, by_two: bool) -> Vec<String> {
    let trimmed = |part: &str| part.trim().to_owned();
    if by_two {
        return header.split("::").map(trimmed).collect();
    }
    let mut parts = Vec::new();
    let mut rest = header.split(':');
    while let Some(part) = rest.next() {
        match (
            part.trim(),
            parts.iter().any(|part: &String| part.starts_with("jr:")),
        ) {
            ("jr", false) => {
                if let Some(next) = rest.next() {
                    parts.push(format!("jr:{}", next.trim()));
                }
            }
            (part, _) => parts.push(trimmed(part)),
        }
    }
    parts
}

/// Returns the text with straight quotes unless it is shown, and without runs of blanks where wanted.
fn tidy(text: &str, collapses_blanks: bool, is_shown: bool) -> String {
    let text = if collapses_blanks {
        super::workbook::collapse_blanks(text)
    } else {
        text.to_owned()
    };
    if is_shown {
        return text;
    }
    text.replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
}
