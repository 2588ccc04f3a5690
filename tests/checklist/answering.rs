//! What is typed becomes a value of the right kind at the right question.

use std::sync::Arc;

use firsthours::checklist::{AddressFault, Checklist, Library, RawAnswer, ValueFault};
use firsthours::i18n::{Catalogue, Language};
use firsthours::message::Explain;
use firsthours::value::Value;

const TEXT: &str = r#"
format = 1
id = "test/answers"
version = "1"
subject = "person"
default_source = "detained_person"
title = { en = "Answers", ru = "Ответы" }
[[section]]
name = "all"
title = { en = "All", ru = "Все" }
[[section.question]]
number = "A1"
name = "words"
kind = "text"
label = { en = "Words", ru = "Слова" }
[[section.question]]
number = "A1"
name = "seen"
kind = "choice"
choices = "yes_no"
label = { en = "Seen?", ru = "Видели?" }
[[section.question]]
number = "A1"
name = "seen_at"
kind = "moment"
label = { en = "When?", ru = "Когда?" }
[[section.question]]
number = "A2"
name = "beds"
kind = "integer"
label = { en = "Beds", ru = "Койки" }
[[section.question]]
number = "A3"
name = "metres"
kind = "decimal"
label = { en = "Metres", ru = "Метры" }
[[section.question]]
number = "A4"
name = "slept_on"
kind = "choices"
choices = "beds"
label = { en = "On what?", ru = "На чём?" }
[[section.question]]
number = "A5"
name = "born"
kind = "date"
label = { en = "Born", ru = "Родился" }
[[section.question]]
number = "A7"
name = "woken"
kind = "time"
label = { en = "Woken at", ru = "Подъём" }
[[section.question]]
number = "A6"
name = "read_this"
kind = "note"
label = { en = "Read", ru = "Прочитайте" }
[choices]
beds = [
  { name = "bed", label = { en = "A bed", ru = "Кровать" } },
  { name = "floor", label = { en = "The floor", ru = "Пол" } },
  { name = "bench", label = { en = "Chair, bench", ru = "Стул, скамья" } },
]
"#;

fn checklist() -> Arc<Checklist> {
    Library::embedded().check(TEXT).checklist.unwrap()
}

fn text(text: &str) -> RawAnswer {
    RawAnswer::Text(text.to_owned())
}

fn parsed(name: &str, typed: &str) -> Result<String, ValueFault> {
    let checklist = checklist();
    let question = checklist.question(name).unwrap();
    let value = checklist.parse_text(question, typed)?;
    Ok(value.to_string())
}

#[test]
fn every_kind_takes_what_people_type() {
    for (name, typed, stored) in [
        ("words", "  спал на полу ", "спал на полу"),
        ("words", "Кафкаи\u{306}", "Кафкай"),
        ("seen", "yes", "yes"),
        ("seen", "YES", "yes"),
        ("seen", "Да", "yes"),
        ("seen_at", "2011-07-05T21:00", "2011-07-05T21:00"),
        ("seen_at", "5.7.2011 21:00", "2011-07-05T21:00"),
        ("seen_at", "05.07.2011", "2011-07-05"),
        ("seen_at", "2011", "2011"),
        ("beds", "12", "12"),
        ("beds", "1 200", "1200"),
        ("beds", "-3", "-3"),
        ("metres", "3,5", "3.5"),
        ("metres", "3.5", "3.5"),
        ("metres", "4", "4"),
        ("slept_on", "bed floor", "bed floor"),
        ("slept_on", "floor, bed, floor", "floor bed"),
        ("slept_on", "Стул, скамья", "bench"),
        ("slept_on", "Пол; Кровать", "floor bed"),
        ("born", "1990-02", "1990-02"),
        ("woken", "930", "09:30"),
        ("woken", "6:05", "06:05"),
        ("woken", "21.40", "21:40"),
        ("woken", "06:30:00.000+06:00", "06:30"),
    ] {
        assert_eq!(
            parsed(name, typed).as_deref(),
            Ok(stored),
            "{name}: {typed}"
        );
    }
}

#[test]
fn what_is_no_value_says_why() {
    for (name, typed, id) in [
        ("words", " ", "err-value-empty"),
        ("woken", "later", "err-value-not-clock"),
        ("woken", "2530", "err-value-not-clock"),
        ("woken", "2026-03-05", "err-value-not-clock"),
        ("seen", "maybe", "err-value-unknown-choice"),
        ("seen", "yes no", "err-value-unknown-choice"),
        ("seen_at", "31.2.2011", "err-value-no-such-day"),
        ("seen_at", "5.7.2011 25:00", "err-value-no-such-time"),
        ("seen_at", "yesterday", "err-value-not-moment"),
        ("seen_at", "5.7", "err-value-not-moment"),
        ("beds", "3,5", "err-value-not-integer"),
        ("beds", "99999999999999999999", "err-value-not-integer"),
        ("beds", "many", "err-value-not-integer"),
        ("metres", "1e5", "err-value-not-decimal"),
        ("metres", "NaN", "err-value-not-decimal"),
        ("metres", "1,234.5", "err-value-not-decimal"),
        ("slept_on", "bed sofa", "err-value-unknown-choice"),
        ("slept_on", ",", "err-value-empty"),
        ("born", "1990-02-01T10:00", "err-value-not-date"),
        ("read_this", "ok", "err-value-takes-none"),
    ] {
        let fault = parsed(name, typed).expect_err(typed);
        assert_eq!(fault.what_happened().id(), id, "{name}: {typed}");
    }
}

#[test]
fn a_number_addresses_the_first_question_that_the_value_fits() {
    let checklist = checklist();
    for (typed, name) in [
        ("yes", "seen"),
        ("2011-07-05T21:00", "seen_at"),
        ("a long story", "words"),
    ] {
        let (index, value) = checklist.question_for("A1", &text(typed)).unwrap();
        assert_eq!(checklist.questions[index].name.as_str(), name, "{typed}");
        assert!(value.is_some());
    }
    let (index, value) = checklist.question_for("a1", &RawAnswer::Missing).unwrap();
    assert_eq!((index, value), (0, None));
}

#[test]
fn a_slip_in_a_choice_or_a_number_does_not_end_in_the_text_of_the_item() {
    let checklist = checklist();
    for slip in ["yess", "12", "not_known"] {
        let fault = checklist.question_for("A1", &text(slip)).unwrap_err();
        assert!(
            matches!(fault, AddressFault::FitsNone { .. }),
            "{slip}: {fault}"
        );
    }
    // Whoever means the text names it.
    assert!(checklist.question_for("words", &text("yess")).is_ok());
}

#[test]
fn a_name_addresses_its_question_alone() {
    let checklist = checklist();
    let fault = checklist.question_for("seen", &text("2011")).unwrap_err();
    assert!(matches!(fault, AddressFault::DoesNotFit { .. }));
    let (index, _) = checklist.question_for("words", &text("yes")).unwrap();
    assert_eq!(index, 0);
}

#[test]
fn what_addresses_nothing_gets_a_suggestion() {
    let checklist = checklist();
    let fault = checklist.question_for("seen_ta", &text("yes")).unwrap_err();
    let meant = Some("seen_at".to_owned());
    assert_eq!(fault, AddressFault::NoSuchQuestion { meant });
    let fault = checklist.question_for("A6", &text("yes")).unwrap_err();
    assert_eq!(fault.what_happened().id(), "err-value-takes-none");
}

#[test]
fn json_values_are_taken_as_what_they_mean() {
    let checklist = checklist();
    let taken = |name: &str, json: serde_json::Value| -> Option<Value> {
        let raw = RawAnswer::from_json(&json)?;
        checklist.question_for(name, &raw).ok()?.1
    };
    let several = Value::Choices(vec!["bed".to_owned(), "floor".to_owned()]);
    for (name, json, value) in [
        ("beds", serde_json::json!(12), Some(Value::Integer(12))),
        ("beds", serde_json::json!(12.5), None),
        ("metres", serde_json::json!(2.5), Some(Value::Decimal(2.5))),
        (
            "seen",
            serde_json::json!(true),
            Some(Value::Choice("yes".to_owned())),
        ),
        (
            "slept_on",
            serde_json::json!(["bed", "floor"]),
            Some(several),
        ),
        ("slept_on", serde_json::json!([1]), None),
        ("seen", serde_json::json!(["yes"]), None),
        ("seen", serde_json::json!(null), None),
        ("seen", serde_json::json!({"a": 1}), None),
    ] {
        assert_eq!(taken(name, json.clone()), value, "{name}: {json}");
    }
}

#[test]
fn faults_explain_themselves_and_never_repeat_what_was_typed() {
    let checklist = checklist();
    for language in [Language::En, Language::Ru] {
        let catalogue = Catalogue::new(language);
        for question in &checklist.questions {
            for typed in ["", "SECRET", "31.2.2011", "1 2 SECRET"] {
                let Err(fault) = checklist.parse_text(question, typed) else {
                    continue;
                };
                let mut said = catalogue.text(&fault.what_happened());
                if let Some(message) = fault.what_to_do() {
                    said += &catalogue.text(&message);
                }
                assert!(!said.contains("[err-") && !said.contains("[rec-"), "{said}");
                assert!(!format!("{said} {fault} {fault:?}").contains("SECRET"));
            }
        }
    }
    assert!(!format!("{:?}", text("SECRET")).contains("SECRET"));
}
