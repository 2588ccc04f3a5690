//! Facts in repeats: what each instance states, and which of them counts.

use firsthours::checklist::SubjectKind;
use firsthours::safeguard::{Catalogue, Country, Law};
use firsthours::value::Source;
use firsthours::visit::{Agreement, Episode, Subject, Timeline, assess, differences};

use crate::scenario::{SECOND, Scenario, compiled};

/// An interview of somebody who was taken more than once, with meetings of a lawyer in each custody.
const TAKEN: &str = r#"
format = 1
id = "test/taken"
version = "1"
subject = "SUBJECT"
default_source = "detained_person"
title = { en = "Taken" }

[choices]
yes_no = [{ name = "yes", label = { en = "Yes" } }, { name = "no", label = { en = "No" } }]

[[section]]
name = "all"
title = { en = "All" }

[[section.group]]
name = "custody"
repeat = true

[[section.group]]
name = "meeting"
within = "custody"
repeat = true

[[section.question]]
name = "age"
kind = "integer"
fact = "age"
label = { en = "Age" }

[[section.question]]
name = "taken"
kind = "moment"
group = "custody"
fact = "apprehended_at"
label = { en = "Taken" }

[[section.question]]
name = "met"
kind = "moment"
group = "meeting"
fact = "lawyer_met_at"
label = { en = "Lawyer met" }

[[section.question]]
name = "alone"
kind = "choice"
choices = "yes_no"
group = "meeting"
fact = "lawyer_private"
label = { en = "Alone?" }
"#;

fn taken() -> Scenario {
    let text = TAKEN.replace("SUBJECT", "person");
    Scenario::with(compiled(&text), SubjectKind::Person)
}

fn on_the_premises() -> Scenario {
    let text = TAKEN.replace("SUBJECT", "premises");
    Scenario::with(compiled(&text), SubjectKind::Premises)
}

/// Two custodies: in the first the lawyer came twice, in the second once.
fn twice(scenario: Scenario) -> Scenario {
    scenario
        .answer("age", "30")
        .add("custody")
        .add_inside("meeting", "taken", &[1])
        .answer_at("taken", &[1], "2026-02-01T10:00")
        .answer_at("met", &[1, 1], "2026-02-02T10:00")
        .answer_at("met", &[1, 2], "2026-02-01T12:00")
        .answer_at("taken", &[2], "2026-03-01T10:00")
        .answer_at("met", &[2, 1], "2026-03-01T11:00")
}

fn moments(episode: &Episode, fact: &str) -> Vec<String> {
    episode
        .about(fact)
        .filter_map(|(_, said)| Some(said.moment()?.0.to_string()))
        .collect()
}

#[test]
fn each_custody_of_a_repeat_is_an_episode_with_what_was_said_outside_of_it() {
    let scenario = twice(taken());
    let episodes = scenario.session.episodes();
    let names: Vec<String> = episodes.iter().map(Episode::name).collect();
    assert_eq!(names, ["P-01/1", "P-01/2"]);
    for episode in &episodes {
        assert_eq!(episode.about("age").count(), 1);
        assert_eq!(episode.about("apprehended_at").count(), 1);
    }
    assert_eq!(episodes[0].about("lawyer_met_at").count(), 2);
    assert_eq!(episodes[1].about("lawyer_met_at").count(), 1);
}

#[test]
fn one_custody_in_a_repeat_is_the_persons_own() {
    let scenario = taken()
        .add("custody")
        .answer_at("taken", &[1], "2026-02-01T10:00");
    let episodes = scenario.session.episodes();
    assert_eq!(episodes.len(), 1);
    assert_eq!(episodes[0].name(), "P-01");
    assert_eq!(episodes[0].about("apprehended_at").count(), 1);
}

#[test]
fn limits_are_measured_inside_their_own_custody() {
    let scenario = twice(taken());
    let (law, _) = Law::embedded();
    for (episode, minutes) in scenario.session.episodes().iter().zip([120, 60]) {
        let timeline = Timeline::of(episode, &law, Country::Kz);
        assert_eq!(timeline.zeros.len(), 1);
        let first = timeline
            .events
            .iter()
            .find(|event| event.fact.as_str() == "lawyer_met_at")
            .unwrap();
        assert_eq!(first.since[0].exact_minutes(), Some(minutes));
    }
}

#[test]
fn the_earliest_of_several_meetings_counts_and_the_others_are_shown() {
    let scenario = twice(taken());
    let episode = &scenario.session.episodes()[0];
    assert_eq!(moments(episode, "lawyer_met_at").len(), 2);
    let read: Vec<String> = episode
        .read_about("lawyer_met_at")
        .filter_map(|(_, said)| Some(said.moment()?.0.to_string()))
        .collect();
    assert_eq!(read.len(), 1);
    assert!(read[0].starts_with("2026-02-01T12:00"), "{read:?}");
    let (law, _) = Law::embedded();
    let assessed = assess(episode, &law, Country::Kz);
    let lawyer = assessed.iter().find(|one| one.safeguard == "SG05").unwrap();
    for start in &lawyer.starts {
        assert_eq!(start.elapsed.exact_minutes(), Some(120));
    }
}

#[test]
fn a_later_meeting_is_no_breach_of_a_limit_that_the_first_one_kept() {
    let scenario = twice(taken());
    let (law, _) = Law::embedded();
    let episode = &scenario.session.episodes()[0];
    let timeline = Timeline::of(episode, &law, Country::Kz);
    let meetings = timeline.events.iter();
    let mut meetings = meetings.filter(|event| event.fact.as_str() == "lawyer_met_at");
    assert!(!meetings.next().unwrap().results.is_empty());
    assert!(meetings.next().unwrap().results.is_empty());
}

#[test]
fn instances_that_say_different_things_leave_a_choice_unknown_to_counts() {
    let scenario =
        twice(taken())
            .answer_at("alone", &[1, 1], "yes")
            .answer_at("alone", &[1, 2], "no");
    let episode = &scenario.session.episodes()[0];
    assert_eq!(episode.about("lawyer_private").count(), 2);
    assert_eq!(episode.read_about("lawyer_private").count(), 0);
    let scenario = scenario.answer_at("alone", &[1, 2], "yes");
    let episode = &scenario.session.episodes()[0];
    assert!(episode.read_about("lawyer_private").count() > 0);
}

#[test]
fn what_one_source_says_of_several_instances_is_no_difference() {
    let (facts, _) = Catalogue::embedded();
    let agreement = |scenario: &Scenario| {
        let episode = &scenario.session.episodes()[0];
        let found = differences(episode, &facts);
        let of_meeting = found
            .into_iter()
            .find(|difference| difference.fact.as_str() == "lawyer_met_at");
        of_meeting.unwrap()
    };
    let scenario = twice(taken());
    let alone = agreement(&scenario);
    assert_eq!(alone.agreement, Agreement::OneSource);
    assert_eq!(alone.accounts.len(), 2);
    let said = |scenario: Scenario, when: &str| {
        let mut scenario = scenario;
        let instance = scenario.at("met", &[1, 1]);
        let place = scenario.place("met");
        let value = firsthours::value::Value::Moment(when.parse().unwrap());
        let answer = firsthours::visit::Answer::given(value);
        let saying = scenario.next();
        let lawyer = Source::Lawyer;
        let change = scenario
            .session
            .answer_in(&place, &instance, lawyer, answer, &saying);
        scenario.done(change.unwrap());
        scenario
    };
    let same = said(scenario, "2026-02-01T12:05");
    assert_eq!(agreement(&same).agreement, Agreement::Agree);
    let other = said(same, "2026-02-01T18:00");
    assert_eq!(agreement(&other).agreement, Agreement::Differ);
}

#[test]
fn custodies_on_the_sheet_of_the_premises_are_episodes_and_no_facts_of_the_house() {
    let scenario = twice(on_the_premises());
    let episodes = scenario.session.episodes();
    let names: Vec<String> = episodes.iter().map(Episode::name).collect();
    assert_eq!(names, ["premises/1", "premises/2"]);
    assert!(episodes.iter().all(Episode::is_person));
    let house = scenario.session.facts_about(Subject::Premises);
    let facts: Vec<&str> = house.iter().map(|said| said.fact.as_str()).collect();
    assert_eq!(facts, ["age"]);
}

#[test]
fn a_removed_custody_and_one_beyond_a_count_are_no_episodes() {
    let scenario = twice(taken()).remove("custody", 2);
    assert_eq!(scenario.session.episodes().len(), 1);
    let scenario = scenario.undo();
    assert_eq!(scenario.session.episodes().len(), 2);
}

#[test]
fn two_accounts_inside_a_repeat_are_listed_with_their_instance() {
    let scenario = taken()
        .add("custody")
        .answer_at("taken", &[2], "2026-03-01T10:00");
    let instance = scenario.at("taken", &[2]);
    // The second device has read nothing of the first one's answer.
    let mut other = scenario.clone_without_last().on(SECOND);
    other = other.answer_at("taken", &[2], "2026-03-01T14:00");
    let mut entries = scenario.session.entries().to_vec();
    entries.extend(other.session.entries().last().cloned());
    let checklists = scenario.session.checklists().to_vec();
    let merged = firsthours::visit::Session::replay(checklists, entries).unwrap();
    let two = merged.two_accounts();
    assert_eq!(two.len(), 1);
    assert_eq!(two[0].instance, instance);
    assert_eq!(two[0].accounts.len(), 2);
    let to_do = merged.to_do();
    let listed = to_do
        .iter()
        .find(|to_do| to_do.kind == firsthours::visit::ToDoKind::TwoAccounts)
        .unwrap();
    assert_eq!(listed.instance, instance);
}

impl Scenario {
    /// Returns the visit as it was before its last entry.
    fn clone_without_last(&self) -> Self {
        let mut entries = self.session.entries().to_vec();
        entries.pop();
        let checklists = self.session.checklists().to_vec();
        let mut before = taken();
        before.session = firsthours::visit::Session::replay(checklists, entries).unwrap();
        before
    }
}
