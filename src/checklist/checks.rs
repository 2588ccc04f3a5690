//! What can be judged without looking into expressions: names, texts, lists, kinds, facts.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::{Kind, Scale};
use super::defect::{Defect, DefectCode};
use super::resolve::Origin;
use super::vocabulary::Vocabulary;
use super::{ChecklistSource, ChoiceSource, QuestionSource, SectionSource, Text};
use crate::message::Message;

/// The kinds that a question can have.
pub(super) const KINDS: &[&str] = &[
    "text",
    "integer",
    "decimal",
    "choice",
    "choices",
    "moment",
    "date",
    "note",
    "calculate",
    "time",
    "range",
    "rank",
    "acknowledge",
    "hidden",
    "metadata",
    "unsupported",
];

/// The choice list of a question that is only confirmed.
pub(super) const ACKNOWLEDGE: &str = "acknowledge";

/// Returns whether the text may be a name in this checklist: one that was an XLSForm has names of
/// XML, others have names that every tool takes.
fn is_name_in(source: &ChecklistSource, text: &str) -> bool {
    if source.xlsform.is_some() {
        super::xlsform::is_name(text)
    } else {
        is_name(text)
    }
}

/// Returns whether the text is a name: `[a-z][a-z0-9_]*`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase()) && is_choice_name(text)
}

/// Returns whether the text is a choice's name: a name that may begin with a digit.
fn is_choice_name(text: &str) -> bool {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    !text.is_empty() && text.chars().all(fits)
}

/// Returns whether the text is a checklist's id: names with hyphens, joined by slashes.
fn is_id(text: &str) -> bool {
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    text.contains('/')
        && text.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(fits)
        })
}

/// Returns the text as a name that would be accepted, if letters are left of it.
fn as_name(text: &str) -> Option<String> {
    let mut name = String::new();
    for letter in text.trim().to_lowercase().chars() {
        if letter.is_ascii_lowercase() || letter.is_ascii_digit() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_').to_owned();
    is_name(&name).then_some(name)
}

fn bad_name(place: String, name: &str) -> Defect {
    let defect = Defect::new(DefectCode::BadName, place).with("name", name);
    match as_name(name) {
        Some(better) => defect.suggest(Message::new("rec-chk-did-you-mean").text("meant", better)),
        None => defect.suggest(Message::new("rec-chk-bad-name")),
    }
}

/// Returns the kind of the question; nothing for a word that is none.
pub(super) fn kind_of(question: &QuestionSource) -> Option<Kind> {
    let list = || question.choices.clone().unwrap_or_default();
    Some(match question.kind.as_str() {
        "text" | "time" => Kind::Text,
        "integer" => Kind::Integer,
        "decimal" => Kind::Decimal,
        "choice" => Kind::Choice(list()),
        "choices" | "rank" => Kind::Choices(list()),
        "acknowledge" => Kind::Choice(ACKNOWLEDGE.to_owned()),
        "range" => match scale_of(question) {
            Some(scale) if scale.is_whole() => Kind::Integer,
            _ => Kind::Decimal,
        },
        "moment" => Kind::Moment,
        "date" => Kind::Date,
        "note" | "unsupported" => Kind::Note,
        "calculate" | "hidden" | "metadata" => Kind::Calculate,
        _ => return None,
    })
}

/// Returns the numbers that a range offers; nothing for other kinds.
pub(super) fn scale_of(question: &QuestionSource) -> Option<Scale> {
    if question.kind != "range" {
        return None;
    }
    let parameters = question.parameters.as_deref().unwrap_or_default();
    let number = |key: &str, usual: f64| {
        parameters
            .split(|letter: char| letter.is_whitespace() || letter == ',' || letter == ';')
            .filter_map(|pair| pair.split_once('='))
            .find(|(name, _)| name.eq_ignore_ascii_case(key))
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or(usual)
    };
    Some(Scale {
        start: number("start", 1.0),
        end: number("end", 10.0),
        step: number("step", 1.0),
    })
}

impl Scale {
    fn is_whole(self) -> bool {
        [self.start, self.end, self.step]
            .iter()
            .all(|number| number.fract() == 0.0)
    }
}

/// Returns our word for a kind that XLSForm, or an author's habit, calls otherwise.
fn kind_meant(kind: &str) -> Option<&'static str> {
    let lower = kind.to_lowercase();
    Some(match lower.split_whitespace().next().unwrap_or_default() {
        "select_one" | "select1" | "radio" | "single" | "yes_no" | "boolean" | "bool" => "choice",
        "start" | "end" | "today" | "deviceid" | "username" => "metadata",
        "geopoint" | "geotrace" | "geoshape" | "image" | "audio" | "video" => "unsupported",
        "select_multiple" | "multiple" | "checkbox" => "choices",
        "datetime" | "date-time" | "date_time" => "moment",
        "int" | "number" => "integer",
        "float" | "real" => "decimal",
        "string" => "text",
        "calculation" | "computed" => "calculate",
        "select" => return None,
        _ => return super::nearest::nearest(&lower, KINDS.iter().copied()),
    })
}

/// Judges the names and choices of one list; `key` is what its table calls its choices.
pub(super) fn check_list(
    name: &str,
    list: &[ChoiceSource],
    path: &str,
    key: &str,
    is_xlsform: bool,
    defects: &mut Vec<Defect>,
) {
    let at_choices = if key.is_empty() {
        path.to_owned()
    } else {
        format!("{path}.{key}")
    };
    if !name.is_empty() && !is_xlsform && !is_name(name) {
        defects.push(bad_name(path.to_owned(), name));
    }
    if list.is_empty() {
        defects.push(Defect::new(DefectCode::EmptyList, path).with("name", name));
    }
    let mut seen = BTreeSet::new();
    for (index, choice) in list.iter().enumerate() {
        let place = format!("{at_choices}[{index}].name");
        if choice.name.is_empty() {
            continue;
        }
        if is_xlsform {
            // Any word may be stored there, and some forms have one twice on purpose.
        } else if !is_choice_name(&choice.name) {
            defects.push(bad_name(place, &choice.name));
        } else if !seen.insert(choice.name.as_str()) {
            defects.push(
                Defect::new(DefectCode::DuplicateChoice, place).with("name", choice.name.as_str()),
            );
        }
    }
}

/// Judges the labels of one list.
pub(super) fn check_list_texts(list: &[ChoiceSource], path: &str, defects: &mut Vec<Defect>) {
    let texts = list
        .iter()
        .enumerate()
        .map(|(index, choice)| (format!("{path}[{index}].label"), &choice.label))
        .collect();
    check_texts(texts, defects);
}

/// Judges everything about a resolved checklist but its expressions.
///
/// `written` is what the author wrote: only its own choice lists are judged.
pub(super) fn check(
    written: &ChecklistSource,
    source: &ChecklistSource,
    origins: &[Vec<Origin>],
    vocabulary: &Vocabulary,
) -> Vec<Defect> {
    let mut defects = Vec::new();
    check_head(source, &mut defects);
    for (name, list) in &written.choices {
        let path = format!("choices.{name}");
        check_list(
            name,
            list,
            &path,
            "",
            source.xlsform.is_some(),
            &mut defects,
        );
    }
    let mut sections = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut groups = BTreeSet::new();
    for (index, (section, origins)) in source.sections.iter().zip(origins).enumerate() {
        let at_name = format!("section[{index}].name");
        if section.name.is_empty() {
            // Reported when it was read.
        } else if !is_name_in(source, &section.name) {
            defects.push(bad_name(at_name, &section.name));
        } else if !sections.insert(section.name.as_str()) {
            let clash = Defect::new(DefectCode::DuplicateSection, at_name);
            defects.push(clash.with("name", section.name.as_str()));
        }
        check_groups(section, origins, index, source, &mut groups, &mut defects);
        if section.questions.is_empty() {
            defects.push(
                Defect::new(DefectCode::EmptySection, format!("section[{index}]"))
                    .with("name", section.name.as_str()),
            );
        }
        for (question, origin) in section.questions.iter().zip(origins) {
            let at_name = format!("{}.name", origin.path);
            if !question.name.is_empty() && !names.insert(question.name.as_str()) {
                let clash = Defect::new(DefectCode::DuplicateQuestion, at_name);
                defects.push(clash.with("name", question.name.as_str()));
            } else if !origin.is_taken
                && !question.name.is_empty()
                && !is_name_in(source, &question.name)
            {
                defects.push(bad_name(at_name, &question.name));
            }
            if !origin.is_taken {
                check_question(question, &origin.path, source, vocabulary, &mut defects);
            }
        }
    }
    if names.is_empty()
        && source
            .sections
            .iter()
            .all(|section| section.questions.is_empty())
    {
        defects.push(Defect::new(DefectCode::NoQuestions, ""));
    }
    check_texts(own_texts(written, source, origins), &mut defects);
    defects
}

/// Judges the groups of a section: they exist, stand in one another, and hold together.
fn check_groups<'s>(
    section: &'s SectionSource,
    origins: &[Origin],
    index: usize,
    source: &ChecklistSource,
    seen: &mut BTreeSet<&'s str>,
    defects: &mut Vec<Defect>,
) {
    let mut above: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for (at, group) in section.groups.iter().enumerate() {
        let path = format!("section[{index}].group[{at}]");
        let name = group.name.as_str();
        if !name.is_empty() && !is_name_in(source, name) {
            defects.push(bad_name(format!("{path}.name"), name));
        }
        if !name.is_empty() && !seen.insert(name) {
            defects.push(
                Defect::new(DefectCode::DuplicateGroup, format!("{path}.name")).with("name", name),
            );
        }
        if let Some(outer) = group.within.as_deref()
            && !above.contains_key(outer)
        {
            defects.push(
                Defect::new(DefectCode::UnknownGroup, format!("{path}.within"))
                    .with("name", outer)
                    .meant(outer, above.keys().copied()),
            );
        }
        if group.repeat_count.is_some() && !group.repeat {
            defects.push(
                Defect::new(DefectCode::KeyNotForKind, format!("{path}.repeat_count"))
                    .with("key", "repeat_count")
                    .with("kind", "group")
                    .suggest(Message::new("rec-chk-key-not-for-kind").text("key", "repeat_count")),
            );
        }
        above.insert(name, group.within.as_deref());
    }
    // A group that was left is not entered again.
    let mut left: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = Vec::new();
    for (question, origin) in section.questions.iter().zip(origins) {
        let mut way = Vec::new();
        let mut at = question.group.as_deref();
        while let Some(name) = at {
            let Some(outer) = above.get(name) else {
                if way.is_empty() && !origin.is_taken {
                    defects.push(
                        Defect::new(DefectCode::UnknownGroup, format!("{}.group", origin.path))
                            .with("name", name)
                            .meant(name, above.keys().copied()),
                    );
                }
                break;
            };
            way.push(name);
            at = *outer;
            if way.len() > above.len() {
                break;
            }
        }
        way.reverse();
        let same = open
            .iter()
            .zip(&way)
            .take_while(|(one, other)| one == other)
            .count();
        left.extend(open.drain(same..));
        for name in way.into_iter().skip(same) {
            if left.contains(name) {
                defects.push(
                    Defect::new(DefectCode::ScatteredGroup, format!("{}.group", origin.path))
                        .with("name", name),
                );
            }
            open.push(name);
        }
    }
}

fn check_head(source: &ChecklistSource, defects: &mut Vec<Defect>) {
    if source.format != 1 {
        defects.push(
            Defect::new(DefectCode::WrongFormat, "format")
                .with("format", source.format.to_string())
                .suggest(Message::new("rec-chk-wrong-format")),
        );
    }
    if !source.id.is_empty() && !is_id(&source.id) {
        defects.push(
            Defect::new(DefectCode::BadId, "id")
                .with("name", source.id.as_str())
                .suggest(Message::new("rec-chk-bad-id")),
        );
    }
}

fn check_question(
    question: &QuestionSource,
    path: &str,
    source: &ChecklistSource,
    vocabulary: &Vocabulary,
    defects: &mut Vec<Defect>,
) {
    let at = |key: &str| format!("{path}.{key}");
    let Some(kind) = kind_of(question) else {
        if !question.kind.is_empty() {
            let defect = Defect::new(DefectCode::UnknownKind, at("kind"))
                .with("name", question.kind.as_str());
            defects.push(match kind_meant(&question.kind) {
                Some(meant) => {
                    defect.suggest(Message::new("rec-chk-did-you-mean").text("meant", meant))
                }
                None => {
                    defect.suggest(Message::new("rec-chk-one-of").text("known", KINDS.join(", ")))
                }
            });
        }
        return;
    };
    check_keys(question, &kind, path, source, defects);
    let is_computed = matches!(question.kind.as_str(), "calculate" | "hidden" | "metadata");
    if question.label.0.is_empty() && question.hint.0.is_empty() && !is_computed {
        let lacks = source.xlsform.is_none();
        if lacks {
            defects.push(Defect::new(DefectCode::MissingKey, at("label")).with("key", "label"));
        }
    }
    match (&question.constraint, question.constraint_message.is_empty()) {
        (Some(_), true) => defects.push(
            Defect::new(DefectCode::NoConstraintMessage, at("constraint"))
                .with("name", question.name.as_str()),
        ),
        (None, false) => defects.push(Defect::new(
            DefectCode::MessageWithoutConstraint,
            at("constraint_message"),
        )),
        (Some(_), false) | (None, true) => {}
    }
    if let Some(id) = &question.safeguard
        && !vocabulary.has_safeguard(id)
    {
        defects.push(
            Defect::new(DefectCode::UnknownSafeguard, at("safeguard"))
                .with("name", id.as_str())
                .meant(id, vocabulary.safeguard_ids()),
        );
    }
    if let Some(id) = &question.safeguard
        && question.norm.is_empty()
        && !vocabulary.has_norm(id)
    {
        defects.push(
            Defect::new(DefectCode::NoNorm, at("safeguard"))
                .with("safeguard", id.as_str())
                .suggest(Message::new("rec-chk-no-norm")),
        );
    }
    if let Some(fact) = &question.fact
        && !vocabulary.is_open()
    {
        check_fact(
            question,
            fact,
            &kind,
            &at("fact"),
            source,
            vocabulary,
            defects,
        );
    }
}

/// Judges whether a question has the keys that its kind needs, and none that it cannot have.
fn check_keys(
    question: &QuestionSource,
    kind: &Kind,
    path: &str,
    source: &ChecklistSource,
    defects: &mut Vec<Defect>,
) {
    let at = |key: &str| format!("{path}.{key}");
    let is_confirmed = question.kind == "acknowledge";
    let is_choice = matches!(kind, Kind::Choice(_) | Kind::Choices(_)) && !is_confirmed;
    if is_choice && question.choices.is_none() {
        defects.push(
            Defect::new(DefectCode::ChoicesNeeded, at("kind"))
                .with("name", question.name.as_str())
                .suggest(Message::new("rec-chk-choices-needed")),
        );
    }
    if question.kind == "calculate" && question.calculation.is_none() && question.default.is_none()
    {
        defects.push(
            Defect::new(DefectCode::CalculationNeeded, at("kind"))
                .with("name", question.name.as_str())
                .suggest(Message::new("rec-chk-calculation-needed")),
        );
    }
    if source.xlsform.is_some() {
        // XLSForms may say anything of anything; what means nothing is carried along.
        return;
    }
    let takes_answers = !matches!(kind, Kind::Note | Kind::Calculate);
    for (key, is_there, may_be) in [
        ("choices", question.choices.is_some(), is_choice),
        ("choice_filter", question.choice_filter.is_some(), is_choice),
        (
            "calculation",
            question.calculation.is_some(),
            *kind != Kind::Note,
        ),
        ("constraint", question.constraint.is_some(), takes_answers),
        ("required", !question.required.is_never(), takes_answers),
        ("fact", question.fact.is_some(), *kind != Kind::Note),
    ] {
        if is_there && !may_be {
            defects.push(
                Defect::new(DefectCode::KeyNotForKind, at(key))
                    .with("key", key)
                    .with("kind", question.kind.as_str())
                    .suggest(Message::new("rec-chk-key-not-for-kind").text("key", key)),
            );
        }
    }
}

fn check_fact(
    question: &QuestionSource,
    name: &str,
    kind: &Kind,
    place: &str,
    source: &ChecklistSource,
    vocabulary: &Vocabulary,
    defects: &mut Vec<Defect>,
) {
    let Some(fact) = vocabulary.fact(name) else {
        defects.push(
            Defect::new(DefectCode::UnknownFact, place)
                .with("name", name)
                .meant(name, vocabulary.fact_names()),
        );
        return;
    };
    let fits = match kind {
        Kind::Moment | Kind::Date => fact.kind == "moment" || fact.kind == question.kind,
        // What a calculation gives is only known when it is computed.
        Kind::Calculate => true,
        Kind::Text
        | Kind::Integer
        | Kind::Decimal
        | Kind::Choice(_)
        | Kind::Choices(_)
        | Kind::Note => fact.kind == question.kind,
    };
    if !fits {
        defects.push(
            Defect::new(DefectCode::FactKind, place)
                .with("name", name)
                .with("kind", question.kind.as_str())
                .with("wanted", fact.kind.as_str()),
        );
        return;
    }
    let (Some(of_fact), Some(of_question)) = (&fact.choices, &question.choices) else {
        return;
    };
    let (Some(known), Some(offered)) = (vocabulary.list(of_fact), source.choices.get(of_question))
    else {
        return;
    };
    let strangers: Vec<&str> = offered
        .iter()
        .map(|choice| choice.name.as_str())
        .filter(|choice| !known.contains(*choice))
        .collect();
    if !strangers.is_empty() {
        defects.push(
            Defect::new(DefectCode::FactChoices, place)
                .with("name", name)
                .with("choices", strangers.join(", "))
                .suggest(Message::new("rec-chk-fact-choices").text("list", of_fact.as_str())),
        );
    }
}

/// Returns every text that the author of this file wrote, by path.
fn own_texts<'s>(
    written: &'s ChecklistSource,
    source: &'s ChecklistSource,
    origins: &[Vec<Origin>],
) -> BTreeMap<String, &'s Text> {
    let mut texts = BTreeMap::new();
    texts.insert("title".to_owned(), &source.title);
    texts.insert("description".to_owned(), &source.description);
    texts.insert("introduction".to_owned(), &source.introduction);
    for (name, list) in &written.choices {
        for (index, choice) in list.iter().enumerate() {
            texts.insert(format!("choices.{name}[{index}].label"), &choice.label);
        }
    }
    for (index, (section, origins)) in source.sections.iter().zip(origins).enumerate() {
        texts.insert(format!("section[{index}].title"), &section.title);
        for (question, origin) in section.questions.iter().zip(origins) {
            if origin.is_taken {
                continue;
            }
            for (key, text) in [
                ("label", &question.label),
                ("hint", &question.hint),
                ("guidance", &question.guidance),
                ("constraint_message", &question.constraint_message),
                ("required_message", &question.required_message),
            ] {
                texts.insert(format!("{}.{key}", origin.path), text);
            }
        }
    }
    texts
}

/// Judges texts: nothing empty, and a language that is used is used throughout.
fn check_texts(texts: BTreeMap<String, &Text>, defects: &mut Vec<Defect>) {
    let mut languages: BTreeSet<&str> = texts
        .values()
        .flat_map(|text| text.0.keys().map(String::as_str))
        .collect();
    if languages.is_empty() {
        return;
    }
    for language in ["en", "ru"] {
        if !languages.contains(language) {
            defects.push(Defect::new(DefectCode::MissingLanguage, "").with("language", language));
        }
    }
    languages.retain(|language| ["en", "ru"].contains(language));
    for (path, text) in texts {
        for (language, written) in &text.0 {
            if written.trim().is_empty() {
                let place = format!("{path}.{language}");
                defects
                    .push(Defect::new(DefectCode::EmptyText, place).with("key", language.as_str()));
            }
        }
        if text.0.is_empty() {
            continue;
        }
        for language in &languages {
            if !text.0.contains_key(*language) {
                defects.push(
                    Defect::new(DefectCode::MissingTranslation, path.clone())
                        .with("language", *language),
                );
            }
        }
    }
}
