//! What can be judged without looking into expressions: names, texts, lists, kinds, facts.

use std::collections::{BTreeMap, BTreeSet};

use super::compiled::Kind;
use super::defect::{Defect, DefectCode};
use super::resolve::Origin;
use super::vocabulary::Vocabulary;
use super::{ChecklistSource, ChoiceSource, QuestionSource, Text};
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
];

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
        "text" => Kind::Text,
        "integer" => Kind::Integer,
        "decimal" => Kind::Decimal,
        "choice" => Kind::Choice(list()),
        "choices" => Kind::Choices(list()),
        "moment" => Kind::Moment,
        "date" => Kind::Date,
        "note" => Kind::Note,
        "calculate" => Kind::Calculate,
        _ => return None,
    })
}

/// Returns our word for a kind that XLSForm, or an author's habit, calls otherwise.
fn kind_meant(kind: &str) -> Option<&'static str> {
    let lower = kind.to_lowercase();
    Some(match lower.split_whitespace().next().unwrap_or_default() {
        "select_one" | "select1" | "radio" | "single" | "yes_no" | "boolean" | "bool" => "choice",
        "select_multiple" | "multiple" | "checkbox" => "choices",
        "datetime" | "date-time" | "date_time" | "time" => "moment",
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
    defects: &mut Vec<Defect>,
) {
    let at_choices = if key.is_empty() {
        path.to_owned()
    } else {
        format!("{path}.{key}")
    };
    if !name.is_empty() && !is_name(name) {
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
        if !is_choice_name(&choice.name) {
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
        check_list(name, list, &path, "", &mut defects);
    }
    let mut sections = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (index, (section, origins)) in source.sections.iter().zip(origins).enumerate() {
        let at_name = format!("section[{index}].name");
        if section.name.is_empty() {
            // Reported when it was read.
        } else if !is_name(&section.name) {
            defects.push(bad_name(at_name, &section.name));
        } else if !sections.insert(section.name.as_str()) {
            let clash = Defect::new(DefectCode::DuplicateSection, at_name);
            defects.push(clash.with("name", section.name.as_str()));
        }
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
            } else if !origin.is_taken && !question.name.is_empty() && !is_name(&question.name) {
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
    check_keys(question, &kind, path, defects);
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
fn check_keys(question: &QuestionSource, kind: &Kind, path: &str, defects: &mut Vec<Defect>) {
    let at = |key: &str| format!("{path}.{key}");
    let is_choice = matches!(kind, Kind::Choice(_) | Kind::Choices(_));
    if is_choice && question.choices.is_none() {
        defects.push(
            Defect::new(DefectCode::ChoicesNeeded, at("kind"))
                .with("name", question.name.as_str())
                .suggest(Message::new("rec-chk-choices-needed")),
        );
    }
    if *kind == Kind::Calculate && question.calculation.is_none() {
        defects.push(
            Defect::new(DefectCode::CalculationNeeded, at("kind"))
                .with("name", question.name.as_str())
                .suggest(Message::new("rec-chk-calculation-needed")),
        );
    }
    let takes_answers = !matches!(kind, Kind::Note | Kind::Calculate);
    for (key, is_there, may_be) in [
        ("choices", question.choices.is_some(), is_choice),
        (
            "calculation",
            question.calculation.is_some(),
            *kind == Kind::Calculate,
        ),
        ("constraint", question.constraint.is_some(), takes_answers),
        ("required", question.required, takes_answers),
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
