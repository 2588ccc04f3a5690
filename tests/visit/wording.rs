//! What a form says by itself: labels with what was answered before, and when the visit was.

use firsthours::checklist::{Library, SubjectKind};

use crate::scenario::Scenario;

#[test]
fn a_label_says_the_answer_to_which_it_refers_and_leaves_a_gap_before() {
    let form = "| survey |
        | | type | name | label::English (en) | label::Русский (ru) |
        | | text | place | Place | Место |
        | | select_one lit | lit | Light in ${place}? | Свет в ${place}? |
        | | note | said | ${place}: ${lit} | ${place}: ${lit} |
        | choices |
        | | list_name | name | label::English (en) | label::Русский (ru) |
        | | lit | yes | Yes, light | Да, свет |";
    let opened = Library::embedded().open_file("form.md", form.as_bytes());
    let checklist = opened.unwrap().checklist;
    let scenario = Scenario::with(checklist, SubjectKind::Premises);
    let worded = |scenario: &Scenario, name: &str, language: &str| {
        let sheet = scenario
            .session
            .sheet(scenario.subject, scenario.checklist.digest)
            .unwrap();
        let question = scenario.checklist.question(name).unwrap();
        let text = question.label.in_language(language).0;
        sheet.worded(text, language).into_owned()
    };
    assert_eq!(worded(&scenario, "lit", "en"), "Light in …?");
    let scenario = scenario.answer("place", "Cell 4").answer("lit", "yes");
    assert_eq!(worded(&scenario, "lit", "en"), "Light in Cell 4?");
    assert_eq!(worded(&scenario, "said", "en"), "Cell 4: Yes, light");
    assert_eq!(worded(&scenario, "said", "ru"), "Cell 4: Да, свет");
    assert_eq!(worded(&scenario, "place", "en"), "Place");
}

#[test]
fn a_form_is_told_when_the_visit_was_and_never_by_whom_it_was_filled_on_which_device() {
    let form = "| survey |
        | | type | name | label |
        | | start | began | |
        | | today | day | |
        | | deviceid | device | |
        | | username | who | |
        | | text | place | Place |";
    let opened = Library::embedded().open_file("form.md", form.as_bytes());
    let scenario = Scenario::with(opened.unwrap().checklist, SubjectKind::Premises);
    let scenario = scenario.answer("place", "Cell 4");
    let value = |name: &str| scenario.value(name).map(|value| value.to_string());
    assert_eq!(value("began").as_deref(), Some("2026-03-05T09:00"));
    assert_eq!(value("day").as_deref(), Some("2026-03-05"));
    assert_eq!((value("device"), value("who")), (None, None));
    scenario.answer("place", "Cell 5").assert_replays();
}
