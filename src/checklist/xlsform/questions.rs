//! What each type of question may say in its `parameters`.

use super::form::Lists;
use super::headers::Record;
use super::names::lone_reference;
use super::parameters::{Exact, Parameters};
use super::report::{Report, at};
use super::settings::yes_or_no;
use super::types::Select;
use crate::checklist::defect::DefectCode;
use crate::message::Message;

/// A row that is asked, with what it may name.
pub(super) struct Question<'q, 't> {
    pub(super) record: Record<'t>,
    pub(super) word: &'t str,
    pub(super) parameters: &'q Parameters,
    pub(super) lists: &'q Lists<'t>,
}

/// What a parameter has to be.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    TrueOrFalse,
    True,
    Whole,
    Number,
    /// A whole number that is not negative.
    Count,
    NumberOrReference,
    Words(&'static [&'static str]),
    Name,
    Package,
    /// Another parameter beside it.
    With(&'static str),
    NotZero,
    WithinRange,
    StepsOf(&'static str),
    List,
    NotBelow(&'static str),
}

impl Wanted {
    fn message(self) -> Message {
        let id = |id| Message::new(id);
        match self {
            Self::TrueOrFalse => id("rec-chk-one-of").text("known", "true, false"),
            Self::True => id("rec-chk-one-of").text("known", "true"),
            Self::Whole => id("rec-form-whole"),
            Self::Number => id("rec-form-number"),
            Self::Count => id("rec-form-count"),
            Self::NumberOrReference => id("rec-form-number-or-reference"),
            Self::Words(words) => id("rec-chk-one-of").text("known", words.join(", ")),
            Self::Name => id("rec-form-name"),
            Self::Package => id("rec-form-package"),
            Self::With(other) => id("rec-form-with").text("other", other),
            Self::NotZero => id("rec-form-not-zero"),
            Self::WithinRange => id("rec-form-within-range"),
            Self::StepsOf(other) => id("rec-form-steps-of").text("other", other),
            Self::List => id("rec-form-list"),
            Self::NotBelow(other) => id("rec-form-not-below").text("other", other),
        }
    }
}

/// Reports what is wrong with the parameters of one row.
struct Judge<'q, 't> {
    record: Record<'t>,
    parameters: &'q Parameters,
    report: &'q mut Report,
}

impl Judge<'_, '_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.parameters.get(key).map(String::as_str)
    }

    fn wrong(&mut self, key: &str, wanted: Wanted) {
        let value = self.get(key).unwrap_or_default().to_owned();
        self.report.add(
            at(DefectCode::FormParameterValue, self.record)
                .under(self.record, &["parameters"])
                .with("key", key)
                .with("value", value)
                .suggest(wanted.message()),
        );
    }

    /// Reports a parameter that is there and does not fit.
    fn check(&mut self, key: &str, wanted: Wanted, fits: impl Fn(&str) -> bool) {
        if self.get(key).is_some_and(|value| !fits(value)) {
            self.wrong(key, wanted);
        }
    }

    fn known(&mut self, known: &[&str]) {
        for key in self.parameters.keys() {
            if !known.contains(&key.as_str()) {
                self.report.add(
                    at(DefectCode::FormUnknownParameter, self.record)
                        .under(self.record, &["parameters"])
                        .with("key", key.as_str())
                        .meant(key, known.iter().copied()),
                );
            }
        }
    }
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

fn is_truth(text: &str) -> bool {
    matches!(text, "true" | "false")
}

/// Judges the parameters of a question that is no select.
pub(super) fn check<'t>(
    question: &Question<'_, 't>,
    geometries: &mut Vec<(String, Record<'t>)>,
    report: &mut Report,
) {
    let record = question.record;
    let mut judge = Judge {
        record,
        parameters: question.parameters,
        report,
    };
    match question.word {
        "range" => range(question, &mut judge),
        "text" => {
            judge.known(&["rows"]);
            judge.check("rows", Wanted::Whole, is_whole);
        }
        "photo" => {
            judge.known(&["app", "max-pixels"]);
            judge.check("max-pixels", Wanted::Whole, is_whole);
            let appearance = record.get(&["control", "appearance"]);
            if matches!(appearance, None | Some("annotate")) {
                judge.check("app", Wanted::Package, is_package);
            }
        }
        "audio" => quality(&mut judge, &["voice-only", "low", "normal", "external"]),
        "background-audio" => quality(&mut judge, &["voice-only", "low", "normal"]),
        "geopoint" | "geoshape" | "geotrace" => {
            if question.word == "geopoint" {
                judge.known(&[
                    "allow-mock-accuracy",
                    "capture-accuracy",
                    "reference-geometry",
                    "warning-accuracy",
                ]);
                judge.check("capture-accuracy", Wanted::Number, is_number);
                judge.check("warning-accuracy", Wanted::Number, is_number);
            } else {
                judge.known(&["allow-mock-accuracy", "incremental", "reference-geometry"]);
                let is_yes = |text: &str| yes_or_no(text) == Some(true);
                judge.check("incremental", Wanted::True, is_yes);
            }
            judge.check("allow-mock-accuracy", Wanted::TrueOrFalse, is_truth);
            if let Some(target) = judge.get("reference-geometry") {
                geometries.push((target.to_owned(), record));
            }
        }
        "background-geopoint" => {
            if record.get(&["trigger"]).is_none() {
                report.add(at(DefectCode::FormNoTrigger, record));
            }
            if record.get(&["bind", "calculate"]).is_some() {
                report.add(
                    at(DefectCode::FormBackgroundCalculation, record)
                        .under(record, &["bind", "calculate"]),
                );
            }
        }
        _ => {}
    }
}

fn quality(judge: &mut Judge<'_, '_>, words: &'static [&'static str]) {
    judge.known(&["quality"]);
    judge.check("quality", Wanted::Words(words), |text| {
        words.contains(&text)
    });
}

fn is_package(name: &str) -> bool {
    let is_segment = |segment: &str| {
        segment.starts_with(|first: char| first.is_ascii_alphabetic())
            && segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    name.contains('.') && name.split('.').all(is_segment)
}

/// Judges the parameters of a select.
pub(super) fn select(
    record: Record<'_>,
    select: &Select<'_>,
    parameters: &Parameters,
    report: &mut Report,
) {
    let mut judge = Judge {
        record,
        parameters,
        report,
    };
    // Old spellings of "from file" take no columns.
    if select.command.ends_with("_from_file") {
        judge.known(&["label", "randomize", "seed", "value"]);
        judge.check("value", Wanted::Name, super::names::is_name);
        judge.check("label", Wanted::Name, super::names::is_name);
    } else {
        judge.known(&["randomize", "seed"]);
    }
    judge.check("randomize", Wanted::TrueOrFalse, is_truth);
    if judge.get("randomize").is_none() {
        judge.check("seed", Wanted::With("randomize=true"), |_| false);
    } else {
        judge.check("seed", Wanted::NumberOrReference, |text| {
            lone_reference(text).is_some() || is_number(text)
        });
    }
}

/// Judges a row that asks for a log of the filling.
pub(super) fn audit(record: Record<'_>, parameters: &Parameters, report: &mut Report) {
    const PRIORITIES: &[&str] = &["no-power", "low-power", "balanced", "high-accuracy"];
    const LOCATION: [&str; 3] = [
        "location-priority",
        "location-min-interval",
        "location-max-age",
    ];
    if record.get(&["name"]).is_some_and(|name| name != "audit") {
        report.add(at(DefectCode::FormAuditName, record).under(record, &["name"]));
    }
    let mut judge = Judge {
        record,
        parameters,
        report,
    };
    judge.known(&[
        "identify-user",
        "location-max-age",
        "location-min-interval",
        "location-priority",
        "track-changes",
        "track-changes-reasons",
    ]);
    judge.check("track-changes", Wanted::TrueOrFalse, is_truth);
    judge.check(
        "track-changes-reasons",
        Wanted::Words(&["on-form-edit"]),
        |text| text == "on-form-edit",
    );
    judge.check("identify-user", Wanted::TrueOrFalse, is_truth);
    let there = LOCATION
        .iter()
        .filter(|key| judge.get(key).is_some())
        .count();
    if there == 0 {
        return;
    }
    if there < LOCATION.len() {
        judge.report.add(
            at(DefectCode::FormAuditLocation, record)
                .under(record, &["parameters"])
                .suggest(Message::new("rec-form-together").text("keys", LOCATION.join(", "))),
        );
        return;
    }
    judge.check("location-priority", Wanted::Words(PRIORITIES), |text| {
        PRIORITIES.contains(&text)
    });
    let count = |text: &str| text.parse::<u64>().ok();
    judge.check("location-min-interval", Wanted::Count, |text| {
        count(text).is_some()
    });
    judge.check("location-max-age", Wanted::Count, |text| {
        count(text).is_some()
    });
    let number = |judge: &Judge<'_, '_>, key| judge.get(key).and_then(count);
    if let (Some(interval), Some(age)) = (
        number(&judge, "location-min-interval"),
        number(&judge, "location-max-age"),
    ) && age < interval
    {
        judge.wrong(
            "location-max-age",
            Wanted::NotBelow("location-min-interval"),
        );
    }
}

/// Judges a scale of numbers.
fn range(question: &Question<'_, '_>, judge: &mut Judge<'_, '_>) {
    judge.known(&[
        "end",
        "placeholder",
        "start",
        "step",
        "tick_interval",
        "tick_labelset",
    ]);
    let record = question.record;
    let appearance = record.get(&["control", "appearance"]).unwrap_or_default();
    let has_no_ticks = appearance.contains("no-ticks");
    let shows_ticks = appearance.is_empty() || has_no_ticks || appearance.contains("vertical");
    let marks = ["tick_interval", "placeholder", "tick_labelset"];
    if !shows_ticks && marks.iter().any(|key| judge.get(key).is_some()) {
        judge.report.add(
            at(DefectCode::FormRangeAppearance, record).under(record, &["control", "appearance"]),
        );
    }
    for key in ["start", "end", "step", "tick_interval", "placeholder"] {
        judge.check(key, Wanted::Number, |text| Exact::parse(text).is_some());
    }
    let number = |judge: &Judge<'_, '_>, key: &str, usual: &str| {
        Exact::parse(judge.get(key).unwrap_or(usual))
    };
    let (Some(start), Some(end), Some(step)) = (
        number(judge, "start", "1"),
        number(judge, "end", "10"),
        number(judge, "step", "1"),
    ) else {
        return;
    };
    let width = start.distance(end);
    if step == Exact::ZERO {
        judge.wrong("step", Wanted::NotZero);
        return;
    }
    if step > width {
        judge.wrong("step", Wanted::WithinRange);
    }
    let interval = judge.get("tick_interval").and_then(Exact::parse);
    if let Some(interval) = interval {
        if interval == Exact::ZERO {
            judge.wrong("tick_interval", Wanted::NotZero);
        } else if interval > width {
            judge.wrong("tick_interval", Wanted::WithinRange);
        } else if !interval.is_step_from(Exact::ZERO, step) {
            judge.wrong("tick_interval", Wanted::StepsOf("step"));
        }
    }
    let is_within = |value: Exact| value >= start.min(end) && value <= start.max(end);
    if let Some(placeholder) = judge.get("placeholder").and_then(Exact::parse) {
        if !placeholder.is_step_from(start, step) {
            judge.wrong("placeholder", Wanted::StepsOf("step"));
        } else if !is_within(placeholder) {
            judge.wrong("placeholder", Wanted::WithinRange);
        }
    }
    let Some(list) = judge.get("tick_labelset") else {
        return;
    };
    let Some(list) = question.lists.get(list) else {
        judge.wrong("tick_labelset", Wanted::List);
        return;
    };
    let labels: Vec<Option<Exact>> = list.names().map(Exact::parse).collect();
    let (every, by) = match interval.filter(|interval| *interval != Exact::ZERO) {
        Some(interval) => (interval, "tick_interval"),
        None => (step, "step"),
    };
    let is_off_steps =
        |label: &Exact| !label.is_step_from(start, every) || !label.is_step_from(start, step);
    if labels.contains(&None) {
        judge.wrong("tick_labelset", Wanted::Number);
    } else if labels.iter().flatten().any(|label| !is_within(*label)) {
        judge.wrong("tick_labelset", Wanted::WithinRange);
    } else if labels.iter().flatten().any(is_off_steps) {
        judge.wrong("tick_labelset", Wanted::StepsOf(by));
    } else if has_no_ticks {
        let mut ends: Vec<Exact> = labels.into_iter().flatten().collect();
        ends.sort_unstable();
        ends.dedup();
        if ends != [start.min(end), start.max(end)] {
            judge.wrong("tick_labelset", Wanted::Words(&["start", "end"]));
        }
    }
}
