//! The words of the `type` column: questions, groups, repeats, and the lists that selects name.

use super::names::has_reference;

/// How a question is asked, if it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    /// Nobody is asked: it is computed, hidden, or filled in by the program.
    None,
    /// Done by a device on an occasion.
    Action,
    /// Typed.
    Input,
    /// A file is attached.
    Upload,
    /// Choices.
    Select,
    /// Something is confirmed.
    Trigger,
    /// A number on a scale.
    Range,
}

/// The sort of answer behind the many words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Integer,
    Decimal,
    Range,
    SelectOne,
    SelectMultiple,
    SelectExternal,
    Rank,
    Note,
    Date,
    Time,
    DateTime,
    Geo,
    Media,
    Barcode,
    Acknowledge,
    Calculate,
    Hidden,
    /// Filled in by the program, as `start`.
    Metadata,
    /// Only declares a table beside the form.
    External,
    Audit,
}

/// A question type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QuestionType {
    pub(super) control: Control,
    pub(super) sort: Sort,
    /// A constraint that comes with the type.
    pub(super) constraint: Option<&'static str>,
    /// Whether a hint comes with the type.
    pub(super) has_hint: bool,
}

const fn of(control: Control, sort: Sort) -> QuestionType {
    QuestionType {
        control,
        sort,
        constraint: None,
        has_hint: false,
    }
}

/// Returns what is known about a type, after its aliases were put right; `None` if nobody knows it.
pub(super) fn question_type(word: &str) -> Option<QuestionType> {
    use Control as C;
    use Sort as S;
    Some(match word {
        "text" | "string" | "q string" | "add text prompt" => of(C::Input, S::Text),
        "integer" | "int" | "q int" | "add integer prompt" => of(C::Input, S::Integer),
        "decimal" | "q decimal" | "add decimal prompt" => of(C::Input, S::Decimal),
        "range" => of(C::Range, S::Range),
        "select one" | "select one using" | "q select1" | "add select one prompt using" => {
            of(C::Select, S::SelectOne)
        }
        "select all that apply"
        | "select all that apply from"
        | "select multiple from"
        | "select multiple using"
        | "q select"
        | "add select multiple prompt using" => of(C::Select, S::SelectMultiple),
        "select one external" => of(C::Input, S::SelectExternal),
        "rank" => of(C::Select, S::Rank),
        "note" | "q note" | "add note prompt" => of(C::Input, S::Note),
        "date" | "q date" | "add date prompt" => of(C::Input, S::Date),
        "time" => of(C::Input, S::Time),
        "dateTime"
        | "datetime"
        | "date time"
        | "q dateTime"
        | "q date time"
        | "add dateTime prompt"
        | "add date time prompt" => of(C::Input, S::DateTime),
        "geopoint"
        | "geoshape"
        | "geotrace"
        | "gps"
        | "location"
        | "q geopoint"
        | "q geoshape"
        | "q geotrace"
        | "q location"
        | "add location prompt" => of(C::Input, S::Geo),
        "photo" | "image" | "q picture" | "q image" | "add image prompt" | "audio" | "q audio"
        | "add audio prompt" | "video" | "q video" | "add video prompt" | "file"
        | "add file prompt" | "osm" => of(C::Upload, S::Media),
        "barcode" | "q barcode" | "add barcode prompt" => of(C::Input, S::Barcode),
        "acknowledge" | "q acknowledge" | "add acknowledge prompt" | "trigger" => {
            of(C::Trigger, S::Acknowledge)
        }
        "calculate" | "q calculate" | "add calculate prompt" => of(C::None, S::Calculate),
        "hidden" => of(C::None, S::Hidden),
        "start" | "start time" | "get start time" | "end" | "end time" | "get end time"
        | "today" | "get today" | "deviceid" | "device id" | "get device id" | "imei"
        | "username" | "email" | "phonenumber" | "get phone number" | "simserial" | "sim id"
        | "get sim id" | "subscriberid" | "subscriber id" | "get subscriber id"
        | "uri:subscriberid" | "uri:phonenumber" | "uri:simserial" | "uri:deviceid"
        | "uri:username" | "uri:email" => of(C::None, S::Metadata),
        "audit" => of(C::None, S::Audit),
        "xml-external" | "csv-external" => of(C::None, S::External),
        "start-geopoint" => of(C::Action, S::Geo),
        "background-audio" => of(C::Action, S::Media),
        "background-geopoint" => of(C::Trigger, S::Geo),
        "percentage" => QuestionType {
            constraint: Some("0 <= . and . <= 100"),
            ..of(C::Input, S::Integer)
        },
        "phone number" => QuestionType {
            constraint: Some("regex(., '^\\d*$')"),
            has_hint: true,
            ..of(C::Input, S::Text)
        },
        "number of days in last month" => days("0 <= . and . <= 31"),
        "number of days in last six months" => days("0 <= . and . <= 183"),
        "number of days in last year" => days("0 <= . and . <= 365"),
        _ => return None,
    })
}

const fn days(constraint: &'static str) -> QuestionType {
    QuestionType {
        control: Control::Input,
        sort: Sort::Integer,
        constraint: Some(constraint),
        has_hint: true,
    }
}

/// Words that authors write, for "did you mean".
pub(super) const COMMON: &[&str] = &[
    "text",
    "integer",
    "decimal",
    "range",
    "select_one",
    "select_multiple",
    "rank",
    "note",
    "date",
    "time",
    "dateTime",
    "geopoint",
    "geotrace",
    "geoshape",
    "image",
    "audio",
    "video",
    "file",
    "barcode",
    "acknowledge",
    "calculate",
    "hidden",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "email",
    "phonenumber",
    "audit",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "select_one_from_file",
    "select_multiple_from_file",
    "csv-external",
    "xml-external",
    "background-audio",
    "start-geopoint",
    "background-geopoint",
];

/// Returns the word for a type that has several.
pub(super) fn dealias(word: &str) -> &str {
    match word {
        "imei" => "deviceid",
        "image" | "add image prompt" | "add photo prompt" => "photo",
        "add audio prompt" => "audio",
        "add video prompt" => "video",
        "add file prompt" => "file",
        _ => word,
    }
}

/// What holds questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Group,
    Repeat,
    Loop,
}

const CONTAINERS: [(&str, Container); 5] = [
    ("group", Container::Group),
    ("lgroup", Container::Repeat),
    ("repeat", Container::Repeat),
    ("loop", Container::Loop),
    ("looped group", Container::Repeat),
];

impl Container {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
            Self::Loop => "loop",
        }
    }
}

/// Returns what a row begins, with the list that a loop goes over.
pub(super) fn begins(word: &str) -> Option<(Container, Option<&str>)> {
    let rest = after_word(word, "begin")?;
    CONTAINERS.into_iter().find_map(|(name, container)| {
        let rest = rest.strip_prefix(name)?;
        if rest.is_empty() {
            return Some((container, None));
        }
        let list = rest.strip_prefix(' ')?;
        let is_one_word = |list: &&str| !list.is_empty() && !list.contains(char::is_whitespace);
        let list = list
            .strip_prefix("over ")
            .filter(is_one_word)
            .unwrap_or(list);
        is_one_word(&list).then_some((container, Some(list)))
    })
}

/// Returns what a row ends.
pub(super) fn ends(word: &str) -> Option<Container> {
    let rest = after_word(word, "end")?;
    CONTAINERS
        .into_iter()
        .find(|(name, _)| *name == rest)
        .map(|(_, container)| container)
}

fn after_word<'w>(word: &'w str, first: &str) -> Option<&'w str> {
    let rest = word.strip_prefix(first)?;
    rest.strip_prefix(|letter: char| letter == '_' || letter.is_whitespace())
}

/// Where the choices of a select come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Select<'w> {
    /// `SelectOne`, `SelectMultiple`, `SelectExternal` or `Rank`.
    pub(super) sort: Sort,
    /// The words before the list, as they are written.
    pub(super) command: &'w str,
    /// A list, a file, or a reference to a repeated question.
    pub(super) list: &'w str,
    /// Whether "other" is added with a question for what it is.
    pub(super) or_other: bool,
}

const SELECTS: [(&str, Sort); 15] = [
    ("add select one prompt using", Sort::SelectOne),
    ("add select multiple prompt using", Sort::SelectMultiple),
    ("select all that apply from", Sort::SelectMultiple),
    ("select one from", Sort::SelectOne),
    ("select1", Sort::SelectOne),
    ("select_one", Sort::SelectOne),
    ("select one", Sort::SelectOne),
    ("select_multiple", Sort::SelectMultiple),
    ("select all that apply", Sort::SelectMultiple),
    ("select_one_external", Sort::SelectExternal),
    ("select_one_from_file", Sort::SelectOne),
    ("select_multiple_from_file", Sort::SelectMultiple),
    ("select one from file", Sort::SelectOne),
    ("select multiple from file", Sort::SelectMultiple),
    ("rank", Sort::Rank),
];

/// Endings of files that choices can come from.
pub(super) const FILE_ENDINGS: [&str; 3] = [".xml", ".csv", ".geojson"];

/// Returns what a select selects from; nothing for other types.
pub(super) fn select(word: &str) -> Option<Select<'_>> {
    SELECTS.into_iter().find_map(|(command, sort)| {
        let rest = word.strip_prefix(command)?.strip_prefix(' ')?;
        let (list, or_other) = ["or specify other", "or_other", "or other"]
            .into_iter()
            .find_map(|other| rest.strip_suffix(other)?.strip_suffix(' '))
            .map_or((rest, false), |list| (list, true));
        let is_list = !list.is_empty() && !list.contains(char::is_whitespace);
        is_list.then_some(Select {
            sort,
            command: word.get(..command.len()).unwrap_or_default(),
            list,
            or_other,
        })
    })
}

impl Select<'_> {
    /// Returns the name of the file without its ending, and the ending; nothing for a list.
    pub(super) fn file(&self) -> Option<(&str, &str)> {
        let (base, ending) = split_ending(self.list);
        FILE_ENDINGS.contains(&ending).then_some((base, ending))
    }

    pub(super) fn is_from_repeat(&self) -> bool {
        has_reference(self.list)
    }

    pub(super) fn names_file(&self) -> bool {
        self.command.ends_with("from_file") || self.command.ends_with("from file")
    }
}

/// Divides a file name before its last ending.
pub(super) fn split_ending(name: &str) -> (&str, &str) {
    let start = name.rfind('/').map_or(0, |at| at + 1);
    let dots = name
        .get(start..)
        .map_or(0, |rest| rest.len() - rest.trim_start_matches('.').len());
    match name.rfind('.') {
        Some(at) if at >= start + dots.max(1) => name.split_at(at),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_select_is_told_from_its_list() {
        for (word, list, or_other, sort) in [
            ("select_one yes_no", "yes_no", false, Sort::SelectOne),
            (
                "select one from file a.csv",
                "a.csv",
                false,
                Sort::SelectOne,
            ),
            ("select one from a", "a", false, Sort::SelectOne),
            (
                "select_multiple a or_other",
                "a",
                true,
                Sort::SelectMultiple,
            ),
            ("select_one a or specify other", "a", true, Sort::SelectOne),
            ("select_one ${a}", "${a}", false, Sort::SelectOne),
            ("rank a", "a", false, Sort::Rank),
        ] {
            let found = select(word).unwrap();
            assert_eq!(
                (found.list, found.or_other, found.sort),
                (list, or_other, sort),
                "{word}"
            );
        }
        for word in ["select_one", "select_one a b", "select multiple a", "text"] {
            assert_eq!(select(word), None, "{word}");
        }
    }

    #[test]
    fn groups_repeats_and_loops_begin_and_end() {
        assert_eq!(begins("begin group"), Some((Container::Group, None)));
        assert_eq!(begins("begin_repeat"), Some((Container::Repeat, None)));
        assert_eq!(
            begins("begin loop over a"),
            Some((Container::Loop, Some("a")))
        );
        assert_eq!(
            begins("begin looped group"),
            Some((Container::Repeat, None))
        );
        assert_eq!(begins("begin a group"), None);
        assert_eq!(ends("end_group"), Some(Container::Group));
        assert_eq!(ends("end group x"), None);
    }
}
