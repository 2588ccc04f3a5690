//! What the linter finds beyond single files: indicators that nothing feeds, questions nobody reaches.

use firsthours::app::check_file;
use firsthours::checklist::{CheckedFile, Library};
use firsthours::indicator::EMBEDDED;

fn codes(checked: &CheckedFile) -> Vec<&str> {
    checked.defects.iter().map(|defect| defect.code).collect()
}

#[test]
fn every_indicator_of_the_program_is_fed_by_some_question() {
    let checked = check_file(&Library::embedded(), "indicators.toml", EMBEDDED.as_bytes());
    assert!(checked.defects.is_empty(), "{:?}", checked.defects);
}

#[test]
fn an_indicator_whose_fact_no_question_states_is_told_with_its_line() {
    // Without checklists nothing is fed.
    let empty = Library::default();
    let checked = check_file(&empty, "indicators.toml", EMBEDDED.as_bytes());
    assert!(!checked.defects.is_empty());
    for defect in &checked.defects {
        assert_eq!(defect.code, "indicator_unfed");
        assert!(!defect.is_error() && defect.line.is_some() && defect.suggestion.is_some());
        let id = defect.place.rsplit_once('.').unwrap().1;
        let line = EMBEDDED.lines().nth(defect.line.unwrap() - 1).unwrap();
        assert!(line.contains(id), "{id}: {line}");
    }
}

#[test]
fn a_wrong_file_of_indicators_is_refused_with_its_defects() {
    let text = "format = 1\n[[indicator]]\nid = \"X1\"\nmet = \"no_such_fact = 'yes'\"\n";
    let checked = check_file(&Library::embedded(), "mine.toml", text.as_bytes());
    assert!(checked.has_errors());
}

/// A form with one question that is asked under this condition, inside a group with another.
fn form(around: &str, own: &str) -> CheckedFile {
    let text = format!(
        "| survey |
        | | type | name | label | relevant |
        | | select_one lit | lit | Is there light? | |
        | | select_multiple seen | seen | What is seen? | |
        | | integer | lamps | Lamps | |
        | | begin_group | more | More | {around} |
        | | text | why | Why? | {own} |
        | | end_group | | | |
        | choices |
        | | list_name | name | label |
        | | lit | yes | Yes |
        | | lit | no | No |
        | | seen | bed | Bed |
        | | seen | sink | Sink |"
    );
    Library::embedded().check_file("form.md", text.as_bytes())
}

#[test]
fn a_question_that_no_answers_lead_to_is_told() {
    for (around, own) in [
        ("", "false()"),
        ("${lit} = 'no'", "${lit} = 'yes'"),
        ("", "${lit} = 'no' and ${lit} != 'no'"),
        ("${lit} = ''", "${lit} = 'yes'"),
        ("", "selected(${lit}, 'yes') and ${lit} = 'no'"),
        ("not(selected(${seen}, 'bed'))", "selected(${seen}, 'bed')"),
        ("${lamps} > 3", "${lamps} < 2 or ${lamps} = 3"),
        ("${lamps} >= 3 and ${lamps} < 3", ""),
        ("false()", "${lit} = 'yes'"),
    ] {
        let checked = form(around, own);
        assert!(
            codes(&checked).contains(&"chk_unreachable"),
            "{around} / {own}"
        );
        assert!(!checked.has_errors());
    }
}

#[test]
fn a_question_that_some_answers_lead_to_is_never_told_to_be_out_of_reach() {
    for (around, own) in [
        ("${lit} = 'no'", "${lamps} = 0"),
        ("${lit} = 'no' or ${lit} = 'yes'", "${lit} = 'yes'"),
        ("selected(${seen}, 'bed')", "selected(${seen}, 'sink')"),
        ("${lamps} >= 3", "${lamps} <= 3"),
        ("${lamps} > 2", "${lamps} < 3"),
        ("${lit} != 'no'", "${lit} != 'yes'"),
        ("true()", "1 = 1"),
        ("${lamps} = 1", "${lamps} = 1.0"),
    ] {
        let checked = form(around, own);
        assert!(
            !codes(&checked).contains(&"chk_unreachable"),
            "{around} / {own}"
        );
    }
}
