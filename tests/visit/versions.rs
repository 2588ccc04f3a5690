//! A visit meets another version of its checklist: what is read there, and what stays.

use std::sync::Arc;

use firsthours::checklist::{Checklist, Comparison, Fate, Meaning, SubjectKind, VersionDifference};
use firsthours::value::{Missing, Source};
use firsthours::visit::{Refusal, Session};

use crate::scenario::{Scenario, compiled};

use VersionDifference::{FewerChoices, Renamed, Renumbered, Reworded};

const CHOICES: &str = r#"
[choices]
yes_no = [{ name = "yes", label = { en = "Yes" } }, { name = "no", label = { en = "No" } }]
places = [
  { name = "cell", label = { en = "Cell" } },
  { name = "office", label = { en = "Office" } },
]

[[section]]
name = "all"
title = { en = "All" }
"#;

fn version(number: &str, choices: &str, questions: &str) -> Arc<Checklist> {
    compiled(&format!(
        "format = 1\nid = \"test/moving\"\nversion = \"{number}\"\nsubject = \"person\"\n\
         default_source = \"detained_person\"\ntitle = {{ en = \"Moving\" }}\n{choices}\n{questions}"
    ))
}

fn first() -> Arc<Checklist> {
    version(
        "1",
        CHOICES,
        r#"
[[section.group]]
name = "meeting"
repeat = true

[[section.question]]
name = "taken"
kind = "moment"
fact = "apprehended_at"
label = { en = "Taken" }

[[section.question]]
name = "told"
kind = "choice"
choices = "yes_no"
fact = "reasons_told"
label = { en = "Told why?" }

[[section.question]]
name = "place"
kind = "choice"
choices = "places"
label = { en = "Where?" }

[[section.question]]
name = "age_then"
kind = "integer"
fact = "age"
label = { en = "Age" }

[[section.question]]
name = "words"
kind = "text"
label = { en = "In words" }

[[section.question]]
name = "met"
kind = "moment"
group = "meeting"
fact = "lawyer_met_at"
label = { en = "Lawyer met" }

[[section.question]]
name = "how_long"
kind = "integer"
label = { en = "How long" }
"#,
    )
}

/// The next version: `told` is called `reasons` and stands later, `place` has lost an office, `age_then`
/// is gone, `words` is a number now, the repeat has another name, and something is new.
fn second() -> Arc<Checklist> {
    let choices = CHOICES.replace(
        "  { name = \"office\", label = { en = \"Office\" } },\n",
        "",
    );
    version(
        "2",
        &choices,
        r#"
[[section.group]]
name = "lawyer"
was = "meeting"
repeat = true

[[section.question]]
name = "taken"
kind = "moment"
fact = "apprehended_at"
label = { en = "When taken?" }

[[section.question]]
name = "place"
kind = "choice"
choices = "places"
label = { en = "Where?" }

[[section.question]]
name = "words"
kind = "integer"
label = { en = "How many words" }

[[section.question]]
name = "lawyer_at"
was = "met"
kind = "moment"
group = "lawyer"
fact = "lawyer_met_at"
label = { en = "Lawyer met" }

[[section.question]]
name = "reasons"
was = "told"
kind = "choice"
choices = "yes_no"
fact = "reasons_told"
label = { en = "Told why?" }

[[section.question]]
name = "how_long"
kind = "decimal"
label = { en = "How long" }

[[section.question]]
name = "new"
kind = "text"
label = { en = "New" }
"#,
    )
}

fn filled() -> Scenario {
    Scenario::with(first(), SubjectKind::Person)
        .answer("taken", "2026-03-01T10:00")
        .answer("told", "no")
        .answer("place", "office")
        .answer("age_then", "17")
        .answer("words", "a lot")
        .add("meeting")
        .answer_at("met", &[1], "2026-03-02T10:00")
        .answer_at("met", &[2], "2026-03-03T10:00")
        .answer("how_long", "3")
}

impl Scenario {
    pub(super) fn migrate(mut self, to: &Arc<Checklist>) -> Self {
        let saying = self.next();
        let digest = self.checklist.digest;
        let change = self
            .session
            .migrate(digest, Arc::clone(to), &saying)
            .unwrap();
        self.done(change);
        self.checklist = Arc::clone(to);
        self
    }

    fn left(&self) -> Vec<String> {
        let left = self.session.left_behind();
        let text = |left: &firsthours::visit::LeftBehind<'_>| {
            let question = &left.sheet.checklist().questions[left.spot.question];
            let value = left.said.answer.value().map(ToString::to_string);
            format!("{}={}", question.name, value.unwrap_or_default())
        };
        left.iter().map(text).collect()
    }

    fn facts(&self) -> Vec<String> {
        let statements = self.session.facts_about(self.subject);
        let mut found: Vec<String> = statements
            .iter()
            .map(|said| format!("{}={}", said.fact, said.value().unwrap()))
            .collect();
        found.sort_unstable();
        found
    }
}

#[test]
fn a_comparison_tells_what_was_renamed_moved_reworded_or_is_gone() {
    let (one, other) = (first(), second());
    let found = Comparison::between(&one, &other);
    let fate = |name: &str| found.fate(one.index_of(name).unwrap());
    let kept = |to: &str, changes: &[VersionDifference]| Fate::Kept {
        to: other.index_of(to).unwrap(),
        changes: changes.to_vec(),
    };
    assert_eq!(*fate("taken"), kept("taken", &[Reworded]));
    assert_eq!(*fate("told"), kept("reasons", &[Renamed, Renumbered]));
    assert_eq!(*fate("place"), kept("place", &[FewerChoices]));
    assert_eq!(*fate("age_then"), Fate::Gone);
    assert_eq!(*fate("met"), kept("lawyer_at", &[Renamed, Renumbered]));
    assert!(matches!(
        fate("words"),
        Fate::OtherMeaning { why, .. } if why == &[Meaning::Kind]
    ));
    let added: Vec<&str> = found
        .added()
        .iter()
        .map(|index| other.questions[*index].name.as_str())
        .collect();
    assert_eq!(added, ["new"]);
}

#[test]
fn another_fact_is_another_meaning() {
    let question = |fact: &str| {
        version(
            fact,
            CHOICES,
            &format!(
                "[[section.question]]\nname = \"q\"\nkind = \"moment\"\nfact = \"{fact}\"\n\
                 label = {{ en = \"Q\" }}\n"
            ),
        )
    };
    let found = Comparison::between(&question("arrived_at"), &question("placed_at"));
    assert!(matches!(found.fate(0), Fate::OtherMeaning { why, .. } if why == &[Meaning::Fact]));
}

#[test]
fn the_answers_of_a_half_filled_sheet_are_read_under_the_new_version() {
    filled()
        .migrate(&second())
        .assert_value("taken", "2026-03-01T10:00")
        .assert_value("reasons", "no")
        .assert_at("lawyer_at", &[1], "2026-03-02T10:00")
        .assert_at("lawyer_at", &[2], "2026-03-03T10:00")
        .assert_value("how_long", "3")
        .assert_blank("words")
        .assert_blank("place")
        .assert_replays();
}

#[test]
fn what_has_no_place_or_another_meaning_stays_under_the_version_that_asked() {
    let scenario = filled().migrate(&second());
    assert_eq!(
        scenario.left(),
        ["place=office", "age_then=17", "words=a lot"]
    );
}

#[test]
fn every_fact_counts_whichever_version_asked_for_it() {
    let before = filled();
    let facts = before.facts();
    assert!(facts.contains(&"age=17".to_owned()));
    let after = before.migrate(&second());
    assert_eq!(after.facts(), facts);
}

#[test]
fn the_old_answers_stay_readable_as_they_were() {
    let scenario = filled().migrate(&second());
    let before = scenario.session.before_moving().unwrap();
    let sheet = before.sheet(scenario.subject, first().digest).unwrap();
    for (question, value) in [("told", "no"), ("place", "office"), ("words", "a lot")] {
        let index = sheet.checklist().index_of(question).unwrap();
        assert_eq!(sheet.value(index).unwrap().to_string(), value);
    }
    let again = scenario.session.sheet(scenario.subject, first().digest);
    assert_eq!(again.unwrap().checklist().version, "1");
}

#[test]
fn answers_go_on_under_the_new_version_and_replace_what_was_carried_over() {
    filled()
        .migrate(&second())
        .answer("reasons", "yes")
        .assert_value("reasons", "yes")
        .answer("words", "12")
        .assert_value("words", "12")
        .undo()
        .undo()
        .assert_value("reasons", "no")
        .assert_replays();
}

#[test]
fn an_answer_of_before_can_still_be_taken_back() {
    filled()
        .answer("told", "yes")
        .migrate(&second())
        .assert_value("reasons", "yes")
        .undo()
        .assert_value("reasons", "no")
        .assert_replays();
}

#[test]
fn moving_back_shows_everything_as_it_was() {
    let before = filled();
    let facts = before.facts();
    let back = before
        .migrate(&second())
        .answer("reasons", "yes")
        .migrate(&first());
    assert_eq!(back.left(), Vec::<String>::new());
    let back = back
        .assert_value("told", "yes")
        .assert_value("place", "office")
        .assert_value("words", "a lot")
        .assert_at("met", &[2], "2026-03-03T10:00")
        .assert_replays();
    assert_eq!(back.facts().len(), facts.len());
}

#[test]
fn a_reason_why_there_is_no_answer_is_carried_over_too() {
    let scenario = filled().mark("told", Missing::Refused).migrate(&second());
    let index = scenario.checklist.index_of("reasons").unwrap();
    let sheet = scenario.sheet();
    let said = sheet.answer_of(index, Source::DetainedPerson).unwrap();
    assert_eq!(said.missing_reason(), Some(Missing::Refused));
}

#[test]
fn a_colleague_who_goes_on_under_the_old_version_is_read_under_the_new_one() {
    // The second device has not read that the first one moved on.
    let other = filled().on(crate::scenario::SECOND).answer("told", "yes");
    let moved = filled().migrate(&second());
    let mut entries = moved.session.entries().to_vec();
    entries.extend(other.session.entries().last().cloned());
    let checklists = vec![first(), second()];
    let merged = Session::replay(checklists, entries).unwrap();
    assert!(merged.strays().is_empty());
    let sheet = merged.sheet(moved.subject, second().digest).unwrap();
    let index = sheet.checklist().index_of("reasons").unwrap();
    assert_eq!(sheet.value(index).unwrap().to_string(), "yes");
}

#[test]
fn a_closed_visit_is_read_under_its_own_version_until_it_is_opened_again_with_a_reason() {
    let mut scenario = filled();
    let saying = scenario.next();
    let change = scenario.session.close(&saying).unwrap();
    scenario.done(change);
    let saying = scenario.next();
    let digest = scenario.checklist.digest;
    let refused = scenario.session.migrate(digest, second(), &saying);
    assert_eq!(refused.unwrap_err(), Refusal::VisitClosed);
    let change = scenario.session.reopen("a new version", &saying).unwrap();
    scenario.done(change);
    scenario.migrate(&second()).assert_value("reasons", "no");
}

#[test]
fn what_would_happen_is_told_before_it_is_done() {
    let scenario = filled();
    let plan = scenario
        .session
        .migration(first().digest, &second())
        .unwrap();
    assert_eq!((plan.carried(), plan.left()), (5, 3));
    let moved = scenario.migrate(&second());
    assert_eq!(moved.left().len(), 3);
}
